import { type Backend, PlanBuilder } from '@numeural/core'
import { evaluate, parse } from '@numeural/formula'
import { cellTensorOf, traceDivergence } from '../tensor/divergence.js'
import { haarDetails } from '../tensor/haar-details.js'
import { mixedWeight, type Stencil } from '../tensor/stencil.js'

/**
 * A tensor field: a, b, c of the cell whose upper left pixel has this index; zero on cells that reach beyond the image.
 */
export interface TensorField {
  readonly width: number
  readonly height: number
  readonly a: Float64Array
  readonly b: Float64Array
  readonly c: Float64Array
}

/** The matrix of ∇ᵀ(D∇u), row by row, column k being the operator's answer to the k-th unit vector. */
export async function operatorMatrix(
  backend: Backend,
  field: TensorField,
  stencil: Stencil,
  gridSize = 1,
): Promise<Float64Array[]> {
  const { width, height, a, b, c } = field
  const size = width * height
  const builder = new PlanBuilder('float64')
  const u = builder.input('u', { channels: 1, height, width })
  const stored = builder.input('tensor', { channels: 4, height, width })
  const details = builder.parameter('details', 12)
  builder.output('minus', traceDivergence(builder, u, cellTensorOf(stored), details))
  const program = await backend.compile(builder.finish())

  const graph = parse(mixedWeight(stencil), ['a', 'b', 'c'])
  const mixed = a.map((_, cell) => evaluate(graph, { a: a[cell], b: b[cell], c: c[cell] })[0])
  const tensor = Float64Array.of(...a, ...b, ...c, ...mixed)
  const units = new Float64Array(size * size)
  const tensors = new Float64Array(size * tensor.length)
  for (let sample = 0; sample < size; sample++) {
    units[sample * size + sample] = 1
    tensors.set(tensor, sample * tensor.length)
  }
  const { minus } = await program.run({
    batch: size,
    inputs: { u: units, tensor: tensors },
    parameters: haarDetails(gridSize),
  })
  program.dispose()
  return Array.from({ length: size }, (_, row) =>
    Float64Array.from({ length: size }, (_, column) => -minus[column * size + row]),
  )
}

/** The field with one tensor on all cells of the image. */
export function uniformField(width: number, height: number, a: number, b: number, c: number): TensorField {
  return tensorField(width, height, () => [a, b, c])
}

/** The field with a tensor made for each cell of the image. */
export function tensorField(width: number, height: number, make: () => readonly number[]): TensorField {
  const field = { width, height, a: zeros(), b: zeros(), c: zeros() }
  function zeros(): Float64Array {
    return new Float64Array(width * height)
  }
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0; x < width - 1; x++) {
      const [a, b, c] = make()
      field.a[y * width + x] = a
      field.b[y * width + x] = b
      field.c[y * width + x] = c
    }
  }
  return field
}

/** The largest eigenvalue of a symmetric matrix, by cyclic Jacobi rotations. */
export function largestEigenvalue(matrix: readonly Float64Array[]): number {
  const m = matrix.map((row) => row.slice())
  const n = m.length
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        off += m[p][q] ** 2
        if (m[p][q] === 0) continue
        const theta = (m[q][q] - m[p][p]) / (2 * m[p][q])
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1))
        const c = 1 / Math.hypot(t, 1)
        rotate(m, p, q, c, c * t)
      }
    }
    if (off < 1e-30) break
  }
  return Math.max(...m.map((row, index) => row[index]))
}

function rotate(m: Float64Array[], p: number, q: number, c: number, s: number): void {
  for (const row of m) {
    const [x, y] = [row[p], row[q]]
    row[p] = c * x - s * y
    row[q] = s * x + c * y
  }
  for (let k = 0; k < m.length; k++) {
    const [x, y] = [m[p][k], m[q][k]]
    m[p][k] = c * x - s * y
    m[q][k] = s * x + c * y
  }
}
