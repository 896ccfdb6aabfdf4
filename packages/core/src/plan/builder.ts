import { type Graph, GraphBuilder, inputsOf, ParameterError, parse, ShapeError } from '@numeural/formula'
import type { Boundary, KernelGeometry, MapOperand, Operation } from './operation.js'
import type { Plan, PlanGradient, PlanInput, PlanOutput, PlanParameter, PlanState } from './plan.js'
import { type Dtype, type SignalShape, sameShape, sizeOf } from './shape.js'
import type { Element, Operand, SampleScalar, Signal, ValueId, ValueType, Vector } from './value.js'

/** What a convolution needs besides its operands; the input channels come from the signal. */
export interface ConvolutionOptions {
  /** Channels of Kx. Default 1. */
  readonly outputChannels?: number
  /** Kernel height in pixels. Default 1 (1D). */
  readonly height?: number
  /** Kernel width in pixels. */
  readonly width: number
  /** Default ⌊(height − 1)/2⌋. */
  readonly centreY?: number
  /** Default ⌊(width − 1)/2⌋. */
  readonly centreX?: number
  /** Default `reflecting`. */
  readonly boundary?: Boundary
}

/** A formula as text (its symbols are the operand names) or as a graph. */
export type FormulaLike = string | Graph

/**
 * Builds a {@link Plan} operation by operation. Shapes are checked as operations are added.
 *
 * @example
 * const builder = new PlanBuilder('float32')
 * const u = builder.input('u', { channels: 1, height: 1, width: 256 })
 * const kernel = builder.parameter('kernel', 3)
 * const flux = builder.map('r/(1+r^2)', { r: builder.convolution(u, kernel, { width: 3 }) })
 * const back = builder.transposedConvolution(flux, kernel, builder.geometry(u, { width: 3 }))
 * builder.output('next', builder.map('u - 0.25*d', { u, d: back }))
 * const plan = builder.finish()
 */
export class PlanBuilder {
  readonly dtype: Dtype
  readonly #values: ValueType[] = []
  readonly #operations: Operation[] = []
  readonly #inputs: PlanInput[] = []
  readonly #parameters: PlanParameter[] = []
  readonly #states: { name: string; value: ValueId; next: ValueId | null }[] = []
  readonly #outputs: PlanOutput[] = []
  #gradient: PlanGradient | null = null
  #parameterLength = 0

  constructor(dtype: Dtype) {
    this.dtype = dtype
  }

  /** Data given for every run, `[batch, channels, height, width]`. */
  input(name: string, shape: SignalShape): Signal {
    this.#refuseTaken(name, this.#inputs)
    const result = this.#signal(shape)
    this.#inputs.push({ name, value: result.id, shape })
    this.#operations.push({ op: 'input', name, result: result.id })
    return result
  }

  /** The next `length` numbers of the parameter buffer. */
  parameter(name: string, length: number): Vector {
    this.#refuseTaken(name, this.#parameters)
    const result = this.#vector(length)
    this.#parameters.push({ name, value: result.id, offset: this.#parameterLength, length })
    this.#operations.push({ op: 'parameter', name, offset: this.#parameterLength, result: result.id })
    this.#parameterLength += length
    return result
  }

  /** A signal that stays on the backend between runs; set what follows with {@link update}. */
  state(name: string, shape: SignalShape): Signal {
    const result = this.#signal(shape)
    this.#addState(name, result.id)
    return result
  }

  /** A vector that stays on the backend between runs; set what follows with {@link update}. */
  stateVector(name: string, length: number): Vector {
    const result = this.#vector(length)
    this.#addState(name, result.id)
    return result
  }

  /** At the end of a run the state takes the value `next`. */
  update(state: Signal | Vector, next: Signal | Vector): void {
    const entry = this.#states.find((candidate) => candidate.value === state.id)
    if (entry === undefined) {
      throw new ParameterError({ code: 'PLAN_NOT_A_STATE', given: `value ${state.id}`, allowed: 'a value made by state() or stateVector()', hint: 'make the value a state first' })
    }
    if (state.kind !== next.kind || (state.kind === 'vector' ? state.length !== (next as Vector).length : !sameShape(state.shape, (next as Signal).shape))) {
      throw new ShapeError({ code: 'PLAN_STATE_SHAPE', given: describe(next), allowed: describe(state), hint: 'a state keeps its shape' })
    }
    entry.next = next.id
  }

  /** Geometry of a convolution that reads a signal of x's channels. */
  geometry(x: Signal | { readonly shape: SignalShape }, options: ConvolutionOptions): KernelGeometry {
    const height = options.height ?? 1
    return {
      outputChannels: options.outputChannels ?? 1,
      inputChannels: x.shape.channels,
      height,
      width: options.width,
      centreY: options.centreY ?? Math.floor((height - 1) / 2),
      centreX: options.centreX ?? Math.floor((options.width - 1) / 2),
      boundary: options.boundary ?? 'reflecting',
    }
  }

