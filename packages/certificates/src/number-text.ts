/**
 * An upper bound for the text of a rule: six significant digits, rounded upwards,
 * so that "≤" stays true of what it bounds.
 */
export function upperText(value: number): string {
  const rounded = Number(value.toPrecision(6))
  if (!Number.isFinite(value) || rounded >= value) return String(rounded)
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 5)
  return String(Number((rounded + unit).toPrecision(6)))
}

/** A number that something may reach, such as a largest τ: six significant digits, rounded downwards. */
export function lowerText(value: number): string {
  const text = upperText(-value)
  return text.startsWith('-') ? text.slice(1) : String(0 - Number(text))
}
