import { ParameterError } from '@numeural/errors'

/** Options that decide the bits of a run, as plain JSON; those of the network are nested. */
export type DecisiveOptions = Readonly<Record<string, unknown>>

/**
 * The error for a checkpoint of other options or data, naming the first option that differs.
 *
 * @param started The options that the checkpoint was started with; undefined if it does not tell.
 */
export function otherOptions(
  owner: string,
  started: DecisiveOptions | undefined,
  given: DecisiveOptions,
): ParameterError {
  const code = 'CHECKPOINT_MISMATCH'
  const hint = 'Repeat what the checkpoint was started with, or train afresh without resume.'
  const other = started === undefined ? null : firstDifference(started, given)
  if (other === null) {
    const what = started === undefined ? 'other options, another network or other data' : 'other data'
    const allowed = 'a checkpoint of this run'
    return new ParameterError(`${owner}: resume is a checkpoint of ${what}; allowed: ${allowed}.`, {
      code,
      given: what,
      allowed,
      hint,
    })
  }
  const allowed = `${other.started}, with which the checkpoint was started`
  return new ParameterError(`${owner}: ${other.name} is ${other.given}; allowed: ${allowed}.`, {
    code,
    given: other.given,
    allowed: other.started,
    hint:
      other.name === 'epochs' && given.schedule === 'cosine'
        ? 'The cosine schedule depends on the number of epochs: repeat it, or train afresh without resume.'
        : hint,
  })
}

interface Difference {
  /** Such as `epochs` or `network.kernel.width`. */
  readonly name: string
  readonly started: string
  readonly given: string
}

function firstDifference(started: unknown, given: unknown, path: readonly string[] = []): Difference | null {
  if (isNested(started) && isNested(given)) {
    for (const key of new Set([...Object.keys(given), ...Object.keys(started)])) {
      const difference = firstDifference(started[key], given[key], [...path, key])
      if (difference !== null) return difference
    }
    return null
  }
  const [before, now] = [text(started), text(given)]
  return before === now ? null : { name: path.join('.'), started: before, given: now }
}

function isNested(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'none')
}
