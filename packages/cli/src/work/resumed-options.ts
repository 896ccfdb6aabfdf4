import { UsageError } from '../errors/usage-error.js'
import { WorkError } from '../errors/work-error.js'
import type { TrainDenoiseOptions } from './train-denoise-options.js'

/** The options that decide what a training does, as JSON has them; those left out are their defaults. */
const decisive = {
  architecture: 'string',
  activation: 'string',
  define: 'object',
  parameter: 'object',
  blocks: 'number',
  channels: 'number',
  kernelWidth: 'number',
  weights: 'string',
  smoothness: 'number',
  epochs: 'number',
  batch: 'number',
  learningRate: 'number',
  data: 'string',
  noise: 'number',
  norm: 'string',
  seed: 'number',
} as const satisfies Partial<Record<keyof TrainDenoiseOptions, string>>

type Decisive = keyof typeof decisive
const names = Object.keys(decisive) as Decisive[]

/** The decisive options as a note for the checkpoint, from which {@link resumedOptions} reads them. */
export function notedOptions(options: TrainDenoiseOptions): string {
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, options[name]])))
}

/**
 * The options of a training that goes on: those that the checkpoint was started with.
 *
 * @param given names of the options that were written now; they may only repeat
 * @param note what {@link notedOptions} gave; undefined for a checkpoint without
 * @throws UsageError naming the first option that differs; WorkError for a note that cannot be read
 */
export function resumedOptions(
  options: TrainDenoiseOptions,
  given: ReadonlySet<string>,
  note: string | undefined,
): TrainDenoiseOptions {
  if (note === undefined) return options
  const started = parsed(options, note)
  for (const name of names) {
    if (!given.has(name) || text(options[name]) === text(started[name])) continue
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    throw new UsageError(
      `${flag} ${text(options[name])}`,
      `the checkpoint was started with ${started[name] === undefined ? 'none' : text(started[name])}; repeat that, or leave the option out`,
    )
  }
  return { ...options, ...started }
}

function parsed(options: TrainDenoiseOptions, note: string): Partial<Record<Decisive, never>> {
  try {
    const started = JSON.parse(note) as Record<string, unknown>
    const isWrong = names.some((name) => started[name] !== undefined && typeof started[name] !== decisive[name])
    // Absent are those that have no default.
    const isCut = names.some((name) => started[name] === undefined && !['activation', 'smoothness'].includes(name))
    if (!isWrong && !isCut && hasOnly(started.define, 'string') && hasOnly(started.parameter, 'number')) {
      return Object.fromEntries(names.map((name) => [name, started[name]])) as Partial<Record<Decisive, never>>
    }
  } catch {
    // said below
  }
  throw new WorkError('--resume', `the checkpoint in ${options.out} is damaged; train afresh, with --overwrite`)
}

function hasOnly(value: unknown, kind: string): boolean {
  return value !== null && Object.values(value as object).every((each) => typeof each === kind)
}

/** A text as it is, objects with their keys in order. */
function text(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return String(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([key, each]) => `${key}=${text(each)}`).join(' ')
}
