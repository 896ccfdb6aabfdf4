import type { OperationOf, SignalShape } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { type KernelText, kernelText } from '../device/kernel-text.js'
import type { GpuLimits } from '../device/limits.js'
import { gridOf, rowParts } from '../kernels/grid.js'
import type { Tracer } from '../kernels/trace.js'

/** `result[0, y, x] = Σ_c x[c, y, x]`, channel 0 first. */
export const sumOverChannels: Tracer<OperationOf<'sum-over-channels'>> = ({ x, result }, trace) => {
  const text = sumOverChannelsKernel(shapeOf(trace.plan, x), trace.batch, trace.limits)
  trace.setPlace(result, trace.call(text, [trace.place(x).handle]))
}

function sumOverChannelsKernel({ channels, height, width }: SignalShape, batch: number, limits: GpuLimits): KernelText {
  const shape = { channels: 1, height, width }
  const { output, position } = gridOf(shape, batch, limits)
  return kernelText(
    ['u'],
    [
      ...position,
      ...rowParts(shape, batch),
      'let sum = 0.0;',
      `for (let i = 0; i < ${channels}; i++) {`,
      `const from = (n * ${channels} + i) * ${height} + y;`,
      'sum += u[from][x];',
      '}',
      'return sum;',
    ],
    output,
  )
}
