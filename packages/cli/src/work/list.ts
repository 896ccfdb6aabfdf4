import { availableBackends } from '@numeural/core'
import type { NonlinearityListing } from '@numeural/schemes'
import { numberText } from '../output/number-text.js'
import { table } from '../output/table.js'
import type { Outcome } from '../session/outcome.js'
import { provideWebGpu } from '../session/provide-webgpu.js'
import type { Session } from '../session/session.js'

/** Everything registered, and the backends. */
export async function list(session: Session): Promise<Outcome> {
  const { nonlinearities, schemes, backends: _entries, ...others } = (await session.registry()).list()
  await provideWebGpu()
  const backends = await availableBackends({ plugins: await session.plugins() })
  return {
    json: { nonlinearities: nonlinearities.map(withoutRoles), schemes, backends, ...others },
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
          shortened(entry.update),
          entry.time,
          entry.order === null ? '-' : String(entry.order),
          entry.plugin,
        ]),
      ]),
      '',
      ...table([
        ['KIND', 'NAME', 'PLUGIN'],
        ...Object.entries(others).flatMap(([kind, entries]) => entries.map(({ name, plugin }) => [kind, name, plugin])),
      ]),
      '',
      ...table([
        ['BACKEND', 'AVAILABLE'],
        ...backends.map(({ name, available, reason }) => [name, available ? 'yes' : `no: ${reason}`]),
      ]),
    ],
  }
}

/** The contract's `parameters` are default and domain. */
function withoutRoles(entry: NonlinearityListing): NonlinearityListing {
  const parameters = Object.entries(entry.parameters).map(
    ([name, { default: usual, domain }]) => [name, { default: usual, domain }] as const,
  )
  return { ...entry, parameters: Object.fromEntries(parameters) }
}

/** Long formulas are cut in the table; `--json` has them whole. */
function shortened(formula: string): string {
  const widest = 60
  return formula.length <= widest ? formula : `${formula.slice(0, widest - 1)}…`
}
