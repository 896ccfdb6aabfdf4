import { charbonnier, peronaMalik, relu, truncatedTv } from '@numeural/activations'
import { createBackend, type Image } from '@numeural/core'
import { describe, expect, it } from 'vitest'
import { inpaint } from './inpaint.js'
import { randomMask } from './masks/random-mask.js'
import { eed } from './operators/eed.js'
import type { InpaintOptions } from './options.js'
import { cg } from './solvers/cg.js'
import { boats, grey, pattern } from './testing/images.fixtures.js'

const backend = await createBackend()
/** Milliseconds; the reference backend is slow where many work. */
const timeout = 60_000
const size = { width: 48, height: 40 }
const mask = randomMask(size, { density: 0.2 })
const image = pattern(size.width, size.height)

function largestDifference(a: Image, b: Image): number {
  return a.data.reduce((most, value, index) => Math.max(most, Math.abs(value - b.data[index])), 0)
}

/** Several channels out of images with one. */
function joined(...images: readonly Image[]): Image {
  const [{ width, height }] = images
  return { width, height, channels: images.length, data: Float32Array.from(images.flatMap(({ data }) => [...data])) }
}

describe('inpaint', { timeout }, () => {
  it('returns what the command prints, the image and the history', async () => {
    const result = await inpaint(image, { mask, reference: image, backend })
    expect(result).toMatchObject({
      shape: { ...size, channels: 1 },
      mask: { known: 384, density: 0.2 },
      operator: 'eed',
      solver: 'cg',
      parameters: { diffusivity: 'charbonnier', lambda: 0.93, sigma: 0.97, alpha: 0, beta: 0, tolerance: 1e-3 },
      stopped: 'tolerance',
      backend: backend.info.name,
    })
    expect(result.history).toHaveLength(result.iterations + 1)
    expect(result.residual).toEqual({ initial: result.history[0].residual, final: result.history.at(-1)?.residual })
    expect(result.residual.final).toBeLessThan(1e-3)
    expect(result.psnr).toBeGreaterThan(20)
    mask.known.forEach((known, pixel) => {
      if (known) expect(result.image.data[pixel]).toBe(image.data[pixel])
    })
  })

  it('repeats bit for bit', async () => {
    const first = await inpaint(image, { mask, backend })
    const second = await inpaint(image, { mask })
    expect(second.image).toEqual(first.image)
    expect(second.history).toEqual(first.history)
  })

  it('gives the same on the reference backend', async () => {
    const small = { width: 24, height: 20 }
    const image = pattern(small.width, small.height)
    const options = { mask: randomMask(small, { density: 0.2 }), tolerance: 1e-8, maxIterations: 300 }
    const [fast, plain] = [
      await inpaint(image, { ...options, backend }),
      await inpaint(image, { ...options, backend: await createBackend('reference') }),
    ]
    expect([fast.stopped, plain.stopped]).toEqual(['tolerance', 'tolerance'])
    expect(plain.backend).toBe('reference')
    // Two images with a relative residual of 1e-8, rounded to float32 (255 · 2⁻²⁴ ≈ 1.5e-5).
    expect(largestDifference(fast.image, plain.image)).toBeLessThan(1e-4)
  })

  it.each(['eed', 'homogeneous'] as const)('reaches the same image by diffusion in time: %s', async (operator) => {
    const options = { mask, operator, backend, tolerance: 1e-7, maxIterations: 2000 }
    const steady = await inpaint(image, options)
    const evolved = await inpaint(image, { ...options, solver: 'diffusion' })
    expect([steady.stopped, evolved.stopped]).toEqual(['tolerance', 'tolerance'])
    expect(largestDifference(steady.image, evolved.image)).toBeLessThan(1e-3)
  })

  it('gains over homogeneous diffusion on a photograph', async () => {
    const photograph = await boats(128, 640, 640)
    const options = { mask: randomMask(photograph, { density: 0.2 }), reference: photograph, backend }
    const eed = await inpaint(photograph, options)
    const homogeneous = await inpaint(photograph, { ...options, operator: 'homogeneous' })
    expect(eed.psnr! - homogeneous.psnr!).toBeGreaterThan(0.4)
  })

  it.each([peronaMalik, truncatedTv, charbonnier])('takes the activation $name', async (activation) => {
    const { residual, parameters } = await inpaint(image, { mask, operator: eed({ activation }), backend })
    expect(parameters.diffusivity).toBe(activation.name)
    expect(residual.final).toBeLessThan(0.1 * residual.initial)
  })
})

