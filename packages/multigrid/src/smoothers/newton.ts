import { requireKnown, requireNumber, requireWhole } from '@numeural/errors'
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
  return {
    name: 'newton',
    sweep: (start, b, system) => {
      const { builder, colours, operator, diagonal } = system
      let x = start
      for (let colour = 0; colour < colours; colour++) {
        for (let step = 0; step < steps; step++) {
          const operands = { x, b, a: operator(x), d: diagonal(x), c: system.colour() }
          x = builder.map(`c == ${colour} ? x + ${damping}*(b - a)/d : x`, operands)
        }
      }
      return x
    },
  }
}
