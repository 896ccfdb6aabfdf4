import { type ConformanceCase, conformanceCases } from '@numeural/certificates/testing'
import type { Backend } from '@numeural/core'
import { standardPlugin } from '@numeural/schemes'
import type { Extent } from './extent.js'

/**
 * Networks of every scheme with every nonlinearity, in every space, against the reference;
 * that the Jacobian of a step is symmetric; and that every flux and its gradient are numbers for small and large
 * arguments. The covering part takes every pair of a scheme and a nonlinearity in one space, the spaces in turn.
 */
export function schemeSuite(backend: Backend, reference: Backend, extent: Extent): ConformanceCase[] {
  const { name: of } = backend.info
  const ending = new RegExp(`(${of} against reference|adjointness on ${of}|finite in float32 on ${of})$`)
  const cases = conformanceCases(standardPlugin, { backends: [reference, backend] }).filter(({ name }) =>
    ending.test(name),
  )
  return extent === 'full' ? cases : oneSpaceEach(cases)
}

/**
 * Of the cases that differ only in their space, one: the first for the first group, the second for the next, and so on.
 */
function oneSpaceEach(cases: readonly ConformanceCase[]): ConformanceCase[] {
  const groups = new Map<string, ConformanceCase[]>()
  for (const each of cases) {
    const group = each.name.replace(/, [12]D, [^:]*:/, ':')
    groups.set(group, [...(groups.get(group) ?? []), each])
  }
  // Five spaces and schemes by the ten: a step of one more per group keeps a scheme from meeting one space only.
  return [...groups.values()].map((group, index) => group[(index + Math.floor(index / 10)) % group.length])
}
