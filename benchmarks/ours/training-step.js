import { adam } from '@numeural/training'

/**
 * How trained numbers become those that a plan reads, and the gradient's way back.
 *
 * @typedef {Pick<import('@numeural/schemes').Parametrisation, 'evaluation'>} Chain
 */

/** Numbers that a plan reads as they are trained. @type {Chain} */
export const direct = { evaluation: () => ({ forward: (raw) => raw, pull: (gradient) => gradient }) }

const learningRate = 1e-3

/**
 * A training step as `train` takes it: raw parameters → effective ones → plan with loss and gradient → back to
 * the raw ones → Adam.
 *
 * @param {object} options
 * @param {import('@numeural/core').Program} options.program with inputs `noisy` and `clean`,
 *   outputs `loss` (a sum of squares) and `gradient`
 * @param {Float32Array} options.noisy
 * @param {Float32Array} options.clean
 * @param {number} options.batch
 * @param {Float64Array} options.raw the numbers to start from
 * @param {Chain} options.chain
 * @returns {Omit<import('../harness/serve.js').Work, 'info'>}
 */
export function trainingStep({ program, noisy, clean, batch, raw, chain }) {
  const values = raw.slice()
  const optimiser = adam()
  const { forward, pull } = chain.evaluation()
  const memory = new Float64Array(optimiser.stateLength(values.length))
  const parameters = new Float32Array(program.plan.parameterLength)
  const into = { loss: new Float64Array(1), gradient: new Float64Array(program.plan.parameterLength) }
  const gradientAt = async (/** @type {Float64Array} */ place) => {
    parameters.set(forward(place))
    await program.run({ batch, inputs: { noisy, clean }, parameters, outputs: ['loss', 'gradient'], into })
    for (let i = 0; i < into.gradient.length; i++) into.gradient[i] /= clean.length
    return into.loss[0] / clean.length
  }
  return {
    async step() {
      await gradientAt(values)
      optimiser.step(values, pull(into.gradient), memory, learningRate)
    },
    async check() {
      return { loss: await gradientAt(raw), values: into.gradient }
    },
  }
}
