import { type OperationCase, operationCases } from '@numeural/core/testing'
import type { Extent } from './extent.js'

/** The boundary rules, over which the convolution cases repeat. */
const boundaryRules = 3

/**
 * The float32 cases of all operations. The covering part has every formula, every operand, every shape, every setup of a convolution and
 * every boundary rule, but not every pair of the last two, and what comes with one and with three samples only with three.
 */
export function operationSuite(extent: Extent): OperationCase[] {
  const cases = operationCases().filter(({ dtype }) => dtype === 'float32')
  if (extent === 'full') return cases
  const groups = new Map<string, OperationCase[]>()
  for (const each of cases) groups.set(each.operation, [...(groups.get(each.operation) ?? []), each])
  return [...groups].flatMap(([operation, group]) => {
    if (/convolution|kernel gradient|adjointness/.test(operation)) return diagonal(group)
    return group.filter(
      ({ name }) => !name.endsWith('batch 1') || !group.some((other) => other.name === name.replace(/1$/, '3')),
    )
  })
}

/** Of setups that come once for each boundary rule, every setup with one rule, the rules in turn. */
function diagonal(group: readonly OperationCase[]): OperationCase[] {
  const setups = group.length / boundaryRules
  return group.filter((_, index) => (index + Math.floor(index / setups)) % boundaryRules === 0)
}
