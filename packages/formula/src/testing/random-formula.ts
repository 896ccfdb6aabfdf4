import { GraphBuilder } from '../builder.js'
import { functionNames, functionOf } from '../functions.js'
import { type Graph, isComparison, type Op, signatures } from '../graph.js'

/** What a random formula may contain. */
export interface RandomFormulaOptions {
  /** The inputs that may appear; `['r', 'lambda']` by default. */
  readonly symbols?: readonly string[]
  /** Nested operations at most; 5 by default. */
  readonly depth?: number
  /** Leave out conditions and the functions with kinks and jumps (such as abs and max); false by default. */
  readonly smooth?: boolean
}

const arithmetic: readonly Op[] = ['add', 'subtract', 'multiply', 'divide', 'add', 'multiply']
const unary = functionNames.filter((name) => functionOf(name)?.arity === 1)
const isKinked = (name: string): boolean => functionOf(name)?.kink !== undefined
const smoothFunctions: readonly Op[] = ['negate', ...unary.filter((name) => !isKinked(name))]
const kinkedFunctions: readonly Op[] = unary.filter(isKinked)
const binaryFunctions: readonly Op[] = functionNames.filter((name) => functionOf(name)?.arity === 2)
const comparisons = (Object.keys(signatures) as Op[]).filter(isComparison)
const exponents: readonly number[] = [-3, -2, -1, 2, 3, 4, 8, 0.5, 1.5]

/**
 * A formula drawn at random: every operation of the language occurs. Its values may be NaN or infinite somewhere.
 * Conformance tests compare backends, derivatives and enclosures on such formulas.
 *
 * @param random numbers in [0, 1); a seeded generator makes the formula repeatable
 */
export function randomFormula(random: () => number, options: RandomFormulaOptions = {}): Graph {
  const { symbols = ['r', 'lambda'], depth = 5, smooth = false } = options
  const builder = new GraphBuilder()
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]

  const condition = (levels: number): number => {
    const choice = random()
    if (levels <= 1 || choice < 0.6) return builder.apply(pick(comparisons), value(levels - 1), value(levels - 1))
    if (choice < 0.7) return builder.apply('not', condition(levels - 1))
    return builder.apply(choice < 0.85 ? 'and' : 'or', condition(levels - 1), condition(levels - 1))
  }
  const leaf = (): number =>
    random() < 0.65 && symbols.length > 0
      ? builder.input(pick(symbols))
      : builder.constant(Math.round((random() * 6 - 2) * 8) / 8)
  const value = (levels: number): number => {
    const choice = random()
    if (levels <= 0 || choice < 0.1) return leaf()
    if (choice < 0.5) return builder.apply(pick(arithmetic), value(levels - 1), value(levels - 1))
    if (choice < 0.62) return builder.apply('power', value(levels - 1), builder.constant(pick(exponents)))
    if (choice < 0.64) return builder.apply('power', builder.apply('exp', value(levels - 1)), value(levels - 1))
    if (smooth || choice < 0.82) return builder.apply(pick(smoothFunctions), value(levels - 1))
    if (choice < 0.88) return builder.apply(pick(kinkedFunctions), value(levels - 1))
    if (choice < 0.93) return builder.apply(pick(binaryFunctions), value(levels - 1), value(levels - 1))
    return builder.apply('select', condition(levels - 1), value(levels - 1), value(levels - 1))
  }
  return builder.finish([value(depth)])
}
