import { diffusivityGraph, type Nonlinearity } from '@numeural/activations'
import { ParameterError } from '@numeural/errors'
import { evaluate, type Graph, GraphBuilder, parse, substitute } from '@numeural/formula'

/**
 * The diffusion tensor D = g(√J) of a cell as a formula:
 * J the mean of ∇u_σ∇u_σᵀ over the channels, g applied to its eigenvalues.
 * For one channel this is edge-enhancing diffusion as in C21 sec. 7.2:
 * eigenvalue g(|∇u_σ|) across the edge, 1 along it.
 * Inputs `P0, Q0, P1, Q1, …`: the gradient (∂x, ∂y) of each channel; outputs a, b, c of D = [a b; b c].
 * Charbonnier's g(r) = (1 + r²/λ²)^(−½), recognised by its formula, has the closed form (I + J/λ²)^(−½),
 * free of 0/0 and of cancellation; for one channel it equals I − ∇∇ᵀ/(λ² w (1 + w)).
 */
export function tensorGraph(
  activation: Nonlinearity,
  parameters: Readonly<Record<string, number>>,
  channels: number,
): Graph {
  const builder = new GraphBuilder()
  const structure = structureTensor(builder, channels)
  const scale = scaleOfInverseRoot(activation)
  if (scale !== null) {
    const lambda = builder.constant(parameters[scale] as number)
    return builder.finish(inverseRootTensor(builder, { ...structure, lambda }, channels))
  }
  return builder.finish(
    generalTensor(builder, structure, substitute(diffusivityGraph(activation), parameters), channels),
  )
}

/**
 * Refuses a diffusivity whose tensor would jump where the gradient vanishes.
 *
 * @throws ParameterError `TENSOR_DIFFUSIVITY` if g(0) is not 1
 */
export function requireUnitAtZero(activation: Nonlinearity, parameters: Readonly<Record<string, number>>): void {
  const [atZero] = evaluate(substitute(diffusivityGraph(activation), parameters), { r: 0 }) as [number]
  if (Math.abs(atZero - 1) < 1e-12) return
  const { name } = activation
  throw new ParameterError(`eed: activation has the diffusivity g(0) = ${atZero}; allowed: g(0) = 1.`, {
    code: 'TENSOR_DIFFUSIVITY',
    given: { name, atZero },
    allowed: 'a diffusivity with g(0) = 1',
    hint: 'Divide the formula by g(0).',
  })
}

/** The parameter λ of a nonlinearity whose diffusivity is written as the inverse root; null for all others. */
function scaleOfInverseRoot(activation: Nonlinearity): string | null {
  const g = JSON.stringify(diffusivityGraph(activation))
  const isScale = (name: string): boolean =>
    JSON.stringify(parse(`1/sqrt(1 + (r/${name})^2)`, ['r', ...Object.keys(activation.parameters)])) === g
  return Object.keys(activation.parameters).find(isScale) ?? null
}

/** Ids of Jxx, Jxy, Jyy. */
type StructureIds = Readonly<Record<'jxx' | 'jxy' | 'jyy', number>>

/** A formula on nodes that are there already. */
function formula(builder: GraphBuilder, text: string, ids: Readonly<Record<string, number>>): number {
  return builder.insert(parse(text, Object.keys(ids)), ids)[0]!
}

function structureTensor(builder: GraphBuilder, channels: number): StructureIds {
  const meanOfProducts = (x: string, y: string): number => {
    const products = Array.from({ length: channels }, (_, channel) =>
      builder.apply('multiply', builder.input(`${x}${channel}`), builder.input(`${y}${channel}`)),
    )
    const sum = products.reduce((total, product) => builder.apply('add', total, product))
    return builder.apply('divide', sum, builder.constant(channels))
  }
  return { jxx: meanOfProducts('P', 'P'), jxy: meanOfProducts('P', 'Q'), jyy: meanOfProducts('Q', 'Q') }
}

/** M^(−½) of a positive definite 2×2 matrix M = I + J/λ² is (adj M + w I)/(w √(tr M + 2w)) with w = √det M. */
function inverseRootTensor(builder: GraphBuilder, ids: StructureIds & { lambda: number }, channels: number): number[] {
  const xx = formula(builder, '1 + jxx/lambda^2', ids)
  const xy = formula(builder, 'jxy/lambda^2', ids)
  const yy = formula(builder, '1 + jyy/lambda^2', ids)
  // One gradient gives det J = 0 exactly; xx*yy - xy^2 would lose it to rounding.
  const determinant =
    channels === 1
      ? formula(builder, '1 + (jxx + jyy)/lambda^2', ids)
      : formula(builder, 'max(xx*yy - xy^2, 1)', { xx, xy, yy })
  const w = builder.apply('sqrt', determinant)
  const scale = formula(builder, '1/(w*sqrt(xx + yy + 2*w))', { w, xx, yy })
  return [
    formula(builder, '(yy + w)*scale', { yy, w, scale }),
    formula(builder, '-xy*scale', { xy, scale }),
    formula(builder, '(xx + w)*scale', { xx, w, scale }),
  ]
}

/** With the eigenvalues μ ≥ ν of J: D = g(√ν) I + (g(√μ) − g(√ν))/(μ − ν) (J − ν I), and g(√ν) I where μ = ν. */
function generalTensor(builder: GraphBuilder, ids: StructureIds, g: Graph, channels: number): number[] {
  const spread =
    channels === 1 ? formula(builder, 'jxx + jyy', ids) : formula(builder, 'sqrt((jxx - jyy)^2 + 4*jxy^2)', ids)
  const minor =
    channels === 1 ? builder.constant(0) : formula(builder, 'max((jxx + jyy - spread)/2, 0)', { ...ids, spread })
  const major = builder.apply('add', minor, spread)
  const at = (eigenvalue: number): number => builder.insert(g, { r: builder.apply('sqrt', eigenvalue) })[0]!
  const along = at(minor)
  const slope = formula(builder, 'spread > 0 ? (across - along)/spread : 0', { spread, across: at(major), along })
  return [
    formula(builder, 'along + slope*(jxx - minor)', { ...ids, along, slope, minor }),
    formula(builder, 'slope*jxy', { ...ids, slope }),
    formula(builder, 'along + slope*(jyy - minor)', { ...ids, along, slope, minor }),
  ]
}
