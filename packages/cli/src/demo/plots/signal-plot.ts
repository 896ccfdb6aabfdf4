import * as Plot from '@observablehq/plot'
import type { SignalExample } from '../parts/train-part.js'
import { colours, figure } from './figure.js'

const height = 300

/** A signal of the test set: with noise above, denoised below, each over the clean one. */
export function signalPlot({ clean, noisy, denoised }: SignalExample): string {
  const panels = ['noisy', 'denoised'] as const
  const given = { noisy, denoised }
  const points = panels.flatMap((panel) =>
    Array.from(given[panel], (value, position) => ({ panel, position, value, clean: clean[position]! })),
  )
  return figure({
    title: 'A test signal with noise, and denoised by the trained network, over the clean signal',
    width: 480,
    height,
    marginLeft: 40,
    marginRight: 24,
    marginBottom: 40,
    marginTop: 30,
    x: { label: 'sample', ticks: 6, labelAnchor: 'center', labelArrow: 'none' },
    y: { label: 'grey value', ticks: 4, labelArrow: 'none' },
    fy: { domain: panels, axis: null, padding: 0.14 },
    marks: [
      Plot.gridY({ stroke: colours.rule, strokeOpacity: 1 }),
      Plot.line(points, { fy: 'panel', x: 'position', y: 'clean', stroke: colours.muted, strokeWidth: 1.2 }),
      Plot.line(points, {
        fy: 'panel',
        x: 'position',
        y: 'value',
        z: 'panel',
        stroke: ({ panel }: { panel: string }) => (panel === 'noisy' ? colours.second : colours.first),
        strokeWidth: 1.6,
      }),
      Plot.text(panels, {
        fy: (panel: string) => panel,
        frameAnchor: 'top-right',
        text: (panel: string) => panel,
        fontWeight: 600,
        dy: -14,
        fill: (panel: string) => (panel === 'noisy' ? colours.second : colours.first),
      }),
    ],
    color: { type: 'identity' },
  })
}