describe('the solution', { timeout }, () => {
  it('does not change when rows and columns are exchanged', async () => {
    const transposed = (source: ArrayLike<number>) =>
      Array.from({ length: source.length }, (_, pixel) => {
        const [x, y] = [pixel % size.height, Math.floor(pixel / size.height)]
        return source[x * size.width + y]
      })
    const turned = { width: size.height, height: size.width }
    const options = { backend, tolerance: 1e-8, maxIterations: 300 }
    const upright = await inpaint(image, { mask, ...options })
    const data = Float32Array.from(transposed(image.data))
    const lying = await inpaint(
      { ...turned, channels: 1, data },
      {
        mask: { ...turned, known: Uint8Array.from(transposed(mask.known)) },
        ...options,
      },
    )
    const expected = { ...turned, channels: 1, data: Float32Array.from(transposed(upright.image.data)) }
    expect(largestDifference(lying.image, expected)).toBeLessThan(1e-3)
  })

  it('is the linear ramp between two known columns for homogeneous diffusion', async () => {
    const ramp = grey(20, 9, (x) => 10 * x)
    const known = Uint8Array.from(ramp.data, (value) => (value === 0 || value === 190 ? 1 : 0))
    const columns = { width: 20, height: 9, known }
    const result = await inpaint(ramp, { mask: columns, operator: 'homogeneous', tolerance: 1e-9, backend })
    expect(largestDifference(result.image, ramp)).toBeLessThan(1e-4)
  })

  it('stays between the extrema of the known pixels for homogeneous diffusion', async () => {
    const { image: filled } = await inpaint(image, { mask, operator: 'homogeneous', backend })
    const values = image.data.filter((_, pixel) => mask.known[pixel] === 1)
    expect(Math.min(...filled.data)).toBeGreaterThanOrEqual(Math.min(...values) - 1e-3)
    expect(Math.max(...filled.data)).toBeLessThanOrEqual(Math.max(...values) + 1e-3)
  })

  it.each(['eed', 'homogeneous'] as const)('is the image itself if it is constant: %s', async (operator) => {
    for (const value of [0, 0.1, 200]) {
      const flat = grey(size.width, size.height, () => value)
      const result = await inpaint(flat, { mask, operator, reference: flat, backend })
      expect(result).toMatchObject({ iterations: 0, stopped: 'tolerance', psnr: Number.POSITIVE_INFINITY })
      expect(result.residual).toEqual({ initial: 0, final: 0 })
    }
  })

  it.each(['cg', 'diffusion'] as const)('is the image itself if all of it is known: %s', async (solver) => {
    const full = { ...size, known: new Uint8Array(size.width * size.height).fill(1) }
    const result = await inpaint(image, { mask: full, solver, backend })
    expect(result.image).toEqual(image)
    expect(result).toMatchObject({ iterations: 0, stopped: 'tolerance', psnr: null })
  })

  it('never reads unknown pixels', async () => {
    const hidden = image.data.map((value, pixel) => (mask.known[pixel] === 1 ? value : Number.NaN))
    const [seen, unseen] = [
      await inpaint(image, { mask, backend }),
      await inpaint({ ...image, data: hidden }, { mask, backend }),
    ]
    expect(unseen.image).toEqual(seen.image)
  })

  it('works from a single known pixel', async () => {
    const known = new Uint8Array(size.width * size.height)
    known[777] = 1
    const result = await inpaint(image, { mask: { ...size, known }, operator: 'homogeneous', backend })
    // A constant is the solution, and the start.
    expect(new Set(result.image.data)).toEqual(new Set([image.data[777]]))
  })
})

