import { functionOf, mapFunctions } from './functions.js'

/** Version of the formula language; a model file names the version that its formulas are written in. */
export const formulaLanguage = Math.max(1, ...Object.values(mapFunctions(({ since = 1 }) => since)))

/** Limits on formulas, which may come from strangers. */
export const limits = {
  /** UTF-16 units of text. */
  characters: 4096,
  /** Nodes of the graph. */
  nodes: 2000,
  /** Nested parentheses, and prefix operators in a row. */
  depth: 200,
} as const

/** Operators that are words. */
export const wordOperators: ReadonlySet<string> = new Set(['and', 'or', 'not'])

/** Words that mathjs reads as an operator or a value; they can be no symbols. */
const mathjsWords: readonly string[] = [
  'mod',
  'to',
  'in',
  'xor',
  'end',
  'true',
  'false',
  'null',
  'undefined',
  'NaN',
  'Infinity',
]

/**
 * Whether a symbol may have this name: a letter, then letters, digits and underscores,
 * no word of the language, and nothing that every JavaScript object has, such as `constructor`.
 */
export function isSymbolName(name: string): boolean {
  return (
    /^[A-Za-z][A-Za-z0-9_]*$/.test(name) &&
    name !== 'pi' &&
    !wordOperators.has(name) &&
    functionOf(name) === undefined &&
    !mathjsWords.includes(name) &&
    !Object.hasOwn(Object.prototype, name)
  )
}
