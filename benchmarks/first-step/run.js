// `node first-step/run.js [--rounds 15] [checkout …]`: from a formula to the first training step, checkouts in turns.
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { median } from '../harness/statistics.js'

const command = new Command('first-step')
  .description('Times the README program from its imports to the first training step, in a process of its own each.')
  .argument('[checkouts...]', 'folders of built checkouts; the first is what the others are compared with')
  .option('--rounds <count>', 'runs of each', Number, 15)
  .parse()
const roots = command.args.length > 0 ? command.args : [fileURLToPath(new URL('../..', import.meta.url))]
const program = fileURLToPath(new URL('program.js', import.meta.url))

/** @type {Record<string, number>[][]} */
const runs = roots.map(() => [])
// One round that does not count fills the caches of the file system.
for (let round = -1; round < command.opts().rounds; round++) {
  roots.forEach((root, index) => {
    const line = execFileSync(process.execPath, [program, resolve(root)], { encoding: 'utf8' })
    if (round >= 0) runs[index]?.push(JSON.parse(line))
  })
}

const stages = Object.keys(runs[0]?.[0] ?? {})
console.log(`Medians of ${command.opts().rounds} runs in ms; Node ${process.versions.node}\n`)
console.log(`| checkout | ${stages.join(' | ')} |\n| --- | ${stages.map(() => '---:').join(' | ')} |`)
roots.forEach((root, index) => {
  const medians = stages.map((stage) => median((runs[index] ?? []).map((run) => run[stage] ?? Number.NaN)))
  console.log(`| ${root} | ${medians.map((value) => value.toFixed(1)).join(' | ')} |`)
})
