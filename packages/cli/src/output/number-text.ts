/** A number for people: six significant digits, without trailing zeros. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value)
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
