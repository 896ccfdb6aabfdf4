import { type Bound, type Graph, GraphBuilder, infimum, jumpsOf, supremum } from '@numeural/formula'
import { lazyBounds, once } from './lazy-bounds.js'
import type { NonlinearityBounds } from './nonlinearity-bounds.js'

const half: [number, number] = [0, Number.POSITIVE_INFINITY]

/**
 * The bounds over r ≥ 0 of a nonlinearity with this flux Φ, diffusivity g and slope Φ'.
 *
 * @param isOdd whether Φ is odd: then it jumps at 0 unless it tends to 0 there
 */
export function halfLineBounds(
  flux: Graph,
  diffusivity: Graph,
  slope: Graph,
  values: Record<string, number>,
  isOdd: boolean,
): NonlinearityBounds {
  const gMax = once((): Bound => {
    const { value, certified } = tightest(supremum, magnitude(diffusivity), values)
    return { value, certified }
  })
  const slopes = once(() => slopeBounds(flux, slope, values, gMax().value, isOdd))
  return lazyBounds({
    gMax,
    lipschitz: () => slopes().lipschitz,
    minSlope: () => slopes().minSlope,
    monotone: () => slopes().monotone,
  })
}

function slopeBounds(
  flux: Graph,
  slope: Graph,
  values: Record<string, number>,
  gMax: number,
  isOdd: boolean,
): Omit<NonlinearityBounds, 'gMax'> {
  const jumps = jumpsOf(flux, 'r', values, { atZero: isOdd && !Number.isFinite(gMax) })
  const above = tightest(supremum, slope, values)
  const below = tightest(infimum, slope, values)
  const falls = jumps.found.some((jump) => jump.falls)
  const jumpsAtAll = jumps.found.length > 0
  const unknown = !jumps.complete
  const minSlope: Bound = falls
    ? { value: Number.NEGATIVE_INFINITY, certified: true }
    : { value: unknown ? Number.NEGATIVE_INFINITY : below.value, certified: below.certified && !unknown }
  const isSteep = (above.certified && above.value === Infinity) || (below.certified && below.value === -Infinity)
  const lipschitz: Bound =
    jumpsAtAll || isSteep
      ? { value: Number.POSITIVE_INFINITY, certified: true }
      : {
          value: unknown ? Number.POSITIVE_INFINITY : Math.max(above.value, -below.value),
          certified: above.certified && below.certified && !unknown,
        }
  const rounding = Number.isFinite(gMax) ? 1e-12 * gMax : 0
  const rises = minSlope.value >= -rounding
  const provedToFall = falls || below.lower < -rounding
  return { lipschitz, minSlope, monotone: { value: rises, certified: rises ? minSlope.certified : provedToFall } }
}

/**
 * Over r > 0 with the limit at 0, which the value of a guard such as `r == 0 ? 0 : …` may differ from; where that finds
 * no proof, over r ≥ 0.
 */
function tightest(bound: typeof supremum, graph: Graph, values: Record<string, number>): ReturnType<typeof supremum> {
  const open = bound(graph, 'r', half, values, { open: true })
  return open.certified ? open : bound(graph, 'r', half, values)
}

function magnitude(graph: Graph): Graph {
  const builder = new GraphBuilder()
  return builder.finish([builder.apply('abs', builder.insert(graph)[0])])
}
