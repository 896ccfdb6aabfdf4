import { fluxGraph, type Nonlinearity, requireNonlinearity, shrinkageFromActivation } from '@numeural/activations'
import type { Element, KernelGeometry, PlanBuilder, Signal } from '@numeural/core'
import { ParameterError, requireKind, requireKnown, requireNumber, ShapeError } from '@numeural/errors'
import { type Graph, inputsOf, substitute } from '@numeural/formula'

/** What {@link traceWaveletShrinkageStep} shrinks by. */
export interface WaveletShrinkageOptions {
  readonly activation: Nonlinearity
  /** Time step τ > 0 at which the shrinkage function is meant; default ¼. */
  readonly tau?: number
  /** Where the nonlinearity's parameters stand in the plan. */
  readonly parameter: (name: string) => Element
}

const by = { owner: 'traceWaveletShrinkageStep', code: 'WAVELET_OPTION' }
const known = { activation: true, tau: true, parameter: true } satisfies Record<keyof WaveletShrinkageOptions, true>

/**
 * Adds {@link waveletShrinkageStep} to a plan: an average of neighbours, and Haar details that are shrunk and
 * transformed back. Its gradient comes with the plan's.
 *
 * @param f a 1D signal with any number of channels, each of which is shrunk for itself
 * @throws ShapeError `SIGNAL_DIMENSION` for images; ParameterError `WAVELET_OPTION`, or
 * `FACE_UNDEFINED` for activations without a shrinkage function
 */
export function traceWaveletShrinkageStep(builder: PlanBuilder, f: Signal, options: WaveletShrinkageOptions): Signal {
  requireKnown(by, options, known)
  const { activation, tau = 0.25, parameter } = options
  requireNonlinearity({ ...by, option: 'activation' }, activation)
  requireNumber({ ...by, option: 'tau' }, tau, { above: 0 })
  requireKind({ ...by, option: 'parameter' }, parameter, 'function')
  if (f.shape.height !== 1) {
    throw new ShapeError(`The signal has a height of ${f.shape.height}.`, {
      code: 'SIGNAL_DIMENSION',
      given: f.shape,
      allowed: 'one-dimensional signals, of height 1',
      hint: 'Shrink rows and columns one after the other.',
    })
  }
  const { channels } = f.shape
  const shrinkage = shrinkageGraph(activation, tau)
  const operands = Object.fromEntries(
    inputsOf(shrinkage)
      .filter((name) => name !== 'r')
      .map((name) => [name, parameter(name)]),
  )
  const root = Math.SQRT1_2
  const mean = diagonal(builder, f, ['1/4', '1/2', '1/4'], 1)
  const haar = diagonal(builder, f, [`${root}`, `${-root}`], 0)
  const smooth = builder.convolution(f, mean.kernel, mean.geometry)
  const details = builder.convolution(f, haar.kernel, haar.geometry)
  const shrunk = builder.map(shrinkage, { r: details, ...operands }, channels)
  const restored = builder.transposedConvolution(shrunk, haar.kernel, haar.geometry)
  return builder.map('a + d/2', { a: smooth, d: restored })
}

function shrinkageGraph(nonlinearity: Nonlinearity, tau: number): Graph {
  if (nonlinearity.activationOnly) {
    throw new ParameterError(`The activation '${nonlinearity.name}' has no shrinkage function.`, {
      code: 'FACE_UNDEFINED',
      given: nonlinearity.name,
      allowed: 'nonlinearities with an odd flux',
      hint: 'Choose a nonlinearity with a diffusivity.',
    })
  }
  const written = nonlinearity.faces.shrinkage
  return substitute(written ?? shrinkageFromActivation(fluxGraph(nonlinearity, tau)), { tau })
}

/** The same constant kernel for every channel, none between channels. */
function diagonal(builder: PlanBuilder, f: Signal, taps: readonly string[], centreX: number) {
  const { channels } = f.shape
  const pairs = Array.from({ length: channels * channels }, (_, pair) => pair)
  const own = (pair: number): boolean => Math.floor(pair / channels) === pair % channels
  const kernel = builder.scalars(
    pairs.flatMap((pair) => taps.map((tap) => (own(pair) ? tap : '0'))),
    {},
  )
  const geometry: KernelGeometry = {
    outputChannels: channels,
    inputChannels: channels,
    height: 1,
    width: taps.length,
    centreY: 0,
    centreX,
    boundary: 'reflecting',
  }
  return { kernel, geometry }
}
