import { styleText } from 'node:util'
import { type Command, CommanderError } from 'commander'
import { describeError } from './errors/describe-error.js'
import { type CommandLineIo, hasColour } from './io.js'
import { printable } from './output/printable.js'
import { createProgram } from './program.js'

/**
 * Runs the command line in this process.
 *
 * @param argv The words after `numeural`.
 * @param given Streams and surroundings; those of this process by default.
 * @returns The exit code: 0 done, 1 the work failed, 2 the request was wrong, 130 interrupted. Nothing is thrown.
 */
export async function runCli(argv: readonly string[], given: Partial<CommandLineIo> = {}): Promise<number> {
  const io: CommandLineIo = {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    signal: new AbortController().signal,
    ...given,
  }
  const program = createProgram(io)
  try {
    if (argv.length === 0) program.outputHelp()
    else await program.parseAsync(argv, { from: 'user' })
    return 0
  } catch (error) {
    // Help and version end the framework by an error of exit code 0.
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    const { exitCode, line } = describeError(error, io.signal, namesIn(program, argv))
    const name = hasColour(io.stderr, io.env)
      ? styleText(['red', 'bold'], 'numeural:', { validateStream: false })
      : 'numeural:'
    io.stderr.write(`${name} ${line}\n`)
    if (argv.includes('--debug') && error instanceof Error) io.stderr.write(`${printableLines(error.stack ?? '')}\n`)
    return exitCode
  }
}

/** The commands, and the options of the command that was called. */
function namesIn(program: Command, argv: readonly string[]): string[] {
  const called = program.commands.find((command) => command.name() === argv[0]) ?? program
  const options = called.options.filter(({ hidden }) => !hidden).flatMap(({ long }) => (long == null ? [] : [long]))
  return [...program.commands.map((command) => command.name()), ...options]
}

function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n')
}
