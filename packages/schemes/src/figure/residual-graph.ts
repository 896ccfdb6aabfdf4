import type { BlockGraph, FigureEdge, FigureNode } from './block-graph.js'

/** The figure of the standard residual block u⁺ = u + W₂σ(W₁u + b₁) + b₂ (C21 eq. 6). */
export function residualGraph(title: string, kernel: string, activation: string): BlockGraph {
  const chain = [
    ['u', 'signal', 'uᵏ'],
    ['inner', 'operation', `W₁ ${kernel}, + b₁`],
    ['activation', 'operation', activation],
    ['outer', 'operation', `W₂ ${kernel}, + b₂`],
    ['sum', 'sum', '+'],
    ['next', 'signal', 'uᵏ⁺¹'],
  ] as const
  const nodes = chain.map(([id, kind, label], column): FigureNode => ({ id, kind, label, column, lane: 0 }))
  const along = chain.slice(1).map(([to], index): FigureEdge => ({ from: chain[index]![0], to, label: null, lane: 0 }))
  return { title, nodes, edges: [...along, { from: 'u', to: 'sum', label: null, lane: 1 }], legend: [] }
}
