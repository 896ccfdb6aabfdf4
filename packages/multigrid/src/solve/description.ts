import type { Backend, Dtype } from '@numeural/core'
import type { AlgebraicLevel } from '../algebraic/algebraic-levels.js'
import type { Coarsening } from '../coarsening/grid-problems.js'
import type { Transfers } from '../grid/transfer-choice.js'
import { type GridProblems, sizesOf } from '../problem/grid-problem.js'
import type { Acceleration, CycleForm } from './options.js'
import type { SolverSettings } from './settings.js'

/** One grid of a solver, or one level of algebraic multigrid. */
export interface LevelDescription {
  /** Of the grid; null for levels of algebraic multigrid. */
  readonly height: number | null
  readonly width: number | null
  /** All channels. */
  readonly unknowns: number
  /** How its equation is treated in a cycle, such as `2 + 1 sweeps of red-black`, or `direct`. */
  readonly treatment: string
}

/** What a solver is made of: everything that its options and defaults have become. */
export interface SolverDescription {
  /** The finest first. */
  readonly levels: readonly LevelDescription[]
  /** Its name, or the levels in the order of their visits. */
  readonly cycle: string
  readonly form: CycleForm
  readonly sweeps: { readonly pre: number; readonly post: number }
  /** The smoother of every level. */
  readonly smoothers: readonly string[]
  /** What solves on the coarsest level. */
  readonly coarse: string
  readonly coarsening: Coarsening
  /** Between grids; null where algebraic multigrid makes its own interpolation. */
  readonly transfer: Transfers | null
  readonly accelerate: Acceleration
  readonly dtype: Dtype
  /** The backend's name; algebraic cycles run outside of it. */
  readonly backend: string
  /** All of it for people: a table of the levels, and a few lines below. */
  readonly text: string
}

/** The parts of a solver that its description tells of. */
interface DescribedParts {
  readonly settings: SolverSettings
  readonly problems: GridProblems
  readonly coarse: { readonly name: string } | null
  readonly levels: readonly AlgebraicLevel[] | null
  readonly backend: Backend
}

export function describeSolver({ settings, problems, coarse, levels, backend }: DescribedParts): SolverDescription {
  const { cycle, form, sweeps, transfers, accelerate, dtype, coarsening, solvesSingleGrid } = settings
  const sizes =
    levels?.map(({ matrix }) => ({ height: null, width: null, unknowns: matrix.rows })) ??
    sizesOf(problems).map((size) => ({ ...size, unknowns: problems.channels * size.height * size.width }))
  const smoothers = sizes.map((_, level) => (levels === null ? settings.smoothers[level]!.name : 'Gauss–Seidel'))
  const last = coarse?.name ?? (levels?.at(-1)?.inverse === null ? 'sweeps of Gauss–Seidel' : 'direct')
  const solvesLast = sizes.length > 1 || solvesSingleGrid || levels !== null
  const treatmentOn = (level: number): string =>
    level === sizes.length - 1 && solvesLast ? last : `${sweeps.pre} + ${sweeps.post} sweeps of ${smoothers[level]}`
  return described({
    levels: sizes.map((size, level) => ({ ...size, treatment: treatmentOn(level) })),
    cycle: typeof cycle === 'string' ? cycle : cycle.join(' '),
    form,
    sweeps,
    smoothers,
    coarse: solvesLast ? last : 'none',
    coarsening,
    transfer: levels === null ? transfers : null,
    accelerate,
    dtype,
    backend: backend.info.name,
  })
}

/** Writes the text of a description. */
function described(fields: Omit<SolverDescription, 'text'>): SolverDescription {
  const rows = fields.levels.map(({ height, width, unknowns, treatment }, level) => [
    `${level}`,
    height === null ? '–' : `${height}×${width}`,
    `${unknowns}`,
    treatment,
  ])
  const table = aligned([['level', 'grid', 'unknowns', 'treated by'], ...rows])
  const { cycle, form, coarsening, transfer, accelerate, dtype, backend } = fields
  const lines = [
    `cycle: ${cycle} (${form})${accelerate === 'cg' ? ', as a preconditioner of conjugate gradients' : ''}`,
    `coarse equations: ${coarsening}`,
    `transfers: ${transfer === null ? 'interpolation from the matrix, and its transpose' : `${transfer.restriction} down, ${transfer.prolongation} up`}`,
    `numbers: ${dtype}, backend ${backend}`,
  ]
  return { ...fields, text: [...table, ...lines].join('\n') }
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 2 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd(),
  )
}
