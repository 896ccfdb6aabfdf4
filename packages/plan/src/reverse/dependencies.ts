import type { Operation } from '../plan/operation.js'
import type { Plan } from '../plan/plan.js'
import type { ValueId } from '../plan/value.js'

/** Values that an operation reads. */
export function readsOf(operation: Operation): ValueId[] {
  switch (operation.op) {
    case 'input':
    case 'state':
    case 'parameter':
      return []
    case 'convolution':
      return [operation.x, operation.kernel]
    case 'transposed-convolution':
      return [operation.y, operation.kernel]
    case 'kernel-gradient':
      return [operation.x, operation.y]
    case 'map':
    case 'scalars':
      return operation.operands.map((operand) => operand.from.id)
    case 'reduce':
      return operation.y === undefined ? [operation.x] : [operation.x, operation.y]
    case 'sum-over-channels':
    case 'slice':
    case 'restrict':
    case 'prolong':
      return [operation.x]
    case 'concatenate':
      return [...operation.xs]
  }
}

/** Values that an operation makes. */
export function resultsOf(operation: Operation): readonly ValueId[] {
  return operation.op === 'map' ? operation.results : [operation.result]
}

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