describe('options of operators and solvers', { timeout }, () => {
  it('go with a value or with a name, to the same bits', async () => {
    const operator = eed({ sigma: 1.5, parameters: { lambda: 2 } })
    const value = await inpaint(image, { mask, operator, solver: cg({ relaxation: 0.8 }), backend })
    const named = await inpaint(image, {
      mask,
      operator: { name: 'eed', sigma: 1.5, parameters: { lambda: 2 } },
      solver: { name: 'cg', relaxation: 0.8 },
      backend,
    })
    expect(named.image).toEqual(value.image)
    expect(value.parameters).toMatchObject({ lambda: 2, sigma: 1.5, relaxation: 0.8 })
  })

  it('take the contrast of the paper for every contrast, whatever it is called', async () => {
    expect(eed({ activation: truncatedTv }).parameters).toMatchObject({ theta: 0.93 })
  })
})

describe('colour', { timeout }, () => {
  it('gives equal channels what a grey image gets: their structure tensors are averaged', async () => {
    const options = { mask, backend, tolerance: 1e-7, maxIterations: 300 }
    const colour = await inpaint(joined(image, image, image), options)
    const single = await inpaint(image, options)
    expect(largestDifference(colour.image, joined(single.image, single.image, single.image))).toBeLessThan(1e-2)
  })

  it('solves different channels to the tolerance', async () => {
    const other = pattern(size.width, size.height, 5)
    const flat = grey(size.width, size.height, () => 17)
    const result = await inpaint(joined(image, other, flat), { mask, backend })
    expect(result.stopped).toBe('tolerance')
    expect(new Set(result.image.data.subarray(2 * 48 * 40))).toEqual(new Set([17]))
  })
})

describe('stopping', { timeout }, () => {
  it('says that the iterations were used up', async () => {
    expect(await inpaint(image, { mask, maxIterations: 2, backend })).toMatchObject({ stopped: 'limit', iterations: 2 })
    const linear = await inpaint(image, { mask, operator: 'homogeneous', maxIterations: 3, backend })
    expect(linear).toMatchObject({ stopped: 'limit', iterations: 3 })
  })

  it('says that homogeneous diffusion stagnates below the rounding errors', async () => {
    const result = await inpaint(image, { mask, operator: 'homogeneous', tolerance: 1e-30, backend })
    expect(result.stopped).toBe('stagnation')
    expect(result.residual.final).toBeLessThan(1e-13)
  })

  it('reports every entry of the history', async () => {
    const seen: number[] = []
    const { history } = await inpaint(image, {
      mask,
      backend,
      onProgress: ({ iteration, residual }) => {
        expect(iteration).toBe(seen.length)
        seen.push(residual)
      },
    })
    expect(seen).toEqual(history.map((entry) => entry.residual))
  })

  it('aborts between iterations', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    const work = inpaint(image, {
      mask,
      backend,
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    })
    await expect(work).rejects.toBe(reason)
  })
})

