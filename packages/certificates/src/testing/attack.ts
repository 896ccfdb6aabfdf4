import { type Backend, createRandom, type Plan, PlanBuilder, reverse, type SignalShape } from '@numeural/core'
import type { SchemeNetwork } from '@numeural/schemes'
import { convolutionMatrix, powerIteration } from '@numeural/schemes/norms'
import { contrastOf, nonlinearityValues } from './combination.js'

/** A network with its numbers, and signals that try to break what is claimed about it. */
export interface Attack {
  readonly network: SchemeNetwork
  readonly effective: Float64Array
  readonly shape: SignalShape
}

/** Signals attacked at the same time. */
const batch = 12
const ascentSteps = 12

/** Signals before and after the network, one pair after the other. */
export interface Growth {
  readonly before: ArrayLike<number>
  readonly after: ArrayLike<number>
}

/**
 * Searches for signals that the network makes larger in the Euclidean norm: from random ones and K's leading singular
 * vector, small enough that Φ(r)/r is at its limit, by gradient ascent on ‖T(u)‖/‖u‖. Hands out all signals on the way.
 */
export async function searchGrowth(attack: Attack, reference: Backend): Promise<Growth[]> {
  const { effective } = attack
  await using program = await reference.compile(growthPlan(attack))
  const u = startingSignals(attack)
  const length = u.length / batch
  const found: Growth[] = []
  for (let step = 0; step < ascentSteps; step++) {
    const { next, 'gradient:u': gradient } = await program.run({ batch, inputs: { u }, parameters: effective })
    for (let k = 0; k < batch; k++) {
      const part = (x: ArrayLike<number>) => Float64Array.from({ length }, (_, i) => x[k * length + i])
      const [before, after] = [part(u), part(next)]
      found.push({ before, after })
      u.set(climb(before, after, part(gradient), 0.5 * 0.8 ** step), k * length)
    }
  }
  return found
}

/** u moved by a share of its length in the direction in which ln(‖T(u)‖²/‖u‖²) grows fastest. */
function climb(u: Float64Array, after: Float64Array, gradient: Float64Array, share: number): Float64Array {
  const [own, next] = [Math.hypot(...u), Math.hypot(...after)]
  if (own === 0 || next === 0) return u
  const direction = gradient.map((value, i) => value / next ** 2 - (2 * u[i]) / own ** 2)
  const length = Math.hypot(...direction)
  return length > 0 && Number.isFinite(length) ? u.map((value, i) => value + (share * own * direction[i]) / length) : u
}

function growthPlan({ network, shape }: Attack): Plan {
  const builder = new PlanBuilder('float64')
  const next = network.trace(builder, builder.input('u', shape))
  builder.output('next', next)
  builder.output('loss', builder.sum(builder.map('a*a', { a: next })))
  return reverse(builder.finish(), { loss: 'loss', inputs: ['u'] })
}

function startingSignals({ network, effective, shape }: Attack): Float64Array {
  const { channels, height, width } = shape
  const samples = height * width
  const contrast = contrastOf(network.nonlinearity.parameters, nonlinearityValues(network, effective))
  // The first entry of the layout is the first block's kernel.
  const kernel = effective.subarray(0, network.parametrisation.layout[0].length)
  const { vector } = powerIteration(convolutionMatrix(kernel, network.geometry, shape), 60)
  const random = createRandom(5, 'attack')
  return Float64Array.from({ length: batch * channels * samples }, (_, index) => {
    const signal = Math.floor(index / (channels * samples))
    const scale = contrast * 10 ** ((signal % 6) - 4)
    const [channel, sample] = [Math.floor(index / samples) % channels, index % samples]
    return scale * (signal < 6 ? vector[sample * channels + channel] : random.normal())
  })
}

/** The same signals through another backend in float32. */
export async function runOn(backend: Backend, attack: Attack, signals: readonly Growth[]): Promise<Growth[]> {
  const { network, effective, shape } = attack
  const builder = new PlanBuilder('float32')
  builder.output('next', network.trace(builder, builder.input('u', shape)))
  await using program = await backend.compile(builder.finish())
  const u = Float32Array.from(signals.flatMap(({ before }) => Array.from(before)))
  const length = u.length / signals.length
  const parameters = Float32Array.from(effective)
  const { next } = await program.run({ batch: signals.length, inputs: { u }, parameters })
  return signals.map((_, k) => ({
    before: u.subarray(k * length, (k + 1) * length),
    after: next.subarray(k * length, (k + 1) * length),
  }))
}
