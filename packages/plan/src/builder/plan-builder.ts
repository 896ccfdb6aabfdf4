import type { Graph } from '@numeural/formula'
import { type ConvolutionOptions, geometryFor, type KernelGeometry } from '../geometry/geometry.js'
import type { TransferOptions } from '../geometry/transfer.js'
import { addConcatenate } from '../operations/concatenate.js'
import { addConvolution } from '../operations/convolution.js'
import { addInput } from '../operations/input.js'
import { addKernelGradient } from '../operations/kernel-gradient.js'
import { addMap } from '../operations/map.js'
import { addParameter } from '../operations/parameter.js'
import { addProlong } from '../operations/prolong.js'
import { addReduction, addReductionPerSample } from '../operations/reduce.js'
import { addRestrict } from '../operations/restrict.js'
import { addScalars } from '../operations/scalars.js'
import { addSlice } from '../operations/slice.js'
import { addState } from '../operations/state.js'
import { addSumOverChannels } from '../operations/sum-over-channels.js'
import { addTransposedConvolution } from '../operations/transposed-convolution.js'
import { addTridiagonal } from '../operations/tridiagonal.js'
import { type FormulaLike, operandType } from '../values/operands.js'
import type { Dtype, SignalShape } from '../values/shape.js'
import type { TridiagonalOptions } from '../values/tridiagonal-options.js'
import type { Element, Operand, SampleScalar, Signal, ValueId, Vector } from '../values/value.js'
import { checkUpdate, notAState, refuseTaken, reservedName, severalOutputs } from './checks.js'
import type { Plan, PlanGradient, PlanInput, PlanOutput, PlanParameter, PlanState } from './plan.js'
import { PlanDraft } from './plan-draft.js'

