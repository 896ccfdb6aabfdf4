import { boundsOf, type Nonlinearity } from '@numeural/activations'
import { availableBackends } from '@numeural/core'
import type { Scheme } from '@numeural/schemes'
import { numberText } from '../output/number-text.js'
import { table } from '../output/table.js'
import type { Outcome } from '../session/outcome.js'
import type { Session } from '../session/session.js'

/** Everything registered, and the backends. */
export async function list(session: Session): Promise<Outcome> {
  const { plugins } = await session.registry()
  const nonlinearities = plugins.flatMap((plugin) =>
    ((plugin.nonlinearities ?? []) as readonly Nonlinearity[]).map((entry) => describeNonlinearity(entry, plugin.name)),
  )
  const schemes = plugins.flatMap((plugin) =>
    ((plugin.schemes ?? []) as readonly Scheme[]).map((entry) => describeScheme(entry, plugin.name)),
  )
  const backends = await availableBackends()
  return {
    json: { nonlinearities, schemes, backends },
    text: [
      ...table([
        ['NONLINEARITY', 'PARAMETERS', 'DEFINED BY', 'max g', 'max |flux′|', 'MONOTONE', 'PLUGIN'],
        ...nonlinearities.map((entry) => [
          entry.name,
          Object.keys(entry.parameters).join(', ') || '-',
          entry.definedBy,
          numberText(entry.gMax),
          numberText(entry.lipschitz),
          entry.monotone ? 'yes' : 'no',
          entry.plugin,
        ]),
      ]),
      '',
      ...table([
        ['SCHEME', 'PARAMETERS', 'UPDATE', 'TIME', 'ORDER', 'PLUGIN'],
        ...schemes.map((entry) => [
          entry.name,
          Object.keys(entry.parameters).join(', ') || '-',
          entry.update,
          entry.time,
          entry.order === null ? '-' : String(entry.order),
          entry.plugin,
        ]),
      ]),
      '',
      ...table([
        ['BACKEND', 'AVAILABLE'],
        ...backends.map(({ name, available, reason }) => [name, available ? 'yes' : `no: ${reason}`]),
      ]),
    ],
  }
}

function describeNonlinearity(entry: Nonlinearity, plugin: string) {
  const { gMax, lipschitz, monotone } = boundsOf(entry)
  return {
    name: entry.name,
    parameters: entry.parameters,
    definedBy: entry.definedBy,
    gMax: gMax.value,
    lipschitz: lipschitz.value,
    monotone: monotone.value,
    source: entry.source ?? null,
    plugin,
  }
}

function describeScheme(entry: Scheme, plugin: string) {
  const { name, parameters, update, at, time, order, source } = entry
  return { name, parameters, update, at, time, order, source, plugin }
}
