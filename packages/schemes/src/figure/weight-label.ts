import { type Graph, type TextForPeople, toText } from '@numeural/formula'

/** Weights longer than this are named w₁, w₂, … and written below the figure. */
const longest = 30
/**
 * Longer formulas are left as written: to simplify them takes seconds, and multiplying fractions out makes them longer.
 */
const longestToSimplify = 80

const greek: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  eta: 'η',
  theta: 'θ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  omega: 'ω',
}

/** A formula for people: Greek letters, dots for products, minus signs. */
function prettyFormula(text: string): string {
  return text
    .replace(/[A-Za-z_]\w*/g, (name) => (Object.hasOwn(greek, name) ? greek[name]! : name))
    .replaceAll(String(Math.PI), 'π')
    .replace(/\d\.\d{5,}/g, (number) => String(Number(Number(number).toPrecision(5))))
    .replace(/ ?\* ?/g, '·')
    .replace(/ ([/^]) /g, '$1')
    .replace(/(\^2)(?![\d.])/g, '²')
    .replace(/-/g, '−')
}

/** Writes weights as labels, and keeps what the long ones are. */
export class WeightLabels {
  readonly legend: string[] = []
  readonly #texts: TextForPeople

  constructor(texts: TextForPeople) {
    this.#texts = texts
  }

  /** `null` for a weight that is 1 whatever the parameters are, `undefined` for one that is 0. */
  of(weight: Graph): string | null | undefined {
    const written = toText(weight)
    const text = prettyFormula(written.length > longestToSimplify ? written : this.#texts.simplified(weight))
    if (text === '0') return undefined
    if (text === '1') return null
    if (text.length <= longest) return text
    const known = this.legend.findIndex((line) => line.endsWith(` = ${text}`))
    if (known < 0) this.legend.push(`w${subscript(this.legend.length + 1)} = ${text}`)
    return `w${subscript(known < 0 ? this.legend.length : known + 1)}`
  }
}

function subscript(number: number): string {
  return String(number).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]!)
}
