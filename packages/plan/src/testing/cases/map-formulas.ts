import { functionNames, functionOf } from '@numeural/formula'
import { elementOf } from '../../values/value.js'
import { type PlanCase, weighted } from './plan-case.js'

/** Every operation of the formula language, on operands from [−2, 2]; the gradients of a and b are checked too. */
const formulas: readonly string[] = [
  'a + b',
  'a - b',
  'a * b',
  'a / (1.5 + b*b)',
  '-a * b',
  'a^2 + b',
  'a^3 * b',
  'a^8 + b',
  '(3 + a)^(-2) + b',
  '(3 + a)^(-1.5) * b',
  '(3 + a)^b',
  'a < b ? a : b*b',
  'a <= b ? a*a : b',
  'a > b ? a : 2*b',
  'a >= b ? a*b : b',
  'a == b ? 1 : a*b',
  'a != b ? a*b : 1',
  'a < 0 and b < 0 ? a : b*b',
  'a < 0 or b < 0 ? a : b*b',
  'not (a < b) ? a : b*b',
  '0 < a and not (b < 1 or a > 1) ? a*a : a + 2*b',
  'abs(a) * b',
  'sign(a) * b',
  'min(a, b)',
  'max(a, b) * a',
  'min(a, b, 0.5)',
  'max(a, 0)',
  'sqrt(1 + a*a) * b',
  'exp(a) * b',
  'expm1(a) + b',
  'expm1(a/1000) * b',
  'log(3 + a) * b',
  'log1p(a*a) + b',
  'log1p(a/1000) * b',
  'sin(a) * b',
  'cos(a) * b',
  'sin(40*a) + b',
  'tan(a/2) * b',
  'atan(a*b)',
  'sinh(a) + b',
  'cosh(a) + b',
  'tanh(a) * b',
  'tanh(a/1000) * b',
  'a / (1 + (a/0.7)^2) + b',
  'a == 0 ? 1 : 1 - exp(-3.31488 / (abs(a)/0.7)^8) + b',
  'a * exp(-a^2 / (2*(0.5 + b^2)))',
  'pi * a + 2.5e-1 * b',
  // every function where it is smooth: arguments from 0.25 to 0.75
  ...functionNames.map((name) => `${name}(0.5 + a/8${functionOf(name)?.arity === 2 ? ', b' : ''}) * b`),
]

/** One map for every operation of the formula language. */
export function mapFormulaCases(): PlanCase[] {
  const shape = { channels: 2, height: 1, width: 23 }
  return formulas.map(
    (formula): PlanCase => ({
      name: `formula: ${formula}`,
      batch: 3,
      build: (builder) =>
        weighted(builder, builder.map(formula, { a: builder.input('a', shape), b: builder.input('b', shape) })),
    }),
  )
}

/** Fluxes whose derivatives are apt to overflow in float32, at the arguments where they do, among ordinary ones. */
export function fluxCases(): PlanCase[] {
  const far = [-1e4, 1e4, 1e6, 0, 0.5, -1]
  const near = [0, 1e-12, -1e-6, 1e-3, 0.1, -0.3]
  const ends = [0, 0.5, -0.7, 2, -2, 1e4]
  const setups = [
    { name: 'Charbonnier at 10⁴ λ', formula: 'r/sqrt(1 + (r/l)^2)', r: far },
    { name: 'Perona–Malik at 10⁴ λ', formula: 'r/(1 + (r/l)^2)', r: far },
    { name: 'Weickert at 0', formula: 'r*(r == 0 ? 1 : 1 - exp(-3.31488/(abs(r)/l)^8))', r: near },
    { name: 'truncated total variation at 0', formula: 'r/max(abs(r), l)', r: near },
    { name: 'a root beyond its end', formula: 'r*sqrt(max(0, 1 - (r/l)^2))', r: ends },
    { name: 'an exponential beyond its end', formula: 'r*exp(-1/max(0, 1 - (r/l)^2))', r: ends },
    { name: 'a root at 0', formula: 'r^3*sqrt(abs(r)/l)', r: ends },
    { name: 'a sign at 0', formula: 'sign(r)*log1p(abs(r)/l)', r: near },
  ]
  return setups.map(
    ({ name, formula, r }): PlanCase => ({
      name: `flux and derivatives: ${name}`,
      batch: 1,
      data: { r },
      build: (builder) => {
        const operand = builder.input('r', { channels: 1, height: 1, width: r.length })
        const slope = builder.map('0*x + 0.99', { x: builder.input('x', { channels: 1, height: 1, width: 1 }) })
        const l = builder.sum(slope)
        weighted(builder, builder.map(formula, { r: operand, l: elementOf(l) }))
      },
    }),
  )
}
