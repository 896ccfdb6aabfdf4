import { describe, expect, it } from 'vitest'
import { photograph } from './photograph.js'
import { heldOut, type PhotographName, photographNames, trainingPhotographs } from './photograph-names.js'

describe('photograph', () => {
  it.each(photographNames)('loads %s', async (name) => {
    const { data, width, height, channels } = await photograph(name)
    expect(channels).toBe(3)
    expect(data).toHaveLength(width * height * 3)
    expect(Math.max(width, height)).toBe(1024)
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(484)
    let lowest = Number.POSITIVE_INFINITY
    let highest = Number.NEGATIVE_INFINITY
    for (const value of data) {
      lowest = Math.min(lowest, value)
      highest = Math.max(highest, value)
    }
    expect(lowest).toBeGreaterThanOrEqual(0)
    expect(lowest).toBeLessThan(60)
    expect(highest).toBeLessThanOrEqual(255)
    expect(highest).toBeGreaterThan(180)
  })

  it('gives a new image on every call', async () => {
    const first = await photograph('nagasaki-boats')
    expect([first.width, first.height]).toEqual([1024, 819])
    const before = first.data[0]!
    first.data[0] = -1
    expect((await photograph('nagasaki-boats')).data[0]).toBe(before)
  })

  it('holds two photographs out of training', () => {
    expect(heldOut).toEqual(['nagasaki-boats', 'black-canyon'])
    expect(trainingPhotographs).toHaveLength(7)
    expect(photographNames.filter((name) => !trainingPhotographs.includes(name)).sort()).toEqual([...heldOut].sort())
  })

  it.each(['lena', 'toString', '', '../secret'])('refuses the unknown name %j, listing the known', async (name) => {
    await expect(photograph(name as PhotographName)).rejects.toMatchObject({
      code: 'UNKNOWN_PHOTOGRAPH',
      allowed: photographNames,
      message: expect.stringContaining('nagasaki-boats'),
    })
  })
})
