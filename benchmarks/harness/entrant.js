import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Child } from './child.js'

/** A contestant of a case that has been started. It is a runner of `measureInTurns`. */
export class Entrant {
  /**
   * @param {import('./case.js').Contestant} contestant
   * @param {readonly Child[]} children
   * @param {string} info
   * @param {number} limit
   */
  constructor(contestant, children, info, limit) {
    this.contestant = contestant
    this.info = info
    this.children = children
    this.limit = limit
    /** Seconds that it was kept busy with other things than measurements. */
    this.spent = 0
  }

  get id() {
    return this.contestant.id
  }

  /**
   * @param {import('./case.js').Contestant} contestant
   * @param {number} limit seconds for anything it is asked
   */
  static async start(contestant, limit) {
    const { start, processes = 1 } = contestant
    if ('absent' in start) throw new Error(start.absent)
    const starting = await Promise.allSettled(Array.from({ length: processes }, () => Child.start(start, limit)))
    const started = starting.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    const refused = starting.find((each) => each.status === 'rejected')
    if (refused !== undefined) {
      await Promise.all(started.map(({ child }) => child.close()))
      throw refused.reason
    }
    return new Entrant(
      contestant,
      started.map(({ child }) => child),
      String(started[0].hello.info ?? ''),
      limit,
    )
  }

  /**
   * Has the work done once: the loss (null if there is none) and the gradient or the output.
   *
   * @param {string} directory
   * @returns {Promise<{ loss: number | null, values: Float64Array }>}
   */
  async check(directory) {
    const file = join(directory, `check-${this.id.replaceAll(/\W+/g, '-')}.f64`)
    const begin = performance.now()
    const answers = await Promise.all(this.children.map((child) => child.ask(`check ${file}`, this.limit)))
    this.spent += (performance.now() - begin) / 1000
    const bytes = readFileSync(file)
    const values = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
    return { loss: typeof answers[0].loss === 'number' ? answers[0].loss : null, values }
  }

  /**
   * @param {number} seconds
   * @returns {Promise<import('./rounds.js').Measurement>} several processes count as one that is as
   *   fast as all together
   */
  async measure(seconds) {
    const answers = await Promise.all(
      this.children.map((child) => child.ask(`measure ${seconds}`, seconds + this.limit)),
    )
    const total = (/** @type {(answer: Record<string, unknown>) => unknown} */ of) =>
      answers.reduce((sum, answer) => sum + Number(of(answer)), 0)
    const peak = total(({ peak }) => peak ?? 0)
    return {
      steps: total(({ steps }) => steps),
      median: 1 / total(({ median }) => 1 / Number(median)),
      ...(peak > 0 ? { peak } : {}),
    }
  }

  async close() {
    await Promise.all(this.children.map((child) => child.close()))
  }
}
