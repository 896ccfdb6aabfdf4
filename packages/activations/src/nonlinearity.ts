import { FormulaError, ParameterError } from '@numeural/errors'
import { type Graph, isSymbolName, parse } from '@numeural/formula'
import { type FaceName, faceNames, reservedSymbols, symbolsOf } from './face.js'
import { domainText, isInDomain, type ParameterDefinition, type ParameterDefinitions } from './parameter.js'

/**
 * Constants that the author of a nonlinearity vouches for;
 * `checkNonlinearity` refuses those that the formula contradicts.
 */
export interface DeclaredBounds {
  /** sup |g|. */
  readonly gMax?: number
  /** sup |Φ'|; Infinity for a flux that jumps. */
  readonly lipschitz?: number
  /** Whether Φ never falls. */
  readonly monotone?: boolean
}

/** What `defineNonlinearity` takes. */
export interface NonlinearityDefinition<Name extends string = string> extends DeclaredBounds {
  /** Lower-case words joined by hyphens, such as `'perona-malik'`. */
  readonly name: Name
  /** Parameters by symbol; `r` and `tau` are taken. Defaults to none. */
  readonly parameters?: ParameterDefinitions
  /** g(r), even. */
  readonly diffusivity?: string
  /** Ψ(r), even, Ψ(0) = 0. */
  readonly regulariser?: string
  /**
   * S(r), odd; may read `tau`. Without `tau` the formula is S whatever τ is, so that g and Φ depend on τ
   * (`dependsOnTau`): networks take them at τ = 1/4, and steps of another size are another filter.
   */
  readonly shrinkage?: string
  /** Φ(r) = g(r)·r, odd. */
  readonly activation?: string
  /** Where it is from, for people. */
  readonly source?: string
  /** An activation that is not odd, such as ReLU: it has no regulariser and no shrinkage function. */
  readonly activationOnly?: boolean
}

/** A scalar nonlinearity, given by one or more of its four faces; plain values, parsed on first use. */
export interface Nonlinearity<Name extends string = string> {
  readonly name: Name
  readonly parameters: ParameterDefinitions
  /**
   * The first face of the definition, to which the others are compared.
   * Faces that nobody wrote come from the best source, see `closedForm`.
   */
  readonly definedBy: FaceName
  /** The formulas as written. */
  readonly formulas: Readonly<Partial<Record<FaceName, string>>>
  /** The formulas as graphs in `r`, the parameters and, for the shrinkage function, `tau`. Reading it parses. */
  readonly faces: Readonly<Partial<Record<FaceName, Graph>>>
  readonly declared: DeclaredBounds
  readonly source?: string
  readonly activationOnly: boolean
}

/**
 * Declares a nonlinearity by one or more of its faces.
 * The name and the shape of the definition are checked now;
 * formulas are parsed and checked on first use (`checkNonlinearity` forces that) and kept.
 *
 * @throws ParameterError `NONLINEARITY_NAME`, `NONLINEARITY_FACES`, `NONLINEARITY_PARAMETER` or `NONLINEARITY_FIELD`
 * @example
 * defineNonlinearity({
 *   name: 'weickert',
 *   parameters: { lambda: { default: 1, domain: 'positive', role: 'contrast' } },
 *   diffusivity: 'r == 0 ? 1 : 1 - exp(-3.31488 / (r/lambda)^8)',
 *   source: 'Weickert 1998, eq. (5.4)',
 * })
 */
