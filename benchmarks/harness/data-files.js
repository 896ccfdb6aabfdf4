import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The numbers that all contestants of a case work on lie in files of raw float32, so that programs in any language read the same:
 * `input.f32` and, for training, `target.f32` (samples one behind the other, planar) and `parameters.f32`.
 *
 * @typedef {{ input: Float32Array, target?: Float32Array, parameters: Float32Array }} CaseData
 */

/**
 * @param {string} directory
 * @param {CaseData} data
 */
export function writeData(directory, data) {
  for (const [name, values] of Object.entries(data)) writeFileSync(join(directory, `${name}.f32`), values)
}

/**
 * @param {string} directory
 * @param {keyof CaseData} name
 */
export function readData(directory, name) {
  const bytes = readFileSync(join(directory, `${name}.f32`))
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}
