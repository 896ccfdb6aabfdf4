import { describe, expect, test } from 'vitest'
import { geometryFor } from '../../plan/geometry.js'
import { winogradTiling } from './winograd.js'

function tiling(channels: number, size: number, kernel: readonly [number, number], dtype: 'float32' | 'float64') {
  const shape = { channels, height: size, width: size }
  const options = { outputChannels: channels, height: kernel[0], width: kernel[1] }
  return winogradTiling(dtype, geometryFor(shape, options), shape)
}

describe('Winograd tiles', () => {
  test.each([
    [16, 64, [3, 3]],
    [20, 16, [3, 3]],
    [20, 64, [9, 9]],
    [64, 32, [5, 5]],
  ] as const)('serve %i channels of %i², kernel %s', (channels, size, kernel) => {
    expect(tiling(channels, size, kernel, 'float32')).not.toBeNull()
  })

  test.each([
    ['one channel', 1, 64, [3, 3], 'float32'],
    ['few channels', 3, 64, [3, 3], 'float32'],
    ['a small image', 16, 4, [3, 3], 'float32'],
    ['a flat kernel', 20, 64, [1, 3], 'float32'],
    ['a small kernel', 20, 64, [2, 2], 'float32'],
    ['float64', 20, 64, [3, 3], 'float64'],
  ] as const)('leave %s to the direct kernels', (_, channels, size, kernel, dtype) => {
    expect(tiling(channels, size, kernel, dtype)).toBeNull()
  })
})
