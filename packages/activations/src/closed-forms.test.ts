import { describe, expect, it } from 'vitest'
import {
  activationFromDiffusivity,
  activationFromRegulariser,
  activationFromShrinkage,
  checkNonlinearity,
  diffusivityFromActivation,
  diffusivityFromRegulariser,
  diffusivityFromShrinkage,
  type FaceName,
  faceNames,
  regulariserFromActivation,
  regulariserFromDiffusivity,
  regulariserFromShrinkage,
  shrinkageFromActivation,
  shrinkageFromDiffusivity,
  shrinkageFromRegulariser,
  standardNonlinearities,
  translate,
} from './index.js'
import { scalarEvaluator } from './scalar-evaluator.js'

type Values = Record<string, number>
type Make = (graph: Parameters<typeof diffusivityFromActivation>[0], values: Values) => (r: number) => number

const symbolic =
  (convert: typeof diffusivityFromActivation): Make =>
  (graph, values) =>
    scalarEvaluator(convert(graph), values)

const conversions: [from: FaceName, to: FaceName, make: Make][] = [
  ['activation', 'diffusivity', symbolic(diffusivityFromActivation)],
  ['regulariser', 'diffusivity', symbolic(diffusivityFromRegulariser)],
  ['shrinkage', 'diffusivity', symbolic(diffusivityFromShrinkage)],
  ['diffusivity', 'activation', symbolic(activationFromDiffusivity)],
  ['regulariser', 'activation', symbolic(activationFromRegulariser)],
  ['shrinkage', 'activation', symbolic(activationFromShrinkage)],
  ['diffusivity', 'shrinkage', symbolic(shrinkageFromDiffusivity)],
  ['activation', 'shrinkage', symbolic(shrinkageFromActivation)],
  ['regulariser', 'shrinkage', symbolic(shrinkageFromRegulariser)],
  ['diffusivity', 'regulariser', regulariserFromDiffusivity],
  ['activation', 'regulariser', regulariserFromActivation],
  ['shrinkage', 'regulariser', regulariserFromShrinkage],
]

/** What an error is measured against where the value itself is small. */
const scale: Record<FaceName, (r: number) => number> = {
  diffusivity: () => 1,
  regulariser: (r) => r * r,
  shrinkage: Math.abs,
  activation: Math.abs,
}

/** Multiples of λ or θ: 0, tiny, ordinary, large, and both sides of the thresholds θ and √2·θ. */
const multiples = [
  0,
  1e-12,
  1e-9,
  1e-6,
  1e-4,
  1e-3,
  0.03,
  0.3,
  0.7,
  1 - 1e-9,
  1 + 1e-9,
  1.2,
  Math.SQRT2 * (1 - 1e-9),
  Math.SQRT2 * (1 + 1e-9),
  1.9,
  2.5,
  7,
  31,
  100,
  999,
]
const points = [...multiples, ...multiples.slice(1).map((r) => -r)]

