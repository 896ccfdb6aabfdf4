/**
 * Explicit Perona–Malik blocks as anyone would write them: two loops over a signal, ends apart, no library.
 * The transpose carries the reflecting ends exactly.
 *
 * @param {Float32Array} u signals of `width` values, overwritten by the result
 * @param {Float32Array} flux room for one signal
 * @param {number} blocks
 * @param {{ a: number, b: number, c: number, lambda: number, tau: number }} parameters kernel (a, b, c)
 */
export function plainLoops(u, flux, blocks, { a, b, c, lambda, tau }) {
  const width = flux.length
  const inverse = 1 / (lambda * lambda)
  for (let start = 0; start < u.length; start += width) {
    for (let block = 0; block < blocks; block++) {
      fluxes(u, start, flux, a, b, c, inverse)
      update(u, start, flux, tau * a, tau * b, tau * c)
    }
  }
}

/**
 * @param {Float32Array} u
 * @param {number} start
 * @param {Float32Array} flux
 * @param {number} a
 * @param {number} b
 * @param {number} c
 * @param {number} inverse
 */
function fluxes(u, start, flux, a, b, c, inverse) {
  const last = flux.length - 1
  for (let x = 1; x < last; x++) {
    const r = a * u[start + x - 1] + b * u[start + x] + c * u[start + x + 1]
    flux[x] = r / (1 + r * r * inverse)
  }
  const first = (a + b) * u[start] + c * u[start + 1]
  flux[0] = first / (1 + first * first * inverse)
  const end = a * u[start + last - 1] + (b + c) * u[start + last]
  flux[last] = end / (1 + end * end * inverse)
}

/**
 * @param {Float32Array} u
 * @param {number} start
 * @param {Float32Array} flux
 * @param {number} a
 * @param {number} b
 * @param {number} c
 */
function update(u, start, flux, a, b, c) {
  const last = flux.length - 1
  for (let x = 1; x < last; x++) u[start + x] -= c * flux[x - 1] + b * flux[x] + a * flux[x + 1]
  u[start] -= (a + b) * flux[0] + a * flux[1]
  u[start + last] -= c * flux[last - 1] + (b + c) * flux[last]
}
