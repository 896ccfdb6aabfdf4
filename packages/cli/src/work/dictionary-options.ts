import type { CommonOptions } from '../options/common-options.js'
import type { FaceFormulas } from '../options/define-option.js'
import type { ParameterOption } from '../options/parameter-option.js'

/** Options of `numeural dictionary`. */
export interface DictionaryOptions extends CommonOptions {
  readonly define: FaceFormulas
  readonly parameter: ParameterOption
  readonly tau: number
  readonly at?: readonly number[]
  readonly plot?: string
}