/**
 * Builds a {@link Plan} operation by operation. Shapes are checked as operations are added: a wrong one is refused by a
 * ShapeError, a wrong name or boundary by a ParameterError, a wrong formula by a FormulaError.
 * What a method does is said by its operation: `operations/<name>.ts`.
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
  #draft = new PlanDraft()
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
    builder.#draft = new PlanDraft(plan.values, plan.operations)
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
    return this.#draft.signal(id)
  }

  /** The handle of a vector by its id. */
  vector(id: ValueId): Vector {
    return this.#draft.vector(id)
  }

  /** Data given for every run, `[batch, channels, height, width]`. */
  input(name: string, shape: SignalShape): Signal {
    refuseTaken(name, this.#inputs)
    const result = addInput(this.#draft, name, shape)
    this.#inputs.push({ name, value: result.id, shape: result.shape })
    return result
  }

  /** The next `length` numbers of the parameter buffer. */
  parameter(name: string, length: number): Vector {
    refuseTaken(name, this.#parameters)
    const place = { name, offset: this.#parameterLength, length }
    const result = addParameter(this.#draft, place)
    this.#parameters.push({ ...place, value: result.id })
    this.#parameterLength += length
    return result
  }

  /** A signal that stays on the backend between runs; set what follows with {@link update}. */
  state(name: string, shape: SignalShape): Signal {
    refuseTaken(name, this.#states)
    return this.#addState(name, this.#draft.newSignal(shape))
  }

  /** A vector that stays on the backend between runs; set what follows with {@link update}. */
  stateVector(name: string, length: number): Vector {
    refuseTaken(name, this.#states)
    return this.#addState(name, this.#draft.newVector(length))
  }

  #addState<Value extends Signal | Vector>(name: string, value: Value): Value {
    this.#states.push({ name, value: value.id, next: null })
    return addState(this.#draft, name, value)
  }

  /** At the end of a run the state takes the value `next`. */
  update(state: Signal | Vector, next: Signal | Vector): void {
    const index = this.#states.findIndex((candidate) => candidate.value === state.id)
    const known = this.#states[index]
    if (known === undefined) throw notAState(state.id)
    checkUpdate(this.#draft.values[state.id]!, this.#draft.values[next.id])
    this.#states[index] = { ...known, next: next.id }
  }

  /** Geometry of a convolution that reads a signal of x's channels. */
  geometry(x: Signal | { readonly shape: SignalShape }, options: ConvolutionOptions): KernelGeometry {
    return geometryFor(x.shape, options)
  }

  /** `Kx` */
  convolution(x: Signal, kernel: Vector, options: ConvolutionOptions | KernelGeometry): Signal {
    return addConvolution(this.#draft, x, kernel, options)
  }

  /** `Kᵀy`, exact transpose of the convolution with this geometry. */
  transposedConvolution(y: Signal, kernel: Vector, geometry: KernelGeometry): Signal {
    return addTransposedConvolution(this.#draft, y, kernel, geometry)
  }

  /** `∂⟨y, Kx⟩/∂k`, summed over the batch. */
  kernelGradient(x: Signal, y: Signal, geometry: KernelGeometry): Vector {
    return addKernelGradient(this.#draft, x, y, geometry)
  }

  /**
   * Pointwise formula with one output. Channels default to those of the signal and vector operands (1 if only single
   * channels are read).
   */
  map(formula: FormulaLike, operands: Readonly<Record<string, Operand>>, channels?: number): Signal {
    const [result, ...others] = this.maps(formula, operands, channels)
    if (result === undefined || others.length > 0) throw severalOutputs(result === undefined ? 0 : others.length + 1)
    return result
  }

  /** Pointwise formula with any number of outputs, one signal each. */
  maps(formula: FormulaLike, operands: Readonly<Record<string, Operand>>, channels?: number): Signal[] {
    return addMap(this.#draft, formula, operands, channels)
  }

  /** Formulas on scalars (elements of vectors): one vector holding every output. */
  scalars(formulas: Graph | readonly string[], operands: Readonly<Record<string, Element>>): Vector {
    return addScalars(this.#draft, formulas, operands)
  }

  /** Sum of all values, a vector of length 1. */
  sum(x: Signal): Vector {
    return addReduction(this.#draft, 'sum', 'all', x)
  }

  /** Inner product over all values, a vector of length 1. */
  dot(x: Signal, y: Signal): Vector {
    return addReduction(this.#draft, 'dot', 'all', x, y)
  }

  /** Largest value, a vector of length 1. */
  maximum(x: Signal): Vector {
    return addReduction(this.#draft, 'maximum', 'all', x)
  }

  /** Sum per channel over batch and space, a vector of x's channels; with y, the sum of the products. */
  sumPerChannel(x: Signal, y?: Signal): Vector {
    return addReduction(this.#draft, y === undefined ? 'sum' : 'dot', 'channel', x, y)
  }

  /** Reduction per sample: one number for each. */
  perSample(kind: 'sum' | 'dot' | 'maximum', x: Signal, y?: Signal): SampleScalar {
    return addReductionPerSample(this.#draft, kind, x, y)
  }

  /** Sum of the channels: a single-channel signal. */
  sumOverChannels(x: Signal): Signal {
    return addSumOverChannels(this.#draft, x)
  }

  /** Channels `[from, from + count)`. */
  slice(x: Signal, from: number, count: number): Signal {
    return addSlice(this.#draft, x, from, count)
  }

  /** Signals one behind the other along the channels. */
  concatenate(xs: readonly Signal[]): Signal {
    return addConcatenate(this.#draft, xs)
  }

  /**
   * `sPᵀx`: to a coarser grid; by default to half the resolution, averaging.
   * The transpose of {@link prolong} with the same scale.
   */
  restrict(x: Signal, options: TransferOptions): Signal {
    return addRestrict(this.#draft, x, options)
  }

  /** `sPx`: to a finer grid of this height (default x's) and width, interpolating. */
  prolong(x: Signal, options: TransferOptions): Signal {
    return addProlong(this.#draft, x, options)
  }

  /** `T⁻¹b` on every line along an axis, T tridiagonal with coefficients of its own for every value; no pivots. */
  tridiagonal(b: Signal, options: TridiagonalOptions): Signal {
    return addTridiagonal(this.#draft, b, options)
  }

  /** Hands a value out under a name; the name `gradient` is kept for reverse mode. */
  output(name: string, value: Signal | Vector | SampleScalar): void {
    refuseTaken(name, this.#outputs)
    if (name === 'gradient') throw reservedName(name)
    operandType(this.#draft.values, value)
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
      values: [...this.#draft.values],
      operations: [...this.#draft.operations],
      inputs: [...this.#inputs],
      parameters: [...this.#parameters],
      parameterLength: this.#parameterLength,
      states: [...this.#states],
      outputs: [...this.#outputs],
      gradient: this.#gradient,
    }
  }
}
