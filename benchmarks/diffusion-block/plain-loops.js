/**
 * Explicit Perona–Malik blocks as anyone would write them: two loops over a row, ends apart, no library.
 * `kernel` has three weights; the transpose carries the reflecting ends exactly.
 *
 * @template {Float32Array | Float64Array} T
 * @param {T} u samples of `width` values, overwritten by the result
 * @param {T} flux room for one sample
 * @param {number} width
 * @param {number} blocks
 * @param {readonly number[]} kernel
 * @param {number} tau
 */
export function plainLoops(u, flux, width, blocks, kernel, tau) {
  const [a, b, c] = kernel
  for (let start = 0; start < u.length; start += width) {
    for (let block = 0; block < blocks; block++) {
      fluxRow(u, start, flux, width, a, b, c)
      updateRow(u, start, flux, width, tau * a, tau * b, tau * c)
    }
  }
}

/**
 * @param {Float32Array | Float64Array} u
 * @param {number} start
 * @param {Float32Array | Float64Array} flux
 * @param {number} width
 * @param {number} a
 * @param {number} b
 * @param {number} c
 */
function fluxRow(u, start, flux, width, a, b, c) {
  const last = width - 1
  for (let x = 1; x < last; x++) {
    const r = a * u[start + x - 1] + b * u[start + x] + c * u[start + x + 1]
    flux[x] = r / (1 + r * r)
  }
  const first = (a + b) * u[start] + c * u[start + 1]
  flux[0] = first / (1 + first * first)
  const end = a * u[start + last - 1] + (b + c) * u[start + last]
  flux[last] = end / (1 + end * end)
}

/**
 * @param {Float32Array | Float64Array} u
 * @param {number} start
 * @param {Float32Array | Float64Array} flux
 * @param {number} width
 * @param {number} a
 * @param {number} b
 * @param {number} c
 */
function updateRow(u, start, flux, width, a, b, c) {
  const last = width - 1
  for (let x = 1; x < last; x++) u[start + x] -= c * flux[x - 1] + b * flux[x] + a * flux[x + 1]
  u[start] -= (a + b) * flux[0] + a * flux[1]
  u[start + last] -= c * flux[last - 1] + (b + c) * flux[last]
}
