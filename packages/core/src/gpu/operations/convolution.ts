import type { KernelGeometry, OperationOf, SignalShape } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { axesOf, columnNames, moved, readingLoop, rowNames, splitAtBorders } from '../kernels/axis.js'
import { gathered } from '../kernels/gathered.js'
import type { Gather, Tracer } from '../kernels/trace.js'

/** `Kx`: one thread a value, which gathers what the kernel reads. */
export const convolution: Tracer<OperationOf<'convolution'>> = ({ geometry, x, kernel, result }, trace) => {
  const shape = shapeOf(trace.plan, result)
  const place = trace.place(kernel)
  const { handle } = trace.place(x)
  const gather: Gather = (arguments_) =>
    convolutionGather(
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
function convolutionGather(
  geometry: KernelGeometry,
  shape: SignalShape,
  source: string,
  k: string,
  offset: string,
): string[] {
  const { inputChannels } = geometry
  const { rows, columns } = axesOf(geometry, shape)
  const entries = geometry.height * geometry.width
  const sum = readingLoop(columns, columnNames, [
    `sum += ${k}[base + a * ${geometry.width} + b] * ${source}[from + sy][sx];`,
  ])
  const gather = splitAtBorders(
    rows,
    columns,
    (a, b, entry) => {
      const [y, x] = [moved('from + y', a - geometry.centreY), moved('x', b - geometry.centreX)]
      return `sum += ${k}[${moved('base', entry)}] * ${source}[${y}][${x}];`
    },
    readingLoop(rows, rowNames, sum),
  )
  return [
    'let sum = 0.0;',
    `for (let i = 0; i < ${inputChannels}; i++) {`,
    `const from = (n * ${inputChannels} + i) * ${shape.height};`,
    `const base = ${offset} + (c * ${inputChannels} + i) * ${entries};`,
    ...gather,
    '}',
  ]
}
