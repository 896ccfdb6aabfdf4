import { requireKnown } from '@numeural/errors'
import { parameterError, shapeError } from '../values/plan-errors.js'
import type { SignalShape } from '../values/shape.js'

/**
 * Where the values of a grid lie and how a coarse grid reaches the fine one, along each axis by itself:
 * - `cell-average`: centres of cells; constant in each coarse cell (nearest neighbour),
 *   fine cells that two coarse cells share take their average by length. Its restriction averages over the coarse cell;
 * - `cell-linear`: centres of cells; linear in between, constant beyond the outermost centres (reflecting boundary);
 * - `vertex-linear`: vertices, those on the boundary included; linear in between;
 * - `interior-linear`: vertices inside the domain; linear in between, zero on the boundary.
 *   Its restriction is full weighting.
 */
export type Transfer = 'cell-average' | 'cell-linear' | 'vertex-linear' | 'interior-linear'

/** The grid transfers, by name. */
export const transfers: readonly Transfer[] = ['cell-average', 'cell-linear', 'vertex-linear', 'interior-linear']

/** What a grid transfer needs besides its operand. */
export interface TransferOptions {
  readonly transfer: Transfer
  /** Height of the result in pixels. Restriction: default {@link coarseLength} of x's. */
  readonly height?: number
  /** Width of the result in pixels. Restriction: default {@link coarseLength} of x's. */
  readonly width?: number
  /**
   * Factor s of `sP` and `sPᵀ`. Default: 1 for prolongation;
   * for restriction the ratio of the cells, so that constants stay (apart from a zero boundary).
   */
  readonly scale?: number
}

/**
 * One axis of a prolongation P: fine value i is `(1 − weight[i])·coarse[first[i]] + weight[i]·coarse[first[i] + 1]`,
 * where coarse values outside count as zero. `first` never falls.
 */
export interface Interpolation {
  readonly first: Int32Array
  readonly weight: Float64Array
}

/** Values on the coarse grid of half the resolution, any length: 2n cells give n, 2n − 1 also. One value stays one. */
export function coarseLength(transfer: Transfer, fine: number): number {
  const missing = missingOf(transfer)
  return Math.max(1, Math.ceil((fine + missing) / 2) - missing)
}

/** By how much a grid has fewer values than intervals: its length is that plus this, in cells. */
function missingOf(transfer: Transfer): number {
  return transfer === 'interior-linear' ? 1 : transfer === 'vertex-linear' ? -1 : 0
}

/** Fine intervals per coarse interval, inverted: the factor that makes Pᵀ an average. */
function ratio(transfer: Transfer, fine: number, coarse: number): number {
  const missing = missingOf(transfer)
  return fine === coarse ? 1 : (coarse + missing) / (fine + missing)
}

/** The factor by which Pᵀ becomes an average over both axes. */
export function averagingScale(transfer: Transfer, fine: SignalShape, coarse: SignalShape): number {
  return ratio(transfer, fine.height, coarse.height) * ratio(transfer, fine.width, coarse.width)
}

/**
 * One axis of a prolongation between uniform grids over one interval, whatever their lengths.
 * All positions are fractions of integers, so that weights are rounded once.
 */
export function interpolation(transfer: Transfer, fine: number, coarse: number): Interpolation {
  const first = new Int32Array(fine)
  const weight = new Float64Array(fine)
  for (let i = 0; i < fine; i++) {
    if (fine === coarse) {
      first[i] = i
    } else if (transfer === 'cell-average') {
      // The fine cell covers [i·coarse, (i + 1)·coarse) where coarse cells have the length `fine`.
      first[i] = Math.floor((i * coarse) / fine)
      weight[i] = Math.max(0, (i + 1) * coarse - (first[i]! + 1) * fine) / coarse
    } else {
      const [numerator, denominator] = positionOf(transfer, i, fine, coarse)
      const below = Math.floor(numerator / denominator)
      const clamped = transfer === 'cell-linear' ? Math.min(Math.max(below, 0), coarse - 1) : below
      first[i] = clamped
      const isBetween = transfer === 'interior-linear' || (clamped === below && clamped < coarse - 1)
      weight[i] = isBetween ? (numerator - below * denominator) / denominator : 0
    }
  }
  return { first, weight }
}

/** Where fine point i lies, in coarse indices, as a fraction. */
function positionOf(transfer: Transfer, i: number, fine: number, coarse: number): [number, number] {
  if (transfer === 'cell-linear') return [(2 * i + 1) * coarse - fine, 2 * fine]
  if (transfer === 'vertex-linear') return [i * (coarse - 1), fine - 1]
  return [(i + 1) * (coarse + 1) - (fine + 1), fine + 1]
}

/** Refuses options that a transfer does not have. */
export function checkTransferOptions(options: TransferOptions): void {
  requireKnown({ owner: 'PlanBuilder', code: 'PLAN_TRANSFER_OPTION' }, options, {
    transfer: true,
    height: true,
    width: true,
    scale: true,
  } satisfies Record<keyof TransferOptions, true>)
}

/** Refuses grids between which there is no such transfer. */
export function checkTransfer(transfer: Transfer, fine: SignalShape, coarse: SignalShape, scale: number): void {
  if (!transfers.includes(transfer)) {
    throw parameterError(
      'PLAN_TRANSFER',
      `transfer '${String(transfer)}'`,
      transfers,
      'Choose one of these grid transfers.',
    )
  }
  if (!Number.isFinite(scale)) {
    throw parameterError(
      'PLAN_TRANSFER_SCALE',
      `scale ${scale}`,
      'a finite number',
      'Leave the scale out for averages.',
    )
  }
  const least = transfer === 'vertex-linear' ? 2 : 1
  const fits = (n: number, m: number): boolean => m === n || (m >= least && m <= n)
  if (fits(fine.height, coarse.height) && fits(fine.width, coarse.width)) return
  throw shapeError(
    'PLAN_TRANSFER_SIZE',
    `a fine grid of ${fine.height}×${fine.width} and a coarse one of ${coarse.height}×${coarse.width}`,
    `a coarse grid of at least ${least} and at most as many values along each axis`,
    'The coarse grid covers the same domain with fewer values.',
  )
}
