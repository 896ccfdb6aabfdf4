import type { ConvolutionOperation, KernelGeometry } from '../../plan/operation.js'
import type { SignalShape } from '../../plan/shape.js'
import type { GpuLimits } from '../limits.js'
import { shapeOf, type Tracer } from '../program/tracer.js'
import { axesOf, columnNames, moved, readingLoop, rowNames, splitAtBorders } from './axis.js'
import { gridOf, rowParts } from './grid.js'
import { type KernelText, kernelText } from './kernel-text.js'

/** `Kx`: one thread a value, which gathers what the kernel reads. */
export const convolution: Tracer<ConvolutionOperation> = ({ geometry, x, kernel, result }, trace) => {
  const { handle, offset } = trace.place(kernel)
  const text = convolutionKernel(geometry, shapeOf(trace.plan, x), trace.batch, trace.limits)
  trace.setPlace(result, trace.call(text, [trace.place(x).handle, handle, offset]))
}

export function convolutionKernel(
  geometry: KernelGeometry,
  { height, width }: SignalShape,
  batch: number,
  limits: GpuLimits,
): KernelText {
  const { outputChannels, inputChannels } = geometry
  const shape = { channels: outputChannels, height, width }
  const { output, position } = gridOf(shape, batch, limits)
  const { rows, columns } = axesOf(geometry, shape)
  const entries = geometry.height * geometry.width
  const sum = readingLoop(columns, columnNames, [`sum += k[base + a * ${geometry.width} + b] * u[from + sy][sx];`])
  const gather = splitAtBorders(
    rows,
    columns,
    (a, b, entry) => {
      const [y, x] = [moved('from + y', a - geometry.centreY), moved('x', b - geometry.centreX)]
      return `sum += k[${moved('base', entry)}] * u[${y}][${x}];`
    },
    readingLoop(rows, rowNames, sum),
  )
  return kernelText(
    ['u', 'k', 'offset'],
    [
      ...position,
      ...rowParts(shape, batch),
      'let sum = 0.0;',
      `for (let i = 0; i < ${inputChannels}; i++) {`,
      `const from = (n * ${inputChannels} + i) * ${height};`,
      `const base = offset + (c * ${inputChannels} + i) * ${entries};`,
      ...gather,
      '}',
      'return sum;',
    ],
    output,
  )
}
