import { domainText, type ParameterDomain } from '@numeural/activations'
import { ParameterError } from '@numeural/errors'
import type { Transform } from './transform.js'

/** A bijection from the real line into a domain, with its derivative as a function of the value. */
interface ScalarMap {
  toValue(raw: number): number
  toRaw(value: number): number
  slope(raw: number, value: number): number
}

const identity: ScalarMap = { toValue: (raw) => raw, toRaw: (value) => value, slope: () => 1 }

const exponential: ScalarMap = { toValue: Math.exp, toRaw: Math.log, slope: (_raw, value) => value }

/** raw² reaches 0, the only point that `nonnegative` has more than `positive`. */
const square: ScalarMap = { toValue: (raw) => raw * raw, toRaw: Math.sqrt, slope: (raw) => 2 * raw }

function sigmoidBetween(low: number, high: number): ScalarMap {
  const width = high - low
  return {
    toValue: (raw) => low + width * sigmoid(raw),
    toRaw: (value) => Math.log((value - low) / (high - value)),
    slope: (raw) => width * sigmoid(raw) * sigmoid(-raw),
  }
}

/** 1/(1 + e⁻ˣ), accurate on both sides. */
export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))
}

function mapInto(domain: ParameterDomain): ScalarMap {
  if (domain === 'real') return identity
  if (domain === 'positive') return exponential
  if (domain === 'nonnegative') return square
  if (domain === 'unit') return sigmoidBetween(0, 1)
  return sigmoidBetween(domain[0], domain[1])
}

/**
 * Trained numbers that never leave their domain: x itself (`real`), exp(x) (`positive`), x² (`nonnegative`),
 * a + (b − a)·sigmoid(x) (`unit`, `[a, b]`).
 *
 * @throws ParameterError `PARAMETER_START` if a starting value has no finite raw number (a closed end of an interval)
 */
export function scalarTransform(name: string, domain: ParameterDomain, start: readonly number[]): Transform {
  const map = mapInto(domain)
  const initial = start.map((value) => map.toRaw(value))
  initial.forEach((number, index) => {
    if (Number.isFinite(number)) return
    throw new ParameterError(`The trained parameter '${name}' cannot start at ${start[index]}.`, {
      code: 'PARAMETER_START',
      given: start[index],
      allowed: `${domainText(domain)}, strictly inside`,
      hint: `Start '${name}' inside its domain, or do not train it.`,
    })
  })
  return {
    domain,
    rawLength: start.length,
    length: start.length,
    initial: () => initial,
    at: ({ raw, rawOffset, effective, offset, rawGradient }) => ({
      forward() {
        for (let i = 0; i < start.length; i++) effective[offset + i] = map.toValue(raw[rawOffset + i]!)
      },
      pull(gradient) {
        for (let i = 0; i < start.length; i++) {
          const slope = map.slope(raw[rawOffset + i]!, effective[offset + i]!)
          rawGradient[rawOffset + i] = gradient[offset + i]! * slope
        }
      },
    }),
  }
}
