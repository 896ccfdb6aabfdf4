import type { Command } from 'commander'
import type { CommandLineIo } from '../io.js'
import { addCommonOptions } from '../options/common-options.js'
import { runCommand } from '../session/run-command.js'
import type { DemoOptions } from '../work/demo.js'

/** `numeural demo`: trains a network, denoises and inpaints a photograph, writes a report. */
export function addDemoCommand(program: Command, io: CommandLineIo): void {
  const command = program
    .command('demo')
    .description('train a network, denoise and inpaint a photograph, and write a report on it')
    .option('--out <folder>', 'where to write the report', 'numeural-demo')
  addCommonOptions(command).action((options: DemoOptions) =>
    runCommand(io, options, async (session) => {
      const { demo } = await import('../work/demo.js')
      return await demo(session, options)
    }),
  )
}
