import { numpy as np } from '@jax-js/jax'

/**
 * Adds one sample at both ends of an axis, the mirror image of its neighbour. Uses up its argument.
 *
 * @param {import('@jax-js/jax').numpy.Array} u
 * @param {number} axis
 */
export function reflect(u, axis) {
  const size = u.shape[axis]
  const part = (/** @type {number} */ from, /** @type {number} */ to) =>
    u.ref.slice(...new Array(axis).fill([]), [from, to])
  const result = np.concatenate([part(0, 1), u.ref, part(size - 1, size)], axis)
  u.dispose()
  return result
}
