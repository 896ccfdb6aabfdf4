import type { Nonlinearity } from '@numeural/activations'
import { ParameterError } from '@numeural/errors'
import type { Scheme } from '../scheme/scheme.js'

/** Plugins may be plain JavaScript, where no type says that an entry must be made by `defineNonlinearity`. */
export function requireNonlinearity(entry: Nonlinearity): void {
  // The faces are not read: that would parse them.
  const isMade = isObject(entry.parameters) && isObject(entry.formulas) && 'faces' in entry && isObject(entry.declared)
  if (!isMade) throw notMade(entry.name, 'nonlinearities', 'defineNonlinearity')
}

/** Whether an entry can be a scheme that `defineScheme` made. */
export function requireScheme(entry: Scheme): void {
  const texts = [entry.update, entry.at, entry.time]
  const isMade = texts.every((text) => typeof text === 'string') && isObject(entry.parameters)
  const parametersAreMade = isMade && Object.values(entry.parameters).every((each) => isObject(each) && 'per' in each)
  if (!parametersAreMade || entry.length === undefined || entry.first === undefined)
    throw notMade(entry.name, 'schemes', 'defineScheme')
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function notMade(name: string, kind: string, maker: string): ParameterError {
  return new ParameterError(`'${name}' in '${kind}' was not made by ${maker}().`, {
    code: 'PLUGIN_ENTRY',
    given: name,
    allowed: `what ${maker}() returns`,
    hint: `Write ${maker}({ name: '${name}', … }).`,
  })
}
