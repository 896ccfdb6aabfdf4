import {
  availableBackends,
  type Backend,
  type BackendEntry,
  createBackend,
  createRegistry,
  definePlugin,
  type Plugin,
} from '@numeural/core'
import { BackendUnavailableError } from '@numeural/errors'
import { unknownName } from '../options/choice.js'
import type { CommonOptions } from '../options/common-options.js'
import { provideWebGpu } from './provide-webgpu.js'

/**
 * The backend that the common options name.
 *
 * @param plugins Plugins that may bring it.
 * @param values With how many values the work computes at once.
 * @param note Told if fewer threads run than were asked for,
 *   and what else there is to know about the backend that runs.
 * @throws UsageError for a name that none has;
 *   BackendUnavailableError `BACKEND_UNAVAILABLE` for one that cannot run here, naming those that can.
 */
export async function openBackend(
  { backend: name, threads }: CommonOptions,
  plugins: readonly Plugin[],
  values: number,
  note: (text: string) => void,
): Promise<Backend> {
  const { usesWebGpu = false, isChoice = false } = entryOf(name, plugins)
  if (usesWebGpu) await provideWebGpu()
  const settings = { plugins, values, ...(threads === undefined ? {} : { threads }) }
  const backend = await createBackend(name, settings).catch(async (error: unknown) => {
    throw await unavailable(name, error, plugins)
  })
  const { threads: running, reason } = backend.info
  if (threads !== undefined && running < threads) {
    note(`--threads ${threads}: the backend ${name} runs on ${running} ${running === 1 ? 'thread' : 'threads'}`)
  }
  const chosen = isChoice ? `${backend.info.name}: ` : ''
  if (reason !== null) note(`--backend ${name}: ${chosen}${reason}`)
  return backend
}

/** What is known of a backend before it is made. */
function entryOf(name: string, plugins: readonly Plugin[]): BackendEntry {
  const { backends } = createRegistry(
    ...plugins.map((plugin) => definePlugin({ name: plugin.name, backends: plugin.backends ?? [] })),
  )
  const entry = backends.find((each) => each.name === name)
  if (entry === undefined)
    throw unknownName(
      '--backend',
      name,
      backends.map((each) => each.name),
    )
  return entry
}

/** The refusal of a backend that cannot run here, with the names of those that can. */
async function unavailable(name: string, cause: unknown, plugins: readonly Plugin[]): Promise<unknown> {
  if (!(cause instanceof BackendUnavailableError)) return cause
  const found = (await availableBackends({ plugins })).filter(({ available }) => available).map((each) => each.name)
  return new BackendUnavailableError(
    `--backend ${name}: ${cause.message} Available here: ${found.join(', ')}`,
    { code: 'BACKEND_UNAVAILABLE', given: name, allowed: found.join(', '), ...(cause.hint && { hint: cause.hint }) },
    { cause },
  )
}