  /** `Kx` */
  convolution(x: Signal, kernel: Vector, options: ConvolutionOptions | KernelGeometry): Signal {
    const geometry = this.geometry(x, options)
    this.#checkKernel(geometry, kernel)
    if ('inputChannels' in options) this.#expectChannels(x, options.inputChannels)
    const result = this.#signal({ ...x.shape, channels: geometry.outputChannels })
    this.#operations.push({ op: 'convolution', geometry, x: x.id, kernel: kernel.id, result: result.id })
    return result
  }

  /** `Kᵀy`, exact transpose of the convolution with this geometry. */
  transposedConvolution(y: Signal, kernel: Vector, geometry: KernelGeometry): Signal {
    this.#checkKernel(geometry, kernel)
    this.#expectChannels(y, geometry.outputChannels)
    const result = this.#signal({ ...y.shape, channels: geometry.inputChannels })
    this.#operations.push({ op: 'transposed-convolution', geometry, y: y.id, kernel: kernel.id, result: result.id })
    return result
  }

  /** `∂⟨y, Kx⟩/∂k`, summed over the batch. */
  kernelGradient(x: Signal, y: Signal, geometry: KernelGeometry): Vector {
    this.#expectChannels(x, geometry.inputChannels)
    this.#expectChannels(y, geometry.outputChannels)
    const result = this.#vector(geometry.outputChannels * geometry.inputChannels * geometry.height * geometry.width)
    this.#operations.push({ op: 'kernel-gradient', geometry, x: x.id, y: y.id, result: result.id })
    return result
  }

  /** Pointwise formula with one output. Channels default to those of the signal and vector operands (1 if only single channels are read). */
  map(formula: FormulaLike, operands: Readonly<Record<string, Operand>>, channels?: number): Signal {
    const results = this.maps(formula, operands, channels)
    if (results.length !== 1) {
      throw new ShapeError({ code: 'PLAN_OUTPUTS', given: `a formula with ${results.length} outputs`, allowed: 'one output', hint: 'use maps() for several outputs' })
    }
    return results[0]!
  }

