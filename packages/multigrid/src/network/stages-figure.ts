import type { BlockGraph, FigureEdge, FigureNode } from '@numeural/schemes'

/** A box of convolutions on a grid, in the order in which signals pass them. */
export interface Stage {
  /** 0 is the finest. */
  readonly level: number
  readonly label: string
  /** The earlier stage whose output was kept on this grid and comes in as well; null if there is none. */
  readonly kept: number | null
}

/**
 * The figure of a network that goes from grid to grid: a lane for every grid, the finest above, skip connections along
 * the lanes.
 */
export function stagesFigure(title: string, stages: readonly Stage[], legend: readonly string[]): BlockGraph {
  const deepest = Math.max(...stages.map(({ level }) => level))
  const laneOf = (level: number): number => deepest - level
  const inner = stages.map(({ level, label }, index): FigureNode => {
    return { id: `s${index}`, kind: 'operation', label, column: index + 1, lane: laneOf(level) }
  })
  const lastColumn = stages.length + 1
  const nodes: FigureNode[] = [
    { id: 'u', kind: 'signal', label: 'u', column: 0, lane: laneOf(stages[0]?.level ?? 0) },
    ...inner,
    { id: 'v', kind: 'signal', label: 'v', column: lastColumn, lane: laneOf(0) },
  ]
  const edges = nodes.slice(1).map((to, index): FigureEdge => {
    const from = nodes[index]!
    return { from: from.id, to: to.id, label: null, lane: Math.max(from.lane, to.lane) }
  })
  const skips = stages.flatMap(({ level, kept }, index): FigureEdge[] =>
    kept === null ? [] : [{ from: `s${kept}`, to: `s${index}`, label: null, lane: laneOf(level) }],
  )
  return { title, nodes, edges: [...edges, ...skips], legend }
}

/** How a box of convolutions is called, such as `3 × conv 3×3, 8`. */
export function boxLabel(
  count: number,
  { kernelWidth, dimension }: { kernelWidth: number; dimension: 1 | 2 },
  channels: number,
): string {
  const kernel = dimension === 1 ? `${kernelWidth}` : `${kernelWidth}×${kernelWidth}`
  return `${count === 1 ? '' : `${count} × `}conv ${kernel}, ${channels}`
}
