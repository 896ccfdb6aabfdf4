// The process around the command line: interruptions, closed pipes, the exit code.
import { runCli } from './run-cli.js'

const interruption = new AbortController()
process.on('SIGINT', () => {
  // The second time, whatever is being done.
  if (interruption.signal.aborted) process.exit(130)
  interruption.abort()
})
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever was reading has enough, as in `numeural list | head -1`.
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
    process.exitCode = 1
    if (stream === process.stdout) process.stderr.write(`numeural: stdout cannot be written: ${error.message}\n`)
  })
}
process.exitCode = await runCli(process.argv.slice(2), { signal: interruption.signal })
