import type { Command } from 'commander'
import type { CommandLineIo } from '../io.js'
import { addCommonOptions } from '../options/common-options.js'
import { nonnegative, positive, share, whole } from '../options/number-rules.js'
import { numberFor } from '../options/parse-number.js'
import { runCommand } from '../session/run-command.js'
import type { InpaintOptions } from '../work/inpaint.js'

/** `numeural inpaint`: an image from its known pixels. */
export function addInpaintCommand(program: Command, io: CommandLineIo): void {
  const command = program
    .command('inpaint')
    .description('reconstruct an image from some of its pixels')
    .argument('<input>', 'image file, or - for stdin')
    .requiredOption('-o, --output <file>', 'where to write the result')
    .option('--mask <file>', 'image of the size of the input; white pixels are known')
    .option(
      '--density <share>',
      'keep this share of the pixels, chosen at random, and report the PSNR',
      numberFor('--density', share),
    )
    .option('--operator <name>', 'eed, homogeneous, or one of a plugin', 'eed')
    .option('--solver <name>', 'cg, diffusion, or one of a plugin', 'cg')
    .option('--lambda <l>', 'contrast in grey values per pixel (default: 0.93)', numberFor('--lambda', positive))
    .option(
      '--sigma <s>',
      'standard deviation of the smoothing, in pixels (default: 0.97)',
      numberFor('--sigma', nonnegative),
    )
    .option('--tolerance <t>', 'stop below this relative residual', numberFor('--tolerance', positive))
    .option('--max-iterations <n>', 'stop after so many iterations', numberFor('--max-iterations', whole(1)))
    .option('--mask-out <file>', 'write the mask as an image')
    .option('--grey', 'work on, and write, a grey image', false)
  addCommonOptions(command).action((input: string, options: InpaintOptions) =>
    runCommand(io, options, async (session) => {
      const { inpaintFile } = await import('../work/inpaint.js')
      return await inpaintFile(session, input, options)
    }),
  )
}
