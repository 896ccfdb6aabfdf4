import type { Command } from 'commander'
import { trainingDefaults } from '../defaults.js'
import { UsageError } from '../errors/usage-error.js'
import type { CommandLineIo } from '../io.js'
import { choiceFor } from '../options/choice.js'
import { addCommonOptions } from '../options/common-options.js'
import { addDefineOption } from '../options/define-option.js'
import { addNormOption } from '../options/norm-option.js'
import { nonnegative, positive, whole } from '../options/number-rules.js'
import { addParameterOption } from '../options/parameter-option.js'
import { numberFor } from '../options/parse-number.js'
import { runCommand } from '../session/run-command.js'
import type { TrainDenoiseOptions } from '../work/train-denoise-options.js'

/** `numeural train`: trains a network for a task. */
export function addTrainCommand(program: Command, io: CommandLineIo): void {
  const train = program
    .command('train')
    .description('train a network')
    .helpOption('-h, --help', 'show this help')
    .allowExcessArguments()
    .allowUnknownOption()
    .action((_options, { args }: Command) => {
      const [task] = args
      throw new UsageError(
        task === undefined || task.startsWith('-') ? 'train: no task' : `train ${task}: unknown task`,
        'the task is denoise: numeural train denoise --out FOLDER',
      )
    })
  addTrainDenoise(train, io)
}

function addTrainDenoise(train: Command, io: CommandLineIo): void {
  const { architecture, activation, blocks, channels, kernelWidth, weights, epochs, batch, learningRate, noise } =
    trainingDefaults
  const command = train
    .command('denoise')
    .description('train a network to remove noise from 1D signals')
    .requiredOption('--out <folder>', 'where the model and its checkpoint go; made if it is missing')
    .option(
      '--architecture <name>',
      'symmetric, resnet, a registered scheme (--blocks are its steps; of a cyclic one they are one cycle), or a network on grids: unet, fmg, single-grid (--blocks are its layers on a grid)',
      architecture,
    )
    .option('--activation <name>', `a registered nonlinearity (default: ${activation})`)
  addDefineOption(command)
  addParameterOption(command)
  command
    .option('--blocks <n>', 'number of blocks', numberFor('--blocks', whole(1, 10_000)), blocks)
    .option('--channels <n>', 'channels of each block', numberFor('--channels', whole(1, 1024)), channels)
    .option('--kernel-width <n>', 'width of the kernels', numberFor('--kernel-width', whole(1, 255)), kernelWidth)
    .option(
      '--weights <kind>',
      `shared by all blocks, own for each, or own and smoothly changing: ${weightKinds.join(', ')}`,
      choiceFor('--weights', weightKinds),
      weights,
    )
    .option(
      '--smoothness <beta>',
      'how much dynamic weights are kept from changing between blocks (default: 10, resnet 5)',
      numberFor('--smoothness', nonnegative),
    )
    .option('--epochs <n>', 'passes over the training data', numberFor('--epochs', whole(1)), epochs)
    .option('--batch <n>', 'signals per step', numberFor('--batch', whole(1)), batch)
    .option('--learning-rate <r>', 'step size of the optimiser', numberFor('--learning-rate', positive), learningRate)
    .option('--data <folder>', 'folder of clean signals (.csv, .json), or synthetic', 'synthetic')
    .option('--noise <sigma>', 'standard deviation of the noise to remove', numberFor('--noise', nonnegative), noise)
    .option('--resume', 'go on from the checkpoint in the folder, with the options that it was started with', false)
    .option('--overwrite', 'replace the model or the checkpoint that is in the folder', false)
  addNormOption(command)
  addCommonOptions(command).action((options: TrainDenoiseOptions) => {
    const given = Object.keys(options).filter((name) => command.getOptionValueSource(name) === 'cli')
    return runCommand(io, options, async (session) => {
      const { trainDenoise } = await import('../work/train-denoise.js')
      return await trainDenoise(session, options, new Set(given))
    })
  })
}

const weightKinds = ['shared', 'dynamic', 'free'] as const
