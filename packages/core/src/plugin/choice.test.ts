import { describe, expect, expectTypeOf, it } from 'vitest'
import { type Choice, chosen, type Maker } from './choice.js'

interface Filter {
  readonly weight: number
  apply(x: number): number
}

const filterOf = (weight: number): Filter => ({ weight, apply: (x) => weight * x })
const damp = { name: 'damp', make: ({ weight = 0.5 }: { weight?: number } = {}) => filterOf(weight) } as const
const flip = { name: 'flip', make: () => filterOf(-1) } as const
const entries: readonly Maker<string, Filter>[] = [damp, flip]
const option = { owner: 'filter', option: 'by', code: 'FILTER_OPTION' }
const choose = (choice: unknown): Filter => chosen(option, choice, entries, 'apply')

describe('chosen', () => {
  it('takes a value, a name, and a name with options', () => {
    const own = filterOf(3)
    expect(choose(own)).toBe(own)
    expect(choose('flip').weight).toBe(-1)
    expect(choose('damp').weight).toBe(0.5)
    expect(choose({ name: 'damp', weight: 0.1 }).weight).toBe(0.1)
  })

  it.each(['smooth', 'toString', { name: 'smooth' }, {}, null, undefined, 3, []])('refuses %o', (choice) => {
    expect(() => choose(choice)).toThrow(expect.objectContaining({ code: 'FILTER_OPTION', allowed: ['damp', 'flip'] }))
  })

  it('says who refuses what, and what there is', () => {
    expect(() => choose('smooth')).toThrow('filter: by is "smooth"; allowed: damp, flip.')
  })

  it('knows names and options by type', () => {
    type Given = Choice<Filter, typeof damp | typeof flip>
    expectTypeOf<'damp'>().toExtend<Given>()
    expectTypeOf<{ name: 'damp'; weight: number }>().toExtend<Given>()
    // @ts-expect-error a name that nothing has
    const unknown: Given = 'smooth'
    // @ts-expect-error an option of another type
    const wrong: Given = { name: 'damp', weight: '1' }
    expect([unknown, wrong]).toHaveLength(2)
  })
})
