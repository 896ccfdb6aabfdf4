import type { NumeuralError } from '@numeural/errors'

/** Runs a check of an entry; an error that it throws on purpose is thrown again with the plugin's name in front. */
export function namingPlugin(plugin: string, check: () => void): void {
  try {
    check()
  } catch (error) {
    if (!(error instanceof Error) || typeof (error as { code?: unknown }).code !== 'string') throw error
    // Of the same class, which the plugin's own copy of a package may have made.
    const Same = error.constructor as typeof NumeuralError
    throw new Same(`Plugin '${plugin}': ${error.message}`, error as NumeuralError, { cause: error })
  }
}
