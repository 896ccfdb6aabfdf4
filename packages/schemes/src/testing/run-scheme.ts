import type { Nonlinearity } from '@numeural/activations'
import type { Boundary, SignalShape } from '@numeural/core'
import { schemeNetwork } from '../network/scheme-network.js'
import type { Scheme } from '../scheme/scheme.js'
import { runNetwork } from './run-network.js'

/** A run with K a fixed 1D kernel, by default the forward difference, and nothing trained. */
export interface SchemeRun {
  readonly scheme: Scheme
  readonly activation: Nonlinearity
  readonly steps: number
  readonly length?: number
  readonly parameters?: Readonly<Record<string, number>>
  readonly kernel?: readonly number[]
  readonly boundary?: Boundary
}

/** Steps of a scheme on a line in float64, by the general tracer on the reference backend. */
export function runScheme(run: SchemeRun, input: Float64Array): Promise<Float64Array> {
  const { scheme, activation, steps, length, boundary = 'reflecting', kernel = [-1, 1] } = run
  const names = [...Object.keys(scheme.parameters), ...Object.keys(activation.parameters)]
  const untrained = names.map((name) => {
    const initial = run.parameters?.[name]
    return [name, { trainable: false, ...(initial === undefined ? {} : { initial }) }] as const
  })
  const network = schemeNetwork({
    scheme,
    activation,
    dimension: 1,
    blocks: steps,
    kernel: { width: kernel.length, values: kernel },
    boundary,
    parameters: Object.fromEntries(untrained),
    ...(length === undefined ? {} : { length }),
  })
  const shape: SignalShape = { channels: 1, height: 1, width: input.length }
  return runNetwork(network, network.parametrisation.effective(new Float64Array(0)), input, shape)
}

/** KᵀΦ(Ku) with K the forward difference and reflecting boundaries, written out. */
export function differenceFlux(u: Float64Array, flux: (r: number) => number): Float64Array {
  const right = u.map((value, i) => (i + 1 < u.length ? flux(u[i + 1]! - value) : 0))
  return u.map((_, i) => (i > 0 ? right[i - 1]! : 0) - right[i]!)
}

/** Largest absolute difference. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  return Array.from(a).reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0)
}
