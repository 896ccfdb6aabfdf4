import { ParameterError } from '@numeural/errors'
import type { FixedKernel } from './derivative-kernel.js'

/**
 * A kernel of several filters, to be spread into the options of a network: `schemeNetwork({ ...filterBank(…), … })`.
 */
export interface FilterBank {
  readonly kernel: FixedKernel
  readonly channels: number
  readonly filters: number
}

/**
 * Several filters as one operator K, one below the other in a common window: Ku holds the response of every filter on
 * every channel, and KᵀΦ(Ku) is the sum of their fluxes.
 * (∂x, ∂y) with coupled channels is isotropic nonlinear diffusion;
 * (∂xx, ∂xy, ∂yx, ∂yy) its fourth-order analogue.
 *
 * @param filters kernels of one filter and one channel, as `derivativeKernel` makes them
 * @param channels to each of which all filters are applied. Default 1
 * @throws ParameterError `FILTER_BANK` for no filters, or filters whose numbers do not fit their size
 */
export function filterBank(filters: readonly FixedKernel[], channels = 1): FilterBank {
  requireFilters(filters, channels)
  const before = (pick: (filter: FixedKernel) => number): number => Math.max(...filters.map(pick))
  const centreX = before((filter) => filter.centreX)
  const centreY = before((filter) => filter.centreY)
  const width = centreX + before((filter) => filter.width - filter.centreX)
  const height = centreY + before((filter) => filter.height - filter.centreY)
  const taps = width * height
  const count = channels * filters.length
  const values = new Array<number>(count * channels * taps).fill(0)
  filters.forEach((filter, index) => {
    for (let channel = 0; channel < channels; channel++) {
      const block = ((channel * filters.length + index) * channels + channel) * taps
      filter.values.forEach((value, tap) => {
        const y = Math.floor(tap / filter.width) + centreY - filter.centreY
        const x = (tap % filter.width) + centreX - filter.centreX
        values[block + y * width + x] = value
      })
    }
  })
  return { kernel: { width, height, centreX, centreY, values }, channels, filters: count }
}

function requireFilters(filters: readonly FixedKernel[], channels: number): void {
  const whole =
    filters.length > 0 &&
    filters.every(({ width, height, values }) => values.length === width * height && values.every(Number.isFinite))
  if (whole && Number.isInteger(channels) && channels >= 1) return
  const given = whole ? `${channels} channels` : `${filters.length} filters`
  throw new ParameterError(`A filter bank cannot be made of ${given}.`, {
    code: 'FILTER_BANK',
    given,
    allowed: 'at least one filter of width × height finite numbers, and a whole number of channels ≥ 1',
    hint: 'Give kernels as derivativeKernel makes them.',
  })
}
