import type { Nonlinearity } from '@numeural/activations'
import { elementOf, type KernelGeometry, type PlanBuilder, type Signal } from '@numeural/core'
import { freeKernelTransform } from '../parametrisation/kernel-transform.js'
import { createParametrisation, type LayoutEntry, type Part } from '../parametrisation/parametrisation.js'
import { scalarTransform } from '../parametrisation/scalar-transform.js'
import { declareParameters } from './declare-parameters.js'
import type { ResidualNetworkDescription } from './description.js'
import { geometryOf } from './geometry-of.js'
import { lift, lower } from './lifting.js'
import type { BlockObserver, Network } from './network.js'
import { nonlinearityFrom } from './nonlinearity-from.js'
import { nonlinearityParts } from './nonlinearity-parts.js'
import { createFluxTracer } from './trace-flux.js'

/** A standard residual network from its checked description. */
export function buildResidualNetwork(description: ResidualNetworkDescription): Network {
  const nonlinearity = nonlinearityFrom(description.activation)
  const sets = description.weights === 'shared' ? 1 : description.blocks
  const parts = Array.from({ length: sets }, (_, block) => residualParts(description, nonlinearity, block)).flat()
  const parametrisation = createParametrisation(parts, { start: description.weights === 'dynamic' ? 'equal' : 'own' })
  return {
    description,
    parametrisation,
    trace: (builder, u, observe) =>
      traceResidualNetwork(description, nonlinearity, parametrisation.layout, builder, u, observe),
  }
}

/** Geometry of W₂: the kernel of W₁, from the filters back to the channels. */
function outerGeometry(description: ResidualNetworkDescription): KernelGeometry {
  return { ...geometryOf(description), outputChannels: description.channels, inputChannels: description.filters }
}

function residualParts(description: ResidualNetworkDescription, nonlinearity: Nonlinearity, block: number): Part[] {
  const { channels, filters } = description
  const zeros = (count: number): number[] => Array.from({ length: count }, () => 0)
  const bias = (name: string, count: number): Part => ({
    name: `block${block}.${name}`,
    kind: 'bias',
    block,
    transform: scalarTransform(name, 'real', zeros(count)),
  })
  const kernel = (name: string, geometry: KernelGeometry): Part => ({
    name: `block${block}.${name}`,
    kind: 'kernel',
    block,
    transform: freeKernelTransform(geometry),
  })
  return [
    kernel('kernel1', geometryOf(description)),
    bias('bias1', filters),
    ...nonlinearityParts(description, nonlinearity, block),
    kernel('kernel2', outerGeometry(description)),
    bias('bias2', channels),
  ]
}

function traceResidualNetwork(
  description: ResidualNetworkDescription,
  nonlinearity: Nonlinearity,
  layout: readonly LayoutEntry[],
  builder: PlanBuilder,
  input: Signal,
  observe?: BlockObserver,
): Signal {
  const parameters = declareParameters(builder, layout)
  const flux = createFluxTracer(builder, nonlinearity, false)
  let u = lift(builder, input, description)
  for (let block = 0; block < description.blocks; block++) {
    const set = description.weights === 'shared' ? 0 : block
    const vector = (name: string) => parameters.get(`block${set}.${name}`)!
    const inner = builder.convolution(u, vector('kernel1'), geometryOf(description))
    const shifted = builder.map('v + b', { v: inner, b: vector('bias1') })
    const activated = flux(shifted, (name) => elementOf(vector(name)))
    const outer = builder.convolution(activated, vector('kernel2'), outerGeometry(description))
    u = builder.map('u + w + b', { u, w: outer, b: vector('bias2') })
    observe?.(block, u)
  }
  return lower(builder, u, description)
}
