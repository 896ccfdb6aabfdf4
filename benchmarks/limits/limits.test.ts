import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBackend } from '@numeural/core'
import { afterAll, describe, expect, it } from 'vitest'
import { relativeDifference } from '../harness/compare.js'
import { limitCompiler } from '../harness/compile-limit.js'
import { Entrant } from '../harness/entrant.js'
import { diffusionBlocks } from '../ours/diffusion-blocks.js'
import { diffusionStep } from '../ours/diffusion-step.js'
import { differences, sharedBlocks } from '../workloads/networks.js'
import { writeImage } from '../workloads/write-image.js'
import { writeSignals } from '../workloads/write-signals.js'

const directory = mkdtempSync(join(tmpdir(), 'numeural-limits-'))
afterAll(() => rmSync(directory, { recursive: true }))
const compile = limitCompiler(directory)
const compiled = compile('diffusion-blocks')
const reason = typeof compiled === 'string' ? '' : ` (${compiled.absent})`

async function computedBy(program: string, args: string[]) {
  const start = { command: program, args }
  const entrant = await Entrant.start({ id: 'limit', label: 'limit', kind: 'limit', threads: 1, start }, 20)
  try {
    return await entrant.check(directory)
  } finally {
    await entrant.close()
  }
}

// Single precision against the reference in float64: 20 blocks, sums of 2 048 terms; 5e-7 was seen.
const tolerance = 1e-5

describe.skipIf(reason !== '')(`the limits in C${reason}`, { timeout: 60_000 }, () => {
  it.each(['train', 'forward'] as const)('compute what workload A asks for: %s', async (mode) => {
    const batch = 8
    writeSignals(directory, sharedBlocks, batch)
    const found = await computedBy(compile('diffusion-blocks') as string, [mode, String(batch), directory])
    const backend = await createBackend('reference')
    const work = await diffusionBlocks(backend, { network: sharedBlocks, mode, batch, directory })
    const exact = await work.check()
    expect(relativeDifference(found.values, exact.values)).toBeLessThan(tolerance)
    if (mode === 'train') expect(found.loss! / exact.loss! - 1).toBeCloseTo(0, 5)
    else expect(found.loss).toBeNull()
    backend.dispose()
  })

  it('compute what workload D asks for, at an odd size too', async () => {
    const size = 33
    writeImage(directory, size)
    const found = await computedBy(compile('diffusion-step') as string, [String(size), directory])
    const backend = await createBackend('reference')
    const exact = await (await diffusionStep(backend, { size, directory })).check()
    expect(relativeDifference(found.values, exact.values)).toBeLessThan(tolerance)
    expect(differences(size).parametrisation.layout.map(({ length }) => length)).toEqual([8, 1, 1])
    backend.dispose()
  })

  it('say what is wrong with their arguments', async () => {
    await expect(computedBy(compile('diffusion-blocks') as string, ['train', '6', directory])).rejects.toThrow(
      'a multiple of 4',
    )
    const missing = [String(16), join(directory, 'nowhere')]
    await expect(computedBy(compile('diffusion-step') as string, missing)).rejects.toThrow('not there, or too short')
  })
})
