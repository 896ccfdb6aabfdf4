import { arithmeticNotes, arithmeticOf } from './arithmetic.js'
import type { BlockState } from './block-state.js'
import type { BlockCertificate, Certificate, Guarantee, KernelNorm } from './certificate.js'
import { euclideanRule } from './euclidean.js'
import { blockLipschitz, networkLipschitz } from './lipschitz.js'
import { maximumRule } from './maximum.js'
import { signRule } from './sign.js'
import { spectralNotes, spectralVerdicts } from './spectral/spectral.js'
import { guaranteeOf, tightest } from './verdict.js'

/** The certificate of a chain of blocks. */
export function certificateOf(states: readonly BlockState[], notes: readonly string[]): Certificate {
  const spectral = spectralVerdicts(states)
  const guarantees = [
    guaranteeOf('euclidean', states, euclideanRule),
    guaranteeOf('maximum', states, maximumRule),
    guaranteeOf('sign', states, signRule),
    tightest(spectral.map(({ guarantee }) => guarantee)),
  ]
  const blocks: BlockCertificate[] = states.map((state) => {
    const own = spectral.filter(({ blocks }) => blocks.includes(state.block))
    const { tau } = own[0]
    const tauMax = Math.min(...own.map((each) => each.tauMax))
    return { block: state.block, kernelNorm: state.kernelNorm, tau, tauMax, lipschitz: blockLipschitz(state) }
  })
  return {
    stable: guarantees.some(({ norm, holds }) => holds && norm !== 'sign'),
    guarantees,
    kernelNorm: largestNorm(blocks.map(({ kernelNorm }) => kernelNorm)),
    tauMax: Math.min(...blocks.map(({ tauMax }) => tauMax)),
    lipschitz: networkLipschitz(states),
    blocks,
    arithmetic: arithmeticOf(states),
    notes: [...notes, ...arithmeticNotes(states), ...spectralNotes(states)],
  }
}

/** The certificate of a network about which nothing is known. */
export function noCertificate(blocks: number, why: string): Certificate {
  const guarantee = (norm: Guarantee['norm']) =>
    ({ norm, holds: false, rule: `not proved: ${why}`, bound: 0, value: 1, slack: -1, block: 0 }) as const
  const kernelNorm = { upper: Number.POSITIVE_INFINITY, lower: 0, rule: why }
  return {
    stable: false,
    guarantees: [guarantee('euclidean'), guarantee('maximum'), guarantee('sign'), guarantee('spectral')],
    kernelNorm,
    tauMax: 0,
    lipschitz: null,
    blocks: Array.from({ length: blocks }, (_, block) => ({ block, kernelNorm, tau: 1, tauMax: 0, lipschitz: null })),
    arithmetic: null,
    notes: [`Nothing is guaranteed: ${why}.`],
  }
}

function largestNorm(norms: readonly KernelNorm[]): KernelNorm {
  const upper = norms.reduce((largest, norm) => (norm.upper > largest.upper ? norm : largest))
  return { upper: upper.upper, lower: Math.max(...norms.map(({ lower }) => lower)), rule: upper.rule }
}
