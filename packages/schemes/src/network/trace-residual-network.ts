import { elementOf, type PlanBuilder, type Signal } from '@numeural/core'
import type { LayoutEntry } from '../parametrisation/parametrisation.js'
import type { ResidualSettings } from './block-settings.js'
import { declareParameters } from './declare-parameters.js'
import { geometryOf } from './geometry-of.js'
import { lift, lower } from './lifting.js'
import type { BlockObserver } from './network.js'
import { outerGeometry } from './residual-parts.js'
import { createFluxTracer } from './trace-flux.js'

/** Writes the blocks into a plan. */
export function traceResidualNetwork(
  settings: ResidualSettings,
  layout: readonly LayoutEntry[],
  builder: PlanBuilder,
  input: Signal,
  observe?: BlockObserver,
): Signal {
  const parameters = declareParameters(builder, layout)
  const flux = createFluxTracer(builder, settings.nonlinearity, false)
  let u = lift(builder, input, settings)
  for (let block = 0; block < settings.blocks; block++) {
    const set = settings.weights === 'shared' ? 0 : block
    const vector = (name: string) => parameters(name, set)
    const inner = builder.convolution(u, vector('kernel1'), geometryOf(settings))
    const shifted = builder.map('v + b', { v: inner, b: vector('bias1') })
    const activated = flux(shifted, (name) => elementOf(vector(name)))
    const outer = builder.convolution(activated, vector('kernel2'), outerGeometry(settings))
    u = builder.map('u + w + b', { u, w: outer, b: vector('bias2') })
    observe?.(block, u)
  }
  return lower(builder, u, settings)
}
