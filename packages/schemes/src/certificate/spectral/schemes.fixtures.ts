import { fed as fedOf5 } from '../../scheme/fed.js'
import { fsi as fsiOf5 } from '../../scheme/fsi.js'
import { implicitFixedPoint as implicitOf5 } from '../../scheme/implicit-fixed-point.js'
import { rkl1 as rkl1Of5 } from '../../scheme/rkl1.js'
import { rkl2 as rkl2Of5 } from '../../scheme/rkl2.js'
import type { Scheme } from '../../scheme/scheme.js'

const ofLength =
  (scheme: Scheme) =>
  (length: number): Scheme => ({ ...scheme, length })

/** The cyclic schemes with any number of steps. */
export const fsi = ofLength(fsiOf5)
export const fed = ofLength(fedOf5)
export const rkl1 = ofLength(rkl1Of5)
export const rkl2 = ofLength(rkl2Of5)
export const implicitFixedPoint = ofLength(implicitOf5)
