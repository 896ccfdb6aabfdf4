import type { ParameterDomain } from './scheme.js'

/** Whether a number lies in a domain. Limits are open, except that 0 belongs to `nonnegative`. */
export function inDomain(value: number, domain: ParameterDomain): boolean {
  if (!Number.isFinite(value)) return false
  if (domain === 'real') return true
  if (domain === 'positive') return value > 0
  if (domain === 'nonnegative') return value >= 0
  const [low, high] = domain === 'unit' ? [0, 1] : domain
  return value > low && value < high
}

/** A domain in words, for messages. */
export function describeDomain(domain: ParameterDomain): string {
  if (domain === 'real') return 'a finite number'
  if (domain === 'positive') return 'a finite number > 0'
  if (domain === 'nonnegative') return 'a finite number ≥ 0'
  const [low, high] = domain === 'unit' ? [0, 1] : domain
  return `a number between ${low} and ${high}`
}

/** Whether a value is a domain at all: for definitions that come from outside TypeScript. */
export function isDomain(domain: unknown): domain is ParameterDomain {
  if (Array.isArray(domain)) {
    return domain.length === 2 && domain.every((limit) => Number.isFinite(limit)) && domain[0] < domain[1]
  }
  return domain === 'real' || domain === 'positive' || domain === 'nonnegative' || domain === 'unit'
}
