import { checkNonlinearity, contrastNames, defineNonlinearity, type Nonlinearity } from '@numeural/activations'
import type { NumeuralError } from '@numeural/errors'
import { inputsOf, isSymbolName } from '@numeural/formula'
import { UsageError } from '../errors/usage-error.js'
import type { FaceFormulas } from '../options/define-option.js'
import type { ParameterOption } from '../options/parameter-option.js'

/** What a contrast is called on the command line, which has no word for the role of a parameter. */
const contrastSymbols = ['lambda', 'theta']

/**
 * The nonlinearity that `--define` and `--parameter` describe, parsed and checked.
 * `--parameter k=v` declares k: positive if v is, so that bounds hold for every contrast; else any number.
 * `lambda` and `theta` are contrasts: they scale r, and cannot be zero or negative.
 *
 * @param others Parameters that belong to something else, such as the scheme: the formulas need not read them.
 * @throws UsageError for a symbol that was not declared, a declared one that no formula reads, or a contrast ≤ 0
 */
export function nonlinearityFrom(
  formulas: FaceFormulas,
  values: ParameterOption,
  others: readonly string[] = [],
): Nonlinearity {
  for (const name of Object.keys(values)) {
    if (others.includes(name) || isSymbolName(name)) continue
    throw new UsageError(
      `--parameter ${name}`,
      'this name cannot be used; take letters, digits and underscores, and no word of the language',
    )
  }
  // τ is never a nonlinearity's own: the shrinkage function reads that of the scheme.
  const names = Object.keys(values).filter((name) => !(name === 'tau' && others.includes(name)))
  const read = symbolsRead(declare(formulas, values, names))
  const unread = names.find((name) => !read.includes(name) && !others.includes(name))
  if (unread !== undefined) {
    throw new UsageError(
      `--parameter ${unread}`,
      `no formula of --define reads '${unread}'; correct it or leave it out`,
    )
  }
  const nonlinearity = declare(
    formulas,
    values,
    names.filter((name) => read.includes(name)),
  )
  for (const name of contrastNames(nonlinearity.parameters)) {
    const value = values[name]!
    if (value <= 0) throw new UsageError(`--parameter ${name}=${value}`, 'give a finite number > 0')
  }
  checkNonlinearity(nonlinearity)
  return nonlinearity
}

function declare(formulas: FaceFormulas, values: ParameterOption, names: readonly string[]): Nonlinearity {
  const parameters = Object.fromEntries(
    names.map((name) => {
      const value = values[name]!
      const definition = { default: value, domain: value > 0 ? 'positive' : 'real' } as const
      return [name, contrastSymbols.includes(name) ? { ...definition, role: 'contrast' as const } : definition] as const
    }),
  )
  return defineNonlinearity({ name: 'defined', parameters, ...formulas })
}

function symbolsRead(nonlinearity: Nonlinearity): string[] {
  try {
    return Object.values(nonlinearity.faces).flatMap(inputsOf)
  } catch (error) {
    const { code, given, message, hint } = error as Partial<NumeuralError>
    // names that mean something elsewhere, such as e, come with a hint of their own
    const isParameter = code === 'FORMULA_SYMBOL' && isSymbolName(String(given)) && hint?.startsWith('Allowed symbols')
    if (!isParameter) throw error
    throw new UsageError(
      String(message).replace(/\.$/, ''),
      `declare a parameter by giving its value, such as --parameter ${given}=1`,
    )
  }
}
