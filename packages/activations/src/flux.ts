import { differentiate, type Graph, GraphBuilder } from '@numeural/formula'
import { checkNonlinearity } from './check.js'
import { executableFormAt } from './closed-form.js'
import { dependsOnSign, slopeAtZero } from './divide-by-r.js'
import { defaultTau } from './face.js'
import type { Nonlinearity } from './nonlinearity.js'
import { requireTau } from './parameter.js'

/**
 * The flux Φ(r) as a graph in `r` and the parameters.
 *
 * @param tau the time step at which a nonlinearity given by its shrinkage function alone is meant: there
 *   Φ(r) = (r − √2 S(r/√2))/(4τ). It makes no difference for all others.
 */
export function fluxGraph(nonlinearity: Nonlinearity, tau: number = defaultTau): Graph {
  return atTau(nonlinearity, 'activation', tau)
}

/** The diffusivity g(r) as a graph in `r` and the parameters, g(0) being the limit Φ'(0). See `fluxGraph` for `tau`. */
export function diffusivityGraph(nonlinearity: Nonlinearity, tau: number = defaultTau): Graph {
  return atTau(nonlinearity, 'diffusivity', tau)
}

/**
 * Φ'(r) as a graph in `r` and the parameters: the symbolic derivative, which for a nonlinearity given by g is g + r·g'.
 * At a kink it is the slope of the piece that holds the point; at 0 an odd flux has its slope for r > 0.
 * See `fluxGraph` for `tau`.
 */
export function fluxDerivativeGraph(nonlinearity: Nonlinearity, tau: number = defaultTau): Graph {
  const flux = fluxGraph(nonlinearity, tau)
  const slope = differentiate(flux, 'r')
  return nonlinearity.activationOnly || !dependsOnSign(slope) ? slope : withValueAtZero(slope, slopeAtZero(flux, true))
}

function withValueAtZero(graph: Graph, value: Graph): Graph {
  const builder = new GraphBuilder()
  const [[elsewhere], [atZero]] = [builder.insert(graph), builder.insert(value)]
  const isZero = builder.apply('equal', builder.input('r'), builder.constant(0))
  return builder.finish([builder.apply('select', isZero, atZero, elsewhere)])
}

function atTau(nonlinearity: Nonlinearity, face: 'diffusivity' | 'activation', tau: number): Graph {
  requireTau(tau)
  checkNonlinearity(nonlinearity)
  return executableFormAt(nonlinearity, face, tau)
}
