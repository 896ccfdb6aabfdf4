import type { SignalShape, Transfer } from '@numeural/plan'
import { interpolation } from '@numeural/plan/contract'

/** Both directions of a transfer between two grids. */
export function axesOf(fine: SignalShape, coarse: SignalShape): [fine: number, coarse: number][] {
  return [
    [fine.height, coarse.height],
    [fine.width, coarse.width],
  ]
}

/** For every fine index the first coarse one, then for every fine index the weight of the second. */
export function interpolationTable(transfer: Transfer, fine: number, coarse: number): Float32Array {
  const { first, weight } = interpolation(transfer, fine, coarse)
  return Float32Array.of(...first, ...weight)
}

/**
 * For every coarse index the first fine one and the one after the last that read it, then the interpolation table;
 * and the most fine ones.
 */
export function gatherTable(transfer: Transfer, fine: number, coarse: number): { table: Float32Array; most: number } {
  const { first } = interpolation(transfer, fine, coarse)
  const indices = Array.from({ length: coarse }, (_, j) => j)
  const from = indices.map((j) => count(first, (i) => i < j - 1))
  const until = indices.map((j) => count(first, (i) => i <= j))
  const most = Math.max(...indices.map((j) => until[j]! - from[j]!))
  return { table: Float32Array.of(...from, ...until, ...interpolationTable(transfer, fine, coarse)), most }
}

function count(values: Int32Array, holds: (value: number) => boolean): number {
  return values.reduce((sum, value) => sum + (holds(value) ? 1 : 0), 0)
}
