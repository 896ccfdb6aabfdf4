import { ParameterError } from '@numeural/errors'

/** The values that a parameter may take; `[a, b]` is the closed interval, `'unit'` is [0, 1]. All are finite. */
export type ParameterDomain = 'real' | 'positive' | 'nonnegative' | 'unit' | readonly [number, number]

/** A parameter of a nonlinearity. */
export interface ParameterDefinition {
  readonly default: number
  readonly domain: ParameterDomain
  /**
   * `'contrast'`: the size of r beyond which a nonlinearity takes a difference for an edge, such as λ.
   * It is in the unit of the signal: networks start it at 10 times its default, made for grey values in [0, 255],
   * and `denoise` derives it from the noise. Without a role a parameter is a number like any other.
   */
  readonly role?: 'contrast'
}

/** Parameters by name. */
export type ParameterDefinitions = Readonly<Record<string, ParameterDefinition>>

/** Values of parameters by name; those left out take their defaults. */
export type ParameterValues = Readonly<Record<string, number>>

/** Whether a value is finite and in a domain. */
export function isInDomain(domain: ParameterDomain, value: number): boolean {
  if (!Number.isFinite(value)) return false
  switch (domain) {
    case 'real':
      return true
    case 'positive':
      return value > 0
    case 'nonnegative':
      return value >= 0
    case 'unit':
      return value >= 0 && value <= 1
    default:
      return value >= domain[0] && value <= domain[1]
  }
}

/** The names of the parameters that are contrasts. */
export function contrastNames(definitions: ParameterDefinitions): string[] {
  return Object.keys(definitions).filter((name) => definitions[name].role === 'contrast')
}

/** The closed interval around a domain; what is positive is at least the least positive number. */
export function intervalOf(domain: ParameterDomain): { lo: number; hi: number } {
  switch (domain) {
    case 'real':
      return { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY }
    case 'positive':
      return { lo: Number.MIN_VALUE, hi: Number.POSITIVE_INFINITY }
    case 'nonnegative':
      return { lo: 0, hi: Number.POSITIVE_INFINITY }
    case 'unit':
      return { lo: 0, hi: 1 }
    default:
      return { lo: domain[0], hi: domain[1] }
  }
}

/** A domain in words, for messages. */
export function domainText(domain: ParameterDomain): string {
  switch (domain) {
    case 'real':
      return 'a finite number'
    case 'positive':
      return 'a finite number > 0'
    case 'nonnegative':
      return 'a finite number >= 0'
    case 'unit':
      return 'a number in [0, 1]'
    default:
      return `a number in [${domain[0]}, ${domain[1]}]`
  }
}

/**
 * A value for every parameter: the given ones, checked, and defaults for the rest.
 *
 * @param owner whose parameters they are, for messages
 * @throws ParameterError `PARAMETER_UNKNOWN` for a name that is no parameter, `PARAMETER_DOMAIN` for a value that is
 *   NaN, infinite or outside its domain
 */
export function resolveParameters(
  owner: string,
  definitions: ParameterDefinitions,
  values: ParameterValues = {},
): Record<string, number> {
  const names = Object.keys(definitions)
  for (const name of Object.keys(values)) {
    if (Object.hasOwn(definitions, name)) continue
    throw new ParameterError(
      `'${owner}' has no parameter '${name}': its parameters are ${names.join(', ') || 'none'}.`,
      {
        code: 'PARAMETER_UNKNOWN',
        given: name,
        allowed: names,
        hint: names.length > 0 ? `Correct the name to one of ${names.join(', ')}.` : 'Leave it out.',
      },
    )
  }
  return Object.fromEntries(
    names.map((name) => {
      const { default: usual, domain } = definitions[name]
      const value = Object.hasOwn(values, name) ? values[name] : usual
      if (typeof value === 'number' && isInDomain(domain, value)) return [name, value]
      throw new ParameterError(
        `Parameter '${name}' of '${owner}' is ${String(value)}, it must be ${domainText(domain)}.`,
        {
          code: 'PARAMETER_DOMAIN',
          given: value,
          allowed: domainText(domain),
          hint: `Give '${name}' ${domainText(domain)}; its default is ${usual}.`,
        },
      )
    }),
  )
}

/**
 * Refuses a time step that is not a positive finite number.
 *
 * @throws ParameterError `TAU_INVALID`
 */
export function requireTau(tau: number): void {
  if (typeof tau === 'number' && Number.isFinite(tau) && tau > 0) return
  throw new ParameterError(`The time step tau is ${String(tau)}, it must be a finite number > 0.`, {
    code: 'TAU_INVALID',
    given: tau,
    allowed: 'a finite number > 0',
    hint: 'The tables of the papers use 0.25.',
  })
}
