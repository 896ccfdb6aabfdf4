import type { BlockSettings } from './block-settings.js'

/** How many blocks a network has, for the title of its figure. */
export function blocksText({ blocks, weights }: BlockSettings): string {
  return blocks === 1 ? '1 block' : `${blocks} blocks, ${weights} weights`
}

/** The size of a network's kernel. */
export function kernelSizeText({ dimension, kernel: { width, height } }: BlockSettings): string {
  return dimension === 1 ? `${width}` : `${height}×${width}`
}

/** The size of a network's kernel, and the channels it leads from and to. */
export function kernelText(settings: BlockSettings): string {
  const { channels, filters } = settings
  const size = kernelSizeText(settings)
  return channels === 1 && filters === 1 ? size : `${size}, ${channels}→${filters}`
}
