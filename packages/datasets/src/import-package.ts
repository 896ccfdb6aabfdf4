import { NumeuralError } from '@numeural/errors'

/**
 * Imports an optional package.
 *
 * @param name The package, for the message.
 * @param load `() => import('name')`, so that bundlers see the literal name.
 * @throws NumeuralError with code `PACKAGE_MISSING` when it is not installed or does not load on this machine.
 */
export async function importPackage<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND'
    const reason = missing ? 'is not installed' : `does not load: ${String((cause as Error).message).split('\n')[0]}`
    throw new NumeuralError(
      `The package ${name} ${reason}; install it with \`npm install ${name}\`.`,
      { code: 'PACKAGE_MISSING', given: name, hint: `Install it with \`npm install ${name}\`.` },
      { cause },
    )
  }
}
