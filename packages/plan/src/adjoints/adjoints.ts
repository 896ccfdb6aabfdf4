import { GraphBuilder } from '@numeural/formula'
import {
  channelOf,
  type Element,
  elementOf,
  type Operand,
  type SampleScalar,
  type Signal,
  type ValueId,
  type Vector,
} from '../values/value.js'
import { type ChannelPart, mergeChannels } from './channel-parts.js'
import type { Operators } from './operators.js'
import { NamedOperands, type Term } from './terms.js'

/** A part of a vector's adjoint: the elements from `offset` on. */
export interface VectorPart {
  readonly value: Vector
  readonly offset: number
}

/**
 * The adjoints of a plan's values while it is walked backwards:
 * for each value the contributions of the operations that read it. They are kept as sums of products of operands and
 * become operations only when a rule needs one signal, so that most sums are taken inside the map that uses them.
 */
export class Adjoints {
  readonly builder: Operators
  readonly #active: readonly boolean[]
  readonly #loss: ValueId
  readonly #terms = new Map<ValueId, Term[]>()
  readonly #channels = new Map<ValueId, ChannelPart[]>()
  readonly #vectors = new Map<ValueId, VectorPart[]>()
  readonly #samples = new Map<ValueId, SampleScalar[]>()

  /**
   * @param active for every value of the original plan, whether its adjoint is wanted
   * @param loss the value whose adjoint is 1
   */
  constructor(builder: Operators, active: readonly boolean[], loss: ValueId) {
    this.builder = builder
    this.#active = active
    this.#loss = loss
  }

  /** Whether the adjoint of a value is wanted at all. */
  isActive(value: ValueId): boolean {
    return this.#active[value] === true
  }

  /** Whether anything that the loss depends on reads the value. */
  isReached(value: ValueId): boolean {
    return (
      value === this.#loss ||
      [this.#terms, this.#channels, this.#vectors, this.#samples].some((contributions) => contributions.has(value))
    )
  }

  /** Adds products of operands to the adjoint of a signal. */
  addTerms(value: ValueId, terms: readonly Term[]): void {
    if (this.isActive(value)) append(this.#terms, value, terms)
  }

  /** Adds a signal to some channels of the adjoint of a signal. */
  addChannels(value: ValueId, from: number, signal: Signal): void {
    if (this.isActive(value)) append(this.#channels, value, [{ from, signal }])
  }

  /** Adds a vector to the elements from `offset` on of the adjoint of a vector. */
  addVector(value: ValueId, vector: Vector, offset = 0): void {
    if (this.isActive(value)) append(this.#vectors, value, [{ value: vector, offset }])
  }

  /** Adds to the adjoint of one number per sample. */
  addSample(value: ValueId, sample: SampleScalar): void {
    if (this.isActive(value)) append(this.#samples, value, [sample])
  }

  /** The adjoint of a signal as a sum of products; empty for zero. */
  terms(value: ValueId): Term[] {
    const parts = this.#channels.get(value)
    const merged = parts === undefined ? [] : mergeChannels(this.builder, this.builder.signal(value), parts)
    return [...(this.#terms.get(value) ?? []), ...merged.map((signal) => [signal])]
  }

  /** The adjoint of a signal as one signal. */
  signal(value: ValueId): Signal {
    const terms = this.terms(value)
    const [only] = terms.length === 1 && terms[0]!.length === 1 ? terms[0]! : []
    if (only?.kind === 'signal') return only
    const shape = this.builder.signal(value)
    const graph = new GraphBuilder()
    const operands = new NamedOperands()
    const sum = operands.sumOf(graph, terms)
    return this.builder.map(
      graph.finish([sum]),
      { ...operands.byName, ' shape': channelOf(shape, 0) },
      shape.shape.channels,
    )
  }

  /** The parts whose sum is the adjoint of a vector; the loss itself has the constant 1. */
  vectorParts(value: ValueId): VectorPart[] {
    const parts = this.#vectors.get(value) ?? []
    return value === this.#loss ? [...parts, { value: this.builder.scalars(['1'], {}), offset: 0 }] : parts
  }

  /** The adjoint of a vector as one vector. */
  vector(value: ValueId): Vector {
    const { length } = this.builder.vector(value)
    const parts = this.vectorParts(value)
    const [first] = parts
    if (parts.length === 1 && first?.value.length === length) return first.value
    const graph = new GraphBuilder()
    const operands: Record<string, Element> = {}
    const sums = Array.from({ length }, () => graph.constant(0))
    parts.forEach((part, index) => {
      for (let k = 0; k < part.value.length; k++) {
        const name = `part${index}_${k}`
        operands[name] = elementOf(part.value, k)
        sums[part.offset + k] = graph.apply('add', sums[part.offset + k]!, graph.input(name))
      }
    })
    return this.builder.scalars(graph.finish(sums), operands)
  }

  /**
   * The adjoint of a vector of length 1, of a vector per channel or of one number per sample,
   * as products that a map of signals can read.
   */
  reductionTerms(value: ValueId, over: 'all' | 'channel' | 'sample'): Term[] {
    if (over === 'sample') return (this.#samples.get(value) ?? []).map((sample) => [sample])
    if (over === 'channel') return [[this.vector(value)]]
    const parts = (this.#vectors.get(value) ?? []).map((part): Operand[] => [elementOf(part.value, 0)])
    return value === this.#loss ? [...parts, []] : parts
  }
}

function append<Item>(lists: Map<ValueId, Item[]>, value: ValueId, items: readonly Item[]): void {
  const list = lists.get(value)
  if (list === undefined) lists.set(value, [...items])
  else list.push(...items)
}
