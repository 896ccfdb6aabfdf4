import { requireKnown, requireNumber } from '@numeural/errors'
import type { Smoother } from './smoother.js'

/** Options of {@link redBlack}. */
export interface RedBlackOptions {
  /** Over-relaxation, in (0, 2). Default 1. */
  readonly omega?: number
}

/**
 * Red–black Gauss–Seidel: all unknowns of one colour at once, then those of the other,
 * which see the new values; four colours for operators that couple diagonal neighbours.
 * For nonlinear A one Newton step for every unknown.
 *
 * @throws ParameterError `MULTIGRID_OPTION`
 *
 * Source: Trottenberg, Oosterlee, Schüller 2001, sec. 2.1.
 */
export function redBlack(options: RedBlackOptions = {}): Smoother {
  const by = { owner: 'redBlack', code: 'MULTIGRID_OPTION' }
  requireKnown(by, options, { omega: true } satisfies Record<keyof RedBlackOptions, true>)
  const { omega = 1 } = options
  requireNumber({ ...by, option: 'omega' }, omega, { above: 0, below: 2 })
  return {
    name: 'red-black',
    sweep: (start, b, system) => {
      const { builder, colours, operator, diagonal } = system
      let x = start
      for (let colour = 0; colour < colours; colour++) {
        const operands = { x, b, a: operator(x), d: diagonal(x), c: system.colour() }
        x = builder.map(`c == ${colour} ? x + ${omega}*(b - a)/d : x`, operands)
      }
      return x
    },
  }
}
