import type { Command } from 'commander'
import { choiceFor } from './choice.js'
import { whole } from './number-rules.js'
import { numberFor } from './parse-number.js'

/** Every name that `--backend` takes. */
const backendChoices = [
  'wasm',
  'reference',
  'auto',
  'gpu',
  'gpu:webgpu',
  'gpu:webgl2',
  'gpu:headlessgl',
  'gpu:webasm',
  'gpu:cpu',
] as const

/** A name that `--backend` takes. */
type BackendChoice = (typeof backendChoices)[number]

/** The options that every command has. */
export interface CommonOptions {
  readonly seed: number
  readonly backend: BackendChoice
  /** Threads asked for; absent to leave it to the backend. */
  readonly threads?: number
  readonly plugin: readonly string[]
  readonly json: boolean
  readonly quiet: boolean
  readonly debug: boolean
}

/** Adds the options that every command has, under a heading of their own. */
export function addCommonOptions(command: Command): Command {
  return command
    .optionsGroup('Options of every command:')
    .option('--seed <n>', 'seed of everything random', numberFor('--seed', whole(0)), 0)
    .option(
      '--backend <name>',
      `what computes: wasm, reference, auto; ${backendChoices.slice(3).join(', ')} (with the package gpu.js)`,
      choiceFor('--backend', backendChoices),
      'wasm',
    )
    .option('--threads <n>', 'threads of the backend (default: all cores)', numberFor('--threads', whole(1, 1024)))
    .option('--plugin <package|path>', 'load a plugin; may be repeated', (name, all: string[]) => [...all, name], [])
    .option('--json', 'print one JSON document', false)
    .option('--quiet', 'print nothing but errors (and JSON, if wanted)', false)
    .option('--debug', 'show where an error comes from', false)
    .helpOption('-h, --help', 'show this help')
}
