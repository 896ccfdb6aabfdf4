// `npm run bench -- [options]`: ours, the peers that are there and the limits, interleaved in one run.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { limitCompiler } from './harness/compile-limit.js'
import { pythonModule } from './harness/find-python.js'
import { describeMachine } from './harness/machine.js'
import { listOf, positiveNumber, wholeNumber, wholeNumbers } from './harness/options.js'
import { startProgress } from './harness/progress.js'
import { runCase } from './harness/run-case.js'
import { peers } from './peers/peers.js'
import { caseTable } from './report/case-table.js'
import { columns } from './report/columns.js'
import { workloads } from './workloads/workloads.js'

const options = new Command('bench')
  .description('Measures ours, the peers that are there and the limits in turns, and writes what it found as JSON.')
  .option('--only <list>', `workloads: ${Object.keys(workloads).join(',')}`, listOf(Object.keys(workloads)))
  .option('--peers <list>', `peers: ${peers.join(',')}, or none`, listOf([...peers, 'none']))
  .option('--threads <list>', 'numbers of threads', wholeNumbers, [1, 2])
  .option('--rounds <count>', 'measurements of each contestant', wholeNumber)
  .option('--seconds <time>', 'time of a measurement', positiveNumber)
  .option('--limit <time>', 'seconds after which a contestant that does not answer is stopped', positiveNumber, 60)
  .option('--patience <time>', 'seconds that a contestant may use up in one case', positiveNumber, 40)
  .option('--quick', 'short measurements, and only the smallest size of each workload', false)
  .option('--out <file>', 'where to write the JSON', fileURLToPath(new URL('./results/latest.json', import.meta.url)))
  // pnpm and turbo hand a separating -- on.
  .parse(process.argv.filter((argument, index) => index < 2 || argument !== '--'))
  .opts()

const rounds = options.rounds ?? (options.quick ? 3 : 7)
const seconds = options.seconds ?? (options.quick ? 0.2 : 0.5)
const directory = mkdtempSync(join(tmpdir(), 'numeural-bench-'))
process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
process.on('SIGINT', () => process.exit(130))

const surroundings = {
  threads: options.threads,
  quick: options.quick,
  wants: (/** @type {string} */ peer) => options.peers === undefined || options.peers.includes(peer),
  limit: limitCompiler(directory),
  python: pythonModule,
}
/** @type {string[]} */
const chosen = options.only ?? Object.keys(workloads)
const cases = chosen.flatMap((name) => workloads[name](surroundings))
const machine = describeMachine()
console.log(`${machine.processor}, ${machine.cores} cores, Node ${machine.node}; ${rounds} rounds of ${seconds} s`)

const progress = startProgress(cases.length)
const results = []
for (const [index, work] of cases.entries()) {
  const result = await runCase(work, {
    directory,
    rounds,
    seconds,
    limit: options.limit,
    patience: options.patience,
    onTurn: (what) => progress.update(index, `${work.id}, ${what}`),
  })
  results.push(result)
  progress.print([``, result.title, ...columns(caseTable(result))])
}
progress.stop()

const out = resolve(process.env.INIT_CWD ?? process.cwd(), options.out)
mkdirSync(dirname(out), { recursive: true })
writeFileSync(
  out,
  `${JSON.stringify({ format: 'numeural-benchmarks', version: 1, machine, rounds, seconds, cases: results }, null, 2)}\n`,
)
console.log(`\nwritten to ${out}`)
