import type { Nonlinearity, ParameterValues } from '@numeural/activations'
import { certifyScheme } from '@numeural/certificates'
import { ParameterError, refused } from '@numeural/errors'
import { explicit } from '@numeural/schemes'

/** Far below every bound: it only asks whether the principle is proved for steps that are small enough. */
const smallPart = 2 ** -20

/**
 * The number m of explicit steps of time α/m: the one that is asked for, if the maximum–minimum principle is proved for
 * them, τ ≤ h²/(2 g_max); by default the smallest such number.
 *
 * @throws ParameterError `VARIATIONAL_OPTION` if there are fewer steps than that;
 *   `VARIATIONAL_STEPS` if the principle is proved for no step size
 *
 * Source: T20 eq. 7 and sec. 3.3.
 */
export function stableSteps({ activation, parameters, alpha, gridSize }: Step, asked: number | undefined): number {
  const setting = { scheme: explicit, activation, parameters, kernel: [-1, 1], gridSize }
  const largest = boundOf(setting, smallPart * gridSize ** 2)
  if (!(largest > 0)) throw unproved(activation.name)
  let fewest = Math.max(1, Math.ceil(alpha / largest))
  if (alpha / fewest > largest) fewest++
  if (!Number.isSafeInteger(fewest)) throw unproved(activation.name)
  if (asked === undefined || asked >= fewest) return asked ?? fewest
  throw refused(
    { owner: 'variationalDenoise', option: 'steps', code: 'VARIATIONAL_OPTION' },
    asked,
    `at least ${fewest}, so that steps of alpha/steps keep the maximum–minimum principle`,
    `Give steps: ${fewest} or more, or leave steps out.`,
  )
}

/** What the steps depend on. */
interface Step {
  readonly activation: Nonlinearity
  readonly parameters: ParameterValues
  readonly alpha: number
  readonly gridSize: number
}

/** Largest step size for which the principle is proved; 0 if for none. */
function boundOf(setting: Omit<Parameters<typeof certifyScheme>[0], 'tau'>, tau: number): number {
  let step = tau
  // Where g is large even the small part is too much: the bound is known all the same.
  for (let attempt = 0; attempt < 2; attempt++) {
    const maximum = certifyScheme({ ...setting, tau: step }).guarantees.find(({ norm }) => norm === 'maximum')
    if (maximum === undefined || !(maximum.bound > 0)) return 0
    if (maximum.holds) return maximum.bound
    step = maximum.bound / 2
  }
  return 0
}

function unproved(name: string): ParameterError {
  return new ParameterError(
    `For '${name}' no number of explicit steps is proved to keep the maximum–minimum principle.`,
    {
      code: 'VARIATIONAL_STEPS',
      given: name,
      allowed: 'a diffusivity with 0 ≤ g ≤ g_max that is proved',
      hint: "Take the method 'newton' or 'lagged-diffusivity', or another activation.",
    },
  )
}
