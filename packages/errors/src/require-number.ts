import type { Option } from './option.js'
import { refused } from './refused.js'

/** Which numbers are allowed; NaN and the infinities never are. */
export interface NumberRule {
  /** The smallest allowed. */
  readonly least?: number
  /** The largest allowed. */
  readonly most?: number
  /** All allowed are larger. */
  readonly above?: number
  /** All allowed are smaller. */
  readonly below?: number
  /** Whether only whole numbers are allowed. Default false. */
  readonly whole?: boolean
}

/**
 * Refuses what is no finite number, or none that the rule allows.
 *
 * @throws ParameterError under the option's code
 */
export function requireNumber(
  option: Option,
  given: unknown,
  rule: NumberRule = {},
  hint?: string,
): asserts given is number {
  const { least = -Infinity, most = Infinity, above = -Infinity, below = Infinity, whole = false } = rule
  if (typeof given === 'number' && Number.isFinite(given) && (!whole || Number.isInteger(given))) {
    if (given >= least && given <= most && given > above && given < below) return
  }
  throw refused(option, given, ruleText(rule), hint)
}

/**
 * Refuses what is no whole number within the rule; at least 1 unless it says otherwise.
 *
 * @throws ParameterError under the option's code
 */
export function requireWhole(
  option: Option,
  given: unknown,
  rule: NumberRule = {},
  hint?: string,
): asserts given is number {
  requireNumber(option, given, { least: 1, ...rule, whole: true }, hint)
}

function ruleText({ least, most, above, below, whole = false }: NumberRule): string {
  const kind = whole ? 'a whole number' : 'a finite number'
  if (least !== undefined && most !== undefined) return `${kind} from ${least} to ${most}`
  const limits = [
    ...(least === undefined ? [] : [`of at least ${least}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(most === undefined ? [] : [`of at most ${most}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ]
  return [kind, limits.join(' and ')].filter((part) => part !== '').join(' ')
}
