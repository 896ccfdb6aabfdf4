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
