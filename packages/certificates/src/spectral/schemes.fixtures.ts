import {
  fed as fedOf5,
  fsi as fsiOf5,
  implicitFixedPoint as implicitOf5,
  rkl1 as rkl1Of5,
  rkl2 as rkl2Of5,
  type Scheme,
} from '@numeural/schemes'

const ofLength =
  (scheme: Scheme) =>
  (length: number): Scheme => ({ ...scheme, length })

/** The cyclic schemes with any number of steps. */
export const fsi = ofLength(fsiOf5)
export const fed = ofLength(fedOf5)
export const rkl1 = ofLength(rkl1Of5)
export const rkl2 = ofLength(rkl2Of5)
export const implicitFixedPoint = ofLength(implicitOf5)
