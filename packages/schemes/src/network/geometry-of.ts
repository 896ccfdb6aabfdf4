import type { KernelGeometry } from '@numeural/core'
import type { BlockSettings } from './block-settings.js'

/** Geometry of K: from the network's channels to its filters. */
export function geometryOf({ kernel, channels, filters, boundary }: BlockSettings): KernelGeometry {
  const { height, width, centreX, centreY } = kernel
  return { outputChannels: filters, inputChannels: channels, height, width, centreY, centreX, boundary }
}
