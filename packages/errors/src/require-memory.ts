import { NumeuralError } from './errors.js'

/** The most that anything may take at once; typed arrays of numbers end near it on every engine. */
const mostBytes = 2 ** 34

/** What there is in browsers, which do not say. */
const usualBytes = 2 ** 32

/**
 * Refuses work before it takes memory, if the machine cannot have so much: an allocation that fails says neither how
 * much nor for what.
 *
 * @param what takes the memory, as the subject of a sentence
 * @param hint one sentence that says what to do
 * @throws NumeuralError `MEMORY` with the bytes that are needed and that are allowed
 */
export function requireMemory(what: string, bytes: number, hint: string): void {
  const allowed = allowedBytes()
  if (bytes <= allowed) return
  throw new NumeuralError(`${what} needs ${bytes} bytes of memory; allowed: at most ${allowed} bytes here.`, {
    code: 'MEMORY',
    given: bytes,
    allowed: `at most ${allowed} bytes`,
    hint,
  })
}

/** Bytes that this machine has, or that the process may take. */
function allowedBytes(): number {
  const node = globalThis as { process?: { getBuiltinModule?: (name: string) => { totalmem(): number } | undefined } }
  const total = node.process?.getBuiltinModule?.('node:os')?.totalmem() ?? usualBytes
  return Math.min(total, mostBytes)
}
