/**
 * The README's program up to its first training step, with the packages of one checkout; prints one line of JSON: the
 * milliseconds of every stage.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [root = '.'] = process.argv.slice(2)
/**
 * A package as Node finds it by its name.
 *
 * @param {string} name
 */
async function load(name) {
  const folder = join(root, 'packages', name)
  const entry = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).exports['.']
  return import(pathToFileURL(join(folder, entry.node ?? entry.default)).href)
}

/** @type {Record<string, number>} */
const milliseconds = {}
let before = performance.now()
const started = before
/** @param {string} stage */
const done = (stage) => {
  const now = performance.now()
  milliseconds[stage] = now - before
  before = now
}

const [{ boundsOf, defineNonlinearity }, { denoisingSignals }, { symmetricResNet }, { adam, train }] =
  await Promise.all(['activations', 'datasets', 'schemes', 'training'].map(load))
done('import')
const quartic = defineNonlinearity({
  name: 'quartic',
  parameters: { lambda: { default: 1, domain: 'positive' } },
  diffusivity: '1 / (1 + (r/lambda)^4)',
})
done('define')
// Checkouts from before networks came first in the call take one object, and their README asked for the bounds here.
const isEarlier = train.length === 1
if (isEarlier) boundsOf(quartic)
done('bounds')
const data = denoisingSignals({ train: 1000, validation: 100, test: 100 })
done('data')
const network = symmetricResNet({ dimension: 1, blocks: 7, kernel: { width: 3 }, activation: quartic })
done('network')

class FirstStep extends Error {}
const optimiser = {
  ...adam(),
  step() {
    done('first step')
    throw new FirstStep()
  },
}
const training = isEarlier
  ? train({ network, training: data.train, validation: data.validation, epochs: 20, optimiser })
  : train(network, data, { epochs: 20, optimiser })
await training.catch((/** @type {unknown} */ error) => {
  if (!(error instanceof FirstStep)) throw error
})
console.log(JSON.stringify({ ...milliseconds, 'from the formula on': before - started - (milliseconds.import ?? 0) }))
process.exit()
