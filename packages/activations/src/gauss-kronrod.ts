/** Positive nodes of the 15-point Kronrod rule on [−1, 1]; those at odd places are the nodes of the 7-point Gauss rule. */
const nodes = [
  0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926,
  0.741531185599394439863864773280788, 0.58608723546769113029414469325, 0.405845151377397166906606412076961,
  0.207784955007898467600689403773245, 0,
]
const kronrodWeights = [
  0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
  0.140653259715525918745189590510238, 0.16900472663926790282829543, 0.190350578064785409913256402421014,
  0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
]
const gaussWeights = [
  0.129484966168869693270611432679082, 0.279705391489276667901467771423780, 0.381830050505118944950369775488975,
  0.417959183673469387755102040816327,
]

const mostPanels = 80

interface Panel {
  readonly low: number
  readonly high: number
  readonly integral: number
  readonly error: number
}

/**
 * ∫ f over [low, high] by QUADPACK's adaptive 7/15-point Gauss–Kronrod pair: the panel with the largest error estimate is
 * halved until the estimates add up to `tolerance` times the integral of |f|, or 80 panels are in use: then what is left
 * is rounding noise of f, or f is not integrable, which gives NaN or a large value in any case.
 */
export function integrate(f: (x: number) => number, low: number, high: number, tolerance: number): number {
  const first = panel(f, low, high)
  const allowed = tolerance * first.magnitude
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
  return panels.reduce((sum, { integral }) => sum + integral, 0)
}

function panel(f: (x: number) => number, low: number, high: number): Panel & { readonly magnitude: number } {
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
