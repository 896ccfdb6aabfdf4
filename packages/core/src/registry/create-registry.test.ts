import { describe, expect, expectTypeOf, it } from 'vitest'
import { defineKind } from '../plugin/kind.js'
import { definePlugin, type Plugin } from '../plugin/plugin.js'
import { createRegistry } from './create-registry.js'

interface Filter {
  readonly name: string
  readonly width: number
}
const filters = defineKind({
  name: 'filters',
  one: 'filter',
  check({ width }: Filter) {
    if (!(width > 0)) throw Object.assign(new Error(`The width is ${width}.`), { code: 'FILTER_WIDTH' })
  },
  list: ({ name, width }) => ({ name, width }),
})
const masks = defineKind({ name: 'masks', one: 'mask' })
const base = definePlugin({ name: 'base', kinds: [filters, masks], filters: [{ name: 'box', width: 3 }] })
const other = definePlugin({ name: 'other', filters: [{ name: 'wide-box', width: 9 }], masks: [{ name: 'random' }] })

describe('createRegistry', () => {
  const registry = createRegistry(base, other)

  it('finds entries of every declared kind', () => {
    expect(registry.filter('wide-box').width).toBe(9)
    expect(registry.mask('random')).toBe(other.masks[0])
    expect(registry.filters).toEqual([...base.filters, ...other.filters])
  })

  it('knows names and entries by type', () => {
    expectTypeOf(registry.filter).parameter(0).toEqualTypeOf<'box' | 'wide-box'>()
    expectTypeOf(registry.filter('box')).toEqualTypeOf<Filter>()
    // @ts-expect-error a name that no plugin has
    expect(() => registry.filter('bx')).toThrow(/there are box, wide-box/)
    const unknown: Plugin = other
    expectTypeOf(createRegistry(base, unknown).filter).parameter(0).toEqualTypeOf<string>()
  })

  it('lists entries as their kind shows them, with their owners', () => {
    expect(registry.list()).toMatchObject({
      filters: [
        { name: 'box', width: 3, plugin: 'base' },
        { name: 'wide-box', width: 9, plugin: 'other' },
      ],
      masks: [{ name: 'random', plugin: 'other' }],
    })
  })

  it('refuses entries of a kind that no plugin declares, and says what to do', () => {
    expect(() => createRegistry(other)).toThrow(
      expect.objectContaining({
        code: 'PLUGIN_KIND',
        message: "The plugin 'other' has entries in 'filters', a kind that no plugin declares; there are backends.",
        hint: expect.stringMatching(/also give createRegistry\(\) the plugin that declares 'filters'/),
      }),
    )
    expect(() => createRegistry(base, definePlugin({ name: 'misspelt', filter: [] }))).toThrow(
      /there are backends, filters, masks/,
    )
  })

  it('takes the same kind twice, but not two of one name', () => {
    const again = definePlugin({ name: 'again', kinds: [filters] })
    expect(createRegistry(base, again).filters).toHaveLength(1)
    const mine = definePlugin({ name: 'mine', kinds: [defineKind({ name: 'filters', one: 'sieve' })] })
    expect(() => createRegistry(base, mine)).toThrow(/'filters' in 'kinds' is given by the plugins 'base' and 'mine'/)
    const sieves = definePlugin({ name: 'sieves', kinds: [defineKind({ name: 'sieves', one: 'filter' })] })
    expect(() => createRegistry(base, sieves)).toThrow(/'filter' in 'kinds'/)
  })

  it('names the plugin of a wrong entry', () => {
    const wrong = definePlugin({ name: 'wrong', filters: [{ name: 'none', width: 0 }] })
    expect(() => createRegistry(base, wrong)).toThrow("Plugin 'wrong': The width is 0.")
  })

  it('always knows the backends of this package', () => {
    expect(registry.backend('reference')).toMatchObject({ name: 'reference', make: expect.any(Function) })
    expectTypeOf<'wasm' | 'gpu:webgpu'>().toExtend<Parameters<typeof registry.backend>[0]>()
  })

  it('finds nothing of the prototype', () => {
    expect(() => registry.filter('constructor' as never)).toThrow(expect.objectContaining({ code: 'REGISTRY_UNKNOWN' }))
  })
})

describe('defineKind', () => {
  it.each([
    ['no object', null],
    ['no singular', { name: 'filters' }],
    ['a name that a registry has itself', { name: 'list', one: 'entry' }],
    ['a name with a blank', { name: 'my filters', one: 'filter' }],
    ['an unknown option', { name: 'filters', one: 'filter', chekc: () => undefined }],
    ['a check that is none', { name: 'filters', one: 'filter', check: true }],
  ])('refuses %s', (_, kind) => {
    expect(() => defineKind(kind as never)).toThrow(expect.objectContaining({ code: 'KIND_OPTION' }))
  })
})