  /** Pointwise formula with any number of outputs, one signal each. */
  maps(formula: FormulaLike, operands: Readonly<Record<string, Operand>>, channels?: number): Signal[] {
    const graph = this.#graph(formula, operands)
    const named = this.#named(graph, operands)
    const shape = this.#mapShape(Object.values(operands), channels)
    const results = graph.outputs.map(() => this.#signal(shape))
    this.#operations.push({ op: 'map', graph, shape, operands: named, results: results.map((result) => result.id) })
    return results
  }

  /** Formulas on scalars (elements of vectors): one vector holding every output. */
  scalars(formulas: Graph | readonly string[], operands: Readonly<Record<string, Element>>): Vector {
    const graph = Array.isArray(formulas) ? joined(formulas as readonly string[], Object.keys(operands)) : (formulas as Graph)
    const result = this.#vector(graph.outputs.length)
    this.#operations.push({ op: 'scalars', graph, operands: this.#named(graph, operands), result: result.id })
    return result
  }

  /** Sum of all values, a vector of length 1. */
  sum(x: Signal): Vector {
    return this.#reduceToVector('sum', 'all', x)
  }

  /** Inner product over all values, a vector of length 1. */
  dot(x: Signal, y: Signal): Vector {
    return this.#reduceToVector('dot', 'all', x, y)
  }

  /** Largest value, a vector of length 1. */
  maximum(x: Signal): Vector {
    return this.#reduceToVector('maximum', 'all', x)
  }

  /** Sum per channel over batch and space, a vector of x's channels; with y, the sum of the products. */
  sumPerChannel(x: Signal, y?: Signal): Vector {
    return this.#reduceToVector(y === undefined ? 'sum' : 'dot', 'channel', x, y)
  }

  /** Reduction per sample: one number for each. */
  perSample(kind: 'sum' | 'dot' | 'maximum', x: Signal, y?: Signal): SampleScalar {
    this.#checkReduction(kind, x, y)
    this.#values.push({ kind: 'sample' })
    const result: SampleScalar = { kind: 'sample', id: this.#values.length - 1 }
    this.#operations.push({ op: 'reduce', kind, over: 'sample', x: x.id, ...(y && { y: y.id }), result: result.id })
    return result
  }

  /** Sum of the channels: a single-channel signal. */
  sumOverChannels(x: Signal): Signal {
    const result = this.#signal({ ...x.shape, channels: 1 })
    this.#operations.push({ op: 'sum-over-channels', x: x.id, result: result.id })
    return result
  }

  /** Channels `[from, from + count)`. */
  slice(x: Signal, from: number, count: number): Signal {
    if (!Number.isInteger(from) || !Number.isInteger(count) || from < 0 || count < 1 || from + count > x.shape.channels) {
      throw new ShapeError({ code: 'PLAN_SLICE', given: `channels ${from} to ${from + count}`, allowed: `within 0 to ${x.shape.channels}`, hint: 'slice inside the signal' })
    }
    const result = this.#signal({ ...x.shape, channels: count })
    this.#operations.push({ op: 'slice', x: x.id, from, result: result.id })
    return result
  }

  /** Signals one behind the other along the channels. */
  concatenate(xs: readonly Signal[]): Signal {
    const first = xs[0]
    if (first === undefined || xs.some((x) => x.shape.height !== first.shape.height || x.shape.width !== first.shape.width)) {
      throw new ShapeError({ code: 'PLAN_CONCATENATE', given: xs.map(describe).join(', ') || 'nothing', allowed: 'one or more signals of equal height and width', hint: 'only channels may differ' })
    }
    const result = this.#signal({ ...first.shape, channels: xs.reduce((sum, x) => sum + x.shape.channels, 0) })
    this.#operations.push({ op: 'concatenate', xs: xs.map((x) => x.id), result: result.id })
    return result
  }

  /** Hands a value out under a name. */
  output(name: string, value: Signal | Vector | SampleScalar): void {
    this.#refuseTaken(name, this.#outputs)
    this.#outputs.push({ name, value: value.id })
  }

  /** Sets what the output `gradient` is made of; used by reverse mode. */
  gradient(parts: PlanGradient['parts']): void {
    this.#gradient = { parts }
  }

  /** The finished plan. The builder may go on afterwards; the plan does not change. */
  finish(): Plan {
    return {
      dtype: this.dtype,
      values: [...this.#values],
      operations: [...this.#operations],
      inputs: [...this.#inputs],
      parameters: [...this.#parameters],
      parameterLength: this.#parameterLength,
      states: this.#states.map((state) => ({ ...state })),
      outputs: [...this.#outputs],
      gradient: this.#gradient,
    }
  }

  #signal(shape: SignalShape): Signal {
    for (const size of [shape.channels, shape.height, shape.width]) {
      if (!Number.isInteger(size) || size < 1 || sizeOf(shape) > 2 ** 31) {
        throw new ShapeError({ code: 'PLAN_SHAPE', given: `${shape.channels}×${shape.height}×${shape.width}`, allowed: 'positive integers, at most 2^31 values', hint: 'shape is channels × height × width' })
      }
    }
    this.#values.push({ kind: 'signal', shape })
    return { kind: 'signal', id: this.#values.length - 1, shape }
  }

  #vector(length: number): Vector {
    if (!Number.isInteger(length) || length < 1) {
      throw new ShapeError({ code: 'PLAN_VECTOR_LENGTH', given: String(length), allowed: 'a positive integer', hint: 'a vector has at least one element' })
    }
    this.#values.push({ kind: 'vector', length })
    return { kind: 'vector', id: this.#values.length - 1, length }
  }

  #addState(name: string, value: ValueId): void {
    this.#refuseTaken(name, this.#states)
    this.#states.push({ name, value, next: null })
    this.#operations.push({ op: 'state', name, result: value })
  }

  #refuseTaken(name: string, entries: readonly { name: string }[]): void {
    if (entries.some((entry) => entry.name === name)) {
      throw new ParameterError({ code: 'PLAN_DUPLICATE_NAME', given: name, allowed: 'a name not yet used', hint: `${name} is already declared in this plan` })
    }
  }

  #checkKernel(geometry: KernelGeometry, kernel: Vector): void {
    const length = geometry.outputChannels * geometry.inputChannels * geometry.height * geometry.width
    if (kernel.length !== length) {
      throw new ShapeError({ code: 'PLAN_KERNEL_LENGTH', given: `a kernel of ${kernel.length} numbers`, allowed: `${geometry.outputChannels}×${geometry.inputChannels}×${geometry.height}×${geometry.width} = ${length}`, hint: 'the kernel is laid out [output channels, input channels, height, width]' })
    }
    if (geometry.centreY < 0 || geometry.centreY >= geometry.height || geometry.centreX < 0 || geometry.centreX >= geometry.width) {
      throw new ShapeError({ code: 'PLAN_KERNEL_CENTRE', given: `centre (${geometry.centreY}, ${geometry.centreX})`, allowed: `inside ${geometry.height}×${geometry.width}`, hint: 'the centre is one of the kernel entries' })
    }
  }

  #expectChannels(x: Signal, channels: number): void {
    if (x.shape.channels !== channels) {
      throw new ShapeError({ code: 'PLAN_CHANNELS', given: `${x.shape.channels} channels`, allowed: `${channels} channels`, hint: 'the geometry and the signal must agree' })
    }
  }

  #checkReduction(kind: 'sum' | 'dot' | 'maximum', x: Signal, y: Signal | undefined): void {
    if ((kind === 'dot') !== (y !== undefined) || (y !== undefined && !sameShape(x.shape, y.shape))) {
      throw new ShapeError({ code: 'PLAN_REDUCTION', given: `${kind} of ${describe(x)}${y ? ` and ${describe(y)}` : ''}`, allowed: 'two signals of one shape for dot, one signal otherwise', hint: 'check the operands' })
    }
  }

  #reduceToVector(kind: 'sum' | 'dot' | 'maximum', over: 'all' | 'channel', x: Signal, y?: Signal): Vector {
    this.#checkReduction(kind, x, y)
    const result = this.#vector(over === 'all' ? 1 : x.shape.channels)
    this.#operations.push({ op: 'reduce', kind, over, x: x.id, ...(y && { y: y.id }), result: result.id })
    return result
  }

  #graph(formula: FormulaLike, operands: Readonly<Record<string, Operand>>): Graph {
    return typeof formula === 'string' ? parse(formula, Object.keys(operands)) : formula
  }

