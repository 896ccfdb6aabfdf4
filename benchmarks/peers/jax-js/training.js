import { blockUntilReady, jit, numpy as np, tree, valueAndGrad } from '@jax-js/jax'

/** jax-js counts references: a function uses up its arguments, and `.ref` keeps one. */

/**
 * Trees of arrays cannot be written down in the types of JSDoc without repeating those of the library.
 *
 * @typedef {any} Tree
 * @typedef {import('@jax-js/jax').numpy.Array} Array
 */

/**
 * A training step in jax-js, compiled as a whole: loss, gradient and Adam.
 *
 * @param {object} options
 * @param {() => Tree} options.parameters
 * @param {(u: Array, parameters: Tree) => Array} options.forward uses up both
 * @param {Array} options.input
 * @param {Array} options.target
 * @returns {Omit<import('../../harness/serve.js').Work, 'info'>}
 */
export function training({ parameters, forward, input, target }) {
  const loss = (/** @type {Tree} */ values, /** @type {Array} */ u, /** @type {Array} */ wanted) =>
    np.mean(np.square(forward(u, values).sub(wanted)))
  const lossAndGradient = valueAndGrad(loss)
  const step = jit(
    (/** @type {Tree} */ state, /** @type {Array} */ count, /** @type {Array} */ u, /** @type {Array} */ wanted) => {
      const [value, gradient] = lossAndGradient(tree.ref(state.values), u, wanted)
      return [value, adam(state, gradient, count)]
    },
  )
  const zeros = (/** @type {Tree} */ like) => tree.map((/** @type {Array} */ x) => np.zeros(x.shape), tree.ref(like))
  const begin = () => {
    const values = parameters()
    return { values, first: zeros(values), second: zeros(values) }
  }
  /** @type {Tree} */
  let state = begin()
  let count = 0
  return {
    reset() {
      state = begin()
      count = 0
    },
    async step() {
      const [value, next] = /** @type {[Array, Tree]} */ (step(state, np.array(++count), input.ref, target.ref))
      state = next
      await value.data()
      await blockUntilReady(state.values)
    },
    async check() {
      const [value, gradient] = jit(lossAndGradient)(parameters(), input.ref, target.ref)
      const parts = []
      for (const part of tree.leaves(gradient)) parts.push(...(await /** @type {Array} */ (part).data()))
      return { loss: (await value.data())[0], values: parts }
    },
  }
}

/**
 * @param {Tree} state
 * @param {Tree} gradient
 * @param {Array} count
 */
function adam({ values, first, second }, gradient, count) {
  const m = tree.map(
    (/** @type {Array} */ old, /** @type {Array} */ g) => old.mul(0.9).add(g.mul(0.1)),
    first,
    tree.ref(gradient),
  )
  const v = tree.map(
    (/** @type {Array} */ old, /** @type {Array} */ g) => old.mul(0.999).add(np.square(g).mul(0.001)),
    second,
    gradient,
  )
  const corrections = {
    first: np.subtract(1, np.power(0.9, count.ref)),
    second: np.subtract(1, np.power(0.999, count)),
  }
  const next = tree.map(
    (/** @type {Array} */ value, /** @type {Array} */ mean, /** @type {Array} */ square) => {
      const root = np.sqrt(square.div(corrections.second.ref)).add(1e-8)
      return value.sub(mean.div(corrections.first.ref).mul(1e-3).div(root))
    },
    values,
    tree.ref(m),
    tree.ref(v),
  )
  corrections.first.dispose()
  corrections.second.dispose()
  return { values: next, first: m, second: v }
}
