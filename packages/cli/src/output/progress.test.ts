import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import type { CommandLineIo } from '../io.js'
import { startProgress } from './progress.js'
import { durationText, timeLeft } from './time-left.js'

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

  it('shows nothing when quiet', async () => {
    expect(await shown(true, true)).toBe('')
    expect(await shown(false, true)).toBe('')
  })

  it('writes a line every ten seconds where there is no terminal', async () => {
    vi.useFakeTimers()
    try {
      const stderr = Object.assign(new PassThrough(), { isTTY: false })
      const bar = await startProgress(ioWith(stderr), 'training', false)
      const read = (): string => String(stderr.read() ?? '')
      await vi.advanceTimersByTimeAsync(9000)
      expect(read()).toBe('')
      await vi.advanceTimersByTimeAsync(1000)
      expect(read()).toBe('training: preparing · 10s gone\n')
      bar.update(0, 100, 'epoch 0')
      await vi.advanceTimersByTimeAsync(9000)
      bar.update(10, 100, 'epoch 10')
      await vi.advanceTimersByTimeAsync(1000)
      // Ten of a hundred steps took nine seconds.
      expect(read()).toBe('training: 10% · 20s gone · 1m21s left · epoch 10\n')
      await vi.advanceTimersByTimeAsync(10_000)
      expect(read()).toBe('training: 10% · 30s gone · 1m21s left · epoch 10\n')
      bar.update(100, 100)
      await vi.advanceTimersByTimeAsync(10_000)
      expect(read()).toBe('training: 100% · 40s gone · finishing\n')
      bar.stop()
      await vi.advanceTimersByTimeAsync(20_000)
      expect(read()).toBe('')
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('timeLeft', () => {
  it('follows the time of the last steps', () => {
    let now = 0
    const left = timeLeft(() => now)
    expect(left(0, 10)).toBeNull()
    now = 2000
    expect(left(1, 10)).toBe(18)
    expect(left(1, 10)).toBe(18)
    // A step of 12 s counts for a tenth: 0.9 · 2 s + 0.1 · 12 s for each of eight.
    now = 14_000
    expect(left(2, 10)).toBeCloseTo(24, 10)
    expect(left(10, 10)).toBe(0)
  })

  it.each([
    [null, '?'],
    [0, '0s'],
    [0.2, '1s'],
    [59.5, '1m00s'],
    [201, '3m21s'],
    [7500, '2h05m'],
  ])('%s s are %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text)
  })
})
