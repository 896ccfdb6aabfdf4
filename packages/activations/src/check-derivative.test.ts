import { describe, expect, it, vi } from 'vitest'

vi.mock('@numeural/formula', async (importOriginal) => {
  const formula = await importOriginal<typeof import('@numeural/formula')>()
  // a rule that forgets the inner derivative of tanh
  const differentiate: typeof formula.differentiate = (graph, name) => {
    const right = formula.differentiate(graph, name)
    if (!graph.nodes.some(({ op }) => op === 'tanh')) return right
    return formula.substitute(formula.parse('slope/2', ['slope']), { slope: right })
  }
  return { ...formula, differentiate }
})

const { checkNonlinearity, defineNonlinearity, standardNonlinearities } = await import('./index.js')

describe('a wrong rule of differentiation', () => {
  it('is refused with the nonlinearity that it would spoil', () => {
    const sabotaged = defineNonlinearity({ name: 'saturating', activation: 'tanh(2*r)' })
    expect(() => checkNonlinearity(sabotaged)).toThrow(
      expect.objectContaining({ code: 'NONLINEARITY_DERIVATIVE', message: expect.stringContaining("'saturating'") }),
    )
  })

  it.each(standardNonlinearities.map((each) => [each.name, each] as const))('is none of those of %s', (_name, each) => {
    expect(() => checkNonlinearity(each)).not.toThrow()
  })
})
