import type { PlanCase } from './plan-case.js'

/** Values where formulas are apt to go wrong; the same in float32 and float64. */
const special = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 200, -200, 1e-20, 2 ** -24, -0.5]

/** Formulas whose results on special values are compared, NaN and infinities included. */
const specialFormulas: readonly string[] = [
  'a + b',
  'a - b',
  'a * b',
  'a / b',
  '-a',
  'a^2',
  'a^(-3)',
  'abs(a)^b',
  'a < b ? 1 : 2',
  'a <= b ? 1 : 2',
  'a == b ? 1 : 2',
  'a != b ? 1 : 2',
  'a < b and b < 1 ? 1 : 2',
  'not (a < b) or b > 1 ? 1 : 2',
  'abs(a)',
  'sign(a)',
  'min(a, b)',
  'max(a, b)',
  'sqrt(a)',
  'exp(a)',
  'expm1(a)',
  'log(a)',
  'log1p(a)',
  'sin(a)',
  'cos(a)',
  'tan(a)',
  'atan(a)',
  'sinh(a)',
  'cosh(a)',
  'tanh(a)',
]

/** Formulas on all pairs of special values. */
export function specialValueCases(): PlanCase[] {
  const pairs = { channels: 1, height: special.length, width: special.length }
  const a = special.flatMap((value) => special.map(() => value))
  const b = special.flatMap(() => special)
  return specialFormulas.map(
    (formula): PlanCase => ({
      name: `special values: ${formula}`,
      batch: 1,
      data: { a, b },
      build: (builder) =>
        builder.output('result', builder.map(formula, { a: builder.input('a', pairs), b: builder.input('b', pairs) })),
    }),
  )
}
