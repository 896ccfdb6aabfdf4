import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { CommandLineIo } from './io.js'
import { runCli } from './run-cli.js'

/** What a run of the command line gave. */
export interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command line in this process, with streams that are no terminals. */
export async function run(argv: readonly string[], given: Partial<CommandLineIo> = {}): Promise<Run> {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const collected = Promise.all([text(stdout), text(stderr)])
  const code = await runCli(argv, { stdin: Readable.from([]), stdout, stderr, env: {}, ...given })
  stdout.end()
  stderr.end()
  const [out, err] = await collected
  return { code, stdout: out, stderr: err }
}

/** Runs with `--json`; the run must succeed and print one JSON document and nothing else. */
export async function runJson(
  argv: readonly string[],
  given: Partial<CommandLineIo> = {},
): Promise<Record<string, never>> {
  const { code, stdout, stderr } = await run([...argv, '--json'], given)
  if (code !== 0) throw new Error(`exit code ${code}: ${stderr}`)
  return JSON.parse(stdout)
}

/** A fresh empty folder. */
export function freshFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'numeural-cli-'))
}
