// How λ and the diffusion time of `denoise` follow from the noise level:
// `pnpm --filter @numeural/experiments denoise-rule [line|grey|colour …]` after a build.
// Searches λ and T on the training photographs, fits the constants of packages/denoising/src/denoise/rule.ts and prints
// them, with what the rule loses against the best λ and T of each image, the held-out ones included.
import { createBackend } from '@numeural/core'
import { constantsOf, fitRule, lossOf } from './fit-rule.js'
import { psnrCurves } from './psnr-curves.js'
import { samplesOf } from './test-images.js'

const kinds = /** @type {('line' | 'grey' | 'colour')[]} */ (
  process.argv.length > 2 ? process.argv.slice(2) : ['line', 'grey', 'colour']
)
const backend = await createBackend()
for (const kind of kinds) {
  const samples = []
  for await (const sample of samplesOf(kind)) {
    process.stderr.write(`\r${kind}: ${sample.name}, σ = ${sample.sigma}          `)
    samples.push(await psnrCurves(backend, sample))
  }
  process.stderr.write('\n')
  const rule = fitRule(samples.filter((sample) => !sample.heldOut))
  console.log(kind, constantsOf(rule))
  console.table(
    samples.map((sample) => ({
      data: sample.name + (sample.heldOut ? ' (held out)' : ''),
      sigma: sample.sigma,
      estimated: sample.noise.toFixed(1),
      best: sample.best.toFixed(2),
      loss: lossOf(rule, sample).toFixed(2),
    })),
  )
}
backend.dispose()
