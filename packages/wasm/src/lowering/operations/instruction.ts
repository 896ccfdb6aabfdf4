import type { ValueId } from '@numeural/plan'
import type { MapSpec } from '../../kernels/map-spec.js'

/** One argument of a kernel call; all are 32-bit integers. */
export type Argument =
  /** The number of samples of the tile. */
  | { readonly kind: 'count' }
  | { readonly kind: 'constant'; readonly value: number }
  /** First row of the band and `up` rows above it, as far as there are any. */
  | { readonly kind: 'row-first'; readonly up: number }
  /** The row behind the last of the band and `down` rows below it, as far as there are any. */
  | { readonly kind: 'row-last'; readonly down: number }
  /** Number of rows of the band. */
  | { readonly kind: 'row-count' }
  /** Address of a channel of the tile's first sample, in row 0 or, if `atBand`, in the first row of the band. */
  | { readonly kind: 'signal'; readonly value: ValueId; readonly channel: number; readonly atBand?: boolean }
  /** Address of an element of a vector. */
  | { readonly kind: 'vector'; readonly value: ValueId; readonly index: number }
  /** Address of the number of the tile's first sample. */
  | { readonly kind: 'sample'; readonly value: ValueId }
  /** Address of a reduction's sums of the group of tiles. */
  | { readonly kind: 'partial'; readonly value: ValueId }
  /** Address of scratch memory. */
  | { readonly kind: 'scratch' }

/** One kernel call for every tile. */
export interface Instruction {
  /** A fixed kernel by name, or a map kernel. */
  readonly kernel: string | MapSpec
  readonly arguments: readonly Argument[]
  /** Bytes of scratch memory that it needs. */
  readonly scratch: number
}

/** Argument of a whole signal. */
export function signal(value: ValueId): Argument {
  return { kind: 'signal', value, channel: 0 }
}

/** Argument of a whole vector. */
export function vector(value: ValueId): Argument {
  return { kind: 'vector', value, index: 0 }
}

/** Argument that is known now. */
export function constant(value: number): Argument {
  return { kind: 'constant', value }
}
