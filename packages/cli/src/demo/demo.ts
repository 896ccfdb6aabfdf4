import { mkdir, writeFile } from 'node:fs/promises'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { dictionaryEntry, peronaMalik } from '@numeural/activations'
import type { Backend, Image } from '@numeural/core'
import { cropOf, greyOf } from '@numeural/datasets'
import { photograph } from '@numeural/datasets/photographs'
import { toJson } from '../output/json.js'
import { version } from '../version.js'
import { files } from './files.js'
import { openOutputFolder } from './output-folder.js'
import { denoisePart } from './parts/denoise-part.js'
import { inpaintPart } from './parts/inpaint-part.js'
import { trainPart } from './parts/train-part.js'
import type { DemoContext, DemoProgress } from './progress.js'
import { reportPage } from './report/report.js'
import { type DemoResult, demoResult } from './result.js'
import type { DemoRun } from './run.js'
import { type DemoSettings, demoSettings } from './settings.js'
import { writeImages } from './write-images.js'
import { writePlots } from './write-plots.js'

/** Options of {@link runDemo}. */
export interface DemoOptions {
  /** Absolute path of the folder for the report; an earlier report in it is replaced. */
  readonly out: string
  /** Of the signals, the noise, the initial weights, the order of batches and the mask. */
  readonly seed: number
  readonly backend: Backend
  /** Default {@link demoSettings}. */
  readonly settings?: DemoSettings
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: DemoProgress) => void
}

/**
 * The demonstration: trains a network, denoises and inpaints a photograph, and writes a report on it.
 * Nothing appears in `out` before everything is done.
 *
 * @throws UsageError if `out` is a file, or a folder that holds something else
 */
export async function runDemo(options: DemoOptions): Promise<DemoResult> {
  const { out, seed, backend, signal, settings = demoSettings, onProgress = () => undefined } = options
  const folder = await openOutputFolder(out)
  try {
    const run = await compute(
      { seed, backend, signal, report: onProgress },
      settings,
      join(folder.staging, files.model),
    )
    onProgress({ part: 'report', done: 0, total: 1, detail: 'images and figures' })
    const result = demoResult(run, join(out, files.report), join(out, files.model))
    await write(folder.staging, run, result)
    await folder.publish()
    onProgress({ part: 'report', done: 1, total: 1, detail: '' })
    return result
  } catch (error) {
    await folder.discard()
    throw error
  }
}

async function compute(context: DemoContext, settings: DemoSettings, model: string): Promise<DemoRun> {
  const started = performance.now()
  const image = await subject(settings)
  const training = await trainPart(context, settings.training, model)
  const denoising = await denoisePart(context, image, settings.noise)
  const inpainting = await inpaintPart(context, image, settings.inpainting)
  const lambda = training.parameters.values['block0.lambda']![0]!
  return {
    settings,
    seed: context.seed,
    backend: context.backend.info,
    versions: { numeural: version(), node: process.versions.node, platform: `${platform()} ${arch()}` },
    image,
    training,
    activation: await dictionaryEntry(peronaMalik, { parameters: { lambda }, tau: 0.25 }),
    denoising,
    inpainting,
    seconds: (performance.now() - started) / 1000,
  }
}

/** The photograph, grey; it is held out of everything that was ever fitted. */
async function subject({ crop }: DemoSettings): Promise<Image> {
  const grey = greyOf(await photograph('nagasaki-boats'))
  return crop === null ? grey : cropOf(grey, crop)
}

async function write(folder: string, run: DemoRun, result: DemoResult): Promise<void> {
  for (const file of [files.clean, files.trainingPlot]) await mkdir(join(folder, dirname(file)), { recursive: true })
  await writeImages(folder, run)
  await writePlots(folder, run)
  await writeFile(join(folder, files.result), toJson(result))
  await writeFile(join(folder, files.report), reportPage(run))
}
