import type { SignalShape } from '@numeural/core'
import { refused, requireKnown, requireNumber, requireObject, requireOneOf, requireWhole } from '@numeural/errors'
import type { Grid, Placement } from '../grid/grid.js'
import type { Field, Level, Problem } from '../problem/problem.js'
import { tapsOf, traceTap, traceTaps } from '../problem/trace-taps.js'
import { diffusionWeights } from './diffusion-weights.js'

/** A number for all unknowns, or one for each of them: `[height, width]`. */
export type Coefficient = number | ArrayLike<number>

/** The entries of a symmetric positive definite tensor. */
export interface DiffusionTensor {
  /** Along x. */
  readonly a: Coefficient
  /** Mixed; b² ≤ a c. Default 0. */
  readonly b?: Coefficient
  /** Along y. */
  readonly c: Coefficient
}

/** Options of {@link stationaryDiffusion}. */
export interface StationaryDiffusionOptions {
  readonly shape: SignalShape
  /** D: a number, a field, or a tensor. Default 1. */
  readonly diffusion?: Coefficient | DiffusionTensor
  /** r ≥ 0 of the term r x. Default 0. */
  readonly reaction?: Coefficient
  /** `cells`: reflecting boundaries; `interior`: x = 0 on the boundary. Default `cells`. */
  readonly placement?: Exclude<Placement, 'vertices'>
  /** Distance of neighbouring unknowns. Default 1. */
  readonly spacing?: NonNullable<Problem['spacing']>
}

const by = { owner: 'stationaryDiffusion', code: 'MULTIGRID_OPTION' }
const known = {
  shape: true,
  diffusion: true,
  reaction: true,
  placement: true,
  spacing: true,
} satisfies Record<keyof StationaryDiffusionOptions, true>

/**
 * −∇·(D∇x) + r x = b: stationary diffusion with a coefficient that may jump, or with a tensor; symmetric, and positive
 * definite unless boundaries reflect and r is 0 everywhere. Then the solution is known up to a constant, and b has to
 * sum to 0.
 *
 * The flux between neighbours has the harmonic mean of their coefficients, by which it is continuous across a jump.
 * The mixed derivative has differences along the diagonals: b is shared by the four unknowns of a cell, as the mean of
 * b/√(ac) times √(ac) with harmonic means of a and c, which keeps the operator positive.
 *
 * @throws ParameterError `MULTIGRID_OPTION`
 *
 * Source: Trottenberg, Oosterlee, Schüller 2001, sec. 7.7; Weickert, Welk, Wickert 2013.
 */
export function stationaryDiffusion(options: StationaryDiffusionOptions): Problem {
  requireKnown(by, options, known)
  const { shape, diffusion = 1, reaction = 0, placement = 'cells', spacing = 1 } = options
  requireObject({ ...by, option: 'shape' }, shape, 'an object of channels, height and width')
  for (const side of ['channels', 'height', 'width'] as const) {
    requireWhole({ ...by, option: `shape.${side}` }, shape[side])
  }
  requireOneOf({ ...by, option: 'placement' }, placement, ['cells', 'interior'])
  const pixels = shape.height * shape.width
  const tensor = tensorOf(diffusion)
  const [a, b, c] = [
    numbersOf('diffusion', tensor.a, pixels, { above: 0 }),
    numbersOf('diffusion.b', tensor.b ?? 0, pixels, {}),
    numbersOf('diffusion', tensor.c, pixels, { above: 0 }),
  ]
  const r = numbersOf('reaction', reaction, pixels, { least: 0 })
  const isMixed = b.some((value) => value !== 0)
  const bad = b.findIndex((value, k) => value ** 2 > a[k]! * c[k]! * (1 + 1e-12))
  if (bad >= 0) throw refused({ ...by, option: 'diffusion.b' }, b[bad], 'numbers with b² ≤ a c')
  const fields: Record<string, Field> = { a: { data: a }, c: { data: c }, r: { data: r } }
  if (isMixed) fields.b = { data: b }
  const taps = tapsOf(shape, isMixed ? 'box' : 'cross')
  // Every tap is a constant of its own; all are computed at once, on every grid of every solver.
  const found = new WeakMap<Grid, Float64Array>()
  const weightsOn = (level: Level) => (): Float64Array => {
    const weights = found.get(level.grid) ?? diffusionWeights(level, taps, placement)
    found.set(level.grid, weights)
    return weights
  }
  return {
    shape,
    placement,
    spacing,
    linear: true,
    colours: isMixed ? 4 : 2,
    fields,
    operator: (x, level) => traceTaps(x, level, taps, weightsOn(level)),
    diagonal: (x, level) => traceTap(x, level, taps, [0, 0], weightsOn(level)),
  }
}

function tensorOf(diffusion: Coefficient | DiffusionTensor): DiffusionTensor {
  if (typeof diffusion !== 'object' || diffusion === null || !('a' in diffusion)) return { a: diffusion, c: diffusion }
  const entries = { a: true, b: true, c: true } satisfies Record<keyof DiffusionTensor, true>
  requireKnown({ ...by, owner: 'stationaryDiffusion: diffusion' }, diffusion, entries)
  return diffusion
}

function numbersOf(
  name: string,
  given: Coefficient,
  pixels: number,
  range: { readonly above?: number; readonly least?: number },
): Float64Array {
  const option = { ...by, option: name }
  if (typeof given !== 'object' || given === null) {
    requireNumber(option, given, range)
    return new Float64Array(pixels).fill(given as number)
  }
  if (given.length !== pixels) {
    throw refused(
      { ...by, option: `${name}.length` },
      given.length,
      `${pixels}`,
      'Give a number, or one for each unknown.',
    )
  }
  const numbers = Float64Array.from(given)
  for (const value of numbers) requireNumber(option, value, range)
  return numbers
}
