import type { Command } from 'commander'
import type { CommandLineIo } from '../io.js'
import { addCommonOptions } from '../options/common-options.js'
import { addDefineOption } from '../options/define-option.js'
import { addNormOption } from '../options/norm-option.js'
import { positive, real, whole } from '../options/number-rules.js'
import { addParameterOption } from '../options/parameter-option.js'
import { numberFor, numbersFor } from '../options/parse-number.js'
import { runCommand } from '../session/run-command.js'
import type { CertifyOptions } from '../work/certify.js'

/** `numeural certify`: the stability certificate of a block, or of a trained model. */
export function addCertifyCommand(program: Command, io: CommandLineIo): void {
  const command = program
    .command('certify')
    .description('the stability certificate of one block with a given kernel, or of a trained model')
    .argument('[model]', 'folder of a trained model; or describe a block')
    .option('--scheme <name>', 'a registered scheme (default: explicit)')
    .option('--activation <name>', 'a registered nonlinearity (default: perona-malik)')
  addDefineOption(command)
  addParameterOption(command)
  command
    .option('--kernel <k1,k2,...>', 'the kernel of K, such as 0,-1,1', numbersFor('--kernel', real))
    .option('--tau <t>', 'time step (default: 0.9 of its bound)', numberFor('--tau', positive))
    .option(
      '--size <n>',
      'length of the signal (default: the norm holds for every length)',
      numberFor('--size', whole(2)),
    )
  addNormOption(command)
  addCommonOptions(command).action((model: string | undefined, options: CertifyOptions) =>
    runCommand(io, options, async (session) => {
      const { certifyBlockOrModel } = await import('../work/certify.js')
      return await certifyBlockOrModel(session, model, options)
    }),
  )
}
