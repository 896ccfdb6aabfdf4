import { describe, expect, it } from 'vitest'
import type { Plan } from '../builder/plan.js'
import { PlanBuilder } from '../builder/plan-builder.js'
import type { RunRequest, RunResult } from '../contract/backend.js'
import { createReferenceBackend } from '../reference/reference-backend.js'
import { elementOf, type Signal } from '../values/value.js'
import { reverse } from './reverse.js'

const shape = { channels: 1, height: 1, width: 4 }

/** Diffusion blocks with one kernel, the loss against the input. */
function network(blocks: number): Plan {
  const builder = new PlanBuilder('float64')
  const start = builder.input('u', shape)
  const kernel = builder.parameter('kernel', 3)
  const scalars = builder.parameter('tau, lambda', 2)
  let u: Signal = start
  for (let block = 0; block < blocks; block++) {
    const r = builder.convolution(u, kernel, { width: 3 })
    const flux = builder.map('r/(1 + (r/l)^2)', { r, l: elementOf(scalars, 1) })
    const d = builder.transposedConvolution(flux, kernel, builder.geometry(u, { width: 3 }))
    u = builder.map('u - t*d', { u, d, t: elementOf(scalars, 0) })
  }
  const error = builder.map('u - f', { u, f: start })
  builder.output('loss', builder.dot(error, error))
  return builder.finish()
}

async function run(plan: Plan, request: RunRequest): Promise<RunResult> {
  return (await (await createReferenceBackend()).compile(plan)).run(request)
}

/** A plan whose output `loss` is made of an input `x` and a parameter `k` of length 2. */
function planOf(build: (builder: PlanBuilder, x: Signal, k: ReturnType<PlanBuilder['parameter']>) => void): Plan {
  const builder = new PlanBuilder('float64')
  build(builder, builder.input('x', shape), builder.parameter('k', 2))
  return builder.finish()
}

describe('size of the reversed plan', () => {
  const added = (blocks: number): number => {
    const plan = network(blocks)
    return reverse(plan, { loss: 'loss' }).operations.length - plan.operations.length
  }

  it('grows by the same few operations for every block', () => {
    // two convolutions, two kernel gradients, two maps, and a sum for each of tau and lambda
    expect(added(20) - added(19)).toBe(8)
    expect(added(40) - added(20)).toBe(20 * 8)
  })

  it('has six operations a block if only the kernel is a parameter', () => {
    const blocks = (count: number): number => {
      const builder = new PlanBuilder('float64')
      const kernel = builder.parameter('kernel', 3)
      let u: Signal = builder.input('u', shape)
      for (let block = 0; block < count; block++) {
        const flux = builder.map('r/(1 + r^2)', { r: builder.convolution(u, kernel, { width: 3 }) })
        u = builder.map('u - d/8', {
          u,
          d: builder.transposedConvolution(flux, kernel, builder.geometry(u, { width: 3 })),
        })
      }
      builder.output('loss', builder.dot(u, u))
      return reverse(builder.finish(), { loss: 'loss' }).operations.length
    }
    expect(blocks(21) - blocks(20) - 4).toBe(6)
  })

  it('does no work for what needs no gradient', () => {
    const plan = planOf((builder, x, k) => {
      const data = builder.map('exp(x)', { x: builder.convolution(x, builder.stateVector('fixed', 3), { width: 3 }) })
      builder.output('loss', builder.sum(builder.map('d*k', { d: data, k: elementOf(k, 0) })))
    })
    const operations = reverse(plan, { loss: 'loss' }).operations.slice(plan.operations.length)
    expect(operations.map((operation) => operation.op)).toEqual(['reduce'])
  })

  it('leaves the original plan as it is', () => {
    const plan = network(1)
    const before = JSON.stringify(plan)
    const reversed = reverse(plan, { loss: 'loss', inputs: ['u'] })
    expect(JSON.stringify(plan)).toBe(before)
    expect(reversed.operations.slice(0, plan.operations.length)).toEqual(plan.operations)
    expect(reversed.outputs.map((output) => output.name)).toEqual(['loss', 'gradient:u'])
  })
})

