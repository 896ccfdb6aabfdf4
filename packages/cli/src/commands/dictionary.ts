import type { Command } from 'commander'
import type { CommandLineIo } from '../io.js'
import { addCommonOptions } from '../options/common-options.js'
import { addDefineOption } from '../options/define-option.js'
import { positive, real } from '../options/number-rules.js'
import { addParameterOption } from '../options/parameter-option.js'
import { numberFor, numbersFor } from '../options/parse-number.js'
import { runCommand } from '../session/run-command.js'
import type { DictionaryOptions } from '../work/dictionary.js'

/** `numeural dictionary`: the four faces of one nonlinearity. */
export function addDictionaryCommand(program: Command, io: CommandLineIo): void {
  const command = program
    .command('dictionary')
    .description('translate a nonlinearity between diffusivity, regulariser, shrinkage function and activation')
    .argument('[name]', 'a registered nonlinearity; or define one')
  addDefineOption(command)
  addParameterOption(command)
    .option('--tau <t>', 'time step of the shrinkage function', numberFor('--tau', positive), 0.25)
    .option('--at <r1,r2,...>', 'where to evaluate', numbersFor('--at', real))
    .option('--plot <file>', 'draw the four faces into an .svg or .png file')
  addCommonOptions(command).action((name: string | undefined, options: DictionaryOptions) =>
    runCommand(io, options, async (session) => {
      const { dictionary } = await import('../work/dictionary.js')
      return await dictionary(session, name, options)
    }),
  )
}
