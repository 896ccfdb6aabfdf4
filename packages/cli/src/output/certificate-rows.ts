import type { Certificate } from '@numeural/schemes'
import { numberText } from './number-text.js'

/** A certificate as rows of a table for people. */
export function certificateRows({ stable, guarantees, kernelNorm, tauMax }: Certificate): string[][] {
  return [
    ['certificate', stable ? 'stable' : 'not stable: no norm is guaranteed'],
    ...guarantees.map(({ norm, holds, rule, bound, value, slack }) => [
      `  ${norm}`,
      `${holds ? 'holds' : 'does not hold'} (${numberText(value)} against ${numberText(bound)}, slack ${numberText(slack)}): ${rule}`,
    ]),
    ['  norm of K', `${numberText(kernelNorm.lower)} to ${numberText(kernelNorm.upper)} (${kernelNorm.rule})`],
    ['  largest tau', numberText(tauMax)],
  ]
}
