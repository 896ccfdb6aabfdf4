import { runDemo } from '../demo/demo.js'
import { describeDemo } from '../demo/describe-demo.js'
import type { DemoPart } from '../demo/progress.js'
import { UsageError } from '../errors/usage-error.js'
import type { CommonOptions } from '../options/common-options.js'
import type { Progress } from '../output/progress.js'
import type { Outcome } from '../session/outcome.js'
import type { Session } from '../session/session.js'

/** Options of `numeural demo`. */
export interface DemoOptions extends CommonOptions {
  readonly out: string
}

/** Runs the demonstration, with a progress bar for each of its parts. */
export async function demo(session: Session, { out, seed }: DemoOptions): Promise<Outcome> {
  if (out === '') throw new UsageError("--out ''", 'name a folder for the report')
  const bars: Record<DemoPart, Progress> = {
    training: await session.progress('training  '),
    denoising: await session.progress('denoising '),
    inpainting: await session.progress('inpainting'),
    report: await session.progress('report    '),
  }
  let running: DemoPart = 'training'
  const result = await runDemo({
    out: session.path(out),
    seed,
    backend: await session.backend(),
    signal: session.signal,
    onProgress: ({ part, done, total, detail }) => {
      if (part !== running) bars[running].stop()
      running = part
      bars[part].update(done, total, detail)
    },
  })
  bars[running].stop()
  return { json: result, text: describeDemo(result) }
}
