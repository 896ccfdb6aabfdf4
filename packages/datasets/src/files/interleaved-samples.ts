import type { Image } from '@numeural/core'

/**
 * The samples of an image as files hold them: channels interleaved, alpha last, rounded half up and clipped.
 *
 * @param alpha In the units of `alphaDepth`; rescaled if the file has another depth.
 */
export function interleavedSamples(
  image: Image,
  alpha: Uint8Array | Uint16Array | null,
  alphaDepth: 8 | 16,
  bitDepth: 8 | 16,
): Uint8Array | Uint16Array {
  const { data, channels } = image
  const size = image.width * image.height
  const stored = channels + (alpha === null ? 0 : 1)
  const samples = bitDepth === 16 ? new Uint16Array(size * stored) : new Uint8Array(size * stored)
  const unit = bitDepth === 16 ? 257 : 1
  const highest = 255 * unit
  for (let channel = 0; channel < channels; channel++) {
    for (let i = 0; i < size; i++) {
      const rounded = Math.floor(data[channel * size + i]! * unit + 0.5)
      samples[i * stored + channel] = Math.min(highest, Math.max(0, rounded))
    }
  }
  if (alpha === null) return samples
  const scale = unit / (alphaDepth === 16 ? 257 : 1)
  for (let i = 0; i < size; i++) samples[i * stored + channels] = Math.floor(alpha[i]! * scale + 0.5)
  return samples
}
