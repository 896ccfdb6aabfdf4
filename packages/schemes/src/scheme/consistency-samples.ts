import { domainText, isInDomain, type ParameterDomain } from '@numeural/activations'
import { ParameterError } from '@numeural/errors'
import { evaluate, parse } from '@numeural/formula'
import type { Scheme } from './scheme.js'

/** Positions in (0, 1), irrational-looking, so that a weight is not 1 by accident; another one for every parameter. */
const positions = [0.5, 0.137_258, 0.713_941, 0.914_772]

/**
 * Values for the parameters, `l` and `L` at which the identities that a scheme must fulfil are checked: the defaults
 * for every step of a cycle, then points spread over the domains.
 *
 * @throws ParameterError `SCHEME_PARAMETER` if a default formula leaves its domain
 */
export function consistencySamples(scheme: Scheme): Record<string, number>[] {
  const samples: Record<string, number>[] = []
  const names = Object.keys(scheme.parameters)
  for (const length of new Set([scheme.length ?? 1, 1, 3])) {
    for (let step = 0; step < length; step++) {
      samples.push({ ...defaultsAt(scheme, step, length), l: step, L: length })
    }
  }
  positions.forEach((position, index) => {
    const spread = names.map((name, offset) => {
      const shifted = (position + 0.381_966 * offset) % 1
      return [name, pointIn(scheme.parameters[name]!.domain, shifted)] as const
    })
    samples.push({ ...Object.fromEntries(spread), l: index % 2, L: 1 + index })
  })
  return samples
}

/** The starting values of a scheme's parameters in step `l` of a cycle of `L` steps. */
export function defaultsAt(scheme: Scheme, l: number, L: number): Record<string, number> {
  const entries = Object.entries(scheme.parameters).map(([name, { default: start, domain }]) => {
    const value = typeof start === 'number' ? start : evaluate(parse(start, ['l', 'L']), { l, L })[0]!
    if (!isInDomain(domain, value)) {
      throw new ParameterError(
        `Scheme '${scheme.name}': the default of '${name}' is ${value} at l = ${l}, L = ${L}; it must be ${domainText(domain)}.`,
        {
          code: 'SCHEME_PARAMETER',
          given: value,
          allowed: domainText(domain),
          hint: `Change the default of '${name}' or widen its domain.`,
        },
      )
    }
    return [name, value] as const
  })
  return Object.fromEntries(entries)
}

function pointIn(domain: ParameterDomain, position: number): number {
  if (domain === 'real') return 6 * position - 3
  if (domain === 'positive' || domain === 'nonnegative') return 3 * position + 0.01
  const [low, high] = domain === 'unit' ? [0, 1] : domain
  return low + (high - low) * position
}
