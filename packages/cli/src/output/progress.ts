import type { CommandLineIo } from '../io.js'
import { durationText, timeLeft } from './time-left.js'

/** Progress of long work. */
export interface Progress {
  /** @param detail Short text behind the bar, such as a PSNR. */
  update(done: number, total: number, detail?: string): void
  stop(): void
}

const silent: Progress = { update() {}, stop() {} }

/** Milliseconds between two lines where no bar can be drawn. */
const between = 10_000

/**
 * Progress with the time left on stderr, unless `quiet` is wanted: a bar on a terminal, elsewhere a line every ten
 * seconds.
 */
export async function startProgress(io: CommandLineIo, title: string, quiet: boolean): Promise<Progress> {
  if (quiet) return silent
  return io.stderr.isTTY === true ? await bar(io, title) : lines(io, title)
}

async function bar(io: CommandLineIo, title: string): Promise<Progress> {
  const { SingleBar } = await import('cli-progress')
  const bar = new SingleBar({
    format: `${title} {bar} {percentage}% · {left} left {detail}`,
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
  const left = timeLeft()
  let started = false
  return {
    update(done, total, detail = '') {
      const payload = { detail: detail === '' ? '' : `· ${detail}`, left: durationText(left(done, total)) }
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

function lines(io: CommandLineIo, title: string): Progress {
  const started = performance.now()
  const left = timeLeft()
  let state = (gone: string): string => `preparing · ${gone} gone`
  // A timer, because one step of the work may take longer than a line has to wait; it repeats what it knows.
  const timer = setInterval(() => {
    io.stderr.write(`${title}: ${state(durationText((performance.now() - started) / 1000))}\n`)
  }, between)
  timer.unref()
  return {
    update(done, total, detail = '') {
      const share = `${Math.floor((100 * done) / total)}%`
      const rest = done < total ? `${durationText(left(done, total))} left` : 'finishing'
      state = (gone) => [share, `${gone} gone`, rest, detail].filter((part) => part !== '').join(' · ')
    },
    stop() {
      clearInterval(timer)
    },
  }
}
