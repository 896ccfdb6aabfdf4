import { withAdvice } from './with-advice.js'

/**
 * A request that the command line itself refuses: exit code 2. The message reads `<what was given>: <what is allowed>`.
 *
 * No `NumeuralError`: the packages are loaded only once a request is known to make sense.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code = 'USAGE'

  constructor(given: string, allowed: string, options?: ErrorOptions) {
    super(withAdvice(given, allowed), options)
  }
}
