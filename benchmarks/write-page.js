// write-page.js [results.json]: writes the tables of docs/performance.md from the results of an earlier run.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writePage } from './report/write-page.js'

const latest = fileURLToPath(new URL('./results/latest.json', import.meta.url))
const file = resolve(process.env.INIT_CWD ?? process.cwd(), process.argv[2] ?? latest)
console.log(`written to ${writePage(JSON.parse(readFileSync(file, 'utf8')))}`)
