import type { CommonOptions } from '../options/common-options.js'

/** Options of `numeural demo`. */
export interface DemoOptions extends CommonOptions {
  readonly out: string
}
