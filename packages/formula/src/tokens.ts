import { FormulaError } from '@numeural/errors'
import { cureOfCharacter, cureOfLibrary } from './cures.js'
import { functionOf } from './functions.js'
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

/**
 * Cuts a formula into words and refuses, with its position, what mathjs would read but the language has not:
 * foreign characters, left-out multiplication signs, nesting deep enough to exhaust the stack.
 */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  /** What stands before each parenthesis that is open. */
  const opened: (Token | undefined)[] = []
  let prefixes = 0
  for (let position = skipSpace(text, 0); position < text.length; ) {
    const before = tokens.at(-1)
    const token = nextToken(text, position, before)
    if (token.kind === 'open') opened.push(before)
    if (token.kind === 'close') opened.pop()
    prefixes = token.kind === 'prefix' ? prefixes + 1 : 0
    if (Math.max(opened.length, prefixes) > limits.depth) throw tooDeep(position)
    refuseImplicitMultiplication(before, token)
    refuseOtherPower(before, token)
    if (token.kind === 'comma') refuseDecimalComma(text, position, opened.at(-1))
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
    hint: (character === '.' && cureOfLibrary(before?.text ?? '')) || cureOfCharacter(character),
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
      hint: `Write multiplication as *, which cannot be left out: ${before.text}*${token.kind === 'open' ? '(…)' : token.text}.`,
    },
  )
}

function refuseOtherPower(before: Token | undefined, token: Token): void {
  if (before?.text !== '*' || token.text !== '*' || before.position + 1 !== token.position) return
  throw new FormulaError(`'**' at position ${before.position} is not part of the formula language.`, {
    code: 'FORMULA_SYNTAX',
    position: before.position,
    given: '**',
    allowed: '^ for powers',
    hint: 'Write powers with ^, as in r^2.',
  })
}

/** A comma outside of the arguments of a function, or between digits in those of a function with one argument. */
function refuseDecimalComma(text: string, position: number, caller: Token | undefined): void {
  const betweenDigits = /\d/.test(text.charAt(position - 1)) && /\d/.test(text.charAt(position + 1))
  const isCall = caller?.kind === 'name'
  if (isCall && !(betweenDigits && functionOf(caller.text)?.arity === 1)) return
  throw new FormulaError(`The comma at position ${position} separates no arguments.`, {
    code: 'FORMULA_SYNTAX',
    position,
    given: ',',
    allowed: 'commas between the arguments of min and max',
    hint: betweenDigits
      ? `Write decimal numbers with a point: ${(text.slice(0, position).match(/\d+$/) ?? [''])[0]}.${(text.slice(position + 1).match(/^\d+/) ?? [''])[0]}.`
      : 'Write decimal numbers with a point, and commas only between arguments.',
  })
}
