import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { freshFolder, run } from '../run-cli.fixtures.js'

const wrong = (name: string): string => fileURLToPath(new URL(`wrong-plugins/${name}.fixtures.ts`, import.meta.url))

/** What a run with a wrong plugin must give: nothing on stdout, one line on stderr, exit code 2. */
async function refusal(plugin: string, cwd: string): Promise<string> {
  const { code, stdout, stderr } = await run(['list', '--plugin', plugin, '--json'], { cwd })
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^numeural: [^\n]+\n$/)
  return stderr
}

describe('a wrong plugin is refused when it loads', { timeout: 60_000 }, () => {
  it.each([
    ['weights', /Plugin 'my-plugin': Scheme 'mine': .* update '1\.3\*u - tau\*flux' add up to 1\.3, not 1/],
    ['unknown-symbol', /Plugin 'my-plugin': Scheme 'mine', update 'u - tua\*flux': Unknown symbol 'tua' at position 4/],
    ['syntax', /Plugin 'my-plugin': Scheme 'mine', update: .* position 4 of the formula 'u - \*flux'/],
    ['duplicate', /'explicit' in 'schemes' is given by the plugins 'standard' and 'my-plugin'/],
    ['not-linear', /Plugin 'my-plugin': Scheme 'mine': update 'u - tau\*flux\^2' is not linear in the signals/],
    [
      'nonlinearity',
      /Plugin 'my-plugin': The diffusivity of 'mine', '1\/\(1 \+ q\^2\)': Unknown symbol 'q' at position 7/,
    ],
    ['asymmetric', /Plugin 'my-plugin': The diffusivity of 'mine' is not even/],
    ['bad-name', /--plugin .*: it fails while it loads: The scheme's name "My Scheme" is not allowed/],
  ])('%s', async (name, message) => {
    expect(await refusal(wrong(name), '.')).toMatch(message)
  })

  it.each([
    [
      'a scheme that defineScheme did not make',
      "{ name: 'p', schemes: [{ name: 's' }] }",
      /'p': 's' in 'schemes'.*defineScheme/,
    ],
    [
      'a nonlinearity that defineNonlinearity did not make',
      "{ name: 'p', nonlinearities: [{ name: 'n', diffusivity: '1' }] }",
      /'p': 'n' in 'nonlinearities'.*defineNonlinearity/,
    ],
    [
      'a kind that nothing reads',
      "{ name: 'p', scheme: [] }",
      /'p' has entries in 'scheme', a kind that no plugin declares; there are backends, nonlinearities, schemes/,
    ],
    ['a list that is none', "{ name: 'p', schemes: 5 }", /'schemes' of the plugin 'p' is no list/],
    ['a name with spaces', "{ name: 'my plugin', schemes: [] }", /name of the plugin is "my plugin"/],
  ])('%s', async (_what, text, message) => {
    const cwd = await freshFolder()
    await writeFile(join(cwd, 'plugin.mjs'), `export default ${text}\n`)
    expect(await refusal('./plugin.mjs', cwd)).toMatch(message)
  })
})
