/** What a case looked at. */
export interface ConformanceCount {
  /** Random points or trials whose results were compared. */
  readonly points: number
  /** Points that were thrown away because an inner value was too close to a piece boundary, where derivatives jump. */
  readonly redrawn: number
}

/** One check of a conformance run; hand `name` and `run` to any test runner. */
export interface ConformanceCase {
  readonly name: string
  /**
   * @throws NumeuralError `CONFORMANCE` with what was found and what is allowed; the errors of the functions under test
   */
  run(): Promise<ConformanceCount>
}
