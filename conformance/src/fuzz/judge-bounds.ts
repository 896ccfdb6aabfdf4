import { boundsOf, defineNonlinearity, diffusivityGraph, faceNames, fluxGraph } from '@numeural/activations'
import { type Enclosure, enclose, type Graph, inputsOf } from '@numeural/formula'
import type { Definition } from './corpus.js'
import { samplePoints } from './sample-points.js'

/** A claim that a sample contradicts. */
export interface Violation {
  readonly claim: string
  readonly at: readonly number[]
  readonly found: number
  readonly allowed: number
}

/** What became of a definition. */
interface Verdict {
  /** Why the definition was refused, null if it was not. */
  readonly refused: string | null
  readonly certified: readonly string[]
  readonly violations: readonly Violation[]
}

/** Of values of which only the enclosure is known, relative. */
const rounding = 1e-9

/**
 * Registers a definition and holds its bounds against samples. Values at samples are intervals proved to hold them, so
 * that no rounding of the test itself counts as a violation.
 */
export function judgeBounds(definition: Definition): Verdict {
  const parameters = Object.fromEntries(
    Object.entries(definition.parameters ?? {}).map(([name, { default: usual }]) => [name, usual]),
  )
  let bounds: ReturnType<typeof boundsOf>
  const nonlinearity = defineNonlinearity(definition)
  try {
    bounds = boundsOf(nonlinearity, parameters)
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === undefined) throw error
    return { refused: code, certified: [], violations: [] }
  }
  const flux = fluxGraph(nonlinearity)
  const texts = faceNames.flatMap((face) => definition[face] ?? [])
  const points = samplePoints(flux, parameters, texts)
  const size = judgeSize(diffusivityGraph(nonlinearity), parameters, points, bounds.gMax)
  // Slopes are read where they are likely to be proved: looking for them in vain takes seconds.
  if (!bounds.gMax.certified) return { refused: null, certified: [], violations: size }
  const violations = [...size, ...judgeSlopes(flux, parameters, points, bounds)]
  const certified = (['gMax', 'lipschitz', 'minSlope', 'monotone'] as const).filter((name) => bounds[name].certified)
  return { refused: null, certified, violations }
}

function enclosures(graph: Graph, values: Readonly<Record<string, number>>, points: readonly number[]): Enclosure[] {
  const fixed = Object.fromEntries(
    inputsOf(graph)
      .filter((name) => name !== 'r')
      .map((name) => [name, { lo: values[name], hi: values[name] }]),
  )
  return points.map((r) => enclose(graph, { ...fixed, r: { lo: r, hi: r } })[0])
}

function judgeSize(
  diffusivity: Graph,
  values: Readonly<Record<string, number>>,
  points: readonly number[],
  { value, certified }: { readonly value: number; readonly certified: boolean },
): Violation[] {
  const found: Violation[] = []
  for (const [k, g] of enclosures(diffusivity, values, points).entries()) {
    // what stands at 0 itself need not be the limit
    if (!g.defined || points[k] === 0) continue
    const least = g.lo > 0 ? g.lo : g.hi < 0 ? -g.hi : 0
    if (least <= value * (1 + rounding)) continue
    found.push({ claim: `gMax${certified ? ', certified' : ''}`, at: [points[k]], found: least, allowed: value })
  }
  return found
}

function judgeSlopes(
  flux: Graph,
  values: Readonly<Record<string, number>>,
  points: readonly number[],
  { gMax, lipschitz, minSlope, monotone }: ReturnType<typeof boundsOf>,
): Violation[] {
  const found: Violation[] = []
  const phi = enclosures(flux, values, points)
  const fall = monotone.value ? Math.max(minSlope.value, -1e-12 * gMax.value) : minSlope.value
  for (let k = 1; k < points.length; k++) {
    const [a, b] = [phi[k - 1], phi[k]]
    if (!a.defined || !b.defined) continue
    const distance = points[k] - points[k - 1]
    const change = Math.max(b.lo - a.hi, a.lo - b.hi)
    const at = [points[k - 1], points[k]]
    if (change > lipschitz.value * distance * (1 + rounding)) {
      const claim = `lipschitz${lipschitz.certified ? ', certified' : ''}`
      found.push({ claim, at, found: change / distance, allowed: lipschitz.value })
    }
    const rise = (b.hi - a.lo) / distance
    if (rise < fall - rounding * Math.abs(fall)) {
      found.push({ claim: monotone.value ? 'monotone' : 'minSlope', at, found: rise, allowed: fall })
    }
  }
  return found
}
