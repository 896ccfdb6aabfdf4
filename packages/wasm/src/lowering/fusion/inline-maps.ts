import { GraphBuilder, inputsOf } from '@numeural/formula'
import { type Plan, type SignalShape, sameShape, type ValueId } from '@numeural/plan'
import { stage } from '../stages/stages.js'
import { readersOf } from '../work/readers.js'
import { type MapOperandWork, type MapWork, resultsOf, type Work } from '../work/work.js'

/** Beyond this number of nodes a map takes no other map in. */
const largestGraph = 200

/** Puts the formula of a map whose results only one other map reads, value by value, into that map. */
export function inlineMaps(plan: Plan, work: readonly Work[]): Work[] {
  const readers = readersOf(plan, work)
  const { stageOf } = stage(work)
  const producers = new Map<ValueId, MapWork>()
  const kept = new Set<Work>()
  for (const each of work) {
    if (each.op !== 'map') {
      kept.add(each)
      continue
    }
    let consumer: MapWork = each
    for (const value of new Set(each.operands.map(({ from }) => from.id))) {
      const producer = producers.get(value)
      if (producer === undefined || !kept.has(producer)) continue
      const isRead = producer.results.every(
        (made) =>
          stageOf.get(made) === stageOf.get(each.results[0]!) &&
          readers.get(made)?.every((reader) => reader === each) !== false &&
          readsWhole(each, made, producer.shape),
      )
      const size = consumer.graph.nodes.length + producer.graph.nodes.length
      if (!isRead || size > largestGraph) continue
      kept.delete(producer)
      consumer = joined(producer, consumer)
    }
    kept.add(consumer)
    for (const made of resultsOf(consumer)) producers.set(made, consumer)
  }
  return [...kept]
}

/** Whether a map reads a signal value by value, not as one channel for all. */
function readsWhole(map: MapWork, value: ValueId, shape: SignalShape): boolean {
  return sameShape(map.shape, shape) && map.operands.every(({ from }) => from.id !== value || from.kind === 'signal')
}

function joined(producer: MapWork, consumer: MapWork): MapWork {
  const builder = new GraphBuilder()
  const operands = new Map<string, MapOperandWork>()
  /** The node of an operand; operands that read the same are one input. */
  const nodeOf = ({ from }: MapOperandWork): number => {
    const key = JSON.stringify(from)
    const known = operands.get(key)
    const name = known?.name ?? `x${operands.size}`
    if (known === undefined) operands.set(key, { name, from })
    return builder.input(name)
  }
  const own = Object.fromEntries(producer.operands.map((operand) => [operand.name, nodeOf(operand)]))
  const made = builder.insert(producer.graph, own)
  const read = Object.fromEntries(
    consumer.operands.map((operand) => {
      const index = producer.results.indexOf(operand.from.id)
      return [operand.name, index < 0 ? nodeOf(operand) : made[index]!]
    }),
  )
  const graph = builder.finish(builder.insert(consumer.graph, read))
  const names = new Set(inputsOf(graph))
  return { ...consumer, graph, operands: [...operands.values()].filter(({ name }) => names.has(name)) }
}
