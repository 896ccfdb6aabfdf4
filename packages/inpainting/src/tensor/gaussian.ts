/**
 * Sampled Gaussian with standard deviation `sigma` in pixels, truncated at ⌈3σ⌉ and normalised to sum 1.
 * σ = 0 gives the single weight 1: no smoothing.
 */
export function gaussianKernel(sigma: number): Float64Array {
  const radius = Math.ceil(3 * sigma)
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, index) =>
    sigma === 0 ? 1 : decay((index - radius) ** 2 / (2 * sigma * sigma)),
  )
  const sum = kernel.reduce((total, weight) => total + weight, 0)
  return kernel.map((weight) => weight / sum)
}

/**
 * e^(−x) for x ≥ 0 by halving and squaring: the last bit of Math.exp differs between engines, and an image must not.
 */
function decay(x: number): number {
  let halvings = 0
  let argument = x
  for (; argument > 1 && halvings < 64; halvings++) argument /= 2
  let term = 1
  let value = 1
  for (let order = 1; order <= 18; order++) {
    term *= -argument / order
    value += term
  }
  for (; halvings > 0; halvings--) value *= value
  return value
}
