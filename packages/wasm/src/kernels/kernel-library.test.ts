import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { PlanBuilder } from '@numeural/plan'
import { expect, test } from 'vitest'
import { compilePlan } from '../compile/compiled-plan.js'
import { workOf } from '../lowering/work/work.js'
import { KernelLibrary } from './kernel-library.js'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

async function compiled(library: KernelLibrary, formula: string) {
  const builder = new PlanBuilder('float32')
  const r = builder.input('r', { channels: 1, height: 1, width: 8 })
  builder.output('flux', builder.map(formula, { r }))
  const plan = builder.finish()
  return await compilePlan(plan, workOf(plan), library)
}

test('equal kernels are one as long as a plan uses them, and are let go with the last', async () => {
  const library = await KernelLibrary.create(false)
  let plans = [await compiled(library, 'r/(1 + r^2)'), await compiled(library, 'r/(1 + r^2)')]
  expect(plans[0]!.kernels[0]).toBe(plans[1]!.kernels[0])
  const kernel = new WeakRef(plans[0]!.kernels[0]!)
  plans = []
  for (let k = 0; k < 10 && kernel.deref() !== undefined; k++) {
    // What a promise resolved to is let go with the task that awaited it.
    await new Promise((resolve) => setTimeout(resolve, 10))
    collectGarbage()
  }
  expect(kernel.deref()).toBeUndefined()
  expect((await compiled(library, 'r/(1 + r^2)')).kernels).toHaveLength(1)
})
