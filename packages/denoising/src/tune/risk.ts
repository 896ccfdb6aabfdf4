import type { Nonlinearity } from '@numeural/activations'
import { type Backend, PlanBuilder, type Program, type Signals } from '@numeural/core'
import { differenceNetwork, differenceParameters, explicit } from '@numeural/schemes'
import { probeOf } from './probe.js'

/** More steps than this are not taken for one curve. */
const mostSteps = 128

/** Diffusion times that are tried, in a geometric row, as far as the steps suffice. */
export const times: readonly number[] = Array.from({ length: 29 }, (_, i) => Number((0.04 * 1.3 ** i).toPrecision(4)))

/** By how much the data are moved to see how the filter answers, in parts of the noise. */
const probing = 0.1

/** A curve has ended where its risk is this much above its least one. */
const risen = 1.1

/** What {@link openRisk} estimates errors of. */
export interface RiskOptions {
  readonly noisy: Signals
  readonly activation: Nonlinearity
  /** `[channels, channels]` of the noise. */
  readonly covariance: Float64Array
  readonly backend: Backend
  /** Largest step size. Default: 0.9 of its bound. */
  readonly tau?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** Estimates errors without knowing the truth. */
export interface Risk {
  /**
   * Stein's unbiased estimate of the mean squared error after each of {@link times}, of explicit diffusion with these
   * parameters; the row ends where it has risen.
   */
  curve(parameters: Readonly<Record<string, number>>): Promise<number[]>
  dispose(): void
}

/**
 * Stein's unbiased risk estimate (Stein 1981) with the divergence by Monte Carlo (Ramani, Blu, Unser 2008):
 * |f(y) − y|²/N − σ² + 2⟨b, f(y + εb) − f(y)⟩/(εN) for noise b like that of the data, by its covariance between
 * channels.
 */
export async function openRisk(options: RiskOptions): Promise<Risk> {
  const { noisy, activation, covariance, backend, tau: given, signal } = options
  const { data, count, shape } = noisy
  const probe = probeOf(noisy, covariance)
  const variance = meanVariance(covariance, shape.channels)
  const start = new Float32Array(2 * data.length)
  start.set(data)
  for (let i = 0; i < data.length; i++) start[data.length + i] = data[i] + probing * probe[i]
  const common = { scheme: explicit, activation, shape, blocks: 1 }
  const network = differenceNetwork({ ...common, parameters: given === undefined ? {} : { tau: given } })
  const builder = new PlanBuilder('float32')
  const u = builder.state('u', shape)
  builder.update(u, network.trace(builder, u))
  const program = await backend.compile(builder.finish())
  const numbers = Float32Array.from(network.parametrisation.effective(new Float64Array(0)))
  const offsets = new Map(network.parametrisation.layout.map(({ label, offset }) => [label, offset]))
  const set = (name: string, value: number): void => {
    const offset = offsets.get(`block0.${name}`)
    if (offset !== undefined) numbers[offset] = value
  }
  return {
    curve: async (parameters) => {
      const values = differenceParameters({
        ...common,
        parameters: { ...parameters, ...(given === undefined ? {} : { tau: given }) },
      })
      for (const [name, value] of Object.entries(values)) set(name, value)
      const request = { batch: 2 * count, parameters: numbers, outputs: [] }
      await program.writeState('u', start)
      const risks: number[] = []
      for (const [index, time] of times.entries()) {
        signal?.throwIfAborted()
        const span = time - (times[index - 1] ?? 0)
        const steps = Math.ceil((span / values.tau) * (1 - 1e-9))
        set('tau', span / steps)
        if (risks.length > 0 && time > mostSteps * values.tau) break
        for (let step = 0; step < steps; step++) await program.run(request)
        const risk = await estimate(program, data, probe, variance)
        risks.push(risk)
        if (!(risk < risen * Math.min(...risks) + 1e-3 * variance)) break
      }
      return risks
    },
    dispose: () => program.dispose(),
  }
}

async function estimate(program: Program, data: Float32Array, probe: Float32Array, variance: number): Promise<number> {
  const filtered = await program.readState('u')
  const { length } = data
  let [residual, divergence] = [0, 0]
  for (let i = 0; i < length; i++) {
    residual += (filtered[i] - data[i]) ** 2
    divergence += probe[i] * (filtered[length + i] - filtered[i])
  }
  return (residual + (2 * divergence) / probing) / length - variance
}

function meanVariance(covariance: Float64Array, channels: number): number {
  let trace = 0
  for (let channel = 0; channel < channels; channel++) trace += covariance[channel * channels + channel]
  return trace / channels
}
