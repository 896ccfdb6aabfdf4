import { ParameterError } from '@numeural/errors'

/** Refuses an option that is not what it must be. */
export function requireOption(name: string, given: unknown, holds: boolean, allowed: string): void {
  if (holds) return
  throw new ParameterError(`Multigrid: ${name} is ${describe(given)}; allowed: ${allowed}.`, {
    code: 'MULTIGRID_OPTION',
    given: { [name]: given },
    allowed,
    hint: `Set ${name} to ${allowed}, or leave it out.`,
  })
}

/** Refuses what is no number, or not in its range. */
export function requireNumber(name: string, given: unknown, holds: boolean, allowed: string): void {
  requireOption(name, given, typeof given === 'number' && holds, allowed)
}

/** Refuses what is no whole number between two bounds. */
export function requireWhole(name: string, given: unknown, least: number, most: number): void {
  const holds = Number.isInteger(given) && (given as number) >= least && (given as number) <= most
  requireOption(name, given, holds, `a whole number from ${least} to ${most}`)
}

function describe(given: unknown): string {
  return typeof given === 'object' ? JSON.stringify(given) : String(given)
}
