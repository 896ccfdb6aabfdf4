/** A linear operator on one grid, number by number: what every unknown reads of its neighbours. */
export interface Stencil {
  /** How far it reads along each axis; (2·radius + 1)² taps, row by row. */
  readonly radius: number
  readonly channels: number
  readonly height: number
  readonly width: number
  /** `[taps · channels, height, width]`; zero beyond the boundary. */
  readonly weights: Float64Array
}

/** Index of the tap that reads the neighbour (dy, dx). */
function tapOf({ radius }: Pick<Stencil, 'radius'>, dy: number, dx: number): number {
  return (dy + radius) * (2 * radius + 1) + dx + radius
}

/** The weights of one tap, `[channels, height, width]`; a view. */
export function weightsOf(stencil: Stencil, dy: number, dx: number): Float64Array {
  const size = stencil.channels * stencil.height * stencil.width
  const tap = tapOf(stencil, dy, dx)
  return stencil.weights.subarray(tap * size, (tap + 1) * size)
}
