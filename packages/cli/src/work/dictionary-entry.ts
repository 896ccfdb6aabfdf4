import {
  boundsOf,
  closedForm,
  type FaceName,
  faceNames,
  fluxDerivativeGraph,
  hasFace,
  type Nonlinearity,
  type ParameterValues,
  resolveParameters,
  translate,
} from '@numeural/activations'
import { createEvaluator, simplifiedText } from '@numeural/formula'

/** The document of `numeural dictionary --json`. */
export interface DictionaryEntry {
  readonly name: string
  readonly definedBy: FaceName
  readonly parameters: Readonly<Record<string, number>>
  readonly tau: number
  /** null: no closed form. */
  readonly formulas: Readonly<Record<FaceName | 'derivative', string | null>>
  readonly bounds: {
    readonly gMax: number
    readonly lipschitz: number
    readonly monotone: boolean
    readonly certified: boolean
  }
  /** null: the nonlinearity has no such face. */
  readonly values: readonly ({ readonly r: number } & Readonly<Record<FaceName | 'derivative', number | null>>)[]
}

/** At which parameters, time step and places to look. */
export interface DictionaryRequest {
  readonly parameters: ParameterValues
  readonly tau: number
  /** Default: 0, ½, 1, 2 and 4 times λ. */
  readonly at: readonly number[] | undefined
}

/** Everything that the dictionary says about a nonlinearity. */
export function dictionaryEntry(nonlinearity: Nonlinearity, request: DictionaryRequest): DictionaryEntry {
  const { tau } = request
  const parameters = resolveParameters(nonlinearity.name, nonlinearity.parameters, request.parameters)
  const faces = Object.fromEntries(
    faceNames.map((face) => [
      face,
      hasFace(nonlinearity, face) ? translate(nonlinearity, face, { parameters, tau }) : null,
    ]),
  ) as Record<FaceName, ((r: number) => number) | null>
  const derivative = derivativeAt(nonlinearity, parameters, tau)
  const { gMax, lipschitz, monotone } = boundsOf(nonlinearity, parameters)
  const at = request.at ?? [0, 0.5, 1, 2, 4].map((factor) => factor * (parameters.lambda ?? 1))
  return {
    name: nonlinearity.name,
    definedBy: nonlinearity.definedBy,
    parameters,
    tau,
    formulas: {
      diffusivity: formulaOf(nonlinearity, 'diffusivity'),
      regulariser: formulaOf(nonlinearity, 'regulariser'),
      shrinkage: formulaOf(nonlinearity, 'shrinkage'),
      activation: formulaOf(nonlinearity, 'activation'),
      derivative: simplifiedText(fluxDerivativeGraph(nonlinearity, tau)),
    },
    bounds: {
      gMax: gMax.value,
      lipschitz: lipschitz.value,
      monotone: monotone.value,
      certified: gMax.certified && lipschitz.certified && monotone.certified,
    },
    values: at.map((r) => ({
      r,
      diffusivity: faces.diffusivity?.(r) ?? null,
      regulariser: faces.regulariser?.(r) ?? null,
      shrinkage: faces.shrinkage?.(r) ?? null,
      activation: faces.activation?.(r) ?? null,
      derivative: derivative(r),
    })),
  }
}

function formulaOf(nonlinearity: Nonlinearity, face: FaceName): string | null {
  const written = nonlinearity.formulas[face]
  if (written !== undefined) return written.trim()
  const graph = hasFace(nonlinearity, face) ? closedForm(nonlinearity, face) : undefined
  return graph === undefined ? null : simplifiedText(graph)
}

function derivativeAt(
  nonlinearity: Nonlinearity,
  parameters: Readonly<Record<string, number>>,
  tau: number,
): (r: number) => number {
  const names = Object.keys(parameters)
  const evaluate = createEvaluator(fluxDerivativeGraph(nonlinearity, tau), ['r', ...names])
  const inputs = Float64Array.from([0, ...names.map((name) => parameters[name]!)])
  const output = new Float64Array(1)
  return (r) => {
    inputs[0] = r
    evaluate(inputs, output)
    return output[0]!
  }
}
