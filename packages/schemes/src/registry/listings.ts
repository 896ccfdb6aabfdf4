import { boundsOf, type Nonlinearity, type ParameterDefinitions } from '@numeural/activations'
import type { Scheme, SchemeParameter } from '../scheme/scheme.js'

/** A nonlinearity as `numeural list` shows it; bounds at the default parameters. */
export interface NonlinearityListing {
  readonly name: string
  readonly parameters: ParameterDefinitions
  readonly definedBy: string
  readonly gMax: number
  readonly lipschitz: number
  readonly monotone: boolean
  readonly source: string | null
}

/** A scheme as `numeural list` shows it. */
export interface SchemeListing {
  readonly name: string
  readonly parameters: Readonly<Record<string, SchemeParameter>>
  readonly update: string
  readonly at: string
  readonly time: string
  readonly order: number | null
  readonly source: string | null
  /** What solves the equation of an implicit scheme; null for all others. */
  readonly solver: string | null
}

/** What a list shows of a nonlinearity. */
export function listNonlinearity(nonlinearity: Nonlinearity): NonlinearityListing {
  const { name, parameters, definedBy, source = null } = nonlinearity
  const { gMax, lipschitz, monotone } = boundsOf(nonlinearity)
  return {
    ...{ name, parameters, definedBy },
    gMax: gMax.value,
    lipschitz: lipschitz.value,
    monotone: monotone.value,
    source,
  }
}

/** What a list shows of a scheme. */
export function listScheme(scheme: Scheme): SchemeListing {
  const { name, parameters, update, at, time, order, source } = scheme
  return { name, parameters, update, at, time, order, source, solver: scheme.solver?.name ?? null }
}
