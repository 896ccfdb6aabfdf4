import type { PlanBuilder, Signal } from '@numeural/core'
import {
  type BlockGraph,
  describeNonlinearity,
  type Network,
  type NetworkBuilder,
  type NetworkData,
} from '@numeural/schemes'
import { type Layer, layersParametrisation } from './layers.js'
import type { NetworkSettings } from './network-settings.js'

/** A network of convolutions on grids: the same parameters serve grids of all sizes that are large enough. */
export interface GridNetwork extends Network, NetworkSettings {
  readonly kind: 'unet' | 'fmg' | 'single-grid'
}

/** What tells one kind of network from another. */
interface Form {
  readonly builder: NetworkBuilder & { readonly name: GridNetwork['kind'] }
  readonly layers: readonly Layer[]
  /** Its own options, as plain JSON. */
  readonly own: Readonly<Record<string, unknown>>
  trace(builder: PlanBuilder, u: Signal): Signal
  figure(): BlockGraph
}

/** A network from its settings and its form. */
export function gridNetwork(settings: NetworkSettings, { builder, layers, own, trace, figure }: Form): GridNetwork {
  const { name: kind } = builder
  return Object.freeze({
    ...settings,
    kind,
    builder,
    parametrisation: layersParametrisation(layers, settings),
    get description(): NetworkData {
      const activation = settings.activation === null ? null : describeNonlinearity(settings.activation)
      return { kind, ...settings, ...own, activation } as NetworkData
    },
    trace,
    figure,
  })
}
