// `npm run bench -- [options]`: ours, the peers that are there and the limits, interleaved in one run.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { limitCompiler } from './harness/compile-limit.js'
import { pythonModule } from './harness/find-python.js'
import { describeMachine } from './harness/machine.js'
import { readOptions } from './harness/options.js'
import { startProgress } from './harness/progress.js'
import { runCase } from './harness/run-case.js'
import { runMemory } from './harness/run-memory.js'
import { peers } from './peers/peers.js'
import { aimsTable } from './report/aims-table.js'
import { caseTable } from './report/case-table.js'
import { columns } from './report/columns.js'
import { memoryTable } from './report/memory-table.js'
import { whatRan } from './report/what-ran.js'
import { writePage } from './report/write-page.js'
import { memoryPoints } from './workloads/memory.js'
import { workloads } from './workloads/workloads.js'

const known = [...Object.keys(workloads), 'memory']
const options = readOptions(process.argv, known, peers)
const { rounds, seconds, limit, patience } = options
const directory = mkdtempSync(join(tmpdir(), 'numeural-bench-'))
process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
process.on('SIGINT', () => process.exit(130))
process.on('SIGTERM', () => process.exit(143))

const surroundings = {
  directory,
  threads: options.threads,
  quick: options.quick,
  against: options.against,
  wants: (/** @type {string} */ peer) => options.peers.includes(peer),
  limit: limitCompiler(directory),
  python: pythonModule,
}
const cases = options.only.flatMap((name) => (workloads[name]?.(surroundings) ?? []).map((work) => ({ name, work })))
const points = options.only.includes('memory') ? memoryPoints(surroundings) : []
const machine = describeMachine()
console.log(`${machine.processor}, ${machine.cores} cores, Node ${machine.node}; ${rounds} rounds of ${seconds} s`)
if (machine.load > 0.5) {
  console.log(
    `${machine.load.toFixed(1)} other processes are running: compare ratios only, and of those with several threads none.`,
  )
}

const progress = startProgress(cases.length + (points.length > 0 ? 1 : 0))
const results = []
for (const [index, { name, work }] of cases.entries()) {
  const onTurn = (/** @type {number} */ done, /** @type {string} */ what) =>
    progress.update(index + done, `${work.id}, ${what}`)
  const result = await runCase(work, { directory, rounds, seconds, limit, patience, onTurn })
  results.push({ workload: name, ...result })
  progress.print(['', result.title, ...columns(caseTable(result)), whatRan(result)])
}
const memory = await runMemory(points, {
  directory,
  limit,
  onTurn: (done, what) => progress.update(cases.length + done, what),
})
progress.stop()
if (memory.length > 0) console.log(['', ...columns(memoryTable(memory))].join('\n'))
const aims = aimsTable({ cases: results, memory })
if (aims.length > 1) console.log(['', ...columns(aims)].join('\n'))

const out = resolve(process.env.INIT_CWD ?? process.cwd(), options.out)
const content = {
  format: 'numeural-benchmarks',
  version: 1,
  machine,
  workloads: options.only,
  complete: !options.quick && known.every((name) => options.only.includes(name)),
  options: options.given,
  rounds,
  seconds,
  cases: results,
  memory,
}
mkdirSync(dirname(out), { recursive: true })
writeFileSync(out, `${JSON.stringify(content, null, 2)}\n`)
console.log(`\nwritten to ${out}`)
if (options.docs) console.log(`written to ${writePage(content)}`)
