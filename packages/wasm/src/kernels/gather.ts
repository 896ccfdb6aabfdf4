import type { FunctionBuilder, Local } from '../emit/function-builder.js'
import { type LaneType, pushConstant } from '../emit/lane-type.js'
import type { LaneRead } from './stencil-table.js'

/**
 * The loads that a vector of reads needs: whole vectors at these offsets (in values),
 * and what each lane takes from where.
 */
export interface Gather {
  /** Offset in values from the vector's own position. */
  readonly windows: readonly number[]
  readonly lanes: readonly { readonly window: number; readonly lane: number }[] | null
}

/** Index of the window that stands for zeros. */
const zeros = -1

/** Covers the reads by as few vector loads as a walk from left to right finds, all inside the row. */
export function gatherOf(reads: readonly LaneRead[], position: number, rowValues: number): Gather {
  const lanes = reads.length
  const wanted = reads.map((read, lane) => (typeof read === 'number' ? read + lane : read))
  const numbers = wanted.filter((read) => typeof read === 'number').sort((a, b) => a - b)
  const plainStart = typeof wanted[0] === 'number' ? wanted[0] : undefined
  if (plainStart !== undefined && wanted.every((read, lane) => read === 'any' || read === plainStart + lane)) {
    return { windows: [plainStart], lanes: null }
  }
  const windows: number[] = []
  for (const offset of numbers) {
    const last = windows.at(-1)
    if (last !== undefined && offset < last + lanes) continue
    windows.push(Math.min(offset, rowValues - lanes - position))
  }
  return {
    windows,
    lanes: wanted.map((read) => {
      if (typeof read !== 'number') return { window: zeros, lane: 0 }
      const window = windows.findIndex((start) => read >= start && read < start + lanes)
      return { window, lane: read - windows[window]! }
    }),
  }
}

/** Pushes the gathered vector; `base + biasBytes` is the address of the vector's own position. */
export function emitGather(
  code: FunctionBuilder,
  type: LaneType,
  gather: Gather,
  base: Local,
  biasBytes: number,
): void {
  const load = (window: number): void => {
    code.get(base)
    code.loadVector(biasBytes + window * type.size)
  }
  if (gather.lanes === null) {
    load(gather.windows[0]!)
    return
  }
  pushConstant(code, type, 0)
  gather.windows.forEach((window, index) => {
    load(window)
    const bytes: number[] = []
    gather.lanes!.forEach((from, lane) => {
      const first = from.window === index ? 16 + from.lane * type.size : lane * type.size
      for (let k = 0; k < type.size; k++) bytes.push(first + k)
    })
    code.shuffle(bytes)
  })
}
