import { describe, expect, it } from 'vitest'
import { growthOf, memoryTable } from './memory-table.js'

const point = (label: string, batch: number, peak: number | null) => ({
  id: label,
  label,
  batch,
  dataBytes: 2000 * batch,
  peak,
  failure: peak === null ? 'out of memory' : null,
})

describe('growthOf', () => {
  it('is the slope from the smallest to the largest batch that was measured', () => {
    expect(growthOf([point('a', 100, 50_000), point('a', 300, 90_000)])).toBe(200)
    expect(growthOf([point('a', 100, 50_000), point('a', 300, 90_000), point('a', 900, null)])).toBe(200)
  })

  it('is unknown from one point or none', () => {
    expect(growthOf([point('a', 100, 1)])).toBeNull()
    expect(growthOf([])).toBeNull()
  })
})

describe('memoryTable', () => {
  it('has a column for each batch size, and says why a number is missing', () => {
    const rows = memoryTable([
      point('ours', 100, 5e7),
      point('peer', 100, 9e7),
      point('ours', 300, 6e7),
      point('peer', 300, null),
    ])
    expect(rows).toEqual([
      ['peak memory in MB', 'batch 100', 'batch 300', 'KB for each further signal'],
      ['the data alone', '0.200', '0.600', ''],
      ['ours', '50.0', '60.0', '50.0'],
      ['peer', '90.0', '– out of memory', ''],
    ])
  })
})
