import type { Operand } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import type { GpuHandle } from '../device/gpu-js.js'
import { type KernelText, kernelText } from '../device/kernel-text.js'
import { gridOf } from './grid.js'
import type { Place, Trace } from './trace.js'

/** An array to be packed, and how long it is: in rows for signals, in numbers otherwise. */
interface Part {
  readonly handle: GpuHandle
  readonly length: number
}

/**
 * Where to read the operands of a map. If they lie in more arrays than a kernel may read,
 * arrays of one kind are copied one behind the other until they do not:
 * first the small ones (vectors, numbers per sample), then signals.
 */
export function packed(trace: Trace, operands: readonly Operand[], arrays = trace.limits.arrays): Place[] {
  const places = operands.map(({ id }) => trace.place(id))
  const signals = partsOf(operands, places, true)
  const vectors = partsOf(operands, places, false)
  const moved = new Map<GpuHandle, Place>()
  if (signals.length + vectors.length > arrays && vectors.length > 1) {
    pack(vectors, trace.limits.arrays, 1, moved, (lengths, handles) => trace.call(packVectorsKernel(lengths), handles))
  }
  const room = arrays - Math.min(vectors.length, moved.size > 0 ? 1 : vectors.length)
  if (signals.length > room) {
    const first = operands.find(({ kind }) => kind === 'signal' || kind === 'channel')!
    const { width } = shapeOf(trace.plan, first.id)
    pack(signals, trace.limits.arrays, room, moved, (lengths, handles) =>
      trace.call(packSignalsKernel(lengths, width, trace), handles),
    )
  }
  return places.map((place) => {
    const to = moved.get(place.handle)
    return to === undefined ? place : { ...to, offset: to.offset + place.offset }
  })
}

/** The distinct arrays of one kind. */
function partsOf(operands: readonly Operand[], places: readonly Place[], signals: boolean): Part[] {
  const parts = new Map<GpuHandle, number>()
  operands.forEach(({ kind }, k) => {
    const isSignal = kind === 'signal' || kind === 'channel'
    if (isSignal === signals) parts.set(places[k]!.handle, places[k]!.length)
  })
  return [...parts].map(([handle, length]) => ({ handle, length }))
}

/** Copies arrays together, as many at a time as a kernel may read, until `room` are left. */
function pack(
  parts: readonly Part[],
  most: number,
  room: number,
  moved: Map<GpuHandle, Place>,
  copy: (lengths: number[], handles: GpuHandle[]) => GpuHandle,
): void {
  let left = parts.map((part) => ({ ...part, members: [{ handle: part.handle, offset: 0 }] }))
  while (left.length > room) {
    const now = left.slice(0, Math.min(most, left.length - room + 1))
    const lengths = now.map(({ length }) => length)
    const handle = copy(
      lengths,
      now.map((part) => part.handle),
    )
    let start = 0
    const members = now.flatMap((part) => {
      const shifted = part.members.map((member) => ({ ...member, offset: member.offset + start }))
      start += part.length
      return shifted
    })
    for (const member of members) moved.set(member.handle, { handle, offset: member.offset, length: start })
    left = [...left.slice(now.length), { handle, length: start, members }]
  }
}

/** Vectors one behind the other. */
function packVectorsKernel(lengths: readonly number[]): KernelText {
  const branches = branchesOf(lengths, 'this.thread.x', (name, at) => `return ${name}[${at}];`)
  return kernelText(names(lengths), branches, [total(lengths)])
}

/** Signals of one width, row by row one behind the other. */
function packSignalsKernel(lengths: readonly number[], width: number, { limits }: Trace): KernelText {
  const { output, position } = gridOf({ channels: total(lengths), height: 1, width }, 1, limits)
  const branches = branchesOf(lengths, 'row', (name, at) => `return ${name}[${at}][x];`)
  return kernelText(names(lengths), [...position, ...branches], output)
}

function branchesOf(lengths: readonly number[], index: string, read: (name: string, at: string) => string): string[] {
  let first = 0
  return lengths.flatMap((length, k) => {
    const statement = read(`u${k}`, first === 0 ? index : `${index} - ${first}`)
    first += length
    return k === lengths.length - 1 ? [statement] : [`if (${index} < ${first}) {`, statement, '}']
  })
}

function names(lengths: readonly number[]): string[] {
  return lengths.map((_, k) => `u${k}`)
}

function total(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + length, 0)
}
