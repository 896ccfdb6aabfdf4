import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The numbers that all contestants of a case work on lie in files of raw float32,
 * so that programs in any language read the same:
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
  const { buffer, byteOffset, byteLength } = readFileSync(join(directory, `${name}.f32`))
  const count = byteLength / Float32Array.BYTES_PER_ELEMENT
  // A view where that is allowed: a copy would count as memory of the contestant.
  if (byteOffset % Float32Array.BYTES_PER_ELEMENT === 0) return new Float32Array(buffer, byteOffset, count)
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength))
}
