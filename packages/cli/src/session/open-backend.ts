import { availableBackends, type Backend, createBackend } from '@numeural/core'
import { BackendUnavailableError } from '@numeural/errors'
import type { CommonOptions } from '../options/common-options.js'
import { provideWebGpu } from './provide-webgpu.js'

/**
 * The backend that the common options name.
 *
 * @param values With how many values the work computes at once.
 * @param note Told if fewer threads run than were asked for, and what else there is to know about the backend that runs.
 * @throws BackendUnavailableError `BACKEND_UNAVAILABLE` for one that cannot run here, naming those that can.
 */
export async function openBackend(
  { backend: name, threads }: CommonOptions,
  values: number,
  note: (text: string) => void,
): Promise<Backend> {
  if (name === 'gpu' || name === 'gpu:webgpu' || name === 'auto') await provideWebGpu()
  const usesThreads = name === 'wasm' || name === 'reference' || name === 'auto'
  const backend = await createBackend(name, {
    values,
    ...(usesThreads && threads !== undefined ? { threads } : {}),
  }).catch(async (error: unknown) => {
    throw await unavailable(name, error)
  })
  const { threads: running, reason } = backend.info
  if (threads !== undefined && running < threads) {
    note(`--threads ${threads}: the backend ${name} runs on ${running} ${running === 1 ? 'thread' : 'threads'}`)
  }
  if (name.startsWith('gpu') && reason !== null) note(`--backend ${name}: ${reason}`)
  if (name === 'auto') note(`--backend auto: ${backend.info.name}: ${reason}`)
  return backend
}

/** The refusal of a backend that cannot run here, with the names of those that can. */
async function unavailable(name: string, cause: unknown): Promise<unknown> {
  if (!(cause instanceof BackendUnavailableError)) return cause
  const found = (await availableBackends()).filter(({ available }) => available).map((each) => each.name)
  return new BackendUnavailableError(
    `--backend ${name}: ${cause.message} Available here: ${found.join(', ')}`,
    { code: 'BACKEND_UNAVAILABLE', given: name, allowed: found.join(', '), ...(cause.hint && { hint: cause.hint }) },
    { cause },
  )
}
