import type { OperationOf, SignalShape } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { type KernelText, kernelText } from '../device/kernel-text.js'
import type { GpuLimits } from '../device/limits.js'
import { gridOf, rowParts } from '../kernels/grid.js'
import type { Tracer } from '../kernels/trace.js'

/**
 * `T⁻¹b` on every line by elimination. A thread writes one value: it runs through its line from the first value to its
 * own, which gives the ratio upper/pivot and the eliminated right-hand side, and in a last kernel from the end back.
 * Each line costs the square of its length; all threads do it at once.
 */
export const tridiagonal: Tracer<OperationOf<'tridiagonal'>> = (operation, trace) => {
  const shape = shapeOf(trace.plan, operation.result)
  const [b, lower, diagonal, upper] = [operation.b, operation.lower, operation.diagonal, operation.upper].map(
    (id) => trace.place(id).handle,
  )
  const kernel = (part: 'ratio' | 'right' | 'back'): KernelText =>
    lineKernel(part, operation.axis, shape, trace.batch, trace.limits)
  const ratios = trace.call(kernel('ratio'), [lower!, diagonal!, upper!])
  const rights = trace.call(kernel('right'), [lower!, diagonal!, b!, ratios])
  trace.setPlace(operation.result, trace.call(kernel('back'), [ratios, rights]))
}

function lineKernel(
  part: 'ratio' | 'right' | 'back',
  axis: 'x' | 'y',
  shape: SignalShape,
  batch: number,
  limits: GpuLimits,
): KernelText {
  const { output, position } = gridOf(shape, batch, limits)
  const length = axis === 'x' ? shape.width : shape.height
  const own = axis === 'x' ? 'x' : 'y'
  const at = (name: string, k: string): string => (axis === 'x' ? `${name}[row][${k}]` : `${name}[first + ${k}][x]`)
  // The first value of a line has none before it.
  const low = ['let low = 0.0;', `if (k > 0) { low = ${at('lower', 'k')}; }`]
  const bodies = {
    ratio: {
      operands: ['lower', 'diagonal', 'upper'],
      loop: [
        `if (k <= ${own}) {`,
        ...low,
        `value = ${at('upper', 'k')} / (${at('diagonal', 'k')} - low * value);`,
        '}',
      ],
    },
    right: {
      operands: ['lower', 'diagonal', 'b', 'ratios'],
      loop: [
        `if (k <= ${own}) {`,
        ...low,
        'let ratio = 0.0;',
        `if (k > 0) { ratio = ${at('ratios', 'k - 1')}; }`,
        `value = (${at('b', 'k')} - low * value) / (${at('diagonal', 'k')} - low * ratio);`,
        '}',
      ],
    },
    back: {
      operands: ['ratios', 'rights'],
      loop: [
        `const i = ${length - 1} - k;`,
        `if (i >= ${own}) {`,
        `value = ${at('rights', 'i')} - ${at('ratios', 'i')} * value;`,
        '}',
      ],
    },
  }
  const { operands, loop } = bodies[part]
  return kernelText(
    operands,
    [
      ...position,
      ...rowParts(shape, batch),
      'const first = row - y;',
      'let value = 0.0;',
      `for (let k = 0; k < ${length}; k++) {`,
      ...loop,
      '}',
      'return value;',
    ],
    output,
  )
}
