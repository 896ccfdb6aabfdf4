import { sizeOf } from '@numeural/core'
import {
  type Option,
  refused,
  requireKind,
  requireKnown,
  requireNumber,
  requireObject,
  requireOneOf,
  requireWhole,
  ShapeError,
} from '@numeural/errors'
import type { Field, Problem } from './problem.js'

const known = {
  shape: true,
  placement: true,
  spacing: true,
  linear: true,
  operator: true,
  diagonal: true,
  colours: true,
  fields: true,
  freeze: true,
} satisfies Record<keyof Problem, true>

const knownOfField = { channels: true, data: true, coarsen: true } satisfies Record<keyof Field, true>

/**
 * Refuses a problem that lacks something or whose fields do not fit.
 *
 * @throws ParameterError `MULTIGRID_PROBLEM`, ShapeError `MULTIGRID_FIELD`
 */
export function checkProblem(problem: Problem): void {
  const by = { owner: 'Problem', code: 'MULTIGRID_PROBLEM' }
  const option = (name: string): Option => ({ ...by, option: name })
  requireKnown(by, problem, known)
  const { shape, placement, spacing = 1, linear, fields = {}, operator, diagonal, colours = 2, freeze } = problem
  requireObject(option('shape'), shape, 'an object of channels, height and width')
  for (const side of ['channels', 'height', 'width'] as const) requireWhole(option(`shape.${side}`), shape[side])
  requireOneOf(option('placement'), placement, ['cells', 'vertices', 'interior'])
  for (const distance of typeof spacing === 'number' ? [spacing] : [spacing?.y, spacing?.x]) {
    requireNumber(option('spacing'), distance, { above: 0 })
  }
  requireKind(option('linear'), linear, 'boolean')
  requireKind(option('operator'), operator, 'function')
  requireKind(option('diagonal'), diagonal, 'function')
  if (freeze !== undefined) requireKind(option('freeze'), freeze, 'function')
  if (colours !== 2 && colours !== 4) throw refused(option('colours'), colours, '2 or 4')
  requireObject(option('fields'), fields)
  for (const [name, field] of Object.entries(fields)) {
    requireKnown({ ...by, owner: `Problem field '${name}'` }, field, knownOfField)
    const { channels = 1, data } = field
    requireWhole(option(`fields.${name}.channels`), channels)
    const expected = sizeOf({ ...shape, channels })
    if (data?.length !== expected) throw wrongField(name, `${data?.length ?? 'no'} values`, `${expected} values`)
    const broken = Array.prototype.find.call(data, (value: number) => !Number.isFinite(value))
    if (broken !== undefined) throw wrongField(name, String(broken), 'finite numbers')
  }
}

function wrongField(name: string, given: string, allowed: string): ShapeError {
  return new ShapeError(`Problem: the field '${name}' holds ${given}; allowed: ${allowed}.`, {
    code: 'MULTIGRID_FIELD',
    given,
    allowed,
    hint: 'Give a field as [channels, height, width] on the finest grid.',
  })
}
