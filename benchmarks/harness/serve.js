import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/**
 * What a contestant written in JavaScript provides: `step` does the work once and is timed; `check` does it with the
 * parameters it began with and gives what it computed; `reset`, not timed, is called before every measurement.
 *
 * @typedef {object} Work
 * @property {string} info what really runs
 * @property {() => Promise<unknown> | unknown} step
 * @property {() => Promise<Checked>} check
 * @property {() => Promise<unknown> | unknown} [reset]
 */

/**
 * The loss of a training step (null for other work),
 * and its gradient with respect to the effective parameters, or the output.
 *
 * @typedef {{ loss: number | null, values: ArrayLike<number> }} Checked
 */

/**
 * The child's side of a conversation (`Child` is the other):
 * prepares the work, then answers `check <file>` (writes the values into the file as float64) and `measure <seconds>`.
 *
 * @param {() => Promise<Work>} prepare
 */
export async function serve(prepare) {
  try {
    const work = await prepare()
    answer({ ready: true, info: work.info })
    for await (const line of createInterface({ input: process.stdin })) answer(await replyTo(work, line))
  } catch (error) {
    answer({ error: error instanceof Error ? error.message : String(error) })
  }
  // Some libraries keep handles open for ever.
  process.exit(0)
}

/**
 * @param {Work} work
 * @param {string} line
 */
async function replyTo(work, line) {
  const [what, argument] = line.split(/ (.*)/s)
  if (what === 'check') {
    const { loss, values } = await work.check()
    writeFileSync(argument, Float64Array.from(values))
    return { loss }
  }
  if (what === 'measure') {
    await work.reset?.()
    return measure(work, Number(argument))
  }
  throw new Error(`unknown request '${what}'`)
}

/**
 * Steps until the time is up, at least one: their number and the median time of one.
 *
 * @param {Work} work
 * @param {number} seconds
 */
async function measure({ step }, seconds) {
  const times = []
  const begin = performance.now()
  let now = begin
  do {
    await step()
    const end = performance.now()
    times.push(end - now)
    now = end
  } while (now - begin < seconds * 1000)
  times.sort((a, b) => a - b)
  const middle = times.length >> 1
  const median = times.length % 2 === 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2
  return { steps: times.length, median: median / 1000, peak: process.resourceUsage().maxRSS * 1024 }
}

/** @param {Record<string, unknown>} reply */
function answer(reply) {
  process.stdout.write(`${JSON.stringify(reply)}\n`)
}
