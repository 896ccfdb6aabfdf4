import type { KernelGeometry, TransposedConvolutionOperation } from '../../plan/operation.js'
import type { SignalShape } from '../../plan/shape.js'
import type { GpuLimits } from '../limits.js'
import { shapeOf, type Tracer } from '../program/tracer.js'
import { axesOf, columnNames, rowNames, writingLoop } from './axis.js'
import { gridOf, rowParts } from './grid.js'
import { type KernelText, kernelText } from './kernel-text.js'

/** `Kᵀy`: one thread a value, which gathers every product that the convolution would have taken from it. */
export const transposedConvolution: Tracer<TransposedConvolutionOperation> = (
  { geometry, y, kernel, result },
  trace,
) => {
  const { handle, offset } = trace.place(kernel)
  const text = transposedConvolutionKernel(geometry, shapeOf(trace.plan, y), trace.batch, trace.limits)
  trace.setPlace(result, trace.call(text, [trace.place(y).handle, handle, offset]))
}

export function transposedConvolutionKernel(
  geometry: KernelGeometry,
  { height, width }: SignalShape,
  batch: number,
  limits: GpuLimits,
): KernelText {
  const { outputChannels, inputChannels } = geometry
  const shape = { channels: inputChannels, height, width }
  const { output, position } = gridOf(shape, batch, limits)
  const { rows, columns } = axesOf(geometry, shape)
  const entry = `k[offset + ((i * ${inputChannels} + c) * ${geometry.height} + a) * ${geometry.width} + b]`
  const sum = writingLoop(columns, columnNames, [`sum += ${entry} * v[from][sx];`])
  const perChannel = writingLoop(rows, rowNames, [`const from = (n * ${outputChannels} + i) * ${height} + sy;`, ...sum])
  return kernelText(
    ['v', 'k', 'offset'],
    [
      ...position,
      ...rowParts(shape),
      'let sum = 0.0;',
      `for (let i = 0; i < ${outputChannels}; i++) {`,
      ...perChannel,
      '}',
      'return sum;',
    ],
    output,
  )
}
