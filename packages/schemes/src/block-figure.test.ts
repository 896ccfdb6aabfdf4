import { peronaMalik } from '@numeural/activations'
import { describe, expect, test } from 'vitest'
import { type BlockFigure, blockFigure } from './block-figure.js'
import { networkFrom } from './network/network-from.js'
import { residualNetwork } from './network/residual-network.js'
import { schemeNetwork } from './network/scheme-network.js'
import { symmetricResNet } from './network/symmetric-resnet.js'
import { defineScheme } from './scheme/define-scheme.js'
import { duFortFrankel } from './scheme/du-fort-frankel.js'
import { explicit } from './scheme/explicit.js'
import { fsi } from './scheme/fsi.js'
import { nesterov } from './scheme/nesterov.js'
import { rkl2 } from './scheme/rkl2.js'
import { standardSchemes } from './scheme/standard-schemes.js'

const skips = ({ graph }: BlockFigure) =>
  graph.edges.filter(({ to, lane }) => to === 'sum' && lane > 0).map(({ from, label }) => [from, label])
const options = { dimension: 1, kernel: { width: 3 }, activation: peronaMalik } as const

describe('the graph', () => {
  test('of the explicit scheme is C21 Fig. 1', async () => {
    const { graph } = await blockFigure(explicit)
    expect(graph.edges.map(({ from, to, label }) => [from, to, label])).toEqual([
      ['u', 'kernel', null],
      ['kernel', 'activation', null],
      ['activation', 'transposed', null],
      ['transposed', 'sum', '−τ'],
      ['u', 'sum', null],
      ['sum', 'next', null],
    ])
  })

  test('of FSI has the skip connections of C21 Fig. 3, as symbols or as numbers', async () => {
    expect(skips(await blockFigure(fsi))).toEqual([
      ['u', 'α'],
      ['previous', '1 − α'],
    ])
    expect(skips(await blockFigure(fsi, { values: { alpha: 1.5 } }))).toEqual([
      ['u', '1.5'],
      ['previous', '−0.5'],
    ])
  })

  test('of a flux taken elsewhere has a sum before K', async () => {
    const { edges } = (await blockFigure(nesterov)).graph
    expect(edges.filter(({ to }) => to === 'at').map(({ from, label }) => [from, label])).toEqual([
      ['u', 'β + 1'],
      ['previous', '−β'],
    ])
    expect(edges).toContainEqual(expect.objectContaining({ from: 'at', to: 'kernel' }))
  })

  test('abbreviates long weights and says below what they are', async () => {
    const { graph } = await blockFigure(rkl2)
    expect(graph.legend).toHaveLength(5)
    const used = graph.edges.map(({ label }) => label).filter((label) => label?.startsWith('w'))
    expect(used.sort()).toEqual(graph.legend.map((line) => line.split(' ')[0]))
    expect((await blockFigure(rkl2, { values: { l: 2, L: 5 } })).graph.legend).toEqual([])
  })

  test('of networks names kernel and nonlinearity', async () => {
    const network = symmetricResNet({ ...options, channels: 4, blocks: 7 })
    const { graph } = await blockFigure(network)
    expect(graph.title).toBe('explicit: 7 blocks, shared weights')
    expect(graph.nodes.map(({ label }) => label)).toEqual(['uᵏ', 'K 3, 4→4', 'perona-malik', 'Kᵀ', '+', 'uᵏ⁺¹'])
    const residual = await blockFigure(residualNetwork({ ...options, blocks: 1, weights: 'free' }))
    expect(residual.graph.nodes.map(({ label }) => label)).toContain('W₂ 3, + b₂')
    expect((await blockFigure(schemeNetwork({ ...options, scheme: fsi, blocks: 5 }))).graph.legend).toEqual([])
  })
})

test('Mermaid text of the Du Fort–Frankel scheme', async () => {
  expect((await blockFigure(duFortFrankel)).mermaid).toMatchInlineSnapshot(`
    "---
    title: "du-fort-frankel"
    ---
    flowchart LR
      u(["uᵏ"])
      previous(["uᵏ⁻¹"])
      kernel["K"]
      activation["Φ"]
      transposed["Kᵀ"]
      sum(("+"))
      next(["uᵏ⁺¹"])
      u --> kernel
      kernel --> activation
      activation --> transposed
      transposed -->|"· −(2·τ/(2·τ·α + 1))"| sum
      u -->|"· 4·τ·α/(2·τ·α + 1)"| sum
      previous -->|"· (1 − 2·τ·α)/(2·τ·α + 1)"| sum
      sum --> next
    "
  `)
})

describe.each(standardSchemes)('the SVG file of $name', async (scheme) => {
  const { svg, graph } = await blockFigure(scheme)
  test('has every box, arrow and label', () => {
    expect(svg.match(/marker-end/g)).toHaveLength(graph.edges.length)
    expect(svg.match(/<circle/g)).toHaveLength(graph.nodes.filter(({ kind }) => kind === 'sum').length)
    for (const { label } of graph.edges) if (label !== null) expect(svg).toContain(`· ${label}</text>`)
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })

  test('has boxes that do not overlap, inside the picture', () => {
    const [, width, height] = svg.match(/viewBox="0 0 ([\d.]+) ([\d.]+)"/)!.map(Number)
    const boxes = [...svg.matchAll(/<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"/g)].map(
      (match) => match.slice(1).map(Number),
    )
    expect(boxes.length).toBe(graph.nodes.filter(({ kind }) => kind !== 'sum').length)
    for (const [x, y, w, h] of boxes) {
      expect(x >= 0 && y >= 0 && x + w <= width && y + h <= height).toBe(true)
      const others = boxes.filter(([a, b]) => a !== x || b !== y)
      expect(others.some(([a, b, c, d]) => x < a + c && a < x + w && y < b + d && b < y + h)).toBe(false)
    }
  })
})

test('text from a strange description is escaped', async () => {
  const scheme = defineScheme({
    name: 'conditional',
    parameters: { tau: { default: 1, domain: 'positive' } },
    update: 'u - (tau < 2 ? tau : 2*tau*tau*tau*tau*tau*tau*tau*tau)*flux',
  })
  const { svg, mermaid } = await blockFigure(scheme)
  expect(svg).toContain('τ &lt; 2')
  expect(mermaid).toContain('τ #lt; 2')
  const { description } = symmetricResNet({ ...options, blocks: 1 })
  const activation = { ...description.activation, name: '"]<script>' }
  const damaged = { ...description, activation }
  expect(() => networkFrom(damaged)).toThrow(/script/)
})
