import { describe, it } from 'vitest'
import type { Plan } from '../builder/plan.js'
import { PlanBuilder } from '../builder/plan-builder.js'
import { boundaries } from '../geometry/geometry.js'
import { createRandom, type Random } from '../random/random.js'
import { createReferenceBackend } from '../reference/reference-backend.js'
import { caseData } from '../testing/comparison/case-data.js'
import { checkAgainstDifferences } from '../testing/comparison/central-differences.js'
import { channelOf, elementOf, type Operand, type Signal, type Vector } from '../values/value.js'
import { reverse } from './reverse.js'

/** Pools of what later operations of a random plan may read. */
interface Pools {
  readonly builder: PlanBuilder
  readonly random: Random
  readonly signals: Signal[]
  readonly vectors: Vector[]
  readonly scalars: Operand[]
}

function pick<Item>({ random }: Pools, items: readonly Item[]): Item {
  return items[random.integer(items.length)]
}

/** What a map of this many channels may read. */
function operandFor(pools: Pools, channels: number): Operand {
  const fitting = [
    ...pools.signals.filter((signal) => signal.shape.channels === channels),
    ...pools.vectors.filter((vector) => vector.length === channels),
  ]
  const anywhere: Operand[] = [
    ...pools.signals.map((signal) => channelOf(signal, pools.random.integer(signal.shape.channels))),
    ...pools.vectors.map((vector) => elementOf(vector, pools.random.integer(vector.length))),
    ...pools.scalars,
  ]
  return pick(pools, pools.random.uniform() < 0.5 && fitting.length > 0 ? fitting : anywhere)
}

/** Operations that add something to the pools; values stay of size 1, so that differences are accurate. */
const operations: readonly ((pools: Pools) => void)[] = [
  (pools) => {
    const { builder, random, signals, vectors } = pools
    const x = pick(pools, signals)
    const options = {
      outputChannels: 1 + random.integer(3),
      width: 1 + random.integer(5),
      height: 1 + random.integer(3),
    }
    const geometry = builder.geometry(x, { ...options, boundary: pick(pools, boundaries) })
    const kernel = builder.parameter(
      `kernel${vectors.length}`,
      options.outputChannels * x.shape.channels * options.width * options.height,
    )
    vectors.push(kernel)
    const y = builder.convolution(x, kernel, geometry)
    signals.push(
      builder.map('tanh(y/8)', { y }),
      builder.map('tanh(z/8)', { z: builder.transposedConvolution(y, kernel, geometry) }),
    )
  },
  (pools) => {
    const { builder, signals } = pools
    const a = pick(pools, signals)
    const [b, c] = [operandFor(pools, a.shape.channels), operandFor(pools, a.shape.channels)]
    signals.push(builder.map('sin(a*b) + a/(1 + c^2) - 0.3*b', { a, b, c }))
  },
  (pools) => {
    const { builder, signals } = pools
    signals.push(builder.map('tanh(s/2)', { s: builder.sumOverChannels(pick(pools, signals)) }))
  },
  (pools) => {
    const x = pick(pools, pools.signals)
    const from = pools.random.integer(x.shape.channels)
    pools.signals.push(pools.builder.slice(x, from, 1 + pools.random.integer(x.shape.channels - from)))
  },
  (pools) => {
    const pair = [pick(pools, pools.signals), pick(pools, pools.signals)]
    if (pair[0].shape.channels + pair[1].shape.channels <= 6) pools.signals.push(pools.builder.concatenate(pair))
  },
  (pools) => {
    const { builder, scalars, signals, vectors } = pools
    const x = builder.map('x/40', { x: pick(pools, signals) })
    scalars.push(builder.perSample('sum', x), builder.perSample('dot', x, x), elementOf(builder.dot(x, x)))
    vectors.push(builder.sumPerChannel(x), builder.sumPerChannel(x, builder.map('cos(x)', { x })))
  },
]

function randomPlan(seed: number): Plan {
  const builder = new PlanBuilder('float64')
  const random = createRandom(seed, 'plan')
  const space = { height: 1 + random.integer(4), width: 1 + random.integer(6) }
  const pools: Pools = {
    builder,
    random,
    signals: [1, 2, 3].map((channels) => builder.input(`u${channels}`, { ...space, channels })),
    vectors: [1, 2, 3].map((length) => builder.parameter(`p${length}`, length)),
    scalars: [],
  }
  for (let number = 0; number < 12; number++) pick(pools, operations)(pools)
  const losses = pools.signals.slice(-3).map((signal) => builder.map('tanh(x)', { x: signal }))
  builder.output('loss', builder.dot(builder.concatenate(losses), builder.concatenate(losses)))
  return reverse(builder.finish(), { loss: 'loss', inputs: ['u1', 'u2', 'u3'] })
}

describe('gradients of random plans', () => {
  const seeds = Array.from({ length: 60 }, (_, seed) => seed)

  // central differences in float64 with step 1e-5 are good to about 1e-9 for values of size 1
  it.each(seeds)('agree with central differences (seed %i)', async (seed) => {
    const plan = randomPlan(seed)
    const batch = 1 + (seed % 3)
    await using program = await (await createReferenceBackend()).compile(plan)
    await checkAgainstDifferences(program, batch, caseData(plan, batch), 1e-6)
  })
})
