import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

/** Compiles the AssemblyScript kernels into a TypeScript module that holds them in base64. */
const folder = fileURLToPath(new URL('..', import.meta.url))
const binary = 'assembly/build/kernels.wasm'

const { error, stderr } = await asc.main(
  [
    'assembly/index.ts',
    ...['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd,threads'],
    ...['--importMemory', '--sharedMemory', '--maximumMemory', '65536'],
    // v128 values are exchanged between WebAssembly modules only.
    ...['--disableWarning', '112', '--outFile', binary],
  ],
  { baseDir: folder },
)
if (error) {
  process.stderr.write(stderr.toString())
  throw error
}

const bytes = readFileSync(`${folder}/${binary}`)
mkdirSync(`${folder}/src/kernels`, { recursive: true })
writeFileSync(
  `${folder}/src/kernels/fixed-kernels.generated.ts`,
  `// Made from packages/wasm/assembly by scripts/generate-kernels.js.
/** Offset of the byte that tells whether the imported memory is shared: 1 not shared, 3 shared; it is 3. */
export const memoryFlagsOffset = ${memoryFlagsOffset(bytes)}
export const fixedKernelsBase64 =
  '${bytes.toString('base64')}'
`,
)
rmSync(`${folder}/assembly/build`, { recursive: true })

/**
 * Where the flags of the memory import lie; it is the only import.
 *
 * @param {Uint8Array} module
 */
function memoryFlagsOffset(module) {
  let at = 8
  const unsigned = () => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = module[at++] ?? 0
      value |= (byte & 127) << shift
      if (byte < 128) return value
    }
  }
  for (;;) {
    const section = module[at++]
    const length = unsigned()
    if (section === 2) break
    at += length
  }
  if (unsigned() !== 1) throw new Error('the kernels import more than their memory')
  for (let name = 0; name < 2; name++) {
    const length = unsigned()
    at += length
  }
  if (module[at++] !== 2 || module[at] !== 3) throw new Error('the kernels import no shared memory')
  return at
}
