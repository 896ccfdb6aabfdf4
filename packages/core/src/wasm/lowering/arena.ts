import type { Instruction } from './instruction.js'
import type { Placement, Storage } from './placement.js'

/** Where the storages that live within a tile lie: bytes from the start of the arena, for one sample. */
export interface Arena {
  readonly offsets: ReadonlyMap<Storage, number>
  /** Bytes that one sample needs. */
  readonly sampleBytes: number
  /** Bytes of scratch behind all samples. */
  readonly scratchBytes: number
}

interface Block {
  readonly start: number
  readonly end: number
  /** Last instruction that needs it. */
  readonly last: number
}

/** Shares memory among storages that are never alive at the same time, stage by stage. */
export function layOutArena(stages: readonly (readonly Instruction[])[], placement: Placement): Arena {
  const offsets = new Map<Storage, number>()
  let sampleBytes = 0
  let scratchBytes = 0
  for (const instructions of stages) {
    let blocks: Block[] = []
    for (const { storage, first, last } of lifetimes(instructions, placement)) {
      blocks = blocks.filter((block) => block.last >= first)
      const start = smallestGap(blocks, storage.sample)
      blocks.push({ start, end: start + storage.sample, last })
      blocks.sort((a, b) => a.start - b.start)
      offsets.set(storage, start)
      sampleBytes = Math.max(sampleBytes, start + storage.sample)
    }
    for (const { scratch } of instructions) scratchBytes = Math.max(scratchBytes, scratch)
  }
  return { offsets, sampleBytes, scratchBytes }
}

/** First and last instruction that touch each storage of the arena, in the order of the first. */
function lifetimes(
  instructions: readonly Instruction[],
  placement: Placement,
): { storage: Storage; first: number; last: number }[] {
  const found = new Map<Storage, { storage: Storage; first: number; last: number }>()
  instructions.forEach((instruction, index) => {
    for (const argument of instruction.arguments) {
      if (argument.kind !== 'signal') continue
      const { storage } = placement.of(argument.value)
      if (storage.full) continue
      const known = found.get(storage)
      if (known === undefined) found.set(storage, { storage, first: index, last: index })
      else known.last = index
    }
  })
  return [...found.values()]
}

/** Start of the smallest gap between blocks (sorted by start) that holds `size` bytes; else behind the last. */
function smallestGap(blocks: readonly Block[], size: number): number {
  let best = -1
  let bestSize = Number.POSITIVE_INFINITY
  let end = 0
  for (const block of blocks) {
    const gap = block.start - end
    if (gap >= size && gap < bestSize) {
      best = end
      bestSize = gap
    }
    end = Math.max(end, block.end)
  }
  return best >= 0 ? best : end
}
