import type { KernelGeometry } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import { sqrtUp } from '@numeural/formula'
import type { SignalSize } from '../norm/kernel-patterns.js'
import { writePaperDivisors } from '../norm/paper-norm.js'
import { createRigorousNorm } from '../norm/rigorous-norm.js'
import { freeTransform } from './free-transform.js'
import type { Place, PlacedTransform, Transform } from './transform.js'

/**
 * A trained kernel divided by a bound of its norm, K/n. The gradient flows through n:
 * Jᵀg = g/n − (⟨g, K⟩/n²) ∂n/∂K.
 *
 * - `rigorous`: n ≥ ‖K‖₂ (see `rigorousNorm`), so ‖K/n‖₂ ≤ 1.
 * - `paper`: C21 sec. 3.3 (see `paperDivisors`), every block by its own divisor. It certifies nothing.
 *
 * Where n has a kink, ∂n/∂K is one element of the subdifferential.
 */
export function kernelTransform(geometry: KernelGeometry, rule: 'rigorous' | 'paper', size: SignalSize): Transform {
  const length = lengthOf(geometry)
  return {
    rawLength: length,
    length,
    initial: startOf(geometry),
    at: (place) => (rule === 'rigorous' ? dividedByNorm(geometry, size, place) : dividedByPaper(geometry, place)),
  }
}

/** A trained kernel without norm control, as in the standard residual block. */
export function freeKernelTransform(geometry: KernelGeometry): Transform {
  return freeTransform(lengthOf(geometry), startOf(geometry))
}

function lengthOf({ outputChannels, inputChannels, height, width }: KernelGeometry): number {
  return outputChannels * inputChannels * height * width
}

/** Uniform in ±1/√(input channels · taps) (C21 sec. 7.1: "a uniform random distribution"). */
function startOf(geometry: KernelGeometry): Transform['initial'] {
  const length = lengthOf(geometry)
  const limit = 1 / Math.sqrt(geometry.inputChannels * geometry.height * geometry.width)
  return (random) => Array.from({ length }, () => limit * (2 * random() - 1))
}

function dividedByNorm(geometry: KernelGeometry, size: SignalSize, place: Place): PlacedTransform {
  const { raw, rawOffset, effective, offset, rawGradient } = place
  const length = lengthOf(geometry)
  const own = raw.subarray(rawOffset, rawOffset + length)
  const target = rawGradient.subarray(rawOffset, rawOffset + length)
  const bound = createRigorousNorm(geometry, size)
  let norm = Number.NaN
  return {
    forward() {
      norm = divisor(sqrtUp(bound.squared(own)))
      for (let i = 0; i < length; i++) effective[offset + i] = own[i]! / norm
    },
    pull(gradient) {
      let product = 0
      for (let i = 0; i < length; i++) {
        product += gradient[offset + i]! * own[i]!
        target[i] = gradient[offset + i]! / norm
      }
      bound.addGradient(own, -product / (norm * norm), target)
    },
  }
}

function dividedByPaper(geometry: KernelGeometry, place: Place): PlacedTransform {
  const { raw, rawOffset, effective, offset, rawGradient } = place
  const taps = geometry.height * geometry.width
  const own = raw.subarray(rawOffset, rawOffset + lengthOf(geometry))
  const divisors = new Float64Array(geometry.outputChannels * geometry.inputChannels)
  const root = Math.sqrt(geometry.inputChannels)
  return {
    forward() {
      writePaperDivisors(own, geometry, divisors)
      for (let i = 0; i < own.length; i++) effective[offset + i] = own[i]! / divisor(divisors[Math.floor(i / taps)]!)
    },
    pull(gradient) {
      for (let block = 0; block < divisors.length; block++) {
        const first = block * taps
        let product = 0
        for (let i = first; i < first + taps; i++) product += gradient[offset + i]! * effective[offset + i]!
        for (let i = first; i < first + taps; i++) {
          const slope = root * Math.sign(own[i]!)
          rawGradient[rawOffset + i] = (gradient[offset + i]! - product * slope) / divisors[block]!
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
