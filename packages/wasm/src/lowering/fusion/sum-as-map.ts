import { GraphBuilder } from '@numeural/formula'
import type { Plan } from '@numeural/plan'
import type { Work } from '../work/work.js'

/** More channels are left to the kernel that adds them up. */
const mostChannels = 8

/** A sum over few channels as a formula of them, so that the maps around it can take it in; anything else as it is. */
export function sumAsMap(plan: Plan, work: Work): Work {
  if (work.op !== 'sum-over-channels') return work
  const type = plan.values[work.x]!
  if (type.kind !== 'signal' || type.shape.channels > mostChannels) return work
  const builder = new GraphBuilder()
  const names = Array.from({ length: type.shape.channels }, (_, channel) => `c${channel}`)
  const sum = names.map((name) => builder.input(name)).reduce((left, right) => builder.apply('add', left, right))
  return {
    op: 'map',
    graph: builder.finish([sum]),
    shape: { ...type.shape, channels: 1 },
    operands: names.map((name, channel) => ({ name, from: { kind: 'channel', id: work.x, channel } })),
    results: [work.result],
    sums: [],
  }
}
