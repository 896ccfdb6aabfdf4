import { type AlgebraicCycle, algebraicCycle } from './algebraic-cycle.js'
import type { AlgebraicLevel } from './algebraic-levels.js'
import { multiply, residualInto } from './sparse.js'

/** What conjugate gradients keep of a right-hand side. */
interface Gradients {
  readonly z: Float64Array
  readonly direction: Float64Array
  readonly before: Float64Array
  readonly image: Float64Array
  energy: number
}

/** One right-hand side. */
interface Sample {
  readonly x: Float64Array
  readonly b: Float64Array
  readonly residual: Float64Array
  readonly gradients: Gradients | null
}

/** Algebraic multigrid as a step of a solver: cycles, or conjugate gradients preconditioned by them. */
export class AlgebraicProgram {
  readonly #levels: readonly AlgebraicLevel[]
  readonly #cycle: AlgebraicCycle
  readonly #isAccelerated: boolean
  #samples: Sample[] = []
  #broken = 0

  constructor(levels: readonly AlgebraicLevel[], cycle: AlgebraicCycle, isAccelerated: boolean) {
    this.#levels = levels
    this.#cycle = cycle
    this.#isAccelerated = isAccelerated
  }

  /** Sets x and b for a number of right-hand sides. */
  async write(x: ArrayLike<number>, b: ArrayLike<number>, batch: number): Promise<void> {
    const size = this.#levels[0]!.matrix.rows
    if (this.#samples.length !== batch) this.#samples = Array.from({ length: batch }, () => this.#sample(size))
    for (const [n, sample] of this.#samples.entries()) {
      for (let k = 0; k < size; k++) {
        sample.x[k] = x[n * size + k]!
        sample.b[k] = b[n * size + k]!
      }
      if (sample.gradients === null) continue
      sample.gradients.direction.fill(0)
      sample.gradients.energy = 0
      residualInto(this.#levels[0]!.matrix, sample.x, sample.b, sample.residual)
    }
  }

  /** One step; gives ‖b − A x‖₂ over all right-hand sides after it. */
  async run(): Promise<number> {
    this.#broken = 0
    let squared = 0
    for (const sample of this.#samples) {
      const { x, b, residual, gradients } = sample
      if (gradients === null) algebraicCycle(this.#levels, this.#cycle, x, b)
      else this.#iterate(sample, gradients)
      residualInto(this.#levels[0]!.matrix, x, b, residual)
      squared += dot(residual, residual)
    }
    return Math.sqrt(squared)
  }

  /** Right-hand sides of which the last step could make nothing. */
  get broken(): number {
    return this.#broken
  }

  async read(): Promise<Float64Array> {
    const size = this.#levels[0]!.matrix.rows
    const all = new Float64Array(size * this.#samples.length)
    for (const [n, { x }] of this.#samples.entries()) all.set(x, n * size)
    return all
  }

  dispose(): void {
    this.#samples = []
  }

  /** As `traceConjugateGradients`. */
  #iterate({ x, residual }: Sample, gradients: Gradients): void {
    const { z, direction, before, image } = gradients
    const { matrix } = this.#levels[0]!
    z.fill(0)
    algebraicCycle(this.#levels, this.#cycle, z, residual)
    const energy = dot(residual, z)
    const beta = gradients.energy > 0 ? (energy - dot(before, z)) / gradients.energy : 0
    for (let i = 0; i < z.length; i++) direction[i] = z[i]! + beta * direction[i]!
    multiply(matrix, direction, image)
    const curvature = dot(direction, image)
    const isSound = curvature > 0 && energy > 0
    gradients.energy = isSound ? energy : 0
    if (!isSound && dot(residual, residual) > 0) this.#broken++
    before.set(residual)
    if (!isSound) return
    const step = dot(direction, residual) / curvature
    for (let i = 0; i < x.length; i++) x[i]! += step * direction[i]!
  }

  #sample(size: number): Sample {
    const array = (): Float64Array => new Float64Array(size)
    const gradients = { z: array(), direction: array(), before: array(), image: array(), energy: 0 }
    return { x: array(), b: array(), residual: array(), gradients: this.#isAccelerated ? gradients : null }
  }
}

function dot(u: Float64Array, v: Float64Array): number {
  let sum = 0
  for (let i = 0; i < u.length; i++) sum += u[i]! * v[i]!
  return sum
}
