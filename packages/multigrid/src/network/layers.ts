import { fluxGraph, type Nonlinearity, resolveParameters } from '@numeural/activations'
import { type Boundary, createRandom, type PlanBuilder, type Signal, type Vector } from '@numeural/core'
import { type Graph, GraphBuilder, inputsOf } from '@numeural/formula'
import { freeParametrisation, type Parametrisation } from '@numeural/schemes'

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
  /** Null for a linear network without biases. */
  readonly activation: Nonlinearity | null
}

/** Numbers in a kernel. */
function kernelSize({ inputs, outputs }: Layer, { dimension, kernelWidth }: LayerStyle): number {
  return inputs * outputs * kernelWidth ** dimension
}

/** The kernels and biases of all layers, trained as they are. */
export function layersParametrisation(layers: readonly Layer[], style: LayerStyle): Parametrisation {
  const entries = layers.flatMap((layer) => {
    const { name, outputs } = layer
    const kernel = { name, kind: 'kernel', block: null, length: kernelSize(layer, style) } as const
    const bias = { name: `${name} bias`, kind: 'bias', block: null, length: outputs } as const
    return style.activation === null ? [kernel] : [kernel, bias]
  })
  return freeParametrisation(entries, (seed) => initialParameters(layers, style, seed))
}

/** How far kernels of a linear network start from the identity, in standard deviations of the usual start. */
const disturbance = 0.3

/**
 * Parameters to start from: kernels of variance 2/(inputs · entries) for networks with an activation function (He et
 * al. 2015); for linear ones the identity, channel by channel, and a smaller disturbance, by which signals pass all
 * layers from the start.
 */
function initialParameters(layers: readonly Layer[], style: LayerStyle, seed: number): Float64Array {
  const random = createRandom(seed, 'network')
  const entries = style.kernelWidth ** style.dimension
  const isLinear = style.activation === null
  const lengths = layers.map((layer) => kernelSize(layer, style) + (isLinear ? 0 : layer.outputs))
  const numbers = new Float64Array(lengths.reduce((sum, length) => sum + length, 0))
  let offset = 0
  layers.forEach((layer, index) => {
    const deviation = Math.sqrt((isLinear ? disturbance ** 2 : 2) / (layer.inputs * entries))
    const size = kernelSize(layer, style)
    for (let k = 0; k < size; k++) {
      const [pair, entry] = [Math.floor(k / entries), k % entries]
      const isCentre = entry === (entries - 1) / 2
      const isSame = Math.floor(pair / layer.inputs) % layer.inputs === pair % layer.inputs
      numbers[offset + k] = random.normal() * deviation + (isLinear && isCentre && isSame ? 1 : 0)
    }
    // Biases are zeros.
    offset += lengths[index]!
  })
  return numbers
}

/** A layer as a plan reads it. */
interface TracedLayer {
  readonly layer: Layer
  readonly kernel: Vector
  readonly bias: Vector | null
}

/** Layers in a plan: their parameters are declared once, and may be used again and again. */
export class TracedLayers {
  readonly #builder: PlanBuilder
  readonly #style: LayerStyle
  readonly #activation: Graph | null
  readonly #layers: ReadonlyMap<string, TracedLayer>

  constructor(builder: PlanBuilder, layers: readonly Layer[], style: LayerStyle) {
    this.#builder = builder
    this.#style = style
    this.#activation = style.activation === null ? null : withDefaults(style.activation)
    const traced = layers.map((layer): [string, TracedLayer] => {
      const kernel = builder.parameter(`network.${layer.name}`, kernelSize(layer, style))
      const isLinear = style.activation === null
      const bias = isLinear ? null : builder.parameter(`network.${layer.name} bias`, layer.outputs)
      return [layer.name, { layer, kernel, bias }]
    })
    this.#layers = new Map(traced)
  }

  /** One layer; the last of a network leaves the activation function out. */
  apply(name: string, x: Signal, isLast = false): Signal {
    const { layer, kernel, bias } = this.#layers.get(name)!
    const { dimension, kernelWidth, boundary } = this.#style
    const size = { width: kernelWidth, height: dimension === 1 ? 1 : kernelWidth }
    const result = this.#builder.convolution(x, kernel, { ...size, outputChannels: layer.outputs, boundary })
    if (bias === null) return result
    const shifted = this.#builder.map('c + b', { c: result, b: bias })
    return isLast || this.#activation === null ? shifted : this.#builder.map(this.#activation, { r: shifted })
  }
}

/** Φ(r) with the nonlinearity's parameters at their defaults. */
function withDefaults(nonlinearity: Nonlinearity): Graph {
  const flux = fluxGraph(nonlinearity)
  const values = resolveParameters(nonlinearity.name, nonlinearity.parameters)
  const graph = new GraphBuilder()
  const inputs = Object.fromEntries(
    inputsOf(flux).map((name) => [name, name === 'r' ? graph.input('r') : graph.constant(values[name]!)]),
  )
  return graph.finish(graph.insert(flux, inputs))
}
