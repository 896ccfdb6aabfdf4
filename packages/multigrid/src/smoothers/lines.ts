import type { Signal } from '@numeural/core'
import { requireKnown, requireNumber, requireOneOf } from '@numeural/errors'
import type { Axis, System } from '../problem/system.js'
import type { Smoother } from './smoother.js'

/** Options of {@link lines}. */
export interface LinesOptions {
  /**
   * Along which axis the lines go, that of the strong couplings: `x`, rows; `y`, columns; `both`, rows, then columns.
   * Default `both`.
   */
  readonly axis?: Axis | 'both'
  /** Over-relaxation, in (0, 2). Default 1. */
  readonly omega?: number
}

/**
 * Line Gauss–Seidel in zebra order: all unknowns of a line at once, by elimination, first of the even lines, then of
 * the odd ones, which see the new values. Lines along the strong couplings smooth anisotropic equations; where their
 * direction is not known or changes, both axes in turn. For linear problems with stencils.
 *
 * @throws ParameterError `MULTIGRID_OPTION`
 *
 * Source: Trottenberg, Oosterlee, Schüller 2001, sec. 5.1.
 */
export function lines(options: LinesOptions = {}): Smoother {
  const by = { owner: 'lines', code: 'MULTIGRID_OPTION' }
  requireKnown(by, options, { axis: true, omega: true } satisfies Record<keyof LinesOptions, true>)
  const { axis = 'both', omega = 1 } = options
  requireOneOf({ ...by, option: 'axis' }, axis, ['x', 'y', 'both'])
  requireNumber({ ...by, option: 'omega' }, omega, { above: 0, below: 2 })
  const axes: readonly Axis[] = axis === 'both' ? ['x', 'y'] : [axis]
  const half = axes.flatMap((each) => [0, 1].map((parity) => ({ axis: each, parity })))
  const sweep = (start: Signal, b: Signal, system: System, order: typeof half): Signal => {
    const { builder, operator } = system
    let x = start
    for (const { axis: along, parity } of order) {
      if (lineCount(system, along) === 1 && parity === 1) continue
      const residual = builder.map('b - a', { b, a: operator(x) })
      const step = builder.tridiagonal(residual, { axis: along, ...system.line(along) })
      x = builder.map(`p == ${parity} ? x + ${omega}*s : x`, { x, s: step, p: system.parity(along) })
    }
    return x
  }
  return {
    name: axis === 'both' ? 'alternating lines' : `lines along ${axis}`,
    sweep: (x, b, system) => sweep(x, b, system, half),
    adjoint: (x, b, system) => sweep(x, b, system, half.toReversed()),
    readsStencil: true,
  }
}

function lineCount({ grid }: System, axis: Axis): number {
  return axis === 'x' ? grid.height : grid.width
}
