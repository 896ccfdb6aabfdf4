import { defineNonlinearity, type Nonlinearity, type NonlinearityDefinition } from '@numeural/activations'
import { defineScheme } from '../scheme/define-scheme.js'
import type { ExplicitScheme, SchemeDefinition } from '../scheme/scheme.js'
import type { BlockSettings, ResidualSettings, SchemeSettings } from './block-settings.js'

/** A nonlinearity as the formulas that define it; JSON has no Infinity, so that is spelt out. */
export type NonlinearityDescription = Omit<NonlinearityDefinition, 'gMax' | 'lipschitz'> & {
  readonly gMax?: number | 'Infinity'
  readonly lipschitz?: number | 'Infinity'
}

/** What all chains of blocks have in common: their settings, with the nonlinearity as formulas. */
type BlockDescription = Omit<BlockSettings, 'nonlinearity'> & { readonly activation: NonlinearityDescription }

/** A chain of steps of a scheme. */
export type SchemeNetworkDescription = BlockDescription &
  Omit<SchemeSettings, keyof BlockSettings | 'scheme'> & {
    readonly kind: 'scheme'
    readonly scheme: Omit<SchemeDefinition, 'solver'>
  }

/** A chain of standard residual blocks (C21 eq. 6). */
export type ResidualNetworkDescription = BlockDescription & { readonly kind: 'residual' }

/** A chain of blocks as plain JSON data: its architecture by formulas, without its weights. */
export type NetworkDescription = SchemeNetworkDescription | ResidualNetworkDescription

/** The settings of a network of scheme steps as JSON. */
export function describeSchemeNetwork(settings: SchemeSettings): SchemeNetworkDescription {
  const { scheme, length, coupled, norm, size } = settings
  return { kind: 'scheme', ...describeBlocks(settings), scheme: describeScheme(scheme), length, coupled, norm, size }
}

/** The settings of a residual network as JSON. */
export function describeResidualNetwork(settings: ResidualSettings): ResidualNetworkDescription {
  return { kind: 'residual', ...describeBlocks(settings) }
}

function describeBlocks(settings: BlockSettings): BlockDescription {
  const { dimension, channels, filters, lifting, kernel, boundary, blocks, weights, nonlinearity, parameters } =
    settings
  const activation = describeNonlinearity(nonlinearity)
  return { dimension, channels, filters, lifting, kernel, boundary, blocks, weights, activation, parameters }
}

/** A nonlinearity's definition as JSON: its formulas in the order in which they define it. */
export function describeNonlinearity(nonlinearity: Nonlinearity): NonlinearityDescription {
  const { name, parameters, formulas, definedBy, declared, source, activationOnly } = nonlinearity
  const bound = (value: number | undefined): number | 'Infinity' | undefined =>
    value === Number.POSITIVE_INFINITY ? 'Infinity' : value
  const fields = {
    name,
    parameters: { ...parameters },
    [definedBy]: formulas[definedBy],
    ...formulas,
    source,
    activationOnly: activationOnly || undefined,
    gMax: bound(declared.gMax),
    lipschitz: bound(declared.lipschitz),
    monotone: declared.monotone,
  }
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as unknown as NonlinearityDescription
}

/** The nonlinearity of a description. */
export function describedNonlinearity({ gMax, lipschitz, ...definition }: NonlinearityDescription): Nonlinearity {
  return defineNonlinearity({
    ...definition,
    ...(gMax === undefined ? {} : { gMax: Number(gMax) }),
    ...(lipschitz === undefined ? {} : { lipschitz: Number(lipschitz) }),
  })
}

function describeScheme({
  first,
  source,
  length,
  solver: _,
  ...definition
}: ExplicitScheme): Omit<SchemeDefinition, 'solver'> {
  return {
    ...definition,
    ...(length === null ? {} : { length }),
    ...(first === null ? {} : { first }),
    ...(source === null ? {} : { source }),
  }
}

/** The scheme of a description. */
export const schemeFrom: (description: Omit<SchemeDefinition, 'solver'>) => ExplicitScheme = defineScheme
