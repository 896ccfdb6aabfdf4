import { extname } from 'node:path'
import { writeAtomically } from '@numeural/datasets/node'

/** Pixels of a PNG per unit of the drawing. */
const scale = 2

/** Writes an SVG drawing to an .svg file, or as pixels to a .png file. */
export async function writePlot(svg: string, path: string): Promise<void> {
  if (extname(path).toLowerCase() === '.svg') return await writeAtomically(path, svg)
  const { default: sharp } = await import('sharp')
  const pixels = await sharp(Buffer.from(svg), { density: 72 * scale })
    .flatten({ background: 'white' })
    .png()
    .toBuffer()
  await writeAtomically(path, pixels)
}
