import type { KernelGeometry } from '../../plan/operation.js'
import type { Dtype, SignalShape } from '../../plan/shape.js'
import type { ConvolutionMethod } from './convolution-method.js'
import { directMethod } from './direct-method.js'
import { fourierMethod } from './fourier-method.js'
import { winogradMethod } from './winograd-method.js'

/** Scratch memory that a faster method may take. */
const largestScratch = 128 * 1024 * 1024

/**
 * The cheapest method, in float64 the direct one, which rounds least. The rule sees shapes only: the same plan gives the same
 * bits everywhere.
 */
export function chooseMethod(dtype: Dtype, geometry: KernelGeometry, shape: SignalShape): ConvolutionMethod {
  const direct = directMethod(dtype, geometry, shape)
  if (dtype !== 'float32') return direct
  let best = direct
  for (const method of [winogradMethod(geometry, shape), fourierMethod(geometry, shape)]) {
    const fits = Math.max(...Object.values(method.scratch)) <= largestScratch
    if (fits && method.cost < best.cost) best = method
  }
  return best
}
