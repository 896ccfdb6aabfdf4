/**
 * Positive nodes of the 15-point Kronrod rule on [−1, 1]; those at odd places are the nodes of the 7-point Gauss rule.
 */
const nodes = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.20778495500789848, 0,
]
const kronrodWeights = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
]
const gaussWeights = [0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694]

const mostPanels = 2000

/** An integral, an estimate of its error, and about the integral of |f|. */
export interface Integral {
  readonly integral: number
  readonly error: number
  readonly magnitude: number
}

interface Panel extends Integral {
  readonly low: number
  readonly high: number
}

/**
 * ∫ f over [low, high] by QUADPACK's adaptive 7/15-point Gauss–Kronrod pair:
 * the panel with the largest error estimate is halved until the estimates add up to `tolerance` times the integral of
 * |f|, or to `floor`, the rounding noise of f., or 2000 panels are in use.
 */
export function integrate(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance: number,
  floor: number,
): Integral {
  const first = panel(f, low, high)
  const allowed = Math.max(tolerance * first.magnitude, floor)
  const panels: Panel[] = [first]
  let error = first.error
  while (error > allowed && panels.length < mostPanels) {
    let worst = 0
    for (let k = 1; k < panels.length; k++) if (panels[k].error > panels[worst].error) worst = k
    const { low: a, high: b } = panels[worst]
    const middle = a + (b - a) / 2
    if (middle <= a || middle >= b) break
    panels.push(panel(f, middle, b))
    panels[worst] = panel(f, a, middle)
    error = panels.reduce((sum, each) => sum + each.error, 0)
  }
  return { integral: panels.reduce((sum, { integral }) => sum + integral, 0), error, magnitude: first.magnitude }
}

function panel(f: (x: number) => number, low: number, high: number): Panel {
  const half = (high - low) / 2
  const centre = low + half
  const middle = f(centre)
  let kronrod = kronrodWeights[7] * middle
  let gauss = gaussWeights[3] * middle
  let magnitude = kronrodWeights[7] * Math.abs(middle)
  for (let k = 0; k < 7; k++) {
    const left = f(centre - half * nodes[k])
    const right = f(centre + half * nodes[k])
    kronrod += kronrodWeights[k] * (left + right)
    magnitude += kronrodWeights[k] * (Math.abs(left) + Math.abs(right))
    if (k % 2 === 1) gauss += gaussWeights[(k - 1) / 2] * (left + right)
  }
  magnitude *= half
  // |K − G| is the error of the Gauss rule; that of the Kronrod rule is about its power 3/2 (QUADPACK)
  const difference = half * Math.abs(kronrod - gauss)
  const error = magnitude > 0 ? magnitude * Math.min(1, ((200 * difference) / magnitude) ** 1.5) : 0
  return { low, high, integral: half * kronrod, error, magnitude }
}
