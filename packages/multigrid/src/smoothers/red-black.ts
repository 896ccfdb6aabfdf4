import type { Signal } from '@numeural/core'
import { requireKnown, requireNumber } from '@numeural/errors'
import type { System } from '../problem/system.js'
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
  const sweep = (start: Signal, b: Signal, system: System, isBackward: boolean): Signal => {
    const { builder, colours, operator, diagonal } = system
    let x = start
    for (let step = 0; step < colours; step++) {
      const colour = isBackward ? colours - 1 - step : step
      const operands = { x, b, a: operator(x), d: diagonal(x), c: system.colour() }
      x = builder.map(`c == ${colour} ? x + ${omega}*(b - a)/d : x`, operands)
    }
    return x
  }
  return {
    name: 'red-black',
    sweep: (x, b, system) => sweep(x, b, system, false),
    adjoint: (x, b, system) => sweep(x, b, system, true),
  }
}
