import type { Dtype } from '@numeural/plan'
import { geometryFor } from '@numeural/plan/contract'
import { describe, expect, test } from 'vitest'
import { chooseMethod } from './choose-method.js'

function chosen(
  channels: readonly [number, number],
  size: readonly [number, number],
  kernel: readonly [number, number],
  dtype: Dtype = 'float32',
): string {
  const shape = { channels: channels[0], height: size[0], width: size[1] }
  const options = { outputChannels: channels[1], height: kernel[0], width: kernel[1] }
  return chooseMethod(dtype, geometryFor(shape, options), shape).kernels.convolution
}

describe('the method of a convolution', () => {
  test.each([
    ['16 channels on an image', [16, 16], [64, 64], [3, 3]],
    ['20 channels on a small image', [20, 20], [16, 16], [3, 3]],
    ['a large image', [20, 20], [2048, 2048], [3, 3]],
    ['kernels of two blocks', [32, 32], [16, 16], [5, 5]],
  ] as const)('is Winograd’s for %s', (_, channels, size, kernel) => {
    expect(chosen(channels, size, kernel)).toBe('winogradConvolution')
  })

  test.each([
    ['large kernels', [20, 20], [64, 64], [9, 9]],
    ['large kernels on a small image', [24, 24], [16, 16], [9, 9]],
    ['few channels, a large kernel', [3, 20], [64, 64], [13, 13]],
    ['the largest kernel', [20, 20], [64, 64], [21, 21]],
  ] as const)('is Fourier’s for %s', (_, channels, size, kernel) => {
    expect(chosen(channels, size, kernel)).toBe('fourierConvolution')
  })

  test.each([
    ['one channel', [1, 1], [64, 64], [3, 3]],
    ['few channels', [3, 3], [64, 64], [3, 3]],
    ['a tiny image', [16, 16], [4, 4], [3, 3]],
    ['signals', [16, 16], [1, 256], [1, 3]],
    ['flat kernels', [20, 20], [64, 64], [1, 3]],
    ['small kernels', [8, 8], [64, 64], [2, 2]],
    ['kernels that leave no room in a window', [1, 20], [64, 64], [1, 41]],
    ['more channels than scratch memory is allowed for', [1024, 1024], [64, 64], [3, 3]],
  ] as const)('is direct for %s', (_, channels, size, kernel) => {
    expect(chosen(channels, size, kernel)).toBe('convolution')
  })

  test('is direct in float64', () => {
    expect(chosen([20, 20], [64, 64], [3, 3], 'float64')).toBe('convolution')
    expect(chosen([20, 20], [64, 64], [9, 9], 'float64')).toBe('convolution')
  })
})
