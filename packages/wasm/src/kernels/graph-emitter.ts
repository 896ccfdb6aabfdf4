import { type Graph, type GraphNode, isRepeatedPower, type Op } from '@numeural/formula'
import type { FunctionBuilder, Local } from '../emit/function-builder.js'
import { type LaneType, pushConstant } from '../emit/lane-type.js'
import { type LaneOpcodes, simd } from '../emit/opcodes.js'
import type { ElementaryFunctions } from './elementary-functions.js'
import { emitRepeatedPower } from './repeated-power.js'

/** How often a node must be computed: once, per sample, per channel, or for every vector of values. */
export const level = { once: 0, sample: 1, channel: 2, value: 3 } as const
export type Level = (typeof level)[keyof typeof level]

/** Where the values of the inputs come from. */
export interface GraphInputs {
  level(name: string): Level
  /** Pushes the input as a vector. */
  push(name: string): void
}

const direct: Partial<Record<Op, keyof LaneOpcodes>> = {
  add: 'add',
  subtract: 'subtract',
  multiply: 'multiply',
  divide: 'divide',
  negate: 'negate',
  less: 'less',
  lessOrEqual: 'lessOrEqual',
  greater: 'greater',
  greaterOrEqual: 'greaterOrEqual',
  equal: 'equal',
  notEqual: 'notEqual',
  abs: 'abs',
  min: 'min',
  max: 'max',
  sqrt: 'sqrt',
}

/** Their product makes the smallest subnormal number larger than 1. */
const enlarging = { f32: [2 ** 100, 2 ** 50], f64: [2 ** 1000, 2 ** 75] } as const

const masks: Partial<Record<Op, number>> = { and: simd.and, or: simd.or, not: simd.not }

/**
 * Emits the nodes of a graph as SIMD instructions. Nodes that depend on uniform operands only are computed ahead
 * ({@link hoist}); shared nodes are computed once per body. Truth values are lane masks;
 * both branches of a `select` are computed and the mask picks, so that NaN in the branch not taken does no harm.
 */
export class GraphEmitter {
  readonly #code: FunctionBuilder
  readonly #type: LaneType
  readonly #graph: Graph
  readonly #inputs: GraphInputs
  readonly #elementary: ElementaryFunctions
  readonly #levels: Level[] = []
  readonly #uses: number[]
  readonly #hoisted = new Map<number, Local>()
  /** Reciprocals of denominators that are uniform over the loop, by the denominator's node. */
  readonly #reciprocals = new Map<number, Local>()
  readonly #computed = new Map<number, Local>()
  readonly #pool: Local[] = []
  #taken = 0

  constructor(
    code: FunctionBuilder,
    type: LaneType,
    graph: Graph,
    inputs: GraphInputs,
    elementary: ElementaryFunctions,
  ) {
    this.#code = code
    this.#type = type
    this.#graph = graph
    this.#inputs = inputs
    this.#elementary = elementary
    this.#uses = graph.nodes.map(() => 0)
    graph.nodes.forEach((node) => {
      for (const argument of node.args) this.#uses[argument]!++
      this.#levels.push(this.#levelOf(node))
    })
    for (const output of graph.outputs) this.#uses[output]!++
  }

  /** Whether any node must be computed anew for every sample (or channel). */
  needs(which: Level): boolean {
    return this.#levels.includes(which)
  }

