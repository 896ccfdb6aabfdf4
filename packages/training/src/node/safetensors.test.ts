import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeSafeTensors, encodeSafeTensors } from './safetensors.js'

describe('safetensors', () => {
  it('comes back to the bit', () => {
    const tensors = { a: Float64Array.of(1, -0, Number.MIN_VALUE, Number.MAX_VALUE), b: new Float64Array(0) }
    const decoded = decodeSafeTensors(encodeSafeTensors({ tensors, metadata: { note: 'τ' } }), 'x')
    expect(decoded.tensors).toEqual(tensors)
    expect(decoded.metadata).toEqual({ note: 'τ' })
  })

  it('starts its numbers at a multiple of eight bytes', () => {
    const bytes = encodeSafeTensors({ tensors: { a: Float64Array.of(1) }, metadata: { x: 'y' } })
    expect(new DataView(bytes.buffer).getBigUint64(0, true) % 8n).toBe(0n)
  })

  const fileOf = (header: unknown, numbers: number): Uint8Array => {
    const json = new TextEncoder().encode(JSON.stringify(header))
    const bytes = new Uint8Array(8 + json.length + 8 * numbers)
    new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true)
    bytes.set(json, 8)
    return bytes
  }
  const tensor = (from: number, to: number) => ({ dtype: 'F64', shape: [to - from], data_offsets: [8 * from, 8 * to] })

  it.each([
    ['tensors that overlap', { a: tensor(0, 2), b: tensor(1, 3) }, 3],
    ['tensors over the same numbers', { a: tensor(0, 3), b: tensor(0, 3) }, 3],
    ['a hole between tensors', { a: tensor(0, 1), b: tensor(2, 3) }, 3],
    ['numbers behind the last tensor', { a: tensor(0, 2) }, 3],
    ['metadata that is null', { __metadata__: null, a: tensor(0, 3) }, 3],
    ['metadata that is no text', { __metadata__: { a: 1 }, a: tensor(0, 3) }, 3],
  ])('refuses %s', (_, header, numbers) => {
    expect(() => decodeSafeTensors(fileOf(header, numbers), 'x')).toThrow(
      expect.objectContaining({ code: 'WEIGHTS_MALFORMED' }),
    )
  })

  it('takes tensors in any order of the header', () => {
    const { tensors } = decodeSafeTensors(fileOf({ b: tensor(1, 3), a: tensor(0, 1) }, 3), 'x')
    expect([tensors.a!.length, tensors.b!.length]).toEqual([1, 2])
  })

  it('refuses truncated and random bytes with a typed error', () => {
    const whole = encodeSafeTensors({ tensors: { a: Float64Array.of(1, 2, 3) }, metadata: {} })
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeSafeTensors(whole.subarray(0, length), 'x')).toThrow(
        expect.objectContaining({ code: 'WEIGHTS_MALFORMED' }),
      )
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => decodeSafeTensors(bytes, 'x')).toThrow(expect.objectContaining({ code: 'WEIGHTS_MALFORMED' }))
      }),
    )
  })
})
