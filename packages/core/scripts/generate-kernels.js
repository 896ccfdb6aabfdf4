import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

/** Compiles the AssemblyScript kernels into a TypeScript module that holds them in base64. */
const folder = fileURLToPath(new URL('..', import.meta.url))
const binary = 'assembly/build/kernels.wasm'

const { error, stderr } = await asc.main(
  [
    'assembly/index.ts',
    ...['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory'],
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
mkdirSync(`${folder}/src/wasm/kernels`, { recursive: true })
writeFileSync(
  `${folder}/src/wasm/kernels/fixed-kernels.generated.ts`,
  `// Made from packages/core/assembly by scripts/generate-kernels.js.\nexport const fixedKernelsBase64 =\n  '${bytes.toString('base64')}'\n`,
)
rmSync(`${folder}/assembly/build`, { recursive: true })
