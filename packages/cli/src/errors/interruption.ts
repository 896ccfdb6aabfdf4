/** Work that the user has interrupted, and how to go on with it: exit code 130. */
export class Interruption extends Error {
  override readonly name = 'AbortError'
  readonly advice: string

  constructor(advice: string, options?: ErrorOptions) {
    super(`interrupted: ${advice}`, options)
    this.advice = advice
  }
}
