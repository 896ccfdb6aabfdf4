import type { Graph } from '@numeural/formula'
import type { Dtype, KernelGeometry } from '@numeural/plan'

/** A convolution or its transpose computed where its values are read; without weights it serves taps alone. */
export interface StencilSource {
  readonly kind: 'stencil'
  readonly geometry: KernelGeometry
  readonly transposed: boolean
  /** Name of the stencil source whose weights it uses: its own or that of one before it; null without weights. */
  readonly weights: string | null
  /** Bytes from one sample, and from one channel, of the signal it reads to the next. */
  readonly sampleStride: number
  readonly plane: number
}

/** What one kernel entry of a stencil source reads. */
export interface TapSource {
  readonly kind: 'tap'
  /** Name of the stencil source. */
  readonly stencil: string
  readonly channel: number
  readonly row: number
  readonly column: number
}

/**
 * Where an input of a map's graph comes from.
 * Every source is one pointer parameter of the kernel, a stencil with weights of its own two (signal,
 * weights), a tap none.
 */
export type MapSource =
  /** A signal, or one channel of it for all channels of the map. */
  | { readonly kind: 'signal'; readonly sampleStride: number; readonly plane: number; readonly oneChannel: boolean }
  | StencilSource
  | TapSource
  /** One float64 for each channel. */
  | { readonly kind: 'vector' }
  /** One float64. */
  | { readonly kind: 'element' }
  /** One float64 for each sample. */
  | { readonly kind: 'sample' }

/** A value that is added up: to which element of which vector. */
export interface SumTarget {
  /** Index among the pointers of the vectors. */
  readonly vector: number
  /** Element for the first channel. */
  readonly element: number
  /** Elements from one channel to the next; 0 if all channels go into one. */
  readonly channelStride: number
}

/**
 * Everything that the code of a map kernel depends on: kernels with equal specs are one kernel.
 * Parameters of the kernel: the number of samples (or the rows of a band), the pointers of the sources, of the targets,
 * and of the vectors that sums go into.
 */
export interface MapSpec {
  readonly dtype: Dtype
  /** Whether it computes some rows of one sample; otherwise whole samples. */
  readonly isBanded: boolean
  readonly graph: Graph
  readonly channels: number
  readonly height: number
  readonly width: number
  /** By the names of the graph's inputs; stencils that serve taps alone have names of their own. */
  readonly sources: Readonly<Record<string, MapSource>>
  /** Bytes from one sample, and from one channel, of a result to the next, by output. */
  readonly targets: readonly { readonly sampleStride: number; readonly plane: number }[]
  /** Where the outputs of the graph behind those of the targets are added up. */
  readonly sums: readonly SumTarget[]
}

/** A text that tells kernels apart. */
export function signatureOf(spec: MapSpec): string {
  return JSON.stringify(spec)
}
