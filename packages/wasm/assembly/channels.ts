/** `out[0] = Σ_c x[c]` for `count` samples; planes of whole vectors. */
export function sumOverChannels<T>(
  count: i32, x: usize, xSample: i32, out: usize, outSample: i32, channels: i32, plane: i32,
): void {
  for (let n = 0; n < count; n++) {
    for (let offset = 0; offset < plane; offset += 16) {
      let sum = v128.load(x + offset)
      for (let c = 1; c < channels; c++) sum = v128.add<T>(sum, v128.load(x + c * plane + offset))
      v128.store(out + offset, sum)
    }
    x += xSample
    out += outSample
  }
}

/** Copies `bytes` of each of `count` samples. */
export function copySamples(count: i32, x: usize, xSample: i32, out: usize, outSample: i32, bytes: i32): void {
  for (let n = 0; n < count; n++) {
    memory.copy(out, x, bytes)
    x += xSample
    out += outSample
  }
}
