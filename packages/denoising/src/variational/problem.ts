import {
  fluxDerivativeGraph,
  type Nonlinearity,
  type ParameterValues,
  resolveParameters,
  translate,
} from '@numeural/activations'
import { createEvaluator } from '@numeural/formula'

/**
 * The energy Σ(u − f)² + αΨ(u_x) of a 1D signal and its Euler–Lagrange equation u − f + αKᵀΦ(Ku) = 0,
 * K being the forward difference divided by the grid size.
 */
export interface VariationalProblem {
  readonly f: Float64Array
  readonly alpha: number
  readonly gridSize: number
  regulariser(r: number): number
  diffusivity(r: number): number
  flux(r: number): number
  fluxDerivative(r: number): number
  /** Σ(u − f)² + αΨ(u_x) */
  energy(u: Float64Array): number
  /** u − f + αKᵀΦ(Ku), half the energy's gradient, into `result`; gives its largest absolute value. */
  residual(u: Float64Array, result: Float64Array): number
}

/** A problem from its nonlinearity. */
export function createProblem(
  nonlinearity: Nonlinearity,
  values: ParameterValues,
  f: Float64Array,
  alpha: number,
  gridSize: number,
): VariationalProblem {
  const options = { parameters: values }
  const regulariser = translate(nonlinearity, 'regulariser', options)
  const diffusivity = translate(nonlinearity, 'diffusivity', options)
  const flux = translate(nonlinearity, 'activation', options)
  const last = f.length - 1
  return {
    f,
    alpha,
    gridSize,
    regulariser,
    diffusivity,
    flux,
    fluxDerivative: slopeOf(nonlinearity, values),
    energy(u) {
      let sum = 0
      for (let i = 0; i <= last; i++) {
        sum += (u[i] - f[i]) ** 2
        if (i < last) sum += alpha * regulariser((u[i + 1] - u[i]) / gridSize)
      }
      return sum
    },
    residual(u, result) {
      let largest = 0
      let left = 0
      for (let i = 0; i <= last; i++) {
        const right = i < last ? flux((u[i + 1] - u[i]) / gridSize) : 0
        result[i] = u[i] - f[i] + (alpha / gridSize) * (left - right)
        left = right
        largest = Math.max(largest, Math.abs(result[i]))
      }
      return largest
    },
  }
}

function slopeOf(nonlinearity: Nonlinearity, values: ParameterValues): (r: number) => number {
  const parameters = resolveParameters(nonlinearity.name, nonlinearity.parameters, values)
  const names = Object.keys(parameters)
  const evaluate = createEvaluator(fluxDerivativeGraph(nonlinearity), ['r', ...names])
  const inputs = Float64Array.of(0, ...names.map((name) => parameters[name]))
  const result = new Float64Array(1)
  return (r) => {
    inputs[0] = r
    evaluate(inputs, result)
    return result[0]
  }
}
