import type { Arithmetic } from '@numeural/formula'
import { executableFormAt } from '../closed-form.js'
import { mirrored } from '../mirrored.js'
import type { Nonlinearity } from '../nonlinearity.js'
import type { NonlinearityBounds } from '../nonlinearity-bounds.js'
import { parityOf } from '../parity.js'
import { type Fault, type Gain, searchGain, smallestDifference } from './gain-search.js'

/** What is proved of a nonlinearity as a backend computes it. */
export interface EvaluationBounds {
  /**
   * Whether every computed Φ(r) is a number between 0 and gMax·r up to rounding, for |r| between 4e-37 and `range`;
   * what is computed for smaller r is at most 8e-37·gMax. With a g that takes both signs: as far from 0 as Φ(r).
   * The same of g(r), by which coupled channels are multiplied, for r = 0 and r ≥ 2⁻⁵².
   */
  readonly certified: boolean
  /** Whether the formula itself has a finite g_max that is proved; without, nothing is asked of rounded numbers. */
  readonly isBounded: boolean
  /** sup |Φ(r)/r| as computed: that of the formula where errors are mere rounding, else as much larger as they are. */
  readonly gMax: number
  /** Largest excess over the formula's gMax, and below 0, in proportion to it. */
  readonly rounding: number
  /**
   * Largest error of Φ(r) in proportion to gMax·r: |Φ̂(a) − Φ̂(b)| ≤ L·|a − b| + error·gMax·(|a| + |b|).
   * Infinity where errors are larger than rounding, as those of sin(r) for large r are.
   */
  readonly error: number
  /** Largest |r| of which this is proved. */
  readonly range: number
  /** Why it is not certified; null if it is. */
  readonly reason: string | null
}

/** Up to as many units of the arithmetic an excess is mere rounding, as that of the linear operations of a network. */
const roundingUnits = 32
/** Of a step size above its bound by as little nothing is said either. */
const allowance = 2 ** -40

/** The bounds as computed in an arithmetic. @param values allowed values of all parameters */
export function computeEvaluation(
  nonlinearity: Nonlinearity,
  values: Readonly<Record<string, number>>,
  tau: number,
  { gMax: { value: gMax, certified } }: Pick<NonlinearityBounds, 'gMax'>,
  type: Arithmetic,
): EvaluationBounds {
  const none = { certified: false, isBounded: true, gMax, rounding: Infinity, error: Infinity, range: 0 }
  if (!certified || !Number.isFinite(gMax)) return { ...none, isBounded: false, reason: 'no finite g_max is proved' }
  const held = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, type.round(value)]))
  let all: Gain | undefined
  for (const [face, isFlux] of [
    ['activation', true],
    ['diffusivity', false],
  ] as const) {
    const graph = executableFormAt(nonlinearity, face, tau)
    const isMirrored = parityOf(graph) === (isFlux ? 'odd' : 'even')
    for (const side of isMirrored ? [graph] : [graph, mirrored(graph, isFlux)]) {
      const gain = searchGain(side, held, { isFlux, gMax, type })
      if (gain.fault !== null) return { ...none, range: gain.range, reason: reasonOf(gain.fault, type) }
      all = all === undefined ? gain : worse(all, gain)
    }
  }
  const { excess, error, range } = all as Gain
  const isRounding = excess <= Math.max(roundingUnits * type.unit, allowance)
  return {
    certified: true,
    isBounded: true,
    gMax: isRounding ? gMax : gMax * (1 + excess) * (1 + 2 ** -50),
    rounding: excess,
    error: error <= 2 ** 12 * type.unit ? error : Number.POSITIVE_INFINITY,
    range,
    reason: null,
  }
}

function worse(a: Gain, b: Gain): Gain {
  return {
    excess: Math.max(a.excess, b.excess),
    error: Math.max(a.error, b.error),
    range: Math.min(a.range, b.range),
    fault: null,
  }
}

function reasonOf({ r, kind }: Fault, { name }: Arithmetic): string {
  const where = r <= smallestDifference ? 'next to r = 0' : `near |r| = ${Number(r.toPrecision(2))}`
  return kind === 'no-number'
    ? `${where} its formula may be no number in ${name}`
    : `${where} its formula may be larger in ${name} than g_max allows`
}
