import type { KernelGeometry, OperationOf, SignalShape } from '@numeural/plan'
import { kernelLength, shapeOf } from '@numeural/plan/contract'
import { type KernelText, kernelText } from '../device/kernel-text.js'
import { axesOf, columnNames, readEntry, rowNames } from '../kernels/axis.js'
import { foldAll } from '../kernels/fold.js'
import type { Tracer } from '../kernels/trace.js'

/** Partial sums for each kernel entry: enough threads for a GPU, few enough to add up at once. */
const mostParts = 256

/** `∂⟨y, Kx⟩/∂k`: for every kernel entry, sums over groups of rows, which are then added up in a tree. */
export const kernelGradient: Tracer<OperationOf<'kernel-gradient'>> = ({ geometry, x, y, result }, trace) => {
  const shape = shapeOf(trace.plan, x)
  const rows = trace.batch * shape.height
  const rowsPerPart = Math.ceil(rows / mostParts)
  const text = kernelGradientKernel(geometry, shape, rows, rowsPerPart)
  const parts = trace.call(text, [trace.place(x).handle, trace.place(y).handle])
  const fold = {
    kind: 'sum',
    groups: kernelLength(geometry),
    members: Math.ceil(rows / rowsPerPart),
    interleaved: true,
  } as const
  trace.setPlace(result, foldAll(trace, parts, fold))
}

function kernelGradientKernel(
  geometry: KernelGeometry,
  { height, width }: SignalShape,
  rows: number,
  rowsPerPart: number,
): KernelText {
  const { outputChannels, inputChannels } = geometry
  const { rows: vertical, columns } = axesOf(geometry, { channels: 1, height, width })
  const entries = kernelLength(geometry)
  const perEntry = geometry.height * geometry.width
  const alongRow = [
    `const from = (n * ${inputChannels} + i) * ${height} + sy;`,
    'let rowSum = 0.0;',
    `for (let x = 0; x < ${width}; x++) {`,
    ...readEntry(columns, columnNames, ['rowSum += v[to][x] * u[from][sx];']),
    '}',
    'sum += rowSum;',
  ]
  return kernelText(
    ['u', 'v'],
    [
      `const entry = this.thread.x % ${entries};`,
      `const part = Math.round((this.thread.x - entry) / ${entries});`,
      `const tap = entry % ${perEntry};`,
      `const pair = Math.round((entry - tap) / ${perEntry});`,
      `const b = tap % ${geometry.width};`,
      `const a = Math.round((tap - b) / ${geometry.width});`,
      `const i = pair % ${inputChannels};`,
      `const o = Math.round((pair - i) / ${inputChannels});`,
      'let sum = 0.0;',
      `for (let k = 0; k < ${rowsPerPart}; k++) {`,
      `const line = part * ${rowsPerPart} + k;`,
      `if (line < ${rows}) {`,
      ...(height === 1
        ? ['const y = 0;', 'const n = line;']
        : [`const y = line % ${height};`, `const n = Math.round((line - y) / ${height});`]),
      `const to = (n * ${outputChannels} + o) * ${height} + y;`,
      ...readEntry(vertical, rowNames, alongRow),
      '}',
      '}',
      'return sum;',
    ],
    [entries * Math.ceil(rows / rowsPerPart)],
  )
}
