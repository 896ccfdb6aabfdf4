import { NumeuralError } from '@numeural/errors'
import { checkAgreement } from './check-agreement.js'
import { checkDeclaredBounds } from './check-declared-bounds.js'
import { checkDerivatives } from './check-derivative.js'
import { checkLimitAtZero } from './check-limit.js'
import { checkSymmetry } from './check-symmetry.js'
import { defaultTau } from './face.js'
import type { Nonlinearity } from './nonlinearity.js'
import { isInDomain } from './parameter.js'

const outcomes = new WeakMap<Nonlinearity, NumeuralError | 'passed'>()

/**
 * Parses and checks a nonlinearity now rather than on first use; registries call it. The outcome is kept.
 *
 * Checked on a grid of r over ten orders of magnitude, at the default parameters and at twice them: even and odd faces
 * are so (unless `activationOnly`), nothing is NaN, Ψ(0) = 0, g has a limit at 0,
 * and several given faces describe one nonlinearity, also for τ other than 1/4.
 * Derivatives are compared with those that mathjs takes, at points of every piece.
 * Declared bounds are compared with the enclosures.
 *
 * @throws FormulaError if a formula does not parse
 * @throws NumeuralError `NONLINEARITY_SYMMETRY`, `NONLINEARITY_UNDEFINED`, `NONLINEARITY_FACES_DISAGREE`,
 *   `NONLINEARITY_DERIVATIVE` or `NONLINEARITY_BOUND_CONTRADICTED`
 */
export function checkNonlinearity(nonlinearity: Nonlinearity): void {
  const known = outcomes.get(nonlinearity)
  if (known === 'passed') return
  if (known !== undefined) throw known
  try {
    for (const values of trialValues(nonlinearity)) {
      checkSymmetry(nonlinearity, values)
      checkAgreement(nonlinearity, values)
      checkLimitAtZero(nonlinearity, values)
    }
    checkDerivatives(nonlinearity, trialValues(nonlinearity)[0] as Record<string, number>)
    checkDeclaredBounds(nonlinearity)
    outcomes.set(nonlinearity, 'passed')
  } catch (error) {
    if (error instanceof NumeuralError) outcomes.set(nonlinearity, error)
    throw error
  }
}

/** The defaults at τ = 1/4, and twice the defaults, where allowed, at τ = 1/10. */
function trialValues({ parameters }: Nonlinearity): Record<string, number>[] {
  const names = Object.keys(parameters)
  const defaults = Object.fromEntries(names.map((name) => [name, parameters[name].default]))
  const doubled = Object.fromEntries(
    names.map((name) => {
      const { default: usual, domain } = parameters[name]
      return [name, isInDomain(domain, 2 * usual) ? 2 * usual : usual]
    }),
  )
  return [
    { ...defaults, tau: defaultTau },
    { ...doubled, tau: 0.1 },
  ]
}
