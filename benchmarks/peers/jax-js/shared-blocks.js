import { jit, numpy as np, tree } from '@jax-js/jax'
import { readData } from '../../harness/data-files.js'
import { split } from '../../harness/split.js'
import { transpose } from '../../harness/transpose.js'
import { reflect } from './reflect.js'
import { training } from './training.js'

const blocks = 20
const width = 256

/**
 * Workload A. Signals lie along the first axis, so that all shifts are of whole rows:
 * faster than a convolution of one channel.
 *
 * @param {{ mode: 'train' | 'forward', batch: number, directory: string }} settings
 */
export function sharedBlocks({ mode, batch, directory }) {
  const rows = (/** @type {'input' | 'target'} */ name) =>
    np.array(transpose(readData(directory, name), batch), { shape: [width, batch] })
  const [kernel, contrast, tau] = split(readData(directory, 'parameters'), [3, 1, 1])
  const parameters = () => ({ kernel: np.array(kernel), contrast: np.array(contrast[0]), tau: np.array(tau[0]) })
  const input = rows('input')
  if (mode === 'train') return training({ parameters, forward, input, target: rows('target') })
  const run = jit(forward)
  const values = parameters()
  const step = () => run(input.ref, tree.ref(values)).data()
  return { step, check: async () => ({ loss: null, values: transpose(await step(), width) }) }
}

/**
 * @param {import('./training.js').Array} u
 * @param {import('./training.js').Tree} parameters
 */
function forward(u, { kernel, contrast, tau }) {
  const inverse = np.reciprocal(np.square(contrast))
  const [a, b, c] = [kernel.ref.slice(0), kernel.ref.slice(1), kernel.slice(2)]
  const [ta, tb, tc] = [a, b, c].map((entry) => entry.ref.mul(tau.ref))
  for (let block = 0; block < blocks; block++) {
    const padded = reflect(u.ref, 0)
    const left = padded.ref.slice([0, width]).mul(a.ref)
    const r = left.add(u.ref.mul(b.ref)).add(padded.slice([2, width + 2]).mul(c.ref))
    const flux = r.ref.div(np.square(r).mul(inverse.ref).add(1))
    const first = flux.ref.slice([0, 1]).mul(ta.ref)
    const last = flux.ref.slice([width - 1, width]).mul(tc.ref)
    const fromLeft = np.concatenate([first, flux.ref.slice([0, width - 1]).mul(tc.ref)], 0)
    const fromRight = np.concatenate([flux.ref.slice([1, width]).mul(ta.ref), last], 0)
    u = u.sub(fromLeft.add(flux.mul(tb.ref)).add(fromRight))
  }
  for (const used of [inverse, a, b, c, ta, tb, tc, tau]) used.dispose()
  return u
}
