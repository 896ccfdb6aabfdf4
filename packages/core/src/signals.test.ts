import { describe, expect, it } from 'vitest'
import { checkSignals, type Signals } from './signals.js'

const shape = { channels: 2, height: 1, width: 3 }
const signals: Signals = { data: new Float32Array(12), count: 2, shape }

describe('checkSignals', () => {
  it('takes signals, values outside [0, 255] included', () => {
    expect(() => checkSignals({ ...signals, data: new Float32Array(12).fill(-3) })).not.toThrow()
  })

  it.each<[string, Partial<Record<keyof Signals, unknown>>, string]>([
    ['no signals', { count: 0, data: new Float32Array(0) }, 'SIGNALS_SHAPE'],
    ['half a channel', { shape: { ...shape, channels: 0.5 } }, 'SIGNALS_SHAPE'],
    ['a negative height', { shape: { ...shape, height: -1 } }, 'SIGNALS_SHAPE'],
    ['no shape', { shape: undefined }, 'SIGNALS_SHAPE'],
    ['a huge width', { shape: { ...shape, width: 2 ** 60 } }, 'SIGNALS_LENGTH'],
    ['truncated data', { data: new Float32Array(11) }, 'SIGNALS_LENGTH'],
    ['a plain list', { data: Array(12).fill(0) }, 'SIGNALS_TYPE'],
  ])('refuses %s', (_, change, code) => {
    expect(() => checkSignals({ ...signals, ...change } as Signals)).toThrow(expect.objectContaining({ code }))
  })

  it('refuses what is no object', () => {
    expect(() => checkSignals(null as never)).toThrow(expect.objectContaining({ code: 'SIGNALS_SHAPE' }))
  })

  it.each([Number.NaN, Infinity, -Infinity])('refuses %s and says where', (value) => {
    const data = new Float32Array(12)
    data[10] = value
    expect(() => checkSignals({ ...signals, data }, 'noisy signals')).toThrow(
      `Value 4 of signal 1 of the noisy signals is ${value}.`,
    )
  })
})
