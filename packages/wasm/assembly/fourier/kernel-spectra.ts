import { transformColumns, transformRow } from './transforms'
import { COLUMNS, FREQUENCIES, HALF_BYTES, place, SCALE, WINDOW } from './window'

/**
 * The spectra of a float64 kernel `[outputs, inputs, height, width]`, rounded once:
 * a row for each source, four results in the lanes of a vector.
 * The kernel itself correlates, so that its spectra are conjugated: it is put in backwards;
 * the transpose has inputs as results and convolves. Sources that fill up a four are zero.
 * The factor of the inverse transforms is taken in here.
 */
export function packSpectra(
  kernel: usize, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32, transposed: bool,
  target: usize, step: i32, work: usize,
): void {
  const sources = transposed ? outputs : inputs
  const results = transposed ? inputs : outputs
  const row = ((results + 3) & ~3) * 8
  const values = work + HALF_BYTES
  const rest = values + 16 * WINDOW
  const taps = kernelHeight * kernelWidth * 8
  // Rows that the kernel does not have; those that it has are always at the same places.
  memory.fill(work, 0, HALF_BYTES)
  for (let s = 0; s < sources; s++) {
    for (let first = 0; first < results; first += 4) {
      const lanes = min(4, results - first)
      for (let a = 0; a < kernelHeight; a++) {
        for (let n = 0; n < 16 * WINDOW; n += 16) v128.store(values + n, f32x4.splat(0))
        for (let b = 0; b < kernelWidth; b++) {
          const to = values + 16 * place(transposed || b == 0 ? b : WINDOW - b)
          let from = kernel + (transposed ? s * inputs + first : first * inputs + s) * taps + (a * kernelWidth + b) * 8
          for (let lane = 0; lane < lanes; lane++) {
            store<f32>(to + 4 * lane, <f32>(load<f64>(from) * SCALE))
            from += transposed ? taps : inputs * taps
          }
        }
        transformRow(values, work + place(transposed || a == 0 ? a : WINDOW - a) * COLUMNS * 32, rest)
      }
      transformColumns(work, target + s * row + 8 * first, step, rest)
    }
  }
  const missing = (((sources + 3) & ~3) - sources) * row
  if (missing) {
    target += sources * row
    for (let frequency = 0; frequency < FREQUENCIES; frequency++) memory.fill(target + frequency * step, 0, missing)
  }
}
