import type { ViteUserConfig } from 'vitest/config'
import base from '../vitest.config.js'

/** The whole suite on every mode: every case, in Node and in Chromium. Writes the table of FEATURES.md. */
const config: ViteUserConfig = {
  ...base,
  test: { ...base.test, include: ['conformance/src/gpu.test.ts'], env: { NUMEURAL_CONFORMANCE: 'full' } },
}

export default config
