import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { facePlot } from './face-plot.js'
import { colours } from './figure.js'
import { residualPlot } from './residual-plot.js'
import { signalPlot } from './signal-plot.js'
import { trainingPlot } from './training-plot.js'

/** How many pixels have nearly this colour when a viewer without variables and settings draws the figure. */
async function pixelsOf(svg: string, colour: string): Promise<number> {
  const { data } = await sharp(Buffer.from(svg))
    .flatten({ background: 'white' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  let count = 0
  for (let i = 0; i < data.length; i += 3) {
    if (wanted.every((value, channel) => Math.abs(value - data[i + channel]!) < 24)) count++
  }
  return count
}

const signal = Float32Array.from({ length: 64 }, (_, i) => (i < 30 ? 20 : 200) + 15 * Math.sin(i * i))
const figures = {
  face: facePlot('g', (r) => 1 / (1 + r * r), 4, [{ r: 1, name: 'λ' }]),
  residual: residualPlot([1, 0.1, 0.02, 0.001], 0.001),
  signal: signalPlot({ clean: signal, noisy: signal, denoised: signal }),
  training: trainingPlot({
    history: [1, 2, 3].map((epoch) => ({ epoch, psnr: 30 + epoch })),
    validation: { classical: 31, after: 33 },
  } as never),
}

describe('figures of the demo', () => {
  it.each(Object.entries(figures))(
    'show their curves in every viewer, and follow a dark setting: %s',
    async (_, svg) => {
      // A line of two pixels across a plot of some hundred.
      expect(await pixelsOf(svg, colours.first)).toBeGreaterThan(100)
      // Dashes and letters are blurred over their neighbours.
      expect(await pixelsOf(svg, colours.second)).toBeGreaterThan(3)
      expect(svg).not.toMatch(/(?:stroke|fill)="var\(/)
      expect(svg).toMatch(/prefers-color-scheme: dark[\s\S]*\[stroke="#1f66a8"\] \{ stroke: #78b4ea; \}/)
    },
  )
})
