import { FormulaError } from '@numeural/errors'
import { limits, wordOperators } from './language.js'

/** A word of a formula. */
export interface Token {
  readonly kind: 'number' | 'name' | 'prefix' | 'infix' | 'open' | 'close' | 'comma' | 'question' | 'colon'
  readonly text: string
  /** Offset in the formula, from 0. */
  readonly position: number
}

const patterns: readonly (readonly [RegExp, Token['kind']])[] = [
  [/(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y, 'number'],
  [/[A-Za-z_][A-Za-z0-9_]*/y, 'name'],
  [/<=|>=|==|!=|[-+*/^<>]/y, 'infix'],
  [/\(/y, 'open'],
  [/\)/y, 'close'],
  [/,/y, 'comma'],
  [/\?/y, 'question'],
  [/:/y, 'colon'],
]

const refused: Readonly<Record<string, string>> = {
  '=': 'Compare with ==; formulas have no assignment.',
  '!': "Write 'not' for negation and != for 'is not equal'; there is no factorial.",
  '&': "Write 'and'.",
  '|': "Write 'or', or abs(x) for a magnitude.",
  '%': 'Use * and /; there is no remainder and no percentage.',
  '"': 'Formulas have no text.',
  "'": 'Formulas have no text and no transpose.',
  '.': 'Formulas have no properties and no elementwise operators; write * / ^.',
  ';': 'A formula is a single expression.',
  '[': 'Formulas have no arrays; use parentheses.',
  '{': 'Formulas have no objects; use parentheses.',
}

/**
 * Cuts a formula into words and refuses, with its position, what mathjs would read but the language has not:
 * foreign characters, left-out multiplication signs, nesting deep enough to exhaust the stack.
 */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  let depth = 0
  let prefixes = 0
  for (let position = skipSpace(text, 0); position < text.length; ) {
    const token = nextToken(text, position, tokens.at(-1))
    depth += token.kind === 'open' ? 1 : token.kind === 'close' ? -1 : 0
    prefixes = token.kind === 'prefix' ? prefixes + 1 : 0
    if (Math.max(depth, prefixes) > limits.depth) throw tooDeep(position)
    refuseImplicitMultiplication(tokens.at(-1), token)
    tokens.push(token)
    position = skipSpace(text, position + token.text.length)
  }
  return tokens
}

/** The error for a formula that is nested too deeply. */
export function tooDeep(position: number): FormulaError {
  return new FormulaError(`The formula is nested too deeply at position ${position}.`, {
    code: 'FORMULA_LIMIT',
    position,
    allowed: `at most ${limits.depth} levels of nesting`,
    hint: 'Split the formula, or leave out parentheses that are not needed.',
  })
}

function skipSpace(text: string, from: number): number {
  let position = from
  while (position < text.length && ' \t\r\n'.includes(text.charAt(position))) position++
  return position
}

function nextToken(text: string, position: number, before: Token | undefined): Token {
  for (const [pattern, kind] of patterns) {
    pattern.lastIndex = position
    const word = pattern.exec(text)?.[0]
    if (word === undefined) continue
    const afterOperand = before !== undefined && endsOperand(before)
    if (kind === 'name' && wordOperators.has(word))
      return { kind: word === 'not' ? 'prefix' : 'infix', text: word, position }
    if (kind === 'infix' && !afterOperand && (word === '-' || word === '+'))
      return { kind: 'prefix', text: word, position }
    return { kind, text: word, position }
  }
  const character = String.fromCodePoint(text.codePointAt(position) as number)
  throw new FormulaError(`Unexpected character ${JSON.stringify(character)} at position ${position}.`, {
    code: 'FORMULA_SYNTAX',
    position,
    given: character,
    allowed: 'numbers, names, + - * / ^ < <= > >= == != and or not ? : ( ) ,',
    hint: refused[character] ?? 'Remove it; names are made of the letters A-Z, a-z, digits and underscores.',
  })
}

function endsOperand(token: Token): boolean {
  return token.kind === 'number' || token.kind === 'name' || token.kind === 'close'
}

function refuseImplicitMultiplication(before: Token | undefined, token: Token): void {
  if (before === undefined || !endsOperand(before)) return
  const startsOperand =
    token.kind === 'number' || token.kind === 'name' || (token.kind === 'open' && before.kind !== 'name')
  if (!startsOperand) return
  throw new FormulaError(
    `An operator is missing at position ${token.position}, between '${before.text}' and '${token.text}'.`,
    {
      code: 'FORMULA_SYNTAX',
      position: token.position,
      given: `${before.text} ${token.text}`,
      allowed: 'an operator between two operands',
      hint: 'Write multiplication as *; it cannot be left out.',
    },
  )
}
