import {
  activationFromDiffusivity,
  activationFromShrinkage,
  boundsOf,
  diffusivityFromActivation,
  diffusivityGraph,
  fluxDerivativeGraph,
  fluxGraph,
  hasFace,
  type Nonlinearity,
  resolveParameters,
  type ScalarFunction,
  shrinkageFromActivation,
  translate,
} from '@numeural/activations'
import { createEvaluator, type Graph, inputsOf } from '@numeural/formula'
import { contrastOf } from './combination.js'
import type { ConformanceCase } from './conformance-case.js'
import { boundaryTest } from './piece-boundaries.js'
import { requireAtMost, violation } from './violation.js'

const tau = 0.2

/**
 * The faces of a nonlinearity agree with each other, its bounds with samples,
 * and its parity is what its definition says.
 */
export function nonlinearityCases(nonlinearity: Nonlinearity): ConformanceCase[] {
  const parameters = resolveParameters(nonlinearity.name, nonlinearity.parameters, {})
  const scale = contrastOf(nonlinearity.parameters, parameters)
  const make = (what: string, check: (name: string) => number): ConformanceCase => {
    const name = `${nonlinearity.name}: ${what}`
    return { name, run: async () => ({ points: check(name), redrawn: 0 }) }
  }
  return [
    make('dictionary round trips', (name) => checkRoundTrips(name, nonlinearity, parameters, scale)),
    make('parity, and flux = diffusivity · r', (name) => checkParity(name, nonlinearity, parameters, scale)),
    make('bounds against dense samples', (name) => checkBounds(name, nonlinearity, parameters, scale)),
  ]
}

function functionOf(graph: Graph, values: Readonly<Record<string, number>>): ScalarFunction {
  const names = inputsOf(graph)
  const evaluate = createEvaluator(graph, names)
  const result = new Float64Array(1)
  return (r) => {
    evaluate(
      names.map((name) => (name === 'r' ? r : name === 'tau' ? tau : values[name])),
      result,
    )
    return result[0]
  }
}

/** Both signs, from 1e-8 to 1e4 times the contrast; no point is a round multiple of it. */
function samplePoints(scale: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => {
    const magnitude = 1.0371 * scale * 10 ** ((12 * (k >> 1)) / (count >> 1) - 8)
    return k % 2 === 0 ? magnitude : -magnitude
  })
}

/** Φ → g → Φ and Φ → S → Φ by the dictionary's formulas, and 2Φ as the derivative of Ψ (fourth-order differences). */
function checkRoundTrips(
  name: string,
  nonlinearity: Nonlinearity,
  parameters: Record<string, number>,
  scale: number,
): number {
  const graph = fluxGraph(nonlinearity, tau)
  const flux = functionOf(graph, parameters)
  const back = { diffusivity: functionOf(activationFromDiffusivity(diffusivityFromActivation(graph)), parameters) }
  const odd = hasFace(nonlinearity, 'shrinkage')
    ? { shrinkage: functionOf(activationFromShrinkage(shrinkageFromActivation(graph)), parameters) }
    : {}
  const points = samplePoints(scale, 200)
  for (const [face, other] of Object.entries({ ...back, ...odd })) {
    for (const r of points) {
      // r − √2·S(r/√2) cancels where Φ is far smaller than r: rounding is relative to r.
      const error = Math.abs(other(r) - flux(r)) / (Math.abs(flux(r)) + Math.abs(r))
      requireAtMost(`${name}: activation → ${face} → activation at r = ${r}, relative error`, error, 1e-12)
    }
  }
  if (!hasFace(nonlinearity, 'regulariser')) return points.length
  const regulariser = translate(nonlinearity, 'regulariser', { parameters, tau })
  const isAway = boundaryTest(graph, parameters)
  for (const r of points.filter((each) => Math.abs(each) < 100 * scale)) {
    const step = 1e-3 * Math.abs(r)
    if (!isAway(r, 2 * step)) continue
    const near = regulariser(r + step) - regulariser(r - step)
    const far = regulariser(r + 2 * step) - regulariser(r - 2 * step)
    const error = Math.abs((8 * near - far) / (12 * step) - 2 * flux(r)) / (Math.abs(flux(r)) + Math.abs(r))
    // A quadrature is good to 1e-10·Ψ, and Ψ/step is below 1000·r.
    requireAtMost(`${name}: activation → regulariser → activation at r = ${r}, relative error`, error, 1e-6)
  }
  return points.length
}

function checkParity(
  name: string,
  nonlinearity: Nonlinearity,
  parameters: Record<string, number>,
  scale: number,
): number {
  const flux = functionOf(fluxGraph(nonlinearity, tau), parameters)
  const diffusivity = functionOf(diffusivityGraph(nonlinearity, tau), parameters)
  const points = samplePoints(scale, 2000)
  for (const r of points) {
    const size = Math.abs(r)
    const product = Math.abs(diffusivity(r) * r - flux(r)) / (size + Math.abs(flux(r)))
    requireAtMost(`${name}: |g(r)·r − Φ(r)| at r = ${r}, relative`, product, 1e-13)
    if (nonlinearity.activationOnly) continue
    requireAtMost(`${name}: |Φ(−r) + Φ(r)| at r = ${r}, relative`, Math.abs(flux(-r) + flux(r)) / size, 1e-12)
    requireAtMost(`${name}: |g(−r) − g(r)| at r = ${r}`, Math.abs(diffusivity(-r) - diffusivity(r)), 1e-12)
  }
  return points.length
}

/** No sample exceeds a bound; a certified one is not loose either. */
function checkBounds(
  name: string,
  nonlinearity: Nonlinearity,
  parameters: Record<string, number>,
  scale: number,
): number {
  const { gMax, lipschitz, minSlope, monotone } = boundsOf(nonlinearity, parameters, tau)
  const diffusivity = functionOf(diffusivityGraph(nonlinearity, tau), parameters)
  const slope = functionOf(fluxDerivativeGraph(nonlinearity, tau), parameters)
  const points = samplePoints(scale, 40_000)
  const largest = { g: 0, slope: 0, fall: Number.POSITIVE_INFINITY }
  for (const r of points) {
    largest.g = Math.max(largest.g, Math.abs(diffusivity(r)))
    largest.slope = Math.max(largest.slope, Math.abs(slope(r)))
    largest.fall = Math.min(largest.fall, slope(r))
  }
  const rounding = 1e-9 * (1 + largest.slope)
  requireAtMost(`${name}: the largest |g| of the samples`, largest.g, gMax.value * (1 + 1e-9))
  requireAtMost(`${name}: the largest |Φ'| of the samples`, largest.slope, lipschitz.value + rounding)
  requireAtMost(`${name}: minus the smallest Φ' of the samples`, -largest.fall, -minSlope.value + rounding)
  if (monotone.value) requireAtMost(`${name}: the steepest fall of a monotone Φ`, -largest.fall, rounding)
  if (gMax.certified && !(largest.g >= 0.999 * gMax.value))
    throw violation(`${name}: gMax = ${gMax.value} is not attained by the samples`, largest.g, 'within 0.1 %')
  if (lipschitz.certified && Number.isFinite(lipschitz.value) && !(largest.slope >= 0.999 * lipschitz.value))
    throw violation(`${name}: L = ${lipschitz.value} is not attained by the samples`, largest.slope, 'within 0.1 %')
  return points.length
}
