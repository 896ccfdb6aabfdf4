import type { CommonOptions } from '../options/common-options.js'
import type { FaceFormulas } from '../options/define-option.js'
import type { NormOption } from '../options/norm-option.js'
import type { ParameterOption } from '../options/parameter-option.js'

/** Options of `numeural certify`. */
export interface CertifyOptions extends CommonOptions {
  readonly scheme?: string
  readonly activation?: string
  readonly define: FaceFormulas
  readonly kernel?: readonly number[]
  readonly tau?: number
  readonly parameter: ParameterOption
  readonly size?: number
  readonly norm: NormOption
}
