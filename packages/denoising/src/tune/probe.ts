import { createRandom, type Signals } from '@numeural/core'

/**
 * Random numbers with the covariance of the noise between channels, independent from place to place, of the length of
 * the data: by the Cholesky factor of the covariance.
 */
export function probeOf({ data, count, shape }: Signals, covariance: Float64Array): Float32Array {
  const { channels, height, width } = shape
  const factor = choleskyOf(covariance, channels)
  const random = createRandom(0, 'tune')
  const place = height * width
  const probe = new Float32Array(data.length)
  const normal = new Float64Array(channels)
  for (let signal = 0; signal < count; signal++) {
    for (let i = 0; i < place; i++) {
      for (let channel = 0; channel < channels; channel++) {
        normal[channel] = random.normal()
        let sum = 0
        for (let k = 0; k <= channel; k++) sum += factor[channel * channels + k] * normal[k]
        probe[(signal * channels + channel) * place + i] = sum
      }
    }
  }
  return probe
}

/** L with LLᵀ = A; directions without variance, or with a negative one by errors of estimation, get none. */
function choleskyOf(matrix: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * size + column]
      for (let k = 0; k < column; k++) rest -= factor[row * size + k] * factor[column * size + k]
      const pivot = factor[column * size + column]
      if (row === column) factor[row * size + row] = Math.sqrt(Math.max(rest, 0))
      else factor[row * size + column] = pivot > 0 ? rest / pivot : 0
    }
  }
  return factor
}
