import { requireNonlinearity } from '@numeural/activations'
import {
  ParameterError,
  refused,
  requireKind,
  requireKnown,
  requireNumber,
  requireObject,
  requireOneOf,
  requireWhole,
  ShapeError,
} from '@numeural/errors'
import { refuseImplicit } from '../scheme/is-implicit.js'
import type { Scheme } from '../scheme/scheme.js'
import type { BlockSettings, Kernel, ParameterSetting, ResidualSettings, SchemeSettings } from './block-settings.js'
import { checkFit, type Refuse } from './check-fit.js'
import { largest } from './limits.js'
import type {
  BlockNetworkOptions,
  KernelOptions,
  ResidualNetworkOptions,
  SchemeNetworkOptions,
  SymmetricResNetOptions,
} from './options.js'
import { requireScheme } from './require-values.js'

const code = 'NETWORK_OPTION'

const blockOptions = {
  dimension: true,
  blocks: true,
  kernel: true,
  activation: true,
  channels: true,
  filters: true,
  lifting: true,
  weights: true,
  boundary: true,
  parameters: true,
} satisfies Record<keyof BlockNetworkOptions, true>

/** Options of networks of scheme steps, whatever the scheme. */
const stepOptions = {
  ...blockOptions,
  coupled: true,
  norm: true,
  size: true,
} satisfies Record<keyof SymmetricResNetOptions, true>

/**
 * The settings of a residual network: its options checked, with all defaults.
 *
 * @param owner the public function that was called
 */
export function residualSettings(owner: string, options: ResidualNetworkOptions): ResidualSettings {
  requireKnown({ owner, code }, options, blockOptions satisfies Record<keyof ResidualNetworkOptions, true>)
  const settings = blockSettings(owner, options, [])
  checkFit(settings, refusal(owner))
  return settings
}

/**
 * The settings of a network of scheme steps: its options checked, with all defaults.
 *
 * @param owner the public function that was called
 * @param own the scheme, if the function has it and does not take one
 */
export function schemeSettings(owner: string, options: SchemeNetworkOptions): SchemeSettings
export function schemeSettings(owner: string, options: SymmetricResNetOptions, own: Scheme): SchemeSettings
export function schemeSettings(
  owner: string,
  options: SymmetricResNetOptions & Partial<SchemeNetworkOptions>,
  own?: Scheme,
): SchemeSettings {
  const all = { ...stepOptions, scheme: true, length: true } as const satisfies Record<keyof SchemeNetworkOptions, true>
  requireKnown({ owner, code }, options, own === undefined ? all : stepOptions)
  const { scheme = own, coupled = false, norm = 'rigorous', size } = options
  requireScheme({ owner, option: 'scheme', code }, scheme)
  refuseImplicit(scheme)
  const { length = scheme.length } = options
  if (length !== null) requireWhole({ owner, option: 'length', code }, length, { most: largest.length })
  requireKind({ owner, option: 'coupled', code }, coupled, 'boolean')
  requireOneOf({ owner, option: 'norm', code }, norm, ['rigorous', 'paper'])
  const settings = {
    ...blockSettings(owner, options, Object.keys(scheme.parameters)),
    scheme,
    length,
    coupled,
    norm,
    size: size === undefined ? null : sizeOf(owner, size),
  }
  checkFit(settings, refusal(owner))
  return settings
}

function refusal(owner: string): Refuse {
  return (option, given, allowed) => refused({ owner, option, code }, given, allowed)
}

/** @param ofScheme names of the scheme's parameters */
function blockSettings(owner: string, options: BlockNetworkOptions, ofScheme: readonly string[]): BlockSettings {
  const { dimension, blocks, activation, lifting = 'copy', weights = 'shared', boundary = 'reflecting' } = options
  const option = (name: string) => ({ owner, option: name, code })
  requireNonlinearity(option('activation'), activation)
  if (dimension !== 1 && dimension !== 2) throw refused(option('dimension'), dimension, '1 or 2')
  requireWhole(option('blocks'), blocks, { most: largest.blocks })
  const { channels = 1 } = options
  requireWhole(option('channels'), channels, { most: largest.channels })
  const { filters = channels } = options
  requireWhole(option('filters'), filters, { most: largest.filters })
  requireOneOf(option('lifting'), lifting, ['copy', 'none'])
  requireOneOf(option('weights'), weights, ['shared', 'free', 'dynamic'])
  requireOneOf(option('boundary'), boundary, ['reflecting', 'zero', 'periodic'])
  return {
    dimension,
    channels,
    filters,
    lifting,
    kernel: kernelOf(owner, options.kernel, dimension, filters * channels),
    boundary,
    blocks,
    weights,
    nonlinearity: activation,
    parameters: parametersOf(owner, options.parameters ?? {}, [...Object.keys(activation.parameters), ...ofScheme]),
  }
}

