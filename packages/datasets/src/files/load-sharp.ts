import { importPackage } from '../import-package.js'

/** The sharp function; an error that says how to install it where it is missing. */
export async function loadSharp(): Promise<typeof import('sharp')['default']> {
  return (await importPackage('sharp', () => import('sharp'))).default
}
