import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { Entrant } from './entrant.js'

const script = fileURLToPath(new URL('./child.fixtures.js', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'numeural-entrant-'))
afterAll(() => rmSync(directory, { recursive: true }))

function contestant(behaviour: string, processes = 1) {
  const start = { command: process.execPath, args: [script, behaviour] }
  return { id: `fixture ${behaviour}`, label: behaviour, kind: 'peer' as const, threads: 1, processes, start }
}

// Limits of seconds only decide how long a failing test takes; what hangs on purpose gets a short one.
const patient = 20
const testLimit = { timeout: 60_000 }

describe('an entrant', testLimit, () => {
  it('answers what its process computes, whatever else that prints', async () => {
    const entrant = await Entrant.start(contestant('answer'), patient)
    expect(entrant.info).toBe('fixture, 1 thread')
    const { loss, values } = await entrant.check(directory)
    expect(loss).toBe(0)
    expect([...values]).toEqual([0.5, 1 / 3])
    const { steps, median } = await entrant.measure(0.01)
    expect(steps).toBeGreaterThanOrEqual(1)
    expect(median).toBeGreaterThan(0)
    await entrant.close()
  })

  it('adds up the throughput of several processes', async () => {
    const children = [0.2, 0.3].map((median) => ({ ask: async () => ({ steps: 2, median }) }))
    const entrant = new Entrant(contestant('answer', 2), children as never, '', patient)
    const { steps, median } = await entrant.measure(1)
    expect(steps).toBe(4)
    expect(1 / median).toBeCloseTo(1 / 0.2 + 1 / 0.3, 12)
  })

  it('says why it cannot start', async () => {
    await expect(Entrant.start(contestant('refuse'), patient)).rejects.toThrow('a device that is not there')
    await expect(Entrant.start(contestant('hang'), 0.3)).rejects.toThrow('took more than 0.3 s to get ready')
    const absent = { ...contestant('x'), start: { absent: 'No module named torch' } }
    await expect(Entrant.start(absent, patient)).rejects.toThrow('No module named torch')
    const missing = { ...contestant('x'), start: { command: join(directory, 'nothing'), args: [] } }
    await expect(Entrant.start(missing, patient)).rejects.toThrow('ENOENT')
  })

  it('fails, instead of waiting for ever, when its process dies or hangs', async () => {
    const dying = await Entrant.start(contestant('die'), patient)
    await expect(dying.measure(0.01)).rejects.toThrow('ended with SIGKILL: out of memory')
    await expect(dying.measure(0.01)).rejects.toThrow('SIGKILL')
    await dying.close()
    const stalling = await Entrant.start(contestant('stall'), patient)
    stalling.limit = 0.4
    await expect(stalling.measure(0.1)).rejects.toThrow("took more than 0.5 s for 'measure'")
    await stalling.close()
  })
})
