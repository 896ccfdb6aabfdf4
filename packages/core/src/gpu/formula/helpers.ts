/** A function in JavaScript that gpu.js translates for its modes; all arguments and the result are numbers. */
export interface Helper {
  readonly name: string
  readonly argumentNames: readonly string[]
  readonly body: string
}

/**
 * Elementary functions that the languages of GPUs lack, or define so loosely that float32 would be lost:
 * WGSL allows `atan` 4096 ulp and `sin` an absolute error of 2⁻¹¹.
 * Relative errors stay below a few 1e-7, those of `exp` and `log` included where they are used;
 * sin, cos and tan reduce their argument exactly enough up to |x| = 8192 and lose accuracy beyond.
 * Polynomials for sin, cos and atan are those of Cephes (S. Moshier), single precision.
 */
export const helpers: readonly Helper[] = [
  {
    name: 'numeural_expm1',
    argumentNames: ['x'],
    // Taylor series: the first term left out is below 6e-9 of the result.
    body: `
  if (Math.abs(x) < 0.5) {
    let p = 1.0 + x * 0.125;
    p = 1.0 + x * p * 0.14285714285714285;
    p = 1.0 + x * p * 0.16666666666666666;
    p = 1.0 + x * p * 0.2;
    p = 1.0 + x * p * 0.25;
    p = 1.0 + x * p * 0.3333333333333333;
    p = 1.0 + x * p * 0.5;
    return x * p;
  }
  return Math.exp(x) - 1.0;`,
  },
  {
    name: 'numeural_log1p',
    argumentNames: ['x'],
    // log(1 + x) = 2 artanh(x / (2 + x)).
    body: `
  if (Math.abs(x) < 0.4) {
    const s = x / (2.0 + x);
    const z = s * s;
    const p = ((((z / 11.0 + 0.1111111111111111) * z + 0.14285714285714285) * z + 0.2) * z + 0.3333333333333333) * z + 1.0;
    return 2.0 * s * p;
  }
  return numeural_log(1.0 + x);`,
  },
  {
    name: 'numeural_log',
    argumentNames: ['x'],
    // Some devices give the logarithm of the smallest number for 0.
    body: `
  return x == 0.0 ? -1.0 / Math.abs(x) : Math.log(x);`,
  },
  {
    name: 'numeural_tanh',
    argumentNames: ['x'],
    body: `
  const a = Math.abs(x);
  const e = numeural_expm1(2.0 * (a > 10.0 ? 10.0 : a));
  const t = e / (e + 2.0);
  return x < 0.0 ? -t : t;`,
  },
  {
    name: 'numeural_sinh',
    argumentNames: ['x'],
    // Beyond 20, exp(−x) is nothing; the square root of exp(x) overflows only where sinh does.
    body: `
  const a = Math.abs(x);
  if (a > 20.0) {
    const h = Math.exp(0.5 * a);
    const t = (0.5 * h) * h;
    return x < 0.0 ? -t : t;
  }
  const e = numeural_expm1(a);
  const s = 0.5 * (e + e / (e + 1.0));
  return x < 0.0 ? -s : s;`,
  },
  {
    name: 'numeural_cosh',
    argumentNames: ['x'],
    body: `
  const a = Math.abs(x);
  if (a > 20.0) {
    const h = Math.exp(0.5 * a);
    return (0.5 * h) * h;
  }
  const e = Math.exp(a);
  return 0.5 * (e + 1.0 / e);`,
  },
  {
    name: 'numeural_atan',
    argumentNames: ['x'],
    body: `
  const a = Math.abs(x);
  let t = a;
  let start = 0.0;
  if (a > 2.414213562373095) {
    t = -1.0 / a;
    start = 1.5707963267948966;
  } else {
    if (a > 0.41421356237309503) {
      t = (a - 1.0) / (a + 1.0);
      start = 0.7853981633974483;
    }
  }
  const z = t * t;
  const p = (((0.0805374449538 * z - 0.138776856032) * z + 0.199777106478) * z - 0.333329491539) * z * t + t;
  return x < 0.0 ? -(start + p) : start + p;`,
  },
  {
    name: 'numeural_sine_quarter',
    argumentNames: ['x', 'shift'],
    // sin(x + shift·π/2) by the nearest multiple of π/2, subtracted in three parts.
    body: `
  const k = Math.floor(x * 0.6366197723675814 + 0.5);
  const r = ((x - k * 1.5703125) - k * 0.0004837512969970703) - k * 0.00000007549789948768648;
  const z = r * r;
  const sine = ((-0.00019515295891 * z + 0.0083321608736) * z - 0.16666654611) * z * r + r;
  const cosine = ((0.00002443315711809948 * z - 0.001388731625493765) * z + 0.04166664568298827) * z * z - 0.5 * z + 1.0;
  const q = k + shift;
  const quarter = q - 4.0 * Math.floor(q * 0.25);
  const even = quarter < 0.5 || (quarter > 1.5 && quarter < 2.5);
  const value = even ? sine : cosine;
  return quarter > 1.5 ? -value : value;`,
  },
  { name: 'numeural_sin', argumentNames: ['x'], body: '\n  return numeural_sine_quarter(x, 0.0);' },
  { name: 'numeural_cos', argumentNames: ['x'], body: '\n  return numeural_sine_quarter(x, 1.0);' },
  {
    name: 'numeural_tan',
    argumentNames: ['x'],
    body: '\n  return numeural_sine_quarter(x, 0.0) / numeural_sine_quarter(x, 1.0);',
  },
  {
    name: 'numeural_power',
    argumentNames: ['x', 'y'],
    // GPUs leave powers of 0 and of negative numbers open:
    // 0^y is 0, 1 or ∞, and (−x)^y a number for integers y only. 1^∞ is NaN.
    body: `
  if (y == 0.0) {
    return 1.0;
  }
  if (x != x || y != y) {
    return x + y;
  }
  const a = Math.abs(x);
  if (a == 0.0) {
    return y > 0.0 ? 0.0 : 1.0 / a;
  }
  const p = a == 1.0 ? 1.0 + (y - y) : Math.pow(a, y);
  if (x < 0.0) {
    const half = y * 0.5;
    if (Math.floor(y) != y) {
      return Math.sqrt(x);
    }
    return Math.floor(half) == half ? p : -p;
  }
  return p;`,
  },
]

/** The text of a helper as a function. */
export function helperSource({ name, argumentNames, body }: Helper): string {
  return `function ${name}(${argumentNames.join(', ')}) {${body}\n}`
}
