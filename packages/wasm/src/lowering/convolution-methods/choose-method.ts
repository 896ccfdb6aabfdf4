import type { Dtype, KernelGeometry, SignalShape } from '@numeural/plan'
import type { ConvolutionMethod } from './convolution-method.js'
import { directMethod } from './direct-method.js'
import { fourierMethod } from './fourier-method.js'
import { winogradMethod } from './winograd-method.js'

/** Scratch memory that a faster method may take, if the direct one does not take more. */
const largestScratch = 128 * 1024 * 1024

/**
 * The cheapest method, in float64 the direct one, which rounds least. The rule sees shapes only:
 * the same plan gives the same bits everywhere.
 */
export function chooseMethod(dtype: Dtype, geometry: KernelGeometry, shape: SignalShape): ConvolutionMethod {
  const direct = directMethod(dtype, geometry, shape)
  if (dtype !== 'float32') return direct
  const mostScratch = Math.max(largestScratch, scratchOf(direct))
  let best = direct
  for (const method of [winogradMethod(geometry, shape), fourierMethod(geometry, shape)]) {
    if (scratchOf(method) <= mostScratch && method.cost < best.cost) best = method
  }
  return best
}

function scratchOf({ scratch }: ConvolutionMethod): number {
  return Math.max(scratch.convolution, scratch.transposedConvolution, scratch.kernelGradient)
}
