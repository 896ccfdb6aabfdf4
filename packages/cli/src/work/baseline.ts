import type { Backend } from '@numeural/core'
import type { SignalPairs } from '@numeural/datasets'
import { denoise } from '@numeural/denoising'
import { decibels } from '../output/number-text.js'

/** What `numeural denoise` reaches on signals without any training. */
export interface Baseline {
  /** In dB, over all signals. */
  readonly psnr: number
  readonly scheme: string
}

/** Plain denoising with everything left to its defaults, on the noisy signals of pairs. */
export async function baselineOf({ noisy, clean }: SignalPairs, backend: Backend): Promise<Baseline> {
  const { psnr, scheme } = await denoise(noisy, { reference: clean, backend })
  return { psnr: psnr!.denoised, scheme }
}

/** Tells whoever trained a network that does not pay off so, and which one does; no lines if it does. */
export function remarkOnBaseline({ psnr }: Baseline, test: number): string[] {
  if (!(test < psnr)) return []
  return [
    '',
    `Plain denoise gives ${decibels(psnr)} on these signals, more than this network (${decibels(test)}): ${worthwhile}.`,
  ]
}

/** 37.73 and 37.70 dB on the synthetic signals, where plain denoising gives 37.62 dB and seven blocks 36.8 dB. */
const worthwhile = 'more blocks pay off, such as --architecture fsi --blocks 10, or --blocks 20'
