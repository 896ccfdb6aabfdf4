import { GraphBuilder } from '@numeural/formula'
import { type OperationOf, type Plan, sameShape, type ValueId } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { stage } from '../stages/stages.js'
import { readersOf } from '../work/readers.js'
import { type MapOperandWork, type MapWork, readsOf, resultsOf, type SumWork, type Work } from '../work/work.js'

/** A map takes at most this many sums: each is an accumulator that the loop reads and writes. */
const mostSums = 16

/**
 * The loop body is emitted several times around the ends of a row: large formulas leave sums to kernels of their own.
 */
const largestGraph = 200

/** A reduction that a map can take along. */
type Sum = OperationOf<'kernel-gradient'> | OperationOf<'reduce'>

/** A map that takes sums along, while it is put together. */
interface Host {
  readonly map: MapWork
  readonly sums: Sum[]
}

/**
 * Adds up where the values are made or read: sums over a map's results, and kernel gradients of small kernels,
 * whose one factor a map makes or whose other factor it reads as a stencil.
 * The signal that was only summed is not written any more.
 * Products of two signals (norms, losses) are summed in float64 throughout; they join maps in float64 plans only.
 */
export function inlineSums(plan: Plan, work: readonly Work[]): Work[] {
  const { stageOf } = stage(work)
  const positions = new Map(
    work.flatMap((each, position) => resultsOf(each).map((value) => [value, position] as const)),
  )
  const hosts = new Map<number, Host>()
  const taken = new Set<Work>()
  const isReady = (value: ValueId, position: number): boolean => positions.get(value)! < position
  for (const each of work) {
    if (each.op !== 'reduce' && each.op !== 'kernel-gradient') continue
    const position = candidates(each).find((candidate) => accepts(each, candidate))
    if (position === undefined) continue
    taken.add(each)
    const map = work[position] as MapWork
    const host = hosts.get(position) ?? { map, sums: [] }
    host.sums.push(each)
    hosts.set(position, host)
  }
  const left = work.filter((each) => !taken.has(each))
  const needed = new Set(readersOf(plan, left).keys())
  for (const { map, sums } of hosts.values()) {
    for (const value of sums.flatMap((sum) => readsOf(sum))) if (!map.results.includes(value)) needed.add(value)
  }
  return work.flatMap((each, position): Work[] => {
    const host = hosts.get(position)
    if (host !== undefined) return [withSums(plan, host, needed)]
    return taken.has(each) ? [] : [each]
  })

  /** Positions of the maps that could take a sum along, the best first. */
  function candidates(sum: Sum): number[] {
    if (sum.op === 'reduce') return [positions.get(sum.x)!]
    const reading = work.flatMap((each, position) => {
      const reads =
        each.op === 'map' && each.operands.some(({ from }) => from.kind === 'stencil' && isSameStencil(sum, from))
      return reads ? [position] : []
    })
    return [positions.get(sum.y)!, ...reading]
  }

  function accepts(sum: Sum, position: number): boolean {
    const map = work[position]!
    if (map.op !== 'map' || !isSmall(sum, plan)) return false
    const made = sum.op === 'reduce' ? sum.x : sum.y!
    const type = plan.values[made]!
    if (type.kind !== 'signal' || !sameShape(type.shape, map.shape)) return false
    if (stageOf.get(sum.result) !== stageOf.get(resultsOf(map)[0]!)) return false
    const others = sum.op === 'reduce' ? [sum.y ?? sum.x] : [sum.x, sum.y]
    if (!others.every((value) => (map.results.includes(value) && value !== tapped(sum)) || isReady(value, position)))
      return false
    const sums = [...(hosts.get(position)?.sums ?? []), sum]
    const count = sums.reduce((total, one) => total + sumCount(one), 0)
    return count <= mostSums && map.graph.nodes.length + 3 * count <= largestGraph
  }
}

/** The signal that a sum reads through the entries of a kernel. */
function tapped(sum: Sum): ValueId | null {
  return sum.op === 'kernel-gradient' ? sum.x : null
}

function isSameStencil(sum: OperationOf<'kernel-gradient'>, from: MapOperandWork['from']): boolean {
  if (from.kind !== 'stencil' || from.transposed || from.id !== sum.x) return false
  return JSON.stringify(from.geometry) === JSON.stringify(sum.geometry)
}

/** Whether a sum is one that maps take along. */
function isSmall(sum: Sum, plan: Plan): boolean {
  if (sum.op === 'kernel-gradient') return sumCount(sum) <= mostSums
  if (sum.over === 'sample' || sum.kind === 'maximum') return false
  return sum.kind === 'sum' || plan.dtype === 'float64'
}

/** Accumulators that a sum needs for one channel of the map. */
function sumCount(sum: Sum): number {
  if (sum.op === 'reduce') return 1
  const { inputChannels, height, width } = sum.geometry
  return inputChannels * height * width
}

/** The map of a host with its sums; results that nothing else needs are not written any more. */
function withSums(plan: Plan, { map, sums: taken }: Host, needed: ReadonlySet<ValueId>): MapWork {
  const builder = new GraphBuilder()
  const operands = [...map.operands]
  const input = (from: MapOperandWork['from']): number => {
    const key = JSON.stringify(from)
    const known = operands.find((operand) => JSON.stringify(operand.from) === key)
    const name = known?.name ?? ` ${operands.length}`
    if (known === undefined) operands.push({ name, from })
    return builder.input(name)
  }
  const outputs = builder.insert(map.graph)
  const nodeOf = (id: ValueId): number => outputs[map.results.indexOf(id)] ?? input(signalOperand(plan, id))
  const sums: (SumWork & { node: number })[] = []
  const add = (node: number, sum: SumWork): void => {
    const known = sums.find(({ result, element }) => result === sum.result && element === sum.element)
    if (known === undefined) sums.push({ ...sum, node })
    else known.node = builder.apply('add', known.node, node)
  }
  for (const sum of taken) {
    const { result } = sum
    if (sum.op === 'reduce') {
      const x = nodeOf(sum.x)
      const value = sum.kind === 'dot' ? builder.apply('multiply', x, nodeOf(sum.y ?? sum.x)) : x
      add(value, { result, element: 0, channelStride: sum.over === 'channel' ? 1 : 0 })
      continue
    }
    const { geometry, x } = sum
    const y = nodeOf(sum.y)
    for (let tap = 0; tap < sumCount(sum); tap++) {
      const column = tap % geometry.width
      const row = Math.floor(tap / geometry.width) % geometry.height
      const channel = Math.floor(tap / (geometry.width * geometry.height))
      const product = builder.apply('multiply', y, input({ kind: 'tap', geometry, id: x, channel, row, column }))
      add(product, { result, element: tap, channelStride: sumCount(sum) })
    }
  }
  const kept = map.results.flatMap((value, k) => (needed.has(value) ? [{ value, node: outputs[k]! }] : []))
  const graph = builder.finish([...kept.map(({ node }) => node), ...sums.map(({ node }) => node)])
  const names = new Set(graph.nodes.flatMap((node) => (node.op === 'input' ? [node.name] : [])))
  return {
    ...map,
    graph,
    operands: operands.filter(({ name }) => names.has(name)),
    results: kept.map(({ value }) => value),
    sums: sums.map(({ result, element, channelStride }) => ({ result, element, channelStride })),
  }
}

function signalOperand(plan: Plan, id: ValueId): MapOperandWork['from'] {
  return { kind: 'signal', id, shape: shapeOf(plan, id) }
}
