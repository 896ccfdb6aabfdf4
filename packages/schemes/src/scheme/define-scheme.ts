import { domainText, isInDomain, type ParameterDomain } from '@numeural/activations'
import { ParameterError, refused, requireKnown, shown } from '@numeural/errors'
import { isSymbolName, limits, toText } from '@numeural/formula'
import { parseField } from './parse-field.js'
import {
  type ExplicitScheme,
  type ImplicitScheme,
  type Scheme,
  type SchemeDefinition,
  type SchemeParameter,
  schemeSignals,
} from './scheme.js'
import type { StepSolver } from './step-solver.js'
import { timeOfStep } from './time-of-step.js'

const namePattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const known = {
  name: true,
  update: true,
  at: true,
  length: true,
  time: true,
  order: true,
  first: true,
  parameters: true,
  source: true,
  solver: true,
} satisfies Record<keyof SchemeDefinition, true>
const reserved: readonly string[] = [...schemeSignals, 'l', 'L']

/**
 * A scheme from its formulas. Names, domains and defaults are checked here; the formulas are parsed and analysed on
 * first use (see {@link analyseScheme}), or when a registry takes the scheme in.
 *
 * @throws ParameterError `SCHEME_NAME`, `SCHEME_FIELD`, `SCHEME_PARAMETER`; FormulaError if `time` has to be derived
 *   from an update that is malformed
 * @example
 * const heavyBall = defineScheme({
 *   name: 'heavy-ball',
 *   parameters: { tau: { default: 0.25, domain: 'positive' }, beta: { default: 0.3, domain: 'unit' } },
 *   update: 'u - tau*flux + beta*(u - previous)',
 *   time: 'tau/(1 - beta)',
 * })
 */
export function defineScheme<const Name extends string>(
  definition: SchemeDefinition<Name> & { readonly solver: StepSolver },
): ImplicitScheme<Name>
export function defineScheme<const Name extends string>(
  definition: SchemeDefinition<Name> & { readonly solver?: undefined },
): ExplicitScheme<Name>
export function defineScheme<const Name extends string>(definition: SchemeDefinition<Name>): Scheme<Name>
export function defineScheme<const Name extends string>(definition: SchemeDefinition<Name>): Scheme<Name> {
  const { name } = definition
  if (typeof name !== 'string' || !namePattern.test(name)) {
    throw new ParameterError(`The scheme's name ${shown(name)} is not allowed.`, {
      code: 'SCHEME_NAME',
      given: name,
      allowed: 'small letters, digits and single hyphens, a letter first',
      hint: "Use a name such as 'heavy-ball'.",
    })
  }
  requireKnown({ owner: `Scheme '${name}'`, code: 'SCHEME_FIELD' }, definition, known)
  for (const field of ['update', 'time', 'at', 'first'] as const) {
    const value = definition[field]
    const optional = field === 'at' || field === 'first' || (field === 'time' && (definition.length ?? null) === null)
    if (typeof value !== 'string' && !(optional && value === undefined)) {
      throw refuseField(name, field, value, 'a formula')
    }
  }
  requireSolver(definition)
  const length = definition.length ?? null
  if (length !== null && (!Number.isInteger(length) || length < 1)) {
    throw refuseField(name, 'length', length, 'a whole number ≥ 1, or nothing for a scheme without cycles')
  }
  const order = definition.order ?? null
  if (order !== null && !(Number.isFinite(order) && order > 0)) {
    throw refuseField(name, 'order', order, 'a number > 0, or null if no order is claimed')
  }
  return {
    name,
    update: definition.update,
    at: definition.at ?? (definition.solver === undefined ? 'u' : 'next'),
    length,
    time: definition.time ?? derivedTime(definition),
    order,
    first: definition.first ?? null,
    parameters: Object.fromEntries(
      Object.entries(definition.parameters ?? {}).map(([key, parameter]) => [key, complete(name, key, parameter)]),
    ),
    source: definition.source ?? null,
    solver: definition.solver ?? null,
  }
}

