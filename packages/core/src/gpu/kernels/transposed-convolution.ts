import type { KernelGeometry, TransposedConvolutionOperation } from '../../plan/operation.js'
import type { SignalShape } from '../../plan/shape.js'
import type { GpuLimits } from '../limits.js'
import { shapeOf, type Tracer } from '../program/tracer.js'
import { axesOf, columnNames, moved, rowNames, splitAtBorders, writingLoop } from './axis.js'
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
  const entries = geometry.height * geometry.width
  const sum = writingLoop(columns, columnNames, [`sum += k[base + a * ${geometry.width} + b] * v[from + sy][sx];`])
  const gather = splitAtBorders(
    rows,
    columns,
    (a, b, entry) => {
      const [y, x] = [moved('from + y', geometry.centreY - a), moved('x', geometry.centreX - b)]
      return `sum += k[${moved('base', entry)}] * v[${y}][${x}];`
    },
    writingLoop(rows, rowNames, sum),
  )
  return kernelText(
    ['v', 'k', 'offset'],
    [
      ...position,
      ...rowParts(shape, batch),
      'let sum = 0.0;',
      `for (let i = 0; i < ${outputChannels}; i++) {`,
      `const from = (n * ${outputChannels} + i) * ${height};`,
      `const base = offset + (i * ${inputChannels} + c) * ${entries};`,
      ...gather,
      '}',
      'return sum;',
    ],
    output,
  )
}
