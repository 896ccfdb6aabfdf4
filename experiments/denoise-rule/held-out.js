// What the defaults of `denoise`, and `tune`, lose against the best λ and time on data that nothing was fitted to:
// `pnpm --filter @numeural/experiments held-out [grey|colour-independent|…]` after a build and denoise-curves.
// `training` as a second argument takes the training photographs instead.
import { readFileSync } from 'node:fs'
import { constant, contrastNames, relu, standardNonlinearities } from '@numeural/activations'
import { createBackend } from '@numeural/core'
import { denoise, estimateNoise } from '@numeural/denoising'
import { samplesOf } from './samples.js'

const kind = /** @type {import('./samples.js').Kind} */ (process.argv[2] ?? 'grey')
const isHeldOut = process.argv[3] !== 'training'
/** @type {(import('./curves.js').Curves & { kind: string, activation: string })[]} */
const curves = readFileSync(new URL('results/curves.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
const backend = await createBackend()
const rows = []
for await (const { name, sigma, shape, batch, clean, noisy } of samplesOf(kind, isHeldOut)) {
  if (sigma === 5) continue
  for (const activation of standardNonlinearities) {
    if (kind.startsWith('colour') && (activation === constant || activation === relu)) continue
    const best = curves.find(
      (each) => each.kind === kind && each.activation === activation.name && each.name === name && each.sigma === sigma,
    )?.best
    const signals = { data: noisy, count: batch, shape }
    const reference = { data: clean, count: batch, shape }
    const before = await denoise(signals, { ...fittedForPeronaMalik(signals, activation), reference, backend })
    const byRule = await denoise(signals, { activation, reference, backend })
    const tuned = await denoise(signals, { activation, reference, backend, tune: true })
    rows.push({
      ...{ name, sigma, activation: activation.name, noisy: byRule.psnr?.noisy.toFixed(2) },
      before: before.psnr?.denoised.toFixed(2),
      rule: byRule.psnr?.denoised.toFixed(2),
      tuned: tuned.psnr?.denoised.toFixed(2),
      best: best?.toFixed(2),
    })
    process.stdout.write(`${JSON.stringify(rows.at(-1))}\n`)
  }
}
backend.dispose()

/**
 * λ and T of the laws that were used for every nonlinearity once, by the number of channels.
 * @param {import('@numeural/core').Signals} signals
 * @param {import('@numeural/activations').Nonlinearity} activation
 */
function fittedForPeronaMalik({ data, shape }, activation) {
  const noise = estimateNoise(data, shape)
  const [factor, power, timeFactor, timePower] =
    shape.channels > 1
      ? [2.01, 0.646, 0.449, 0.837]
      : shape.height === 1
        ? [3.69, 0.431, 1.49, 0.738]
        : [4.56, 0.519, 0.0343, 1.2]
  const names = contrastNames(activation.parameters)
  return {
    activation,
    parameters: Object.fromEntries(names.map((name) => [name, factor * noise ** power])),
    time: timeFactor * noise ** timePower,
    // Whole steps of the usual size, as then.
    tau: shape.height === 1 ? 0.45 : 0.225,
  }
}
