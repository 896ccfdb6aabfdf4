import type { CommonOptions } from '../options/common-options.js'
import type { FaceFormulas } from '../options/define-option.js'
import type { NormOption } from '../options/norm-option.js'
import type { ParameterOption } from '../options/parameter-option.js'

/** Options of `numeural train denoise`. */
export interface TrainDenoiseOptions extends CommonOptions {
  readonly out: string
  readonly architecture: string
  readonly activation?: string
  readonly define: FaceFormulas
  readonly parameter: ParameterOption
  readonly blocks: number
  readonly channels: number
  readonly kernelWidth: number
  readonly weights: 'shared' | 'free' | 'dynamic'
  readonly smoothness?: number
  readonly epochs: number
  readonly batch: number
  readonly learningRate: number
  readonly data: string
  readonly noise: number
  readonly norm: NormOption
  readonly resume: boolean
  readonly overwrite: boolean
}
