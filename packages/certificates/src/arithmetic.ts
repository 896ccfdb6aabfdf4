import { evaluationOf } from '@numeural/activations'
import type { BlockState } from './block-state.js'
import type { ArithmeticCertificate } from './certificate.js'

/** What is proved of the computed flux of all blocks. */
export function arithmeticOf(states: readonly BlockState[]): ArithmeticCertificate {
  const all = states.map(({ evaluation }) => evaluation)
  const broken = all.find(({ certified }) => !certified)
  return {
    dtype: states[0].dtype,
    certified: broken === undefined,
    rounding: Math.max(...all.map(({ rounding }) => rounding)),
    range: Math.min(...all.map(({ range }) => range)),
    reason: broken?.reason ?? null,
  }
}

/** What to do where the bounds of a formula do not hold in the arithmetic in which it runs. */
export function arithmeticNotes(states: readonly BlockState[]): string[] {
  const state = states.find(({ evaluation }) => !evaluation.certified && evaluation.isBounded)
  if (state === undefined) return []
  const { nonlinearity, dtype, evaluation, values } = state
  const what = `The bounds of '${nonlinearity.name}' hold for its formula, not for what is computed in ${dtype}: ${evaluation.reason}.`
  const other = dtype === 'float32' ? evaluationOf(nonlinearity, values, { dtype: 'float64' }) : null
  return [other?.certified ? `${what} In float64 they do: run it with dtype: 'float64'.` : what]
}
