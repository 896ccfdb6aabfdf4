import { createRandom } from '@numeural/core'
import { requireKnown } from '@numeural/errors'
import { requireInteger, requireSeed } from '../check-options.js'

/** Options of {@link batches}. */
export interface BatchOptions {
  /** Samples in the data set, from 1. */
  readonly count: number
  /** Samples in a batch, from 1; the last batch of an epoch holds what is left. */
  readonly batchSize: number
  /** Non-negative integer. Default 0. */
  readonly seed?: number
  /** Which pass over the data, from 0. */
  readonly epoch: number
}

const known = { count: true, batchSize: true, seed: true, epoch: true } satisfies Record<keyof BatchOptions, true>

/**
 * The batches of one epoch: every index of [0, count) exactly once, in random order.
 *
 * The order depends on count, seed and epoch alone,
 * so that a training run resumes at any epoch without replaying those before it.
 *
 * @throws ParameterError for a count, batch size, seed or epoch out of range.
 */
export function batches(options: BatchOptions): Uint32Array[] {
  requireKnown({ owner: 'batches', code: 'BATCH_OPTION' }, options, known)
  const { count, batchSize, seed = 0, epoch } = options
  requireInteger('batches', 'count', count, 1, 2 ** 28)
  requireInteger('batches', 'batchSize', batchSize, 1, 2 ** 28)
  requireSeed('batches', seed)
  requireInteger('batches', 'epoch', epoch, 0, Number.MAX_SAFE_INTEGER)
  const order = Uint32Array.from({ length: count }, (_, index) => index)
  const random = createRandom(seed, `batches of epoch ${epoch}`)
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(last + 1)
    const swapped = order[last]!
    order[last] = order[other]!
    order[other] = swapped
  }
  const result: Uint32Array[] = []
  for (let start = 0; start < count; start += batchSize) result.push(order.slice(start, start + batchSize))
  return result
}
