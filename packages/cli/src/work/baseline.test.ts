import { expect, it } from 'vitest'
import { remarkOnBaseline } from './baseline.js'

it('tells of a network that plain denoising beats, and of no other', () => {
  const baseline = { psnr: 37.59, scheme: 'fsi' }
  expect(remarkOnBaseline(baseline, 36.8)).toEqual([
    '',
    'Plain denoise gives 37.59 dB on these signals, more than this network (36.80 dB): more blocks pay off, such as --architecture fsi --blocks 10, or --blocks 20.',
  ])
  expect(remarkOnBaseline(baseline, 37.73)).toEqual([])
  expect(remarkOnBaseline(baseline, 37.59)).toEqual([])
})
