import { FormulaError, ParameterError } from '@numeural/errors'
import { FormulaReader } from './formula-reader.js'
import type { Graph } from './graph.js'
import { isSymbolName, limits } from './language.js'
import { mathjs } from './mathjs.generated.js'
import type { MathjsNode } from './mathjs.js'
import { type Token, tokenise, tooDeep } from './tokens.js'

/**
 * Parses a formula into an expression graph with one output.
 *
 * The language: decimal numbers, the declared symbols, `pi`; `+ - * / ^` with the usual binding (`^` groups to the
 * right and binds tighter than a sign before it: `-r^2` is `-(r^2)`); comparisons, also chained (`0 < r <= 1`);
 * `and`, `or`, `not`; `condition ? a : b`; `abs sign sqrt exp expm1 log log1p sin cos tan atan sinh cosh tanh`
 * of one argument and `min`, `max` of two or more. Conditions are no numbers and numbers are no conditions.
 * Multiplication signs cannot be left out.
 *
 * @param text at most 4096 characters; may come from a stranger
 * @param symbols the names that the formula may use; other names are refused
 * @throws FormulaError with the position of the offence (code `FORMULA_SYNTAX`, `FORMULA_SYMBOL`, `FORMULA_FUNCTION`,
 *   `FORMULA_TYPE` or `FORMULA_LIMIT`)
 * @throws ParameterError `SYMBOL_NAME` if a declared symbol cannot be one
 */
export function parse(text: string, symbols: readonly string[]): Graph {
  for (const symbol of symbols) {
    if (!isSymbolName(symbol)) throw badSymbol(symbol)
  }
  if (typeof text !== 'string') {
    throw new FormulaError(`A formula is text, ${text === null ? 'null' : typeof text} was given.`, {
      code: 'FORMULA_SYNTAX',
      position: 0,
      given: text,
      allowed: 'a string',
      hint: "Write the formula as a string, such as '2*r'.",
    })
  }
  if (text.length > limits.characters) {
    throw new FormulaError(`The formula has ${text.length} characters.`, {
      code: 'FORMULA_LIMIT',
      position: limits.characters,
      given: text.length,
      allowed: `at most ${limits.characters} characters`,
      hint: 'Shorten the formula.',
    })
  }
  const tokens = tokenise(text)
  if (tokens.length === 0) {
    throw new FormulaError('The formula is empty.', {
      code: 'FORMULA_SYNTAX',
      position: 0,
      given: text,
      allowed: 'an expression',
      hint: "Write an expression, such as '2*r'.",
    })
  }
  // mathjs refuses these by an error of its own, without a position.
  const inherited = tokens.find(
    ({ kind, text: name }, index) =>
      kind === 'name' && Object.hasOwn(Object.prototype, name) && tokens[index + 1]?.kind !== 'open',
  )
  if (inherited !== undefined) {
    throw new FormulaError(`The name '${inherited.text}' at position ${inherited.position} cannot be used.`, {
      code: 'FORMULA_SYMBOL',
      position: inherited.position,
      given: inherited.text,
      allowed: [...symbols, 'pi'],
      hint: 'Choose another name.',
    })
  }
  try {
    return new FormulaReader(tokens, symbols).read(syntaxTree(text, tokens))
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(0)
    throw error
  }
}

/** mathjs sees the words one space apart, so that white space and line ends mean nothing. */
function syntaxTree(text: string, tokens: readonly Token[]): MathjsNode {
  try {
    return mathjs.parse(tokens.map((token) => token.text).join(' '))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const position = originalPosition(text, tokens, (error as { char?: number }).char ?? 1)
    const what = error.message.replace(/ \(char \d+\)$/, '')
    throw new FormulaError(
      `${what} at position ${position} of the formula '${text}'.`,
      {
        code: 'FORMULA_SYNTAX',
        position,
        given: text,
        allowed: 'an expression of the formula language',
        hint: 'Check the operators and parentheses around this position.',
      },
      { cause: error },
    )
  }
}

/** Where mathjs' character (from 1, in the text of words one space apart) is in the formula. */
function originalPosition(text: string, tokens: readonly Token[], char: number): number {
  let end = 0
  for (const token of tokens) {
    end += token.text.length + 1
    if (char <= end) return token.position
  }
  return text.length
}

function badSymbol(symbol: string): ParameterError {
  return new ParameterError(`'${symbol}' cannot be the name of a symbol.`, {
    code: 'SYMBOL_NAME',
    given: symbol,
    allowed:
      'a letter (A-Z, a-z), then letters, digits and underscores; no function, operator or constant of the language',
    hint: 'Rename the symbol.',
  })
}
