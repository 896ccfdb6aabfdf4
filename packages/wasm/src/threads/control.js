/**
 * The block of shared integers through which the calling thread and its workers share out the groups of
 * tiles of one stage.
 * Plain JavaScript, because workers load it as it stands, from the sources as well as from a build.
 */

/** Words of the block. */
export const word = /** @type {const} */ ({
  /** Counts what is announced; workers sleep on it. */
  generation: 0,
  command: 1,
  /** Which group is next: see {@link claimWord}. */
  claim: 2,
  /** Groups that are finished. */
  done: 3,
  /** 1 once a worker has met an error. */
  failed: 4,
  /** First word of the job. */
  job: 8,
})

/** Words of a job, from `word.job` on: arguments of a stage function, and how the units of work are grouped. */
export const jobWord = /** @type {const} */ ({
  plan: 0,
  stage: 1,
  table: 2,
  /** The first arena. There is one for each thread, or, if groups are fewer than threads, one for each group. */
  arena: 3,
  /** Bytes from one arena to the next. */
  arenaStride: 4,
  /** Sums of the first group. */
  partials: 5,
  /** Bytes from one group's sums to the next. */
  partialStride: 6,
  /** Units of a group. */
  groupUnits: 7,
  /** Units in all. */
  units: 8,
  /** Threads in all. */
  threads: 9,
})

/** Length of the block. */
export const controlLength = 32

/** Commands for workers that wake. */
export const command = /** @type {const} */ ({ serve: 0, listen: 1 })

/**
 * The word that groups are claimed from by adding 1:
 * the low byte is the next group, above it the number of groups, above that a number that tells jobs apart.
 * A claim so tells by itself whether it succeeded, even if it comes late.
 *
 * @param {number} generation
 * @param {number} groups at most 127: more do not fit into the word
 */
export function claimWord(generation, groups) {
  return (generation << 16) | (groups << 8)
}

/**
 * Takes groups and runs them until none is left.
 *
 * @param {Int32Array} control
 * @param {number} thread index of the calling thread
 * @param {(plan: number, stage: number) => ((table: number, arena: number, first: number, last: number, partials: number) => number)} stageOf
 */
export function runGroups(control, thread, stageOf) {
  for (;;) {
    const claimed = Atomics.add(control, word.claim, 1)
    const group = claimed & 0xff
    const groups = (claimed >> 8) & 0xff
    if (group >= groups) return
    // A claimed group is not done, so the job stays as it is.
    /** @param {number} index */
    const job = (index) => /** @type {number} */ (control[word.job + index])
    const first = group * job(jobWord.groupUnits)
    const arena = groups < job(jobWord.threads) ? group : thread
    try {
      stageOf(job(jobWord.plan), job(jobWord.stage))(
        job(jobWord.table),
        job(jobWord.arena) + arena * job(jobWord.arenaStride),
        first,
        Math.min(first + job(jobWord.groupUnits), job(jobWord.units)),
        job(jobWord.partials) + group * job(jobWord.partialStride),
      )
    } catch {
      Atomics.store(control, word.failed, 1)
    }
    if (Atomics.add(control, word.done, 1) + 1 === groups) Atomics.notify(control, word.done)
  }
}
