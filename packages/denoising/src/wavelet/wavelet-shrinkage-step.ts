import { ShapeError } from '@numeural/errors'

/**
 * One step of cycle-spun Haar wavelet shrinkage on the finest level:
 * the Haar transforms of the signal and of the signal shifted by one sample are shrunk, transformed back and averaged,
 * u_i = (f_{i−1} + 2f_i + f_{i+1})/4 + (S((f_i − f_{i+1})/√2) − S((f_{i−1} − f_i)/√2))/(2√2),
 * with reflecting boundaries. For an odd S it is the explicit diffusion step of time τ whose flux the
 * dictionary gives for S.
 *
 * @param f a 1D signal, at least one sample
 * @param shrinkage S, for example `translate(nonlinearity, 'shrinkage', { tau })`
 * @param into receives the result if given; not `f` itself
 * @throws ShapeError `SIGNAL_LENGTH` for an empty signal, or a result of another length
 *
 * Source: T20 sec. 3.2, eqs. 7–9; Mrázek, Weickert 2003.
 */
export function waveletShrinkageStep(
  f: Float64Array,
  shrinkage: (r: number) => number,
  into: Float64Array = new Float64Array(f.length),
): Float64Array {
  const last = f.length - 1
  if (last < 0 || into.length !== f.length || into === f) {
    throw new ShapeError(`The signal has ${f.length} samples, the array for the result ${into.length}.`, {
      code: 'SIGNAL_LENGTH',
      given: f.length,
      allowed: 'at least one sample, and another array of the same length for the result',
      hint: 'Leave out the array for the result to get a new one.',
    })
  }
  // The detail to the left of sample i; the one across a reflecting boundary is 0, where S(0) = 0.
  let left = 0
  for (let i = 0; i <= last; i++) {
    const before = f[Math.max(i - 1, 0)]
    const after = f[Math.min(i + 1, last)]
    const right = i < last ? shrinkage((f[i] - after) / Math.SQRT2) : 0
    into[i] = (before + 2 * f[i] + after) / 4 + (right - left) / (2 * Math.SQRT2)
    left = right
  }
  return into
}
