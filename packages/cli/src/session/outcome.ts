/** What a command hands back: the same for people and for programs. */
export interface Outcome {
  /** The document of `--json`. */
  readonly json: unknown
  /** Lines for people. */
  readonly text: readonly string[]
}
