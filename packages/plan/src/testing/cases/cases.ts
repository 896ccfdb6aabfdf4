import { type OperationTolerances, sameSums, usual } from '../comparison/tolerances.js'
import { adjointnessCases } from './adjointness.js'
import { concatenateCases } from './concatenate.js'
import { convolutionCases } from './convolution.js'
import { kernelGradientCases } from './kernel-gradient.js'
import { manyChannelCases } from './many-channels.js'
import { mapCases } from './map.js'
import { networkCases } from './network.js'
import type { PlanCase } from './plan-case.js'
import { type ProgramCase, programCases } from './program.js'
import { prolongCases } from './prolong.js'
import { reduceCases } from './reduce.js'
import { restrictCases } from './restrict.js'
import { scalarsCases } from './scalars.js'
import { sliceCases } from './slice.js'
import { specialValueCases } from './special-values.js'
import { stateCases } from './state.js'
import { sumOverChannelsCases } from './sum-over-channels.js'
import { transferAdjointnessCases } from './transfer-adjointness.js'
import { transposedConvolutionCases } from './transposed-convolution.js'
import { tridiagonalCases } from './tridiagonal.js'

/** What is shown of one operation, or of several together. */
export interface KitRow {
  readonly tolerances: OperationTolerances
  /** Plans whose results and gradients are compared with the reference backend's. */
  readonly plans?: () => readonly PlanCase[]
  /** Plans whose outputs `left` and `right` are compared with each other. */
  readonly adjoints?: () => readonly PlanCase[]
  /** Programs over several calls. */
  readonly programs?: () => readonly ProgramCase[]
}

/**
 * The one table of the kit: a row, and a file of this folder,
 * for every operation and for what only several of them show.
 */
export const kit = {
  convolution: { tolerances: usual, plans: convolutionCases },
  'transposed convolution': { tolerances: usual, plans: transposedConvolutionCases },
  'kernel gradient': { tolerances: usual, plans: kernelGradientCases },
  map: { tolerances: usual, plans: mapCases },
  'special values': { tolerances: usual, plans: specialValueCases },
  reduction: { tolerances: usual, plans: reduceCases },
  scalars: { tolerances: usual, plans: scalarsCases },
  'sum over channels': { tolerances: usual, plans: sumOverChannelsCases },
  slice: { tolerances: usual, plans: sliceCases },
  concatenation: { tolerances: usual, plans: concatenateCases },
  restriction: { tolerances: usual, plans: restrictCases },
  prolongation: { tolerances: usual, plans: prolongCases },
  'tridiagonal equations': { tolerances: usual, plans: tridiagonalCases },
  state: { tolerances: usual, plans: stateCases },
  network: { tolerances: usual, plans: () => [...networkCases(), ...manyChannelCases()] },
  adjointness: { tolerances: sameSums, adjoints: () => [...adjointnessCases(), ...transferAdjointnessCases()] },
  program: { tolerances: usual, programs: programCases },
} satisfies Readonly<Record<string, KitRow>>

/** A row of the table. */
export type OperationName = keyof typeof kit

/** The tolerances of every row. */
export const tolerances = Object.fromEntries(
  Object.entries(kit).map(([name, row]) => [name, row.tolerances]),
) as Readonly<Record<OperationName, OperationTolerances>>
