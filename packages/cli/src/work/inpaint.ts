import type { Entry, Image } from '@numeural/core'
import { readImage, writeImage } from '@numeural/datasets/node'
import {
  type InpaintOperator,
  type InpaintResult,
  type InpaintSolver,
  inpaint,
  type Mask,
  maskFromImage,
  randomMask,
} from '@numeural/inpainting'
import { UsageError } from '../errors/usage-error.js'
import { checkOutput } from '../files/check-output.js'
import { imageEndings, readInput } from '../files/read-input.js'
import { remarkOnMetadata } from '../files/remark-on-metadata.js'
import { writing } from '../files/writing.js'
import { unknownName } from '../options/choice.js'
import type { CommonOptions } from '../options/common-options.js'
import { decibels, numberText } from '../output/number-text.js'
import { table } from '../output/table.js'
import type { CommandRegistry } from '../session/load-registry.js'
import type { Outcome } from '../session/outcome.js'
import type { Session } from '../session/session.js'
import { remarksOnMask } from './remarks-on-mask.js'

/** Options of `numeural inpaint`. */
export interface InpaintOptions extends CommonOptions {
  readonly output: string
  readonly mask?: string
  readonly density?: number
  readonly operator: string
  readonly solver: string
  readonly lambda?: number
  readonly sigma?: number
  readonly tolerance?: number
  readonly maxIterations?: number
  readonly maskOut?: string
  readonly grey: boolean
}

/** Reconstructs an image file from its known pixels. */
export async function inpaintFile(session: Session, given: string, options: InpaintOptions): Promise<Outcome> {
  const output = checkOutput(session, '--output', options.output, imageEndings)
  const maskOutput =
    options.maskOut === undefined ? null : checkOutput(session, '--mask-out', options.maskOut, imageEndings)
  if ((options.mask === undefined) === (options.density === undefined)) {
    const what = options.mask === undefined ? 'neither --mask nor --density' : '--mask and --density'
    throw new UsageError(what, 'give one of them, --mask FILE (white pixels are known) or --density 0.2')
  }
  const registry = await session.registry()
  const operator = operatorOf(registry, options)
  const solver = entryOf('--solver', options.solver, registry.inpaintingSolvers).make()
  const input = await readInput(session, given, options.grey)
  if (input.kind === 'signals') throw new UsageError(`'${given}'`, `give an image: ${imageEndings.join(', ')}`)
  const { image, metadata } = input
  const mask = await maskOf(session, options, image)
  const result = await solve(session, options, { image, mask, operator, solver })
  const { image: reconstruction, history, ...figures } = result
  const lost = remarkOnMetadata(metadata, options.output)
  if (lost !== null) session.note(lost)
  await writing('--output', options.output, () => writeImage(reconstruction, output, { like: metadata }))
  if (maskOutput !== null) {
    await writing('--mask-out', options.maskOut!, () => writeImage(maskImage(mask), maskOutput), [options.output])
  }
  return {
    json: { output, ...figures, ...(maskOutput === null ? {} : { maskOutput }), history },
    text: describe(result, options),
  }
}

async function maskOf(session: Session, { mask, density, seed }: InpaintOptions, image: Image): Promise<Mask> {
  if (mask !== undefined) {
    const file = await readImage(session.path(mask))
    const read = maskFromImage(file.image)
    // A mask of another size is refused: what it shows is of no interest.
    if (read.width === image.width && read.height === image.height) {
      for (const remark of remarksOnMask(read, file)) session.note(remark)
    }
    return read
  }
  return randomMask(image, { density: density!, seed })
}

function operatorOf({ inpaintingOperators }: CommandRegistry, options: InpaintOptions): InpaintOperator {
  const { operator, lambda, sigma } = options
  const { make } = entryOf('--operator', operator, inpaintingOperators)
  const given = {
    ...(lambda === undefined ? {} : { parameters: { lambda } }),
    ...(sigma === undefined ? {} : { sigma }),
  }
  try {
    return make(given as never)
  } catch (error) {
    const refused = (error as { readonly given?: unknown }).given
    const flag = refused === 'parameters' ? '--lambda' : refused === 'sigma' ? '--sigma' : null
    if (flag === null) throw error
    throw new UsageError(`${flag} with --operator ${operator}`, `leave it out, ${operator} has no such parameter`)
  }
}

function entryOf<E extends Entry>(flag: string, name: string, entries: readonly E[]): E {
  const found = entries.find((entry) => entry.name === name)
  if (found !== undefined) return found
  throw unknownName(
    flag,
    name,
    entries.map((entry) => entry.name),
  )
}

/** What is to be solved, and how. */
interface Work {
  readonly image: Image
  readonly mask: Mask
  readonly operator: InpaintOperator
  readonly solver: InpaintSolver
}

/** With `--density` the input is the whole truth, so that the result can be measured. */
async function solve(session: Session, options: InpaintOptions, work: Work): Promise<InpaintResult> {
  const { image, ...chosen } = work
  const { tolerance, maxIterations } = options
  const bar = await session.progress('inpainting')
  let first = Number.NaN
  const result = await inpaint(image, {
    ...chosen,
    tolerance,
    maxIterations,
    backend: await session.backend(),
    signal: session.signal,
    ...(options.density === undefined ? {} : { reference: image }),
    onProgress: ({ residual, tolerance: wanted, iteration }) => {
      if (iteration === 0) first = residual
      // The residual falls by a factor each iteration, so that its logarithm tells how far it is.
      const [done, total] = [Math.log(first / residual), Math.log(first / wanted)]
      bar.update(
        Math.round(1000 * Math.min(Math.max(done / total, 0), 1)),
        1000,
        `residual ${residual.toExponential(1)}`,
      )
    },
  })
  bar.stop()
  return result
}

function maskImage({ width, height, known }: Mask): Image {
  return { width, height, channels: 1, data: Float32Array.from(known, (value) => 255 * value) }
}

function describe(result: InpaintResult, options: InpaintOptions): string[] {
  const { shape, mask, operator, solver, parameters, iterations, residual, stopped, psnr, backend, seconds } = result
  return [
    ...table([
      ['image', `${shape.width} × ${shape.height}, ${shape.channels === 1 ? 'grey' : `${shape.channels} channels`}`],
      ['known pixels', `${mask.known} (${(100 * mask.density).toFixed(1)} %)`],
      ['operator', operator],
      ['solver', solver],
      [
        'parameters',
        Object.entries(parameters)
          .map(([name, value]) => `${name} = ${value}`)
          .join(', '),
      ],
      ['iterations', `${iterations}, stopped by ${stopped}`],
      ['residual', `${residual.initial.toExponential(2)} → ${residual.final.toExponential(2)}`],
      ...(psnr === null ? [] : [['PSNR', decibels(psnr)]]),
      ['backend', backend],
      ['time', `${numberText(seconds)} s`],
    ]),
    '',
    `written: ${options.output}`,
    ...(options.maskOut === undefined ? [] : [`written: ${options.maskOut}`]),
  ]
}
