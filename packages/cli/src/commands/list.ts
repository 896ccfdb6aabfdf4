import type { Command } from 'commander'
import type { CommandLineIo } from '../io.js'
import { addCommonOptions, type CommonOptions } from '../options/common-options.js'
import { runCommand } from '../session/run-command.js'

/** `numeural list`: everything registered, plugins included. */
export function addListCommand(program: Command, io: CommandLineIo): void {
  const command = program.command('list').description('show the nonlinearities, schemes and backends that there are')
  addCommonOptions(command).action((options: CommonOptions) =>
    runCommand(io, options, async (session) => {
      const { list } = await import('../work/list.js')
      return await list(session)
    }),
  )
}
