import type { Command } from 'commander'
import { choiceFor } from './choice.js'

/** How the norm of K is bounded: so that it always holds, or as the paper does. */
export type NormOption = 'rigorous' | 'paper'

/** Adds `--norm`. */
export function addNormOption(command: Command): Command {
  return command.option(
    '--norm <rule>',
    'how the norm of K is bounded: rigorous, or paper (as in C21, which certifies nothing)',
    choiceFor('--norm', ['rigorous', 'paper']),
    'rigorous',
  )
}
