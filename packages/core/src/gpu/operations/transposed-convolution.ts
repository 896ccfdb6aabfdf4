import type { KernelGeometry, OperationOf, SignalShape } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { axesOf, columnNames, moved, rowNames, splitAtBorders, writingLoop } from '../kernels/axis.js'
import { gathered } from '../kernels/gathered.js'
import type { Gather, Tracer } from '../kernels/trace.js'

/** `Kᵀy`: one thread a value, which gathers every product that the convolution would have taken from it. */
export const transposedConvolution: Tracer<OperationOf<'transposed-convolution'>> = (
  { geometry, y, kernel, result },
  trace,
) => {
  const shape = shapeOf(trace.plan, result)
  const place = trace.place(kernel)
  const { handle } = trace.place(y)
  const gather: Gather = (arguments_) =>
    transposedGather(
      geometry,
      shape,
      arguments_.array(handle),
      arguments_.array(place.handle),
      arguments_.number(place.offset),
    )
  if (trace.isInlined(result)) trace.setGather(result, gather)
  else trace.setPlace(result, gathered(trace, shape, gather))
}

/** The statements of the sum: over channels and, where no boundary is met, the kernel entries one by one. */
function transposedGather(
  geometry: KernelGeometry,
  shape: SignalShape,
  source: string,
  k: string,
  offset: string,
): string[] {
  const { inputChannels, outputChannels } = geometry
  const { rows, columns } = axesOf(geometry, shape)
  const entries = geometry.height * geometry.width
  const sum = writingLoop(columns, columnNames, [
    `sum += ${k}[base + a * ${geometry.width} + b] * ${source}[from + sy][sx];`,
  ])
  const gather = splitAtBorders(
    rows,
    columns,
    (a, b, entry) => {
      const [y, x] = [moved('from + y', geometry.centreY - a), moved('x', geometry.centreX - b)]
      return `sum += ${k}[${moved('base', entry)}] * ${source}[${y}][${x}];`
    },
    writingLoop(rows, rowNames, sum),
  )
  return [
    'let sum = 0.0;',
    `for (let i = 0; i < ${outputChannels}; i++) {`,
    `const from = (n * ${outputChannels} + i) * ${shape.height};`,
    `const base = ${offset} + (i * ${inputChannels} + c) * ${entries};`,
    ...gather,
    '}',
  ]
}
