/**
 * A number with three significant digits and without an exponent: 1.23, 12.3, 123, 1 230, 0.0123.
 *
 * @param {number} number
 */
export function numberText(number) {
  const rounded = Number(number.toPrecision(3))
  if (Math.abs(rounded) >= 1000) return String(rounded).replaceAll(/\B(?=(\d{3})+$)/g, ' ')
  return Math.abs(rounded) >= 1 || rounded === 0
    ? rounded.toPrecision(3)
    : rounded.toFixed(Math.min(20, 2 - Math.floor(Math.log10(Math.abs(rounded)))))
}
