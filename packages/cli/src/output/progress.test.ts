import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { CommandLineIo } from '../io.js'
import { startProgress } from './progress.js'

function ioWith(stderr: PassThrough): CommandLineIo {
  const signal = new AbortController().signal
  return { stdin: Readable.from([]), stdout: new PassThrough(), stderr, env: {}, cwd: '/', signal }
}

async function shown(isTTY: boolean, quiet: boolean): Promise<string> {
  const stderr = Object.assign(new PassThrough(), { isTTY, columns: 80, rows: 24 })
  const bar = await startProgress(ioWith(stderr), 'training', quiet)
  bar.update(0, 10, 'epoch 0')
  // The bar is drawn at most about ten times a second.
  await new Promise((resolve) => setTimeout(resolve, 250))
  bar.update(5, 10, 'epoch 5')
  bar.stop()
  return String(stderr.read() ?? '')
}

describe('startProgress', () => {
  it('shows share, time left and detail on a terminal', async () => {
    const text = await shown(true, false)
    expect(text).toContain('training ')
    expect(text).toMatch(/50% · \S+ left · epoch 5/)
  })

  it('shows nothing elsewhere, and nothing when quiet', async () => {
    expect(await shown(false, false)).toBe('')
    expect(await shown(true, true)).toBe('')
  })
})
