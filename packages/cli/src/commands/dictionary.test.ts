import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DictionaryEntry } from '@numeural/activations'
import { describe, expect, it } from 'vitest'
import { freshFolder, run, runJson } from '../run-cli.fixtures.js'

async function entryOf(...argv: string[]): Promise<DictionaryEntry> {
  return (await runJson(['dictionary', ...argv])) as unknown as DictionaryEntry
}

describe('numeural dictionary', { timeout: 60_000 }, () => {
  it('has all faces, the derivative and the bounds of a formula that nobody built in', async () => {
    const lambda = 2
    const steepest = lambda * (5 / 3) ** 0.25
    const entry = await entryOf(
      '--define',
      'diffusivity=1/(1+(r/lambda)^4)',
      '--parameter',
      'lambda=2',
      '--at',
      `0,0.5,2,7,${steepest}`,
    )
    expect(Object.keys(entry)).toEqual(['name', 'definedBy', 'parameters', 'tau', 'formulas', 'bounds', 'values'])
    expect(entry).toMatchObject({ definedBy: 'diffusivity', parameters: { lambda: 2 }, tau: 0.25 })
    expect(Object.keys(entry.formulas)).toEqual(['diffusivity', 'regulariser', 'shrinkage', 'activation', 'derivative'])
    // Ψ of this diffusivity comes by quadrature.
    expect(entry.formulas.regulariser).toBeNull()
    // Certified bounds are rounded outwards: above the true ones by a little.
    expect(entry.bounds.gMax).toBeCloseTo(1, 6)
    expect(entry.bounds.lipschitz).toBeCloseTo(1, 6)
    expect(entry.bounds).toMatchObject({ monotone: false, certified: true, gMin: 0 })
    for (const { r, ...faces } of entry.values) {
      const g = 1 / (1 + (r / lambda) ** 4)
      const q = (r / lambda) ** 2
      // Ψ' = 2 r g, so Ψ = λ² atan(r²/λ²).
      const exact = {
        diffusivity: g,
        regulariser: lambda ** 2 * Math.atan(q),
        shrinkage: r * (1 - 4 * 0.25 * (1 / (1 + ((Math.SQRT2 * r) / lambda) ** 4))),
        activation: r * g,
        derivative: (1 - 3 * q * q) / (1 + q * q) ** 2,
      }
      expect(Object.keys(faces)).toEqual(Object.keys(exact))
      // Closed forms to rounding; the quadrature to a relative 1e-10. Asked for: 1e-6.
      for (const [face, value] of Object.entries(exact)) expect(faces[face as 'activation']).toBeCloseTo(value, 8)
    }
    expect(entry.values[4]!.derivative).toBeCloseTo(-9 / 16, 8)
  })

  it('knows the registered ones, at other parameters and time steps', async () => {
    const entry = await entryOf('perona-malik', '--parameter', 'lambda=3', '--tau', '0.1', '--at', '-3,3')
    expect(entry).toMatchObject({ name: 'perona-malik', parameters: { lambda: 3 }, tau: 0.1 })
    expect(entry.values.map(({ r }) => r)).toEqual([-3, 3])
    expect(entry.values[1]!.diffusivity).toBeCloseTo(0.5, 12)
    expect(entry.values[0]!.activation).toBeCloseTo(-1.5, 12)
  })

  it('gives null for faces that there are not', async () => {
    const entry = await entryOf('relu', '--at', '1')
    expect(entry.values[0]).toEqual({
      r: 1,
      diffusivity: 1,
      regulariser: null,
      shrinkage: null,
      activation: 1,
      derivative: 1,
    })
    expect([entry.formulas.regulariser, entry.formulas.shrinkage]).toEqual([null, null])
  })

  it('spells out an infinite bound', async () => {
    expect((await entryOf('truncated-quadratic')).bounds.lipschitz).toBe('Infinity')
  })

  it('prints a table for people and draws the faces', async () => {
    const cwd = await freshFolder()
    const { code, stdout, stderr } = await run(['dictionary', 'charbonnier', '--plot', 'faces.svg'], { cwd })
    expect([code, stderr]).toEqual([0, ''])
    for (const word of ['charbonnier', 'max g', 'certified', 'shrinkage', 'written: faces.svg'])
      expect(stdout).toContain(word)
    expect(await readFile(join(cwd, 'faces.svg'), 'utf8')).toContain('<svg')
  })

  const refused: readonly (readonly [argv: readonly string[], message: RegExp])[] = [
    [[], /no nonlinearity: name one .* or give --define/],
    [['perona-malik', '--define', 'diffusivity=1'], /'perona-malik' and --define: give one of them/],
    [['perona'], /'perona'.*perona-malik/],
    [['__proto__'], /'__proto__'.*perona-malik/],
    [['perona-malik', '--parameter', 'mu=2'], /no parameter 'mu'.*lambda/],
    [['perona-malik', '--parameter', '__proto__=2'], /no parameter '__proto__'/],
    [['perona-malik', '--parameter', 'lambda=0'], /lambda.* 0.*> 0/],
    [['--define', 'diffusivity='], /diffusivity of 'defined'/],
    [['--define', 'diffusivity=1/(1+'], /diffusivity of 'defined'.*position/],
    [['--define', 'diffusivity=1/(1+r^2/mu^2)'], /Unknown symbol 'mu' at position 9.*--parameter mu=1/],
    [['--define', 'diffusivity=process.exit(1)'], /diffusivity of 'defined'/],
    [['--define', 'diffusivity=import("fs")'], /diffusivity of 'defined'/],
    [['--define', 'diffusivity=x = 1'], /diffusivity of 'defined'/],
    [['--define', 'diffusivity=e^(-r^2)'], /Unknown symbol 'e' at position 0.*exp\(x\) for e\^x/],
    [['--define', 'diffusivity=1/(1+r^1,5)'], /comma at position 8.*1\.5/],
    [['--define', 'diffusivity=1/(1+r^1.5)'], /no number at r = -1.*abs\(r\)\^1\.5/],
    [['--define', `diffusivity=${'('.repeat(5000)}r${')'.repeat(5000)}`], /diffusivity of 'defined'/],
    [['--define', 'diffusivity=r'], /even|symmetr/],
    [['--define', 'diffusivity=1/r', '--at', '0'], /'defined'/],
    [['--define', 'diffusivity=1', '--parameter', 'r=2'], /'r'/],
    [['--define', 'diffusivity=1', '--parameter', 'lamda=2'], /no formula of --define reads 'lamda'/],
    [['--define', 'diffusivity=1/(1+(r/lambda)^2)', '--parameter', 'lambda=-2'], /lambda=-2: give a finite number > 0/],
    [['--define', 'diffusivity=constructor', '--parameter', 'constructor=1'], /constructor: this name cannot be used/],
    [['--define', 'diffusivity=1+toString'], /'toString' at position 2 cannot be used; choose another name/],
    [['--define', 'diffusivity=toString', '--parameter', 'toString=1'], /toString: this name cannot be used/],
    [['charbonnier', '--plot', 'faces.pdf'], /--plot faces\.pdf: name a file that ends in \.svg, \.png/],
    [['charbonnier', '--plugin', 'no-such-package-at-all'], /--plugin no-such-package-at-all: no such package/],
  ]

  it.each(refused)('refuses %j', async (argv, message) => {
    const { code, stdout, stderr } = await run(['dictionary', ...argv])
    expect(stderr).toMatch(message)
    expect(stderr).toMatch(/^numeural: [^\n]+\n$/)
    expect(stderr.length).toBeLessThan(600)
    expect([code, stdout]).toEqual([2, ''])
  })
})
