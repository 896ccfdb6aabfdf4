/** What a box in a figure of a block stands for; decides its outline. */
export type FigureNodeKind = 'signal' | 'operation' | 'sum'

/** A box in the figure of a block. */
export interface FigureNode {
  readonly id: string
  readonly kind: FigureNodeKind
  readonly label: string
  /** Position from left to right, in columns of boxes. */
  readonly column: number
  /** Lane: 0 is the way through the nonlinearity, 1, 2, … are skip connections above it. */
  readonly lane: number
}

/** An arrow; what flows along it is multiplied by the weight that the label names. */
export interface FigureEdge {
  readonly from: string
  readonly to: string
  /** `null` for a weight of 1. */
  readonly label: string | null
  /** The lane it runs along; its ends go up or down to the boxes. */
  readonly lane: number
}

/** The figure of a block as data: boxes in lanes, arrows, and what abbreviated weights are. */
export interface BlockGraph {
  readonly title: string
  readonly nodes: readonly FigureNode[]
  readonly edges: readonly FigureEdge[]
  readonly legend: readonly string[]
}
