import type { Graph } from '@numeural/formula'
import { integrateFromZero } from '../integrate-from-zero.js'
import { activationFromDiffusivity, activationFromShrinkage } from './to-activation.js'

/** A function of r. */
export type ScalarFunction = (r: number) => number

/**
 * Ψ(r) = 2∫₀ʳ Φ(x) dx (T20, Table 1) by adaptive quadrature, split where Φ switches pieces; the error is below
 * 1e-10·Ψ + 1e-14·r².
 *
 * @param values a number for every parameter of the formula
 */
export function regulariserFromActivation(activation: Graph, values: Readonly<Record<string, number>>): ScalarFunction {
  const integral = integrateFromZero(activation, values)
  return (r) => 2 * integral(r)
}

/** Ψ(r) = 2∫₀ʳ g(x)x dx (T20, Table 1) by adaptive quadrature. */
export function regulariserFromDiffusivity(
  diffusivity: Graph,
  values: Readonly<Record<string, number>>,
): ScalarFunction {
  return regulariserFromActivation(activationFromDiffusivity(diffusivity), values)
}

/**
 * Ψ(r) = (r² − 2√2 ∫₀ʳ S(x/√2) dx)/(4α) with α = τ (T20, Table 1) by adaptive quadrature of (x − √2 S(x/√2))/(2τ): the
 * difference is taken under the integral. Good to rounding relative to r².
 *
 * @param values also holds `tau`
 */
export function regulariserFromShrinkage(shrinkage: Graph, values: Readonly<Record<string, number>>): ScalarFunction {
  return regulariserFromActivation(activationFromShrinkage(shrinkage), values)
}
