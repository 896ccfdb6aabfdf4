import { contrastNames, type Nonlinearity } from '@numeural/activations'
import type { DenoiseResult } from '@numeural/denoising'
import { numberText } from '../output/number-text.js'
import type { DenoiseOptions } from './denoise-options.js'

/**
 * What a person should know about a result that looks as good as any other.
 *
 * @param activation of the diffusion; undefined for a model
 */
export function remarksOnDenoising(
  options: DenoiseOptions,
  activation: Nonlinearity | undefined,
  report: DenoiseResult,
): string[] {
  const remarks = [
    remarkOnStability(report),
    remarkOnNumbers(report),
    activation === undefined ? null : remarkOnRule(options, activation, report),
  ]
  return remarks.filter((remark) => remark !== null)
}

function remarkOnStability({ certificate: { stable, tauMax }, tau }: DenoiseResult): string | null {
  if (stable) return null
  if (tau > tauMax && tauMax > 0) {
    return `not stable: tau is ${numberText(tau)}, its bound is ${numberText(tauMax)}; noise may grow instead of vanish`
  }
  return `no stability is proved for tau ${numberText(tau)} (its proved bound is ${numberText(tauMax)}); noise may grow instead of vanish`
}

/** Where float64 ran because float32 would break the bounds. */
function remarkOnNumbers({ scheme, dtype, activation, certificate: { arithmetic } }: DenoiseResult): string | null {
  if (scheme === 'implicit' || arithmetic === null) return null
  if (!arithmetic.certified) return `the bounds of ${activation} do not hold in ${dtype}: ${arithmetic.reason}`
  return dtype === 'float64' ? `computed in float64: the bounds of ${activation} do not hold in float32` : null
}

/** A nonlinearity without a rule takes another's numbers, which may not suit it at all. */
function remarkOnRule(
  options: DenoiseOptions,
  { name, parameters }: Nonlinearity,
  report: DenoiseResult,
): string | null {
  if (report.rule !== 'borrowed') return null
  const contrasts = contrastNames(parameters).filter((each) => !Object.hasOwn(options.parameter, each))
  const hasTime = options.steps !== undefined || options.time !== undefined
  const guessed = [...contrasts, ...(hasTime ? [] : ['the diffusion time'])]
  const ways = [...contrasts.map((each) => `--parameter ${each}=…`), ...(hasTime ? [] : ['--time T'])]
  const follow = guessed.length === 1 ? 'follows' : 'follow'
  return `${guessed.join(' and ')} ${follow} from a rule fitted for perona-malik, as ${name} has none: --tune searches, or give ${ways.join(' and ')}`
}
