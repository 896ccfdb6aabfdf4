import { refused } from '@numeural/errors'

/** The cycles that have names. */
const cycleNames = ['V', 'W', 'F', 'FMG', 'two-grid'] as const

/** Name of a cycle. */
export type CycleName = (typeof cycleNames)[number]

/** Grids in the order in which they are visited: by level (0 is the finest) or by grid size (`h`, `2h`, `4h`, …). */
export type Schedule = readonly (number | string)[]

/** V-cycles by which the coarse equation of a two-grid cycle is solved: with a factor of 0.1 each, to rounding. */
const innerCycles = 14

/**
 * The levels that a cycle visits. A cycle that starts on the coarsest grid is a full multigrid cycle.
 *
 * @param levels number of grids
 * @throws ParameterError `MULTIGRID_CYCLE` for a name that is none, `MULTIGRID_OPTION` for a list that is no cycle
 */
export function scheduleOf(cycle: CycleName | Schedule, levels: number): number[] {
  if (typeof cycle === 'object' && cycle !== null) return explicitSchedule(cycle, levels)
  const coarsest = levels - 1
  switch (cycle) {
    case 'V':
      return recursive(0, coarsest, 1)
    case 'W':
      return recursive(0, coarsest, 2)
    case 'F':
      return fCycle(0, coarsest)
    case 'FMG':
      return fullMultigrid(coarsest)
    case 'two-grid':
      return twoGrid(coarsest)
    default:
      throw refused(
        { owner: 'createSolver', option: 'cycle', code: 'MULTIGRID_CYCLE' },
        cycle,
        cycleNames,
        'Give a name, or a list of levels.',
      )
  }
}

/** V- (gamma 1) and W-cycles (gamma 2); the coarsest grid is solved once at a time. */
function recursive(level: number, coarsest: number, gamma: number): number[] {
  if (level === coarsest) return [level]
  const once = recursive(level + 1, coarsest, gamma)
  const times = level + 1 === coarsest ? 1 : gamma
  return [level, ...repeated(once, times), level]
}

/** An F-cycle visits the coarser grids by an F-cycle, then by a V-cycle. */
function fCycle(level: number, coarsest: number): number[] {
  if (level === coarsest) return [level]
  if (level + 1 === coarsest) return [level, coarsest, level]
  return [level, ...joined([fCycle(level + 1, coarsest), recursive(level + 1, coarsest, 1)]), level]
}

/** From the coarsest grid on, a V-cycle on every finer one. */
function fullMultigrid(coarsest: number): number[] {
  const visits = [coarsest]
  for (let level = coarsest - 1; level >= 0; level--) visits.push(...recursive(level, coarsest, 1))
  return visits
}

/** The grids from 1 on stand for an exact coarse solution. */
function twoGrid(coarsest: number): number[] {
  if (coarsest <= 1) return recursive(0, coarsest, 1)
  return [0, ...repeated(recursive(1, coarsest, 1), innerCycles), 0]
}

function repeated(visits: readonly number[], times: number): number[] {
  return joined(Array.from({ length: times }, () => visits))
}

/** One list after the other; where one ends on the grid on which the next begins, that is one visit. */
function joined(lists: readonly (readonly number[])[]): number[] {
  return lists.flatMap((list, index) => (index > 0 && lists[index - 1]!.at(-1) === list[0] ? list.slice(1) : list))
}

function explicitSchedule(given: Schedule, levels: number): number[] {
  const visits = given.map((each) => levelOf(each))
  const [first] = visits
  const isWithin = visits.every((level) => Number.isInteger(level) && level >= 0 && level < levels)
  if (first === undefined || !isWithin) throw wrong(given, `levels from 0 to ${levels - 1}, or grid sizes`)
  const areNeighbours = visits.every((level, index) => index === 0 || Math.abs(level - visits[index - 1]!) === 1)
  if (!areNeighbours) throw wrong(given, 'neighbouring grids one after the other')
  if (visits.at(-1) !== 0) throw wrong(given, 'a list that ends on the finest grid')
  if (first !== 0 && first !== Math.max(...visits)) {
    throw wrong(given, 'a list that starts on the finest or the coarsest grid')
  }
  return visits
}

function wrong(given: Schedule, allowed: string): Error {
  return refused({ owner: 'createSolver', option: 'cycle', code: 'MULTIGRID_OPTION' }, given, allowed)
}

/** `h` is level 0, `2h` level 1, `4h` level 2, … */
export function levelOf(given: number | string): number {
  if (typeof given !== 'string') return given
  const match = /^(\d*)h$/.exec(given)
  return match === null ? Number.NaN : Math.log2(Number(match[1] || 1))
}
