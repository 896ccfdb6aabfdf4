import type { CommonOptions } from '../options/common-options.js'

/** Options of `numeural inpaint`. */
export interface InpaintOptions extends CommonOptions {
  readonly output: string
  readonly mask?: string
  readonly density?: number
  readonly operator: 'eed' | 'homogeneous'
  readonly solver: 'cg' | 'diffusion'
  readonly lambda?: number
  readonly sigma?: number
  readonly tolerance?: number
  readonly maxIterations?: number
  readonly maskOut?: string
  readonly grey: boolean
}
