import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { denoisingSignals } from './denoising-signals.js'

const few = { train: 20, validation: 10, test: 10, length: 64 }

describe('denoisingSignals', () => {
  it('has the sizes of the paper unless told otherwise', () => {
    const { train, validation, test } = denoisingSignals()
    expect(train.noisy.count).toBe(10000)
    expect(train.noisy.shape).toEqual({ channels: 1, height: 1, width: 256 })
    expect(validation.noisy.count).toBe(1000)
    expect(validation.clean.shape).toEqual({ channels: 1, height: 1, width: 256 })
    expect(test.noisy.count).toBe(1000)
    expect(test.noisy.shape).toEqual({ channels: 1, height: 1, width: 256 })
    expect(train.clean.data).toHaveLength(10000 * 256)
    expect(train.noisy.data).toHaveLength(10000 * 256)
    let sum = 0
    for (let i = 0; i < test.clean.data.length; i++) sum += (test.noisy.data[i]! - test.clean.data[i]!) ** 2
    // 20 log10(255/10) = 28.13 dB; 256000 samples leave a standard error of 0.012 dB.
    expect(Math.abs(10 * Math.log10(255 ** 2 / (sum / test.clean.data.length)) - 28.13)).toBeLessThan(0.05)
  })

  it('keeps validation and test whatever the training set', () => {
    const one = denoisingSignals({ ...few, seed: 1 })
    const other = denoisingSignals({ ...few, train: 30, seed: 2 })
    expect(other.test).toEqual(one.test)
    expect(other.validation).toEqual(one.validation)
    expect(other.train.clean.data.slice(0, 640)).not.toEqual(one.train.clean.data.slice(0, 640))
    expect(denoisingSignals({ ...few, train: 30, seed: 1 }).train.noisy.data.slice(0, 1280)).toEqual(
      one.train.noisy.data,
    )
    expect(denoisingSignals({ ...few, evaluationSeed: 1 }).test.clean).not.toEqual(one.test.clean)
  })

  it('draws the splits independently, and the signals apart from the noise', () => {
    const { train, validation, test } = denoisingSignals(few)
    expect(train.clean.data.slice(0, 640)).not.toEqual(test.clean.data)
    expect(validation.clean).not.toEqual(test.clean)
    const loud = denoisingSignals({ ...few, sigma: 25 })
    expect(loud.test.clean).toEqual(test.clean)
    expect(loud.test.noisy).not.toEqual(test.noisy)
  })

  it('is the same to the bit on every engine and in every version', () => {
    const hash = createHash('sha256')
    const { train, validation, test } = denoisingSignals(few)
    for (const { clean, noisy } of [train, validation, test]) hash.update(clean.data).update(noisy.data)
    // Published figures rest on these very signals: a new hash means a new data set.
    expect(hash.digest('hex')).toBe('a3979e4f7e8dc48b7ca83f4651fb0714f315f2181dc228e0101a3779171d288d')
  })

  it.each([
    [{ train: 0 }, 'train is 0'],
    [{ test: 1.5 }, 'test is 1.5'],
    [{ sigma: -1 }, 'sigma is -1'],
    [{ length: 1 }, 'length is 1'],
    [{ seed: -1 }, 'seed is -1'],
    [{ evaluationSeed: 0.5 }, 'evaluationSeed is 0.5'],
  ])('refuses %o', (options, message) => {
    expect(() => denoisingSignals({ ...few, ...options })).toThrow(message)
  })
})
