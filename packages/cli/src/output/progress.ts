import type { CommandLineIo } from '../io.js'

/** Progress of long work. */
export interface Progress {
  /** @param detail Short text behind the bar, such as a PSNR. */
  update(done: number, total: number, detail?: string): void
  stop(): void
}

const silent: Progress = { update() {}, stop() {} }

/** A progress bar with the time left on stderr, if that is a terminal and `quiet` is not wanted; otherwise nothing. */
export async function startProgress(io: CommandLineIo, title: string, quiet: boolean): Promise<Progress> {
  if (quiet || io.stderr.isTTY !== true) return silent
  const { SingleBar } = await import('cli-progress')
  const bar = new SingleBar({
    format: `${title} {bar} {percentage}% · {eta_formatted} left {detail}`,
    stream: io.stderr,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    // Interruptions are handled in one place, with the checkpoints.
    gracefulExit: false,
  })
  let started = false
  return {
    update(done, total, detail = '') {
      const payload = { detail: detail === '' ? '' : `· ${detail}` }
      if (!started) bar.start(total, done, payload)
      else {
        bar.setTotal(total)
        bar.update(done, payload)
      }
      started = true
    },
    stop() {
      if (started) bar.stop()
    },
  }
}
