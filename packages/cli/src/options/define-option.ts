import type { FaceName } from '@numeural/activations'
import type { Command } from 'commander'
import { closestName } from '../errors/closest-name.js'
import { UsageError } from '../errors/usage-error.js'

const faces = ['diffusivity', 'regulariser', 'shrinkage', 'activation'] as const satisfies readonly FaceName[]

/** Formulas of `--define`, by face. */
export type FaceFormulas = Readonly<Partial<Record<FaceName, string>>>

/** Adds the repeatable `--define FACE=formula`. */
export function addDefineOption(command: Command): Command {
  return command.option(
    '--define <face=formula>',
    "define a nonlinearity instead, such as diffusivity='1/(1+(r/lambda)^4)'",
    collectFormula,
    {},
  )
}

/** Whether `--define` was given. */
export function isDefined(formulas: FaceFormulas): boolean {
  return Object.keys(formulas).length > 0
}

function collectFormula(text: string, previous: FaceFormulas): FaceFormulas {
  const split = text.indexOf('=')
  const given = text.slice(0, Math.max(split, 0)).trim()
  const face = faces.find((name) => name === given)
  if (face === undefined) {
    const meant = closestName(given, faces)
    const guess = meant === null ? '' : `did you mean ${meant}? `
    throw new UsageError(`--define '${text}'`, `${guess}give FACE=formula, FACE being one of ${faces.join(', ')}`)
  }
  if (previous[face] !== undefined)
    throw new UsageError(`--define ${text}`, `the ${face} is given already; give it once`)
  return { ...previous, [face]: text.slice(split + 1) }
}
