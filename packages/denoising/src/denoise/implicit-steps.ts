import { type Nonlinearity, peronaMalik, resolveParameters } from '@numeural/activations'
import { type Certificate, certifyImplicit } from '@numeural/certificates'
import type { Backend, Dtype, Signals } from '@numeural/core'
import { requireNumber, requireWhole } from '@numeural/errors'
import { differenceNetwork, explicit, type ImplicitScheme, modelOf } from '@numeural/schemes'
import type { DenoiseOptions } from './options.js'
import type { Settled } from './settle.js'

const code = 'DENOISE_OPTION'

/** Implicit diffusion: one step covers any time, but the diffusivity is that of its end. */
const usualSteps = 4

/** More steps than any sensible diffusion time needs; a limit for hostile options. */
const mostSteps = 100_000

/** Implicit steps with their numbers. */
export interface ImplicitSteps {
  readonly scheme: ImplicitScheme
  readonly activation: Nonlinearity
  /** Of the nonlinearity. */
  readonly parameters: Readonly<Record<string, number>>
  readonly tau: number
  readonly steps: number
  readonly coupled: boolean
}

/** The steps that cover the diffusion time: four equal ones unless τ or their number is given. */
export function implicitSteps(
  { shape }: Signals,
  { contrasts, time }: Settled,
  scheme: ImplicitSteps['scheme'],
  options: DenoiseOptions,
): ImplicitSteps {
  const { activation = peronaMalik } = options
  const { tau: given, ...own } = options.parameters ?? {}
  const parameters = resolveParameters(activation.name, activation.parameters, { ...contrasts, ...own })
  const { tau, steps } = stepsOf(typeof options.tau === 'number' ? options.tau : given, options, time)
  const coupled = shape.channels > 1 && !activation.activationOnly
  return { scheme, activation, parameters, tau, steps, coupled }
}

function stepsOf(
  tau: number | undefined,
  { steps, time }: DenoiseOptions,
  wanted: number,
): { tau: number; steps: number } {
  if (tau !== undefined) requireNumber({ owner: 'denoise', option: 'tau', code }, tau, { above: 0 })
  const count = steps ?? (tau === undefined ? usualSteps : Math.ceil((wanted / tau) * (1 - 1e-12)))
  requireWhole({ owner: 'denoise', option: 'steps', code }, count, { most: mostSteps })
  // Steps of any size are stable: those that cover a given time are made equal, at most as large as asked for.
  return { tau: tau === undefined || time !== undefined ? wanted / count : tau, steps: count }
}

/** Takes the steps. */
export async function runImplicit(
  given: ImplicitSteps,
  { data, count, shape }: Signals,
  backend: Backend,
  { dtype = usualDtype(backend), signal, onProgress }: DenoiseOptions,
): Promise<{ data: Float32Array; residual: number; dtype: Dtype }> {
  const { scheme, activation, parameters, tau, steps, coupled } = given
  const onStep = (step: number): void => onProgress?.({ phase: 'denoising', step, steps })
  const request = {
    data,
    batch: count,
    shape,
    activation,
    parameters,
    coupled,
    tau,
    steps,
    dtype,
    backend,
    signal,
    onStep,
  }
  const { data: result, residual } = await scheme.solver.advance(request)
  return { data: Float32Array.from(result), residual, dtype }
}

/** Equations are solved in float64, where the backend has it. */
function usualDtype({ info }: Backend): Dtype {
  return info.dtypes.includes('float64') ? 'float64' : 'float32'
}

/** What is proved about the steps, and how exactly their equations were solved. */
export function certificateOfSteps(given: ImplicitSteps, { shape }: Signals, residual: number): Certificate {
  const { activation, parameters, tau } = given
  const network = differenceNetwork({
    scheme: explicit,
    activation,
    shape,
    blocks: 1,
    parameters: { ...parameters, tau },
  })
  const certificate = certifyImplicit(modelOf(network), { dtype: 'float64' })
  const note = `The equations were solved by ${given.scheme.solver.name} to a residual of at most ${residual.toExponential(1)}‖u‖, by which a norm could grow in a step.`
  return { ...certificate, notes: [...certificate.notes, note] }
}
