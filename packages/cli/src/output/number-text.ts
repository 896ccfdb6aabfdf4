/** A number for people: six significant digits, without trailing zeros. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value)
}

/** A number for a narrow table: powers of ten for large ones, so that −319999999999999 is −3.2e14. */
export function shortNumberText(value: number): string {
  if (!Number.isFinite(value) || Math.abs(value) < 1e6) return numberText(value)
  return Number(value.toPrecision(4)).toExponential().replace('e+', 'e')
}

/** A PSNR for people. */
export function decibels(value: number): string {
  return Number.isFinite(value) ? `${value.toFixed(2)} dB` : `${value} dB`
}

/** Parameters for people: `lambda = 3.5, beta = 0.3`. */
export function parametersText(parameters: Readonly<Record<string, number>>): string {
  const parts = Object.entries(parameters).map(([name, value]) => `${name} = ${numberText(value)}`)
  return parts.length > 0 ? parts.join(', ') : 'none'
}
