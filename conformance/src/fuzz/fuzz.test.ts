import { type Backend, createBackend } from '@numeural/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Definition } from './corpus.js'
import { drawDefinition } from './draw-definition.js'
import { judgeBounds } from './judge-bounds.js'
import { judgeComputed } from './judge-computed.js'

/** `npm run fuzz` draws more, and others. */
const seed = Number(process.env.NUMEURAL_FUZZ_SEED ?? 1)
const from = Number(process.env.NUMEURAL_FUZZ_FROM ?? 40)
const count = Number(process.env.NUMEURAL_FUZZ_COUNT ?? 40)
const isLong = process.env.NUMEURAL_FUZZ_COUNT !== undefined
const chunk = 100

let backend: Backend
beforeAll(async () => {
  backend = await createBackend('wasm', { threads: 1 })
})
afterAll(() => backend.dispose())

function shown(definition: Definition): string {
  return JSON.stringify({ ...definition, name: undefined })
}

describe(`seed ${seed}: no sample contradicts a bound`, () => {
  const chunks = Array.from({ length: Math.ceil(count / chunk) }, (_, k) => from + k * chunk)
  it.each(chunks)('formulas from %d on', { timeout: 3_600_000 }, async (start) => {
    const wrong: string[] = []
    const seen = { registered: 0, gMax: 0, all: 0, float32: 0, float64: 0 }
    for (let index = start; index < Math.min(start + chunk, from + count); index++) {
      const definition = drawDefinition(seed, index)
      const begin = performance.now()
      const { refused, certified, violations } = judgeBounds(definition)
      const computed = certified.includes('gMax') ? await judgeComputed(definition, backend) : null
      for (const dtype of computed?.certified ?? []) seen[dtype]++
      const taken = performance.now() - begin
      if (isLong && taken > 2000) console.log(`${index} took ${taken.toFixed()} ms: ${shown(definition)}`)
      if (refused === null) seen.registered++
      if (certified.includes('gMax')) seen.gMax++
      if (certified.length === 4) seen.all++
      const all = [...violations, ...(computed?.violations ?? [])]
      const [first] = all
      if (first !== undefined) wrong.push(`${index}: ${shown(definition)} ${all.length} × ${JSON.stringify(first)}`)
    }
    if (isLong) console.log(`from ${start}: ${JSON.stringify(seen)}${wrong.map((each) => `\n  ${each}`).join('')}`)
    expect(wrong).toEqual([])
    // the draw is worth something
    expect(seen.gMax).toBeGreaterThan(count < chunk ? 0 : chunk / 10)
  })
})
