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
  const remarks = [remarkOnStability(report), activation === undefined ? null : remarkOnRule(options, activation)]
  return remarks.filter((remark) => remark !== null)
}

function remarkOnStability({ certificate: { stable, tauMax }, tau }: DenoiseResult): string | null {
  if (stable) return null
  if (tau > tauMax && tauMax > 0) {
    return `not stable: tau is ${numberText(tau)}, its bound is ${numberText(tauMax)}; noise may grow instead of vanish`
  }
  return `no stability is proved for tau ${numberText(tau)} (its proved bound is ${numberText(tauMax)}); noise may grow instead of vanish`
}

/** The rule for λ and the diffusion time was fitted for one nonlinearity. */
function remarkOnRule(options: DenoiseOptions, { name: activation, parameters }: Nonlinearity): string | null {
  if (activation === 'perona-malik') return null
  const contrast = contrastNames(parameters).filter((name) => !Object.hasOwn(options.parameter, name))
  const hasTime = options.steps !== undefined || options.time !== undefined
  const guessed = [...contrast, ...(hasTime ? [] : ['the diffusion time'])]
  if (guessed.length === 0) return null
  const ways = [...contrast.map((name) => `--parameter ${name}=…`), ...(hasTime ? [] : ['--time T'])]
  const follow = guessed.length === 1 ? 'follows' : 'follow'
  return `${guessed.join(' and ')} ${follow} from a rule fitted for perona-malik, not for ${activation}: ${ways.join(' and ')} instead`
}
