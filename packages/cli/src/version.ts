import { createRequire } from 'node:module'

/** The version of the command, as its package.json says. */
export function version(): string {
  const manifest = createRequire(import.meta.url)('numeural/package.json') as { version: string }
  return manifest.version
}
