import { requireKnown, requireObject, requireOneOf, requireWhole } from '@numeural/errors'
import { anySize, isBlockNetwork, isSchemeNetwork, type Model, requireModel, type SignalSize } from '@numeural/schemes'
import type { Certificate } from './certificate.js'
import { certificateOf, noCertificate } from './certificate-of.js'
import { networkBlocks } from './network-blocks.js'
import { withPaperBound } from './paper-rule.js'

/** How {@link certify} reads a network. */
export interface CertifyOptions {
  /** The number type of the plan that runs the network: effective parameters are rounded to it. Default `float32`. */
  readonly dtype?: 'float32' | 'float64'
  /**
   * Certify for signals of this size only, with sharper bounds. Default:
   * every size, or that of the network's norm control.
   * The height is 1 in one dimension and by default the width in two.
   */
  readonly size?: { readonly height?: number; readonly width: number }
  /**
   * `paper`: `tauMax` is the step bound of C21 sec. 3.3, which certifies nothing; the guarantees are judged as ever, by
   * what is proved. Default `rigorous`.
   */
  readonly norm?: 'rigorous' | 'paper' | undefined
}

const code = 'CERTIFY_OPTION'

const known = { dtype: true, size: true, norm: true } satisfies Record<keyof CertifyOptions, true>

/**
 * The stability certificate of a model: what is proved, by which rule and with which numbers, or which
 * block breaks it and by how much. Reads the effective parameters as the plan does, after rounding.
 *
 * @throws ParameterError for unknown options, ShapeError, ParameterError for parameters that are too few or not finite
 * @example
 * const { model } = await train(network, data, { epochs: 20 })
 * certify(model).stable
 */
export function certify(model: Model, options: CertifyOptions = {}): Certificate {
  requireModel({ owner: 'certify', option: 'model', code }, model)
  requireOptions(options)
  const { network, effective } = model
  const rounded = options.dtype === 'float64' ? Float64Array.from(effective) : Float32Array.from(effective)
  if (!isSchemeNetwork(network)) {
    return isBlockNetwork(network)
      ? noCertificate(network.blocks, 'two kernels and biases that are not tied: no guarantee is known')
      : noCertificate(1, `no rule is known for networks of the kind '${network.kind}'`)
  }
  const size = sizeOf(options.size, network.dimension) ?? network.size ?? anySize
  const notes =
    network.norm === 'paper' && network.kernel.values === null
      ? [
          "K was normalised by the paper's rule (C21 sec. 3.3), which certifies nothing; what holds is shown for the actual kernels.",
        ]
      : []
  const states = networkBlocks(network, rounded, size, options.dtype ?? 'float32')
  const certificate = certificateOf(states, notes)
  return options.norm === 'paper' ? withPaperBound(certificate, states) : certificate
}

function requireOptions(options: CertifyOptions): void {
  const by = { owner: 'certify', code }
  requireKnown(by, options, known)
  const { dtype, size, norm } = options
  if (dtype !== undefined) requireOneOf({ ...by, option: 'dtype' }, dtype, ['float32', 'float64'])
  if (norm !== undefined) requireOneOf({ ...by, option: 'norm' }, norm, ['rigorous', 'paper'])
  if (size === undefined) return
  requireObject({ ...by, option: 'size' }, size)
  requireWhole({ ...by, option: 'size.width' }, size.width)
  if (size.height !== undefined) requireWhole({ ...by, option: 'size.height' }, size.height)
}

function sizeOf(size: CertifyOptions['size'], dimension: 1 | 2): SignalSize | null {
  return size === undefined ? null : { height: size.height ?? (dimension === 1 ? 1 : size.width), width: size.width }
}
