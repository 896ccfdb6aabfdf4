import { differentiate, type Graph, GraphBuilder, substitute } from '@numeural/formula'

/**
 * The diffusion time that a step u⁺ = p·u + q·u⁻ + … − s·flux covers: s/(1 + q).
 * A signal that changes slowly, u(t) = u₀ − t·flux, has u⁻ one step back; what it takes is s = Δt·(1 + q).
 *
 * @param update of a scheme without cycles
 */
export function timeOfStep(update: Graph): Graph {
  const builder = new GraphBuilder()
  const weight = (signal: string): number => builder.insert(differentiate(update, signal))[0] as number
  const flux = builder.apply('add', weight('flux'), weight('startFlux'))
  const share = builder.apply('add', builder.constant(1), weight('previous'))
  const time = builder.finish([builder.apply('divide', builder.apply('negate', flux), share)])
  // without cycles every step is the first of its own
  return substitute(time, { l: 0 })
}
