// A contestant for the tests: answers, hangs or dies as its argument says.
import { serve } from './serve.js'

const behaviour = process.argv[2]
if (behaviour === 'hang') setInterval(() => {}, 1000)
else {
  console.log('a library says hello')
  await serve(async () => {
    if (behaviour === 'refuse') throw new Error('this needs a device that is not there')
    let steps = 0
    return {
      info: 'fixture, 1 thread',
      reset: () => (steps = 0),
      step() {
        steps++
        if (behaviour === 'die') {
          process.stderr.write('a warning\nout of memory\n')
          process.kill(process.pid, 'SIGKILL')
        }
        if (behaviour === 'stall') return new Promise(() => setInterval(() => {}, 1000))
        return undefined
      },
      check: async () => ({ loss: steps, values: [0.5, 1 / 3] }),
    }
  })
}
