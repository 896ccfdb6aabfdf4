import { type DictionaryEntry, defineNonlinearity, dictionaryEntry, type Nonlinearity } from '@numeural/activations'
import type { NumeuralError } from '@numeural/core'
import { isSymbolName } from '@numeural/formula'
import { UsageError } from '../errors/usage-error.js'
import { checkOutput } from '../files/check-output.js'
import { writing } from '../files/writing.js'
import type { FaceFormulas } from '../options/define-option.js'
import type { ParameterOption } from '../options/parameter-option.js'
import { numberText, parametersText } from '../output/number-text.js'
import { table } from '../output/table.js'
import type { Outcome } from '../session/outcome.js'
import type { Session } from '../session/session.js'
import type { DictionaryOptions } from './dictionary-options.js'

/** The four faces, the derivative and the bounds of a registered nonlinearity, or of one defined on the command line. */
export async function dictionary(
  session: Session,
  name: string | undefined,
  options: DictionaryOptions,
): Promise<Outcome> {
  const nonlinearity = await chosen(session, name, options)
  const output = options.plot === undefined ? null : checkOutput(session, '--plot', options.plot, ['.svg', '.png'])
  const entry = entryOf(nonlinearity, options)
  if (output !== null) {
    const { facesPlot } = await import('../plots/faces-plot.js')
    const { writePlot } = await import('../plots/write-plot.js')
    const svg = await facesPlot(nonlinearity, entry.parameters, entry.tau)
    await writing('--plot', options.plot!, () => writePlot(svg, output))
  }
  return {
    json: output === null ? entry : { ...entry, plot: output },
    text: [...describe(entry), ...(output === null ? [] : ['', `written: ${options.plot}`])],
  }
}

async function chosen(session: Session, name: string | undefined, options: DictionaryOptions): Promise<Nonlinearity> {
  const defined = Object.keys(options.define).length > 0
  if (name !== undefined && defined) throw new UsageError(`'${name}' and --define`, 'give one of them')
  if (defined) return define(options.define, options.parameter)
  const registry = await session.registry()
  if (name !== undefined) return registry.nonlinearity(name)
  throw new UsageError('no nonlinearity', "name one (see `numeural list`) or give --define FACE='formula'")
}

function entryOf(nonlinearity: Nonlinearity, { parameter, tau, at, define }: DictionaryOptions): DictionaryEntry {
  try {
    return dictionaryEntry(nonlinearity, { parameters: parameter, tau, at })
  } catch (error) {
    const { code, given, message } = error as Partial<NumeuralError>
    const isUndeclared = code === 'FORMULA_SYMBOL' && Object.keys(define).length > 0 && isSymbolName(String(given))
    if (!isUndeclared) throw error
    throw new UsageError(String(message), `declare a parameter by giving its value, such as --parameter ${given}=1`)
  }
}

/** `--parameter k=v` declares k: positive if v is, so that bounds hold for every contrast; else any number. */
function define(formulas: FaceFormulas, values: ParameterOption): Nonlinearity {
  const parameters = Object.fromEntries(
    Object.entries(values).map(
      ([symbol, value]) => [symbol, { default: value, domain: value > 0 ? 'positive' : 'real' }] as const,
    ),
  )
  return defineNonlinearity({ name: 'defined', parameters, ...formulas })
}

function describe(entry: DictionaryEntry): string[] {
  const { formulas, bounds } = entry
  const cell = (value: number | null): string => (value === null ? '-' : numberText(value))
  return [
    ...table([
      ['name', `${entry.name} (defined by its ${entry.definedBy})`],
      ['parameters', parametersText(entry.parameters)],
      ['tau', numberText(entry.tau)],
      ...Object.entries(formulas).map(([face, formula]) => [face, formula ?? 'no closed form: by quadrature, or none']),
      ['max g', numberText(bounds.gMax)],
      ['max |flux′|', numberText(bounds.lipschitz)],
      ['monotone', bounds.monotone ? 'yes' : 'no'],
      ['certified', bounds.certified ? 'yes: the bounds are enclosures' : 'no: some bound is an estimate'],
    ]),
    '',
    ...table([
      ['r', 'diffusivity', 'regulariser', 'shrinkage', 'activation', 'derivative'],
      ...entry.values.map(({ r, diffusivity, regulariser, shrinkage, activation, derivative }) =>
        [r, diffusivity, regulariser, shrinkage, activation, derivative].map(cell),
      ),
    ]),
  ]
}
