import { contrastNames, type Nonlinearity, type ParameterDefinitions } from '@numeural/activations'
import type { SignalShape } from '@numeural/core'
import { entryOf, type Scheme, type SchemeNetwork, type SchemeNetworkOptions, schemeNetwork } from '@numeural/schemes'

/** Where a combination runs. */
export interface Space {
  readonly name: string
  readonly dimension: 1 | 2
  readonly channels: number
  /** Whether the channels of Ku share one diffusivity. */
  readonly coupled: boolean
}

/** All spaces of a conformance run. */
export const spaces: readonly Space[] = [
  { name: '1D, 1 channel', dimension: 1, channels: 1, coupled: false },
  { name: '1D, 3 channels', dimension: 1, channels: 3, coupled: false },
  { name: '2D, 1 channel', dimension: 2, channels: 1, coupled: false },
  { name: '2D, 3 channels', dimension: 2, channels: 3, coupled: false },
  { name: '2D, 3 channels, coupled', dimension: 2, channels: 3, coupled: true },
]

/** A nonlinearity with a scheme in a space. */
export interface Combination {
  readonly activation: Nonlinearity
  readonly scheme: Scheme
  readonly space: Space
}

/** For the names of cases. */
export function combinationName({ activation, scheme, space }: Combination): string {
  return `${scheme.name} with ${activation.name}, ${space.name}`
}

/** Signals small enough for central differences. */
export function shapeOf({ dimension, channels }: Space): SignalShape {
  return dimension === 1 ? { channels, height: 1, width: 7 } : { channels, height: 3, width: 4 }
}

/** Steps of a combination's network: one cycle, or the first step and two that have a previous iterate. */
export const steps = 3

/** A network of a few steps that trains everything. */
export function networkOf(combination: Combination, options: Partial<SchemeNetworkOptions> = {}): SchemeNetwork {
  const { activation, scheme, space } = combination
  return schemeNetwork({
    scheme,
    activation,
    dimension: space.dimension,
    channels: space.channels,
    coupled: space.coupled,
    filters: 2,
    lifting: 'none',
    kernel: { width: 2 },
    blocks: steps,
    ...(scheme.length === null ? {} : { length: steps }),
    ...options,
  })
}

/** The code of the error with which a combination that makes no sense must be refused; null for all others. */
export function expectedRefusal({ activation, scheme, space }: Combination): string | null {
  const clash = Object.keys(scheme.parameters).some((name) => Object.hasOwn(activation.parameters, name))
  if (space.coupled && activation.activationOnly) return 'COUPLED_ACTIVATION'
  return clash ? 'PARAMETER_CLASH' : null
}

/** The nonlinearity's parameters in the first block. */
export function nonlinearityValues(network: SchemeNetwork, effective: ArrayLike<number>): Record<string, number> {
  const names = Object.keys(network.nonlinearity.parameters)
  return Object.fromEntries(
    names.map((name) => {
      const entry = entryOf(network.parametrisation.layout, name, 0)
      return [name, effective[entry.offset]]
    }),
  )
}

/** The size of r at which a nonlinearity changes its behaviour: its contrast, else that of grey values. */
export function contrastOf(parameters: ParameterDefinitions = {}, values: Readonly<Record<string, number>>): number {
  const [name] = contrastNames(parameters)
  return name === undefined ? 10 : values[name]
}
