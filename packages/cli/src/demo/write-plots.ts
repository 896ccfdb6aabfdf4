import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { faceNames, fluxDerivativeGraph, peronaMalik, translate } from '@numeural/activations'
import { createEvaluator } from '@numeural/formula'
import { files } from './files.js'
import { facePlot } from './plots/face-plot.js'
import { kernelPlot } from './plots/kernel-plot.js'
import { residualPlot } from './plots/residual-plot.js'
import { signalPlot } from './plots/signal-plot.js'
import { trainingPlot } from './plots/training-plot.js'
import type { DemoRun } from './run.js'

/** Writes the figures as SVG into `folder`. */
export async function writePlots(folder: string, run: DemoRun): Promise<void> {
  const { training, inpainting, settings } = run
  const residuals = inpainting.eed.history.map(({ residual }) => residual)
  const plots: Record<string, string> = {
    [files.trainingPlot]: trainingPlot(training),
    [files.signalPlot]: signalPlot(training.example),
    [files.residualPlot]: residualPlot(residuals, settings.inpainting.tolerance),
    [files.kernelPlot]: kernelPlot(training.parameters.values['block0.kernel']!),
    ...facePlots(run),
  }
  for (const [file, svg] of Object.entries(plots)) await writeFile(join(folder, file), svg)
}

function facePlots({ activation: { parameters, tau } }: DemoRun): Record<string, string> {
  const lambda = parameters.lambda!
  const reach = 4 * lambda
  const marks = [
    { r: -lambda, name: '−λ' },
    { r: lambda, name: 'λ' },
  ]
  const slope = createEvaluator(fluxDerivativeGraph(peronaMalik, tau), ['r', 'lambda'])
  const output = new Float64Array(1)
  const derivative = (r: number): number => {
    slope([r, lambda], output)
    return output[0]!
  }
  const faces = faceNames.map((face) => [face, translate(peronaMalik, face, { parameters, tau })] as const)
  return Object.fromEntries(
    [...faces, ['derivative', derivative] as const].map(([name, evaluate]) => [
      files.facePlot(name),
      facePlot(`${name} of Perona and Malik at the trained contrast`, evaluate, reach, marks),
    ]),
  )
}
