import { charbonnier } from '@numeural/activations'
import { expect, test } from 'vitest'
import { multigridSteps } from '../implicit/multigrid-steps.js'
import { bratu } from './bratu.js'
import { diffusionSmoother } from './diffusion/diffusion-smoother.js'
import { poisson } from './poisson.js'

const shape = { channels: 1, height: 1, width: 8 }

test.each([
  ['poisson', poisson, { intervals: 8, dimensions: 1 }, 'there is no option dimensions'],
  ['poisson', poisson, { intervals: 1 }, 'intervals is 1; allowed: a whole number of at least 2.'],
  ['poisson', poisson, { intervals: 8, dimension: 3 }, 'dimension is 3; allowed: 1 or 2.'],
  ['poisson', poisson, undefined, 'options is missing'],
  ['bratu', bratu, { intervals: 8, gamma: 1, beta: 2 }, 'there is no option beta'],
  ['bratu', bratu, { intervals: 8 }, 'gamma is missing; allowed: a finite number.'],
  ['multigridSteps', multigridSteps, { maxCycles: 3 }, 'there is no option maxCycles'],
  ['multigridSteps', multigridSteps, { tolerance: 0 }, 'tolerance is 0; allowed: a finite number above 0 and below 1.'],
  [
    'multigridSteps',
    multigridSteps,
    { maxIterations: 0 },
    'maxIterations is 0; allowed: a whole number of at least 1.',
  ],
  ['diffusionSmoother', diffusionSmoother, { shape, activation: charbonnier, tau: 0 }, 'tau is 0'],
  ['diffusionSmoother', diffusionSmoother, { shape, activation: charbonnier, tau: 1, dt: 2 }, 'there is no option dt'],
])('%s refuses wrong options: %#', (owner, make, options, message) => {
  const call = make as (options: unknown) => unknown
  expect(() => call(options)).toThrow(
    expect.objectContaining({ code: 'MULTIGRID_OPTION', message: expect.stringContaining(`${owner}: ${message}`) }),
  )
})
