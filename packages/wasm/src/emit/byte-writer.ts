/** Collects the bytes of a WebAssembly binary. */
export class ByteWriter {
  readonly bytes: number[] = []

  byte(value: number): void {
    this.bytes.push(value)
  }

  raw(values: ArrayLike<number>): void {
    for (let k = 0; k < values.length; k++) this.bytes.push(values[k]!)
  }

  /** Unsigned LEB128. */
  unsigned(value: number): void {
    let rest = value >>> 0
    while (rest >= 0x80) {
      this.bytes.push((rest & 0x7f) | 0x80)
      rest >>>= 7
    }
    this.bytes.push(rest)
  }

  /** Signed LEB128 of a 32-bit integer. */
  signed(value: number): void {
    let rest = value | 0
    for (;;) {
      const low = rest & 0x7f
      rest >>= 7
      if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) {
        this.bytes.push(low)
        return
      }
      this.bytes.push(low | 0x80)
    }
  }

  /** A name: its length and its UTF-8 bytes. */
  name(text: string): void {
    this.sized(new TextEncoder().encode(text))
  }

  /** Bytes preceded by their number. */
  sized(values: ArrayLike<number>): void {
    this.unsigned(values.length)
    this.raw(values)
  }
}