/** The time that a step covers, as a formula in the parameters. */
function derivedTime({ name, update, parameters = {} }: SchemeDefinition): string {
  const symbols = [...schemeSignals, ...Object.keys(parameters), 'l', 'L']
  const text = toText(timeOfStep(parseField({ name }, 'update', update, symbols)))
  if (text.length > limits.characters)
    throw refuseField(name, 'time', undefined, 'a formula, as the one that follows from the weights is too long')
  return text
}

function complete(
  scheme: string,
  name: string,
  parameter: Partial<SchemeParameter> & Pick<SchemeParameter, 'default'>,
): SchemeParameter {
  const { default: start, domain = 'real', per = 'block', trainable = true, startsAt } = parameter
  if (!isSymbolName(name) || reserved.includes(name)) {
    throw refuseParameter(scheme, name, name, `a name of the formula language other than ${reserved.join(', ')}`)
  }
  if (!isDomain(domain)) {
    throw refuseParameter(scheme, name, domain, "domain 'real', 'positive', 'nonnegative', 'unit' or [a, b] with a < b")
  }
  if (!['network', 'block', 'step'].includes(per)) {
    throw refuseParameter(scheme, name, per, "per 'network', 'block' or 'step'")
  }
  if (typeof start !== 'string' && !isInDomain(domain, start)) {
    throw refuseParameter(scheme, name, start, `a default that is ${domainText(domain)}, or a formula in l and L`)
  }
  for (const bound of ['maximum', 'minimum'] as const) {
    const formula = parameter[bound]
    if (formula === undefined || (bound === 'maximum' && formula === null)) continue
    if (typeof formula !== 'string' || domain !== 'positive') {
      throw refuseParameter(
        scheme,
        name,
        { [bound]: formula, domain },
        `a ${bound} that is a formula in rho and L, domain 'positive'`,
      )
    }
  }
  if (typeof parameter.maximum === 'string' && parameter.minimum !== undefined) {
    throw refuseParameter(scheme, name, 'a maximum and a minimum', 'one of the two')
  }
  if (startsAt !== undefined && (startsAt !== 'bound' || typeof parameter.maximum !== 'string')) {
    throw refuseParameter(scheme, name, { startsAt }, "startsAt 'bound', next to a maximum, or nothing")
  }
  return {
    default: start,
    domain,
    per,
    trainable,
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(parameter.maximum === undefined ? {} : { maximum: parameter.maximum }),
    ...(parameter.minimum === undefined ? {} : { minimum: parameter.minimum }),
  }
}

/** An implicit scheme is one equation, u⁺ = u − τ KᵀΦ(Ku⁺), and its solver solves just this. */
function requireSolver({ name, solver, update, at = 'next' }: SchemeDefinition): void {
  if (solver === undefined) return
  if (typeof solver?.advance !== 'function' || typeof solver.name !== 'string') {
    throw refuseField(name, 'solver', solver, 'a solver with a name and a function advance')
  }
  if (at !== 'next') throw refuseField(name, 'at', at, "'next', for a scheme with a solver")
  if (update !== 'u - tau*flux') throw refuseField(name, 'update', update, "'u - tau*flux', for a scheme with a solver")
}

function refuseField(scheme: string, field: string, given: unknown, allowed: string): ParameterError {
  const option = { owner: `Scheme '${scheme}'`, option: field, code: 'SCHEME_FIELD' }
  return refused(option, given, allowed, `Set ${field} to ${allowed}.`)
}

function refuseParameter(scheme: string, name: string, given: unknown, allowed: string): ParameterError {
  const message = `Scheme '${scheme}', parameter '${name}': given ${shown(given)}, allowed: ${allowed}.`
  return new ParameterError(message, {
    code: 'SCHEME_PARAMETER',
    given,
    allowed,
    hint: `Change the declaration of '${name}'.`,
  })
}

/** Definitions may come from JavaScript or from a file, where the type says nothing. */
function isDomain(domain: unknown): domain is ParameterDomain {
  if (Array.isArray(domain)) {
    return domain.length === 2 && domain.every((limit) => Number.isFinite(limit)) && domain[0] < domain[1]
  }
  return domain === 'real' || domain === 'positive' || domain === 'nonnegative' || domain === 'unit'
}
