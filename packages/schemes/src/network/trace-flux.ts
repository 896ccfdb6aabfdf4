import { diffusivityGraph, fluxGraph, type Nonlinearity } from '@numeural/activations'
import { channelOf, type Element, type Operand, type PlanBuilder, type Signal } from '@numeural/core'
import { type Graph, GraphBuilder, inputsOf, parse } from '@numeural/formula'

/** Writes Φ(Ku) into a plan; the nonlinearity's parameters come from `parameter`. */
export type FluxTracer = (inner: Signal, parameter: (name: string) => Element) => Signal

/**
 * Below this the squared length counts as 0.
 * Its root and the root's derivative, 1/(2·1e-15), are then far from the limits of float32,
 * and the derivative of the length is 0 at 0 instead of infinite.
 */
const length = parse('s > 1e-30 ? sqrt(s) : 0', ['s'])
/** The squared length among the operands: a name that no parameter can have. */
const squaredLength = 'squared length'

/** How a network writes its nonlinearity: Φ(r) on every value, or, coupled, g(|r|)·r with |r| over the channels. */
export function createFluxTracer(builder: PlanBuilder, nonlinearity: Nonlinearity, coupled: boolean): FluxTracer {
  if (!coupled) {
    const flux = fluxGraph(nonlinearity)
    return (inner, parameter) => builder.map(flux, { r: inner, ...operands(flux, parameter) })
  }
  const diffusivity = diffusivityGraph(nonlinearity)
  const flux = coupledFlux(diffusivity)
  return (inner, parameter) => {
    const squared = builder.sumOverChannels(builder.map('r*r', { r: inner }))
    return builder.map(flux, { r: inner, [squaredLength]: channelOf(squared, 0), ...operands(flux, parameter) })
  }
}

function coupledFlux(diffusivity: Graph): Graph {
  const graph = new GraphBuilder()
  const [magnitude] = graph.insert(length, { s: graph.input(squaredLength) })
  const [g] = graph.insert(diffusivity, { r: magnitude! })
  return graph.finish([graph.apply('multiply', g!, graph.input('r'))])
}

function operands(graph: Graph, parameter: (name: string) => Element): Record<string, Operand> {
  const names = inputsOf(graph).filter((name) => name !== 'r' && name !== squaredLength)
  return Object.fromEntries(names.map((name) => [name, parameter(name)]))
}
