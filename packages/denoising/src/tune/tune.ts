import { contrastNames, type Nonlinearity } from '@numeural/activations'
import type { Backend, Signals } from '@numeural/core'
import { inProportion, smallestNoise } from '../rule/rule.js'
import { excerptOf } from './excerpt.js'
import { openRisk, type Risk, times } from './risk.js'

/** What {@link tune} searches, and for which data. */
export interface TuneOptions {
  readonly activation: Nonlinearity
  /** Parameters that stay as they are. */
  readonly parameters: Readonly<Record<string, number>>
  /** The diffusion time, where it is not searched. */
  readonly time?: number | undefined
  /** `[channels, channels]` of the noise. */
  readonly covariance: Float64Array
  readonly backend: Backend
  /** Largest step size. Default: 0.9 of its bound. */
  readonly tau?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Told after each candidate. */
  readonly onCandidate?: (done: number, all: number) => void
}

/** What was found. */
export interface Tuned {
  /** Of the contrasts that were searched. */
  readonly contrasts: Readonly<Record<string, number>>
  readonly time: number
  /** Estimated mean squared error of the result. */
  readonly risk: number
}

/** Powers of two of the joint deviation of the noise that are tried as contrasts, then finer around the best. */
const coarse = [-3, -2, -1, 0, 1, 2, 3]
/** Of the row, and how far it is continued. */
const reach = 3
const farthest = 8
const refinements = [0.5, 0.25]
const usualCandidates = coarse.length + 2 * refinements.length

/** The contrasts and the diffusion time of least estimated error, on an excerpt of large data. */
export async function tune(noisy: Signals, options: TuneOptions): Promise<Tuned> {
  const { activation, parameters, covariance, time, onCandidate } = options
  const searched = contrastNames(activation.parameters).filter((name) => !Object.hasOwn(parameters, name))
  const unit = jointDeviation(covariance)
  const contrastsAt = (power: number): Record<string, number> => inProportion(activation, searched, unit * 2 ** power)
  const risk = await openRisk({ ...options, noisy: excerptOf(noisy) })
  const tried = new Map<number, Found>()
  const all = searched.length === 0 ? 1 : usualCandidates
  const attempt = async (power: number): Promise<void> => {
    if (tried.has(power)) return
    const contrasts = contrastsAt(power)
    tried.set(power, { contrasts, ...(await leastOf(risk, { ...parameters, ...contrasts }, time)) })
    onCandidate?.(tried.size, Math.max(all, tried.size))
  }
  try {
    if (searched.length === 0) await attempt(0)
    else {
      for (const power of coarse) await attempt(power)
      // A formula may measure r otherwise: the row goes on where its end is the best.
      for (
        let power = bestOf(tried);
        Math.abs(power) >= reach && Math.abs(power) < farthest && bestOf(tried) === power;
      ) {
        power += Math.sign(power)
        await attempt(power)
      }
      for (const step of refinements) {
        const center = bestOf(tried)
        await attempt(center - step)
        await attempt(center + step)
      }
    }
  } finally {
    risk.dispose()
  }
  const { contrasts, time: found, risk: least } = tried.get(bestOf(tried))!
  return { contrasts, time: found, risk: least }
}

type Found = Tuned

function bestOf(tried: ReadonlyMap<number, Found>): number {
  return [...tried].reduce((best, each) => (each[1].risk < best[1].risk ? each : best))[0]
}

/** The time of least risk, between the times that were tried by a parabola. */
async function leastOf(
  risk: Risk,
  parameters: Readonly<Record<string, number>>,
  time: number | undefined,
): Promise<{ time: number; risk: number }> {
  const risks = await risk.curve(parameters)
  if (time !== undefined) return { time, risk: interpolated(risks, time) }
  const least = risks.reduce((best, value, i) => (value < risks[best] ? i : best), 0)
  const [before, at, after] = [risks[least - 1], risks[least], risks[least + 1]]
  const bend = before - 2 * at + after
  const shift = bend > 0 ? (before - after) / (2 * bend) : 0
  return { time: times[least] * (times[1] / times[0]) ** shift, risk: at }
}

/** Beyond the last time of a curve that has risen the risk goes on rising. */
function interpolated(risks: readonly number[], time: number): number {
  const next = times.findIndex((each) => each >= time)
  const to = next < 0 ? times.length - 1 : next
  if (to >= risks.length) return risks[risks.length - 1] * (1 + to - (risks.length - 1))
  if (to === 0) return risks[0]
  const share = (time - times[to - 1]) / (times[to] - times[to - 1])
  return (1 - share) * risks[to - 1] + share * risks[to]
}

/** Root of the sum of the variances of all channels: the size of noise in a joint difference. */
function jointDeviation(covariance: Float64Array): number {
  const channels = Math.sqrt(covariance.length)
  let trace = 0
  for (let channel = 0; channel < channels; channel++) trace += covariance[channel * channels + channel]
  return Math.max(Math.sqrt(trace), smallestNoise)
}
