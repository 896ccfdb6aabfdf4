import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { floorsOf, necessaryImports, type Room, readHouse } from './house.mjs'
import { layOut } from './layout.mjs'
import { root } from './packages.mjs'

function aRoom(name: string, ...imports: string[]): Room {
  return { name, words: '', lines: 1, imports }
}

describe('the map of the packages', () => {
  it('draws an import that no other implies, and each room above those it imports', () => {
    const rooms = [aRoom('top', 'middle', 'bottom'), aRoom('middle', 'bottom'), aRoom('bottom')]
    expect(necessaryImports(rooms)).toEqual([
      ['top', 'middle'],
      ['middle', 'bottom'],
    ])
    expect(Object.fromEntries(floorsOf(rooms))).toEqual({ top: 2, middle: 1, bottom: 0 })
  })

  it('uncrosses arrows, keeps rooms apart and leads a long arrow round those between', () => {
    const floors = new Map<string, number>([...'ab'].map((name) => [name, 2]))
    for (const name of 'cd') floors.set(name, 0)
    floors.set('m', 1)
    const edges = ['ad', 'bc', 'am', 'md'].map(([from, to]) => [from!, to!] as const)
    const { places, ways } = layOut(floors, edges, { node: 100, passage: 20 })
    const x = (name: string) => places.get(name)!.x
    expect((x('a') - x('b')) * (x('d') - x('c'))).toBeGreaterThan(0)
    for (const [one, other] of ['ab', 'cd']) expect(Math.abs(x(one!) - x(other!))).toBeGreaterThanOrEqual(100 - 1e-9)
    const passage = ways.get('a → d')![1]!
    expect(Math.abs(x(passage) - x('m'))).toBeGreaterThanOrEqual(60 - 1e-9)
  })

  it('in docs/ is as the imports are: else run `npm run map`', () => {
    const svg = readFileSync(join(root, 'docs', 'images', 'architecture.svg'), 'utf8')
    const drawn = [...svg.matchAll(/data-from="([^"]+)" data-to="([^"]+)"/g)].map(([, from, to]) => [from, to])
    expect(drawn).toEqual(necessaryImports(readHouse()))
  })
})
