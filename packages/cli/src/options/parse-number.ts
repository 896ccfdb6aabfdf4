import { UsageError } from '../errors/usage-error.js'
import type { NumberRule } from './number-rules.js'

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i

/** A parser for a numeric option, for `Command.option`. */
export function numberFor(flag: string, rule: NumberRule): (text: string) => number {
  return (text) => readNumber(flag, text, rule)
}

/** A parser for an option that takes numbers separated by commas. */
export function numbersFor(flag: string, rule: NumberRule): (text: string) => number[] {
  return (text) => text.split(',').map((part) => readNumber(flag, part.trim(), rule, text))
}

/** A decimal number; `Number` alone would take `''`, `'0x10'` and `'Infinity'`. */
export function readNumber(flag: string, text: string, rule: NumberRule, whole = text): number {
  const value = decimal.test(text) ? Number(text) : Number.NaN
  if (rule.accepts(value)) return value
  const inside = whole === text ? '' : ` (in '${whole}')`
  throw new UsageError(`${flag} '${text}'${inside}`, `give ${rule.allowed}`)
}
