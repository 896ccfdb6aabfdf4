import { SingleBar } from 'cli-progress'

/**
 * A line on a terminal with what is being measured and the time that is left; elsewhere nothing but what is printed.
 *
 * @param {number} cases how many there are
 */
export function startProgress(cases) {
  const isTerminal = process.stderr.isTTY === true
  const bar = new SingleBar({
    format: '{bar} {percentage}% · {left} left · {what}',
    stream: process.stderr,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 20,
    hideCursor: true,
    clearOnComplete: true,
  })
  const begin = performance.now()
  const left = (/** @type {number} */ done) =>
    done === 0 ? '–' : `${Math.ceil((((performance.now() - begin) / done) * (cases - done)) / 1000)} s`
  if (isTerminal) bar.start(cases, 0, { what: '', left: '–' })
  return {
    /**
     * @param {number} done cases that are finished, and the share of the next one
     * @param {string} what
     */
    update(done, what) {
      if (isTerminal) bar.update(done, { what, left: left(done) })
    },
    /** @param {readonly string[]} lines */
    print(lines) {
      if (isTerminal) process.stderr.write('\r\x1b[K')
      console.log(lines.join('\n'))
    },
    stop() {
      bar.stop()
    },
  }
}
