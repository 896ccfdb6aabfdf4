import type { OperationOf, SignalShape, Transfer } from '@numeural/plan'
import { rowBytes } from '../../emit/lane-type.js'
import type { LoweringContext } from './context.js'
import { type Argument, constant, type Instruction, signal } from './instruction.js'

/** Numbers of the transfers, as in assembly/transfer/interpolation.ts. */
const transfers: Readonly<Record<Transfer, number>> = {
  'cell-average': 0,
  'cell-linear': 1,
  'vertex-linear': 2,
  'interior-linear': 3,
}

/** The call of `restrict` or `prolong` between two grids. */
export function transferCall(
  name: string,
  work: OperationOf<'restrict'> | OperationOf<'prolong'>,
  context: LoweringContext,
  fine: SignalShape,
  coarse: SignalShape,
): Instruction {
  const { dtype } = context.plan
  return {
    kernel: context.kernel(name),
    arguments: [
      { kind: 'count' },
      ...[signal(work.x), constant(context.sampleStride(work.x))],
      ...[signal(work.result), constant(context.sampleStride(work.result)), { kind: 'scratch' } as const],
      ...[fine.channels, fine.height, fine.width, coarse.height, coarse.width].map(constant),
      ...[constant(transfers[work.transfer]), ...halves(work.scale)],
    ],
    // Tables of 16 bytes a value: one for each axis and grid, one to make them from;
    // and a row with a vector on each side.
    scratch: 16 * (2 * (fine.height + fine.width) + coarse.height + coarse.width + 2) + rowBytes(dtype, fine.width),
  }
}

/** The bits of a float64 as two 32-bit integers, the lower ones first: kernels take integers only. */
function halves(value: number): Argument[] {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, value)
  return [constant(bits.getInt32(4)), constant(bits.getInt32(0))]
}
