import { type Backend, createRegistry, definePlugin, type Plugin } from '@numeural/core'
import { isImplicit, standardPlugin } from '@numeural/schemes'
import { adjointnessCases } from './adjointness-cases.js'
import { type Combination, expectedRefusal, spaces } from './combination.js'
import type { ConformanceCase } from './conformance-case.js'
import { finiteCases } from './finite-cases.js'
import { gradientCases } from './gradient-cases.js'
import { implicitCases } from './implicit-cases.js'
import { nonlinearityCases } from './nonlinearity-cases.js'
import { refusalCase } from './refusal-case.js'
import { schemeCases } from './scheme-cases.js'
import { stabilityCases } from './stability-cases.js'
import { violation } from './violation.js'

/** On what {@link conformanceCases} runs. */
export interface ConformanceOptions {
  /** Must have `reference` among them, which all others are compared with. The caller disposes them after the run. */
  readonly backends: readonly Backend[]
}

/**
 * Everything that the entries of a plugin must fulfil, as cases for any test runner.
 * Every nonlinearity: dictionary round trips, bounds against samples, parity, finite numbers in float32, adjointness.
 * Every nonlinearity with every scheme, in 1D and 2D with 1 and 3 channels:
 * the result and the gradient on every backend against the reference, the reference gradient against central
 * differences, and attacks on every guarantee that a certificate gives;
 * a combination that makes no sense must be refused.
 * Implicit schemes, which are no networks: what their certificates say, with every nonlinearity.
 * The plugin's entries are combined with each other and with the standard ones. Formulas are checked at once.
 *
 * @throws NumeuralError what `createRegistry(standardPlugin, plugin)` throws for wrong entries;
 *   `CONFORMANCE` without a reference
 * @example
 * const backends = [await createBackend('reference'), await createBackend('wasm')]
 * for (const { name, run } of conformanceCases(plugin, { backends })) test(name, run)
 */
export function conformanceCases(plugin: Plugin, { backends }: ConformanceOptions): ConformanceCase[] {
  const reference = backends.find(({ info }) => info.exact)
  if (reference === undefined) {
    const given = backends.map(({ info }) => info.name).join(', ') || 'none'
    throw violation('The backends of a conformance run', given, "a list with createBackend('reference') in it")
  }
  const others = backends.filter((backend) => backend !== reference)
  // What the plugin has of other kinds is no business of these cases.
  const { name, nonlinearities = [], schemes = [] } = plugin
  const checked: Plugin = definePlugin({ name, nonlinearities, schemes })
  const own = createRegistry({ name: 'kinds', kinds: standardPlugin.kinds }, checked)
  const all = plugin === standardPlugin ? own : createRegistry(standardPlugin, checked)
  const pairs = all.nonlinearities.flatMap((activation) =>
    all.schemes
      .filter((scheme) => !isImplicit(scheme))
      .filter((scheme) => own.nonlinearities.includes(activation) || own.schemes.includes(scheme))
      .map((scheme) => ({ activation, scheme })),
  )
  const combined = ({ activation, scheme }: Omit<Combination, 'space'>): ConformanceCase[] =>
    spaces.flatMap((space) => {
      const combination = { activation, scheme, space }
      const code = expectedRefusal(combination)
      if (code !== null) return [refusalCase(combination, code)]
      const attacks = stabilityCases(combination, reference, others)
      return [...gradientCases(combination, reference, others), ...attacks]
    })
  return [
    ...own.nonlinearities.flatMap((each) => [
      ...nonlinearityCases(each),
      ...finiteCases(each, backends),
      ...adjointnessCases(each, backends),
    ]),
    ...own.schemes.flatMap(schemeCases),
    ...own.schemes.filter(isImplicit).flatMap((scheme) => implicitCases(scheme, all.nonlinearities, reference)),
    ...pairs.flatMap(combined),
  ]
}
