import { fed as standardFed } from '../../scheme/fed.js'
import { fsi as standardFsi } from '../../scheme/fsi.js'
import { implicitFixedPoint as standardFixedPoint } from '../../scheme/implicit-fixed-point.js'
import { rkl1 } from '../../scheme/rkl1.js'
import type { Scheme } from '../../scheme/scheme.js'

export { duFortFrankel } from '../../scheme/du-fort-frankel.js'
export { heavyBall } from '../../scheme/heavy-ball.js'
export { nesterov } from '../../scheme/nesterov.js'

/** A cyclic scheme with another number of steps in a cycle. */
const ofLength =
  (scheme: Scheme) =>
  (length: number): Scheme => ({ ...scheme, length })

export const fsi = ofLength(standardFsi)
export const fed = ofLength(standardFed)
export const rungeKuttaLegendre = ofLength(rkl1)
export const implicitFixedPoint = ofLength(standardFixedPoint)
