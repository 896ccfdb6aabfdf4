/** What a device can take at once. */
export interface GpuLimits {
  /** Arrays that one kernel may read. */
  readonly arrays: number
  /** Most values in one array. */
  readonly values: number
  /** Most rows of a two-dimensional array that lie one below the other. */
  readonly rows: number
  /** Longest row of a two-dimensional array. */
  readonly columns: number
}

/** What a mode runs on here. */
export interface Probe {
  readonly name: string
  readonly limits: GpuLimits
}
