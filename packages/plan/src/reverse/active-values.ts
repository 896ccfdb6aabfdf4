import type { Plan } from '../builder/plan.js'
import { readsOf, resultsOf } from '../operations/operations.js'

/** For every value, whether it depends on a parameter or on one of these inputs. States are constants. */
export function activeValues(plan: Plan, inputs: readonly string[]): boolean[] {
  const active = plan.values.map(() => false)
  for (const operation of plan.operations) {
    const starts = operation.op === 'parameter' || (operation.op === 'input' && inputs.includes(operation.name))
    if (!starts && !readsOf(operation).some((value) => active[value])) continue
    for (const value of resultsOf(operation)) active[value] = true
  }
  return active
}
