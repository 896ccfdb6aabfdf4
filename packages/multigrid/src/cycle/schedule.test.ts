import { describe, expect, it } from 'vitest'
import { type CycleName, scheduleOf } from './schedule.js'

describe('schedules', () => {
  it.each([
    ['V', 3, [0, 1, 2, 1, 0]],
    ['W', 3, [0, 1, 2, 1, 2, 1, 0]],
    ['W', 4, [0, 1, 2, 3, 2, 3, 2, 1, 2, 3, 2, 3, 2, 1, 0]],
    ['F', 4, [0, 1, 2, 3, 2, 3, 2, 1, 2, 3, 2, 1, 0]],
    ['FMG', 3, [2, 1, 2, 1, 0, 1, 2, 1, 0]],
    ['two-grid', 2, [0, 1, 0]],
    ['V', 1, [0]],
    ['FMG', 1, [0]],
  ] as [CycleName, number, number[]][])('%s on %i grids', (cycle, levels, visits) => {
    expect(scheduleOf(cycle, levels)).toEqual(visits)
  })

  it('of full multigrid are those of C21 where the grids are named', () => {
    const paper = ['4h', '2h', '4h', '2h', 'h', '2h', '4h', '2h', '4h', '2h', 'h']
    expect(scheduleOf(paper, 3)).toEqual([2, 1, 2, 1, 0, 1, 2, 1, 2, 1, 0])
  })

  it('step from grid to neighbouring grid and end on the finest', () => {
    for (const cycle of ['V', 'W', 'F', 'FMG', 'two-grid'] as const) {
      for (let levels = 1; levels <= 7; levels++) {
        const visits = scheduleOf(cycle, levels)
        expect(visits.at(-1)).toBe(0)
        expect(Math.max(...visits)).toBe(levels - 1)
        for (let k = 1; k < visits.length; k++) expect(Math.abs(visits[k] - visits[k - 1])).toBe(1)
      }
    }
  })
})
