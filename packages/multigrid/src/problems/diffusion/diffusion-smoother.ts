import { diffusivityGraph, fluxDerivativeGraph, resolveParameters } from '@numeural/activations'
import type { Signal } from '@numeural/core'
import { type Graph, GraphBuilder, substitute } from '@numeural/formula'
import type { System } from '../../problem/system.js'
import type { Smoother } from '../../smoothers/smoother.js'
import { type DiffusionStepOptions, requireDiffusionStep } from './diffusion-step.js'
import { type Neighbour, neighboursOf, numbered } from './neighbours.js'

/** By how much a Newton step must lower the residual of its pixel. */
const gain = 0.9

/**
 * Pointwise Newton for `diffusionStep` without coupling:
 * colour by colour, the equation of every pixel is solved for it with its neighbours held fixed.
 * A step by the derivative 1 + τ Σ Φ'/h² is tried;
 * where it does not lower the pixel's residual, as across the bend of Φ, the step by the bound 1 + τ Σ g/h² is taken,
 * which is safe where g falls with |r|. All of it is one kernel for each colour.
 */
export function diffusionSmoother(options: DiffusionStepOptions): Smoother {
  requireDiffusionStep('diffusionSmoother', options)
  const { activation, parameters = {}, tau, shape } = options
  const values = resolveParameters(activation.name, activation.parameters, parameters)
  const g = substitute(diffusivityGraph(activation), values)
  const slope = substitute(fluxDerivativeGraph(activation), values)
  const dimension = shape.height === 1 ? 1 : 2
  const sweep = (start: Signal, b: Signal, system: System, isBackward: boolean): Signal => {
    const { builder, grid, colours } = system
    let x = start
    for (let step = 0; step < colours; step++) {
      const colour = isBackward ? colours - 1 - step : step
      const neighbours = neighboursOf(builder, x, grid, dimension)
      const operands = {
        x,
        b,
        c: system.colour(),
        ...numbered(
          'r',
          neighbours.map(({ difference }) => difference),
        ),
      }
      x = builder.map(pixelGraph(colour, tau, neighbours, g, slope), operands, shape.channels)
    }
    return x
  }
  return {
    name: 'diffusion',
    sweep: (x, b, system) => sweep(x, b, system, false),
    adjoint: (x, b, system) => sweep(x, b, system, true),
  }
}

/** The next x of a pixel of this colour. */
function pixelGraph(colour: number, tau: number, neighbours: readonly Neighbour[], g: Graph, slope: Graph): Graph {
  const builder = new GraphBuilder()
  const { apply, constant, input } = shorthand(builder)
  /** Residual, bound and derivative if the pixel has moved by so much. */
  const at = (moved: number): [residual: number, bound: number, derivative: number] => {
    let residual = apply('subtract', input('b'), apply('add', input('x'), moved))
    let bound = constant(1)
    let derivative = constant(1)
    neighbours.forEach(({ h, side }, k) => {
      const difference = apply('subtract', input(`r${k}`), moved)
      const r = apply('divide', difference, constant(side * h))
      const factor = constant(tau / h ** 2)
      const weight = apply('multiply', factor, builder.insert(g, { r })[0]!)
      residual = apply('add', residual, apply('multiply', weight, difference))
      bound = apply('add', bound, weight)
      derivative = apply('add', derivative, apply('multiply', factor, builder.insert(slope, { r })[0]!))
    })
    return [residual, bound, derivative]
  }
  const [residual, bound, derivative] = at(constant(0))
  const trial = apply('divide', residual, derivative)
  const [left] = at(trial)
  const isBetter = apply('lessOrEqual', apply('abs', left), apply('multiply', constant(gain), apply('abs', residual)))
  const step = apply('select', isBetter, trial, apply('divide', residual, bound))
  const isOwn = apply('equal', input('c'), constant(colour))
  return builder.finish([apply('select', isOwn, apply('add', input('x'), step), input('x'))])
}

function shorthand(builder: GraphBuilder) {
  return {
    apply: builder.apply.bind(builder),
    constant: builder.constant.bind(builder),
    input: builder.input.bind(builder),
  }
}