/** The formulas of T20, Table 3 and C21, eq. 4 as printed there (S for τ = 1/4), written down apart from the code. */
const table: Record<string, (r: number, p: number) => Record<FaceName, number>> = {
  constant: (r) => ({ diffusivity: 1, regulariser: r * r, shrinkage: 0, activation: r }),
  charbonnier: (r, l) => ({
    diffusivity: 1 / Math.hypot(1, r / l),
    regulariser: 2 * l * l * Math.hypot(1, r / l) - 2 * l * l,
    shrinkage: r * (1 - 1 / Math.hypot(1, (Math.SQRT2 * r) / l)),
    activation: r / Math.hypot(1, r / l),
  }),
  'truncated-tv': (r, t) => ({
    diffusivity: Math.abs(r) <= Math.SQRT2 * t ? 1 : (Math.SQRT2 * t) / Math.abs(r),
    regulariser: Math.abs(r) <= Math.SQRT2 * t ? r * r : 2 * t * (Math.SQRT2 * Math.abs(r) - t),
    shrinkage: Math.abs(r) <= t ? 0 : r - t * Math.sign(r),
    activation: Math.abs(r) <= Math.SQRT2 * t ? r : Math.SQRT2 * t * Math.sign(r),
  }),
  'perona-malik-exponential': (r, l) => ({
    diffusivity: Math.exp((-r * r) / (2 * l * l)),
    regulariser: 2 * l * l * (1 - Math.exp((-r * r) / (2 * l * l))),
    shrinkage: r * (1 - Math.exp((-r * r) / (l * l))),
    activation: r * Math.exp((-r * r) / (2 * l * l)),
  }),
  'truncated-bfb': (r, t) => ({
    diffusivity: Math.abs(r) <= Math.SQRT2 * t ? 1 : (2 * t * t) / (r * r),
    regulariser: Math.abs(r) <= Math.SQRT2 * t ? r * r : 2 * t * t * (Math.log((r * r) / (2 * t * t)) + 1),
    shrinkage: Math.abs(r) <= t ? 0 : r - (t * t) / r,
    activation: Math.abs(r) <= Math.SQRT2 * t ? r : (2 * t * t) / r,
  }),
  'truncated-quadratic': (r, t) => ({
    diffusivity: Math.abs(r) <= Math.SQRT2 * t ? 1 : 0,
    regulariser: Math.abs(r) <= Math.SQRT2 * t ? r * r : 2 * t * t,
    shrinkage: Math.abs(r) <= t ? 0 : r,
    activation: Math.abs(r) <= Math.SQRT2 * t ? r : 0,
  }),
  'perona-malik': (r, l) => ({
    diffusivity: 1 / (1 + (r * r) / (l * l)),
    regulariser: l * l * Math.log(1 + (r * r) / (l * l)),
    shrinkage: r * (1 - 1 / (1 + (2 * r * r) / (l * l))),
    activation: r / (1 + (r * r) / (l * l)),
  }),
}

const odd = standardNonlinearities.filter(({ activationOnly }) => !activationOnly)

describe.each(odd)('$name', (nonlinearity) => {
  const symbol = Object.keys(nonlinearity.parameters)[0]

  it('passes its checks', () => {
    expect(() => checkNonlinearity(nonlinearity)).not.toThrow()
  })

  it.each([0.01, 1, 25])('has the closed forms of the tables (parameter %f)', (parameter) => {
    const parameters = symbol === undefined ? {} : { [symbol]: parameter }
    for (const face of faceNames) {
      const f = translate(nonlinearity, face, { parameters })
      for (const multiple of points) {
        const r = multiple * parameter
        // the printed form of a Ψ loses digits for small r by cancellation against λ², hence that term
        const cancellation = face === 'regulariser' ? 1e-15 * parameter ** 2 : 0
        const exact = table[nonlinearity.name](r, parameter)[face]
        const tolerance = 1e-13 * (Math.abs(exact) + scale[face](r)) + 4 * cancellation
        expect(Math.abs(f(r) - exact), `${face} at ${r}`).toBeLessThanOrEqual(tolerance)
      }
    }
  })

  describe.each(conversions)('%s to %s', (from, to, make) => {
    it.each([
      [1, 0.25],
      [0.01, 0.25],
      [25, 0.25],
      [1, 0.1],
      [3, 0.1],
    ])('agrees with the closed form (parameter %f, tau %f)', (parameter, tau) => {
      const parameters: Values = symbol === undefined ? {} : { [symbol]: parameter }
      const source = nonlinearity.faces[from]
      if (source === undefined) throw new Error(`${nonlinearity.name} has no closed ${from}`)
      const converted = make(source, { ...parameters, tau })
      const closed = translate(nonlinearity, to, { parameters, tau })
      for (const multiple of points) {
        const r = multiple * parameter
        const [found, exact] = [converted(r), closed(r)]
        expect(Math.abs(found - exact), `at ${r}: ${found} for ${exact}`).toBeLessThanOrEqual(
          1e-9 * (Math.abs(exact) + scale[to](r)),
        )
      }
    })
  })
})
