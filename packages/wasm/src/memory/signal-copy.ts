import type { FloatArray, SignalShape } from '@numeural/plan'

/**
 * Copies `samples` signals of a shape from an array `[samples, channels, height, width]` to padded rows;
 * positions in values.
 */
export function copyIn(
  source: FloatArray,
  target: FloatArray,
  start: number,
  shape: SignalShape,
  samples: number,
  row: number,
): void {
  if (row === shape.width) {
    target.set(source, start)
    return
  }
  const rows = samples * shape.channels * shape.height
  for (let r = 0, from = 0; r < rows; r++) {
    const to = start + r * row
    for (let x = 0; x < shape.width; x++) target[to + x] = source[from++]!
  }
}

/** Copies signals whose rows are padded and whose samples lie `sample` values apart to an array without gaps. */
export function copyOut(
  source: FloatArray,
  start: number,
  sample: number,
  target: FloatArray,
  shape: SignalShape,
  samples: number,
  row: number,
): void {
  const rows = shape.channels * shape.height
  if (row === shape.width && (sample === rows * row || samples === 1)) {
    target.set(source.subarray(start, start + samples * rows * row))
    return
  }
  for (let n = 0, to = 0; n < samples; n++) {
    for (let r = 0; r < rows; r++) {
      const from = start + n * sample + r * row
      for (let x = 0; x < shape.width; x++) target[to++] = source[from + x]!
    }
  }
}
