import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { piecewiseLinearSignals } from '../signals/piecewise-linear-signals.js'
import { readSignals } from './read-signals.js'
import { temporaryFolder } from './temporary-folder.fixtures.js'
import { writeSignals } from './write-signals.js'

const folder = temporaryFolder()
const line = (width: number) => ({ channels: 1, height: 1, width })

describe('signal files', () => {
  it.each(['csv', 'json'])('brings signals back bit by bit: %s', async (format) => {
    const signals = piecewiseLinearSignals({ count: 50, length: 40, seed: 2 })
    signals.data.set([0, 1e-30, -3.4e38, 0.1, 1 / 3, 16777217, 1e21])
    const path = join(folder, `back.${format}`)
    await writeSignals(signals, path)
    expect(await readSignals(path)).toEqual(signals)
  })

  it('writes what other programs read', async () => {
    const signals = { data: Float32Array.of(1, 0.1, -2.5, 3), count: 2, shape: line(2) }
    await writeSignals(signals, join(folder, 'plain.csv'))
    expect(readFileSync(join(folder, 'plain.csv'), 'utf8')).toBe('1,0.1\n-2.5,3\n')
    await writeSignals(signals, join(folder, 'plain.JSON'))
    expect(JSON.parse(readFileSync(join(folder, 'plain.JSON'), 'utf8'))).toEqual([
      [1, 0.1],
      [-2.5, 3],
    ])
  })

  it('reads bytes, spaces, CRLF, blank lines and a byte order mark', async () => {
    const expected = { data: Float32Array.of(1, 2.5, -300, 0.5), count: 2, shape: line(2) }
    expect(await readSignals(Buffer.from('\uFEFF 1, 2.5\r\n\r\n-3e2 ,.5\r\n'))).toEqual(expected)
    expect(await readSignals(Buffer.from(' [[1, 2.5], [-300, 0.5]] '))).toEqual(expected)
    expect(await readSignals(Buffer.from('7'), { format: 'csv' })).toMatchObject({ count: 1, shape: line(1) })
  })

  it.each([
    ['one number a line', '0\n10\n5\n', 1, [0, 10, 5]],
    ['one number a line under a header', 'value\n0\n10\n', 1, [0, 10]],
    ['one number', '7', 1, [7]],
    ['one JSON array', '[1, 2, 3]', 1, [1, 2, 3]],
    ['semicolons', '1;2\n3;4', 2, [1, 2, 3, 4]],
    ['tabs', '1\t2\n3\t4', 2, [1, 2, 3, 4]],
    ['spaces', '1  2\n3 4', 2, [1, 2, 3, 4]],
    ['a header', 'x,y\n1,2', 1, [1, 2]],
    ['a header with quotes', '"x","y z"\r\n1,2', 1, [1, 2]],
    ['a comma behind every row', '1,2,\n3,4,', 2, [1, 2, 3, 4]],
  ])('reads %s', async (_, text, count, data) => {
    const found = await readSignals(Buffer.from(text))
    expect([found.count, Array.from(found.data)]).toEqual([count, data])
  })

  it.each([
    ['a.csv', '1,2\n3\n', 'INPUT_RAGGED', '1 values in row 2 but 2 in row 1'],
    ['a.csv', '1,2\n\n3,4,5\n', 'INPUT_RAGGED', 'row 3'],
    ['a.csv', '1,NaN', 'INPUT_VALUE', '"NaN" in row 1, column 2'],
    ['a.csv', '1,2\n1,Infinity', 'INPUT_VALUE', '"Infinity" in row 2, column 2'],
    ['a.csv', '1,1e39', 'INPUT_VALUE', '1e+39 in row 1, column 2'],
    ['a.csv', '1,,2', 'INPUT_VALUE', '"" in row 1, column 2'],
    ['a.csv', '0x10', 'INPUT_VALUE', '"0x10"'],
    ['a.csv', 'x,1\n1,2', 'INPUT_VALUE', '"x" in row 1, column 1'],
    ['a.csv', 'x,y', 'INPUT_VALUE', '"x" in row 1, column 1'],
    ['a.csv', '1,5;2,5\n3;4', 'INPUT_VALUE', '"1,5" in row 1, column 1; allowed: decimal points, not commas'],
    ['a.csv', '1,2,\n3,4\n', 'INPUT_VALUE', '"" in row 1, column 3'],
    ['a.csv', `1,${'9'.repeat(5_000_000)}`, 'INPUT_VALUE', '…'],
    ['a.csv', `1,${'9'.repeat(100_000)}x`, 'INPUT_VALUE', '…'],
    ['a.csv', ' \n\n', 'INPUT_EMPTY', 'holds no signal'],
    ['a.csv', '', 'INPUT_EMPTY', 'is empty'],
    ['a.csv', Buffer.from([0x89, 0x50, 0xff, 0xfe]), 'INPUT_FORMAT', 'is no text'],
    ['a.json', '[]', 'INPUT_EMPTY', 'holds no signal'],
    ['a.json', '[[]]', 'INPUT_EMPTY', 'holds no signal'],
    ['a.json', '[[1,2],[3]]', 'INPUT_RAGGED', 'row 2'],
    ['a.json', '[[1,"2"]]', 'INPUT_VALUE', '"2" in row 1, column 2'],
    ['a.json', '[[1,null]]', 'INPUT_VALUE', 'null in row 1'],
    ['a.json', '[[1,1e400]]', 'INPUT_VALUE', 'Infinity in row 1'],
    ['a.json', '[1,[2]]', 'INPUT_FORMAT', 'no array in row 1'],
    ['a.json', '{"data":[[1]]}', 'INPUT_FORMAT', 'holds no array'],
    ['a.json', '[[1,2', 'INPUT_FORMAT', 'is no JSON'],
    ['a.json', '['.repeat(200_000), 'INPUT_FORMAT', 'is no JSON'],
  ])('refuses %s holding %.20s', async (name, content, code, message) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    const error = await readSignals(path).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'InputFileError', code, given: path })
    expect((error as Error).message).toContain(message)
    expect((error as Error).message.length).toBeLessThan(400)
  })

  it.skipIf(process.platform === 'win32')('refuses a pipe that nobody writes to, without waiting', async () => {
    const path = join(folder, 'pipe.csv')
    execFileSync('mkfifo', [path])
    await expect(readSignals(path)).rejects.toMatchObject({ code: 'INPUT_PIPE' })
  })

  it('refuses missing files, folders and other endings', async () => {
    mkdirSync(join(folder, 'folder.csv'))
    await expect(readSignals(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'INPUT_MISSING' })
    await expect(readSignals(join(folder, 'folder.csv'))).rejects.toMatchObject({ code: 'INPUT_DIRECTORY' })
    await expect(readSignals(join(folder, 'a.txt'))).rejects.toMatchObject({ code: 'SIGNAL_FORMAT' })
  })

  it('refuses to write what does not fit or is not finite, and leaves the old file', async () => {
    const place = join(folder, 'atomic')
    mkdirSync(place)
    const path = join(place, 'old.csv')
    writeFileSync(path, 'old')
    const three = Float32Array.of(1, 2, 3)
    await expect(writeSignals({ data: three, count: 2, shape: line(2) }, path)).rejects.toThrow('have 3 values')
    await expect(writeSignals({ data: three, count: 0, shape: line(0) }, path)).rejects.toMatchObject({
      name: 'ShapeError',
    })
    const colour = { data: three, count: 1, shape: { channels: 3, height: 1, width: 1 } }
    await expect(writeSignals(colour, path)).rejects.toMatchObject({ code: 'SIGNALS_NOT_LINES' })
    const broken = { data: Float32Array.of(1, Number.NaN), count: 1, shape: line(2) }
    await expect(writeSignals(broken, path)).rejects.toThrow('Value 1 of signal 0 of the signals is NaN.')
    await expect(writeSignals(broken, join(place, 'a.txt'))).rejects.toThrow('.csv or .json')
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(place)).toEqual(['old.csv'])
  })
})
