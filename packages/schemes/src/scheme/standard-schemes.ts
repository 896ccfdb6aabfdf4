import { duFortFrankel } from './du-fort-frankel.js'
import { explicit } from './explicit.js'
import { fed } from './fed.js'
import { fsi } from './fsi.js'
import { heavyBall } from './heavy-ball.js'
import { implicitFixedPoint } from './implicit-fixed-point.js'
import { nesterov } from './nesterov.js'
import { rkl1 } from './rkl1.js'
import { rkl2 } from './rkl2.js'
import type { Scheme } from './scheme.js'

/** The schemes that come with the package: those of C21 first. */
export const standardSchemes = [
  explicit,
  duFortFrankel,
  fsi,
  implicitFixedPoint,
  fed,
  heavyBall,
  nesterov,
  rkl1,
  rkl2,
] as const satisfies readonly Scheme[]
