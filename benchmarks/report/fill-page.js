import { aimsTable } from './aims-table.js'
import { caseTable } from './case-table.js'
import { markdownTable } from './markdown-table.js'
import { memoryTable } from './memory-table.js'
import { whatRan } from './what-ran.js'

/**
 * Everything that one run found, as it lies in the JSON file.
 *
 * @typedef {object} Results
 * @property {import('../harness/machine.js').Machine} machine
 * @property {readonly string[]} workloads that were measured, `memory` included
 * @property {boolean} complete whether these are all, at full length
 * @property {readonly string[]} options that it was given, except for what was to be measured and where to write it
 * @property {number} rounds
 * @property {number} seconds
 * @property {readonly (import('../harness/run-case.js').CaseResult & { workload: string })[]} cases
 * @property {readonly import('../harness/run-memory.js').MemoryOutcome[]} memory
 */

/**
 * Writes the measured tables into a page, each between `<!-- measured: name -->` and `<!-- /measured -->`.
 * Tables of what was not measured stay as they are; that of the aims is written anew only after a complete run.
 *
 * @param {string} page
 * @param {Results} results
 */
export function fillPage(page, results) {
  const names = [...results.workloads, ...(results.complete ? ['aims'] : [])]
  return names.reduce((text, name) => fillSection(text, name, sectionOf(name, results)), page)
}

/**
 * @param {string} page
 * @param {string} name
 * @param {readonly string[]} lines
 */
function fillSection(page, name, lines) {
  const open = `<!-- measured: ${name} -->`
  const close = '<!-- /measured -->'
  const begin = page.indexOf(open)
  const end = page.indexOf(close, begin)
  if (begin < 0 || end < 0) throw new Error(`The page has no section '${open}' … '${close}'.`)
  return `${page.slice(0, begin + open.length)}\n\n${lines.join('\n')}\n\n${page.slice(end)}`
}

/**
 * @param {string} name
 * @param {Results} results
 */
function sectionOf(name, results) {
  if (name === 'aims') return [...markdownTable(aimsTable(results)), '', origin(results, [])]
  const from = origin(results, ['--only', name])
  if (name === 'memory') return [...markdownTable(memoryTable(results.memory)), '', from]
  const tables = results.cases
    .filter(({ workload }) => workload === name)
    .flatMap((each) => [`**${each.title}**`, '', ...markdownTable(caseTable(each)), '', whatRan(each), ''])
  return [...tables, from]
}

/**
 * @param {Results} results
 * @param {readonly string[]} chosen options that measure this part
 */
function origin({ machine, rounds, seconds, options }, chosen) {
  const all = [...chosen, ...options]
  const command = ['npm run bench', ...(all.length > 0 ? ['--', ...all] : [])].join(' ')
  const { processor, cores, node, date, load } = machine
  const busy = load > 0.5 ? `, with ${load.toFixed(1)} other processes running when it began` : ''
  return `_${date}, ${processor}, ${cores} cores, Node ${node}${busy}; ${rounds} rounds of ${seconds} s: \`${command}\`_`
}
