import { ShapeError } from '@numeural/errors'
import type { SignalShape } from '@numeural/plan'
import type { GpuLimits } from '../device/limits.js'

/** How a batch of signals lies on the device: rows of `width` values, row `(n·C + c)·H + y` of sample n, channel c. */
export interface Grid {
  /** Size for gpu.js, x first. */
  readonly output: readonly number[]
  /** Statements that say at which `x` and `row` a thread writes. */
  readonly position: readonly string[]
}

/**
 * Rows lie one below the other, as one plane, as long as the device takes so many;
 * then in several planes, which read the same:
 * the address is x + width·row either way.
 */
export function gridOf({ channels, height, width }: SignalShape, batch: number, limits: GpuLimits): Grid {
  const rows = batch * channels * height
  if (rows * width > limits.values) throw tooLarge(rows * width, limits.values)
  const x = 'const x = this.thread.x;'
  const isPlane = rows === 1 || (rows <= limits.rows && width <= limits.columns)
  if (isPlane) return { output: [width, rows], position: [x, 'const row = this.thread.y;'] }
  const perPlane = channels * height <= limits.rows && width <= limits.columns && batch > 1 ? channels * height : 1
  return {
    output: [width, perPlane, rows / perPlane],
    position: [x, `const row = this.thread.z * ${perPlane} + this.thread.y;`],
  }
}

/**
 * Statements that take a row apart into the sample `n`, the channel `c` and `y`. gpu.js divides in floating point:
 * hence the rounding.
 */
export function rowParts({ channels, height }: SignalShape, batch: number): string[] {
  return [...parted('row', height, batch * channels, 'y', 'plane'), ...parted('plane', channels, batch, 'c', 'n')]
}

/** `whole = high·size + low`, where high is below `count`. */
function parted(whole: string, size: number, count: number, low: string, high: string): string[] {
  if (size === 1) return [`const ${low} = 0;`, `const ${high} = ${whole};`]
  if (count === 1) return [`const ${low} = ${whole};`, `const ${high} = 0;`]
  return [`const ${low} = ${whole} % ${size};`, `const ${high} = Math.round((${whole} - ${low}) / ${size});`]
}

function tooLarge(given: number, allowed: number): ShapeError {
  return new ShapeError(`A signal of the plan has ${given} values for this batch; the device takes ${allowed}.`, {
    code: 'GPU_SIZE',
    given,
    allowed: `at most ${allowed} values`,
    hint: 'Run with a smaller batch, or on wasm.',
  })
}
