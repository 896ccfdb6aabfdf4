import type { Instruction } from '../operations/instruction.js'
import type { Placement, Storage } from '../placement/placement.js'

/** What a stage needs of a thread's arena. */
export interface StageArena {
  /** Where the storages that live within a tile lie: bytes from the start of the arena, for one unit of work. */
  readonly offsets: ReadonlyMap<Storage, number>
  /** Bytes that one unit of work needs. */
  readonly unitBytes: number
  /** Bytes of scratch behind all units. */
  readonly scratchBytes: number
}

interface Block {
  readonly start: number
  readonly end: number
  /** Last instruction that needs it. */
  readonly last: number
}

/** Shares memory among storages of a stage that are never alive at the same time. */
export function layOutArena(instructions: readonly Instruction[], placement: Placement): StageArena {
  const offsets = new Map<Storage, number>()
  let unitBytes = 0
  let blocks: Block[] = []
  for (const { storage, first, last } of lifetimes(instructions, placement)) {
    blocks = blocks.filter((block) => block.last >= first)
    const start = smallestGap(blocks, storage.sample)
    blocks.push({ start, end: start + storage.sample, last })
    blocks.sort((a, b) => a.start - b.start)
    offsets.set(storage, start)
    unitBytes = Math.max(unitBytes, start + storage.sample)
  }
  const scratchBytes = Math.max(0, ...instructions.map(({ scratch }) => scratch))
  return { offsets, unitBytes, scratchBytes }
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
