/**
 * Who takes part in a case.
 *
 * @typedef {object} Contestant
 * @property {string} id unique within the case; ratios and aims refer to it
 * @property {string} label for people
 * @property {'ours' | 'limit' | 'peer'} kind
 * @property {number} threads that it is asked to use
 * @property {number} [processes] how many processes do the work side by side, each all of it;
 *   their throughputs are added. Default 1
 * @property {import('./child.js').Command | { readonly absent: string }} start how to start it,
 *   or why it cannot take part
 * @property {string} [unchecked] why its numbers cannot be compared with ours; by default they are
 * @property {number} [repeats] how often one of its steps does the work. Default 1
 */

/**
 * One line of work that all contestants do, measured together.
 *
 * @typedef {object} Case
 * @property {string} id such as `A train 500`
 * @property {string} title for people
 * @property {string} unit what is counted, in the plural: `signals`
 * @property {number} items how many of them one step does
 * @property {number} flop floating-point operations for one of them; a division counts as one
 * @property {(directory: string) => void} prepare writes the data
 * @property {(directory: string) => readonly Contestant[]} contestants the first is the one that all
 *   others are compared with
 */

/**
 * What the cases depend on: what was asked for, and what is there.
 *
 * @typedef {object} Surroundings
 * @property {string} directory for files of this run
 * @property {readonly number[]} threads
 * @property {boolean} quick whether only the smallest size of each workload is wanted
 * @property {string | null} against another checkout, built, that is measured as well
 * @property {(name: string) => boolean} wants whether a peer takes part
 * @property {(source: string) => string | { absent: string }} limit path of a compiled limit
 * @property {(module: string) => string | { absent: string }} python version of a Python module
 */

export {}
