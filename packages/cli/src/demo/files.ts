import type { Image } from '@numeural/core'
import type { Picture } from './report/figures.js'

/** Where everything lies, relative to the folder of the report. */
export const files = {
  report: 'index.html',
  result: 'result.json',
  model: 'model',
  clean: 'images/clean.png',
  noisy: 'images/noisy.png',
  denoised: 'images/denoised.png',
  mask: 'images/mask.png',
  masked: 'images/masked.png',
  homogeneous: 'images/homogeneous.png',
  eed: 'images/eed.png',
  detail: (version: string, index: number): string => `images/detail-${index + 1}-${version}.png`,
  trainingPlot: 'plots/training.svg',
  signalPlot: 'plots/signal.svg',
  facePlot: (face: string): string => `plots/${face}.svg`,
  kernelPlot: 'plots/kernel.svg',
  residualPlot: 'plots/residual.svg',
} as const

/** Makes pictures of the size of an image. */
export function pictures({ width, height }: Image): (file: string, alt: string) => Picture {
  return (file, alt) => ({ file, alt, width, height })
}
