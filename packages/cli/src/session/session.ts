import { resolve } from 'node:path'
import type { Backend, Plugin } from '@numeural/core'
import type { CommandLineIo } from '../io.js'
import type { CommonOptions } from '../options/common-options.js'
import { printable } from '../output/printable.js'
import { type Progress, startProgress } from '../output/progress.js'
import type { CommandRegistry } from './load-registry.js'

/**
 * What a command works with: the streams, the common options, and the backend and registry they name,
 * made on first use.
 */
export class Session {
  readonly io: CommandLineIo
  readonly options: CommonOptions
  #backend: Promise<Backend> | undefined
  #plugins: Promise<readonly Plugin[]> | undefined
  #registry: Promise<CommandRegistry> | undefined
  readonly #bars: Progress[] = []

  constructor(io: CommandLineIo, options: CommonOptions) {
    this.io = io
    this.options = options
  }

  get signal(): AbortSignal {
    return this.io.signal
  }

  /**
   * The backend that `--backend` and `--threads` name; disposed with the session.
   *
   * @param values with how many values the work computes at once; `auto` goes by it
   */
  backend(values = 0): Promise<Backend> {
    this.#backend ??= import('./open-backend.js').then(async ({ openBackend }) =>
      openBackend(this.options, await this.plugins(), values, (text) => this.note(text)),
    )
    return this.#backend
  }

  /** The plugins of `--plugin`. */
  plugins(): Promise<readonly Plugin[]> {
    const { plugin: names } = this.options
    this.#plugins ??=
      names.length === 0
        ? Promise.resolve([])
        : import('./load-plugins.js').then(({ loadPlugins }) => loadPlugins(names, this.io.cwd))
    return this.#plugins
  }

  /** Everything that is registered, with the plugins of `--plugin`. */
  registry(): Promise<CommandRegistry> {
    this.#registry ??= import('./load-registry.js').then(async ({ loadRegistry }) => loadRegistry(await this.plugins()))
    return this.#registry
  }

  /** A path as the user wrote it, made absolute. */
  path(given: string): string {
    return resolve(this.io.cwd, given)
  }

  /** A remark for people, on stderr; it begins otherwise than an error. */
  note(text: string): void {
    if (!this.options.quiet) this.io.stderr.write(`note: ${printable(text)}\n`)
  }

  async progress(title: string): Promise<Progress> {
    const bar = await startProgress(this.io, title, this.options.quiet)
    this.#bars.push(bar)
    return bar
  }

  dispose(): void {
    for (const bar of this.#bars) bar.stop()
    this.#backend?.then(
      (backend) => backend.dispose(),
      () => undefined, // it never opened; whoever asked for it has the error
    )
  }
}
