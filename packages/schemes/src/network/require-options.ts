import type { Nonlinearity } from '@numeural/activations'
import { ParameterError } from '@numeural/errors'
import type { Scheme } from '../scheme/scheme.js'

/**
 * Refuses options of the wrong kind that JavaScript lets through, a name in place of a nonlinearity for instance.
 *
 * @throws ParameterError `NETWORK_OPTION`, naming the option
 */
export function requireOptions(options: unknown): void {
  if (isObject(options)) return
  throw refuse('options', options, 'an object of options', 'Give the options as an object.')
}

/** Refuses what is no nonlinearity. */
export function requireNonlinearity(value: unknown): asserts value is Nonlinearity {
  if (isObject(value) && isObject(value.formulas) && isObject(value.parameters) && typeof value.name === 'string')
    return
  throw refuse(
    'activation',
    value,
    'a nonlinearity',
    `Import one such as peronaMalik from @numeural/activations, make one by defineNonlinearity(), or look a name up: createRegistry(standard).nonlinearity('perona-malik').`,
  )
}

/** Refuses what is no scheme. */
export function requireScheme(value: unknown): asserts value is Scheme {
  if (isObject(value) && typeof value.update === 'string' && isObject(value.parameters)) return
  throw refuse(
    'scheme',
    value,
    'a scheme',
    `Import one such as fsi from @numeural/schemes, make one by defineScheme(), or look a name up: createRegistry(standard).scheme('fsi').`,
  )
}

/** Refuses what is no description of a kernel. */
export function requireKernelOptions(value: unknown): void {
  if (isObject(value) && (value.values === undefined || Array.isArray(value.values))) return
  throw refuse('kernel', value, 'an object with a width', 'Give kernel: { width: 3 }, with values for a fixed one.')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function refuse(option: string, given: unknown, allowed: string, hint: string): ParameterError {
  const what = given === undefined ? 'missing' : isObject(given) ? 'an object of another kind' : JSON.stringify(given)
  return new ParameterError(`Option ${option} is ${what ?? String(given)}; allowed: ${allowed}.`, {
    code: 'NETWORK_OPTION',
    given,
    allowed,
    hint,
  })
}