describe('unfit requests', { timeout }, () => {
  const nan = { ...image, data: image.data.map(() => Number.NaN) }
  const infinite = { ...image, data: image.data.map(() => Number.POSITIVE_INFINITY) }
  const huge = { ...image, data: image.data.map((value) => value * 1e36) }

  const images: [code: string, unfit: unknown][] = [
    ['IMAGE_VALUES', nan],
    ['IMAGE_VALUES', infinite],
    ['IMAGE_SHAPE', { ...image, data: new Float32Array(3) }],
    ['IMAGE_SHAPE', { ...image, data: [...image.data] }],
    ['IMAGE_SHAPE', grey(48, 1, () => 1)],
    ['IMAGE_SHAPE', { ...image, width: 0 }],
    ['IMAGE_SHAPE', { ...image, width: 2.5, height: 768 }],
    ['IMAGE_SHAPE', { mask: new Uint8Array() }],
    ['IMAGE_SHAPE', null],
  ]

  it.each(images)('are refused with %s: the image %o', async (code, unfit) => {
    await expect(inpaint(unfit as Image, { mask, backend })).rejects.toMatchObject({ code })
  })

  it('are refused without options', async () => {
    await expect(inpaint(image, undefined as never)).rejects.toMatchObject({ code: 'MASK_SHAPE', name: 'ShapeError' })
  })

  const refused: [code: string, options: object][] = [
    ['INPAINT_SOLVER', { solver: 'multigrid' }],
    ['INPAINT_SOLVER', { solver: { name: 'network' } }],
    ['INPAINT_SOLVER', { solver: eed() }],
    ['INPAINT_OPERATOR', { operator: 'tv' }],
    ['INPAINT_OPERATOR', { operator: cg() }],
    ['INPAINT_OPERATOR', { operator: null }],
    ['INPAINT_OPTION', { operator: { name: 'eed', sgima: 2 } }],
    ['INPAINT_OPTION', { operator: { name: 'homogeneous', sigma: 2 } }],
    ['INPAINT_OPTION', { operator: { name: 'eed', activation: 'charbonnier' } }],
    ['INPAINT_OPTION', { operator: { name: 'eed', parameters: 0.93 } }],
    ['INPAINT_OPTION', { solver: { name: 'diffusion', length: 0 } }],
    ['INPAINT_OPTION', { sigma: 2 }],
    ['IMAGE_VALUE', { reference: nan }],
    ['MASK_SHAPE', { mask: randomMask({ width: 40, height: 48 }, { density: 0.2 }) }],
    ['MASK_SHAPE', { mask: new Uint8Array() }],
    ['MASK_EMPTY', { mask: { ...size, known: new Uint8Array(48 * 40) } }],
    ['REFERENCE_SHAPE', { reference: grey(40, 48, () => 1) }],
    ['STENCIL_ALPHA', { operator: { name: 'homogeneous', alpha: 0.7 } }],
    ['STENCIL_BETA', { operator: { name: 'eed', alpha: 0.4, beta: 0.5 } }],
    ['PARAMETER_DOMAIN', { operator: { name: 'eed', parameters: { lambda: 0 } } }],
    ['PARAMETER_DOMAIN', { operator: { name: 'eed', parameters: { lambda: Number.NaN } } }],
    ['PARAMETER_UNKNOWN', { operator: { name: 'eed', parameters: { theta: 1 } } }],
    ['TENSOR_DIFFUSIVITY', { operator: { name: 'eed', activation: relu } }],
    ...[-1, Number.NaN, Number.POSITIVE_INFINITY].flatMap((value): [string, object][] => [
      ['INPAINT_OPTION', { tolerance: value }],
      ['INPAINT_OPTION', { maxIterations: value }],
      ['INPAINT_OPTION', { operator: { name: 'eed', sigma: value } }],
      ['INPAINT_OPTION', { solver: { name: 'cg', innerReduction: value } }],
      ['INPAINT_OPTION', { solver: { name: 'cg', relaxation: value } }],
      ['INPAINT_OPTION', { solver: { name: 'cg', acceleration: value } }],
    ]),
    ['INPAINT_OPTION', { stagnation: { steps: 0, factor: 0.9 } }],
    ['INPAINT_OPTION', { stagnation: { steps: 10, factor: 2 } }],
    ['INPAINT_OPTION', { stagnation: { steps: 10, faktor: 0.9 } }],
  ]

  it.each(refused)('are refused with %s: %o', async (code, options) => {
    await expect(inpaint(image, { mask, backend, ...options } as InpaintOptions)).rejects.toMatchObject({ code })
  })

  it('names the solvers that there are', async () => {
    await expect(inpaint(image, { mask, backend, solver: 'multigrid' as never })).rejects.toThrow(
      'inpaint: solver is "multigrid"; allowed: cg, diffusion.',
    )
  })

  it('survive values near the end of float32', async () => {
    const result = await inpaint(huge, { mask, backend, maxIterations: 3 })
    expect(result.image.data.every(Number.isFinite)).toBe(true)
  })
})
