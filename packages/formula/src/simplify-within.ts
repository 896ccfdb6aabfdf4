import { forPeople, rootOfTwo } from './for-people.js'
import type { Graph } from './graph.js'
import { mathjs } from './mathjs.generated.js'
import type { MathjsNode, Simplify } from './mathjs.js'
import { toText } from './text.js'

/**
 * Simplification tries every rule at every node, again and again, and every way to split a sum or product of many
 * terms: minutes for formulas that strangers, or derivatives, make.
 */
const mostNodes = 300
const mostTerms = 10

/** Steps left for simplifying: nodes visited by rules. */
export interface Allowance {
  steps: number
}

/** A fresh allowance, for one text: about a second. */
export function allowance(): Allowance {
  return { steps: 40_000 }
}

/** What mathjs does not know: the square of √2, and that of a sign (which is 0 at a kink only). */
const ownRules = [`${rootOfTwo}*${rootOfTwo} -> 2`, `${rootOfTwo}^2 -> 2`, 'sign(n)*sign(n) -> 1', 'sign(n)^2 -> 1']

class Exhausted extends Error {}

/** Writes a formula without conditions simplified by mathjs; undefined if that fails, or would take too long. */
export function simplifier(simplify: Simplify): (piece: Graph, allowance: Allowance) => string | undefined {
  const rules = [...simplify.rules, ...ownRules]
  return (piece, left) => {
    const count = (tree: MathjsNode): MathjsNode => {
      left.steps -= sizeOf(tree)
      if (left.steps < 0) throw new Exhausted()
      return tree
    }
    try {
      const tree = mathjs.parse(toText(forPeople(piece)))
      if (sizeOf(tree) > mostNodes || termsOf(tree) > mostTerms) return undefined
      const counted = rules.flatMap((rule) => [rule, count])
      const text = simplify(tree, counted, {}, simplify.realContext).toString({ parenthesis: 'auto', implicit: 'show' })
      return text.replaceAll(rootOfTwo, 'sqrt(2)').replace(/ ([*/^]) /g, '$1')
    } catch {
      // mathjs fails in ways of its own, and the formula can always be written as it is
      return undefined
    }
  }
}

function childrenOf({ args = [], content }: MathjsNode): readonly MathjsNode[] {
  return content === undefined ? args : [content]
}

function sizeOf(tree: MathjsNode): number {
  return childrenOf(tree).reduce((sum, child) => sum + sizeOf(child), 1)
}

/** Terms of the longest sum or product. */
function termsOf(tree: MathjsNode): number {
  return Math.max(...chainsOf(tree, undefined), 1)
}

/** The numbers of terms of all sums and products of a tree, those that continue the one above counted with it. */
function chainsOf(tree: MathjsNode, above: string | undefined): number[] {
  const kind = chainKind(tree)
  const below = childrenOf(tree).flatMap((child) => chainsOf(child, kind))
  return kind !== undefined && kind !== above ? [...below, lengthOf(tree, kind)] : below
}

function lengthOf(tree: MathjsNode, kind: string): number {
  if (chainKind(tree) !== kind) return 1
  return childrenOf(tree).reduce((sum, child) => sum + lengthOf(child, kind), 0)
}

/** Parentheses are left out before simplifying, differences are sums and quotients products. */
function chainKind({ type, fn, content }: MathjsNode): string | undefined {
  if (type === 'ParenthesisNode' && content !== undefined) return chainKind(content)
  if (fn === 'add' || fn === 'subtract') return 'sum'
  return fn === 'multiply' || fn === 'divide' ? 'product' : undefined
}
