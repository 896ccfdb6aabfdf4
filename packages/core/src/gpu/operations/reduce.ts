import type { OperationOf, SignalShape } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import type { GpuHandle } from '../device/gpu-js.js'
import { type KernelText, kernelText } from '../device/kernel-text.js'
import { foldAll, joining, partOf } from '../kernels/fold.js'
import type { Trace, Tracer } from '../kernels/trace.js'

/** Sum, inner product or maximum: first along parts of rows, then over the parts, in a tree. */
export const reduce: Tracer<OperationOf<'reduce'>> = ({ kind, over, x, y, result }, trace) => {
  const shape = shapeOf(trace.plan, x)
  const { channels, height, width } = shape
  const operands = y === undefined ? [trace.place(x).handle] : [trace.place(x).handle, trace.place(y).handle]
  const part = partOf(width)
  const perRow = Math.ceil(width / part)
  const text = rowsKernel(kind, shape, trace.batch, part)
  const parts = trace.call(text, operands)
  const join = kind === 'maximum' ? 'maximum' : 'sum'
  const groups = over === 'all' ? 1 : over === 'sample' ? trace.batch : trace.batch * channels
  const members = (trace.batch * channels * height * perRow) / groups
  const joined = foldAll(trace, parts, { kind: join, groups, members, interleaved: false })
  trace.setPlace(result, over === 'channel' ? overBatch(trace, joined, channels) : joined)
}

/** Adds up what each sample has for every channel. */
function overBatch(trace: Trace, numbers: GpuHandle, channels: number): GpuHandle {
  return foldAll(trace, numbers, { kind: 'sum', groups: channels, members: trace.batch, interleaved: true })
}

/** For every row, joins `part` values each: neighbouring threads read neighbouring values. */
function rowsKernel(
  kind: OperationOf<'reduce'>['kind'],
  { channels, height, width }: SignalShape,
  batch: number,
  part: number,
): KernelText {
  const perRow = Math.ceil(width / part)
  const value = (x: string): string => (kind === 'dot' ? `u[row][${x}] * v[row][${x}]` : `u[row][${x}]`)
  const join = joining(kind === 'maximum' ? 'maximum' : 'sum', value('x'))
  return kernelText(
    kind === 'dot' ? ['u', 'v'] : ['u'],
    [
      `const p = this.thread.x % ${perRow};`,
      `const row = Math.round((this.thread.x - p) / ${perRow});`,
      `let result = ${value('p')};`,
      `for (let k = 1; k < ${part}; k++) {`,
      `const x = p + k * ${perRow};`,
      ...(width === perRow * part ? join : [`if (x < ${width}) {`, ...join, '}']),
      '}',
      'return result;',
    ],
    [batch * channels * height * perRow],
  )
}
