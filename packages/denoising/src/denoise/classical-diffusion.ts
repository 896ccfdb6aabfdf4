import { type Nonlinearity, peronaMalik } from '@numeural/activations'
import { computedBounds, isNonnegative } from '@numeural/certificates'
import type { Dtype, Signals } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import { analyseScheme, differenceNetwork, differenceParameters, fsi, modelOf, type Scheme } from '@numeural/schemes'
import type { DenoiseOptions } from './options.js'
import type { RepeatedModel } from './repeated-model.js'
import type { Settled } from './settle.js'
import { stepsFor, timeOfCycle } from './steps.js'

const code = 'DENOISE_OPTION'

/** A model of diffusion steps, and the time they cover. */
export type DiffusionModel = RepeatedModel & { readonly time: number }

/** Classical diffusion with its parameters and number of steps. */
export function classicalDiffusion({ shape }: Signals, settled: Settled, options: DenoiseOptions): DiffusionModel {
  const { scheme = fsi, activation = peronaMalik, norm } = options
  const given: Record<string, number> = {
    ...defaultsOf(activation),
    ...settled.contrasts,
    ...options.parameters,
    ...(typeof options.tau === 'number' ? { tau: options.tau } : {}),
  }
  requireParameters(given, scheme, activation)
  requireProvedBound(given, scheme, activation, options.dtype)
  const valuesWith = (parameters: Record<string, number>, length: number): Record<string, number> =>
    differenceParameters({
      ...{ scheme, activation, shape, parameters, norm, blocks: length },
      ...(scheme.length === null ? {} : { length }),
    })
  const valuesFor = (length: number): Record<string, number> => valuesWith(given, length)
  const isTauFree = !Object.hasOwn(given, 'tau')
  const { steps, length, tau } = stepsFor(scheme, valuesFor, settled.time, isTauFree, options)
  const parameters = tau === null ? given : { ...given, tau }
  const values = valuesWith(parameters, length ?? 1)
  const { update, at } = analyseScheme(scheme)
  const hasMemory = update.reads.has('previous') || at.reads.has('previous') || update.reads.has('start')
  // A scheme with memory but without cycles is one plan of all its steps; others repeat a cycle or a step.
  const stepsPerRepeat = length ?? (hasMemory ? steps : 1)
  const network = differenceNetwork({
    ...{ scheme, activation, shape, parameters, norm, blocks: stepsPerRepeat },
    ...(length === null ? {} : { length }),
  })
  return {
    model: modelOf(network),
    repeats: Math.ceil(steps / stepsPerRepeat),
    stepsPerRepeat,
    time: (steps / (length ?? 1)) * timeOfCycle(scheme, values, length),
    scheme: scheme.name,
    activation: activation.name,
    parameters: values,
  }
}

function defaultsOf(activation: Nonlinearity): Record<string, number> {
  return Object.fromEntries(Object.entries(activation.parameters).map(([name, parameter]) => [name, parameter.default]))
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
  dtype: Dtype | undefined,
): void {
  const { limits } = analyseScheme(scheme)
  const isBounded = (name: string): boolean =>
    name === 'tau' || limits[name].maximum !== null || limits[name].minimum !== null
  const automatic = Object.keys(scheme.parameters).filter((name) => !Object.hasOwn(parameters, name) && isBounded(name))
  if (automatic.length === 0) return
  const own = Object.fromEntries(Object.keys(activation.parameters).map((name) => [name, parameters[name]]))
  // What is not proved of float32 runs in float64.
  const all = (dtype === undefined ? (['float32', 'float64'] as const) : [dtype]).map((each) =>
    computedBounds(activation, own, each),
  )
  const proved = all.find(({ bounds: { gMax } }) => gMax.certified)
  if (proved !== undefined && isNonnegative(activation, own, proved.bounds.gMax.value)) return
  const names = automatic.join(' and ')
  const last = all[all.length - 1]!.evaluation
  const why = proved === undefined && last.isBounded ? `: ${last.reason}` : ''
  throw new ParameterError(
    `No ${names} is proved stable: 0 ≤ g ≤ g_max is not proved for the diffusivity of '${activation.name}'${why}.`,
    {
      code: 'TAU_NOT_CERTIFIED',
      given: 'auto',
      allowed: 'for a nonlinearity whose diffusivity is proved to be bounded and not negative',
      hint: `Give ${names} yourself (nothing is guaranteed then), or use another nonlinearity.`,
    },
  )
}
