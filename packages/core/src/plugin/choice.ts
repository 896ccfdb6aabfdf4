import { type Option, refused, requireObject } from '@numeural/errors'

/** An entry of a kind whose values are made from options: a smoother, an inpainting operator. */
export interface Maker<Name extends string = string, Value = unknown, Options extends object = never> {
  readonly name: Name
  /** Makes the value; every option has a default. */
  readonly make: (options?: Options) => Value
}

/** The name of an entry, with its options beside the name. */
export type Named<E extends Maker> = E extends {
  readonly name: infer Name
  readonly make: (options?: infer Options) => unknown
}
  ? { readonly name: Name } & NonNullable<Options>
  : never

/** How an option of a kind is given: a value, the name of an entry, or its name with options. */
export type Choice<Value, E extends Maker> = Value | E['name'] | Named<E>

/**
 * The value that a choice stands for.
 *
 * @param entries those that have names here
 * @param method what every value has and no options have, such as `sweep` of a smoother
 * @throws ParameterError under the option's code if there is no such entry; what the entry says to its options
 */
export function chosen<Value extends object>(
  option: Option,
  choice: unknown,
  entries: readonly Maker<string, Value>[],
  method: keyof Value & string,
): Value {
  const names = entries.map(({ name }) => name)
  const hint = 'Give a name, an object of a name and options, or a value that a function of the kind has made.'
  if (typeof choice !== 'string') requireObject(option, choice, names, hint)
  if (typeof choice === 'object' && typeof choice[method] === 'function') return choice as Value
  const { name, ...options } = typeof choice === 'string' ? { name: choice } : choice
  const entry = entries.find((each) => each.name === name)
  if (entry === undefined) throw refused(option, name, names, hint)
  return entry.make(options as never)
}
