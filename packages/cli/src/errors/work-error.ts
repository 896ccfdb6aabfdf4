import { withAdvice } from './with-advice.js'

/** Work that the command line itself could not do: exit code 1. The message reads `<what was given>: <what to do>`. */
export class WorkError extends Error {
  override readonly name = 'WorkError'
  readonly code = 'WORK'

  constructor(given: string, advice: string, options?: ErrorOptions) {
    super(withAdvice(given, advice), options)
  }
}
