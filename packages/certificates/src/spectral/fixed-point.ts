/** Numbers X·2^−bits with X an integer of any size. Conversions and products are off by less than one unit 2^−bits. */
export class FixedPoint {
  readonly bits: bigint
  readonly one: bigint

  constructor(bits: number) {
    this.bits = BigInt(bits)
    this.one = 1n << this.bits
  }

  /** @param value finite */
  from(value: number): bigint {
    let scaled = value
    let exponent = 0
    while (!Number.isInteger(scaled)) {
      scaled *= 2
      exponent++
    }
    const shift = this.bits - BigInt(exponent)
    return shift >= 0n ? BigInt(scaled) << shift : BigInt(scaled) >> -shift
  }

  multiply(a: bigint, b: bigint): bigint {
    return (a * b) >> this.bits
  }

  /** Rounded to about 60 bits behind the point, then to float64. */
  toNumber(value: bigint): number {
    const dropped = this.bits - 60n
    return dropped > 0n ? Number(value >> dropped) / 2 ** 60 : Number(value) / 2 ** Number(this.bits)
  }
}
