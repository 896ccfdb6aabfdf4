import type { KernelGeometry } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import type { SignalSize } from '../norm/kernel-patterns.js'
import { paperDivisors } from '../norm/paper-norm.js'
import { addRigorousNormGradient, rigorousNorm } from '../norm/rigorous-norm.js'
import type { Transform } from './transform.js'

/**
 * A trained kernel divided by a bound of its norm, K/n. The gradient flows through n:
 * Jᵀg = g/n − (⟨g, K⟩/n²) ∂n/∂K.
 *
 * - `rigorous`: n ≥ ‖K‖₂ (see {@link rigorousNorm}), so ‖K/n‖₂ ≤ 1.
 * - `paper`: C21 sec. 3.3 (see {@link paperDivisors}), every block by its own divisor. It certifies nothing.
 *
 * Where n has a kink, ∂n/∂K is one element of the subdifferential.
 */
export function kernelTransform(geometry: KernelGeometry, rule: 'rigorous' | 'paper', size: SignalSize): Transform {
  const taps = geometry.height * geometry.width
  const length = geometry.outputChannels * geometry.inputChannels * taps
  const shared = { rawLength: length, length, initial: uniformKernel(geometry, length) }
  return rule === 'rigorous'
    ? { ...shared, ...dividedByNorm(geometry, size, length) }
    : { ...shared, ...dividedByPaper(geometry, taps) }
}

/** A trained kernel without norm control, as in the standard residual block. */
export function freeKernelTransform(geometry: KernelGeometry): Transform {
  const length = geometry.outputChannels * geometry.inputChannels * geometry.height * geometry.width
  return {
    rawLength: length,
    length,
    initial: uniformKernel(geometry, length),
    forward(raw, rawOffset, effective, offset) {
      for (let i = 0; i < length; i++) effective[offset + i] = raw[rawOffset + i]
    },
    pull({ rawOffset, offset, gradient, rawGradient }) {
      for (let i = 0; i < length; i++) rawGradient[rawOffset + i] += gradient[offset + i]
    },
  }
}

/** Uniform in ±1/√(input channels · taps) (C21 sec. 7.1: "a uniform random distribution"). */
function uniformKernel(geometry: KernelGeometry, length: number): Transform['initial'] {
  const limit = 1 / Math.sqrt(geometry.inputChannels * geometry.height * geometry.width)
  return (random) => Array.from({ length }, () => limit * (2 * random() - 1))
}

function dividedByNorm(
  geometry: KernelGeometry,
  size: SignalSize,
  length: number,
): Pick<Transform, 'forward' | 'pull'> {
  return {
    forward(raw, rawOffset, effective, offset) {
      const kernel = raw.subarray(rawOffset, rawOffset + length)
      const norm = divisor(rigorousNorm(kernel, geometry, size))
      for (let i = 0; i < length; i++) effective[offset + i] = kernel[i] / norm
    },
    pull({ raw, rawOffset, offset, gradient, rawGradient }) {
      const kernel = raw.subarray(rawOffset, rawOffset + length)
      const target = rawGradient.subarray(rawOffset, rawOffset + length)
      const norm = divisor(rigorousNorm(kernel, geometry, size))
      let product = 0
      for (let i = 0; i < length; i++) {
        product += gradient[offset + i] * kernel[i]
        target[i] += gradient[offset + i] / norm
      }
      addRigorousNormGradient(kernel, geometry, size, -product / (norm * norm), target)
    },
  }
}

function dividedByPaper(geometry: KernelGeometry, taps: number): Pick<Transform, 'forward' | 'pull'> {
  const blocks = geometry.outputChannels * geometry.inputChannels
  const root = Math.sqrt(geometry.inputChannels)
  return {
    forward(raw, rawOffset, effective, offset) {
      const divisors = paperDivisors(raw.subarray(rawOffset, rawOffset + blocks * taps), geometry)
      for (let i = 0; i < blocks * taps; i++) {
        effective[offset + i] = raw[rawOffset + i] / divisor(divisors[Math.floor(i / taps)])
      }
    },
    pull({ raw, rawOffset, effective, offset, gradient, rawGradient }) {
      const divisors = paperDivisors(raw.subarray(rawOffset, rawOffset + blocks * taps), geometry)
      for (let block = 0; block < blocks; block++) {
        const first = block * taps
        let product = 0
        for (let i = first; i < first + taps; i++) product += gradient[offset + i] * effective[offset + i]
        for (let i = first; i < first + taps; i++) {
          const slope = root * Math.sign(raw[rawOffset + i])
          rawGradient[rawOffset + i] += (gradient[offset + i] - product * slope) / divisors[block]
        }
      }
    },
  }
}

function divisor(norm: number): number {
  if (norm > 0 && Number.isFinite(norm)) return norm
  throw new ParameterError(`A trained kernel has the norm bound ${norm}; it cannot be normalised.`, {
    code: 'KERNEL_NORM',
    given: norm,
    allowed: 'a finite number > 0',
    hint: 'A kernel of zeros, or one that is not finite, cannot be trained: start from other values.',
  })
}
