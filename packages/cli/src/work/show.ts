import { contrastNames, translate } from '@numeural/activations'
import { certify } from '@numeural/certificates'
import { type BlockNetwork, entryOf, isBlockNetwork, isSchemeNetwork, type Model } from '@numeural/schemes'
import type { SavedModel } from '@numeural/training'
import type { CommonOptions } from '../options/common-options.js'
import { certificateRows } from '../output/certificate-rows.js'
import { learnedRows } from '../output/learned-rows.js'
import { decibels } from '../output/number-text.js'
import { parameterValues } from '../output/parameter-values.js'
import { table } from '../output/table.js'
import { textBars, textCurve } from '../output/text-curve.js'
import { loadSavedModel } from '../session/load-saved-model.js'
import type { Outcome } from '../session/outcome.js'
import type { Session } from '../session/session.js'

/** Options of `numeural show`. */
export type ShowOptions = CommonOptions

/** What a trained model has learned. */
export async function showModel(session: Session, folder: string): Promise<Outcome> {
  const model = await loadSavedModel(session, folder)
  const { network, record } = model
  const architecture = architectureOf(model)
  const certificate = certify(model)
  const { data, training, figures } = record
  return {
    json: {
      architecture,
      parameters: { count: model.raw.length, values: parameterValues(model) },
      certificate,
      ...{ data, training, figures },
    },
    text: [
      ...table([
        ['model', folder],
        ['architecture', architectureText(model, architecture)],
        ['parameters', String(model.raw.length)],
        ...learnedRows(model),
        ...Object.entries({ noisy: 'PSNR noisy', test: 'PSNR test' }).flatMap(([name, title]) =>
          figures[name] === undefined ? [] : [[title, decibels(figures[name])]],
        ),
        ...certificateRows(certificate),
      ]),
      ...(isBlockNetwork(network) ? curves(model, network) : []),
    ],
  }
}

/** As `train` was asked for it; of other models the scheme or the kind of network. */
function architectureOf({ network, record }: SavedModel): string {
  const { architecture } = record.training
  if (typeof architecture === 'string') return architecture
  return isBlockNetwork(network) && isSchemeNetwork(network) ? network.scheme.name : network.kind
}

function architectureText({ network }: Model, architecture: string): string {
  const size = `${network.dimension}D`
  if (!isBlockNetwork(network)) return `${architecture}, ${size}`
  const { blocks, channels, weights, nonlinearity } = network
  return `${architecture}, ${size}, ${blocks} blocks, channels: ${channels}, ${weights} weights, ${nonlinearity.name}`
}

/** The first kernel and the first diffusivity, drawn. */
function curves({ effective }: Model, network: BlockNetwork): string[] {
  const { nonlinearity, parametrisation } = network
  const { layout } = parametrisation
  const kernel = layout.find(({ kind }) => kind === 'kernel')!
  const taps = Array.from(effective.subarray(kernel.offset, kernel.offset + Math.min(kernel.length, mostTaps)))
  const parameters = Object.fromEntries(
    Object.keys(nonlinearity.parameters).map((name) => [name, effective[entryOf(layout, name, 0).offset]!]),
  )
  const face = nonlinearity.activationOnly ? 'activation' : 'diffusivity'
  const [contrast] = contrastNames(nonlinearity.parameters)
  const reach = 4 * (contrast === undefined ? 1 : Math.abs(parameters[contrast]!))
  const [from, symbol] = face === 'activation' ? [-reach, 'Φ'] : [0, 'g']
  return [
    '',
    `kernel${kernel.length > mostTaps ? `, the first ${mostTaps} of ${kernel.length} numbers` : ''}:`,
    ...textBars(taps),
    '',
    `${face} ${symbol}(r)${kernel.block === null || network.weights === 'shared' ? '' : ' of the first block'}:`,
    ...textCurve(translate(nonlinearity, face, { parameters }), from, reach),
  ]
}

const mostTaps = 15
