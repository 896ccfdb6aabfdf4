import { domainText, isInDomain, type Nonlinearity } from '@numeural/activations'
import { ParameterError } from '@numeural/errors'
import { fixedTransform } from '../parametrisation/fixed-transform.js'
import type { Part } from '../parametrisation/parametrisation.js'
import { scalarTransform } from '../parametrisation/scalar-transform.js'
import type { BlockSettings, ParameterSetting } from './block-settings.js'

/** Contrast parameters are declared for signals of order 1; networks see grey values in [0, 255]. */
const greyValueContrast = 10

/** What the weights of blocks are called. */
const namesOfWeights: readonly string[] = ['kernel', 'kernel1', 'kernel2', 'bias1', 'bias2']

/** Starting values of a nonlinearity's parameters in a network. */
export function startOfNonlinearity(
  nonlinearity: Nonlinearity,
  settings: Readonly<Record<string, ParameterSetting>>,
): Record<string, number> {
  const entries = Object.entries(nonlinearity.parameters).map(([name, { default: usual, domain, role }]) => {
    const start = settings[name]?.initial ?? (role === 'contrast' ? usual * greyValueContrast : usual)
    if (!isInDomain(domain, start)) throw outsideDomain(name, start, domainText(domain))
    return [name, start] as const
  })
  return Object.fromEntries(entries)
}

/** The nonlinearity's parameters of one set of block weights. */
export function nonlinearityParts({ nonlinearity, parameters: settings }: BlockSettings, block: number): Part[] {
  const taken = Object.keys(nonlinearity.parameters).find((name) => namesOfWeights.includes(name))
  if (taken !== undefined) throw nameOfWeights(nonlinearity.name, taken)
  const start = startOfNonlinearity(nonlinearity, settings)
  return Object.entries(nonlinearity.parameters).map(([name, { domain }]) => ({
    name,
    kind: 'nonlinearity',
    block,
    transform:
      settings[name]?.trainable === false
        ? fixedTransform([start[name]!])
        : scalarTransform(name, domain, [start[name]!]),
  }))
}

/** The error for a starting value outside its domain. */
export function outsideDomain(name: string, given: number, allowed: string): ParameterError {
  return new ParameterError(`The parameter '${name}' cannot start at ${given}; it must be ${allowed}.`, {
    code: 'PARAMETER_DOMAIN',
    given,
    allowed,
    hint: `Give '${name}' ${allowed}.`,
  })
}

function nameOfWeights(nonlinearity: string, name: string): ParameterError {
  return new ParameterError(
    `The nonlinearity '${nonlinearity}' has a parameter '${name}', as the weights of a network are called.`,
    {
      code: 'PARAMETER_CLASH',
      given: name,
      allowed: `any name but ${namesOfWeights.join(', ')}`,
      hint: `Rename '${name}' in the definition of '${nonlinearity}'.`,
    },
  )
}