describe('gradient', () => {
  const x = Float64Array.of(1, -2, 3, 4)

  it('is 0 for parameters and inputs that the loss does not depend on', async () => {
    const plan = planOf((builder, x, k) => {
      builder.output('other', builder.map('x*k', { x, k: elementOf(k, 0) }))
      builder.output('loss', builder.sum(builder.map('2', { x })))
    })
    const result = await run(reverse(plan, { loss: 'loss', inputs: ['x'] }), {
      batch: 1,
      inputs: { x },
      parameters: x.subarray(2),
    })
    expect(result.gradient).toEqual(Float64Array.of(0, 0))
    expect(result['gradient:x']).toEqual(Float64Array.of(0, 0, 0, 0))
  })

  it('is 1 for a parameter that is the loss', async () => {
    const builder = new PlanBuilder('float64')
    builder.parameter('unused', 2)
    builder.output('loss', builder.parameter('k', 1))
    const { gradient } = await run(reverse(builder.finish(), { loss: 'loss' }), {
      batch: 1,
      parameters: Float64Array.of(7, 8, 9),
    })
    expect(gradient).toEqual(Float64Array.of(0, 0, 1))
  })

  it('adds up what a shared parameter contributes', async () => {
    const plan = planOf((builder, x, k) => {
      const y = builder.map('k*x', { k: elementOf(k, 1), x })
      builder.output('loss', builder.sum(builder.map('k*y', { k: elementOf(k, 1), y })))
    })
    // loss = k₁² Σx, Σx = 6
    const { gradient } = await run(reverse(plan, { loss: 'loss' }), {
      batch: 1,
      inputs: { x },
      parameters: Float64Array.of(5, 3),
    })
    expect([...gradient]).toEqual([0, 36])
  })

  it.each([
    ['abs(x)', [1, 0, -1]],
    ['max(0, x)', [1, 0, 0]],
    ['max(x, 0)', [1, 0, 0]],
    ['x > 0 ? x : 2*x', [1, 2, 2]],
  ])('of %s is that of the piece at a kink', async (formula, expected) => {
    const builder = new PlanBuilder('float64')
    const signal = builder.input('x', { channels: 1, height: 1, width: 3 })
    builder.output('loss', builder.sum(builder.map(formula, { x: signal })))
    const plan = reverse(builder.finish(), { loss: 'loss', inputs: ['x'] })
    const result = await run(plan, { batch: 1, inputs: { x: Float64Array.of(1, 0, -1) } })
    expect([...result['gradient:x']]).toEqual(expected)
    expect(result.gradient).toEqual(new Float64Array(0))
  })
})

describe('refusals', () => {
  const maximum = planOf((builder, x, k) =>
    builder.output('loss', builder.maximum(builder.map('k*x', { x, k: elementOf(k) }))),
  )
  const scalars = planOf((builder, _x, k) => builder.output('loss', builder.scalars(['k^2'], { k: elementOf(k) })))

  it.each([
    ['a maximum on the way', maximum, { loss: 'loss' }, 'REVERSE_NOT_DIFFERENTIABLE'],
    ['scalars on the way', scalars, { loss: 'loss' }, 'REVERSE_NOT_DIFFERENTIABLE'],
    ['an unknown loss', maximum, { loss: 'error' }, 'REVERSE_LOSS_UNKNOWN'],
    ['an unknown input', network(1), { loss: 'loss', inputs: ['f'] }, 'REVERSE_INPUT_UNKNOWN'],
    ['a plan that has a gradient', reverse(network(1), { loss: 'loss' }), { loss: 'loss' }, 'REVERSE_TWICE'],
    [
      'a loss of several numbers',
      planOf((builder, _x, k) => builder.output('loss', k)),
      { loss: 'loss' },
      'REVERSE_LOSS_SHAPE',
    ],
    ['a signal as loss', planOf((builder, x) => builder.output('loss', x)), { loss: 'loss' }, 'REVERSE_LOSS_SHAPE'],
  ])('%s', (_, plan, options, code) => {
    expect(() => reverse(plan, options)).toThrow(expect.objectContaining({ code }))
  })

  it('a maximum off the way is fine', () => {
    const plan = planOf((builder, x, k) => {
      const y = builder.map('k*x', { x, k: elementOf(k) })
      builder.output('largest', builder.maximum(y))
      builder.output('loss', builder.sum(y))
    })
    expect(reverse(plan, { loss: 'loss' }).gradient?.parts).toHaveLength(1)
  })
})
