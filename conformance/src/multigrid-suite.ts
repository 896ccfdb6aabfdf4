import { defineNonlinearity } from '@numeural/activations'
import { type Backend, createRandom, type Dtype, type Plan, PlanBuilder, reverse } from '@numeural/core'
import { bratu, fmgNetwork, type Problem, poisson, type SolverOptions, solve, unet } from '@numeural/multigrid'
import type { CaseErrors } from '@numeural/plan/testing'
import type { Network } from '@numeural/schemes'

/** One check of multigrid on a backend. */
export interface MultigridCase {
  readonly name: string
  run(): Promise<CaseErrors>
}

const intervals = 16
const cycles = 3
/** float32 stalls at residuals of about 1e-6 of the start; the iterates of three cycles are compared. */
const solverTolerance = 1e-4
const networkTolerance = { forward: 3e-5, gradient: 3e-4 }

const tanh = defineNonlinearity({ name: 'tanh', activation: 'tanh(r)' })

/**
 * The iterates of float32 solvers after some cycles, and multigrid networks with their gradients,
 * against the reference.
 */
export function multigridSuite(backend: Backend, reference: Backend): MultigridCase[] {
  const solvers: readonly (readonly [name: string, problem: Problem, options: SolverOptions])[] = [
    ['Poisson, V-cycles, red-black', poisson({ intervals }), {}],
    ['Poisson, W-cycles, Jacobi', poisson({ intervals }), { cycle: 'W', smoother: 'jacobi' }],
    ['Poisson in 1D, full multigrid', poisson({ intervals, dimension: 1 }), { cycle: 'FMG' }],
    ['Bratu, FAS', bratu({ intervals, gamma: 5 }), {}],
    ['Poisson, the cycle as a U-net', poisson({ intervals }), { form: 'unet' }],
  ]
  const networks: readonly (readonly [name: string, network: Network])[] = [
    ['U-net', unet({ levels: 3, layers: 1, channels: 3, skip: 'concatenate', activation: tanh })],
    ['full multigrid network', fmgNetwork({ levels: 2, layers: 1, channels: 3 })],
  ]
  return [
    ...solvers.map(([name, problem, options]) => solverCase(name, problem, options, backend, reference)),
    ...networks.map(([name, network]) => networkCase(name, network, backend, reference)),
  ]
}

function solverCase(
  name: string,
  problem: Problem,
  options: SolverOptions,
  backend: Backend,
  reference: Backend,
): MultigridCase {
  return {
    name: `multigrid: ${name}`,
    async run() {
      const unknowns = name.includes('1D') ? intervals - 1 : (intervals - 1) ** 2
      const b = noise(unknowns, 'right-hand side')
      const request = { ...options, b, maxIterations: cycles, tolerance: 1e-30 }
      const found = await solve(problem, { ...request, dtype: 'float32', backend })
      const expected = await solve(problem, { ...request, dtype: 'float64', backend: reference })
      if (found.iterations !== cycles)
        throw new Error(`${found.iterations} cycles instead of ${cycles}: ${found.stopped}`)
      const forward = distance(found.x, expected.x)
      requireAtMost(name, forward, solverTolerance)
      return { forward, gradient: 0 }
    },
  }
}

function networkCase(name: string, network: Network, backend: Backend, reference: Backend): MultigridCase {
  return {
    name: `multigrid: ${name}`,
    async run() {
      const input = noise(2 * 64, 'input')
      const parameters = Float32Array.from(network.parametrisation.initial(1))
      const found = await outputsOf(backend, networkPlan(network, 'float32'), input, parameters)
      const expected = await outputsOf(reference, networkPlan(network, 'float64'), input, parameters)
      const forward = distance(found.result, expected.result)
      const gradient = distance(found.gradient, expected.gradient)
      requireAtMost(`${name}: result`, forward, networkTolerance.forward)
      requireAtMost(`${name}: gradient`, gradient, networkTolerance.gradient)
      return { forward, gradient }
    },
  }
}

function networkPlan(network: Network, dtype: Dtype): Plan {
  const builder = new PlanBuilder(dtype)
  const result = network.trace(builder, builder.input('f', { channels: 1, height: 8, width: 8 }))
  builder.output('result', result)
  builder.output('loss', builder.dot(result, result))
  return reverse(builder.finish(), { loss: 'loss' })
}

async function outputsOf(backend: Backend, plan: Plan, input: Float32Array, parameters: Float32Array) {
  await using program = await backend.compile(plan)
  return await program.run({ batch: 2, inputs: { f: input }, parameters })
}

function noise(length: number, purpose: string): Float32Array {
  const random = createRandom(1, purpose)
  return Float32Array.from({ length }, () => random.normal())
}

/** Euclidean distance relative to the expected norm. */
function distance(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  const differences = Array.from(expected, (value, i) => found[i] - value)
  return Math.hypot(...differences) / Math.hypot(...Array.from(expected))
}

function requireAtMost(what: string, found: number, allowed: number): void {
  if (!(found <= allowed)) throw new Error(`${what}: distance from the reference ${found}, allowed ${allowed}`)
}
