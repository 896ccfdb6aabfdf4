// Fits the rules of `denoise` to results/curves.jsonl, which measure.js writes, and writes them to
// packages/denoising/src/rule/fitted-rules.ts: `pnpm --filter @numeural/experiments denoise-rule`.
// Only training photographs and signals are fitted to; the tables that are printed show the loss on held-out ones too.
import { readFileSync, writeFileSync } from 'node:fs'
import { standardNonlinearities } from '@numeural/activations'
import { fitLaws, lossOf, powerLaws } from './fit-laws.js'

const kinds = {
  signals: 'signals',
  'signals-independent': 'signalsIndependent',
  grey: 'grey',
  'colour-common': 'colourCommon',
  'colour-independent': 'colourIndependent',
}

/**
 * Fitted to larger parts, of 640 × 448 pixels, and up to σ = 50; half a decibel better on whole photographs.
 * @type {Record<string, Record<string, object>>}
 */
const kept = { 'perona-malik': { colourIndependent: { contrast: [1.16, 0.646], time: [0.449, 0.837] } } }

/** @type {(import('./curves.js').Curves & { kind: keyof typeof kinds, activation: string })[]} */
const rows = readFileSync(new URL('results/curves.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
/** @type {Record<string, object>} */
const rules = {}
const table = []
for (const { name } of standardNonlinearities) {
  /** @type {Record<string, object>} */
  const rule = {}
  for (const [kind, key] of Object.entries(kinds)) {
    const all = rows.filter((row) => row.activation === name && row.kind === kind)
    const training = all.filter(({ heldOut }) => !heldOut)
    if (training.length === 0) continue
    const laws = fitLaws(training)
    rule[key] = kept[name]?.[key] ?? powerLaws(laws, training[0].curves.length > 1)
    const losses = (/** @type {typeof rows} */ samples) => samples.map((sample) => lossOf(laws, sample))
    const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length
    const heldOut = all.filter((row) => row.heldOut)
    table.push({
      ...{ name, kind, samples: training.length, ...rule[key] },
      'mean loss': mean(losses(training)).toFixed(2),
      'largest loss': Math.max(...losses(training)).toFixed(2),
      'mean loss, held out': mean(losses(heldOut)).toFixed(2),
    })
  }
  // What acts on every channel alone has one law for any number of them.
  rules[name] = {
    ...rule,
    colourCommon: rule.colourCommon ?? rule.grey,
    colourIndependent: rule.colourIndependent ?? rule.grey,
  }
}
console.table(table)
const lines = Object.entries(rules).map(
  ([name, rule]) =>
    `  '${name}': {\n${Object.entries(rule)
      .map(([kind, laws]) => `    ${kind}: ${JSON.stringify(laws).replaceAll('"', '').replaceAll(/[:,]/g, '$& ')},`)
      .join('\n')}\n  },`,
)
const file = new URL('../../packages/denoising/src/rule/fitted-rules.ts', import.meta.url)
const [head] = readFileSync(file, 'utf8').split('export const fittedRules')
writeFileSync(
  file,
  `${head}export const fittedRules = {\n${lines.join('\n')}\n} as const satisfies Record<string, FittedRule>\n`,
)
