/** @typedef {import('./psnr-curves.js').Curves} Curves */
/**
 * λ and T at σ = 25, and their powers of
 * σ. @typedef {[contrast: number, contrastPower: number, time: number, timePower: number]} Rule
 */

const middleNoise = 25

/**
 * How many dB a rule loses against the best λ and number of steps of a sample.
 * @param {Rule} rule
 * @param {Curves} sample
 */
export function lossOf([contrast, contrastPower, time, timePower], { noise, tau, best, curves }) {
  const relative = noise / middleNoise
  const lambda = contrast * relative ** contrastPower
  const steps = Math.max(1, Math.ceil((time * relative ** timePower) / tau))
  const at = (/** @type {number[]} */ psnr) =>
    psnr[Math.min(steps, psnr.length) - 1] - 0.3 * Math.max(0, steps - psnr.length)
  const first = curves[0]
  const last = curves[curves.length - 1]
  // Beyond the grid the loss grows with the distance, so that the search comes back.
  if (lambda <= first.lambda) return best - at(first.psnr) + Math.log(first.lambda / lambda)
  if (lambda >= last.lambda) return best - at(last.psnr) + Math.log(lambda / last.lambda)
  const next = curves.findIndex((each) => each.lambda >= lambda)
  const [low, high] = [curves[next - 1], curves[next]]
  const share = Math.log(lambda / low.lambda) / Math.log(high.lambda / low.lambda)
  return best - (1 - share) * at(low.psnr) - share * at(high.psnr)
}

/**
 * The rule with the least mean loss plus a quarter of the largest:
 * coordinate search from the best point of a coarse grid.
 * @param {readonly Curves[]} samples
 * @returns {Rule}
 */
export function fitRule(samples) {
  const cost = (/** @type {Rule} */ rule) => {
    const losses = samples.map((sample) => lossOf(rule, sample))
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length + 0.25 * Math.max(...losses)
  }
  /** @type {Rule} */
  let best = [16, 0.7, 3, 0.8]
  for (const contrast of [8, 11, 14, 17, 20, 24, 28])
    for (const contrastPower of [0.5, 0.7, 0.9, 1.1])
      for (const time of [1, 1.5, 2.2, 3.2, 4.5, 6.5, 9, 13, 19])
        for (const timePower of [0.3, 0.6, 0.9, 1.2]) {
          /** @type {Rule} */
          const rule = [contrast, contrastPower, time, timePower]
          if (cost(rule) < cost(best)) best = rule
        }
  for (let step = 0.15; step > 0.004; step /= 2) {
    for (let improved = true; improved; ) {
      improved = false
      for (let i = 0; i < 4; i++) {
        for (const factor of [1 + step, 1 / (1 + step)]) {
          const trial = /** @type {Rule} */ (best.map((value, k) => (k === i ? value * factor : value)))
          if (cost(trial) < cost(best) - 1e-6) [best, improved] = [trial, true]
        }
      }
    }
  }
  return best
}

/**
 * The constants as `packages/denoising/src/denoise/rule.ts` has them: for σ itself, not σ/25.
 * @param {Rule} rule
 */
export function constantsOf([contrast, contrastPower, time, timePower]) {
  const rounded = (/** @type {number} */ value) => Number(value.toPrecision(3))
  return {
    contrast: rounded(contrast / middleNoise ** contrastPower),
    contrastPower: rounded(contrastPower),
    time: rounded(time / middleNoise ** timePower),
    timePower: rounded(timePower),
  }
}
