import { type SignalShape, sizeOf } from '@numeural/core'
import {
  type Option,
  refused,
  requireKind,
  requireKnown,
  requireNumber,
  requireWhole,
  ShapeError,
} from '@numeural/errors'
import { knownRequestOptions, type SolveRequest } from './options.js'

/** A request with all defaults, its numbers copied. */
export interface CheckedRequest {
  readonly b: Float64Array
  readonly start: Float64Array
  readonly batch: number
  readonly tolerance: number
  readonly maxIterations: number
}

/**
 * Fills in the defaults of a request for unknowns of this shape.
 *
 * @throws ShapeError `MULTIGRID_LENGTH`, ParameterError `MULTIGRID_OPTION`
 */
export function checkRequest(request: SolveRequest, shape: SignalShape): CheckedRequest {
  const by = { owner: 'solve', code: 'MULTIGRID_OPTION' }
  requireKnown(by, request, knownRequestOptions)
  const { tolerance = 1e-8, maxIterations = 50, onProgress } = request
  requireNumber({ ...by, option: 'tolerance' }, tolerance, { above: 0, below: 1 })
  requireWhole({ ...by, option: 'maxIterations' }, maxIterations, { most: 1_000_000 })
  if (onProgress !== undefined) requireKind({ ...by, option: 'onProgress' }, onProgress, 'function')
  const size = sizeOf(shape)
  const b = numbers(
    { ...by, option: 'b' },
    request.b,
    (length) => length > 0 && length % size === 0,
    `a positive multiple of ${size}`,
  )
  const start =
    request.start === undefined
      ? new Float64Array(b.length)
      : numbers({ ...by, option: 'start' }, request.start, (length) => length === b.length, `${b.length}, as b`)
  return { b, start, batch: b.length / size, tolerance, maxIterations }
}

function numbers(
  option: Option,
  given: ArrayLike<number>,
  fits: (length: number) => boolean,
  allowed: string,
): Float64Array {
  const length = typeof given === 'object' ? given?.length : undefined
  if (!(typeof length === 'number' && fits(length))) {
    throw new ShapeError(`${option.owner}: ${option.option} holds ${length ?? 'no'} values; allowed: ${allowed}.`, {
      code: 'MULTIGRID_LENGTH',
      given: length,
      allowed,
      hint: 'Give unknowns as [batch, channels, height, width].',
    })
  }
  const copy = Float64Array.from(given)
  const broken = copy.find((value) => !Number.isFinite(value))
  if (broken !== undefined) throw refused(option, broken, 'finite numbers')
  return copy
}
