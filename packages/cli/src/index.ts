export type { CommandLineIo, OutputStream } from './io.js'
export { runCli } from './run-cli.js'
export { version } from './version.js'
