/** A number with four significant digits: `−0.4992`. */
export function short(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−')
}

/** A number with so many digits after the point, and a minus sign where one belongs. */
export function fixed(value: number, digits: number): string {
  return value.toFixed(digits).replace('-', '−')
}

/**
 * A gain in dB with its sign: the difference of the two numbers as `decibels` shows them,
 * so that readers find it right.
 */
export function gain(after: number, before: number): string {
  const difference = Number(after.toFixed(2)) - Number(before.toFixed(2))
  return `${difference < 0 ? '−' : '+'}${Math.abs(difference).toFixed(2)} dB`
}

/** A share in percent: `20 %`. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`
}

/** A whole number with thin spaces between thousands. */
export function whole(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f')
}

/** A number as mantissa and power of ten: `8.92 · 10⁻⁴`, or `10⁻³`. */
export function scientific(value: number): string {
  const [mantissa, exponent] = value.toExponential(2).split('e')
  const factor = Number(mantissa) === 1 ? '' : `${Number(mantissa)} · `
  const digits = [...exponent!.replace('+', '')].map((character) => superscripts[character]!).join('')
  return `${factor}10${digits}`
}

const superscripts: Readonly<Record<string, string>> = {
  '-': '⁻',
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
}
