#!/usr/bin/env node
// Checked in, because package managers do not link a bin that is built later.
import { existsSync } from 'node:fs'

const entry = new URL('../dist/bundle/main.js', import.meta.url)
if (!existsSync(entry)) {
  console.error('numeural: the command is not built yet: run `npm run build` at the top of the repository')
  process.exit(1)
}
await import(entry.href)
