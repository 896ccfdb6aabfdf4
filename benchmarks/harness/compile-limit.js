import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What WebAssembly SIMD can do: 128 bit, no fused multiply–add, true division. */
const flags = ['-O3', '-msse4.2', '-ffast-math', '-mno-recip']

/**
 * A function that compiles a limit once with the system's gcc and gives its path, or says why it cannot.
 *
 * @param {string} directory for the programs
 * @returns {(name: string) => string | { absent: string }}
 */
export function limitCompiler(directory) {
  /** @type {Map<string, string | { absent: string }>} */
  const compiled = new Map()
  return (name) => {
    const known = compiled.get(name)
    if (known !== undefined) return known
    const result = compile(name, join(directory, name))
    compiled.set(name, result)
    return result
  }
}

/**
 * @param {string} name
 * @param {string} program
 */
function compile(name, program) {
  if (process.arch !== 'x64') return { absent: `the limit is made of SSE instructions, this is ${process.arch}` }
  const source = fileURLToPath(new URL(`../limits/${name}.c`, import.meta.url))
  const { error, status, stderr } = spawnSync('gcc', [...flags, source, '-o', program, '-lm'], { encoding: 'utf8' })
  if (error) return { absent: `gcc cannot be started: ${error.message}` }
  return status === 0 ? program : { absent: `gcc refused ${name}.c: ${stderr.trim().split('\n')[0]}` }
}
