import type { Readable, Writable } from 'node:stream'

/** An output stream, and whether a person looks at it. */
export type OutputStream = Writable & { readonly isTTY?: boolean }

/** What the command touches of the world around it; tests give their own. */
export interface CommandLineIo {
  readonly stdin: Readable
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly env: Readonly<Record<string, string | undefined>>
  /** Folder that relative paths start from. */
  readonly cwd: string
  /** Aborted when the user interrupts the command. */
  readonly signal: AbortSignal
}

/**
 * Whether a stream is to be written in colour: only on a terminal, and not if `NO_COLOR` is set (https://no-color.org).
 */
export function hasColour(stream: OutputStream, env: CommandLineIo['env']): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
}
