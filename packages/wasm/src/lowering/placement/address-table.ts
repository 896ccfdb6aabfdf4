import type { Plan, ValueId } from '@numeural/plan'
import { resultsOf, type Work } from '../work/work.js'
import type { Placement, Storage } from './placement.js'

/** Which slot of a program's address table holds the address of what; a slot is one 32-bit address. */
export class AddressTable {
  /** Storages of whole batches, by slot. */
  readonly storages = new Map<Storage, number>()
  /** Vectors, by slot. */
  readonly vectors = new Map<ValueId, number>()
  /** Values with one number per sample, by slot. */
  readonly samples = new Map<ValueId, number>()

  constructor(plan: Plan, work: readonly Work[], placement: Placement) {
    for (const each of work) {
      for (const value of resultsOf(each)) {
        // Several operations may add to one vector.
        if (this.vectors.has(value)) continue
        const type = plan.values[value]!
        if (type.kind === 'vector') this.vectors.set(value, this.length)
        else if (type.kind === 'sample') this.samples.set(value, this.length)
        else {
          const { storage } = placement.of(value)
          if (storage.full && !this.storages.has(storage)) this.storages.set(storage, this.length)
        }
      }
    }
  }

  /** Number of slots. */
  get length(): number {
    return this.storages.size + this.vectors.size + this.samples.size
  }
}
