import type { CommonOptions } from '../options/common-options.js'

/** Options of `numeural evaluate`. */
export interface EvaluateOptions extends CommonOptions {
  readonly data?: string
  readonly noise?: number
}
