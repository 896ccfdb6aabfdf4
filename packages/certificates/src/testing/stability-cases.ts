import type { Backend } from '@numeural/core'
import { modelOf } from '@numeural/schemes'
import type { Guarantee } from '../certificate.js'
import { certify } from '../certify.js'
import { networkBlocks } from '../network-blocks.js'
import { type Attack, type Growth, runOn, searchGrowth } from './attack.js'
import { type Combination, combinationName, networkOf, shapeOf } from './combination.js'
import type { ConformanceCase } from './conformance-case.js'
import { frozenRadius } from './frozen-eigenvalues.js'
import { requireAtMost } from './violation.js'

/** Eigenvalues of A in [0, ρ] at which frozen steps and cycles are looked at; all of them occur, for G = g·Id. */
const eigenvalues = 400

/**
 * Every guarantee that a certificate gives is attacked, with the step size at its bound: norms by a search for signals
 * that grow, the spectral one by the eigenvalues of frozen steps and cycles.
 */
export function stabilityCases(
  combination: Combination,
  reference: Backend,
  backends: readonly Backend[],
): ConformanceCase[] {
  const settings = [
    { name: 'trained kernel', attack: () => atLimit(combination) },
    ...(combination.space.dimension === 1 && combination.space.channels === 1
      ? [0.25, 0.5].map((tau) => ({ name: `difference, τ = ${tau}`, attack: () => difference(combination, tau) }))
      : []),
  ]
  return settings.map(({ name: setting, attack }): ConformanceCase => {
    const name = `${combinationName(combination)}: guarantees under attack, ${setting}`
    return { name, run: async () => ({ points: await run(name, attack(), reference, backends), redrawn: 0 }) }
  })
}

/** A random normalised kernel, τ at the largest value that is certified. */
function atLimit(combination: Combination): Attack {
  const network = networkOf(combination, { kernel: { width: 3 } })
  const { parametrisation } = network
  const effective = parametrisation.effective(parametrisation.initial(7))
  const shape = shapeOf(combination.space)
  const { tauMax } = certify({ ...modelOf(network), effective }, { dtype: 'float64', size: shape })
  for (const { name, offset, length } of parametrisation.layout) {
    if (name === 'tau' && tauMax > 0 && Number.isFinite(tauMax)) effective.fill(tauMax, offset, offset + length)
  }
  return { network, effective, shape }
}

/** The forward difference, for which maximum and sign guarantees may hold (T20 Thm 2). */
function difference(combination: Combination, tau: number): Attack {
  const hasTau = Object.hasOwn(combination.scheme.parameters, 'tau')
  const network = networkOf(combination, {
    kernel: { width: 2, values: [-1, 1] },
    filters: 1,
    ...(hasTau ? { parameters: { tau: { initial: tau, trainable: false } } } : {}),
  })
  const { parametrisation } = network
  const effective = parametrisation.effective(parametrisation.initial(7))
  return { network, effective, shape: shapeOf(combination.space) }
}

async function run(name: string, attack: Attack, reference: Backend, backends: readonly Backend[]): Promise<number> {
  const { network, effective, shape } = attack
  const { guarantees } = certify({ ...modelOf(network), effective }, { dtype: 'float64', size: shape })
  const holding = guarantees.filter(({ holds }) => holds)
  if (holding.length === 0) return 0
  const spectral = holding.some(({ norm }) => norm === 'spectral')
  if (spectral) attackSpectrum(name, attack)
  const norms = holding.filter(({ norm }) => norm !== 'spectral')
  if (norms.length === 0) return eigenvalues
  const found = await searchGrowth(attack, reference)
  for (const { norm } of norms) for (const each of found) requireNoGrowth(name, norm, each, 1e-12)
  for (const backend of backends) {
    const single = await runOn(backend, attack, found)
    // Rounding the parameters to float32 may lift τ over its bound by 1e-7; signs of rounding errors mean nothing.
    for (const { norm } of norms.filter((each) => each.norm !== 'sign'))
      for (const each of single) requireNoGrowth(`${name} on ${backend.info.name}`, norm, each, 1e-5)
  }
  return found.length + (spectral ? eigenvalues : 0)
}

function attackSpectrum(name: string, { network, effective, shape }: Attack): void {
  const states = networkBlocks(network, effective, shape, 'float64')
  const [{ bounds, kernelNorm }] = states
  const rho = bounds.gMax.value * kernelNorm.lower ** 2
  for (let k = 0; k <= eigenvalues; k++) {
    const lambda = (rho * k) / eigenvalues
    requireAtMost(`${name}: eigenvalue of the frozen scheme at λ = ${lambda}`, frozenRadius(states, lambda), 1 + 1e-9)
  }
}

function requireNoGrowth(name: string, norm: Guarantee['norm'], { before, after }: Growth, rounding: number): void {
  const [u, next] = [Array.from(before), Array.from(after)]
  const size = Math.max(...u.map(Math.abs))
  if (norm === 'euclidean')
    requireAtMost(`${name}: growth in the Euclidean norm`, Math.hypot(...next), Math.hypot(...u) * (1 + rounding))
  if (norm === 'maximum') {
    requireAtMost(`${name}: largest value`, Math.max(...next), Math.max(...u) + rounding * size)
    requireAtMost(`${name}: minus the smallest value`, -Math.min(...next), -Math.min(...u) + rounding * size)
  }
  if (norm === 'sign') {
    // Values that are 0 but for rounding have no sign.
    const changes = (x: readonly number[]): number => {
      const signs = x.filter((value) => Math.abs(value) > 1e-13 * size).map(Math.sign)
      return signs.filter((sign, i) => i > 0 && sign !== signs[i - 1]).length
    }
    requireAtMost(`${name}: sign changes`, changes(next), changes(u))
  }
}
