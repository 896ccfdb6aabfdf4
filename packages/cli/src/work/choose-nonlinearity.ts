import type { Nonlinearity } from '@numeural/activations'
import type { Scheme } from '@numeural/schemes'
import { UsageError } from '../errors/usage-error.js'
import { type FaceFormulas, isDefined } from '../options/define-option.js'
import type { ParameterOption } from '../options/parameter-option.js'
import type { Session } from '../session/session.js'
import { nonlinearityFrom } from './define-nonlinearity.js'

/** What tells the nonlinearity of a command. */
export interface NonlinearityChoice {
  readonly activation?: string
  readonly define: FaceFormulas
  readonly parameter: ParameterOption
}

/**
 * The nonlinearity of `--define` or `--activation`, or Perona–Malik.
 *
 * @param scheme Whose parameters `--parameter` may set besides.
 */
export async function chooseNonlinearity(
  session: Session,
  { activation, define, parameter }: NonlinearityChoice,
  scheme?: Scheme,
): Promise<Nonlinearity> {
  if (!isDefined(define)) return (await session.registry()).nonlinearity(activation ?? 'perona-malik')
  if (activation !== undefined) throw new UsageError(`--define and --activation ${activation}`, 'give one of them')
  return nonlinearityFrom(define, parameter, Object.keys(scheme?.parameters ?? {}))
}
