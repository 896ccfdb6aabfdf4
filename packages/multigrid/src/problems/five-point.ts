import type { Boundary, Signal } from '@numeural/core'
import { refused, requireWhole } from '@numeural/errors'
import type { Level, Problem } from '../problem/problem.js'

/** −Δx by differences of neighbours along one axis or both. */
export function minusLaplacian(
  x: Signal,
  { builder, grid }: Pick<Level, 'builder' | 'grid'>,
  dimension: 1 | 2 = 2,
  boundary: Boundary = 'zero',
): Signal {
  const { channels } = x.shape
  const along = (h: number, size: { readonly width: number; readonly height?: number }): Signal => {
    const weight = 1 / h ** 2
    const row = [-weight, 2 * weight, -weight]
    const pairs = Array.from({ length: channels * channels }, (_, pair) => pair % (channels + 1) === 0)
    const numbers = pairs.flatMap((isSame) => row.map((value) => `${isSame ? value : 0}`))
    return builder.convolution(x, builder.scalars(numbers, {}), { ...size, outputChannels: channels, boundary })
  }
  const alongX = along(grid.spacing.x, { width: 3 })
  if (dimension === 1) return alongX
  return builder.map('x + y', { x: alongX, y: along(grid.spacing.y, { height: 3, width: 1 }) })
}

/** The diagonal of {@link minusLaplacian} with zero boundaries. */
export function minusLaplacianDiagonal({ spacing }: Level['grid'], dimension: 1 | 2 = 2): number {
  return 2 / spacing.x ** 2 + (dimension === 2 ? 2 / spacing.y ** 2 : 0)
}

/** The interior vertices of the unit interval or the unit square, cut into so many intervals along each axis. */
export function unitDomain(
  by: { readonly owner: string; readonly code: string },
  dimension: 1 | 2,
  intervals: number,
): Pick<Problem, 'shape' | 'placement' | 'spacing'> {
  if (dimension !== 1 && dimension !== 2) throw refused({ ...by, option: 'dimension' }, dimension, '1 or 2')
  requireWhole({ ...by, option: 'intervals' }, intervals, { least: 2 })
  const side = intervals - 1
  const shape = { channels: 1, height: dimension === 2 ? side : 1, width: side }
  return { shape, placement: 'interior', spacing: 1 / intervals }
}
