/**
 * Sampled Gaussian with standard deviation `sigma` in pixels, truncated at ⌈3σ⌉ and normalised to sum 1.
 * σ = 0 gives the single weight 1: no smoothing.
 */
export function gaussianKernel(sigma: number): Float64Array {
  const radius = Math.ceil(3 * sigma)
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, index) =>
    sigma === 0 ? 1 : Math.exp(-((index - radius) ** 2) / (2 * sigma * sigma)),
  )
  const sum = kernel.reduce((total, weight) => total + weight, 0)
  return kernel.map((weight) => weight / sum)
}
