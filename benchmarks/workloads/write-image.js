import { randomNormal } from '@numeural/core'
import { writeData } from '../harness/data-files.js'
import { differences } from './networks.js'

/**
 * Writes a chessboard of 64×64 squares under noise, values about [0, 255], and the parameters of the step.
 *
 * @param {string} directory
 * @param {number} size
 */
export function writeImage(directory, size) {
  const input = randomNormal(new Float32Array(size * size), { seed: 0, purpose: 'image' })
  for (let i = 0; i < input.length; i++) {
    const isDark = ((i >> 6) + (Math.floor(i / size) >> 6)) % 2 === 0
    input[i] = 20 * input[i] + (isDark ? 60 : 190)
  }
  const parameters = Float32Array.from(differences(size).parametrisation.effective(new Float64Array(0)))
  writeData(directory, { input, parameters })
}
