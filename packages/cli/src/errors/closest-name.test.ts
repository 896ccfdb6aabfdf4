import { describe, expect, it } from 'vitest'
import { closestName } from './closest-name.js'

const schemes = ['explicit', 'du-fort-frankel', 'fsi', 'implicit-fixed-point', 'fed', 'heavy-ball']
const nonlinearities = ['constant', 'truncated-tv', 'perona-malik-exponential', 'truncated-bfb', 'perona-malik']

describe('closestName', () => {
  it.each([
    ['FSI', schemes, 'fsi'],
    ['Du Fort Frankel', schemes, 'du-fort-frankel'],
    ['du_fort_frankel', schemes, 'du-fort-frankel'],
    ['fsii', schemes, 'fsi'],
    ['Heavyball', schemes, 'heavy-ball'],
    ['perona', nonlinearities, 'perona-malik'],
    ['Perona-Malik', nonlinearities, 'perona-malik'],
    ['TV', nonlinearities, 'truncated-tv'],
    ['exponential', nonlinearities, 'perona-malik-exponential'],
    ['WASM', ['wasm', 'reference', 'gpu:webgpu'], 'wasm'],
    ['webgpu', ['wasm', 'reference', 'gpu:webgpu'], 'gpu:webgpu'],
    ['λ', ['tau', 'lambda'], 'lambda'],
    ['Lamda', ['tau', 'lambda'], 'lambda'],
    ['--NOISE-LEVEL', ['--noise-out', '--noise-level'], '--noise-level'],
  ])('%s', (given, names, meant) => {
    expect(closestName(given, names)).toBe(meant)
  })

  it.each([
    ['x', schemes],
    ['', schemes],
    ['relu', nonlinearities],
    ['fsi', []],
  ])('has no guess for %j of %j', (given, names) => {
    expect(closestName(given, names)).toBeNull()
  })
})
