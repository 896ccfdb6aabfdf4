import { diffusivityGraph, type Nonlinearity, resolveParameters } from '@numeural/activations'
import { channelOf, type Signal, type SignalShape } from '@numeural/core'
import { requireKnown, requireNumber } from '@numeural/errors'
import { type Graph, GraphBuilder, substitute } from '@numeural/formula'
import type { Level, Problem } from '../../problem/problem.js'
import { coupledDiffusivities, type Neighbour, neighboursOf, numbered } from './neighbours.js'

/** Options of {@link diffusionStep}. */
export interface DiffusionStepOptions {
  readonly shape: SignalShape
  readonly activation: Nonlinearity
  /** Values of the nonlinearity's parameters; those left out take their defaults. */
  readonly parameters?: Readonly<Record<string, number>>
  /** Time step τ > 0. */
  readonly tau: number
  /** One diffusivity g(|∇x|) for all differences of all channels. Default: with several channels. */
  readonly coupled?: boolean
}

const known = {
  shape: true,
  activation: true,
  parameters: true,
  tau: true,
  coupled: true,
} satisfies Record<keyof DiffusionStepOptions, true>

/** Refuses options that describe no diffusion step. */
export function requireDiffusionStep(owner: string, options: DiffusionStepOptions): void {
  const by = { owner, code: 'MULTIGRID_OPTION' }
  requireKnown(by, options, known)
  requireNumber({ ...by, option: 'tau' }, options.tau, { above: 0 })
}

/**
 * One implicit step of nonlinear diffusion, x + τ KᵀΦ(Kx) = b:
 * K the forward differences along every axis, reflecting boundaries, grid size 1.
 * It is the step that `differenceNetwork` of `@numeural/schemes` takes explicitly.
 *
 * The `diagonal` is 1 + τ Σ g/h², a bound that makes every pointwise step safe where g falls with |r|;
 * it counts differences beyond the boundary, which are 0, as well.
 */
export function diffusionStep(options: DiffusionStepOptions): Problem {
  requireDiffusionStep('diffusionStep', options)
  const { shape, activation, parameters = {}, tau, coupled = shape.channels > 1 } = options
  const g = substitute(
    diffusivityGraph(activation),
    resolveParameters(activation.name, activation.parameters, parameters),
  )
  const dimension = shape.height === 1 ? 1 : 2
  const trace = (kind: 'operator' | 'diagonal', x: Signal, { builder, grid }: Level): Signal => {
    const neighbours = neighboursOf(builder, x, grid, dimension)
    const operands = {
      x,
      ...numbered(
        'r',
        neighbours.map(({ difference }) => difference),
      ),
    }
    if (!coupled) return builder.map(stepGraph(kind, tau, neighbours, g), operands, shape.channels)
    const weights = coupledDiffusivities(builder, neighbours, g).map((weight) => channelOf(weight, 0))
    return builder.map(
      stepGraph(kind, tau, neighbours, null),
      { ...operands, ...numbered('g', weights) },
      shape.channels,
    )
  }
  return {
    shape,
    placement: 'cells',
    linear: activation.name === 'constant',
    operator: (x, level) => trace('operator', x, level),
    diagonal: (x, level) => trace('diagonal', x, level),
  }
}

/**
 * x − τ Σ g r/h² or 1 + τ Σ g/h² over the neighbours, as a formula in x and the differences r0, r1, …
 *
 * @param g of r; null if the diffusivities are inputs g0, g1, …
 */
function stepGraph(
  kind: 'operator' | 'diagonal',
  tau: number,
  neighbours: readonly Neighbour[],
  g: Graph | null,
): Graph {
  const builder = new GraphBuilder()
  let sum = kind === 'operator' ? builder.input('x') : builder.constant(1)
  neighbours.forEach(({ h, side }, k) => {
    const r = builder.input(`r${k}`)
    // Every difference has the sign that it has in Kx: it counts where g is not even.
    const scaled = builder.apply('divide', r, builder.constant(side * h))
    const weight = g === null ? builder.input(`g${k}`) : builder.insert(g, { r: scaled })[0]
    const factor = builder.apply('multiply', builder.constant(tau / h ** 2), weight!)
    sum =
      kind === 'operator'
        ? builder.apply('subtract', sum, builder.apply('multiply', factor, r))
        : builder.apply('add', sum, factor)
  })
  return builder.finish([sum])
}
