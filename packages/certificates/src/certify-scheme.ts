import { evaluationOf, type Nonlinearity, requireNonlinearity, resolveParameters } from '@numeural/activations'
import type { Boundary } from '@numeural/core'
import {
  ParameterError,
  refused,
  requireKnown,
  requireNumber,
  requireObject,
  requireOneOf,
  requireWhole,
} from '@numeural/errors'
import {
  analyseScheme,
  explicit,
  isImplicit,
  modelOf,
  parameterValues,
  requireScheme,
  type Scheme,
  schemeNetwork,
} from '@numeural/schemes'
import type { Certificate } from './certificate.js'
import { certify } from './certify.js'
import { certifyImplicit } from './certify-implicit.js'

/** A scheme with a fixed 1D kernel and all its numbers. */
export interface CertifySchemeOptions {
  readonly scheme: Scheme
  readonly activation: Nonlinearity
  /** Kernel of K in 1D; its centre is entry ⌊(width − 1)/2⌋, so that (−1, 1, 0) and (−1, 1) are differences. */
  readonly kernel: readonly number[]
  /** Grid size h by which the kernel is divided. Default 1. */
  readonly gridSize?: number
  /** Default: 0.9 of the bound. */
  readonly tau?: number
  /**
   * By which rule the norm of K bounds τ: `paper` is that of C21 sec. 3.3, which certifies nothing. Default `rigorous`.
   */
  readonly norm?: 'rigorous' | 'paper'
  /** Values of the other parameters of the scheme and of the nonlinearity; defaults for those left out. */
  readonly parameters?: Readonly<Record<string, number>>
  /** Steps in a cycle, for cyclic schemes. Default: the scheme's. */
  readonly length?: number
  /** Length of the signals; by default every length. */
  readonly size?: number
  /** Default `reflecting`. */
  readonly boundary?: Boundary
}

const known = {
  scheme: true,
  activation: true,
  kernel: true,
  gridSize: true,
  tau: true,
  norm: true,
  parameters: true,
  length: true,
  size: true,
  boundary: true,
} satisfies Record<keyof CertifySchemeOptions, true>

/**
 * The certificate of a scheme on 1D signals, one cycle of it (two steps if its first step is another
 * than those after it). Numbers are judged as they are, in float64.
 *
 * @throws ParameterError for unknown parameters or values outside their domain
 */
export function certifyScheme(
  options: CertifySchemeOptions,
): Certificate & { readonly parameters: Record<string, number> } {
  requireKnown({ owner: 'certifyScheme', code: 'CERTIFY_OPTION' }, options, known)
  const { scheme, activation, kernel, length, size, tau, norm = 'rigorous' } = options
  requireScheme({ owner: 'certifyScheme', option: 'scheme', code: 'CERTIFY_OPTION' }, scheme)
  requireNonlinearity({ owner: 'certifyScheme', option: 'activation', code: 'CERTIFY_OPTION' }, activation)
  requireKernel(kernel)
  requireValues(options)
  const given = { ...options.parameters, ...(tau === undefined ? {} : { tau }) }
  const own = (definitions: object) =>
    Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(definitions, name)))
  requireParameters(given, [...Object.keys(scheme.parameters), ...Object.keys(activation.parameters)])
  const nonlinear = resolveParameters(activation.name, activation.parameters, own(activation.parameters))
  // Where an implicit scheme has no blocks, its flux is judged as that of explicit steps.
  const blocksOf = isImplicit(scheme) ? explicit : scheme
  const blocks = length ?? scheme.length ?? (analyseScheme(scheme).first === null ? 1 : 2)
  const settings = Object.fromEntries(
    [...Object.entries(nonlinear), ...Object.entries(own(scheme.parameters))].map(([name, initial]) => [
      name,
      { initial: initial as number, trainable: false },
    ]),
  )
  const untrained = Object.fromEntries(
    Object.keys(blocksOf.parameters)
      .filter((name) => !Object.hasOwn(settings, name))
      .map((name) => [name, { trainable: false }]),
  )
  const network = schemeNetwork({
    scheme: blocksOf,
    activation,
    dimension: 1,
    blocks,
    ...(length === undefined ? {} : { length }),
    kernel: {
      width: kernel.length,
      values: kernel,
      ...(options.gridSize === undefined ? {} : { gridSize: options.gridSize }),
    },
    boundary: options.boundary ?? 'reflecting',
    norm,
    parameters: { ...settings, ...untrained },
  })
  const model = modelOf(network)
  const bounds = { dtype: 'float64', norm, ...(size === undefined ? {} : { size: { width: size } }) } as const
  const certificate = isImplicit(scheme) ? certifyImplicit(model, bounds) : certify(model, bounds)
  const notes = [...certificate.notes, ...singlePrecisionNotes(certificate, activation, nonlinear)]
  return { ...certificate, notes, parameters: parameterValues(model) }
}

/** Networks run in float32, where less may be proved than in float64. */
function singlePrecisionNotes(
  { arithmetic }: Certificate,
  activation: Nonlinearity,
  values: Readonly<Record<string, number>>,
): string[] {
  if (arithmetic?.certified !== true) return []
  const single = evaluationOf(activation, values, { dtype: 'float32' })
  if (single.certified) return []
  return [
    `In float64 only: the bounds of '${activation.name}' do not hold for what is computed in float32, as ${single.reason}.`,
  ]
}

function requireValues({ gridSize, norm, parameters, length, size }: CertifySchemeOptions): void {
  const by = { owner: 'certifyScheme', code: 'CERTIFY_OPTION' }
  if (gridSize !== undefined) requireNumber({ ...by, option: 'gridSize' }, gridSize, { above: 0 })
  if (norm !== undefined) requireOneOf({ ...by, option: 'norm' }, norm, ['rigorous', 'paper'])
  if (parameters !== undefined) requireObject({ ...by, option: 'parameters' }, parameters)
  for (const [option, value] of Object.entries({ length, size })) {
    if (value !== undefined) requireWhole({ ...by, option }, value)
  }
}

function requireKernel(kernel: readonly number[]): void {
  const option = { owner: 'certifyScheme', option: 'kernel', code: 'KERNEL' }
  const fits = Array.isArray(kernel) && kernel.length > 0 && kernel.length <= 1023
  if (fits && kernel.every((value) => Number.isFinite(value))) return
  throw refused(option, kernel, 'an array of 1 to 1023 finite numbers', 'Give a kernel such as [-1, 1, 0].')
}

function requireParameters(given: Readonly<Record<string, number>>, names: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !names.includes(name))
  if (unknown === undefined) return
  throw new ParameterError(`certifyScheme: there is no parameter '${unknown}'.`, {
    code: 'PARAMETER_UNKNOWN',
    given: unknown,
    allowed: names,
    hint: names.length > 0 ? `Parameters are ${names.join(', ')}.` : 'Neither the scheme nor the nonlinearity has any.',
  })
}
