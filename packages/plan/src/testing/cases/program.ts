import type { Plan } from '../../builder/plan.js'
import { PlanBuilder } from '../../builder/plan-builder.js'
import type { Program, RunRequest } from '../../contract/backend.js'
import { randomUniform } from '../../random/fill.js'
import type { Dtype, FloatArray } from '../../values/shape.js'
import { elementOf } from '../../values/value.js'

/**
 * How a program behaves over several calls: `play` tells what it handed out, which must be the same on every backend.
 */
export interface ProgramCase {
  readonly name: string
  readonly plan: (dtype: Dtype) => Plan
  readonly play: (
    program: Program,
    data: (length: number, purpose: string) => FloatArray,
  ) => Promise<Record<string, FloatArray>>
}

const shape = { channels: 2, height: 3, width: 5 }
const size = 30

function statelessPlan(dtype: Dtype): Plan {
  const builder = new PlanBuilder(dtype)
  const x = builder.input('x', shape)
  const y = builder.map('k*x', { x, k: elementOf(builder.parameter('k', 3), 1) })
  builder.output('y', y)
  builder.output('each', builder.perSample('sum', y))
  return builder.finish()
}

function statefulPlan(dtype: Dtype): Plan {
  const builder = new PlanBuilder(dtype)
  const [u, v, w] = [builder.state('u', shape), builder.state('v', shape), builder.state('w', shape)]
  const count = builder.stateVector('count', 2)
  builder.update(u, v)
  builder.update(v, u)
  builder.update(w, builder.map('w + u + x', { w, u, x: builder.input('x', shape) }))
  builder.update(count, builder.scalars(['a + 1', 'a + b'], { a: elementOf(count, 0), b: elementOf(count, 1) }))
  builder.output('v', v)
  return builder.finish()
}

/** u ← u + c·k with constants: a signal and a vector that no run changes. */
function planWithConstants(dtype: Dtype): Plan {
  const builder = new PlanBuilder(dtype)
  const [u, c] = [builder.state('u', shape), builder.state('c', shape)]
  const next = builder.map('u + c*k', { u, c, k: elementOf(builder.stateVector('k', 1)) })
  builder.update(u, next)
  builder.output('next', next)
  return builder.finish()
}

/** What a program refuses: a change of a legal request, and the code of the error. */
const refused: readonly (readonly [change: Record<string, unknown>, code: string])[] = [
  [{ batch: 0 }, 'RUN_BATCH'],
  [{ batch: Number.NaN }, 'RUN_BATCH'],
  [{ batch: 2 }, 'RUN_INPUT_LENGTH'],
  [{ inputs: {} }, 'RUN_INPUT_MISSING'],
  [{ parameters: new Float64Array(2) }, 'RUN_PARAMETER_LENGTH'],
  [{ outputs: ['z'] }, 'RUN_OUTPUT_UNKNOWN'],
  [{ into: { y: new Float64Array(size - 1) } }, 'RUN_OUTPUT_LENGTH'],
]

async function expectCode(code: string, work: () => Promise<unknown>): Promise<void> {
  const found = await work().then(
    () => 'no error',
    (error: { code?: string }) => error.code,
  )
  if (found !== code) throw new Error(`expected an error ${code}, found ${found}`)
}

/** Batch sizes that change, parameters that are kept, states that are read and written, requests that are refused. */
export function programCases(): ProgramCase[] {
  return [
    {
      name: 'program: the batch grows and shrinks, parameters are kept',
      plan: statelessPlan,
      async play(program, data) {
        const results: Record<string, FloatArray> = {}
        for (const [step, batch] of [2, 1, 7, 3].entries()) {
          const request = { batch, inputs: { x: data(batch * size, `x${step}`) } }
          const { y, each } = await program.run(step % 2 ? request : { ...request, parameters: data(3, `k${step}`) })
          Object.assign(results, { [`y${step}`]: y, [`each${step}`]: each })
        }
        return results
      },
    },
    {
      name: 'program: only some outputs, written into a given array',
      plan: statelessPlan,
      async play(program, data) {
        const y = data(size, 'y')
        const request = { batch: 1, inputs: { x: data(size, 'x') }, parameters: data(3, 'k') }
        const result = await program.run({ ...request, outputs: ['y'], into: { y } })
        if (result.y !== y || 'each' in result) throw new Error('the outputs are not those asked for')
        return { y }
      },
    },
    {
      name: 'program: states change places, are written, read, and change their batch size',
      plan: statefulPlan,
      async play(program, data) {
        const results: Record<string, FloatArray> = {}
        const run = (batch: number, name: string): Promise<unknown> =>
          program.run({ batch, inputs: { x: data(batch * size, name) }, outputs: ['v'] }).then(({ v }) => {
            results[`v, ${name}`] = v!
          })
        const read = async (when: string): Promise<void> => {
          for (const name of ['u', 'v', 'w', 'count']) results[`${name}, ${when}`] = await program.readState(name)
        }
        await read('before all')
        await program.writeState('u', data(2 * size, 'u'))
        await program.writeState('count', Float64Array.of(1, 2))
        for (const name of ['first', 'second', 'third']) await run(2, name)
        await read('after three runs')
        await program.writeState('v', data(2 * size, 'v'))
        await run(2, 'fourth')
        await read('after a write')
        await expectCode('RUN_STATE_BATCH', () => run(3, 'refused'))
        await program.writeState('w', data(3 * size, 'w'))
        await run(3, 'fifth')
        await read('after another batch size')
        return results
      },
    },
    {
      name: 'program: runs only once its constants are written, again after the batch size has changed',
      plan: planWithConstants,
      async play(program, data) {
        const run = (batch: number): Promise<unknown> => program.run({ batch })
        await expectCode('STATE_NOT_WRITTEN', () => run(1))
        await program.writeState('c', data(size, 'c'))
        await expectCode('STATE_NOT_WRITTEN', () => run(1))
        await program.writeState('k', Float64Array.of(3))
        const { next: first } = await program.run({ batch: 1 })
        await program.writeState('u', data(2 * size, 'u'))
        await expectCode('STATE_NOT_WRITTEN', () => run(2))
        await program.writeState('c', data(2 * size, 'c'))
        const { next: second } = await program.run({ batch: 2 })
        return { first: first!, second: second! }
      },
    },
    {
      name: 'program: refuses what is wrong and goes on',
      plan: statelessPlan,
      async play(program, data) {
        const legal: RunRequest = { batch: 1, inputs: { x: data(size, 'x') }, parameters: data(3, 'k') }
        await expectCode('RUN_PARAMETERS_MISSING', () => program.run({ batch: 1, inputs: legal.inputs }))
        for (const [change, code] of refused)
          await expectCode(code, () => program.run({ ...legal, ...change } as RunRequest))
        const { y } = await program.run(legal)
        program.dispose()
        await expectCode('PROGRAM_DISPOSED', () => program.run(legal))
        return { y: y! }
      },
    },
  ]
}

/** Random numbers from [−2, 2] in the plan's number type, the same in both. */
export function programData(dtype: Dtype): (length: number, purpose: string) => FloatArray {
  return (length, purpose) => {
    const values = randomUniform(new Float64Array(length), { seed: 2, purpose }).map((value) =>
      Math.fround(4 * value - 2),
    )
    return dtype === 'float32' ? Float32Array.from(values) : values
  }
}
