import { sizeOf } from '@numeural/core'
import { ParameterError, ShapeError } from '@numeural/errors'
import type { Problem } from './problem.js'

/**
 * Refuses a problem that lacks something or whose fields do not fit.
 *
 * @throws ParameterError `MULTIGRID_PROBLEM`, ShapeError `MULTIGRID_FIELD`
 */
export function checkProblem(problem: Problem): void {
  const { shape, placement, spacing = 1, fields = {}, operator, diagonal, colours = 2 } = problem
  const sizes = [shape?.channels, shape?.height, shape?.width]
  const isShape = sizes.every((size) => Number.isInteger(size) && size >= 1)
  requirePart('shape', shape, isShape, 'channels, height and width as positive integers')
  const isPlacement = ['cells', 'vertices', 'interior'].includes(placement)
  requirePart('placement', placement, isPlacement, 'cells, vertices or interior')
  const distances = typeof spacing === 'number' ? [spacing] : [spacing?.y, spacing?.x]
  requirePart(
    'spacing',
    spacing,
    distances.every((h) => h > 0 && Number.isFinite(h)),
    'finite numbers above 0',
  )
  requirePart('operator', typeof operator, typeof operator === 'function', 'a function of x and the level')
  requirePart('diagonal', typeof diagonal, typeof diagonal === 'function', 'a function of x and the level')
  requirePart('colours', colours, colours === 2 || colours === 4, '2 or 4')
  for (const [name, { channels = 1, data }] of Object.entries(fields)) {
    const expected = sizeOf({ ...shape, channels })
    if (data.length !== expected) throw wrongField(name, `${data.length} values`, `${expected} values`)
    const broken = Array.prototype.find.call(data, (value: number) => !Number.isFinite(value))
    if (broken !== undefined) throw wrongField(name, String(broken), 'finite numbers')
  }
}

function requirePart(part: string, given: unknown, holds: boolean, allowed: string): void {
  if (holds) return
  throw new ParameterError(`Multigrid: the problem's ${part} is ${JSON.stringify(given)}; allowed: ${allowed}.`, {
    code: 'MULTIGRID_PROBLEM',
    given,
    allowed,
    hint: `Give the problem's ${part} as ${allowed}.`,
  })
}

function wrongField(name: string, given: string, allowed: string): ShapeError {
  return new ShapeError(`Multigrid: the problem's field '${name}' holds ${given}; it needs ${allowed}.`, {
    code: 'MULTIGRID_FIELD',
    given,
    allowed,
    hint: 'A field is [channels, height, width] on the finest grid.',
  })
}
