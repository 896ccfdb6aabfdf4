import { ParameterError } from '@numeural/errors'
import type { KernelOptions } from '../network/options.js'

/** A differential operator of constant coefficients. */
export interface DerivativeKernelOptions {
  /**
   * α_m of D = Σ α_m ∂^m/∂x^m, m = 0, 1, …, M. In two dimensions rows of them: `coefficients[n][m]` is that of
   * ∂^(n+m)/∂y^n ∂x^m, so that `[[0], [1]]` is ∂/∂y and `[[0, 0, 1], [0, 0, 0], [1, 0, 0]]` the Laplacian.
   */
  readonly coefficients: readonly number[] | readonly (readonly number[])[]
  /** h. Default 1. */
  readonly gridSize?: number
}

/** A kernel with all its numbers, for one filter and one channel: what `kernel` of a network takes. */
export interface FixedKernel extends KernelOptions {
  readonly height: number
  readonly centreX: number
  readonly centreY: number
  readonly values: readonly number[]
}

/**
 * Beyond this the binomial coefficients of a difference are no longer exact in float64 together with its powers of h.
 */
const highestOrder = 32

/**
 * The finite difference kernel of D = Σ α_m ∂^m of any order M, for the operator K of diffusion of order 2M,
 * ∂u/∂t = −D*Φ(Du) (C21 eq. 1). M = 1 is nonlinear diffusion,
 * M = 2 fourth-order diffusion such as that of You and Kaveh (2000).
 * Derivatives of even order are centred differences, those of odd order are one forward difference of a centred one;
 * all have second order of consistency about their middle. D* is the exact transpose at every boundary;
 * networks see to that.
 *
 * The operator ∂^M has the symbol |K̂(ω)|² = (2 sin(ω/2)/h)^(2M), so ‖K‖ ≤ (2/h)^M,
 * which the bound by row sums attains.
 *
 * @throws ParameterError `DERIVATIVE_KERNEL`
 * @example
 * const youKaveh = schemeNetwork({
 *   scheme: explicit, activation: peronaMalik, dimension: 1, blocks: 10,
 *   kernel: derivativeKernel({ coefficients: [0, 0, 1] }),
 * })
 */
export function derivativeKernel({ coefficients, gridSize = 1 }: DerivativeKernelOptions): FixedKernel {
  const rows = rowsOf(coefficients)
  if (!(gridSize > 0 && Number.isFinite(gridSize))) {
    throw refuse(`the grid size ${gridSize}`, gridSize, 'a finite number > 0')
  }
  const height = rows.length
  const width = Math.max(...rows.map((row) => row.length))
  const values = new Array<number>(height * width).fill(0)
  rows.forEach((row, n) => {
    const overY = difference(n, height)
    row.forEach((coefficient, m) => {
      const weight = coefficient / gridSize ** (n + m)
      const overX = difference(m, width)
      overY.forEach((b, y) => {
        overX.forEach((a, x) => {
          // Adding 0 turns −0, which JSON does not keep, into 0.
          values[y * width + x]! += weight * b * a + 0
        })
      })
    })
  })
  const bad = values.find((value) => !Number.isFinite(value))
  if (bad !== undefined)
    throw refuse(`the kernel entry ${bad}`, gridSize, 'coefficients over powers of h that are finite')
  return { width, height, centreX: (width - 1) >> 1, centreY: (height - 1) >> 1, values }
}

/** The mth difference with grid size 1 in a window of `taps` samples about its centre. */
function difference(order: number, taps: number): number[] {
  const centre = (taps - 1) >> 1
  const first = centre - (order >> 1)
  const window = new Array<number>(taps).fill(0)
  let binomial = 1
  for (let k = 0; k <= order; k++) {
    window[first + k] = (order - k) % 2 === 0 ? binomial : -binomial
    binomial = (binomial * (order - k)) / (k + 1)
  }
  return window
}

function rowsOf(coefficients: DerivativeKernelOptions['coefficients']): readonly (readonly number[])[] {
  const isOne = coefficients.every((each) => typeof each === 'number')
  const rows = (isOne ? [coefficients] : coefficients) as readonly (readonly number[])[]
  const whole = rows.length > 0 && rows.every((row) => Array.isArray(row) && row.length > 0)
  if (!whole) throw refuse('no coefficients, or a row without any', coefficients, 'α₀, α₁, …, or rows of them')
  const order = Math.max(rows.length, ...rows.map((row) => row.length)) - 1
  if (order > highestOrder) throw refuse(`derivatives of order ${order}`, order, `orders up to ${highestOrder}`)
  const bad = rows.flat().find((value) => typeof value !== 'number' || !Number.isFinite(value))
  if (bad !== undefined) throw refuse(`the coefficient ${bad}`, bad, 'finite numbers')
  return rows
}

function refuse(what: string, given: unknown, allowed: string): ParameterError {
  return new ParameterError(`A derivative kernel cannot have ${what}; allowed: ${allowed}.`, {
    code: 'DERIVATIVE_KERNEL',
    given,
    allowed,
    hint: 'Give coefficients such as [0, 0, 1] for the second derivative, and h > 0.',
  })
}
