import { type Certificate, certify, certifyScheme } from '@numeural/certificates'
import { UsageError } from '../errors/usage-error.js'
import type { CommonOptions } from '../options/common-options.js'
import type { FaceFormulas } from '../options/define-option.js'
import type { NormOption } from '../options/norm-option.js'
import type { ParameterOption } from '../options/parameter-option.js'
import { certificateRows } from '../output/certificate-rows.js'
import { learnedRows } from '../output/learned-rows.js'
import { parametersText } from '../output/number-text.js'
import { table } from '../output/table.js'
import { loadSavedModel } from '../session/load-saved-model.js'
import type { Outcome } from '../session/outcome.js'
import type { Session } from '../session/session.js'
import { chooseNonlinearity } from './choose-nonlinearity.js'

/** Options of `numeural certify`. */
export interface CertifyOptions extends CommonOptions {
  readonly scheme?: string
  readonly activation?: string
  readonly define: FaceFormulas
  readonly kernel?: readonly number[]
  readonly tau?: number
  readonly parameter: ParameterOption
  readonly size?: number
  readonly norm: NormOption
}

/** The certificate of a trained model, or of a block that the options describe. */
export async function certifyBlockOrModel(
  session: Session,
  model: string | undefined,
  options: CertifyOptions,
): Promise<Outcome> {
  return model === undefined ? await certifyBlock(session, options) : await certifyModel(session, model, options)
}

async function certifyModel(session: Session, folder: string, options: CertifyOptions): Promise<Outcome> {
  const { scheme, activation, define, kernel, tau, parameter, size, norm } = options
  const given = Object.entries({
    ...{ scheme, activation, define: Object.keys(define)[0], kernel, tau },
    parameter: Object.keys(parameter)[0],
  })
  const superfluous = given.find(([, value]) => value !== undefined)
  if (superfluous !== undefined) {
    throw new UsageError(
      `'${folder}' and --${superfluous[0]}`,
      'a model has its own; leave the option out, or describe a block without a model',
    )
  }
  const model = await loadSavedModel(session, folder)
  const certificate = certify(model, { norm, ...(size === undefined ? {} : { size: { width: size } }) })
  return { json: certificate, text: describe([['model', folder], ...learnedRows(model)], certificate) }
}

async function certifyBlock(session: Session, options: CertifyOptions): Promise<Outcome> {
  const { kernel, tau, parameter, size, norm } = options
  if (kernel === undefined)
    throw new UsageError(
      'neither a model nor --kernel',
      'give the folder of a model, or a kernel such as --kernel -1,1,0',
    )
  const hasTau = tau !== undefined || Object.hasOwn(parameter, 'tau')
  if (!hasTau && kernel.every((value) => value === 0)) {
    throw new UsageError(
      `--kernel ${kernel.join(',')}`,
      'the kernel is zero, so no time step is bounded: give one such as -1,1,0',
    )
  }
  const registry = await session.registry()
  const scheme = registry.scheme(options.scheme ?? 'explicit')
  const activation = await chooseNonlinearity(session, options, scheme)
  const result = certifyScheme({ scheme, activation, kernel, tau, parameters: parameter, size, norm })
  const block = [
    ['scheme', scheme.name],
    ['activation', activation.name],
    ['kernel', kernel.join(', ')],
    ['parameters', parametersText(result.parameters)],
  ]
  return {
    json: { scheme: scheme.name, activation: activation.name, kernel, ...result },
    text: describe(block, result),
  }
}

function describe(rows: readonly string[][], certificate: Certificate): string[] {
  return [...table([...rows, ...certificateRows(certificate)]), ...certificate.notes]
}
