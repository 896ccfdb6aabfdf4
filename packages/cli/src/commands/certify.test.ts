import { describe, expect, it } from 'vitest'
import { run, runJson } from '../run-cli.fixtures.js'

interface Certificate {
  readonly stable: boolean
  readonly guarantees: readonly {
    readonly norm: string
    readonly holds: boolean
    readonly bound: number
    readonly value: number
    readonly slack: number
    readonly rule: string
  }[]
  readonly kernelNorm: { readonly upper: number; readonly lower: number; readonly rule: string }
  readonly tauMax: number
}

async function certificate(...argv: string[]): Promise<Certificate> {
  return (await runJson(['certify', ...argv])) as unknown as Certificate
}

describe('numeural certify', { timeout: 60_000 }, () => {
  it('certifies the forward difference at the bounds of the literature', async () => {
    // ‖K‖² < 4 on every length, so 2/(g_max‖K‖²) is ½ (C21 Thm 2); sign stability needs τ ≤ ¼ (T20 Thm 2).
    const { stable, guarantees, kernelNorm, tauMax } = await certificate('--kernel', '0,-1,1', '--tau', '0.5')
    expect(stable).toBe(true)
    expect(kernelNorm.upper).toBeCloseTo(2, 6)
    expect(kernelNorm.lower).toBeLessThanOrEqual(kernelNorm.upper)
    expect(tauMax).toBeCloseTo(0.5, 6)
    const holds = Object.fromEntries(guarantees.map((guarantee) => [guarantee.norm, guarantee.holds]))
    expect(holds).toMatchObject({ euclidean: true, sign: false })
    for (const { bound, value, slack } of guarantees) expect(slack).toBe(bound - value)
    expect(
      (await certificate('--kernel', '0,-1,1', '--tau', '0.25')).guarantees.find(({ norm }) => norm === 'sign')!.holds,
    ).toBe(true)
  })

  it('gives the bound of α of Du Fort–Frankel, below which no τ is stable and above which every one is', async () => {
    const options = ['--scheme', 'du-fort-frankel', '--activation', 'perona-malik', '--kernel=-1,1,0', '--tau', '10']
    const below = await certificate(...options, '--parameter', 'alpha=0.25')
    expect([below.stable, below.tauMax]).toEqual([false, 0])
    const spectral = below.guarantees.find(({ norm }) => norm === 'spectral')!
    expect(spectral).toMatchObject({ holds: false, bound: 1, value: 0.25, slack: -0.75 })
    expect(spectral.rule).toContain('alpha ≥ 1')
    expect((await certificate(...options, '--parameter', 'alpha=1')).stable).toBe(true)
  })

  it('says "not stable" with exit code 0', async () => {
    const { code, stdout } = await run(['certify', '--kernel=-1,1,0', '--tau', '0.51'])
    expect(code).toBe(0)
    expect(stdout).toContain('not stable')
    expect((await certificate('--kernel=-1,1,0', '--tau', '0.51')).stable).toBe(false)
  })

  it('takes the kernel with and without an equals sign', async () => {
    expect(await certificate('--kernel', '-1,1,0')).toEqual(await certificate('--kernel=-1,1,0'))
  })

  it('takes parameters, schemes, activations and a size', async () => {
    const result: Record<string, unknown> = await runJson([
      'certify',
      '--scheme',
      'explicit',
      '--activation',
      'charbonnier',
      '--kernel',
      '-1,1',
      '--parameter',
      'lambda=3',
      '--size',
      '8',
    ])
    expect(result).toMatchObject({
      scheme: 'explicit',
      activation: 'charbonnier',
      parameters: { lambda: 3 },
      stable: true,
    })
  })

  it('certifies a formula that nobody built in, beside the parameters of the scheme', async () => {
    const quartic = ['--kernel=-1,1,0', '--define', 'diffusivity=1/(1+(r/mu)^4)', '--parameter', 'mu=2']
    const result: Record<string, unknown> = await runJson(['certify', ...quartic, '--parameter', 'tau=0.4'])
    expect(result).toMatchObject({ activation: 'defined', parameters: { mu: 2, tau: 0.4 }, stable: true })
    // 0 ≤ g ≤ 1 as for Perona–Malik, so the bound is the same ½.
    expect(result.tauMax).toBeCloseTo(0.5, 6)
    const shrinkage = ['--define', 'shrinkage=r*(1-4*tau/(1+2*(r/mu)^2))', '--parameter', 'mu=2']
    expect(await certificate('--kernel=-1,1,0', ...shrinkage, '--parameter', 'tau=0.4')).toMatchObject({ stable: true })
  })

  it.each([
    // ‖K‖² is 1.109 where the paper's rule says 1, and 2 for (1, 0, 0): the bound 2 on τ is too large.
    ['0.5,0.3,0.2', 1.9, false],
    ['1,0,0', 1.8, false],
    ['0.5,0.3,0.2', 1.8, true],
  ] as const)('judges %s by the paper’s rule at τ = %s', async (kernel, tau, holds) => {
    const result = await certificate('--kernel', kernel, '--tau', String(tau), '--norm', 'paper', '--size', '64')
    expect(result.tauMax).toBeCloseTo(2, 9)
    const euclidean = result.guarantees.find(({ norm }) => norm === 'euclidean')!
    expect(euclidean).toMatchObject({ holds, rule: expect.stringContaining('certifies nothing') })
    expect(euclidean.slack < 0).toBe(!holds)
    expect(result.stable).toBe(holds)
    expect(result.kernelNorm.lower).toBeGreaterThan(1.05)
  })

  it('takes 0.9 of the bound of the rule that it is given', async () => {
    const tau = async (...argv: string[]): Promise<number> =>
      (await certificate('--kernel', '1,0,0', ...argv)).guarantees[0]!.value
    expect(await tau('--norm', 'paper')).toBeCloseTo(1.8, 9)
    expect(await tau('--norm', 'rigorous')).toBeCloseTo(0.9, 9)
  })

  it.each([
    [[], /neither a model nor --kernel/],
    [['--kernel', '1,-1', '--scheme', 'none'], /'none'.*explicit/],
    [['--kernel', '1,-1', '--activation', 'none'], /'none'.*perona-malik/],
    [['--kernel', '1,-1', '--parameter', 'mu=1'], /'mu'.*tau.*lambda/],
    [['--kernel', '1,-1', '--parameter', 'lambda=-1'], /lambda.*> 0/],
    [['m', '--kernel', '1,-1'], /'m' and --kernel: a model has its own/],
    [
      ['--kernel', '1,-1', '--define', 'diffusivity=1', '--activation', 'relu'],
      /--define and --activation relu: give one/,
    ],
    [['--kernel', '1,-1', '--define', 'diffusivity=1', '--parameter', 'mu=1'], /mu: no formula of --define reads 'mu'/],
    [['--kernel', '0,0'], /--kernel 0,0: the kernel is zero/],
    [['--kernel', '1,-1', '--parameter', 'lamda=2'], /did you mean lambda\?/],
    [['m', '--define', 'diffusivity=1'], /'m' and --define: a model has its own/],
    [['m', '--parameter', 'lambda=1'], /'m' and --parameter: a model has its own/],
  ])('refuses %j', async (argv, message) => {
    const { code, stdout, stderr } = await run(['certify', ...argv])
    expect(stderr).toMatch(message)
    expect(stderr).toMatch(/^numeural: [^\n]+\n$/)
    expect([code, stdout]).toEqual([2, ''])
  })
})
