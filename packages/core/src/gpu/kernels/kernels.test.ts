import { channelOf, elementOf } from '@numeural/plan'
import { describe, expect, it } from 'vitest'
import { kernelTexts, roomy } from './kernel-texts.fixtures.js'

const line = { channels: 2, height: 1, width: 8 }
const image = { channels: 1, height: 4, width: 6 }

/** The kernels decide the numbers: a change of one shows here. */
describe('the kernel of', () => {
  it('a convolution in 1D, reflecting', () => {
    const [text] = kernelTexts((builder) => {
      const options = { width: 3, outputChannels: 1 }
      builder.output('r', builder.convolution(builder.input('u', line), builder.parameter('k', 6), options))
    })
    expect(text).toMatchInlineSnapshot(`
      "8×3 of (u, parameters, 0): function (a0, a1, k0) {
        const x = this.thread.x;
        const row = this.thread.y;
        const y = 0;
        const plane = row;
        const c = 0;
        const n = plane;
        let sum = 0.0;
        for (let i = 0; i < 2; i++) {
          const from = (n * 2 + i) * 1;
          const base = k0 + (c * 2 + i) * 3;
          if (x >= 1 && x < 7) {
            sum += a1[base] * a0[from + y][x - 1];
            sum += a1[base + 1] * a0[from + y][x];
            sum += a1[base + 2] * a0[from + y][x + 1];
          } else {
            const a = 0;
            const sy = y;
            for (let b = 0; b < 3; b++) {
              let sx = x + b - 1;
              if (sx < 0) {
                sx = sx + 16;
              }
              if (sx >= 16) {
                sx = sx - 16;
              }
              if (sx >= 8) {
                sx = 15 - sx;
              }
              sum += a1[base + a * 3 + b] * a0[from + sy][sx];
            }
          }
        }
        return sum;
      }"
    `)
  })

  it('a convolution in 2D, periodic, wider than the image', () => {
    const [text] = kernelTexts((builder) => {
      const options = { width: 7, height: 2, boundary: 'periodic' } as const
      builder.output('r', builder.convolution(builder.input('u', image), builder.parameter('k', 14), options))
    })
    expect(text).toMatchInlineSnapshot(`
      "6×12 of (u, parameters, 0): function (a0, a1, k0) {
        const x = this.thread.x;
        const row = this.thread.y;
        const y = row % 4;
        const plane = Math.round((row - y) / 4);
        const c = 0;
        const n = plane;
        let sum = 0.0;
        for (let i = 0; i < 1; i++) {
          const from = (n * 1 + i) * 4;
          const base = k0 + (c * 1 + i) * 14;
          for (let a = 0; a < 2; a++) {
            let sy = y + a - 0;
            if (sy < 0) {
              sy = sy + 4;
            }
            if (sy >= 4) {
              sy = sy - 4;
            }
            for (let b = 0; b < 7; b++) {
              let sx = x + b - 3;
              sx = (sx + 6) % 6;
              sum += a1[base + a * 7 + b] * a0[from + sy][sx];
            }
          }
        }
        return sum;
      }"
    `)
  })

  it('a transposed convolution in 2D, reflecting', () => {
    const [text] = kernelTexts((builder) => {
      const geometry = builder.geometry({ shape: image }, { width: 2, height: 2 })
      const y = builder.input('y', image)
      builder.output('d', builder.transposedConvolution(y, builder.parameter('k', 4), geometry))
    })
    expect(text).toMatchInlineSnapshot(`
      "6×12 of (y, parameters, 0): function (a0, a1, k0) {
        const x = this.thread.x;
        const row = this.thread.y;
        const y = row % 4;
        const plane = Math.round((row - y) / 4);
        const c = 0;
        const n = plane;
        let sum = 0.0;
        for (let i = 0; i < 1; i++) {
          const from = (n * 1 + i) * 4;
          const base = k0 + (i * 1 + c) * 4;
          if (y >= 1 && y < 3 && x >= 1 && x < 5) {
            sum += a1[base] * a0[from + y][x];
            sum += a1[base + 1] * a0[from + y][x - 1];
            sum += a1[base + 2] * a0[from + y - 1][x];
            sum += a1[base + 3] * a0[from + y - 1][x - 1];
          } else {
            for (let a = 0; a < 2; a++) {
              for (let sy_mirror = 0; sy_mirror < 2; sy_mirror++) {
                let sy = y - a + 0;
                if (sy_mirror > 0) {
                  sy = -1 - y - a;
                }
                if (sy < 0) {
                  sy = sy + 8;
                }
                if (sy >= 8) {
                  sy = sy - 8;
                }
                if (sy < 4) {
                  for (let b = 0; b < 2; b++) {
                    for (let sx_mirror = 0; sx_mirror < 2; sx_mirror++) {
                      let sx = x - b + 0;
                      if (sx_mirror > 0) {
                        sx = -1 - x - b;
                      }
                      if (sx < 0) {
                        sx = sx + 12;
                      }
                      if (sx >= 12) {
                        sx = sx - 12;
                      }
                      if (sx < 6) {
                        sum += a1[base + a * 2 + b] * a0[from + sy][sx];
                      }
                    }
                  }
                }
              }
            }
          }
        }
        return sum;
      }"
    `)
  })

  it('a transposed convolution in 1D, zero', () => {
    const [text] = kernelTexts((builder) => {
      const geometry = builder.geometry({ shape: { channels: 1, height: 1, width: 8 } }, { width: 3, boundary: 'zero' })
      const y = builder.input('y', { channels: 1, height: 1, width: 8 })
      builder.output('d', builder.transposedConvolution(y, builder.parameter('k', 3), geometry))
    })
    expect(text).toMatchInlineSnapshot(`
      "8×3 of (y, parameters, 0): function (a0, a1, k0) {
        const x = this.thread.x;
        const row = this.thread.y;
        const y = 0;
        const plane = row;
        const c = 0;
        const n = plane;
        let sum = 0.0;
        for (let i = 0; i < 1; i++) {
          const from = (n * 1 + i) * 1;
          const base = k0 + (i * 1 + c) * 3;
          if (x >= 1 && x < 7) {
            sum += a1[base] * a0[from + y][x + 1];
            sum += a1[base + 1] * a0[from + y][x];
            sum += a1[base + 2] * a0[from + y][x - 1];
          } else {
            const a = 0;
            const sy = y;
            for (let b = 0; b < 3; b++) {
              let sx = x - b + 1;
              if (sx >= 0 && sx < 8) {
                sum += a1[base + a * 3 + b] * a0[from + sy][sx];
              }
            }
          }
        }
        return sum;
      }"
    `)
  })

  it('a kernel gradient, and the sum of its parts', () => {
    const texts = kernelTexts(
      (builder) => {
        const geometry = builder.geometry({ shape: image }, { width: 3 })
        builder.output('g', builder.kernelGradient(builder.input('x', image), builder.input('y', image), geometry))
      },
      { batch: 100 },
    )
    expect(texts.join('\n')).toMatchInlineSnapshot(`
      "600 of (x, y): function (u, v) {
        const entry = this.thread.x % 3;
        const part = Math.round((this.thread.x - entry) / 3);
        const tap = entry % 3;
        const pair = Math.round((entry - tap) / 3);
        const b = tap % 3;
        const a = Math.round((tap - b) / 3);
        const i = pair % 1;
        const o = Math.round((pair - i) / 1);
        let sum = 0.0;
        for (let k = 0; k < 2; k++) {
          const line = part * 2 + k;
          if (line < 400) {
            const y = line % 4;
            const n = Math.round((line - y) / 4);
            const to = (n * 1 + o) * 4 + y;
            const sy = y;
            const from = (n * 1 + i) * 4 + sy;
            let rowSum = 0.0;
            for (let x = 0; x < 6; x++) {
              let sx = x + b - 1;
              if (sx < 0) {
                sx = sx + 12;
              }
              if (sx >= 12) {
                sx = sx - 12;
              }
              if (sx >= 6) {
                sx = 11 - sx;
              }
              rowSum += v[to][x] * u[from][sx];
            }
            sum += rowSum;
          }
        }
        return sum;
      }
      42 of (#0): function (v) {
        const g = this.thread.x % 3;
        const p = Math.round((this.thread.x - g) / 3);
        const first = p * 15;
        let result = v[(first) * 3 + g];
        for (let k = 1; k < 15; k++) {
          const m = first + k;
          if (m < 200) {
            result += v[(m) * 3 + g];
          }
        }
        return result;
      }
      3 of (#1): function (v) {
        const g = this.thread.x % 3;
        const p = Math.round((this.thread.x - g) / 3);
        const first = p * 14;
        let result = v[(first) * 3 + g];
        for (let k = 1; k < 14; k++) {
          const m = first + k;
          result += v[(m) * 3 + g];
        }
        return result;
      }"
    `)
  })

  it('a map that reads every kind of operand', () => {
    const texts = kernelTexts((builder) => {
      const u = builder.input('u', line)
      const [vector, scalars] = [builder.parameter('v', 2), builder.parameter('e', 3)]
      const operands = {
        u,
        c: channelOf(u, 1),
        v: vector,
        e: elementOf(scalars, 2),
        s: builder.perSample('sum', u),
      }
      builder.output('r', builder.map('u*c + v/e + s', operands))
    })
    expect(texts.join('\n')).toMatchInlineSnapshot(`
      "6 of (u): function (u) {
        const p = this.thread.x % 1;
        const row = Math.round((this.thread.x - p) / 1);
        let result = u[row][p];
        for (let k = 1; k < 8; k++) {
          const x = p + k * 1;
          result += u[row][x];
        }
        return result;
      }
      3 of (#0): function (v) {
        const p = this.thread.x % 1;
        const g = Math.round((this.thread.x - p) / 1);
        const first = p * 2;
        let result = v[g * 2 + first];
        for (let k = 1; k < 2; k++) {
          const m = first + k;
          result += v[g * 2 + m];
        }
        return result;
      }
      8×6 of (u, parameters, 0, 4, #1): function (a0, a1, k0, k1, a2) {
        const x = this.thread.x;
        const row = this.thread.y;
        const y = 0;
        const plane = row;
        const c = plane % 2;
        const n = Math.round((plane - c) / 2);
        const t0 = a0[row][x];
        const t1 = a0[(n * 2 + 1) * 1 + y][x];
        const t2 = t0 * t1;
        const t3 = a1[k0 + c];
        const t4 = a1[k1];
        const t5 = t3 / t4;
        const t6 = t2 + t5;
        const t7 = a2[n];
        const t8 = t6 + t7;
        return t8;
      }"
    `)
  })

  it('a map with conditions, powers and elementary functions', () => {
    const [text] = kernelTexts((builder) => {
      const formula = 'r == 0 ? 1 : 1 - exp(-3.31488/(r/l)^8) + tanh(r)^2.5 + min(r, sign(r))'
      const operands = { r: builder.input('r', image), l: elementOf(builder.parameter('l', 1)) }
      builder.output('g', builder.map(formula, operands))
    })
    expect(text).toMatchInlineSnapshot(`
      "6×12 of (r, parameters, 0): function (a0, a1, k0) {
        const x = this.thread.x;
        const row = this.thread.y;
        const t0 = a0[row][x];
        const t1 = a1[k0];
        const t2 = t0 / t1;
        const t3 = t2 * t2;
        const t4 = t3 * t3;
        const t5 = t4 * t4;
        const t6 = t5;
        const t7 = (-3.31488) / t6;
        const t8 = Math.exp(t7);
        const t9 = 1.0 - t8;
        const t10 = numeural_tanh(t0);
        const t11 = numeural_power(t10, 2.5);
        const t12 = t9 + t11;
        const t13 = t0 > 0 ? 1.0 : (t0 < 0 ? -1.0 : t0);
        const t14 = (t0 < t13 || t0 != t0) ? t0 : t13;
        const t15 = t12 + t14;
        const t16 = (t0 == 0.0) ? 1.0 : t15;
        return t16;
      }"
    `)
  })

  it('a map with constants that float32 does not hold, which become numbers of the call', () => {
    const [text] = kernelTexts((builder) => {
      builder.output('r', builder.map('u*1e300 + 1e-300 - 12345678901', { u: builder.input('u', image) }))
    })
    expect(text).toMatchInlineSnapshot(`
      "6×12 of (u, 1e+300, 1e-300, 12345678901): function (a0, k0, k1, k2) {
        const x = this.thread.x;
        const row = this.thread.y;
        const t0 = a0[row][x];
        const t1 = t0 * k0;
        const t2 = t1 + k1;
        const t3 = t2 - k2;
        return t3;
      }"
    `)
  })

  it('a map whose operands lie in more arrays than a kernel may read', () => {
    const texts = kernelTexts(
      (builder) => {
        const names = ['a', 'b', 'c', 'd']
        const operands = Object.fromEntries(names.map((name) => [name, builder.input(name, image)]))
        const sums = { s: builder.perSample('sum', operands.a), t: elementOf(builder.parameter('t', 2), 1) }
        builder.output('r', builder.map('a + b*c + d + s*t', { ...operands, ...sums }))
      },
      { limits: { ...roomy, arrays: 3 } },
    )
    expect(texts.slice(-4).join('\n')).toMatchInlineSnapshot(`
      "3 of (#0): function (v) {
        const p = this.thread.x % 1;
        const g = Math.round((this.thread.x - p) / 1);
        const first = p * 4;
        let result = v[g * 4 + first];
        for (let k = 1; k < 4; k++) {
          const m = first + k;
          result += v[g * 4 + m];
        }
        return result;
      }
      5 of (#1, parameters): function (u0, u1) {
        if (this.thread.x < 3) {
          return u0[this.thread.x];
        }
        return u1[this.thread.x - 3];
      }
      6×36 of (a, b, c): function (u0, u1, u2) {
        const x = this.thread.x;
        const row = this.thread.y;
        if (row < 12) {
          return u0[row][x];
        }
        if (row < 24) {
          return u1[row - 12][x];
        }
        return u2[row - 24][x];
      }
      6×12 of (#3, 12, 24, d, #2, 4): function (a0, k0, k1, a1, a2, k2) {
        const x = this.thread.x;
        const row = this.thread.y;
        const y = row % 4;
        const plane = Math.round((row - y) / 4);
        const c = 0;
        const n = plane;
        const t0 = a0[row][x];
        const t1 = a0[k0 + row][x];
        const t2 = a0[k1 + row][x];
        const t3 = t1 * t2;
        const t4 = t0 + t3;
        const t5 = a1[row][x];
        const t6 = t4 + t5;
        const t7 = a2[n];
        const t8 = a2[k2];
        const t9 = t7 * t8;
        const t10 = t6 + t9;
        return t10;
      }"
    `)
  })

  it('formulas on scalars', () => {
    const [text] = kernelTexts((builder) => {
      const pair = builder.parameter('p', 2)
      builder.output('s', builder.scalars(['a/b', 'a + b'], { a: elementOf(pair, 0), b: elementOf(pair, 1) }))
    })
    expect(text).toMatchInlineSnapshot(`
      "2 of (parameters, 0, 1): function (a0, k0, k1) {
        const t0 = a0[k0];
        const t1 = a0[k1];
        const t2 = t0 / t1;
        const t3 = t0 + t1;
        if (this.thread.x == 0) {
          return t2;
        }
        return t3;
      }"
    `)
  })

  it('an inner product per channel, in stages', () => {
    const texts = kernelTexts((builder) => {
      const shape = { channels: 2, height: 1, width: 100 }
      builder.output('s', builder.sumPerChannel(builder.input('x', shape), builder.input('y', shape)))
    })
    expect(texts.join('\n')).toMatchInlineSnapshot(`
      "60 of (x, y): function (u, v) {
        const p = this.thread.x % 10;
        const row = Math.round((this.thread.x - p) / 10);
        let result = u[row][p] * v[row][p];
        for (let k = 1; k < 10; k++) {
          const x = p + k * 10;
          result += u[row][x] * v[row][x];
        }
        return result;
      }
      6 of (#0): function (v) {
        const p = this.thread.x % 1;
        const g = Math.round((this.thread.x - p) / 1);
        const first = p * 10;
        let result = v[g * 10 + first];
        for (let k = 1; k < 10; k++) {
          const m = first + k;
          result += v[g * 10 + m];
        }
        return result;
      }
      2 of (#1): function (v) {
        const g = this.thread.x % 2;
        const p = Math.round((this.thread.x - g) / 2);
        const first = p * 3;
        let result = v[(first) * 2 + g];
        for (let k = 1; k < 3; k++) {
          const m = first + k;
          result += v[(m) * 2 + g];
        }
        return result;
      }"
    `)
  })

  it('a maximum', () => {
    const [text] = kernelTexts((builder) =>
      builder.output('m', builder.perSample('maximum', builder.input('x', image))),
    )
    expect(text).toMatchInlineSnapshot(`
      "12 of (x): function (u) {
        const p = this.thread.x % 1;
        const row = Math.round((this.thread.x - p) / 1);
        let result = u[row][p];
        for (let k = 1; k < 6; k++) {
          const x = p + k * 1;
          const value = u[row][x];
          if (value > result || value != value) {
            result = value;
          }
        }
        return result;
      }"
    `)
  })

  it('a sum over channels, a slice and a concatenation', () => {
    const texts = kernelTexts((builder) => {
      const x = builder.input('x', { ...line, channels: 3 })
      builder.output('c', builder.concatenate([builder.sumOverChannels(x), builder.slice(x, 1, 2)]))
    })
    expect(texts.join('\n')).toMatchInlineSnapshot(`
      "8×3 of (x): function (u) {
        const x = this.thread.x;
        const row = this.thread.y;
        const y = 0;
        const plane = row;
        const c = 0;
        const n = plane;
        let sum = 0.0;
        for (let i = 0; i < 3; i++) {
          const from = (n * 3 + i) * 1 + y;
          sum += u[from][x];
        }
        return sum;
      }
      8×6 of (x, 1): function (u, first) {
        const x = this.thread.x;
        const row = this.thread.y;
        const y = 0;
        const plane = row;
        const c = plane % 2;
        const n = Math.round((plane - c) / 2);
        return u[(n * 3 + first + c) * 1 + y][x];
      }
      8×9 of (#0, #1): function (u0, u1) {
        const x = this.thread.x;
        const row = this.thread.y;
        const y = 0;
        const plane = row;
        const c = plane % 3;
        const n = Math.round((plane - c) / 3);
        if (c < 1) {
          return u0[(n * 1 + c - 0) * 1 + y][x];
        }
        return u1[(n * 2 + c - 1) * 1 + y][x];
      }"
    `)
  })

  it('a restriction and a prolongation, with their tables', () => {
    const texts = kernelTexts((builder) => {
      const x = builder.input('x', { channels: 1, height: 1, width: 5 })
      const coarse = builder.restrict(x, { transfer: 'cell-linear' })
      builder.output('p', builder.prolong(coarse, { transfer: 'cell-linear', width: 5 }))
    })
    expect(texts.join('\n')).toMatchInlineSnapshot(`
      "3×3 of (x, [0, 1, 0, 0], [0, 0, 2, 2, 4, 5, 0, 0, 1, 1, 2, 0, 0.4000000059604645, 0, 0.6000000238418579, 0], 0.6): function (u, rows, columns, scale) {
        const x = this.thread.x;
        const row = this.thread.y;
        const y = 0;
        const plane = row;
        const c = 0;
        const n = plane;
        const from = (n * 1 + c) * 1;
        let sum = 0.0;
        for (let a = 0; a < 1; a++) {
          const sy = rows[y] + a;
          if (sy < rows[y + 1]) {
            const wy = rows[2 + sy] == y ? 1.0 - rows[3 + sy] : rows[3 + sy];
            let rowSum = 0.0;
            for (let b = 0; b < 4; b++) {
              const sx = columns[x] + b;
              if (sx < columns[x + 3]) {
                const wx = columns[6 + sx] == x ? 1.0 - columns[11 + sx] : columns[11 + sx];
                rowSum += wx * u[from + sy][sx];
              }
            }
            sum += wy * rowSum;
          }
        }
        return scale * sum;
      }
      5×3 of (#0, [0, 0], [0, 0, 1, 1, 2, 0, 0.4000000059604645, 0, 0.6000000238418579, 0], 1): function (u, rows, columns, scale) {
        const x = this.thread.x;
        const row = this.thread.y;
        const y = 0;
        const plane = row;
        const c = 0;
        const n = plane;
        const from = (n * 1 + c) * 1;
        let sum = 0.0;
        for (let a = 0; a < 2; a++) {
          const sy = rows[y] + a;
          const wy = a > 0 ? rows[y + 1] : 1.0 - rows[y + 1];
          if (wy > 0.0 && sy >= 0 && sy < 1) {
            for (let b = 0; b < 2; b++) {
              const sx = columns[x] + b;
              const wx = b > 0 ? columns[x + 5] : 1.0 - columns[x + 5];
              if (wx > 0.0 && sx >= 0 && sx < 3) {
                sum += wy * wx * u[from + sy][sx];
              }
            }
          }
        }
        return scale * sum;
      }"
    `)
  })

  it('a convolution that only one map reads, and its reader', () => {
    const texts = kernelTexts((builder) => {
      const u = builder.input('u', { ...line, channels: 1 })
      const d = builder.convolution(u, builder.parameter('k', 2), { width: 2 })
      builder.output('r', builder.map('u - 0.25*d', { u, d }))
    })
    expect(texts.join('\n')).toMatchInlineSnapshot(`
      "8×3 of (u, parameters, 0): function (a0, a1, k0) {
        const x = this.thread.x;
        const row = this.thread.y;
        const y = 0;
        const plane = row;
        const c = 0;
        const n = plane;
        let sum = 0.0;
        for (let i = 0; i < 1; i++) {
          const from = (n * 1 + i) * 1;
          const base = k0 + (c * 1 + i) * 2;
          if (x >= 1 && x < 7) {
            sum += a1[base] * a0[from + y][x];
            sum += a1[base + 1] * a0[from + y][x + 1];
          } else {
            const a = 0;
            const sy = y;
            for (let b = 0; b < 2; b++) {
              let sx = x + b - 0;
              if (sx < 0) {
                sx = sx + 16;
              }
              if (sx >= 16) {
                sx = sx - 16;
              }
              if (sx >= 8) {
                sx = 15 - sx;
              }
              sum += a1[base + a * 2 + b] * a0[from + sy][sx];
            }
          }
        }
        const t0 = a0[row][x];
        const t1 = sum;
        const t2 = 0.25 * t1;
        const t3 = t0 - t2;
        return t3;
      }"
    `)
  })

  it('a signal of more rows than a texture has', () => {
    const [text] = kernelTexts((builder) => builder.output('r', builder.map('2*u', { u: builder.input('u', line) })), {
      batch: 50,
      limits: { ...roomy, rows: 64 },
    })
    expect(text).toMatchInlineSnapshot(`
      "8×2×50 of (u): function (a0) {
        const x = this.thread.x;
        const row = this.thread.z * 2 + this.thread.y;
        const t0 = a0[row][x];
        const t1 = 2.0 * t0;
        return t1;
      }"
    `)
  })
})

it('refuses a batch that the device cannot hold', () => {
  const work = () =>
    kernelTexts((builder) => builder.output('r', builder.map('2*u', { u: builder.input('u', line) })), {
      limits: { ...roomy, values: 40 },
    })
  expect(work).toThrow(expect.objectContaining({ code: 'GPU_SIZE', given: 48 }))
})
