import type { FunctionBuilder, Local } from '../emit/function-builder.js'
import { vectorBytes } from '../emit/lane-type.js'
import { plain } from '../emit/opcodes.js'
import { level } from './graph-emitter.js'
import type { MapBody } from './map-body.js'
import { commonRuns } from './stencil-table.js'

/**
 * Indices of the parameters before the pointers:
 * the kernel computes the rows [first, last), which may overlap those of its neighbours;
 * sums take in the rows [ownFirst, ownLast) alone. Pointers are those of row 0.
 */
const parameter = { first: 0, last: 1, ownFirst: 2, ownLast: 3 } as const

/** Number of these parameters. */
export const bandParameters = 4

/** Emits the loops of a map kernel through some rows of one sample. */
export function emitBandLoops(body: MapBody): void {
  const { code, graph, rows, spec } = body
  const { channels } = spec
  const span = code.local('i32')
  const isOwn = code.local('i32')
  const goesByRows = body.stencils.size > 0 || body.hasSums
  body.endRun = () => {
    if (!body.hasSums) return
    code.get(isOwn)
    code.when(() => body.sums.flush())
    body.sums.clear()
  }

  graph.hoist(level.once)
  graph.hoist(level.sample)
  if (channels === 1) {
    body.chooseChannel(0)
    body.loadWeights()
  }
  const skipped = code.local('i32')
  code.get(parameter.first)
  pushBytes(skipped)
  rows.advanceBy(skipped)
  code.get(parameter.last)
  code.get(parameter.first)
  code.plain(plain.i32Subtract)
  pushBytes(span)
  body.channels(() => {
    graph.hoist(level.channel)
    if (channels > 1) body.loadWeights()
    channel()
    if (body.sumsPerChannel) body.storeSums()
    rows.retreatBy(span)
    rows.advance((each) => each.channelStride)
    body.advanceChannels(1)
  })
  if (!body.sumsPerChannel) body.storeSums()

  /** Sets a local to the bytes of the number of rows on the stack. */
  function pushBytes(local: Local): void {
    code.integer(body.rowBytes)
    code.plain(plain.i32Multiply)
    code.set(local)
  }

  function channel(): void {
    if (goesByRows) rowsOfChannel()
    else {
      code.get(span)
      code.integer(vectorBytes)
      code.plain(plain.i32DivideUnsigned)
      body.countedVectors()
    }
  }

  /** Those rows of every part within which all stencils read alike that are to be computed. */
  function rowsOfChannel(): void {
    const stencils = [...body.stencils.values()]
    const y = code.local('i32')
    const end = code.local('i32')
    const left = code.local('i32')
    for (const part of commonRuns(
      stencils.map((stencil) => stencil.rowRuns),
      spec.height,
    )) {
      stencils.forEach((stencil, k) => {
        stencil.chooseRows(part.terms[k]!)
      })
      pushChoice(code, parameter.first, part.start, plain.i32GreaterUnsigned)
      code.set(y)
      pushChoice(code, parameter.last, part.start + part.count, plain.i32LessUnsigned)
      code.set(end)
      code.get(y)
      code.get(end)
      code.plain(plain.i32LessUnsigned)
      code.when(() => {
        code.get(end)
        code.get(y)
        code.plain(plain.i32Subtract)
        code.set(left)
        code.countDown(left, () => row(y))
      })
    }
  }

  function row(y: Local): void {
    if (body.hasSums) {
      code.get(y)
      code.get(parameter.ownFirst)
      code.plain(plain.i32Subtract)
      code.get(parameter.ownLast)
      code.get(parameter.ownFirst)
      code.plain(plain.i32Subtract)
      code.plain(plain.i32LessUnsigned)
      code.set(isOwn)
      code.advance(y, 1)
    }
    body.row()
    body.endRun()
    rows.advance(() => body.rowBytes)
  }
}

/** Pushes the local or the constant: the local if it compares to the constant as said. */
function pushChoice(code: FunctionBuilder, local: Local, constant: number, comparison: number): void {
  code.get(local)
  code.integer(constant)
  code.get(local)
  code.integer(constant)
  code.plain(comparison)
  code.plain(plain.select)
}
