import type { Nonlinearity } from '@numeural/activations'
import { ParameterError, ShapeError } from '@numeural/errors'
import type { KernelDescription, NetworkDescription, NonlinearityDescription, ParameterSetting } from './description.js'
import type { CommonNetworkOptions, KernelOptions } from './options.js'
import { requireKernelOptions } from './require-options.js'

/** The fields of a description that do not depend on the kind of network. */
export function commonDescription(options: CommonNetworkOptions, parameterNames: readonly string[]) {
  requireKernelOptions(options.kernel)
  const channels = options.channels ?? 1
  const filters = options.filters ?? channels
  return {
    dimension: options.dimension,
    channels,
    filters,
    lifting: options.lifting ?? 'copy',
    kernel: describeKernel(options.kernel, options.dimension, filters * channels),
    boundary: options.boundary ?? 'reflecting',
    blocks: options.blocks,
    weights: options.weights ?? 'shared',
    activation: describeNonlinearity(options.activation),
    parameters: describeParameters(options.parameters ?? {}, parameterNames),
  } satisfies Partial<NetworkDescription>
}

function describeKernel(options: KernelOptions, dimension: 1 | 2, blocks: number): KernelDescription {
  const { width, values, gridSize = 1 } = options
  const height = options.height ?? (dimension === 2 ? width : 1)
  if (values !== undefined && values.length !== blocks * height * width) {
    throw new ShapeError(`The fixed kernel has ${values.length} numbers, ${blocks * height * width} are needed.`, {
      code: 'KERNEL_LENGTH',
      given: values.length,
      allowed: `filters × channels × height × width = ${blocks * height * width}`,
      hint: 'Lay it out [filters, channels, height, width].',
    })
  }
  if (!(gridSize > 0 && Number.isFinite(gridSize)) || (values === undefined && gridSize !== 1)) {
    throw new ParameterError(
      `The grid size is ${gridSize}${values === undefined ? ', but the kernel is trained' : ''}.`,
      {
        code: 'GRID_SIZE',
        given: gridSize,
        allowed: 'a finite number > 0, for a fixed kernel',
        hint: 'A trained kernel is normalised: its grid size is taken up by τ and λ.',
      },
    )
  }
  return {
    width,
    height,
    centreX: options.centreX ?? Math.floor((width - 1) / 2),
    centreY: options.centreY ?? Math.floor((height - 1) / 2),
    values: values?.map((value) => value / gridSize) ?? null,
  }
}

/** A nonlinearity's definition as JSON: its formulas in the order in which they define it. */
export function describeNonlinearity(nonlinearity: Nonlinearity): NonlinearityDescription {
  const { name, parameters, formulas, definedBy, declared, source, activationOnly } = nonlinearity
  const bound = (value: number | undefined): number | 'Infinity' | undefined =>
    value === Number.POSITIVE_INFINITY ? 'Infinity' : value
  const fields = {
    name,
    parameters: { ...parameters },
    [definedBy]: formulas[definedBy],
    ...formulas,
    source,
    activationOnly: activationOnly || undefined,
    gMax: bound(declared.gMax),
    lipschitz: bound(declared.lipschitz),
    monotone: declared.monotone,
  }
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as unknown as NonlinearityDescription
}

function describeParameters(
  settings: NonNullable<CommonNetworkOptions['parameters']>,
  names: readonly string[],
): Record<string, ParameterSetting> {
  const unknown = Object.keys(settings).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new ParameterError(`The network has no parameter '${unknown}'.`, {
      code: 'PARAMETER_UNKNOWN',
      given: unknown,
      allowed: names,
      hint: names.length > 0 ? `Its parameters are ${names.join(', ')}.` : 'It has no parameters.',
    })
  }
  const entries = names.map((name) => {
    const setting = settings[name] ?? {}
    const { initial = null, trainable = true } = typeof setting === 'number' ? { initial: setting } : setting
    return [name, { initial, trainable }] as const
  })
  return Object.fromEntries(entries)
}