  #named(graph: Graph, operands: Readonly<Record<string, Operand>>): MapOperand[] {
    return inputsOf(graph).map((name) => {
      const from = operands[name]
      if (from === undefined) {
        throw new ParameterError({ code: 'PLAN_OPERAND', given: name, allowed: Object.keys(operands).join(', '), hint: `the formula reads ${name}, which is no operand` })
      }
      return { name, from }
    })
  }

  #mapShape(operands: readonly Operand[], channels: number | undefined): SignalShape {
    let space: SignalShape | undefined
    let found = channels
    const agree = (count: number): void => {
      if (found !== undefined && found !== count) {
        throw new ShapeError({ code: 'PLAN_MAP_CHANNELS', given: `${count} channels`, allowed: `${found} channels`, hint: 'all signal and vector operands of a map have its channels; read one channel with channelOf()' })
      }
      found = count
    }
    for (const operand of operands) {
      if (operand.kind === 'signal') agree(operand.shape.channels)
      if (operand.kind === 'vector') agree(operand.length)
      const type = this.#values[operand.id]
      if (type === undefined || (operand.kind === 'signal' || operand.kind === 'channel') !== (type.kind === 'signal')) {
        throw new ShapeError({ code: 'PLAN_OPERAND_KIND', given: `value ${operand.id}`, allowed: 'a value of this builder', hint: 'operands come from the same builder' })
      }
      if (type.kind === 'signal') {
        if (space !== undefined && (space.height !== type.shape.height || space.width !== type.shape.width)) {
          throw new ShapeError({ code: 'PLAN_MAP_SPACE', given: `${type.shape.height}×${type.shape.width}`, allowed: `${space.height}×${space.width}`, hint: 'all operands of a map have one height and width' })
        }
        if (operand.kind === 'channel' && (operand.channel < 0 || operand.channel >= type.shape.channels)) {
          throw new ShapeError({ code: 'PLAN_CHANNEL', given: `channel ${operand.channel}`, allowed: `0 to ${type.shape.channels - 1}`, hint: 'read a channel that the signal has' })
        }
        space = type.shape
      }
      if (operand.kind === 'element' && (type.kind !== 'vector' || operand.index < 0 || operand.index >= type.length)) {
        throw new ShapeError({ code: 'PLAN_ELEMENT', given: `element ${operand.index}`, allowed: 'an element of the vector', hint: 'read an element that the vector has' })
      }
    }
    if (space === undefined) {
      throw new ShapeError({ code: 'PLAN_MAP_SPACE', given: 'no signal', allowed: 'at least one signal operand', hint: 'use scalars() for formulas on scalars only' })
    }
    return { channels: found ?? 1, height: space.height, width: space.width }
  }
}

function describe(value: Signal | Vector): string {
  return value.kind === 'vector' ? `a vector of ${value.length}` : `a signal ${value.shape.channels}×${value.shape.height}×${value.shape.width}`
}

function joined(formulas: readonly string[], symbols: readonly string[]): Graph {
  const builder = new GraphBuilder()
  return builder.finish(formulas.flatMap((formula) => builder.insert(parse(formula, symbols))))
}
