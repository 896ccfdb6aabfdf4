import { type Nonlinearity, resolveParameters } from '@numeural/activations'
import { type Backend, createRandom } from '@numeural/core'
import { differenceNetwork, explicit, modelOf, type Scheme, type StepSolver, schemeNetwork } from '@numeural/schemes'
import { certifyImplicit } from '../certify-implicit.js'
import type { ConformanceCase } from './conformance-case.js'
import { requireAtMost, violation } from './violation.js'

const shape = { channels: 1, height: 6, width: 7 }

type ImplicitScheme = Scheme & { readonly solver: StepSolver }

/** Every step is solved to some residual, by which a norm may exceed its bound. */
const allowance = 1e-3

/**
 * Implicit schemes are no networks; their steps must keep what their certificate says,
 * or say that they cannot be solved.
 */
export function implicitCases(
  scheme: ImplicitScheme,
  activations: readonly Nonlinearity[],
  backend: Backend,
): ConformanceCase[] {
  return [
    refusedAsNetwork(scheme, activations[0]),
    ...activations.flatMap((activation) => [0.5, 20].map((tau) => underAttack(scheme, activation, tau, backend))),
  ]
}

function refusedAsNetwork(scheme: Scheme, activation: Nonlinearity): ConformanceCase {
  const name = `${scheme.name}: is refused as a network`
  return {
    name,
    run: async () => {
      try {
        schemeNetwork({ scheme, activation, dimension: 1, blocks: 2, kernel: { width: 2 } })
      } catch (error) {
        if ((error as { code?: string }).code === 'SCHEME_IMPLICIT') return { points: 1, redrawn: 0 }
        throw error
      }
      throw violation(name, 'a network', 'an error SCHEME_IMPLICIT')
    },
  }
}

function underAttack(scheme: ImplicitScheme, activation: Nonlinearity, tau: number, backend: Backend): ConformanceCase {
  const name = `${scheme.name} with ${activation.name}, τ = ${tau}: guarantees under attack`
  return {
    name,
    run: async () => {
      const random = createRandom(1, name)
      const data = Float32Array.from({ length: shape.width * shape.height }, () => 100 * random.normal())
      const parameters = resolveParameters(activation.name, activation.parameters, {})
      const request = { data, batch: 1, shape, activation, parameters, coupled: false, tau, steps: 1, backend }
      const found = await scheme.solver.advance({ ...request, dtype: 'float64', onStep: () => {} }).catch(unsolved)
      if (found === null) return { points: 0, redrawn: 0 }
      const network = differenceNetwork({
        scheme: explicit,
        activation,
        shape,
        blocks: 1,
        parameters: { ...parameters, tau },
      })
      const { guarantees } = certifyImplicit(modelOf(network), { dtype: 'float64' })
      const [before, after] = [Array.from(data), Array.from(found.data)]
      const holds = (norm: string): boolean => guarantees.some((each) => each.norm === norm && each.holds)
      const slack = allowance * Math.hypot(...before)
      if (holds('euclidean')) requireAtMost(`${name}: norm`, Math.hypot(...after), Math.hypot(...before) + slack)
      if (holds('maximum')) {
        requireAtMost(`${name}: largest value`, Math.max(...after), Math.max(...before) + slack)
        requireAtMost(`${name}: minus the smallest value`, -Math.min(...after), -Math.min(...before) + slack)
      }
      return { points: 1, redrawn: 0 }
    },
  }
}

/** A step that cannot be solved must be refused, not handed out. */
function unsolved(error: unknown): null {
  if ((error as { name?: string }).name === 'DivergenceError') return null
  throw error
}
