import type { BackendChoice } from '@numeural/core'
import type { Command } from 'commander'
import { whole } from './number-rules.js'
import { numberFor } from './parse-number.js'

/** Every name that `--backend` takes without a plugin. The type is core's, which is not loaded to read options. */
export const backendChoices = Object.keys({
  wasm: true,
  reference: true,
  auto: true,
  gpu: true,
  'gpu:webgpu': true,
  'gpu:webgl2': true,
  'gpu:headlessgl': true,
  'gpu:webasm': true,
  'gpu:cpu': true,
} satisfies Record<BackendChoice, true>)

/** The options that every command has. */
export interface CommonOptions {
  readonly seed: number
  readonly backend: string
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
      'wasm',
    )
    .option('--threads <n>', 'threads of the backend (default: all cores)', numberFor('--threads', whole(1, 1024)))
    .option('--plugin <package|path>', 'load a plugin; may be repeated', (name, all: string[]) => [...all, name], [])
    .option('--json', 'print one JSON document', false)
    .option('--quiet', 'print nothing but errors (and JSON, if wanted)', false)
    .option('--debug', 'show where an error comes from', false)
    .helpOption('-h, --help', 'show this help')
}
