import type { PlanBuilder, Signal } from '@numeural/core'
import { type Cycle, smooth, sweepsOf } from '../cycle/cycle.js'
import type { System } from '../problem/system.js'
import type { TracedProblem } from '../problem/traced-problem.js'

/**
 * Rows of the block restriction on (x, y, b, r): `fas` starts a coarse grid at x_H = R x, as `mathematics` wants it;
 * `paper` at 0, as C21 Fig. 4(b) has it, which is consistent only with an exact coarse solver.
 */
export type RestrictionRows = 'fas' | 'paper'

const restrictionRows: Readonly<Record<RestrictionRows, readonly (readonly number[])[]>> = {
  fas: [
    [1, 0, 0, 0],
    [1, 0, 0, 0],
    [0, 0, 0, 1],
    [0, 0, 0, 0],
  ],
  paper: [
    [0, 0, 0, 0],
    [1, 0, 0, 0],
    [0, 0, 0, 1],
    [0, 0, 0, 0],
  ],
}

/** The block prolongation: the correction P x − P y; nothing else goes up. */
const prolongationRows = [
  [1, -1, 0, 0],
  [0, 0, 0, 0],
  [0, 0, 0, 0],
  [0, 0, 0, 0],
] as const

/**
 * A FAS cycle as a U-net of four channels (x, y, b, r), block by block if the problem has several:
 * solvers for A(x) = A(y) + b that pass y and b on and put out the residual r = A(y) + b − A(x);
 * block restrictions and prolongations; additive skip connections.
 * The iterates are those of `traceCycle` with the form `fas`, if A(0) = 0.
 *
 * Source: C21 sec. 6, Fig. 4(b).
 */
export function traceUnetCycle(
  traced: TracedProblem,
  cycle: Cycle,
  x: Signal,
  b: Signal,
  rows: RestrictionRows = 'fas',
): Signal {
  const { builder } = traced
  const { schedule } = cycle
  const deepest = Math.max(...schedule)
  const isFull = schedule[0]! > 0
  const entries = isFull ? ownEntries(traced, b, deepest) : []
  const signals: Signal[] = isFull ? [...entries] : [builder.concatenate([x, traced.zeros(0), b, traced.zeros(0)])]
  if (isFull) traced.freeze(x)
  const visited = new Set<number>()
  schedule.forEach((level, index) => {
    const [before, after] = [schedule[index - 1], schedule[index + 1]]
    const isNew = isFull && !visited.has(level)
    visited.add(level)
    if (before !== undefined && before < level) {
      if (level === 1) traced.freeze(builder.slice(signals[0]!, 0, x.shape.channels))
      signals[level] = blocks(builder, traced.restrict(signals[level - 1]!, level), restrictionRows[rows])
    }
    if (before !== undefined && before > level) {
      const correction = traced.prolong(blocks(builder, signals[level + 1]!, prolongationRows), level)
      signals[level] = builder.map('u + e', { u: signals[level]!, e: correction })
    }
    const isCoarsest = level === deepest && (deepest > 0 || cycle.solvesSingleGrid)
    const box = isCoarsest ? coarseBox(cycle) : smoothingBox(cycle, level, before, after, isNew)
    signals[level] = throughBox(builder, traced.system(level), signals[level]!, box)
  })
  return builder.slice(signals[0]!, 0, x.shape.channels)
}

/** A solver for A(x) = b on one grid. */
type Box = (x: Signal, b: Signal, system: System) => Signal

function coarseBox({ coarse }: Cycle): Box {
  return (x, b, system) => coarse.solve(x, b, system)
}

function smoothingBox(
  cycle: Cycle,
  level: number,
  before: number | undefined,
  after: number | undefined,
  isNew: boolean,
): Box {
  return (x, b, system) => smooth(cycle, level, sweepsOf(cycle, level, before, after, isNew), x, b, system)
}

/** (x, y, b, ·) becomes (x̃, y, b, r). */
function throughBox(builder: PlanBuilder, system: System, signal: Signal, box: Box): Signal {
  const channels = signal.shape.channels / 4
  const [x, y, b] = ([0, 1, 2] as const).map((block) => builder.slice(signal, block * channels, channels)) as [
    Signal,
    Signal,
    Signal,
  ]
  const right = builder.map('a + b', { a: system.operator(y), b })
  const solved = box(x, right, system)
  const residual = builder.map('b - a', { b: right, a: system.operator(solved) })
  return builder.concatenate([solved, y, b, residual])
}

/** The four channels of every grid at its first visit in a full multigrid cycle: x = 0, y = 0, and its own b. */
function ownEntries(traced: TracedProblem, b: Signal, deepest: number): Signal[] {
  const entries: Signal[] = []
  let own = b
  for (let level = 0; level <= deepest; level++) {
    if (level > 0) own = traced.restrict(own, level)
    const zeros = traced.zeros(level)
    entries.push(traced.builder.concatenate([zeros, zeros, own, zeros]))
  }
  return entries
}

/** A 4×4 block matrix, every block a multiple of the identity: a convolution with a kernel of one pixel. */
function blocks(builder: PlanBuilder, signal: Signal, rows: readonly (readonly number[])[]): Signal {
  const channels = signal.shape.channels / 4
  const size = 4 * channels
  const numbers = Array.from({ length: size * size }, (_, k) => {
    const [row, column] = [Math.floor(k / size), k % size]
    const isSame = row % channels === column % channels
    return `${isSame ? rows[Math.floor(row / channels)]![Math.floor(column / channels)] : 0}`
  })
  return builder.convolution(signal, builder.scalars(numbers, {}), { width: 1, outputChannels: size })
}
