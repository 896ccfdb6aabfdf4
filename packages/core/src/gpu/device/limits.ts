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
  /** Whether software stands in for a graphics processor. */
  readonly isSoftware: boolean
}

/** Whether a renderer's name is that of one in software. */
export function isSoftwareRenderer(name: string): boolean {
  return /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render/i.test(name)
}
