import { type Command, Option } from 'commander'
import { UsageError } from '../errors/usage-error.js'
import type { CommandLineIo } from '../io.js'
import { addCommonOptions } from '../options/common-options.js'
import { addDefineOption } from '../options/define-option.js'
import { addNormOption } from '../options/norm-option.js'
import { nonnegative, positive, whole } from '../options/number-rules.js'
import { addParameterOption } from '../options/parameter-option.js'
import { numberFor, readNumber } from '../options/parse-number.js'
import { runCommand } from '../session/run-command.js'
import type { DenoiseOptions } from '../work/denoise-options.js'

/** `numeural denoise`: an image or signals, by a scheme or by a trained model. */
export function addDenoiseCommand(program: Command, io: CommandLineIo): void {
  const command = program
    .command('denoise')
    .description('remove noise from an image (png, jpeg, webp, tiff) or from signals (csv, json)')
    .argument('<input>', 'file, or - for stdin')
    .requiredOption('-o, --output <file>', 'where to write the result')
    .option('--scheme <name>', 'a registered scheme (default: fsi)')
    .option('--activation <name>', 'a registered nonlinearity (default: perona-malik)')
  addDefineOption(command)
  addParameterOption(command)
  command
    .option('--steps <n>', 'number of steps (default: by the noise)', numberFor('--steps', whole(1, 1_000_000)))
    .option('--time <t>', 'diffusion time instead of a number of steps', numberFor('--time', positive))
    .option('--tau <t>', 'time step; auto is 0.9 of the certified bound (default: auto)', tauOrAuto)
    .option('--model <folder>', 'denoise by a trained model instead of a scheme')
    .option(
      '--noise-level <sigma>',
      'standard deviation of the noise (default: estimated)',
      numberFor('--noise-level', nonnegative),
    )
    .option('--strength <s>', 'smooth as if the noise were s times as strong', numberFor('--strength', positive))
    .option('--tune', 'search contrast and diffusion time, for nonlinearities without a rule', false)
    .option(
      '--add-noise <sigma>',
      'first add Gaussian noise, then report the PSNR',
      numberFor('--add-noise', nonnegative),
    )
    .addOption(
      new Option('--noise <sigma>', 'the old name of --add-noise')
        .argParser(numberFor('--noise', nonnegative))
        .hideHelp(),
    )
    .option('--noise-out <file>', 'write the input with the noise of --add-noise')
    .option('--grey', 'work on, and write, a grey image', false)
  addNormOption(command)
  addCommonOptions(command).action((input: string, options: DenoiseOptions) =>
    runCommand(io, options, async (session) => {
      const { denoiseFile } = await import('../work/denoise.js')
      return await denoiseFile(session, input, options)
    }),
  )
}

function tauOrAuto(text: string): 'auto' | number {
  if (text === 'auto') return text
  if (/^[a-z]/i.test(text)) throw new UsageError(`--tau '${text}'`, `give auto, or ${positive.allowed}`)
  return readNumber('--tau', text, positive)
}
