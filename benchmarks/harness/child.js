import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/**
 * How a contestant is started.
 *
 * @typedef {{ command: string, args: readonly string[], env?: Readonly<Record<string, string>> }} Command
 */

/** Everyone who is alive. @type {Set<import('node:child_process').ChildProcess>} */
const alive = new Set()

// A child in the middle of a long step would not notice that nobody listens any more.
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

/** How long a child may take to end after its standard input was closed, in milliseconds. */
const grace = 500

/**
 * A process that is asked by lines of text on its standard input and answers each with one line of JSON on
 * its standard output;
 * it says hello with such a line when it is ready. Lines that are no JSON object are ignored:
 * libraries print what they like.
 */
export class Child {
  #process
  #lines
  #lastWords = ''
  /** @type {((line: string) => void) | null} */
  #answer = null
  /** @type {((error: Error) => void) | null} */
  #fail = null
  /** @type {Error | null} */
  #ended = null

  /** @param {Command} command */
  constructor({ command, args, env = {} }) {
    this.#process = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
    alive.add(this.#process)
    this.#lines = createInterface({ input: this.#process.stdout })
    this.#lines.on('line', (line) => {
      if (line.startsWith('{')) this.#answer?.(line)
    })
    this.#process.stderr.setEncoding('utf8').on('data', (text) => {
      this.#lastWords = `${this.#lastWords}${text}`.slice(-2000)
    })
    // Writing to a process that has just died is reported by its end.
    this.#process.stdin.on('error', () => {})
    this.#process.on('error', (error) => this.#end(error))
    this.#process.on('close', (code, signal) => {
      alive.delete(this.#process)
      this.#end(new Error(this.#epitaph(code, signal)))
    })
  }

  /**
   * Starts a child and waits until it is ready.
   *
   * @param {Command} command
   * @param {number} limit in seconds
   * @returns {Promise<{ child: Child, hello: Record<string, unknown> }>}
   */
  static async start(command, limit) {
    const child = new Child(command)
    return { child, hello: await child.#next(limit, 'to get ready') }
  }

  /**
   * @param {string} line
   * @param {number} limit in seconds; a child that takes longer is killed
   * @returns {Promise<Record<string, unknown>>} the answer
   */
  async ask(line, limit) {
    const answer = this.#next(limit, `for '${line.split(' ')[0]}'`)
    this.#process.stdin.write(`${line}\n`)
    return answer
  }

  /** Lets the child end by itself, else kills it. */
  async close() {
    if (this.#ended !== null) return
    const ended = new Promise((resolve) => this.#process.once('close', resolve))
    this.#process.stdin.end()
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), grace)
    await ended
    clearTimeout(timer)
  }

  /**
   * @param {number} limit
   * @param {string} what
   * @returns {Promise<Record<string, unknown>>}
   */
  #next(limit, what) {
    if (this.#ended !== null) return Promise.reject(this.#ended)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#ended = new Error(`took more than ${limit} s ${what}`)
        this.#process.kill('SIGKILL')
        settle(() => reject(/** @type {Error} */ (this.#ended)))
      }, limit * 1000)
      const settle = (/** @type {() => void} */ act) => {
        clearTimeout(timer)
        this.#answer = null
        this.#fail = null
        act()
      }
      this.#fail = (error) => settle(() => reject(error))
      this.#answer = (line) => settle(() => read(line, resolve, reject))
    })
  }

  /** @param {Error} error */
  #end(error) {
    this.#ended ??= error
    this.#fail?.(this.#ended)
  }

  /**
   * @param {number | null} code
   * @param {NodeJS.Signals | null} signal
   */
  #epitaph(code, signal) {
    const last = this.#lastWords.trim().split('\n').at(-1) ?? ''
    return `ended with ${signal ?? `code ${code}`}${last === '' ? '' : `: ${last.slice(0, 200)}`}`
  }
}

/**
 * @param {string} line
 * @param {(answer: Record<string, unknown>) => void} resolve
 * @param {(error: Error) => void} reject
 */
function read(line, resolve, reject) {
  try {
    const answer = JSON.parse(line)
    if (typeof answer.error === 'string') reject(new Error(answer.error))
    else resolve(answer)
  } catch (error) {
    reject(new Error(`answered what is no JSON: ${line.slice(0, 100)}`, { cause: error }))
  }
}
