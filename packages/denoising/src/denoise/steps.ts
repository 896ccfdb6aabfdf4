import { refused } from '@numeural/errors'
import { evaluate } from '@numeural/formula'
import { analyseScheme, type Scheme } from '@numeural/schemes'
import { mostSteps } from './check-options.js'
import { cycleLengthFor, cycleLengthOfSteps } from './cycle-length.js'
import type { DenoiseOptions } from './options.js'

type Values = Readonly<Record<string, number>>

/** How many steps of what size. */
export interface Steps {
  readonly steps: number
  /** How many of them make a cycle; null for a scheme without cycles. */
  readonly length: number | null
  /** A step size that is smaller than that of the parameters; null to take theirs. */
  readonly tau: number | null
}

/**
 * A time of so few cycles is covered exactly, by a smaller τ: rounded to a whole cycle it would miss by a quarter or
 * more, which costs a decibel where the best time is short. Two cycles, so that the flux is computed anew.
 */
const shortCycles = 1.5
const fewest = 2

/**
 * The steps that cover a diffusion time, whole cycles of cyclic schemes: at least the time if it is given, the nearest
 * number of cycles to a time that was found.
 *
 * @param valuesFor parameters of the scheme for a length of the cycles
 * @param isTauFree whether τ may be lowered for a short time
 */
export function stepsFor(
  scheme: Scheme,
  valuesFor: (length: number) => Values,
  time: number,
  isTauFree: boolean,
  options: DenoiseOptions,
): Steps {
  if (options.steps !== undefined) {
    const length = scheme.length === null ? null : cycleLengthOfSteps(options.steps)
    return { steps: options.steps, length, tau: null }
  }
  const length = scheme.length === null ? null : cycleLengthFor(scheme, valuesFor(scheme.length), time)
  const values = valuesFor(length ?? 1)
  const timePerCycle = timeOfCycle(scheme, values, length)
  const cycles = time / timePerCycle
  if (isTauFree && cycles < shortCycles) {
    return { steps: fewest * (length ?? 1), length, tau: tauCovering(scheme, values, length, time / fewest) }
  }
  const whole = Math.max(1, options.time === undefined ? Math.round(cycles) : Math.ceil(cycles * (1 - 1e-12)))
  const steps = whole * (length ?? 1)
  if (!(steps <= mostSteps)) {
    const allowed = `a time of at most ${mostSteps} steps, of which one cycle covers ${timePerCycle}`
    throw refused({ owner: 'denoise', option: 'time', code: 'DENOISE_OPTION' }, time, allowed)
  }
  return { steps, length, tau: null }
}

/** Diffusion time of a cycle, or of a step of a scheme without cycles. */
export function timeOfCycle(scheme: Scheme, values: Values, length: number | null): number {
  return evaluate(analyseScheme(scheme).time, { ...values, L: length ?? 1 })[0]
}

/** The step size with which a cycle covers a shorter time than it does; that grows with τ. */
function tauCovering(scheme: Scheme, values: Values, length: number | null, time: number): number {
  let { tau } = values
  // One pass where the time is proportional to τ, as that of all standard schemes.
  for (let pass = 0; pass < 20; pass++) tau *= time / timeOfCycle(scheme, { ...values, tau }, length)
  return tau
}
