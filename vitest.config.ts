import { defineConfig } from 'vitest/config'
import { sourceEntries } from './scripts/packages.mjs'

/** Tests run on the sources, so that they need no build: every public name is an alias of its source file. */
const alias = Object.entries(sourceEntries()).map(([specifier, file]) => ({
  find: new RegExp(`^${specifier}$`),
  replacement: file,
}))

export default defineConfig({
  resolve: { alias },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
    passWithNoTests: true,
  },
})
