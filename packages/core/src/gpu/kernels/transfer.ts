import type { ProlongOperation, RestrictOperation, SignalShape, Transfer } from '@numeural/plan'
import { interpolation } from '@numeural/plan/contract'
import type { GpuLimits } from '../limits.js'
import { shapeOf, type Tracer } from '../program/tracer.js'
import { gridOf, rowParts } from './grid.js'
import { type KernelText, kernelText } from './kernel-text.js'

/** `scale · P x`: every fine value is interpolated from two coarse ones along each axis; a table says from which, and with which weight. */
export const prolong: Tracer<ProlongOperation> = ({ transfer, scale, x, result }, trace) => {
  const [fine, coarse] = [shapeOf(trace.plan, result), shapeOf(trace.plan, x)]
  const tables = axesOf(fine, coarse).map(([n, m]) => trace.table(interpolationTable(transfer, n, m)))
  const text = prolongKernel(fine, coarse, trace.batch, trace.limits)
  trace.setPlace(result, trace.call(text, [trace.place(x).handle, ...tables, scale]))
}

/** `scale · Pᵀ x`: every coarse value gathers the fine ones that are interpolated from it. */
export const restrict: Tracer<RestrictOperation> = ({ transfer, scale, x, result }, trace) => {
  const [fine, coarse] = [shapeOf(trace.plan, x), shapeOf(trace.plan, result)]
  const gathered = axesOf(fine, coarse).map(([n, m]) => gatherTable(transfer, n, m))
  const text = restrictKernel(fine, coarse, gathered[0].most, gathered[1].most, trace.batch, trace.limits)
  const tables = gathered.map(({ table }) => trace.table(table))
  trace.setPlace(result, trace.call(text, [trace.place(x).handle, ...tables, scale]))
}

function axesOf(fine: SignalShape, coarse: SignalShape): [fine: number, coarse: number][] {
  return [
    [fine.height, coarse.height],
    [fine.width, coarse.width],
  ]
}

/** For every fine index the first coarse one, then for every fine index the weight of the second. */
function interpolationTable(transfer: Transfer, fine: number, coarse: number): Float32Array {
  const { first, weight } = interpolation(transfer, fine, coarse)
  return Float32Array.of(...first, ...weight)
}

/** For every coarse index the first fine one and the one after the last that read it, then the interpolation table; and the most fine ones. */
function gatherTable(transfer: Transfer, fine: number, coarse: number): { table: Float32Array; most: number } {
  const { first } = interpolation(transfer, fine, coarse)
  const indices = Array.from({ length: coarse }, (_, j) => j)
  const from = indices.map((j) => count(first, (i) => i < j - 1))
  const until = indices.map((j) => count(first, (i) => i <= j))
  const most = Math.max(...indices.map((j) => until[j] - from[j]))
  return { table: Float32Array.of(...from, ...until, ...interpolationTable(transfer, fine, coarse)), most }
}

function count(values: Int32Array, holds: (value: number) => boolean): number {
  return values.reduce((sum, value) => sum + (holds(value) ? 1 : 0), 0)
}

export function prolongKernel(fine: SignalShape, coarse: SignalShape, batch: number, limits: GpuLimits): KernelText {
  const { output, position } = gridOf(fine, batch, limits)
  return kernelText(
    ['u', 'rows', 'columns', 'scale'],
    [
      ...position,
      ...rowParts(fine, batch),
      `const from = (n * ${fine.channels} + c) * ${coarse.height};`,
      'let sum = 0.0;',
      'for (let a = 0; a < 2; a++) {',
      'const sy = rows[y] + a;',
      `const wy = a > 0 ? rows[y + ${fine.height}] : 1.0 - rows[y + ${fine.height}];`,
      `if (wy > 0.0 && sy >= 0 && sy < ${coarse.height}) {`,
      'for (let b = 0; b < 2; b++) {',
      'const sx = columns[x] + b;',
      `const wx = b > 0 ? columns[x + ${fine.width}] : 1.0 - columns[x + ${fine.width}];`,
      `if (wx > 0.0 && sx >= 0 && sx < ${coarse.width}) {`,
      'sum += wy * wx * u[from + sy][sx];',
      '}',
      '}',
      '}',
      '}',
      'return scale * sum;',
    ],
    output,
  )
}

export function restrictKernel(
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
