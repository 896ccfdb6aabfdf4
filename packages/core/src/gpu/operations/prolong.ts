import type { OperationOf, SignalShape } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { type KernelText, kernelText } from '../device/kernel-text.js'
import type { GpuLimits } from '../device/limits.js'
import { gridOf, rowParts } from '../kernels/grid.js'
import type { Tracer } from '../kernels/trace.js'
import { axesOf, interpolationTable } from '../kernels/transfer-tables.js'

/**
 * `scale · P x`: every fine value is interpolated from two coarse ones along each axis;
 * a table says from which, and with which weight.
 */
export const prolong: Tracer<OperationOf<'prolong'>> = ({ transfer, scale, x, result }, trace) => {
  const [fine, coarse] = [shapeOf(trace.plan, result), shapeOf(trace.plan, x)]
  const tables = axesOf(fine, coarse).map(([n, m]) => trace.table(interpolationTable(transfer, n, m)))
  const text = prolongKernel(fine, coarse, trace.batch, trace.limits)
  trace.setPlace(result, trace.call(text, [trace.place(x).handle, ...tables, scale]))
}

function prolongKernel(fine: SignalShape, coarse: SignalShape, batch: number, limits: GpuLimits): KernelText {
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
