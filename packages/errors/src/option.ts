/** Which option is checked, and under which code it is refused. */
export interface Option {
  /** Who refuses: a function or a thing with a name, such as `inpaint` or `Scheme 'fsi'`. */
  readonly owner: string
  /** The option's name as the caller wrote it, such as `sigma` or `kernel.width`. */
  readonly option: string
  /** Stable code of the error, such as `'INPAINT_OPTION'`. */
  readonly code: string
}
