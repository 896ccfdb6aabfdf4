import type { FloatArray, Plan } from '@numeural/core'
import { refused, requireKnown, requireObject, requireWhole } from '@numeural/errors'
import type { Network } from '@numeural/schemes'

/** A loss over samples: a plan that reads a network's effective parameters, and the data that its inputs take. */
export interface Objective {
  /**
   * Has an output `loss`, a sum over the batch: a vector of length 1. Its parameter buffer is the effective buffer of
   * the network, as `network.trace` declares it. It has no states, which nobody would write.
   */
  readonly plan: Plan
  /** By input name, sample behind sample. */
  readonly inputs: Readonly<Record<string, FloatArray>>
  /** Samples. */
  readonly count: number
  /** Numbers that the loss of one sample is a sum over, such as its pixels; losses are means over these. Default 1. */
  readonly terms?: number
  /**
   * A plan that reads some of the same inputs and has one output per block of the network, a sum of squares: asked
   * which block is the first to leave the finite numbers when a run diverges.
   */
  readonly blocks?: () => Plan
}

/** What a network learns from, and what tells which epoch was best. */
export interface Objectives {
  /** What is minimised: the mean over all their samples; steps take batches of them in turns. */
  readonly train: readonly Objective[]
  /** By whose mean the best epoch is chosen. Default: none, and the last epoch is what comes back. */
  readonly validation?: readonly Objective[]
}

const code = 'TRAINING_OPTION'

/** Refuses objectives that are none, or not of this network. */
export function requireObjectives(owner: string, network: Network, data: Objectives): void {
  requireObject({ owner, option: 'data', code }, data, 'an object with train and, as it may be, validation')
  requireKnown({ owner, code }, data, { train: true, validation: true } satisfies Record<keyof Objectives, true>)
  for (const part of ['train', 'validation'] as const) {
    const list = data[part]
    if (list === undefined && part === 'validation') continue
    if (!Array.isArray(list) || list.length === 0) {
      throw refused({ owner, option: part, code }, list, 'a list of at least one objective')
    }
    for (const [index, each] of list.entries()) requireObjective(owner, `${part}[${index}]`, network, each)
  }
}

function requireObjective(owner: string, name: string, { parametrisation }: Network, objective: Objective): void {
  requireObject({ owner, option: name, code }, objective, 'an objective with plan, inputs and count')
  const { plan, inputs, count, terms = 1 } = objective
  requireObject({ owner, option: `${name}.plan`, code }, plan, 'a plan with an output loss')
  requireObject({ owner, option: `${name}.inputs`, code }, inputs, 'arrays by input name')
  requireWhole({ owner, option: `${name}.count`, code }, count)
  requireWhole({ owner, option: `${name}.terms`, code }, terms)
  const { effectiveLength } = parametrisation
  if (plan.parameterLength !== effectiveLength) {
    const given = `${plan.parameterLength} parameters`
    throw refused({ owner, option: `${name}.plan`, code }, given, `${effectiveLength} parameters, as the network has`)
  }
  const [state] = plan.states
  if (state !== undefined) {
    const allowed = 'a plan without states: steps of training have none to begin with'
    const hint = 'Give what is the same in every sample as an input, or trace it as numbers of the formula.'
    throw refused({ owner, option: `${name}.plan`, code }, `a plan with the state '${state.name}'`, allowed, hint)
  }
  for (const [input, values] of Object.entries(inputs)) {
    if (ArrayBuffer.isView(values) && values.length > 0 && values.length % count === 0) continue
    const allowed = `${count} samples of one length behind each other`
    throw refused({ owner, option: `${name}.inputs.${input}`, code }, values, allowed)
  }
}
