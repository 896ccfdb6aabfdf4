import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { peronaMalik, relu } from '@numeural/activations'
import { readImage } from '@numeural/datasets/node'
import { describe, expect, it } from 'vitest'
import { freshFolder } from '../run-cli.fixtures.js'
import { facesPlot } from './faces-plot.js'
import { writePlot } from './write-plot.js'

/** The points of every curve in the drawing, in pixels. */
function curves(svg: string): { x: number; y: number }[][] {
  const paths = [...svg.matchAll(/aria-label="line".*?<path d="([^"]+)"/gs)].map((match) => match[1]!)
  return paths.map((path) =>
    path
      .slice(1)
      .split('L')
      .map((point) => point.split(',').map(Number))
      .map(([x, y]) => ({ x: x!, y: y! })),
  )
}

describe('facesPlot', () => {
  it('draws the four faces: two even ones, two odd ones', async () => {
    const svg = await facesPlot(peronaMalik, { lambda: 2 }, 0.25)
    const drawn = curves(svg)
    expect(drawn).toHaveLength(4)
    expect(svg).toContain('>perona-malik: lambda = 2</text>')
    expect(svg).toMatch(/<svg[^>]* viewBox="0 0 960 246" width="100%"/)
    const [diffusivity, regulariser, shrinkage, activation] = drawn
    for (const even of [diffusivity!, regulariser!]) {
      // Coordinates are rounded to thousandths of a pixel.
      expect(even[0]!.y).toBeCloseTo(even.at(-1)!.y, 2)
      expect(Math.abs(even[0]!.y - even[200]!.y)).toBeGreaterThan(50)
    }
    for (const odd of [shrinkage!, activation!]) {
      expect((odd[0]!.y + odd.at(-1)!.y) / 2).toBeCloseTo(odd[200]!.y, 2)
    }
    // g is largest at r = 0, so that its curve is highest there.
    expect(Math.min(...diffusivity!.map(({ y }) => y))).toBe(diffusivity![200]!.y)
  })

  it('leaves out the faces that there are not', async () => {
    expect(curves(await facesPlot(relu, {}, 0.25))).toHaveLength(2)
  })
})

describe('writePlot', () => {
  it('writes an SVG as it is and a PNG with pixels', async () => {
    const folder = await freshFolder()
    const svg = await facesPlot(peronaMalik, { lambda: 2 }, 0.25)
    await writePlot(svg, join(folder, 'faces.svg'))
    expect(await readFile(join(folder, 'faces.svg'), 'utf8')).toBe(svg)
    await writePlot(svg, join(folder, 'faces.png'))
    const { image } = await readImage(join(folder, 'faces.png'))
    expect([image.width, image.height]).toEqual([1920, 492])
    expect(image.data.some((value) => value < 100)).toBe(true)
  })
})
