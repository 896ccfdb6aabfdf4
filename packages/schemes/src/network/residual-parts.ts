import type { KernelGeometry } from '@numeural/core'
import { freeKernelTransform } from '../parametrisation/kernel-transform.js'
import type { Part } from '../parametrisation/parametrisation.js'
import { scalarTransform } from '../parametrisation/scalar-transform.js'
import type { ResidualSettings } from './block-settings.js'
import { geometryOf } from './geometry-of.js'
import { nonlinearityParts } from './nonlinearity-parts.js'

/** Geometry of W₂: the kernel of W₁, from the filters back to the channels. */
export function outerGeometry(settings: ResidualSettings): KernelGeometry {
  return { ...geometryOf(settings), outputChannels: settings.channels, inputChannels: settings.filters }
}

/** What one set of block weights of a residual network trains. */
export function residualParts(settings: ResidualSettings, block: number): Part[] {
  const { channels, filters } = settings
  const zeros = (count: number): number[] => Array.from({ length: count }, () => 0)
  const bias = (name: string, count: number): Part => ({
    name,
    kind: 'bias',
    block,
    transform: scalarTransform(name, 'real', zeros(count)),
  })
  const kernel = (name: string, geometry: KernelGeometry): Part => ({
    name,
    kind: 'kernel',
    block,
    transform: freeKernelTransform(geometry),
  })
  return [
    kernel('kernel1', geometryOf(settings)),
    bias('bias1', filters),
    ...nonlinearityParts(settings, block),
    kernel('kernel2', outerGeometry(settings)),
    bias('bias2', channels),
  ]
}
