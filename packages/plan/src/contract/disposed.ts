import { NumeuralError } from '@numeural/errors'

/** Refuses the use of a backend or a program after `dispose()`. */
export function refuseDisposed(what: 'backend' | 'program'): never {
  throw new NumeuralError(`The ${what} was disposed.`, {
    code: what === 'backend' ? 'BACKEND_DISPOSED' : 'PROGRAM_DISPOSED',
    given: what,
    allowed: `a ${what} that is still in use`,
    hint: what === 'backend' ? 'Make a new backend with createBackend().' : 'Compile the plan again.',
  })
}
