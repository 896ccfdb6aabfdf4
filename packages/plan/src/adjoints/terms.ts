import type { GraphBuilder } from '@numeural/formula'
import type { MapOperand } from '../values/operands.js'
import type { Operand } from '../values/value.js'

/** A product of operands, read like the operands of a map; the empty product is 1. */
export type Term = readonly Operand[]

/** Operands of a map under distinct names; an operand read twice has one name. */
export class NamedOperands {
  /** What the map reads, as PlanBuilder takes it. */
  readonly byName: Record<string, Operand> = Object.create(null) as Record<string, Operand>
  readonly #names = new Map<string, string>()

  /** @param operands operands that keep their names */
  constructor(operands: readonly MapOperand[] = []) {
    for (const { name, from } of operands) {
      this.byName[name] = from
      if (!this.#names.has(keyOf(from))) this.#names.set(keyOf(from), name)
    }
  }

  /** The name of an operand, a fresh one if it has none yet. */
  nameOf(operand: Operand): string {
    const key = keyOf(operand)
    const known = this.#names.get(key)
    if (known !== undefined) return known
    let number = this.#names.size
    while (`adjoint${number}` in this.byName) number++
    const name = `adjoint${number}`
    this.byName[name] = operand
    this.#names.set(key, name)
    return name
  }

  /** Adds the sum of products to a graph. */
  sumOf(graph: GraphBuilder, terms: readonly Term[]): number {
    return terms.reduce((sum, term) => {
      const product = term.reduce(
        (factors, operand) => graph.apply('multiply', factors, graph.input(this.nameOf(operand))),
        graph.constant(1),
      )
      return graph.apply('add', sum, product)
    }, graph.constant(0))
  }
}

/** Equal for operands that read the same numbers. */
export function keyOf(operand: Operand): string {
  const position = operand.kind === 'channel' ? operand.channel : operand.kind === 'element' ? operand.index : ''
  return `${operand.kind} ${operand.id} ${position}`
}
