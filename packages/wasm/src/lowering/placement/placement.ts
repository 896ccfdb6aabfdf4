import type { Plan, SignalShape, ValueId } from '@numeural/plan'
import { rowBytes } from '../../emit/lane-type.js'
import type { Staging } from '../stages/stages.js'
import { rootsOf } from '../work/live.js'
import { readsOf, resultsOf, type Work } from '../work/work.js'

/** Memory for a signal, or for several that lie one behind the other along the channels. */
export interface Storage {
  readonly shape: SignalShape
  /** Bytes of a channel. */
  plane: number
  /** Bytes of a sample. */
  sample: number
  /** Holds the whole batch; otherwise only the samples of one tile. */
  full: boolean
}

/** Where a signal lies. */
export interface Place {
  readonly storage: Storage
  readonly channel: number
}

interface Owned extends Storage {
  readonly owner: ValueId
  /** May become a part of another storage. */
  readonly movable: boolean
  parent: { storage: Owned; channel: number } | null
}

/**
 * Where every signal lies. A slice is a view; the parts of a concatenation are written where they belong,
 * if that is possible.
 */
export class Placement {
  readonly #plan: Plan
  readonly #places = new Map<ValueId, { storage: Owned; channel: number }>()

  constructor(plan: Plan, work: readonly Work[], staging: Staging) {
    this.#plan = plan
    for (const each of work) this.#place(each)
    for (const root of rootsOf(plan)) this.#makeFull(root)
    for (const each of work) {
      if (each.op === 'input' || each.op === 'state') this.#makeFull(each.result)
      const number = staging.stageOf.get(resultsOf(each)[0]!)
      for (const value of readsOf(each)) {
        if (staging.stageOf.get(value) !== number) this.#makeFull(value)
      }
    }
  }

  /** Where a signal lies. */
  of(value: ValueId): Place {
    const { storage, channel } = this.#places.get(value)!
    let root = storage
    let offset = channel
    while (root.parent !== null) {
      offset += root.parent.channel
      root = root.parent.storage
    }
    return { storage: root, channel: offset }
  }

  /** Whether a value is a signal and so has a place. */
  has(value: ValueId): boolean {
    return this.#places.has(value)
  }

  /** Makes storages of a stage that do not hold the whole batch as large as so many rows of one sample. */
  holdRows(stage: readonly Work[], count: number): void {
    for (const value of stage.flatMap((each) => resultsOf(each))) {
      if (!this.has(value)) continue
      const { storage } = this.of(value)
      if (storage.full) continue
      storage.plane = count * rowBytes(this.#plan.dtype, storage.shape.width)
      storage.sample = storage.shape.channels * storage.plane
    }
  }

  #place(work: Work): void {
    if (work.op === 'slice') {
      const { storage, channel } = this.#places.get(work.x)!
      this.#places.set(work.result, { storage, channel: channel + work.from })
      return
    }
    const movable = work.op !== 'input' && work.op !== 'state'
    for (const value of resultsOf(work)) {
      const type = this.#plan.values[value]!
      if (type.kind === 'signal')
        this.#places.set(value, { storage: this.#storage(value, type.shape, movable), channel: 0 })
    }
    if (work.op === 'concatenate') this.#adopt(work.xs, work.result)
  }

  #adopt(parts: readonly ValueId[], whole: ValueId): void {
    const parent = this.#places.get(whole)!.storage
    let channel = 0
    for (const part of parts) {
      const { storage } = this.#places.get(part)!
      if (storage.owner === part && storage.movable && storage.parent === null)
        storage.parent = { storage: parent, channel }
      channel += this.#channels(part)
    }
  }

  #channels(value: ValueId): number {
    const type = this.#plan.values[value]!
    return type.kind === 'signal' ? type.shape.channels : 0
  }

  #storage(owner: ValueId, shape: SignalShape, movable: boolean): Owned {
    const plane = shape.height * rowBytes(this.#plan.dtype, shape.width)
    return { shape, plane, sample: shape.channels * plane, full: false, owner, movable, parent: null }
  }

  #makeFull(value: ValueId): void {
    if (this.has(value)) this.of(value).storage.full = true
  }
}
