import type { CommonOptions } from '../options/common-options.js'
import type { FaceFormulas } from '../options/define-option.js'
import type { NormOption } from '../options/norm-option.js'
import type { ParameterOption } from '../options/parameter-option.js'

/** Options of `numeural denoise`. */
export interface DenoiseOptions extends CommonOptions {
  readonly output: string
  readonly scheme?: string
  readonly activation?: string
  readonly define: FaceFormulas
  readonly parameter: ParameterOption
  readonly steps?: number
  readonly time?: number
  readonly tau?: 'auto' | number
  readonly model?: string
  readonly noiseLevel?: number
  readonly strength?: number
  readonly tune: boolean
  readonly addNoise?: number
  /** The old name of `addNoise`. */
  readonly noise?: number
  readonly noiseOut?: string
  readonly grey: boolean
  readonly norm: NormOption
}
