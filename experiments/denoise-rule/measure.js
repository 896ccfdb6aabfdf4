// PSNR over λ and the diffusion time, for every built-in nonlinearity, kind of data and noise level:
// `pnpm --filter @numeural/experiments denoise-curves` after a build. About 30 minutes on one core; every line of
// results/curves.jsonl is one sample, and a run goes on where the last one ended. `denoise-rule` fits the rules to it.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { constant, relu, standardNonlinearities } from '@numeural/activations'
import { createBackend } from '@numeural/core'
import { curvesOf } from './curves.js'
import { kinds, samplesOf } from './samples.js'

const folder = new URL('results/', import.meta.url)
const file = new URL('curves.jsonl', folder)
mkdirSync(folder, { recursive: true })
const done = new Set(
  (existsSync(file) ? readFileSync(file, 'utf8') : '')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => keyOf(JSON.parse(line))),
)
const backend = await createBackend('wasm', { threads: 1 })
for (const isHeldOut of [false, true])
  for (const kind of kinds)
    for await (const sample of samplesOf(kind, isHeldOut))
      for (const activation of standardNonlinearities) {
        // These act on every channel alone: what holds for one holds for several.
        if (kind.startsWith('colour') && (activation === constant || activation === relu)) continue
        const head = { kind, activation: activation.name }
        if (done.has(keyOf({ ...head, name: sample.name, sigma: sample.sigma }))) continue
        process.stderr.write(`\r${kind}: ${sample.name}, σ = ${sample.sigma}, ${activation.name}          `)
        appendFileSync(file, `${JSON.stringify({ ...head, ...(await curvesOf(backend, activation, sample)) })}\n`)
      }
process.stderr.write('\n')
backend.dispose()

/** @param {{ kind: string, activation: string, name: string, sigma: number }} row */
function keyOf({ kind, activation, name, sigma }) {
  return [kind, activation, name, sigma].join('/')
}
