// Problems of EED inpainting that differ in everything that convergence may depend on.
import { cropOf, greyOf } from '@numeural/datasets'
import { readImage } from '@numeural/datasets/node'
import { photograph, photographNames } from '@numeural/datasets/photographs'

/**
 * @typedef {object} Problem
 * @property {string} name
 * @property {import('@numeural/core').Image} image
 * @property {number} density of the random mask
 * @property {number} seed of the random mask
 * @property {import('@numeural/inpainting').EedOptions} options of the operator
 */

/**
 * Crops of all photographs: sizes, densities, contrasts, Gaussians, stencils, colour and grey.
 *
 * @param {readonly string[]} files images of one's own besides, taken whole and as crops
 * @returns {Promise<Problem[]>}
 */
export async function problems(files) {
  const photographs = await Promise.all(
    photographNames.map(async (name) => ({ name: /** @type {string} */ (name), image: await photograph(name) })),
  )
  const own = await Promise.all(
    files.map(async (file) => ({ name: file.replace(/^.*\//, ''), image: (await readImage(file)).image })),
  )
  const sources = [...photographs, ...own]
  return [
    ...sources.flatMap((source) => densities.map((density) => crop(source, 128, density))),
    ...sources.flatMap((source, index) => {
      const size = sizes[index % sizes.length] ?? 96
      return [crop(source, size, 0.2), crop(source, size, 0.1, { colour: true })]
    }),
    ...sources.map((source, index) => crop(source, 160, 0.15, { operator: operators[index % operators.length] })),
    ...own.flatMap((source) => [whole(source, 0.2), whole(source, 0.05)]),
  ]
}

const densities = [0.05, 0.1, 0.2, 0.4]
const sizes = [48, 64, 96, 192, 256, 320]
/** @type {readonly import('@numeural/inpainting').EedOptions[]} */
const operators = [
  { parameters: { lambda: 0.3 } },
  { parameters: { lambda: 3 } },
  { parameters: { lambda: 12 } },
  { sigma: 0 },
  { sigma: 0.5 },
  { sigma: 2 },
  { sigma: 4 },
  { alpha: 0.2 },
  { beta: 'sign' },
]

/**
 * The middle of a photograph.
 *
 * @param {{ name: string, image: import('@numeural/core').Image }} source
 * @param {number} size
 * @param {number} density
 * @param {{ colour?: boolean, operator?: import('@numeural/inpainting').EedOptions }} [variation]
 * @returns {Problem}
 */
function crop({ name, image }, size, density, { colour = false, operator = {} } = {}) {
  const [width, height] = [Math.min(size, image.width), Math.min(size, image.height)]
  const [x, y] = [(image.width - width) >> 1, (image.height - height) >> 1]
  const part = cropOf(image, { x, y, width, height })
  const text = Object.keys(operator).length === 0 ? '' : ` ${JSON.stringify(operator)}`
  return {
    name: `${name} ${width}×${height}${colour ? ' colour' : ''} ${100 * density} %${text}`,
    image: colour ? part : greyOf(part),
    density,
    seed: size,
    options: operator,
  }
}

/**
 * @param {{ name: string, image: import('@numeural/core').Image }} source
 * @param {number} density
 * @returns {Problem}
 */
function whole({ name, image }, density) {
  const { width, height } = image
  return { name: `${name} ${width}×${height} ${100 * density} %`, image: greyOf(image), density, seed: 0, options: {} }
}
