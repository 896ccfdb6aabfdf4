import type { Graph } from '@numeural/formula'
import type { ConvolutionOptions, KernelGeometry } from '../geometry/geometry.js'
import type { TransferOptions } from '../geometry/transfer.js'
import type { FormulaLike } from '../values/operands.js'
import type { TridiagonalOptions } from '../values/tridiagonal-options.js'
import type { Element, Operand, SampleScalar, Signal, ValueId, Vector } from '../values/value.js'

/**
 * What adjoints are built of: the part of a PlanBuilder that they use.
 * Operations may stand in each other's adjoints, but not import each other.
 */
export interface Operators {
  signal(id: ValueId): Signal
  vector(id: ValueId): Vector
  convolution(x: Signal, kernel: Vector, options: ConvolutionOptions | KernelGeometry): Signal
  transposedConvolution(y: Signal, kernel: Vector, geometry: KernelGeometry): Signal
  kernelGradient(x: Signal, y: Signal, geometry: KernelGeometry): Vector
  map(formula: FormulaLike, operands: Readonly<Record<string, Operand>>, channels?: number): Signal
  maps(formula: FormulaLike, operands: Readonly<Record<string, Operand>>, channels?: number): Signal[]
  scalars(formulas: Graph | readonly string[], operands: Readonly<Record<string, Element>>): Vector
  sum(x: Signal): Vector
  sumPerChannel(x: Signal, y?: Signal): Vector
  perSample(kind: 'sum' | 'dot' | 'maximum', x: Signal, y?: Signal): SampleScalar
  sumOverChannels(x: Signal): Signal
  slice(x: Signal, from: number, count: number): Signal
  concatenate(xs: readonly Signal[]): Signal
  restrict(x: Signal, options: TransferOptions): Signal
  prolong(x: Signal, options: TransferOptions): Signal
  tridiagonal(b: Signal, options: TridiagonalOptions): Signal
}
