import { createBackend, createRegistry, definePlugin, type PlanBuilder, type Signal } from '@numeural/core'
import { describe, expect, it } from 'vitest'
import { inpaint } from './inpaint.js'
import { randomMask } from './masks/random-mask.js'
import { inpaintingPlugin } from './plugin.js'
import type { InpaintOperator } from './problem/operator.js'
import { grey } from './testing/images.fixtures.js'

const backend = await createBackend()

/** −Δ with reflecting boundaries, whose eigenvalues reach up to 8. */
function minusLaplacian(builder: PlanBuilder, u: Signal): Signal {
  const kernel = builder.scalars(
    [0, -1, 0, -1, 4, -1, 0, -1, 0].map((weight) => `${weight}`),
    {},
  )
  return builder.convolution(u, kernel, { width: 3, height: 3, boundary: 'reflecting' })
}

const biharmonic = (): InpaintOperator => ({
  name: 'biharmonic',
  description: 'Δ²u = 0 on the unknown pixels',
  parameters: {},
  tolerance: 1e-8,
  stableStep: 2 / 8 ** 2,
  apply: (u, { builder }) => minusLaplacian(builder, minusLaplacian(builder, u)),
})

const boundedFlux: InpaintOperator['apply'] = (u, { builder }) =>
  builder.map('l/(1 + l^2)', { l: minusLaplacian(builder, u) })

/** −Δ + w with w = 1 on the left half: weights that are constants of the plan. */
const weighted = (): InpaintOperator => ({
  name: 'weighted',
  description: '(w − Δ)u = 0 on the unknown pixels',
  parameters: { weight: 1 },
  tolerance: 1e-8,
  stableStep: 2 / 9,
  apply: (u, { builder, constants }) => {
    const { width, height } = u.shape
    const w = constants.signal('left half', u.shape, () =>
      Float64Array.from({ length: width * height }, (_, pixel) => (pixel % width < width / 2 ? 1 : 0)),
    )
    return builder.map('l + w*u', { l: minusLaplacian(builder, u), w, u })
  },
})

const numeural = createRegistry(
  inpaintingPlugin,
  definePlugin({
    name: 'numeural-plugin-operators',
    inpaintingOperators: [
      { name: 'biharmonic', make: biharmonic },
      { name: 'weighted', make: weighted },
    ],
  }),
)

describe('an operator from a plugin', () => {
  it('is known by its name beside those that were there', () => {
    const names = numeural.inpaintingOperators.map(({ name }) => name)
    expect(names).toEqual(['eed', 'homogeneous', 'biharmonic', 'weighted'])
    expect(numeural.inpaintingSolvers.map(({ name }) => name)).toEqual(['cg', 'diffusion'])
  })

  it('reconstructs what it annihilates: a ramp by Δ²', async () => {
    const image = grey(24, 18, (x, y) => 40 + 3 * x + 2 * y)
    const frame = Uint8Array.from(image.data, (_, pixel) => {
      const [x, y] = [pixel % 24, Math.floor(pixel / 24)]
      return x < 2 || y < 2 || x > 21 || y > 15 ? 1 : 0
    })
    const operator = numeural.inpaintingOperator('biharmonic').make()
    const result = await inpaint(image, { mask: { width: 24, height: 18, known: frame }, operator, backend })
    expect(result).toMatchObject({ operator: 'biharmonic', stopped: 'tolerance' })
    // A relative residual of 1e-8; ‖A⁻¹‖ grows with the fourth power of the size, some 1e3 here.
    result.image.data.forEach((value, pixel) => {
      expect(Math.abs(value - image.data[pixel]!)).toBeLessThan(1e-2)
    })
  })

  it('is solved by every solver, to the same image', async () => {
    const image = grey(20, 16, (x, y) => 100 + 50 * Math.sin(x / 3) * Math.cos(y / 4))
    const options = { mask: randomMask(image, { density: 0.3 }), operator: weighted(), backend }
    const direct = await inpaint(image, options)
    const evolved = await inpaint(image, { ...options, solver: 'diffusion' })
    expect([direct.stopped, evolved.stopped]).toEqual(['tolerance', 'tolerance'])
    expect(direct.parameters).toEqual({ weight: 1, tolerance: 1e-8, maxIterations: 10_000 })
    // Two images with a relative residual of 1e-8, rounded to float32.
    direct.image.data.forEach((value, pixel) => {
      expect(Math.abs(value - evolved.image.data[pixel]!)).toBeLessThan(1e-3)
    })
  })

  it.each([
    ['linear', 1e3, {}],
    // A flux of at most 1/2 never overflows: the iteration would go on to its limit.
    ['of bounded growth', 1e9, { apply: boundedFlux }],
  ])('ends with an error where the explicit steps of a %s one explode', async (_, stableStep, change) => {
    const image = grey(20, 16, (x, y) => 100 + 50 * Math.sin(x / 3) * Math.cos(y / 4))
    const operator: InpaintOperator = { ...biharmonic(), stableStep, ...change }
    const options = { mask: randomMask(image, { density: 0.3 }), operator, solver: 'diffusion', backend } as const
    await expect(inpaint(image, options)).rejects.toMatchObject({ name: 'DivergenceError', code: 'INPAINT_DIVERGED' })
  })

  it('needs a function that makes it', () => {
    const plugin = definePlugin({ name: 'wrong', inpaintingOperators: [{ name: 'tv' }] })
    expect(() => createRegistry(inpaintingPlugin, plugin)).toThrow(/'wrong': Inpainting operator 'tv': make is missing/)
  })
})
