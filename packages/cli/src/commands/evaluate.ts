import type { Command } from 'commander'
import type { CommandLineIo } from '../io.js'
import { addCommonOptions } from '../options/common-options.js'
import { nonnegative } from '../options/number-rules.js'
import { numberFor } from '../options/parse-number.js'
import { runCommand } from '../session/run-command.js'
import type { EvaluateOptions } from '../work/evaluate.js'

/** `numeural evaluate`: test-set figures of a model. */
export function addEvaluateCommand(program: Command, io: CommandLineIo): void {
  const command = program
    .command('evaluate')
    .description('measure a trained model on test signals')
    .argument('<model>', 'folder of the model')
    .option('--data <folder|file>', 'clean signals (.csv, .json), or synthetic (default: the test set of its training)')
    .option(
      '--noise <sigma>',
      'standard deviation of the noise (default: that of its training)',
      numberFor('--noise', nonnegative),
    )
  addCommonOptions(command).action((model: string, options: EvaluateOptions) =>
    runCommand(io, options, async (session) => {
      const { evaluateModel } = await import('../work/evaluate.js')
      return await evaluateModel(session, model, options)
    }),
  )
}
