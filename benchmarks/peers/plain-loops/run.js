// run.js '<settings as JSON>': plain loops over typed arrays as a contestant; workload A, forward.
import { readData } from '../../harness/data-files.js'
import { serve } from '../../harness/serve.js'
import { plainLoops } from './plain-loops.js'

const { directory } = JSON.parse(process.argv[2])

await serve(async () => {
  const input = readData(directory, 'input')
  const [a, b, c, lambda, tau] = readData(directory, 'parameters')
  const u = new Float32Array(input.length)
  const flux = new Float32Array(256)
  const step = () => {
    u.set(input)
    plainLoops(u, flux, 20, { a, b, c, lambda, tau })
  }
  return {
    info: `Node ${process.versions.node}, 1 thread`,
    step,
    async check() {
      step()
      return { loss: null, values: u }
    },
  }
})
