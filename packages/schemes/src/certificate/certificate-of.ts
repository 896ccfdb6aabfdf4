import { type BlockState, stepSize } from './block-state.js'
import type { BlockCertificate, Certificate, KernelNorm, LipschitzBound } from './certificate.js'
import { euclideanRule, euclideanStepLimit } from './euclidean.js'
import { lipschitzOf } from './lipschitz.js'
import { maximumRule } from './maximum.js'
import { signRule } from './sign.js'
import { guaranteeOf } from './verdict.js'

/** The certificate of a chain of blocks. */
export function certificateOf(states: readonly BlockState[], notes: readonly string[]): Certificate {
  const guarantees = [
    guaranteeOf('euclidean', states, euclideanRule),
    guaranteeOf('maximum', states, maximumRule),
    guaranteeOf('sign', states, signRule),
  ]
  const blocks: BlockCertificate[] = states.map((state) => ({
    block: state.block,
    kernelNorm: state.kernelNorm,
    tau: stepSize(state),
    tauMax: euclideanStepLimit(state),
    lipschitz: lipschitzOf(state),
  }))
  return {
    stable: guarantees.some(({ norm, holds }) => holds && norm !== 'sign'),
    guarantees,
    kernelNorm: largestNorm(blocks.map(({ kernelNorm }) => kernelNorm)),
    tauMax: Math.min(...blocks.map(({ tauMax }) => tauMax)),
    lipschitz: productOf(blocks.map(({ lipschitz }) => lipschitz)),
    blocks,
    notes,
  }
}

/** The certificate of a network about which nothing is known. */
export function noCertificate(blocks: number, why: string): Certificate {
  const guarantee = (norm: 'euclidean' | 'maximum' | 'sign') =>
    ({ norm, holds: false, rule: `not proved: ${why}`, bound: 0, value: 1, slack: -1, block: 0 }) as const
  const kernelNorm = { upper: Number.POSITIVE_INFINITY, lower: 0, rule: why }
  return {
    stable: false,
    guarantees: [guarantee('euclidean'), guarantee('maximum'), guarantee('sign')],
    kernelNorm,
    tauMax: 0,
    lipschitz: null,
    blocks: Array.from({ length: blocks }, (_, block) => ({ block, kernelNorm, tau: 1, tauMax: 0, lipschitz: null })),
    notes: [`Nothing is guaranteed: ${why}.`],
  }
}

function largestNorm(norms: readonly KernelNorm[]): KernelNorm {
  const upper = norms.reduce((largest, norm) => (norm.upper > largest.upper ? norm : largest))
  return { upper: upper.upper, lower: Math.max(...norms.map(({ lower }) => lower)), rule: upper.rule }
}

function productOf(constants: readonly (LipschitzBound | null)[]): LipschitzBound | null {
  let value = 1
  let certified = true
  for (const constant of constants) {
    if (constant === null) return null
    value *= constant.value
    certified &&= constant.certified
  }
  return { value, certified }
}
