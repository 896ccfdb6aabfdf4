import { Command } from 'commander'
import { addCertifyCommand } from './commands/certify.js'
import { addDemoCommand } from './commands/demo.js'
import { addDenoiseCommand } from './commands/denoise.js'
import { addDictionaryCommand } from './commands/dictionary.js'
import { addEvaluateCommand } from './commands/evaluate.js'
import { addInpaintCommand } from './commands/inpaint.js'
import { addListCommand } from './commands/list.js'
import { addShowCommand } from './commands/show.js'
import { addTrainCommand } from './commands/train.js'
import { helpConfiguration } from './help.js'
import { type CommandLineIo, hasColour } from './io.js'
import { version } from './version.js'

const commands = [
  addDemoCommand,
  addListCommand,
  addDictionaryCommand,
  addCertifyCommand,
  addDenoiseCommand,
  addInpaintCommand,
  addTrainCommand,
  addEvaluateCommand,
  addShowCommand,
]

/** The command line as a value: nothing has been parsed or run. */
export function createProgram(io: CommandLineIo): Command {
  const program = new Command('numeural')
    .description('Numerical algorithms for PDEs as neural networks: train, certify, denoise, inpaint.')
    .version(version(), '--version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .configureHelp(helpConfiguration)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // What is refused is reported in one place, in one form.
      outputError: () => undefined,
      getOutHasColors: () => hasColour(io.stdout, io.env),
      getErrHasColors: () => hasColour(io.stderr, io.env),
    })
  for (const add of commands) add(program, io)
  return program
}
