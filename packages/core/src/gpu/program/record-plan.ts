import type { Plan, ValueId } from '@numeural/plan'
import type { GpuHandle } from '../device/gpu-js.js'
import type { KernelText } from '../device/kernel-text.js'
import type { GpuLimits } from '../device/limits.js'
import { type Given, givenOf, indexOfGiven } from './given.js'
import { neededValues, tracePlan } from './trace-plan.js'

/** Where a kernel call finds an array: the result of an earlier call, something given, or a table of fixed numbers. */
export interface Source {
  readonly from: 'step' | 'given' | 'table'
  readonly index: number
}

/** One kernel call. Calls with one slot write into one array, which is free again after its last reader. */
export interface Step {
  readonly text: KernelText
  readonly operands: readonly (Source | number)[]
  readonly slot: number
}

/** The kernel calls of a plan, in order. */
export interface Recording {
  readonly given: readonly Given[]
  readonly tables: readonly Float32Array[]
  readonly steps: readonly Step[]
  /** Where the wanted values are after the last step. */
  readonly results: ReadonlyMap<ValueId, Source>
}

/** Traces a plan into a list of kernel calls. */
export function recordPlan(plan: Plan, batch: number, wanted: readonly ValueId[], limits: GpuLimits): Recording {
  const given = givenOf(plan, batch, neededValues(plan, wanted))
  const tables: Float32Array[] = []
  const calls: Omit<Step, 'slot'>[] = []
  const sources = new Map<GpuHandle, Source>()
  const handles = new Map<string, GpuHandle>()
  const handleOf = (source: Source): GpuHandle => {
    const key = `${source.from} ${source.index}`
    const handle = handles.get(key) ?? ({} as GpuHandle)
    handles.set(key, handle)
    sources.set(handle, source)
    return handle
  }
  const places = tracePlan(plan, batch, wanted, {
    limits,
    given: (kind, name) => handleOf({ from: 'given', index: indexOfGiven(given, kind, name) }),
    table: (numbers) => handleOf({ from: 'table', index: tables.push(numbers) - 1 }),
    call: (text, operands) => {
      calls.push({ text, operands: operands.map((each) => (typeof each === 'number' ? each : sources.get(each)!)) })
      return handleOf({ from: 'step', index: calls.length - 1 })
    },
  })
  const results = new Map(wanted.map((value) => [value, sources.get(places[value]!.handle)!]))
  return { given, tables, steps: withSlots(calls, [...results.values()]), results }
}

/** Gives every call the first slot of its size whose last reader ran before it. */
function withSlots(calls: readonly Omit<Step, 'slot'>[], kept: readonly Source[]): Step[] {
  const lastRead = calls.map(() => -1)
  const note = (source: Source | number, at: number): void => {
    if (typeof source !== 'number' && source.from === 'step') lastRead[source.index] = at
  }
  for (const [at, { operands }] of calls.entries()) for (const source of operands) note(source, at)
  for (const source of kept) note(source, calls.length)
  const slots: { readonly size: string; freeAfter: number }[] = []
  return calls.map((call, at) => {
    const size = call.text.output.join('×')
    let slot = slots.findIndex((each) => each.size === size && each.freeAfter < at)
    if (slot < 0) slot = slots.push({ size, freeAfter: -1 }) - 1
    slots[slot]!.freeAfter = lastRead[at]!
    return { ...call, slot }
  })
}
