import { type DictionaryEntry, dependsOnTau, dictionaryEntry, type Nonlinearity } from '@numeural/activations'
import { UsageError } from '../errors/usage-error.js'
import { checkOutput } from '../files/check-output.js'
import { writing } from '../files/writing.js'
import type { CommonOptions } from '../options/common-options.js'
import { type FaceFormulas, isDefined } from '../options/define-option.js'
import type { ParameterOption } from '../options/parameter-option.js'
import { numberText, parametersText, shortNumberText } from '../output/number-text.js'
import { table } from '../output/table.js'
import type { Outcome } from '../session/outcome.js'
import type { Session } from '../session/session.js'
import { nonlinearityFrom } from './define-nonlinearity.js'

/** Options of `numeural dictionary`. */
export interface DictionaryOptions extends CommonOptions {
  readonly define: FaceFormulas
  readonly parameter: ParameterOption
  readonly tau: number
  readonly at?: readonly number[]
  readonly plot?: string
}

/**
 * The four faces, the derivative and the bounds of a registered nonlinearity, or of one defined on the command line.
 */
export async function dictionary(
  session: Session,
  name: string | undefined,
  options: DictionaryOptions,
): Promise<Outcome> {
  const nonlinearity = await chosen(session, name, options)
  const output = options.plot === undefined ? null : checkOutput(session, '--plot', options.plot, ['.svg', '.png'])
  const { parameter, tau, at } = options
  const entry = await dictionaryEntry(nonlinearity, { parameters: parameter, tau, at })
  if (output !== null) {
    const { facesPlot } = await import('../plots/faces-plot.js')
    const { writePlot } = await import('../plots/write-plot.js')
    const svg = await facesPlot(nonlinearity, entry.parameters, entry.tau)
    await writing('--plot', options.plot!, () => writePlot(svg, output))
  }
  return {
    json: output === null ? entry : { ...entry, plot: output },
    text: [
      ...describe(entry),
      ...remarksOn(nonlinearity),
      ...(output === null ? [] : ['', `written: ${options.plot}`]),
    ],
  }
}

async function chosen(session: Session, name: string | undefined, options: DictionaryOptions): Promise<Nonlinearity> {
  const defined = isDefined(options.define)
  if (name !== undefined && defined) throw new UsageError(`'${name}' and --define`, 'give one of them')
  if (defined) return nonlinearityFrom(options.define, options.parameter)
  const registry = await session.registry()
  if (name !== undefined) return registry.nonlinearity(name)
  throw new UsageError('no nonlinearity', "name one (see `numeural list`) or give --define FACE='formula'")
}

function remarksOn(nonlinearity: Nonlinearity): string[] {
  if (!dependsOnTau(nonlinearity)) return []
  return [
    '',
    'diffusivity, regulariser and activation are those at this tau: with another, this shrinkage is another filter',
  ]
}

function describe(entry: DictionaryEntry): string[] {
  const { formulas, bounds } = entry
  const cell = (value: number | null): string => (value === null ? '-' : shortNumberText(value))
  return [
    ...table([
      ['name', `${entry.name} (defined by its ${entry.definedBy})`],
      ['parameters', parametersText(entry.parameters)],
      ['tau', numberText(entry.tau)],
      ...Object.entries(formulas).map(([face, formula]) => [face, formula ?? 'no closed form: by quadrature, or none']),
      ['max g', numberText(bounds.gMax)],
      ['min g', bounds.gMin === null ? 'not known' : numberText(bounds.gMin)],
      ['max |flux′|', numberText(bounds.lipschitz)],
      ['monotone', bounds.monotone ? 'yes' : 'no'],
      ...(['float32', 'float64'] as const)
        .filter((dtype) => !bounds[dtype].certified)
        .map((dtype) => [`in ${dtype}`, `max g is not proved: ${bounds[dtype].reason}`]),
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
