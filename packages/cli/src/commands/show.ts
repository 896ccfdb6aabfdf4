import type { Command } from 'commander'
import type { CommandLineIo } from '../io.js'
import { addCommonOptions } from '../options/common-options.js'
import { runCommand } from '../session/run-command.js'
import type { ShowOptions } from '../work/show.js'

/** `numeural show`: what a trained model has learned. */
export function addShowCommand(program: Command, io: CommandLineIo): void {
  const command = program
    .command('show')
    .description('show what a trained model has learned: kernels, parameters, diffusivity, certificate')
    .argument('<model>', 'folder of the model')
  addCommonOptions(command).action((model: string, options: ShowOptions) =>
    runCommand(io, options, async (session) => {
      const { showModel } = await import('../work/show.js')
      return await showModel(session, model)
    }),
  )
}
