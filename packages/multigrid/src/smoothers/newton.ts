import type { Signal } from '@numeural/core'
import { requireKnown, requireNumber, requireWhole } from '@numeural/errors'
import type { System } from '../problem/system.js'
import type { Smoother } from './smoother.js'

/** Options of {@link newton}. */
export interface NewtonOptions {
  /** Newton steps for every unknown while its neighbours stay. Default 2. */
  readonly steps?: number
  /** Factor of every step, in (0, 1]. Default 1. */
  readonly damping?: number
}

/**
 * Nonlinear Gauss–Seidel: colour by colour, the equation of every unknown is solved for it by some Newton steps.
 * One step is what {@link redBlack} does; more pay where A bends strongly within a sweep.
 *
 * @throws ParameterError `MULTIGRID_OPTION`
 *
 * Source: Trottenberg, Oosterlee, Schüller 2001, sec. 5.3.2.
 */
export function newton(options: NewtonOptions = {}): Smoother {
  const by = { owner: 'newton', code: 'MULTIGRID_OPTION' }
  requireKnown(by, options, { steps: true, damping: true } satisfies Record<keyof NewtonOptions, true>)
  const { steps = 2, damping = 1 } = options
  requireWhole({ ...by, option: 'steps' }, steps, { most: 100 })
  requireNumber({ ...by, option: 'damping' }, damping, { above: 0, most: 1 })
  const sweep = (start: Signal, b: Signal, system: System, isBackward: boolean): Signal => {
    const { builder, colours, operator, diagonal } = system
    let x = start
    for (let index = 0; index < colours; index++) {
      const colour = isBackward ? colours - 1 - index : index
      for (let step = 0; step < steps; step++) {
        const operands = { x, b, a: operator(x), d: diagonal(x), c: system.colour() }
        x = builder.map(`c == ${colour} ? x + ${damping}*(b - a)/d : x`, operands)
      }
    }
    return x
  }
  return {
    name: 'newton',
    sweep: (x, b, system) => sweep(x, b, system, false),
    adjoint: (x, b, system) => sweep(x, b, system, true),
  }
}
