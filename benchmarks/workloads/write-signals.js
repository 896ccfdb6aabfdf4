import { denoisingSignals } from '@numeural/datasets'
import { writeData } from '../harness/data-files.js'
import { networkOf, width } from './networks.js'

/**
 * Writes noisy signals, clean ones, and the parameters that a network starts from.
 *
 * @param {string} directory
 * @param {import('./networks.js').Blocks} network
 * @param {number} batch
 */
export function writeSignals(directory, network, batch) {
  const { noisy, clean } = denoisingSignals({ train: batch, validation: 1, test: 1, length: width }).train
  const { parametrisation } = networkOf(network)
  const parameters = Float32Array.from(parametrisation.effective(parametrisation.initial(0)))
  writeData(directory, { input: noisy.data, target: clean.data, parameters })
}
