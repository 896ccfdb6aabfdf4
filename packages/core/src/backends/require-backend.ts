import { ParameterError } from '@numeural/errors'
import type { Backend } from '@numeural/plan'

/**
 * Refuses what is no backend where one is expected: a name, above all, which `createBackend` turns into one.
 *
 * @throws ParameterError `BACKEND_VALUE`
 */
export function requireBackend(backend: Backend): void {
  if (typeof (backend as Backend | null)?.compile === 'function') return
  throw new ParameterError(`The option backend is ${JSON.stringify(backend)}, which is no backend.`, {
    code: 'BACKEND_VALUE',
    given: backend,
    allowed: 'what createBackend() gives',
    hint: "Make it: await createBackend('wasm').",
  })
}
