import { defineConfig } from 'vitest/config'
import { entriesOf, listExamples, listPackages } from './scripts/packages.mjs'
import { readmeBlocks } from './scripts/readme-blocks.mjs'

/** Tests run on the sources, so that they need no build: every public name is an alias of its source file. */
const alias = [...listPackages(), ...listExamples()]
  .flatMap((each) => Object.entries(entriesOf(each)))
  .map(([specifier, file]) => ({ find: new RegExp(`^${specifier}$`), replacement: file }))

export default defineConfig({
  plugins: [readmeBlocks()],
  resolve: { alias },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'examples/*/src/**/*.test.ts',
      'benchmarks/**/*.test.ts',
      'scripts/**/*.test.ts',
      'conformance/src/**/*.test.ts',
    ],
    globalSetup: ['scripts/generate.mjs'],
  },
})
