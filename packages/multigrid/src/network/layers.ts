import { type Boundary, createRandom, type PlanBuilder, type Signal, type Vector } from '@numeural/core'

/** One convolution with a square kernel (a line in 1D) and, if the network is not linear, a bias. */
export interface Layer {
  readonly name: string
  readonly inputs: number
  readonly outputs: number
}

/** What all layers of a network have in common. */
export interface LayerStyle {
  readonly dimension: 1 | 2
  readonly kernelWidth: number
  readonly boundary: Boundary
  /** Formula in `r` of the activation function; null for a linear network without biases. */
  readonly activation: string | null
}

/** Numbers in a kernel. */
function kernelSize({ inputs, outputs }: Layer, { dimension, kernelWidth }: LayerStyle): number {
  return inputs * outputs * kernelWidth ** dimension
}

/** Numbers of all layers together. */
export function parameterLengthOf(layers: readonly Layer[], style: LayerStyle): number {
  const biases = style.activation === null ? 0 : 1
  return layers.reduce((sum, layer) => sum + kernelSize(layer, style) + biases * layer.outputs, 0)
}

/** How far kernels of a linear network start from the identity, in standard deviations of the usual start. */
const disturbance = 0.3

/**
 * Parameters to start from: kernels of variance 2/(inputs · entries) for networks with an activation function (He et al. 2015); for linear ones
 * the identity, channel by channel, and a smaller disturbance, by which signals pass all layers from the start.
 */
export function initialParameters(layers: readonly Layer[], style: LayerStyle, seed: number): Float64Array {
  const parameters = new Float64Array(parameterLengthOf(layers, style))
  const random = createRandom(seed, 'network')
  const entries = style.kernelWidth ** style.dimension
  let at = 0
  for (const layer of layers) {
    const isLinear = style.activation === null
    const deviation = Math.sqrt((isLinear ? disturbance ** 2 : 2) / (layer.inputs * entries))
    for (let k = 0; k < kernelSize(layer, style); k++) {
      const [pair, entry] = [Math.floor(k / entries), k % entries]
      const isCentre = entry === (entries - 1) / 2
      const isSame = Math.floor(pair / layer.inputs) % layer.inputs === pair % layer.inputs
      parameters[at++] = random.normal() * deviation + (isLinear && isCentre && isSame ? 1 : 0)
    }
    if (!isLinear) at += layer.outputs
  }
  return parameters
}

/** Layers in a plan: their parameters are declared once, and may be used again and again. */
export class TracedLayers {
  readonly #builder: PlanBuilder
  readonly #style: LayerStyle
  readonly #vectors = new Map<
    string,
    { readonly layer: Layer; readonly kernel: Vector; readonly bias: Vector | null }
  >()

  constructor(builder: PlanBuilder, layers: readonly Layer[], style: LayerStyle) {
    this.#builder = builder
    this.#style = style
    for (const layer of layers) {
      const kernel = builder.parameter(layer.name, kernelSize(layer, style))
      const bias = style.activation === null ? null : builder.parameter(`${layer.name} bias`, layer.outputs)
      this.#vectors.set(layer.name, { layer, kernel, bias })
    }
  }

  /** One layer; the last of a network leaves the activation function out. */
  apply(name: string, x: Signal, isLast = false): Signal {
    const { layer, kernel, bias } = this.#vectors.get(name)!
    const { dimension, kernelWidth, boundary, activation } = this.#style
    const size = { width: kernelWidth, height: dimension === 1 ? 1 : kernelWidth }
    const result = this.#builder.convolution(x, kernel, { ...size, outputChannels: layer.outputs, boundary })
    if (bias === null) return result
    const shifted = this.#builder.map('c + b', { c: result, b: bias })
    return isLast || activation === null ? shifted : this.#builder.map(activation, { r: shifted })
  }
}
