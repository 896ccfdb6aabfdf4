import type { PlanConstants } from '@numeural/core'
import { channelOf, type Operand, type PlanBuilder, type Signal } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import type { GridProblems } from './grid-problem.js'
import type { Level } from './problem.js'
import { weightsOf } from './stencil.js'
import type { Axis, System } from './system.js'

/** A problem while a plan is traced: its systems of equations and the way between its grids. */
export class TracedProblem {
  readonly builder: PlanBuilder
  readonly constants: PlanConstants
  readonly problems: GridProblems
  /** What {@link Problem.freeze} made, on every grid. */
  #frozen: Readonly<Record<string, Signal>>[] = []

  constructor(builder: PlanBuilder, constants: PlanConstants, problems: GridProblems) {
    this.builder = builder
    this.constants = constants
    this.problems = problems
  }

  /** The equation on a grid. */
  system(level: number): System {
    const { builder } = this
    const { grid, operator, diagonal, colours } = this.problems.grids[level]!
    const where = this.#level(level)
    return {
      builder,
      grid,
      linear: this.problems.linear,
      operator: (x) => operator(x, where),
      diagonal: (x) => this.#operand(diagonal(x, where)),
      colours,
      colour: () => channelOf(this.#colour(level), 0),
      parity: (axis) => channelOf(this.#parity(level, axis), 0),
      line: (axis) => this.#line(level, axis),
    }
  }

  /** To the next coarser grid, averaging. */
  restrict(x: Signal, to: number): Signal {
    const { height, width } = this.problems.grids[to]!.grid
    return this.builder.restrict(x, { transfer: this.problems.transfers.restriction, height, width })
  }

  /** To the next finer grid. */
  prolong(x: Signal, to: number): Signal {
    const { height, width } = this.problems.grids[to]!.grid
    return this.builder.prolong(x, { transfer: this.problems.transfers.prolongation, height, width })
  }

  /** Takes the frozen fields of all coarser grids from an iterate on the finest. */
  freeze(x: Signal): void {
    const { freeze, grids } = this.problems
    if (freeze === undefined) return
    const own = freeze(x, this.#level(0))
    this.#frozen = [{}]
    let last = own
    for (let level = 1; level < grids.length; level++) {
      last = Object.fromEntries(Object.entries(last).map(([name, field]) => [name, this.restrict(field, level)]))
      this.#frozen.push(last)
    }
  }

  /** A signal of zeros. */
  zeros(level: number): Signal {
    const { height, width } = this.problems.grids[level]!.grid
    const shape = { channels: this.problems.channels, height, width }
    return this.constants.signal(`zeros:${level}`, shape, () => new Float64Array(shape.channels * height * width))
  }

  #level(level: number): Level {
    const { grid, fields } = this.problems.grids[level]!
    const { height, width } = grid
    return {
      builder: this.builder,
      grid,
      fields: this.#fields(level),
      numbers: Object.fromEntries(Object.entries(fields).map(([name, { data }]) => [name, data])),
      constant: (name, channels, data) =>
        this.constants.signal(`constant ${name}:${level}`, { channels, height, width }, data),
    }
  }

  #fields(level: number): Record<string, Signal> {
    const { grid, fields } = this.problems.grids[level]!
    const { height, width } = grid
    const own = Object.entries(fields).map(([name, { channels, data }]) => [
      name,
      this.constants.signal(`${name}:${level}`, { channels, height, width }, () => data),
    ])
    return { ...Object.fromEntries(own), ...this.#frozen[level] }
  }

  #operand(diagonal: Signal | number): Operand {
    if (typeof diagonal !== 'number') return diagonal
    return { kind: 'element', id: this.builder.scalars([`${diagonal}`], {}).id, index: 0 }
  }

  #line(level: number, axis: Axis): ReturnType<System['line']> {
    const { grid, stencil } = this.problems.grids[level]!
    if (stencil === undefined) throw noStencil()
    const { height, width } = grid
    const side = (offset: -1 | 0 | 1): Signal => {
      const [dy, dx] = axis === 'x' ? [0, offset] : [offset, 0]
      const shape = { channels: this.problems.channels, height, width }
      return this.constants.signal(`weight ${dy} ${dx}:${level}`, shape, () => weightsOf(stencil, dy, dx))
    }
    return { lower: side(-1), diagonal: side(0), upper: side(1) }
  }

  #parity(level: number, axis: Axis): Signal {
    const { height, width } = this.problems.grids[level]!.grid
    const shape = { channels: 1, height, width }
    const lineOf = (k: number): number => (axis === 'x' ? Math.floor(k / width) : k % width)
    return this.constants.signal(`parity ${axis}:${level}`, shape, () =>
      Float64Array.from({ length: height * width }, (_, k) => lineOf(k) % 2),
    )
  }

  #colour(level: number): Signal {
    const { grid, colours } = this.problems.grids[level]!
    const { height, width } = grid
    return this.constants.signal(`colour:${level}`, { channels: 1, height, width }, () => {
      const data = new Float64Array(height * width)
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          data[y * width + x] = colours === 2 ? (x + y) % 2 : (x % 2) + 2 * (y % 2)
        }
      }
      return data
    })
  }
}

function noStencil(): ParameterError {
  return new ParameterError('A smoother reads the stencil of the operator without saying so.', {
    code: 'MULTIGRID_SMOOTHER',
    given: 'a smoother without readsStencil',
    allowed: 'readsStencil: true',
    hint: 'Say readsStencil: true in the smoother.',
  })
}
