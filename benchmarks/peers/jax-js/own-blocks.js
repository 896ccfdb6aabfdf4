import { lax, numpy as np } from '@jax-js/jax'
import { readData } from '../../harness/data-files.js'
import { split } from '../../harness/split.js'
import { reflect } from './reflect.js'
import { training } from './training.js'

const blocks = 20
const channels = 16
const taps = 3
const width = 256

/**
 * Workload B.
 *
 * @param {{ batch: number, directory: string }} settings
 */
export function ownBlocks({ batch, directory }) {
  const signals = (/** @type {'input' | 'target'} */ name) =>
    np.array(readData(directory, name), { shape: [batch, 1, width] })
  const lengths = Array.from({ length: blocks }, () => [channels * channels * taps, 1, 1]).flat()
  const parts = split(readData(directory, 'parameters'), lengths)
  // A list of lists, because the leaves of a tree come in the order of its lists, but of its names sorted.
  const parameters = () =>
    Array.from({ length: blocks }, (_, block) => [
      np.array(parts[3 * block], { shape: [channels, channels, taps] }),
      np.array(parts[3 * block + 1][0]),
      np.array(parts[3 * block + 2][0]),
    ])
  return training({ parameters, forward, input: signals('input'), target: signals('target') })
}

/**
 * @param {import('./training.js').Array} input
 * @param {import('./training.js').Tree} parameters
 */
function forward(input, parameters) {
  let u = np.tile(input, [1, channels, 1])
  for (const [kernel, contrast, tau] of parameters) {
    const r = lax.conv(reflect(u.ref, 2), kernel.ref, [1], 'VALID')
    const flux = r.ref.div(
      np
        .square(r)
        .mul(np.reciprocal(np.square(contrast)))
        .add(1),
    )
    const y = lax.convGeneralDilated(flux, np.flip(np.swapaxes(kernel, 0, 1), 2), [1], [[2, 2]])
    u = u.sub(fold(y).mul(tau))
  }
  return np.mean(u, 1, { keepdims: true })
}

/**
 * The transpose reaches one sample beyond both ends; there it is folded back.
 *
 * @param {import('./training.js').Array} y
 */
function fold(y) {
  const part = (/** @type {number} */ from, /** @type {number} */ to) => y.ref.slice([], [], [from, to])
  const first = part(0, 1).add(part(1, 2))
  const last = part(width, width + 1).add(part(width + 1, width + 2))
  const result = np.concatenate([first, part(2, width), last], 2)
  y.dispose()
  return result
}
