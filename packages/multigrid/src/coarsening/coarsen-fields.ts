import { type Backend, PlanBuilder, type Signal } from '@numeural/core'
import type { Grid } from '../grid/grid.js'
import type { Transfers } from '../grid/transfer-choice.js'
import type { FieldData } from '../problem/grid-problem.js'
import type { Field, Problem } from '../problem/problem.js'

/** The problem's fields on every grid, the finest first. */
export async function coarsenFields(
  backend: Backend,
  { shape, fields = {} }: Problem,
  grids: readonly Grid[],
  { restriction }: Transfers,
): Promise<Record<string, FieldData>[]> {
  const names = Object.keys(fields)
  const finest = Object.fromEntries(
    Object.entries(fields).map(([name, { channels = 1, data }]) => [name, { channels, data }]),
  )
  if (names.length === 0 || grids.length === 1) return grids.map(() => finest)
  const builder = new PlanBuilder('float64')
  for (const [name, field] of Object.entries(fields)) {
    let signal: Signal = builder.input(name, { ...shape, channels: field.channels ?? 1 })
    for (const grid of grids.slice(1)) {
      signal = coarser(builder, signal, field, grid, restriction)
      builder.output(outputName(name, grid.level), signal)
    }
  }
  const inputs = Object.fromEntries(Object.entries(fields).map(([name, { data }]) => [name, Float64Array.from(data)]))
  const program = await backend.compile(builder.finish())
  try {
    const results = await program.run({ batch: 1, inputs })
    const onGrid = (level: number): Record<string, FieldData> =>
      Object.fromEntries(
        names.map((name) => [name, { channels: finest[name]!.channels, data: results[outputName(name, level)]! }]),
      )
    return grids.map(({ level }) => (level === 0 ? finest : onGrid(level)))
  } finally {
    program.dispose()
  }
}

function coarser(
  builder: PlanBuilder,
  signal: Signal,
  field: Field,
  grid: Grid,
  transfer: Transfers['restriction'],
): Signal {
  const average = builder.restrict(signal, { transfer, height: grid.height, width: grid.width })
  return field.coarsen === undefined ? average : field.coarsen(average, { builder, grid })
}

function outputName(name: string, level: number): string {
  return `${name}:${level}`
}
