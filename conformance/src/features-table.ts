import type { GpuMode } from '@numeural/core/gpu'
import { type CaseErrors, type OperationName, tolerances } from '@numeural/plan/testing'
import { multigridRow, schemeRow } from './suite.js'

/** What a mode did in a row of the table. */
export interface RowResult {
  readonly cases: number
  readonly failed: number
  readonly errors: CaseErrors
}

/** Results by mode and row. */
export type Results = ReadonlyMap<GpuMode, ReadonlyMap<string, RowResult>>

/** The modes that have a column. */
const tableModes: readonly GpuMode[] = ['webgpu', 'webgl2', 'webasm', 'cpu']

export const tableStart = '<!-- gpu table: made by `npm run conformance:gpu` -->'
export const tableEnd = '<!-- end of the gpu table -->'

/** Tolerances that stand with the cases themselves. */
const ownTolerances: Readonly<Record<string, string>> = {
  [multigridRow]: '1e-4 / 3e-4',
  [schemeRow]: '1e-5 / 1e-4',
}

/**
 * The table as Markdown: for every operation the tolerances,
 * and for every mode the cases passed and the largest errors met.
 */
export function featuresTable(results: Results): string {
  const rows = [...(Object.keys(tolerances) as OperationName[]), ...Object.keys(ownTolerances)].map((row) => [
    row,
    ownTolerances[row] ?? allowed(tolerances[row as OperationName].float32Sums),
    ...tableModes.map((mode) => cell(results.get(mode)?.get(row))),
  ])
  const lines = [['operation', 'tolerance', ...tableModes], ['---', '---', ...tableModes.map(() => '---')], ...rows]
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  const padded = lines.map((line) =>
    line.map((text, column) => (text === '---' ? '-'.repeat(widths[column]) : text.padEnd(widths[column]))),
  )
  return padded.map((line) => `| ${line.join(' | ')} |`).join('\n')
}

/** The rows of a table, cell by cell, without its head. */
export function rowsOfTable(markdown: string): string[][] {
  const lines = markdown.split('\n').filter((line) => line.startsWith('|'))
  const rows = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((text) => text.trim()),
  )
  return rows.slice(2)
}

function cell(result: RowResult | undefined): string {
  if (result === undefined) return 'not run'
  const { cases, failed, errors } = result
  const passed = failed === 0 ? `✓ ${cases}` : `${failed} of ${cases} fail`
  const met = errors.gradient > 0 ? `${short(errors.forward)} / ${short(errors.gradient)}` : short(errors.forward)
  return errors.forward === 0 && errors.gradient === 0 ? passed : `${passed}: ${met}`
}

function allowed({ forward, gradient }: CaseErrors): string {
  return `${short(forward)} / ${short(gradient)}`
}

function short(value: number): string {
  return value === 0 ? '0' : value.toExponential(0)
}
