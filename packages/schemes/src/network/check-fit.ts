import type { NumeuralError } from '@numeural/errors'
import type { BlockSettings, SchemeSettings } from './block-settings.js'

/** Makes the error for a field that is wrong. */
export type Refuse = (path: string, given: unknown, allowed: string) => NumeuralError

/** The fields that have to fit each other; those of scheme networks are missing in others. */
type Fields = Pick<BlockSettings, 'dimension' | 'channels' | 'filters' | 'kernel' | 'blocks'> &
  Partial<Pick<SchemeSettings, 'length' | 'size'>> & { readonly scheme?: { readonly length?: number | null } }

/** Refuses fields that are right alone but do not fit each other. */
export function checkFit(
  { kernel, dimension, channels, filters, blocks, scheme, length = null, size = null }: Fields,
  refuse: Refuse,
): void {
  if (dimension === 1 && kernel.height !== 1) throw refuse('kernel.height', kernel.height, '1 in one dimension')
  if (kernel.centreX >= kernel.width) throw refuse('kernel.centreX', kernel.centreX, `less than ${kernel.width}`)
  if (kernel.centreY >= kernel.height) throw refuse('kernel.centreY', kernel.centreY, `less than ${kernel.height}`)
  const count = channels * filters * kernel.height * kernel.width
  if (count > largestKernel) throw refuse('kernel', `${count} numbers`, `at most ${largestKernel}`)
  if (kernel.values !== null && kernel.values.length !== count) {
    throw refuse('kernel.values', `${kernel.values.length} numbers`, `${count} numbers`)
  }
  if (scheme === undefined) {
    if (kernel.values === null) return
    throw refuse('kernel.values', 'a fixed kernel', 'null: the standard block trains both kernels')
  }
  const isCyclic = typeof scheme.length === 'number'
  if ((length !== null) !== isCyclic) {
    throw refuse('length', length, isCyclic ? 'a length: the scheme is cyclic' : 'null: the scheme has no cycles')
  }
  if (length !== null && blocks % length !== 0) {
    throw refuse('blocks', blocks, `a multiple of the cycle's length ${length}`)
  }
  if (dimension === 1 && size !== null && size.height !== 1) {
    throw refuse('size.height', size.height, '1 in one dimension')
  }
}

/** Numbers in a kernel: far above any use. */
const largestKernel = 2 ** 24
