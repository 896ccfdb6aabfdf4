import { boundsOf, contrastNames, type Nonlinearity, peronaMalik } from '@numeural/activations'
import { isNonnegative } from '@numeural/certificates'
import type { Signals } from '@numeural/core'
import { ParameterError, refused } from '@numeural/errors'
import { evaluate } from '@numeural/formula'
import { analyseScheme, differenceNetwork, differenceParameters, fsi, modelOf, type Scheme } from '@numeural/schemes'
import { mostSteps } from './check-options.js'
import { cycleLengthFor, cycleLengthOfSteps } from './cycle-length.js'
import type { DenoiseOptions } from './options.js'
import type { RepeatedModel } from './repeated-model.js'
import { ruleFor } from './rule.js'

const code = 'DENOISE_OPTION'

/** Classical diffusion with its parameters and number of steps. */
export function classicalDiffusion({ shape }: Signals, noise: number, options: DenoiseOptions): RepeatedModel {
  const { scheme = fsi, activation = peronaMalik, norm } = options
  const kind = shape.channels > 1 ? 'colour' : shape.height === 1 ? 'line' : 'grey'
  const rule = ruleFor(kind, noise)
  const parameters: Record<string, number> = {
    ...defaultsOf(activation),
    ...Object.fromEntries(contrastNames(activation.parameters).map((name) => [name, rule.contrast])),
    ...options.parameters,
    ...(typeof options.tau === 'number' ? { tau: options.tau } : {}),
  }
  requireParameters(parameters, scheme, activation)
  requireProvedBound(parameters, scheme, activation)
  const common = { scheme, activation, shape, parameters, norm }
  const valuesFor = (length: number): Record<string, number> =>
    differenceParameters({ ...common, blocks: length, ...(scheme.length === null ? {} : { length }) })
  const length = cycleLength(scheme, options, rule.time, valuesFor)
  const values = valuesFor(length ?? 1)
  const steps = stepsOf(scheme, length ?? 1, values, options, rule.time)
  const { update, at } = analyseScheme(scheme)
  const hasMemory = update.reads.has('previous') || at.reads.has('previous') || update.reads.has('start')
  // A scheme with memory but without cycles is one plan of all its steps; others repeat a cycle or a step.
  const stepsPerRepeat = length ?? (hasMemory ? steps : 1)
  const network = differenceNetwork({ ...common, blocks: stepsPerRepeat, ...(length === null ? {} : { length }) })
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

/** Steps in the cycles of a cyclic scheme that suit the diffusion time or the number of steps; null without cycles. */
function cycleLength(
  scheme: Scheme,
  { steps, time }: DenoiseOptions,
  usualTime: number,
  valuesFor: (length: number) => Readonly<Record<string, number>>,
): number | null {
  if (scheme.length === null) return null
  if (steps !== undefined) return cycleLengthOfSteps(steps)
  return cycleLengthFor(scheme, valuesFor(scheme.length), time ?? usualTime)
}

/** Number of steps, whole cycles of cyclic schemes. */
function stepsOf(
  scheme: Scheme,
  length: number,
  values: Readonly<Record<string, number>>,
  { steps, time }: DenoiseOptions,
  usualTime: number,
): number {
  if (steps !== undefined) return steps
  const wanted = time ?? usualTime
  const [timePerCycle] = evaluate(analyseScheme(scheme).time, { ...values, L: length })
  const cycles = Math.max(1, Math.ceil((wanted / timePerCycle) * (1 - 1e-12)))
  if (!(cycles * length <= mostSteps)) {
    const allowed = `a time of at most ${mostSteps} steps, of which one cycle covers ${timePerCycle}`
    throw refused({ owner: 'denoise', option: 'time', code }, wanted, allowed)
  }
  return cycles * length
}

function requireParameters(
  parameters: Readonly<Record<string, number>>,
  scheme: Scheme,
  activation: Nonlinearity,
): void {
  const names = [...Object.keys(scheme.parameters), ...Object.keys(activation.parameters)]
  const unknown = Object.keys(parameters).find((name) => !names.includes(name))
  if (unknown === undefined) return
  throw new ParameterError(
    `denoise: there is no parameter ${unknown}; ${names.length > 0 ? `there are ${names.join(', ')}` : 'there is none'}.`,
    { code, given: unknown, allowed: names, hint: 'Correct the name, or leave the parameter out.' },
  )
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
