import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { piecewiseLinearSignals } from '@numeural/datasets'
import { writeSignals } from '@numeural/datasets/node'
import { decodeSafeTensors } from '@numeural/training/node'
import { describe, expect, it } from 'vitest'
import { freshFolder } from './run-cli.fixtures.js'
import { version } from './version.js'

const bin = fileURLToPath(new URL('../bin/numeural.js', import.meta.url))
const isBuilt = existsSync(fileURLToPath(new URL('../dist/bundle/main.js', import.meta.url)))

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function numeural(...argv: string[]): Promise<Ended> {
  return new Promise((done) => {
    execFile(process.execPath, [bin, ...argv], { timeout: 60_000 }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : (error.code as unknown as number), stdout, stderr }),
    )
  })
}

describe.skipIf(!isBuilt)('the command as a process (needs a build)', { timeout: 60_000 }, () => {
  it('prints its version', async () => {
    expect(await numeural('--version')).toEqual({ code: 0, stdout: `${version()}\n`, stderr: '' })
  })

  it('ends with 2 for a wrong request', async () => {
    expect(await numeural('dictionary', '--tau', 'x')).toEqual({
      code: 2,
      stdout: '',
      stderr: "numeural: --tau 'x': give a finite number > 0\n",
    })
  })

  it('prints one JSON document', async () => {
    const { code, stdout, stderr } = await numeural('list', '--json')
    expect([code, stderr]).toEqual([0, ''])
    expect(Object.keys(JSON.parse(stdout)).slice(0, 3)).toEqual(['nonlinearities', 'schemes', 'backends'])
  })

  it('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [bin, 'list', '--json'], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    const [code] = await once(child, 'close')
    expect([code, stderr]).toEqual([0, ''])
  })

  it.skipIf(process.platform === 'win32')('stops at SIGINT with its checkpoint kept', async () => {
    const cwd = await freshFolder()
    const argv = ['train', 'denoise', '--out', 'm', '--epochs', '1000000']
    const child = spawn(process.execPath, [bin, ...argv], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    const checkpoint = join(cwd, 'm', 'checkpoint.safetensors')
    while (!existsSync(checkpoint) && child.exitCode === null) await setTimeout(50)
    child.kill('SIGINT')
    const [code] = await once(child, 'close')
    expect(code).toBe(130)
    // Lines of progress may stand before it.
    expect(stderr).toMatch(
      /(^|\n)numeural: interrupted: the checkpoint is kept; go on with numeural train denoise --out m --resume\n$/,
    )
    expect(await readdir(join(cwd, 'm'))).toEqual(['checkpoint.safetensors'])
  })

  it('ends with the same weights when killed and resumed', { timeout: 240_000 }, async () => {
    const cwd = await freshFolder()
    await writeSignals(piecewiseLinearSignals({ count: 60, length: 64, seed: 5 }), join(cwd, 'data.csv'))
    const argv = ['train', 'denoise', '--data', 'data.csv', '--blocks', '3', '--batch', '8', '--epochs', '60000']
    const start = (out: string, ...more: string[]) =>
      spawn(process.execPath, [bin, ...argv, '--quiet', '--out', out, ...more], { cwd, stdio: 'inherit' })
    const sha256 = async (folder: string): Promise<string> =>
      JSON.parse(await readFile(join(cwd, folder, 'model.json'), 'utf8')).weights.sha256

    const killed = start('part')
    const checkpoint = join(cwd, 'part', 'checkpoint.safetensors')
    while (!existsSync(checkpoint) && killed.exitCode === null) await setTimeout(20)
    killed.kill('SIGKILL')
    const [, signal] = await once(killed, 'close')
    expect(signal).toBe('SIGKILL')
    expect(await readdir(join(cwd, 'part'))).toEqual(['checkpoint.safetensors'])
    const state = decodeSafeTensors(await readFile(checkpoint), checkpoint).metadata.state
    const { epoch } = JSON.parse(state!)
    expect(epoch).toBeGreaterThan(0)
    expect(epoch).toBeLessThan(60_000)

    expect(await once(start('part', '--resume'), 'close')).toEqual([0, null])
    expect(await once(start('whole'), 'close')).toEqual([0, null])
    expect(await sha256('part')).toBe(await sha256('whole'))
  })

  it.skipIf(process.platform !== 'linux')('leaves the old output when the disk is full', async () => {
    const cwd = await freshFolder()
    await writeFile(join(cwd, 'faces.svg'), 'old')
    // The shell limits files to one block, which the drawing exceeds.
    const command = `ulimit -f 1; exec '${process.execPath}' '${bin}' dictionary charbonnier --plot faces.svg`
    const ended = await new Promise<string[]>((done) => {
      execFile('sh', ['-c', command], { cwd }, (error, stdout, stderr) => done([String(error?.code), stdout, stderr]))
    })
    expect(ended).toEqual([
      '1',
      '',
      expect.stringMatching(/^numeural: --plot faces\.svg: it cannot be written \(EFBIG.*\n$/),
    ])
    expect(await readdir(cwd)).toEqual(['faces.svg'])
    expect(await readFile(join(cwd, 'faces.svg'), 'utf8')).toBe('old')
  })
})
