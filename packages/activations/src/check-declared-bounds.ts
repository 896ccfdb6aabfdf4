import { NumeuralError } from '@numeural/errors'
import { defaultTau } from './face.js'
import { formulaBounds } from './formula-bounds.js'
import type { Nonlinearity } from './nonlinearity.js'

/** Relative; authors round. */
const tolerance = 1e-6

/**
 * Refuses declared bounds that a certified enclosure at the default parameters contradicts. Larger than necessary is
 * contradicted too: the constants are suprema. What could not be certified contradicts nothing.
 */
export function checkDeclaredBounds(nonlinearity: Nonlinearity): void {
  const { declared, name, parameters } = nonlinearity
  if (Object.values(declared).every((value) => value === undefined)) return
  const defaults = Object.fromEntries(Object.entries(parameters).map(([symbol, { default: usual }]) => [symbol, usual]))
  const found = formulaBounds(nonlinearity, defaults, defaultTau)
  for (const key of ['gMax', 'lipschitz', 'monotone'] as const) {
    const claim = declared[key]
    const { value, certified } = found[key]
    if (claim === undefined || !certified || same(claim, value)) continue
    throw new NumeuralError(`'${name}' declares ${key} = ${claim}, its formula has ${key} = ${value}.`, {
      code: 'NONLINEARITY_BOUND_CONTRADICTED',
      given: claim,
      allowed: String(value),
      hint: `Correct it, or leave ${key} out: it is computed.`,
    })
  }
}

function same(claim: number | boolean, value: number | boolean): boolean {
  if (claim === value || typeof claim === 'boolean' || typeof value === 'boolean') return claim === value
  return Number.isFinite(value) && Math.abs(claim - value) <= tolerance * Math.abs(value)
}