const kernelOptions = {
  width: true,
  height: true,
  centreX: true,
  centreY: true,
  values: true,
  gridSize: true,
} satisfies Record<keyof KernelOptions, true>

function kernelOf(owner: string, options: KernelOptions, dimension: 1 | 2, maps: number): Kernel {
  const option = (name: string) => ({ owner, option: name, code })
  requireObject(
    option('kernel'),
    options,
    'an object with a width',
    'Give kernel: { width: 3 }, with values for a fixed one.',
  )
  requireKnown({ owner: `${owner}, kernel`, code }, options, kernelOptions)
  const { width, values, gridSize = 1 } = options
  requireWhole(option('kernel.width'), width, { most: largest.kernel })
  const { height = dimension === 2 ? width : 1 } = options
  requireWhole(option('kernel.height'), height, { most: largest.kernel })
  const { centreX = Math.floor((width - 1) / 2), centreY = Math.floor((height - 1) / 2) } = options
  requireWhole(option('kernel.centreX'), centreX, { least: 0 })
  requireWhole(option('kernel.centreY'), centreY, { least: 0 })
  if (values !== undefined) requireValues(owner, values, maps * height * width)
  if (!(gridSize > 0 && Number.isFinite(gridSize)) || (values === undefined && gridSize !== 1)) {
    throw refused(
      { owner, option: 'kernel.gridSize', code: 'GRID_SIZE' },
      gridSize,
      'a finite number above 0, for a fixed kernel',
      'A trained kernel is normalised: leave the grid size out, which is taken up by τ and λ.',
    )
  }
  return { width, height, centreX, centreY, values: values?.map((value) => unsigned(value / gridSize)) ?? null }
}

function requireValues(owner: string, values: readonly number[], needed: number): void {
  const option = { owner, option: 'kernel.values', code }
  if (!(Array.isArray(values) && values.every((value) => Number.isFinite(value)))) {
    throw refused(option, values, 'an array of finite numbers')
  }
  if (values.length === needed) return
  throw new ShapeError(`${owner}: kernel.values is ${values.length} numbers; allowed: ${needed} numbers.`, {
    code: 'KERNEL_LENGTH',
    given: values.length,
    allowed: `filters × channels × height × width = ${needed}`,
    hint: 'Lay them out [filters, channels, height, width].',
  })
}

function sizeOf(owner: string, size: NonNullable<SchemeNetworkOptions['size']>): NonNullable<SchemeSettings['size']> {
  const option = (name: string) => ({ owner, option: name, code })
  requireObject(option('size'), size, 'an object with a width')
  requireKnown({ owner: `${owner}, size`, code }, size, { height: true, width: true } satisfies Record<
    keyof typeof size,
    true
  >)
  const { height = 1, width } = size
  requireWhole(option('size.height'), height, { most: largest.size })
  requireWhole(option('size.width'), width, { most: largest.size })
  return { height, width }
}

function parametersOf(
  owner: string,
  given: NonNullable<BlockNetworkOptions['parameters']>,
  names: readonly string[],
): Record<string, ParameterSetting> {
  requireObject({ owner, option: 'parameters', code }, given, 'an object of numbers by name')
  const unknown = Object.keys(given).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new ParameterError(
      `${owner}: there is no parameter ${unknown}; ${names.length > 0 ? `there are ${names.join(', ')}` : 'there is none'}.`,
      {
        code: 'PARAMETER_UNKNOWN',
        given: unknown,
        allowed: names,
        hint: 'Correct the name, or leave the parameter out.',
      },
    )
  }
  return Object.fromEntries(names.map((name) => [name, parameterOf(owner, name, given[name] ?? {})]))
}

function parameterOf(owner: string, name: string, given: number | Partial<ParameterSetting>): ParameterSetting {
  const option = (path: string) => ({ owner, option: path, code })
  const path = `parameters.${name}`
  const setting = typeof given === 'number' ? { initial: given } : given
  requireObject(option(path), setting, 'a number, or an object with initial and trainable')
  requireKnown({ owner: `${owner}, ${path}`, code }, setting, { initial: true, trainable: true } satisfies Record<
    keyof ParameterSetting,
    true
  >)
  const { initial = null, trainable = true } = setting
  if (initial !== null) requireNumber(option(path), initial)
  requireKind(option(`${path}.trainable`), trainable, 'boolean')
  return { initial: initial === null ? null : unsigned(initial), trainable }
}

/** Without the sign of −0, which model files do not keep. */
function unsigned(value: number): number {
  return value + 0
}
