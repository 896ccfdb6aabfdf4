import { defineNonlinearity, peronaMalik } from '@numeural/activations'
import { type Backend, createBackend, definePlugin, type Plugin, type Program } from '@numeural/core'
import { defineScheme, explicit } from '@numeural/schemes'
import { afterAll, describe, expect, test } from 'vitest'
import { searchGrowth } from './attack.js'
import { networkOf, shapeOf, spaces } from './combination.js'
import { type ConformanceCase, conformanceCases } from './index.js'

const reference = await createBackend('reference')
const wasm = await createBackend('wasm', { threads: 1 })
afterAll(() => {
  reference.dispose()
  wasm.dispose()
})

const tau = { default: 0.25, domain: 'positive' } as const
const steep = defineNonlinearity({
  name: 'steep',
  parameters: { lambda: { default: 1, domain: 'positive', role: 'contrast' } },
  diffusivity: '1/(1 + (r/lambda)^4)',
})
const slow = defineScheme({ name: 'slow', parameters: { tau }, update: 'u - 0.5*tau*flux', time: '0.5*tau' })
const plugin = definePlugin({ name: 'example', nonlinearities: [steep], schemes: [slow] })

function casesOf(entries: Plugin, backends: readonly Backend[] = [reference, wasm]): ConformanceCase[] {
  return conformanceCases(entries, { backends })
}

function caseNamed(cases: readonly ConformanceCase[], name: string): ConformanceCase {
  const found = cases.find((each) => each.name === name)
  if (found === undefined) throw new Error(`no case '${name}' among ${cases.map((each) => each.name).join('; ')}`)
  return found
}

/** The wasm backend with one output falsified. */
function falsified(output: string, change: (value: number) => number): Backend {
  return {
    ...wasm,
    info: { ...wasm.info, name: 'falsified' },
    compile: async (plan) => {
      const program = await wasm.compile(plan)
      const run: Program['run'] = async (request) => {
        const result = await program.run(request)
        return output in result ? { ...result, [output]: result[output].map(change) } : result
      }
      return {
        plan,
        run,
        dispose: () => program.dispose(),
        [Symbol.asyncDispose]: async () => program.dispose(),
      } as Program
    },
  }
}

describe('conformanceCases of a plugin', () => {
  const cases = casesOf(plugin)
  test('combine its entries with each other and with the standard ones', () => {
    const names = cases.map(({ name }) => name)
    for (const name of [
      'steep: dictionary round trips',
      'slow with steep, 1D, 1 channel: gradient against central differences',
      'fsi with steep, 2D, 3 channels, coupled: wasm against reference',
      'slow with relu, 2D, 3 channels, coupled: refused (COUPLED_ACTIVATION)',
      'slow with perona-malik, 1D, 1 channel: guarantees under attack, trained kernel',
      'steep, 2D, 3 channels: adjointness on wasm',
    ])
      expect(names).toContain(name)
    expect(names.filter((name) => name.startsWith('explicit with relu'))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })
  test('pass', async () => {
    for (const { name, run } of cases.filter((each) => /^steep|^slow with steep/.test(each.name)))
      expect((await run()).points, name).toBeGreaterThan(0)
  })
})

describe('a run that must fail', () => {
  test.each([
    ['result', (value: number) => value * (1 + 2e-5)],
    ['gradient', (value: number) => value * (1 + 2e-4)],
    ['gradient', () => Number.NaN],
  ])('a backend with a wrong %s', async (output, change) => {
    const cases = casesOf(plugin, [reference, falsified(output, change)])
    const { run } = caseNamed(cases, 'slow with steep, 1D, 3 channels: falsified against reference')
    await expect(run()).rejects.toMatchObject({ code: 'CONFORMANCE', message: expect.stringContaining(output) })
  })
  test('a backend whose transposed convolution is none', async () => {
    const cases = casesOf(plugin, [reference, falsified('gradient:u', (value) => Math.abs(value))])
    const { run } = caseNamed(cases, 'steep, 1D, 1 channel: adjointness on falsified')
    await expect(run()).rejects.toThrow(/⟨Jᵀw, v⟩/)
  })
  test('faces that contradict each other behind the back of the definition', async () => {
    const other = defineNonlinearity({ name: 'steep', diffusivity: '1/(1 + r^2)' })
    const faces = { ...steep.faces, regulariser: other.faces.diffusivity }
    const broken = { ...steep, faces: { ...faces, activation: peronaMalik.faces.diffusivity } }
    expect(() => casesOf({ name: 'broken', nonlinearities: [broken] })).toThrow(/steep/)
  })
  test('a flux that overflows in float32', async () => {
    const far = defineNonlinearity({ name: 'far', diffusivity: '1/(1 + r^40)' })
    const { run } = caseNamed(casesOf({ name: 'p', nonlinearities: [far] }), 'far: finite in float32 on wasm')
    await expect(run()).rejects.toThrow(/far: finite in float32 on wasm: .* at r = /)
  })
  test('no reference to compare with', () => {
    expect(() => casesOf(plugin, [wasm])).toThrow(/wasm.*createBackend\('reference'\)/)
  })
  test('wrong formulas, at once', () => {
    const wrong = defineScheme({ name: 'wrong', parameters: { tau }, update: '1.3*u - tau*flux', time: 'tau' })
    expect(() => casesOf({ name: 'p', schemes: [wrong] })).toThrow(/'wrong'.*1\.3/)
  })
})

test('parameters of one name are refused in every space', async () => {
  const clashing = defineScheme({
    name: 'clashing',
    parameters: { tau, lambda: { default: 1, domain: 'positive' } },
    update: 'u - tau*lambda*flux',
    time: 'tau*lambda',
  })
  const cases = casesOf({ name: 'p', schemes: [clashing] }).filter(({ name }) => name.includes('with perona-malik,'))
  expect(cases.map(({ name }) => name)).toEqual(
    spaces.map((space) => `clashing with perona-malik, ${space.name}: refused (PARAMETER_CLASH)`),
  )
  for (const { run } of cases) await run()
})

test('the attack finds signals that grow when τ is 5 % above its bound', async () => {
  const combination = { activation: steep, scheme: explicit, space: spaces[0] }
  const network = networkOf(combination, {
    kernel: { width: 2, values: [-1, 1] },
    filters: 1,
    size: { width: 7 },
    parameters: { tau: { initial: 0.53, trainable: false } },
  })
  const effective = network.parametrisation.effective(network.parametrisation.initial(0))
  const found = await searchGrowth({ network, effective, shape: shapeOf(combination.space) }, reference)
  const gains = found.map(({ before, after }) => Math.hypot(...Array.from(after)) / Math.hypot(...Array.from(before)))
  // ‖K‖² = 4 cos²(π/14) = 3.80 for 7 samples: τ‖K‖² − 1 = 1.015 per step, three steps.
  expect(Math.max(...gains)).toBeGreaterThan(1.03)
})
