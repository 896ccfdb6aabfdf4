import { requireKnown, requireNumber } from '@numeural/errors'
import type { Optimiser } from './optimiser.js'

/** Decay rates and regularisation of {@link adam}. */
export interface AdamOptions {
  /** Decay of the first moment. Default 0.9. */
  readonly beta1?: number
  /** Decay of the second moment. Default 0.999. */
  readonly beta2?: number
  /** Added to the root of the second moment. Default 1e-8. */
  readonly epsilon?: number
}

const known = { beta1: true, beta2: true, epsilon: true } satisfies Record<keyof AdamOptions, true>

/**
 * Adam with bias correction (Kingma and Ba 2015, algorithm 1). State: first moments, second moments, step count.
 *
 * @throws ParameterError `TRAINING_OPTION` for unknown options and numbers out of range
 */
export function adam(options: AdamOptions = {}): Optimiser {
  const by = { owner: 'adam', code: 'TRAINING_OPTION' }
  requireKnown(by, options, known)
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options
  requireNumber({ ...by, option: 'beta1' }, beta1, { least: 0, below: 1 })
  requireNumber({ ...by, option: 'beta2' }, beta2, { least: 0, below: 1 })
  requireNumber({ ...by, option: 'epsilon' }, epsilon, { above: 0 })
  return {
    name: 'adam',
    settings: { beta1, beta2, epsilon },
    stateLength: (length) => 2 * length + 1,
    step(parameters, gradient, state, learningRate) {
      const length = parameters.length
      const count = ++state[2 * length]!
      // β^count by repeated multiplication, because Math.pow may differ between engines and a resumed run
      // must repeat its bits.
      const rate = (learningRate * Math.sqrt(1 - integerPower(beta2, count))) / (1 - integerPower(beta1, count))
      const floor = epsilon * Math.sqrt(1 - integerPower(beta2, count))
      for (let i = 0; i < length; i++) {
        const g = gradient[i]!
        const first = (state[i] = beta1 * state[i]! + (1 - beta1) * g)
        const second = (state[length + i] = beta2 * state[length + i]! + (1 - beta2) * g * g)
        parameters[i]! -= (rate * first) / (Math.sqrt(second) + floor)
      }
    },
  }
}

function integerPower(base: number, exponent: number): number {
  let result = 1
  let square = base
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square
    square *= square
  }
  return result
}
