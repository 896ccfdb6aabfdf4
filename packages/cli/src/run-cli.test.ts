import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { run } from './run-cli.fixtures.js'
import { version } from './version.js'

describe('help and version', () => {
  it('prints the version', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version()}\n`, stderr: '' })
  })

  it.each([[['--help']], [[]]])('lists the commands for %j', async (argv) => {
    const { code, stdout, stderr } = await run(argv)
    expect(code).toBe(0)
    expect(stderr).toBe('')
    for (const command of ['demo', 'list', 'dictionary', 'certify', 'denoise', 'inpaint', 'train', 'evaluate']) {
      expect(stdout).toContain(`\n  ${command}`)
    }
  })

  it('explains every command', async () => {
    for (const command of [
      'demo',
      'list',
      'dictionary',
      'certify',
      'denoise',
      'inpaint',
      'train denoise',
      'evaluate',
    ]) {
      const { code, stdout } = await run([...command.split(' '), '--help'])
      expect(code).toBe(0)
      expect(stdout).toContain(`numeural ${command}`)
      for (const option of ['--seed', '--backend', '--threads', '--plugin', '--json', '--quiet'])
        expect(stdout).toContain(option)
    }
  })
})

it('explains a command by `help` before it as well', async () => {
  const { code, stdout } = await run(['help', 'denoise'])
  expect([code, stdout]).toEqual([0, (await run(['denoise', '--help'])).stdout])
})

describe('wrong requests', { timeout: 60_000 }, () => {
  const cases: readonly (readonly [argv: string, message: string | RegExp])[] = [
    ['train denois', /train denois: unknown task/],
    ['frobnicate', "unknown command 'frobnicate': `numeural --help` lists the commands"],
    ['lst', /unknown command 'lst': did you mean list\?/],
    ['--frobnicate', /unknown option '--frobnicate'/],
    ['list --sed 1', /unknown option '--sed': did you mean --seed\?/],
    ['list extra', /too many arguments for 'list'/],
    ['list --seed x', "--seed 'x': give a whole number, at least 0"],
    ['list --seed -1', "--seed '-1': give a whole number, at least 0"],
    ['list --seed 1.5', "--seed '1.5': give a whole number, at least 0"],
    ['list --seed 0x10', "--seed '0x10': give a whole number, at least 0"],
    ['list --seed=', "--seed '': give a whole number, at least 0"],
    ['list --seed', /option '--seed <n>' argument missing: give it a value/],
    ['list --threads 0', "--threads '0': give a whole number from 1 to 1024"],
    ['list --backend cuda', /^--backend 'cuda': choose wasm, reference, auto, gpu, /],
    ['dictionary perona-malik --tau 0', "--tau '0': give a finite number > 0"],
    ['dictionary perona-malik --tau NaN', "--tau 'NaN': give a finite number > 0"],
    ['dictionary perona-malik --tau Infinity', "--tau 'Infinity': give a finite number > 0"],
    ['dictionary perona-malik --tau 1e999', "--tau '1e999': give a finite number > 0"],
    ['dictionary perona-malik --at 0,,1', "--at '' (in '0,,1'): give a finite number"],
    ['dictionary perona-malik --at 0,NaN', "--at 'NaN' (in '0,NaN'): give a finite number"],
    ['dictionary perona-malik --parameter lambda', "--parameter 'lambda': give name=number, such as lambda=2"],
    ['dictionary perona-malik --parameter =2', "--parameter '=2': give name=number, such as lambda=2"],
    ['dictionary perona-malik --parameter lambda=', "--parameter lambda= '': give a finite number"],
    ['dictionary perona-malik --parameter a=1 --parameter a=2', "--parameter a=2: 'a' is given already; give it once"],
    ['dictionary --define curl=r', /^--define 'curl=r': give FACE=formula, FACE being one of diffusivity/],
    ['dictionary --define diffusivity=1 --define diffusivity=2', /the diffusivity is given already/],
    ['certify --kernel', /argument missing/],
    ['certify --kernel 1,x', "--kernel 'x' (in '1,x'): give a finite number"],
    ['certify --size 1 --kernel 1,-1', "--size '1': give a whole number, at least 2"],
    ['certify --norm exact', "--norm 'exact': choose rigorous, paper"],
    ['denoise', /missing required argument 'input'|required option '-o, --output <file>' not specified/],
    ['denoise in.png', /required option '-o, --output <file>' not specified/],
    ['denoise in.png -o out.png --tau never', "--tau 'never': give auto, or a finite number > 0"],
    ['denoise in.png -o out.png --steps 0', "--steps '0': give a whole number from 1 to 1000000"],
    ['denoise in.png -o out.png --noise -1', "--noise '-1': give a finite number >= 0"],
    ['inpaint in.png -o out.png --density 20', "--density '20': give a number above 0, at most 1 (0.2 for 20 %)"],
    ['inpaint in.png -o out.png --density 0.2 --solver multigrid', "--solver 'multigrid': choose cg, diffusion"],
    [
      'inpaint in.png -o out.png --density 0.2 --operator homogeneous --lambda 2',
      '--lambda with --operator homogeneous: leave it out, homogeneous has no such parameter',
    ],
    ['inpaint in.png -o out.png --density 0.2 --operator tv', "--operator 'tv': choose eed, homogeneous"],
    ['train', 'train: no task; the task is denoise: numeural train denoise --out FOLDER'],
    ['train inpaint', 'train inpaint: unknown task; the task is denoise: numeural train denoise --out FOLDER'],
    ['train denoise', /required option '--out <folder>' not specified/],
    ['train denoise --out m --weights tied', "--weights 'tied': choose shared, dynamic, free"],
    ['train denoise --out m --smoothness 5', /^--smoothness 5: it goes with --weights dynamic/],
    ['train denoise --out m --epochs 0', "--epochs '0': give a whole number, at least 1"],
    ['evaluate', /missing required argument 'model'/],
  ]

  it.each(cases)('%s', async (argv, message) => {
    const { code, stdout, stderr } = await run(argv.split(' '))
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^numeural: [^\n]+\n$/)
    const line = stderr.slice('numeural: '.length).trimEnd()
    if (typeof message === 'string') expect(line).toBe(message)
    else expect(line).toMatch(message)
  })

  it('shows a stack trace only with --debug', async () => {
    expect((await run(['list', '--seed', 'x'])).stderr).not.toContain('    at ')
    expect((await run(['list', '--seed', 'x', '--debug'])).stderr).toContain('    at ')
  })

  it('is coloured only on a terminal, and not with NO_COLOR', async () => {
    const terminal = (): PassThrough => Object.assign(new PassThrough(), { isTTY: true })
    const colourOf = async (env: Record<string, string>): Promise<boolean> => {
      const stderr = terminal()
      await run(['frobnicate'], { stderr, env })
      return String(stderr.read()).includes('\u001b[')
    }
    expect(await colourOf({})).toBe(true)
    expect(await colourOf({ NO_COLOR: '1' })).toBe(false)
    expect((await run(['frobnicate'])).stderr).not.toContain('\u001b[')
  })
})
