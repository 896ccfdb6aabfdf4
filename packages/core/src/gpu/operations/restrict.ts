import type { OperationOf, SignalShape } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { type KernelText, kernelText } from '../device/kernel-text.js'
import type { GpuLimits } from '../device/limits.js'
import { gridOf, rowParts } from '../kernels/grid.js'
import type { Tracer } from '../kernels/trace.js'
import { axesOf, gatherTable } from '../kernels/transfer-tables.js'

/** `scale · Pᵀ x`: every coarse value gathers the fine ones that are interpolated from it. */
export const restrict: Tracer<OperationOf<'restrict'>> = ({ transfer, scale, x, result }, trace) => {
  const [fine, coarse] = [shapeOf(trace.plan, x), shapeOf(trace.plan, result)]
  const gathered = axesOf(fine, coarse).map(([n, m]) => gatherTable(transfer, n, m))
  const text = restrictKernel(fine, coarse, gathered[0]!.most, gathered[1]!.most, trace.batch, trace.limits)
  const tables = gathered.map(({ table }) => trace.table(table))
  trace.setPlace(result, trace.call(text, [trace.place(x).handle, ...tables, scale]))
}

function restrictKernel(
  fine: SignalShape,
  coarse: SignalShape,
  mostRows: number,
  mostColumns: number,
  batch: number,
  limits: GpuLimits,
): KernelText {
  const { output, position } = gridOf(coarse, batch, limits)
  const weight = (table: string, size: number, other: number, at: string, own: string): string => {
    const second = `${table}[${2 * size + other} + ${at}]`
    return `${table}[${2 * size} + ${at}] == ${own} ? 1.0 - ${second} : ${second}`
  }
  return kernelText(
    ['u', 'rows', 'columns', 'scale'],
    [
      ...position,
      ...rowParts(coarse, batch),
      `const from = (n * ${coarse.channels} + c) * ${fine.height};`,
      'let sum = 0.0;',
      `for (let a = 0; a < ${mostRows}; a++) {`,
      'const sy = rows[y] + a;',
      `if (sy < rows[y + ${coarse.height}]) {`,
      `const wy = ${weight('rows', coarse.height, fine.height, 'sy', 'y')};`,
      'let rowSum = 0.0;',
      `for (let b = 0; b < ${mostColumns}; b++) {`,
      'const sx = columns[x] + b;',
      `if (sx < columns[x + ${coarse.width}]) {`,
      `const wx = ${weight('columns', coarse.width, fine.width, 'sx', 'x')};`,
      'rowSum += wx * u[from + sy][sx];',
      '}',
      '}',
      'sum += wy * rowSum;',
      '}',
      '}',
      'return scale * sum;',
    ],
    output,
  )
}
