import { ParameterError } from '@numeural/errors'
import type { Smoother } from './smoother.js'
import { type SmootherName, standardSmoothers } from './standard.js'

/** A smoother by name, with its options beside the name. */
export type NamedSmoother = {
  [Name in SmootherName]: { readonly name: Name } & NonNullable<Parameters<(typeof standardSmoothers)[Name]>[0]>
}[SmootherName]

/** A smoother: a value, a name, or a name with options. */
export type OneSmoother = Smoother | SmootherName | NamedSmoother

/** A smoother for all grids, or a list with one for every grid, the finest first; the last goes for all that are coarser. */
export type SmootherChoice = OneSmoother | readonly OneSmoother[]

/** The smoother of a grid. */
export function smootherOf(choice: SmootherChoice, level: number): Smoother {
  if (!isList(choice)) return named(choice)
  if (choice.length === 0) throw refuse('an empty list')
  return named(choice[Math.min(level, choice.length - 1)])
}

function isList(choice: SmootherChoice): choice is readonly OneSmoother[] {
  return Array.isArray(choice)
}

function named(choice: OneSmoother): Smoother {
  if (typeof choice === 'object' && choice !== null && 'sweep' in choice) return choice
  const { name, ...options } = typeof choice === 'string' ? { name: choice } : choice
  if (!Object.hasOwn(standardSmoothers, name)) throw refuse(`'${String(name)}'`)
  const make = standardSmoothers[name] as (options: object) => Smoother
  return make(options)
}

function refuse(given: string): ParameterError {
  const known = Object.keys(standardSmoothers)
  return new ParameterError(`Multigrid: the smoother is ${given}; allowed: ${known.join(', ')}, or one of your own.`, {
    code: 'MULTIGRID_SMOOTHER',
    given,
    allowed: known,
    hint: 'Give a name, a name with options such as { name: "jacobi", omega: 0.7 }, a smoother, or a list of these.',
  })
}
