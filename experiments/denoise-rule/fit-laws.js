import { times } from './curves.js'

/** @typedef {import('./curves.js').Curves} Curves */
/**
 * λ = contrast·(σ/20)^contrastPower and T = time·(σ/20)^timePower.
 * @typedef {[contrast: number, contrastPower: number, time: number, timePower: number]} Laws
 */

const middleNoise = 20

/**
 * How many dB laws lose against the best λ and time of a sample.
 * @param {Laws} laws
 * @param {Curves} sample
 */
export function lossOf([contrast, contrastPower, time, timePower], { noise, best, curves }) {
  const relative = noise / middleNoise
  return best - psnrAt(curves, contrast * relative ** contrastPower, time * relative ** timePower)
}

/**
 * PSNR at any λ and time, between those that were measured.
 * @param {import('./curves.js').Curve[]} curves
 * @param {number} lambda
 * @param {number} time
 */
export function psnrAt(curves, lambda, time) {
  if (curves.length === 1) return along(curves[0].psnr, time)
  const first = curves[0].lambda ?? 1
  const place = Math.log(lambda / first) / Math.log((curves[1].lambda ?? 1) / first)
  const low = Math.min(Math.max(Math.floor(place), 0), curves.length - 2)
  const share = Math.min(Math.max(place - low, 0), 1)
  const value = (1 - share) * along(curves[low].psnr, time) + share * along(curves[low + 1].psnr, time)
  // Beyond the grid the loss grows with the distance, so that the search comes back.
  return value - Math.max(-place, place - (curves.length - 1), 0)
}

/**
 * @param {number[]} psnr
 * @param {number} time
 */
function along(psnr, time) {
  const place = Math.log(time / times[0]) / Math.log(times[1] / times[0])
  const low = Math.min(Math.max(Math.floor(place), 0), psnr.length - 2)
  const share = Math.min(Math.max(place - low, 0), 1)
  const beyond = Math.max(-place, place - (psnr.length - 1), 0)
  return (1 - share) * psnr[low] + share * psnr[low + 1] - beyond
}

/**
 * The laws with the least mean loss plus a quarter of the largest: search along coordinates and pairs of them,
 * from the best of a coarse grid.
 * Of laws that are equally good the one of the shorter time is taken: a doubled time counts as 0.02 dB.
 * @param {readonly Curves[]} samples
 * @returns {Laws}
 */
export function fitLaws(samples) {
  const hasContrast = samples[0].curves.length > 1
  const cost = (/** @type {Laws} */ laws) => {
    const losses = samples.map((sample) => lossOf(laws, sample))
    return (
      losses.reduce((sum, loss) => sum + loss, 0) / losses.length +
      0.25 * Math.max(...losses) +
      0.02 * Math.log2(laws[2])
    )
  }
  /** @type {Laws} */
  let best = [20, 0.7, 1, 1]
  for (const contrast of hasContrast ? [3, 5, 8, 12, 18, 27, 40, 60] : [1])
    for (const contrastPower of hasContrast ? [0.1, 0.4, 0.7, 1] : [0])
      for (const time of [0.3, 0.5, 0.8, 1.3, 2, 3, 5, 8, 12, 18])
        for (const timePower of [0.3, 0.6, 0.9, 1.2]) {
          /** @type {Laws} */
          const laws = [contrast, contrastPower, time, timePower]
          if (cost(laws) < cost(best)) best = laws
        }
  const free = hasContrast ? [0, 1, 2, 3] : [2, 3]
  // λ and T make up for each other, and so do a factor and its power: valleys that moves of one cannot follow.
  /** @type {[index: number, sign: number][][]} */
  const moves = []
  for (const i of free)
    for (const a of [1, -1]) {
      moves.push([[i, a]])
      for (const k of free)
        if (k > i)
          for (const b of [1, -1])
            moves.push([
              [i, a],
              [k, b],
            ])
    }
  for (let step = 0.4; step > 0.004; step /= 2) {
    for (let improved = true; improved; ) {
      improved = false
      for (const move of moves) {
        let trial = best
        for (const [i, sign] of move) trial = moved(trial, i, sign * step)
        if (cost(trial) < cost(best) - 1e-6) [best, improved] = [trial, true]
      }
    }
  }
  return best
}

/**
 * Factors by a share, powers by a difference: they may be zero or negative.
 * @param {Laws} laws
 * @param {number} i
 * @param {number} step
 */
function moved(laws, i, step) {
  const value = i % 2 === 0 ? laws[i] * Math.exp(step) : laws[i] + step
  return /** @type {Laws} */ (laws.map((each, k) => (k === i ? value : each)))
}

/**
 * As `packages/denoising/src/rule/fitted-rules.ts` has them: for σ itself.
 * @param {Laws} laws
 * @param {boolean} hasContrast
 */
export function powerLaws([contrast, contrastPower, time, timePower], hasContrast) {
  const law = (/** @type {number} */ factor, /** @type {number} */ power) =>
    [factor / middleNoise ** power, power].map((value) => Number(value.toPrecision(3)))
  return { ...(hasContrast ? { contrast: law(contrast, contrastPower) } : {}), time: law(time, timePower) }
}
