import type { Graph } from '@numeural/formula'
import {
  checkReduction,
  checkShape,
  checkSlice,
  checkUpdate,
  checkVectorLength,
  concatenatedShape,
  expectChannels,
  expectSameSpace,
  foreignValue,
  notAState,
  refuseTaken,
  reservedName,
  severalOutputs,
} from './checks.js'
import { type ConvolutionOptions, checkKernel, geometryFor, kernelLength } from './geometry.js'
import { type FormulaLike, graphOf, joinedGraph, mapShape, namedOperands, operandType } from './map-operands.js'
import type { KernelGeometry, Operation } from './operation.js'
import type { Plan, PlanGradient, PlanInput, PlanOutput, PlanParameter, PlanState } from './plan.js'
import type { Dtype, SignalShape } from './shape.js'
import { averagingScale, checkTransfer, coarseLength, type TransferOptions } from './transfer.js'
import type { Element, Operand, SampleScalar, Signal, ValueId, ValueType, Vector } from './value.js'

/**
 * Builds a {@link Plan} operation by operation. Shapes are checked as operations are added: a wrong one is refused by a
 * ShapeError, a wrong name or boundary by a ParameterError, a wrong formula by a FormulaError.
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
  readonly #states: PlanState[] = []
  readonly #outputs: PlanOutput[] = []
  #gradient: PlanGradient | null = null
  #parameterLength = 0

  constructor(dtype: Dtype) {
    this.dtype = dtype
  }

  /** A builder that goes on where a plan ends; get at its values with {@link signal} and {@link vector}. */
  static continuing(plan: Plan): PlanBuilder {
    const builder = new PlanBuilder(plan.dtype)
    builder.#values.push(...plan.values)
    builder.#operations.push(...plan.operations)
    builder.#inputs.push(...plan.inputs)
    builder.#parameters.push(...plan.parameters)
    builder.#states.push(...plan.states)
    builder.#outputs.push(...plan.outputs)
    builder.#gradient = plan.gradient
    builder.#parameterLength = plan.parameterLength
    return builder
  }

  /** The handle of a signal by its id. */
  signal(id: ValueId): Signal {
    const type = this.#values[id]
    if (type?.kind !== 'signal') throw foreignValue(id, 'signal')
    return { kind: 'signal', id, shape: type.shape }
  }

  /** The handle of a vector by its id. */
  vector(id: ValueId): Vector {
    const type = this.#values[id]
    if (type?.kind !== 'vector') throw foreignValue(id, 'vector')
    return { kind: 'vector', id, length: type.length }
  }

  /** Data given for every run, `[batch, channels, height, width]`. */
  input(name: string, shape: SignalShape): Signal {
    refuseTaken(name, this.#inputs)
    const result = this.#newSignal(shape)
    this.#inputs.push({ name, value: result.id, shape: result.shape })
    this.#operations.push({ op: 'input', name, result: result.id })
    return result
  }

  /** The next `length` numbers of the parameter buffer. */
  parameter(name: string, length: number): Vector {
    refuseTaken(name, this.#parameters)
    const result = this.#newVector(length)
    this.#parameters.push({ name, value: result.id, offset: this.#parameterLength, length })
    this.#operations.push({ op: 'parameter', name, offset: this.#parameterLength, result: result.id })
    this.#parameterLength += length
    return result
  }

  /** A signal that stays on the backend between runs; set what follows with {@link update}. */
  state(name: string, shape: SignalShape): Signal {
    refuseTaken(name, this.#states)
    return this.#addState(name, this.#newSignal(shape))
  }

  /** A vector that stays on the backend between runs; set what follows with {@link update}. */
  stateVector(name: string, length: number): Vector {
    refuseTaken(name, this.#states)
    return this.#addState(name, this.#newVector(length))
  }

  /** At the end of a run the state takes the value `next`. */
  update(state: Signal | Vector, next: Signal | Vector): void {
    const index = this.#states.findIndex((candidate) => candidate.value === state.id)
    if (index < 0) throw notAState(state.id)
    checkUpdate(this.#values[state.id], this.#values[next.id])
    this.#states[index] = { ...this.#states[index], next: next.id }
  }

  /** Geometry of a convolution that reads a signal of x's channels. */
  geometry(x: Signal | { readonly shape: SignalShape }, options: ConvolutionOptions): KernelGeometry {
    return geometryFor(x.shape, options)
  }

  /** `Kx` */
  convolution(x: Signal, kernel: Vector, options: ConvolutionOptions | KernelGeometry): Signal {
    if ('inputChannels' in options) expectChannels(this.signal(x.id).shape, options.inputChannels)
    const geometry = this.geometry(x, options)
    checkKernel(geometry, this.vector(kernel.id).length)
    const result = this.#newSignal({ ...x.shape, channels: geometry.outputChannels })
    this.#operations.push({ op: 'convolution', geometry, x: x.id, kernel: kernel.id, result: result.id })
    return result
  }

  /** `Kᵀy`, exact transpose of the convolution with this geometry. */
  transposedConvolution(y: Signal, kernel: Vector, geometry: KernelGeometry): Signal {
    checkKernel(geometry, this.vector(kernel.id).length)
    expectChannels(this.signal(y.id).shape, geometry.outputChannels)
    const result = this.#newSignal({ ...y.shape, channels: geometry.inputChannels })
    this.#operations.push({ op: 'transposed-convolution', geometry, y: y.id, kernel: kernel.id, result: result.id })
    return result
  }

  /** `∂⟨y, Kx⟩/∂k`, summed over the batch. */
  kernelGradient(x: Signal, y: Signal, geometry: KernelGeometry): Vector {
    checkKernel(geometry, kernelLength(geometry))
    expectChannels(this.signal(x.id).shape, geometry.inputChannels)
    expectChannels(this.signal(y.id).shape, geometry.outputChannels)
    expectSameSpace(this.signal(x.id).shape, this.signal(y.id).shape)
    const result = this.#newVector(kernelLength(geometry))
    this.#operations.push({ op: 'kernel-gradient', geometry, x: x.id, y: y.id, result: result.id })
    return result
  }

  /** Pointwise formula with one output. Channels default to those of the signal and vector operands (1 if only single channels are read). */
  map(formula: FormulaLike, operands: Readonly<Record<string, Operand>>, channels?: number): Signal {
    const results = this.maps(formula, operands, channels)
    if (results.length !== 1) throw severalOutputs(results.length)
    return results[0]
  }

  /** Pointwise formula with any number of outputs, one signal each. */
  maps(formula: FormulaLike, operands: Readonly<Record<string, Operand>>, channels?: number): Signal[] {
    const graph = graphOf(formula, operands)
    const named = namedOperands(graph, operands)
    const shape = mapShape(Object.values(operands), channels, (operand) => operandType(this.#values, operand))
    const results = graph.outputs.map(() => this.#newSignal(shape))
    this.#operations.push({ op: 'map', graph, shape, operands: named, results: results.map((result) => result.id) })
    return results
  }

  /** Formulas on scalars (elements of vectors): one vector holding every output. */
  scalars(formulas: Graph | readonly string[], operands: Readonly<Record<string, Element>>): Vector {
    const graph = isGraph(formulas) ? formulas : joinedGraph(formulas, Object.keys(operands))
    for (const operand of Object.values(operands)) operandType(this.#values, operand)
    const named = namedOperands(graph, operands)
    const result = this.#newVector(graph.outputs.length)
    this.#operations.push({ op: 'scalars', graph, operands: named, result: result.id })
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
    checkReduction(kind, this.signal(x.id).shape, y && this.signal(y.id).shape)
    this.#values.push({ kind: 'sample' })
    const result: SampleScalar = { kind: 'sample', id: this.#values.length - 1 }
    this.#operations.push({ op: 'reduce', kind, over: 'sample', x: x.id, ...(y && { y: y.id }), result: result.id })
    return result
  }

  /** Sum of the channels: a single-channel signal. */
  sumOverChannels(x: Signal): Signal {
    const result = this.#newSignal({ ...this.signal(x.id).shape, channels: 1 })
    this.#operations.push({ op: 'sum-over-channels', x: x.id, result: result.id })
    return result
  }

  /** Channels `[from, from + count)`. */
  slice(x: Signal, from: number, count: number): Signal {
    const { shape } = this.signal(x.id)
    checkSlice(shape, from, count)
    const result = this.#newSignal({ ...shape, channels: count })
    this.#operations.push({ op: 'slice', x: x.id, from, result: result.id })
    return result
  }

  /** Signals one behind the other along the channels. */
  concatenate(xs: readonly Signal[]): Signal {
    const result = this.#newSignal(concatenatedShape(xs.map((x) => this.signal(x.id).shape)))
    this.#operations.push({ op: 'concatenate', xs: xs.map((x) => x.id), result: result.id })
    return result
  }

  /** `sPᵀx`: to a coarser grid; by default to half the resolution, averaging. The transpose of {@link prolong} with the same scale. */
  restrict(x: Signal, { transfer, scale, ...size }: TransferOptions): Signal {
    const fine = this.signal(x.id).shape
    const { height = coarseLength(transfer, fine.height), width = coarseLength(transfer, fine.width) } = size
    const coarse = { channels: fine.channels, height, width }
    const factor = scale ?? averagingScale(transfer, fine, coarse)
    checkTransfer(transfer, fine, coarse, factor)
    const result = this.#newSignal(coarse)
    this.#operations.push({ op: 'restrict', transfer, scale: factor, x: x.id, result: result.id })
    return result
  }

  /** `sPx`: to a finer grid of this height (default x's) and width, interpolating. */
  prolong(x: Signal, { transfer, scale = 1, ...size }: TransferOptions): Signal {
    const coarse = this.signal(x.id).shape
    const fine = { ...coarse, ...size }
    checkTransfer(transfer, fine, coarse, scale)
    const result = this.#newSignal(fine)
    this.#operations.push({ op: 'prolong', transfer, scale, x: x.id, result: result.id })
    return result
  }

  /** Hands a value out under a name; the name `gradient` is kept for reverse mode. */
  output(name: string, value: Signal | Vector | SampleScalar): void {
    refuseTaken(name, this.#outputs)
    if (name === 'gradient') throw reservedName(name)
    operandType(this.#values, value)
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
      states: [...this.#states],
      outputs: [...this.#outputs],
      gradient: this.#gradient,
    }
  }

  #newSignal(shape: SignalShape): Signal {
    checkShape(shape)
    const own = { channels: shape.channels, height: shape.height, width: shape.width }
    this.#values.push({ kind: 'signal', shape: own })
    return { kind: 'signal', id: this.#values.length - 1, shape: own }
  }

  #newVector(length: number): Vector {
    checkVectorLength(length)
    this.#values.push({ kind: 'vector', length })
    return { kind: 'vector', id: this.#values.length - 1, length }
  }

  #addState<Value extends Signal | Vector>(name: string, value: Value): Value {
    this.#states.push({ name, value: value.id, next: null })
    this.#operations.push({ op: 'state', name, result: value.id })
    return value
  }

  #reduceToVector(kind: 'sum' | 'dot' | 'maximum', over: 'all' | 'channel', x: Signal, y?: Signal): Vector {
    checkReduction(kind, this.signal(x.id).shape, y && this.signal(y.id).shape)
    const result = this.#newVector(over === 'all' ? 1 : x.shape.channels)
    this.#operations.push({ op: 'reduce', kind, over, x: x.id, ...(y && { y: y.id }), result: result.id })
    return result
  }
}

function isGraph(formulas: Graph | readonly string[]): formulas is Graph {
  return !Array.isArray(formulas)
}
