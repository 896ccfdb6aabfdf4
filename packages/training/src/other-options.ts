import { ParameterError } from '@numeural/errors'

/** Options that decide the bits of a run, as plain JSON; those of the network are nested. */
export type DecisiveOptions = Readonly<Record<string, unknown>>

/**
 * The error for a checkpoint of other options or data, naming the first option that differs.
 *
 * @param started The options that the checkpoint was started with; undefined if it does not tell.
 */
export function otherOptions(started: DecisiveOptions | undefined, given: DecisiveOptions): ParameterError {
  const other = started === undefined ? null : firstDifference(started, given)
  if (other === null) {
    const what = started === undefined ? 'other options, another network, other data' : 'other data'
    return mismatch(
      `resume: the checkpoint belongs to ${what}: repeat what it was started with, or train afresh`,
      'other data or options',
      'those of the checkpoint',
    )
  }
  const why =
    other.name === 'epochs' && given.schedule === 'cosine'
      ? ' (the cosine schedule depends on the number of epochs)'
      : ''
  return mismatch(
    `${other.name}: ${other.given}: the checkpoint was started with ${other.started}${why}: repeat that, or train afresh`,
    other.given,
    other.started,
  )
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

function mismatch(message: string, given: string, allowed: string): ParameterError {
  return new ParameterError(message, { code: 'CHECKPOINT_MISMATCH', given, allowed })
}
