import type { KernelGeometry } from '@numeural/core'

/** What the paper's rule takes for ‖K‖₂: the largest of {@link paperDivisors}. It is no bound. */
export function paperNorm(kernel: ArrayLike<number>, geometry: KernelGeometry): number {
  return paperDivisors(kernel, geometry).reduce((largest, each) => Math.max(largest, each), 0)
}

/**
 * The divisors of C21 sec. 3.3, kept for reproduction: every block is divided by its absolute row sum Σ|k|, and all by
 * √C. The paper concludes ‖K‖₂ ≤ 1. That is wrong: the kernel (0.5, 0.3, 0.2) has row sum 1 and norm 1.053, (1, 0, 0)
 * has √2, and C² blocks that are all the identity have √C. It certifies nothing.
 *
 * @returns one divisor per block, laid out `[output channels, input channels]`
 */
export function paperDivisors(kernel: ArrayLike<number>, geometry: KernelGeometry): Float64Array {
  const divisors = new Float64Array(geometry.outputChannels * geometry.inputChannels)
  writePaperDivisors(kernel, geometry, divisors)
  return divisors
}

/** {@link paperDivisors} into an array that is there already. */
export function writePaperDivisors(
  kernel: ArrayLike<number>,
  { height, width, inputChannels }: KernelGeometry,
  divisors: Float64Array,
): void {
  const taps = height * width
  const root = Math.sqrt(inputChannels)
  for (let block = 0; block < divisors.length; block++) {
    let sum = 0
    for (let tap = 0; tap < taps; tap++) sum += Math.abs(kernel[block * taps + tap]!)
    divisors[block] = sum * root
  }
}
