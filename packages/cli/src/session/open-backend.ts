import { availableBackends, type Backend, BackendUnavailableError, createBackend } from '@numeural/core'
import type { CommonOptions } from '../options/common-options.js'

/**
 * The backend that the common options name.
 *
 * @param note Told if fewer threads run than were asked for.
 * @throws BackendUnavailableError `BACKEND_UNAVAILABLE` for one that cannot run here, naming those that can.
 */
export async function openBackend(
  { backend: choice, threads }: CommonOptions,
  note: (text: string) => void,
): Promise<Backend> {
  const name = choice === 'auto' ? 'wasm' : choice
  if (name !== 'wasm' && name !== 'reference') {
    const found = (await availableBackends()).filter(({ available }) => available).map((each) => each.name)
    throw new BackendUnavailableError(
      `--backend ${choice}: this version has no GPU backend: available are ${found.join(', ')}`,
      {
        code: 'BACKEND_UNAVAILABLE',
        given: choice,
        allowed: found,
      },
    )
  }
  const backend = await createBackend(name, { threads })
  const { threads: running } = backend.info
  if (threads !== undefined && running < threads) {
    note(`--threads ${threads}: the backend ${name} runs on ${running} ${running === 1 ? 'thread' : 'threads'}`)
  }
  return backend
}
