/** Peak signal-to-noise ratio in dB with peak 255; Infinity for equal data. */
export function peakSignalToNoise(data: ArrayLike<number>, reference: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < reference.length; i++) sum += (data[i] - reference[i]) ** 2
  return 10 * Math.log10((255 * 255 * reference.length) / sum)
}
