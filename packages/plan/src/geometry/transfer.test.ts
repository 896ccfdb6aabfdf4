import { describe, expect, it } from 'vitest'
import { PlanBuilder } from '../builder/plan-builder.js'
import { createReferenceBackend } from '../reference/reference-backend.js'
import { coarseLength, interpolation, type Transfer, transfers } from './transfer.js'

/** The values that a transfer makes of a 1D signal, on the reference backend. */
async function transferred(
  operation: 'restrict' | 'prolong',
  transfer: Transfer,
  values: readonly number[],
  width?: number,
): Promise<number[]> {
  const builder = new PlanBuilder('float64')
  const x = builder.input('x', { channels: 1, height: 1, width: values.length })
  builder.output('y', builder[operation](x, { transfer, ...(width && { width }) }))
  const program = await (await createReferenceBackend()).compile(builder.finish())
  const { y } = await program.run({ batch: 1, inputs: { x: Float64Array.from(values) } })
  return [...y]
}

describe('grid transfers', () => {
  it('averages cells and repeats them', async () => {
    expect(await transferred('restrict', 'cell-average', [1, 3, 5, 9])).toEqual([2, 7])
    expect(await transferred('prolong', 'cell-average', [2, 7], 4)).toEqual([2, 2, 7, 7])
  })

  it('shares a fine cell between the coarse ones that cover it', async () => {
    // Coarse cells of 3/2 fine ones: the middle cell goes half to the left, half to the right.
    const [left, right] = await transferred('restrict', 'cell-average', [1, 4, 7], 2)
    expect(left).toBeCloseTo(2, 14) // two roundings
    expect(right).toBeCloseTo(6, 14)
    expect(await transferred('prolong', 'cell-average', [2, 6], 3)).toEqual([2, 4, 6])
  })

  it('interpolates between cells, constantly beyond the outermost centres', async () => {
    expect(await transferred('prolong', 'cell-linear', [0, 4], 4)).toEqual([0, 1, 3, 4])
    expect(await transferred('restrict', 'cell-linear', [8, 0, 0, 0])).toEqual([4, 0])
  })

  it('weights fully between interior vertices, and interpolates with zero on the boundary', async () => {
    expect(await transferred('restrict', 'interior-linear', [4, 8, 12, 4, 0, 0, 4])).toEqual([8, 5, 1])
    expect(await transferred('prolong', 'interior-linear', [2, 4, 8], 7)).toEqual([1, 2, 3, 4, 6, 8, 4])
  })

  it('keeps the vertices on the boundary', async () => {
    expect(await transferred('prolong', 'vertex-linear', [2, 4, 8], 5)).toEqual([2, 3, 4, 6, 8])
  })

  it.each(transfers)('reproduces constants between grids of any length: %s', (transfer) => {
    for (let fine = 2; fine < 40; fine++) {
      const coarse = coarseLength(transfer, fine)
      const { first, weight } = interpolation(transfer, fine, coarse)
      for (let i = 0; i < fine; i++) {
        expect(weight[i]).toBeGreaterThanOrEqual(0)
        expect(weight[i]).toBeLessThanOrEqual(1)
        if (transfer === 'interior-linear') continue
        expect(first[i]).toBeGreaterThanOrEqual(0)
        expect(first[i] + (weight[i] > 0 ? 1 : 0)).toBeLessThan(coarse)
      }
    }
  })

  it('reproduces linear functions between vertices, for any pair of lengths', () => {
    for (const [fine, coarse] of [
      [9, 5],
      [10, 6],
      [12, 5],
      [31, 31],
    ]) {
      const { first, weight } = interpolation('vertex-linear', fine, coarse)
      first.forEach((j, i) => {
        // One rounding of the weight.
        expect((j + weight[i]) / (coarse - 1)).toBeCloseTo(i / (fine - 1), 14)
      })
    }
  })

  it('halves the resolution', () => {
    expect([1, 2, 3, 64, 65].map((n) => coarseLength('cell-average', n))).toEqual([1, 1, 2, 32, 33])
    expect([1, 2, 3, 63, 64].map((n) => coarseLength('interior-linear', n))).toEqual([1, 1, 1, 31, 32])
    expect([2, 3, 5, 65, 66].map((n) => coarseLength('vertex-linear', n))).toEqual([2, 2, 3, 33, 34])
  })

  it('refuses what is no transfer', () => {
    const builder = new PlanBuilder('float64')
    const x = builder.input('x', { channels: 1, height: 1, width: 8 })
    const refused = (code: string, work: () => unknown): void => expect(work).toThrow(expect.objectContaining({ code }))
    refused('PLAN_TRANSFER', () => builder.restrict(x, { transfer: 'cubic' as Transfer, width: 4 }))
    refused('PLAN_TRANSFER_SCALE', () => builder.restrict(x, { transfer: 'cell-average', scale: Number.NaN }))
    refused('PLAN_TRANSFER_SIZE', () => builder.restrict(x, { transfer: 'cell-average', width: 9 }))
    refused('PLAN_TRANSFER_SIZE', () => builder.restrict(x, { transfer: 'vertex-linear', width: 1 }))
    refused('PLAN_TRANSFER_SIZE', () => builder.prolong(x, { transfer: 'cell-linear', width: 7 }))
    refused('PLAN_SHAPE', () => builder.prolong(x, { transfer: 'cell-linear', width: 8.5 }))
    refused('PLAN_TRANSFER_SIZE', () => builder.restrict(x, { transfer: 'cell-linear', width: 0 }))
  })
})
