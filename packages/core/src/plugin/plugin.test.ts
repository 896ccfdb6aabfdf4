import { describe, expect, expectTypeOf, it } from 'vitest'
import { collectEntries } from './collect-entries.js'
import { definePlugin } from './plugin.js'

const one = definePlugin({ name: 'one', schemes: [{ name: 'explicit', order: 1 }], masks: [{ name: 'random' }] })
const two = definePlugin({ name: '@someone/two', schemes: [{ name: 'heavy-ball', order: 2 }] })

describe('definePlugin', () => {
  it('gives the plugin back', () => {
    expect(one.schemes[0].order).toBe(1)
  })

  it.each([
    ['no object', null, 'PLUGIN_SHAPE'],
    ['no name', { schemes: [] }, 'PLUGIN_NAME'],
    ['an empty name', { name: '' }, 'PLUGIN_NAME'],
    ['a name with a line end', { name: 'a\nb' }, 'PLUGIN_NAME'],
    ['no list', { name: 'p', schemes: 'explicit' }, 'PLUGIN_SHAPE'],
    ['an entry that is no object', { name: 'p', schemes: ['explicit'] }, 'PLUGIN_SHAPE'],
    ['a missing entry', { name: 'p', schemes: [undefined] }, 'PLUGIN_SHAPE'],
    ['an entry without a name', { name: 'p', schemes: [{ order: 1 }] }, 'PLUGIN_NAME'],
    ['the same name twice', { name: 'p', schemes: [{ name: 'a' }, { name: 'a' }] }, 'PLUGIN_DUPLICATE'],
  ])('refuses %s', (_, plugin, code) => {
    expect(() => definePlugin(plugin as never)).toThrow(expect.objectContaining({ code }))
  })
})

describe('collectEntries', () => {
  it('finds entries by name and tells whose they are', () => {
    const schemes = collectEntries([one, two], 'schemes')
    expect(schemes.names).toEqual(['explicit', 'heavy-ball'])
    expect(schemes.get('heavy-ball').order).toBe(2)
    expect(schemes.ownerOf('heavy-ball')).toBe('@someone/two')
    expect(schemes.has('nesterov')).toBe(false)
  })

  it('knows the names by type', () => {
    const schemes = collectEntries([one, two], 'schemes')
    expectTypeOf(schemes.names).toEqualTypeOf<readonly ('explicit' | 'heavy-ball')[]>()
  })

  it('takes plugins that have no such entries', () => {
    expect(collectEntries([two], 'masks').names).toEqual([])
  })

  it('lists the known names when one is unknown', () => {
    const schemes = collectEntries([one, two], 'schemes')
    expect(() => schemes.get('nesterov' as never)).toThrow(
      expect.objectContaining({ code: 'REGISTRY_UNKNOWN', allowed: ['explicit', 'heavy-ball'] }),
    )
    expect(() => schemes.get('constructor' as never)).toThrow(/there are explicit, heavy-ball/)
  })

  it('names both owners of a duplicate', () => {
    const three = definePlugin({ name: 'three', schemes: [{ name: 'explicit' }] })
    expect(() => collectEntries([one, two, three], 'schemes')).toThrow(/'explicit' in 'schemes'.*'one' and 'three'/)
  })

  it('does not take a kind from the prototype', () => {
    expect(collectEntries([one], 'toString').names).toEqual([])
  })
})
