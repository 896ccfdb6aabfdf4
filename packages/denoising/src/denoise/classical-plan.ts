import { boundsOf, contrastNames, type Nonlinearity, peronaMalik } from '@numeural/activations'
import { isNonnegative } from '@numeural/certificates'
import type { Signals } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import { evaluate } from '@numeural/formula'
import {
  analyseScheme,
  differenceNetwork,
  fsi,
  type Model,
  modelOf,
  type Network,
  parameterValues,
  requireNonlinearity,
  requireScheme,
  type Scheme,
} from '@numeural/schemes'
import { cycleLengthFor, cycleLengthOfSteps } from './cycle-length.js'
import type { DenoiseOptions } from './options.js'
import { ruleFor } from './rule.js'

/** A model, how often to apply it, and the numbers that led to it. */
export interface DenoisePlan {
  readonly model: Model
  /** How often the network is applied. */
  readonly repeats: number
  /** Steps of the scheme in one application. */
  readonly stepsPerRepeat: number
  readonly scheme: string
  readonly activation: string
  readonly parameters: Readonly<Record<string, number>>
}

/** More steps than any sensible diffusion time needs; a limit for hostile options. */
const mostSteps = 1_000_000

/** Classical diffusion with its parameters and number of steps. */
export function classicalPlan({ shape }: Signals, noise: number, options: DenoiseOptions): DenoisePlan {
  const { scheme: given = fsi, activation = peronaMalik, norm } = options
  requireScheme({ owner: 'denoise', option: 'scheme', code: 'DENOISE_OPTION' }, given)
  requireNonlinearity({ owner: 'denoise', option: 'activation', code: 'DENOISE_OPTION' }, activation)
  const kind = shape.channels > 1 ? 'colour' : shape.height === 1 ? 'line' : 'grey'
  const rule = ruleFor(kind, noise)
  const parameters: Record<string, number> = {
    ...defaultsOf(activation),
    ...Object.fromEntries(contrastNames(activation.parameters).map((name) => [name, rule.contrast])),
    ...options.parameters,
    ...(typeof options.tau === 'number' ? { tau: options.tau } : {}),
  }
  requireKnown(parameters, given, activation)
  requireProvedBound(parameters, given, activation)
  const common = { activation, shape, parameters, norm }
  const scheme = withCycles(given, options, rule.time, (each) =>
    scalarsOf(differenceNetwork({ ...common, scheme: each, blocks: each.length ?? 1 })),
  )
  const build = (blocks: number): Network => differenceNetwork({ ...common, scheme, blocks })
  const trial = build(scheme.length ?? 1)
  const values = scalarsOf(trial)
  const steps = stepsOf(scheme, values, options, rule.time)
  const { update, at } = analyseScheme(scheme)
  const hasMemory = update.reads.has('previous') || at.reads.has('previous') || update.reads.has('start')
  // A scheme with memory but without cycles is one plan of all its steps; others repeat a cycle or a step.
  const stepsPerRepeat = scheme.length ?? (hasMemory ? steps : 1)
  const network = stepsPerRepeat === (scheme.length ?? 1) ? trial : build(stepsPerRepeat)
  return {
    model: modelOf(network),
    repeats: Math.ceil(steps / stepsPerRepeat),
    stepsPerRepeat,
    scheme: scheme.name,
    activation: activation.name,
    parameters: values,
  }
}

function defaultsOf(activation: Nonlinearity): Record<string, number> {
  return Object.fromEntries(Object.entries(activation.parameters).map(([name, parameter]) => [name, parameter.default]))
}

/** A cyclic scheme with cycles that suit the diffusion time or the number of steps. */
function withCycles(
  scheme: Scheme,
  { steps, time }: DenoiseOptions,
  usualTime: number,
  valuesFor: (scheme: Scheme) => Readonly<Record<string, number>>,
): Scheme {
  if (scheme.length === null) return scheme
  if (steps !== undefined) return { ...scheme, length: cycleLengthOfSteps(steps) }
  return { ...scheme, length: cycleLengthFor(scheme, valuesFor(scheme), time ?? usualTime) }
}

function scalarsOf(network: Network): Record<string, number> {
  return parameterValues(modelOf(network))
}

/** Number of steps, whole cycles of cyclic schemes. */
function stepsOf(
  scheme: Scheme,
  values: Readonly<Record<string, number>>,
  { steps, time }: DenoiseOptions,
  usualTime: number,
): number {
  if (steps !== undefined && time !== undefined) {
    throw refuse('steps and time', `${steps} and ${time}`, 'one of the two')
  }
  const length = scheme.length ?? 1
  if (steps !== undefined) {
    const whole = Number.isInteger(steps) && steps >= 1 && steps <= mostSteps
    if (!whole) throw refuse('steps', steps, `a whole number from 1 to ${mostSteps}`)
    return steps
  }
  const wanted = time ?? usualTime
  if (!(wanted > 0 && Number.isFinite(wanted))) throw refuse('time', wanted, 'a finite number > 0')
  const [timePerCycle] = evaluate(analyseScheme(scheme).time, { ...values, L: length })
  const cycles = Math.max(1, Math.ceil((wanted / timePerCycle) * (1 - 1e-12)))
  if (!(cycles * length <= mostSteps)) {
    throw refuse('time', wanted, `at most ${mostSteps} steps; one cycle covers the time ${timePerCycle}`)
  }
  return cycles * length
}

function requireKnown(parameters: Readonly<Record<string, number>>, scheme: Scheme, activation: Nonlinearity): void {
  const names = [...Object.keys(scheme.parameters), ...Object.keys(activation.parameters)]
  const unknown = Object.keys(parameters).find((name) => !names.includes(name))
  if (unknown === undefined) return
  throw new ParameterError(`There is no parameter '${unknown}'.`, {
    code: 'DENOISE_OPTION',
    given: unknown,
    allowed: names,
    hint: names.length > 0 ? `Parameters are ${names.join(', ')}.` : 'Neither the scheme nor the nonlinearity has any.',
  })
}

/** Numbers that are left to the stability bound need one that is proved: g_max and 0 ≤ g of the diffusivity. */
function requireProvedBound(
  parameters: Readonly<Record<string, number>>,
  scheme: Scheme,
  activation: Nonlinearity,
): void {
  const { limits } = analyseScheme(scheme)
  const isBounded = (name: string): boolean =>
    name === 'tau' || limits[name].maximum !== null || limits[name].minimum !== null
  const automatic = Object.keys(scheme.parameters).filter((name) => !Object.hasOwn(parameters, name) && isBounded(name))
  if (automatic.length === 0) return
  const own = Object.fromEntries(Object.keys(activation.parameters).map((name) => [name, parameters[name]]))
  const { gMax } = boundsOf(activation, own)
  if (gMax.certified && isNonnegative(activation, own, gMax.value)) return
  const names = automatic.join(' and ')
  throw new ParameterError(
    `No ${names} is proved stable: 0 ≤ g ≤ g_max is not proved for the diffusivity of '${activation.name}'.`,
    {
      code: 'TAU_NOT_CERTIFIED',
      given: 'auto',
      allowed: 'for a nonlinearity whose diffusivity is proved to be bounded and not negative',
      hint: `Give ${names} yourself (nothing is guaranteed then), or use another nonlinearity.`,
    },
  )
}

function refuse(option: string, given: unknown, allowed: string): ParameterError {
  return new ParameterError(`Option ${option} is ${String(given)}; allowed: ${allowed}.`, {
    code: 'DENOISE_OPTION',
    given,
    allowed,
    hint: `Correct ${option}.`,
  })
}
