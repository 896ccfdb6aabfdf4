import { type Choice, chosen, type Named } from '@numeural/core'
import { refused } from '@numeural/errors'
import type { Smoother } from './smoother.js'
import { standardSmoothers } from './standard.js'

type StandardSmoother = (typeof standardSmoothers)[number]

/** A smoother by name, with its options beside the name. */
export type NamedSmoother = Named<StandardSmoother>

/** A smoother: a value, a name, or a name with options. */
export type OneSmoother = Choice<Smoother, StandardSmoother>

/**
 * A smoother for all grids, or a list with one for every grid, the finest first;
 * the last goes for all that are coarser.
 */
export type SmootherChoice = OneSmoother | readonly OneSmoother[]

const option = { owner: 'createSolver', option: 'smoother', code: 'MULTIGRID_SMOOTHER' }

/**
 * The smoother of every one of so many grids.
 *
 * @throws ParameterError `MULTIGRID_SMOOTHER`, and what the smoothers say to their options
 */
export function smoothersOf(choice: SmootherChoice, grids: number): Smoother[] {
  const given: readonly OneSmoother[] = isList(choice) ? choice : [choice]
  if (given.length === 0) throw refused(option, given, 'a list of at least one smoother')
  const made = given.map((each) => chosen<Smoother>(option, each, standardSmoothers, 'sweep'))
  return Array.from({ length: grids }, (_, level) => made[Math.min(level, made.length - 1)] as Smoother)
}

function isList(choice: SmootherChoice): choice is readonly OneSmoother[] {
  return Array.isArray(choice)
}
