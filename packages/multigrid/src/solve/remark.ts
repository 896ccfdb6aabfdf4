import type { Dtype, HistoryEntry } from '@numeural/core'
import type { StencilCharacter } from '../coarsening/stencil-character.js'
import type { SolverSettings } from './settings.js'

/** Cycles that are slower than this are worth a remark. */
const slow = 0.5

/** Cycles over which the last factor is taken. */
const span = 5

/** Residuals above this, relative to the first, are not those of rounding errors. */
const floor: Readonly<Record<Dtype, number>> = { float32: 3e-2, float64: 1e-6 }

/**
 * The factor of the last cycles, or of those before the residual reached the floor of its rounding errors; null where
 * there were too few to tell.
 */
export function lastFactor(history: readonly HistoryEntry[], dtype: Dtype): number | null {
  const least = history.reduce((smallest, { residual }) => Math.min(smallest, residual), Number.POSITIVE_INFINITY)
  const isAbove = least > floor[dtype] * history[0]!.residual
  const end = isAbove ? history.length - 1 : history.findIndex(({ residual }) => residual <= 2 * least)
  if (end < 3) return null
  const start = Math.max(0, end - span)
  return (history[end]!.residual / history[start]!.residual) ** (1 / (end - start))
}

/** Whether a factor is worth a remark. */
export function isSlow(factor: number | null): factor is number {
  return factor !== null && factor > slow
}

/** Names what makes slow cycles faster: what the operator calls for, and is not in use. Null if that is nothing. */
export function remarkOn(factor: number, character: StencilCharacter | null, settings: SolverSettings): string | null {
  const reasons: string[] = []
  const cures: string[] = []
  const { coarsening, accelerate, smoothers } = settings
  if (character !== null && coarsening !== 'algebraic') {
    const { anisotropy, anisotropicPart, contrast, diagonalPart } = character
    const readsLines = smoothers[0]!.readsStencil === true
    if (diagonalPart > 0.2) {
      reasons.push('diagonal neighbours are coupled strongly')
      cures.push("coarsening: 'algebraic'")
    } else if (contrast > 100) {
      reasons.push(`coefficients jump (by ${rounded(contrast)})`)
      cures.push("coarsening: 'algebraic'")
    } else if (anisotropicPart > 0.2 && !readsLines) {
      const strength = Math.max(anisotropy, 1 / anisotropy)
      const [strong, weak] = anisotropy > 1 ? ['x', 'y'] : ['y', 'x']
      const isOne = strength > 5
      reasons.push(
        isOne
          ? `couplings along ${strong} are ${rounded(strength)} times as strong as along ${weak}`
          : 'couplings differ along the axes, here one way and there the other',
      )
      cures.push(isOne ? `smoother: { name: 'lines', axis: '${strong}' }` : "smoother: 'lines'")
    }
  }
  if (character?.isSymmetric === true && accelerate === 'none') cures.push("accelerate: 'cg'")
  if (character === null && settings.cycle === 'V')
    cures.push("cycle: 'W'", 'more sweeps (preSmoothing, postSmoothing)')
  if (cures.length === 0) return null
  const because = reasons.length === 0 ? '' : `: ${reasons.join(' and ')}`
  return `The residual falls by a factor of ${factor.toFixed(2)} a cycle only${because}. Try ${cures.join(' and ')}.`
}

function rounded(value: number): string {
  return `${Number(value.toPrecision(2))}`
}