  /** Computes into locals what is constant within one sample, channel or the whole kernel and read further inside. */
  hoist(which: Level): void {
    this.startBody()
    this.#graph.nodes.forEach((node, id) => {
      if (this.#levels[id] !== which || (this.#uses[id]! < 2 && !this.#isReadInside(id, which))) return
      this.#pushOperation(node, id)
      const local = this.#hoisted.get(id) ?? this.#code.local('v128')
      this.#code.set(local)
      this.#hoisted.set(id, local)
    })
    this.#graph.nodes.forEach((_, id) => {
      if (this.#levels[id] === which && this.#isInverted(id)) this.#hoistReciprocal(id)
    })
  }

  /** Forgets what the last body computed. */
  startBody(): void {
    this.#computed.clear()
    this.#taken = 0
  }

  /** Pushes a node's value. */
  push(id: number): void {
    const known = this.#hoisted.get(id) ?? this.#computed.get(id)
    if (known !== undefined) {
      this.#code.get(known)
      return
    }
    this.#pushOperation(this.#graph.nodes[id]!, id)
    if (this.#uses[id]! > 1 && this.#levels[id] === level.value) {
      const local = this.#temporary()
      this.#code.tee(local)
      this.#computed.set(id, local)
    }
  }

  #levelOf(node: GraphNode): Level {
    if (node.op === 'input') return this.#inputs.level(node.name!)
    return node.args.reduce<Level>((most, argument) => {
      const other = this.#levels[argument]!
      return Math.max(other, most) as Level
    }, level.once)
  }

  #isReadInside(id: number, which: Level): boolean {
    return (
      this.#graph.outputs.includes(id) ||
      this.#graph.nodes.some((node, user) => this.#levels[user]! > which && node.args.includes(id))
    )
  }

  /**
   * Whether a node is divided by for every value although it is uniform:
   * then the loop multiplies by its reciprocal, which is one more rounding for a division less.
   * Only in float32 (solvers in float64 divide), and not for constants.
   */
  #isInverted(id: number): boolean {
    return this.#graph.nodes.some((node, user) => node.args[1] === id && this.#multiplies(user))
  }

  /** Whether a division is done by multiplying with a reciprocal taken ahead. */
  #multiplies(user: number): boolean {
    const { op, args } = this.#graph.nodes[user]!
    if (op !== 'divide' || this.#type.suffix !== 'f32' || this.#levels[user] !== level.value) return false
    return this.#levels[args[1]!] !== level.value && this.#graph.nodes[args[1]!]!.op !== 'constant'
  }

  #hoistReciprocal(id: number): void {
    const local = this.#reciprocals.get(id) ?? this.#code.local('v128')
    pushConstant(this.#code, this.#type, 1)
    this.push(id)
    this.#code.simd(this.#type.opcodes.divide)
    this.#code.set(local)
    this.#reciprocals.set(id, local)
  }

  #temporary(): Local {
    if (this.#taken === this.#pool.length) this.#pool.push(this.#code.local('v128'))
    return this.#pool[this.#taken++]!
  }

  #pushOperation(node: GraphNode, id: number): void {
    const { op, args } = node
    const lanes = this.#type.opcodes
    const direction = direct[op]
    const mask = masks[op]
    if (op === 'constant') pushConstant(this.#code, this.#type, node.value!)
    else if (op === 'input') this.#inputs.push(node.name!)
    else if (op === 'divide' && this.#multiplies(id)) {
      this.push(args[0]!)
      this.#code.get(this.#reciprocals.get(args[1]!)!)
      this.#code.simd(lanes.multiply)
    } else if (op === 'select') this.#pushSelect(args[0]!, args[1]!, args[2]!)
    else if ((op === 'min' || op === 'max') && args.some((argument) => this.#isBound(argument))) {
      this.#pushBounded(op, args[0]!, args[1]!)
    } else if (op === 'sign') this.#pushSign(args[0]!)
    else if (op === 'power') this.#pushPower(args[0]!, args[1]!)
    else {
      for (const argument of args) this.push(argument)
      if (direction !== undefined) this.#code.simd(lanes[direction])
      else if (mask !== undefined) this.#code.simd(mask)
      else this.#applyElementary(op, args.length)
    }
  }

  #applyElementary(op: Op, operands: number): void {
    this.#elementary.apply(`${op}_${this.#type.suffix}`, operands, () => this.#temporary())
  }

  #pushSelect(condition: number, chosen: number, other: number): void {
    if (this.#isConstant(chosen, 0)) {
      this.push(other)
      this.push(condition)
      this.#code.simd(simd.andNot)
    } else if (this.#isConstant(other, 0)) {
      this.push(chosen)
      this.push(condition)
      this.#code.simd(simd.and)
    } else {
      this.push(chosen)
      this.push(other)
      this.push(condition)
      this.#code.simd(simd.bitselect)
    }
  }

  #isConstant(id: number, value: number): boolean {
    const node = this.#graph.nodes[id]!
    return node.op === 'constant' && Object.is(node.value, value)
  }

  /** Whether a minimum or maximum with this argument takes the short way: then the other one alone may be NaN. */
  #isBound(id: number): boolean {
    const { op, value } = this.#graph.nodes[id]!
    return op === 'constant' && !Number.isNaN(value) && !Object.is(value, -0)
  }

  /** A minimum or maximum with a constant. What stands first comes through where it is NaN, or where both are 0. */
  #pushBounded(op: 'min' | 'max', first: number, second: number): void {
    const [bound, x] = this.#isBound(first) ? [first, second] : [second, first]
    this.push(x)
    this.push(bound)
    this.#code.simd(this.#type.opcodes[op === 'min' ? 'pseudoMin' : 'pseudoMax'])
    if (op === 'min' || !this.#isConstant(bound, 0)) return
    // The maximum of −0 and 0 is 0.
    this.push(bound)
    this.#code.simd(this.#type.opcodes.add)
  }

  /** The argument enlarged until it is beyond ±1, or 0, or NaN, and cut off there. */
  #pushSign(argument: number): void {
    const lanes = this.#type.opcodes
    const withConstant = (value: number, opcode: number): void => {
      pushConstant(this.#code, this.#type, value)
      this.#code.simd(opcode)
    }
    this.push(argument)
    for (const factor of enlarging[this.#type.suffix]) withConstant(factor, lanes.multiply)
    withConstant(-1, lanes.pseudoMax)
    withConstant(1, lanes.pseudoMin)
  }

  #pushPower(base: number, exponent: number): void {
    const node = this.#graph.nodes[exponent]!
    const lanes = this.#type.opcodes
    if (node.op === 'constant' && isRepeatedPower(node.value!)) {
      this.push(base)
      emitRepeatedPower(this.#code, this.#type, node.value!, () => this.#temporary())
    } else if (node.op === 'constant' && node.value === 0.5) {
      this.push(base)
      this.#code.simd(lanes.sqrt)
    } else if (node.op === 'constant' && node.value === -0.5) {
      pushConstant(this.#code, this.#type, 1)
      this.push(base)
      this.#code.simd(lanes.sqrt)
      this.#code.simd(lanes.divide)
    } else {
      this.push(base)
      this.push(exponent)
      this.#applyElementary('power', 2)
    }
  }
}
