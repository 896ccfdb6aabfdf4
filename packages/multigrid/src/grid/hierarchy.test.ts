import { describe, expect, it } from 'vitest'
import type { Placement } from './grid.js'
import { gridsOf } from './hierarchy.js'
import { transfersOf } from './transfer-choice.js'

const widthsOf = (placement: Placement, width: number, levels?: number): number[] =>
  gridsOf({ placement, height: 1, width, coarsest: 3, ...(levels && { levels }) }).map((grid) => grid.width)

describe('hierarchies', () => {
  it('halve the resolution of any size', () => {
    expect(widthsOf('cells', 13)).toEqual([13, 7, 4, 2])
    expect(widthsOf('interior', 31)).toEqual([31, 15, 7, 3])
    expect(widthsOf('interior', 12)).toEqual([12, 6, 3])
    expect(widthsOf('vertices', 17)).toEqual([17, 9, 5, 3])
  })

  it('cover the same domain on every grid', () => {
    for (const [placement, missing] of [
      ['cells', 0],
      ['interior', 1],
      ['vertices', -1],
    ] as const) {
      for (const width of [9, 16, 33, 50]) {
        const grids = gridsOf({ placement, height: width + 3, width, spacing: { y: 2, x: 0.5 } })
        for (const grid of grids) {
          expect((grid.width + missing) * grid.spacing.x).toBeCloseTo((width + missing) * 0.5, 10)
          expect((grid.height + missing) * grid.spacing.y).toBeCloseTo((width + 3 + missing) * 2, 10)
        }
      }
    }
  })

  it('leave an axis alone that is too short', () => {
    const grids = gridsOf({ placement: 'cells', height: 1, width: 40 })
    expect(grids.every(({ height, spacing }) => height === 1 && spacing.y === 1)).toBe(true)
  })

  it('have the levels that are asked for, or refuse them', () => {
    expect(widthsOf('cells', 64, 2)).toEqual([64, 32])
    expect(() => widthsOf('cells', 8, 6)).toThrow(expect.objectContaining({ code: 'MULTIGRID_OPTION' }))
  })
})

it('transfers: linear for vertices, mixed for cells, the paper’s for cells only', () => {
  expect(transfersOf('interior')).toEqual({ restriction: 'interior-linear', prolongation: 'interior-linear' })
  expect(transfersOf('cells')).toEqual({ restriction: 'cell-average', prolongation: 'cell-linear' })
  expect(transfersOf('cells', 'constant')).toEqual({ restriction: 'cell-average', prolongation: 'cell-average' })
  expect(() => transfersOf('vertices', 'constant')).toThrow(expect.objectContaining({ code: 'MULTIGRID_OPTION' }))
})
