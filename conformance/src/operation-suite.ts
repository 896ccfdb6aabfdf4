import { type OperationCase, type OperationName, operationCases } from '@numeural/plan/testing'
import type { Extent } from './extent.js'

/** How many rules the setups of an operation repeat for: three boundary rules, four transfers between grids. */
const rules: Partial<Record<OperationName, number>> = {
  convolution: 3,
  'transposed convolution': 3,
  'kernel gradient': 3,
  restriction: 4,
  prolongation: 4,
}

/** Of the cases of adjointness, which follows from the others, every third. */
const adjointnessStep = 3

/**
 * The float32 cases of all operations. The covering part has every formula, every operand and every shape;
 * every setup of a convolution or transfer and every one of their rules, but not every pair;
 * and what comes with one and with three samples only with three.
 */
export function operationSuite(extent: Extent): OperationCase[] {
  const cases = operationCases().filter(({ dtype }) => dtype === 'float32')
  if (extent === 'full') return cases
  const groups = new Map<OperationName, OperationCase[]>()
  for (const each of cases) groups.set(each.operation, [...(groups.get(each.operation) ?? []), each])
  return [...groups].flatMap(([operation, group]) => {
    const count = rules[operation]
    if (count !== undefined) return diagonal(group, count)
    if (operation === 'adjointness') return group.filter((_, index) => index % adjointnessStep === 0)
    const names = new Set(group.map(({ name }) => name))
    return group.filter(({ name }) => !name.endsWith('batch 1') || !names.has(name.replace(/1$/, '3')))
  })
}

/** Of setups that come once for each rule, every setup with one rule, the rules in turn. */
function diagonal(group: readonly OperationCase[], count: number): OperationCase[] {
  const setups = group.length / count
  return group.filter((_, index) => (index + Math.floor(index / setups)) % count === 0)
}
