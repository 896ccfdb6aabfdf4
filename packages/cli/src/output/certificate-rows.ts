import { type Certificate, lowerText, upperText } from '@numeural/certificates'
import { numberText } from './number-text.js'

type Guarantee = Certificate['guarantees'][number]

/** A certificate as rows of a table for people. */
export function certificateRows(certificate: Certificate): string[][] {
  const { guarantees, kernelNorm, lipschitz, tauMax } = certificate
  return [
    ['certificate', verdict(certificate)],
    ...guarantees.map((guarantee) => [`  ${guarantee.norm}`, claim(guarantee)]),
    ['  norm of K', `${lowerText(kernelNorm.lower)} to ${upperText(kernelNorm.upper)} (${kernelNorm.rule})`],
    ['  Lipschitz', lipschitz === null ? 'nothing is known' : lipschitzText(lipschitz)],
    ['  largest tau', lowerText(tauMax)],
  ]
}

function verdict({ stable, guarantees }: Certificate): string {
  if (stable) return 'stable'
  const isBroken = guarantees.some(
    (each) => each.norm !== 'sign' && !isWithout(each) && (each.slack < 0 || each.rule.includes('; broken:')),
  )
  return isBroken ? 'not stable: a bound is violated' : 'no stability proved'
}

/** Whether a rule says nothing here, neither yes nor no. */
function isWithout({ holds, rule }: Guarantee): boolean {
  return !holds && /^(does not apply|not proved|estimate):/.test(rule)
}

function claim(guarantee: Guarantee): string {
  const { holds, rule, value, bound, slack } = guarantee
  if (isWithout(guarantee)) return `no claim: ${rule}`
  const numbers = `${numberText(value)} against ${numberText(bound)}, slack ${numberText(slack)}`
  if (holds) return `holds (${numbers}): ${rule}`
  if (slack >= 0) return `does not hold although the bound is kept (${numbers}): ${rule}`
  return `does not hold (${numbers}): ${rule}`
}

function lipschitzText({ value, certified }: NonNullable<Certificate['lipschitz']>): string {
  return `${numberText(value)}${certified ? '' : ' (an estimate)'}`
}
