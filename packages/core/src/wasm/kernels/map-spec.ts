import type { Graph } from '@numeural/formula'
import type { KernelGeometry } from '../../plan/operation.js'
import type { Dtype } from '../../plan/shape.js'

/** A convolution or its transpose computed where its values are read. */
export interface StencilSource {
  readonly kind: 'stencil'
  readonly geometry: KernelGeometry
  readonly transposed: boolean
  /** Bytes from one sample of the signal it reads to the next. */
  readonly sampleStride: number
}

/** Where an input of a map's graph comes from. Every source is one pointer parameter of the kernel, a stencil two (signal, weights). */
export type MapSource =
  /** A signal, or one channel of it for all channels of the map. */
  | { readonly kind: 'signal'; readonly sampleStride: number; readonly oneChannel: boolean }
  | StencilSource
  /** One float64 for each channel. */
  | { readonly kind: 'vector' }
  /** One float64. */
  | { readonly kind: 'element' }
  /** One float64 for each sample. */
  | { readonly kind: 'sample' }

/**
 * Everything that the code of a map kernel depends on: kernels with equal specs are one kernel.
 * Parameters of the kernel: the number of samples, the pointers of the sources, the pointers of the targets.
 */
export interface MapSpec {
  readonly dtype: Dtype
  readonly graph: Graph
  readonly channels: number
  readonly height: number
  readonly width: number
  /** By the names of the graph's inputs. */
  readonly sources: Readonly<Record<string, MapSource>>
  /** Bytes from one sample of a result to the next, by output. */
  readonly targetStrides: readonly number[]
}

/** A text that tells kernels apart. */
export function signatureOf(spec: MapSpec): string {
  return JSON.stringify(spec)
}