export function defineNonlinearity<const Name extends string>(
  definition: NonlinearityDefinition<Name>,
): Nonlinearity<Name> {
  const { name, parameters = {}, source, activationOnly = false } = definition
  requireName(name)
  requireKnownFields(definition)
  for (const [symbol, parameter] of Object.entries(parameters)) requireParameter(name, symbol, parameter)
  const given = (Object.keys(definition) as (keyof typeof definition)[]).filter(
    (key): key is FaceName => (faceNames as readonly string[]).includes(key) && definition[key] !== undefined,
  )
  if (given.length === 0) throw facesMissing(name)
  const formulas: Partial<Record<FaceName, string>> = {}
  for (const face of given) formulas[face] = definition[face]
  const symbols = Object.keys(parameters)
  let parsed: Partial<Record<FaceName, Graph>> | undefined
  const { gMax, lipschitz, monotone } = definition
  return {
    name,
    parameters,
    definedBy: given[0],
    formulas,
    get faces() {
      parsed ??= Object.fromEntries(
        given.map((face) => [face, parseFace(name, face, formulas[face] as string, symbols)]),
      )
      return parsed
    },
    declared: { gMax, lipschitz, monotone },
    ...(source === undefined ? {} : { source }),
    activationOnly,
  }
}

function parseFace(name: string, face: FaceName, text: string, parameters: readonly string[]): Graph {
  try {
    return parse(text, symbolsOf(face, parameters))
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    const { code, position, given, allowed, hint } = error
    // Some messages show the formula themselves, and long ones would hide what they say.
    const shown = text.length > 120 || error.message.includes(`'${text}'`) ? '' : `, '${text}'`
    throw new FormulaError(
      `The ${face} of '${name}'${shown}: ${error.message}`,
      { code, position, given, allowed, hint },
      { cause: error },
    )
  }
}

function requireName(name: unknown): void {
  if (typeof name === 'string' && name.length <= 64 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) return
  throw new ParameterError(`${JSON.stringify(name)} cannot name a nonlinearity.`, {
    code: 'NONLINEARITY_NAME',
    given: name,
    allowed: 'lower-case letters and digits in words joined by single hyphens, a letter first, at most 64 characters',
    hint: "Choose a name such as 'perona-malik'.",
  })
}

const fields: readonly string[] = [
  'name',
  'parameters',
  'source',
  'activationOnly',
  'gMax',
  'lipschitz',
  'monotone',
  ...faceNames,
]

function requireKnownFields(definition: NonlinearityDefinition): void {
  for (const field of Object.keys(definition)) {
    if (fields.includes(field)) continue
    throw new ParameterError(`The definition of '${definition.name}' has a field '${field}', which means nothing.`, {
      code: 'NONLINEARITY_FIELD',
      given: field,
      allowed: fields,
      hint: `Fields are ${fields.join(', ')}; British spelling.`,
    })
  }
}

function requireParameter(name: string, symbol: string, parameter: ParameterDefinition): void {
  const refuse = (what: string, given: unknown, allowed: string): ParameterError =>
    new ParameterError(`Parameter '${symbol}' of '${name}': ${what}.`, {
      code: 'NONLINEARITY_PARAMETER',
      given,
      allowed,
      hint: "Declare it as in { lambda: { default: 1, domain: 'positive', role: 'contrast' } }.",
    })
  if (!isSymbolName(symbol) || reservedSymbols.includes(symbol)) {
    throw refuse('this is not a free symbol', symbol, 'a letter, then letters, digits and underscores; not r or tau')
  }
  const { domain, default: usual, role } = parameter
  if (role !== undefined && role !== 'contrast') throw refuse(`its role is ${JSON.stringify(role)}`, role, "'contrast'")
  const isInterval =
    Array.isArray(domain) && domain.length === 2 && domain[0] < domain[1] && domain.every(Number.isFinite)
  if (!isInterval && !['real', 'positive', 'nonnegative', 'unit'].includes(domain as string)) {
    throw refuse(
      `its domain is ${JSON.stringify(domain)}`,
      domain,
      "'real', 'positive', 'nonnegative', 'unit' or an interval [a, b] with a < b",
    )
  }
  if (typeof usual !== 'number' || !isInDomain(domain, usual)) {
    throw refuse(`its default is ${String(usual)}`, usual, domainText(domain))
  }
}

function facesMissing(name: string): ParameterError {
  return new ParameterError(`'${name}' is given by no formula.`, {
    code: 'NONLINEARITY_FACES',
    given: [],
    allowed: faceNames,
    hint: `Give a formula in r for at least one of ${faceNames.join(', ')}.`,
  })
}
