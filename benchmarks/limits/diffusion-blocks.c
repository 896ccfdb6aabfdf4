// The limit of workload A: 20 explicit Perona–Malik blocks with one shared width-3 kernel, on signals of 256 samples with
// reflecting ends, and their gradient. Four signals are interleaved, so that a vector holds one sample of each and no shuffle is
// needed at the ends. Storing all iterates of four signals takes 84 KB; the fluxes are computed anew on the way back.
//
// arguments: train|forward, batch (a multiple of 4), directory of the data
#include "contestant.h"

typedef float vector __attribute__((vector_size(16)));

enum { samples = 256, blocks = 20, lanes = 4 };

typedef struct {
  float kernel[3], lambda, tau;
} parameters_t;

// Sums for the gradients of the kernel's entries, of lambda and tau, and of the squared error.
enum { of_kernel = 0, of_lambda = 3, of_tau = 4, of_error = 5, sums_count = 6 };

static int training;
static size_t groups;
static vector *input, *target, *output;
static parameters_t initial, current;
static vector iterates[blocks + 1][samples], adjoint[samples], inner[samples];

static vector splat(float value) { return (vector){value, value, value, value}; }

static double total(vector v) { return (double)v[0] + (double)v[1] + (double)v[2] + (double)v[3]; }

// u - tau K^T flux(K u), one pass: the flux at x + 1 is computed when the update at x needs it.
static void block_forward(const vector *restrict u, vector *restrict next, const parameters_t *p) {
  const vector a = splat(p->kernel[0]), b = splat(p->kernel[1]), c = splat(p->kernel[2]), one = splat(1);
  const vector contrast = splat(1 / (p->lambda * p->lambda));
  const vector ta = splat(p->tau) * a, tb = splat(p->tau) * b, tc = splat(p->tau) * c;
#define FLUX(r) ((r) / (one + (r) * (r)*contrast))
  vector r = (a + b) * u[0] + c * u[1];
  vector here = FLUX(r);
  r = a * u[0] + b * u[1] + c * u[2];
  vector right = FLUX(r);
  next[0] = u[0] - ((ta + tb) * here + ta * right);
  vector left = here;
  here = right;
  for (int x = 1; x < samples - 2; x++) {
    r = a * u[x] + b * u[x + 1] + c * u[x + 2];
    right = FLUX(r);
    next[x] = u[x] - (tc * left + tb * here + ta * right);
    left = here;
    here = right;
  }
  r = a * u[samples - 2] + (b + c) * u[samples - 1];
  right = FLUX(r);
  next[samples - 2] = u[samples - 2] - (tc * left + tb * here + ta * right);
  next[samples - 1] = u[samples - 1] - (tc * here + (tb + tc) * right);
}

// One block backwards: `adjoint` is the gradient with respect to the block's output, and afterwards with respect to its input u.
// With r = K u, e = K adjoint: the gradient at r is -tau flux'(r) e, and it goes back through K^T.
static void block_backward(const vector *restrict u, const parameters_t *p, vector *sums) {
  const vector a = splat(p->kernel[0]), b = splat(p->kernel[1]), c = splat(p->kernel[2]), one = splat(1);
  const vector contrast = splat(1 / (p->lambda * p->lambda)), minus = splat(-p->tau);
  vector k0 = sums[of_kernel], k1 = sums[of_kernel + 1], k2 = sums[of_kernel + 2], lambda = sums[of_lambda], tau = sums[of_tau];
#define SAMPLE(x, before, after)                                                                            \
  {                                                                                                         \
    const vector ul = u[before], u0 = u[x], ur = u[after];                                                  \
    const vector gl = adjoint[before], g0 = adjoint[x], gr = adjoint[after];                                \
    const vector r = a * ul + b * u0 + c * ur, e = a * gl + b * g0 + c * gr;                                \
    const vector q = r * r * contrast, weight = one / (one + q), flux = r * weight, pull = e * weight;      \
    tau += e * flux;                                                                                        \
    lambda += pull * flux * q;                                                                              \
    const vector at_r = minus * (pull * weight * (one - q)), scaled = minus * flux;                         \
    k0 += at_r * ul + scaled * gl;                                                                          \
    k1 += at_r * u0 + scaled * g0;                                                                          \
    k2 += at_r * ur + scaled * gr;                                                                          \
    inner[x] = at_r;                                                                                        \
  }
  SAMPLE(0, 0, 1)
  for (int x = 1; x < samples - 1; x++) SAMPLE(x, x - 1, x + 1)
  SAMPLE(samples - 1, samples - 2, samples - 1)
  sums[of_kernel] = k0, sums[of_kernel + 1] = k1, sums[of_kernel + 2] = k2, sums[of_lambda] = lambda, sums[of_tau] = tau;
  adjoint[0] += (a + b) * inner[0] + a * inner[1];
  for (int x = 1; x < samples - 1; x++) adjoint[x] += c * inner[x - 1] + b * inner[x] + a * inner[x + 1];
  adjoint[samples - 1] += c * inner[samples - 2] + (b + c) * inner[samples - 1];
}

static void forward(void) {
  for (size_t group = 0; group < groups; group++) {
    const vector *u = input + group * samples;
    for (int block = 0; block < blocks; block++) {
      vector *next = block == blocks - 1 ? output + group * samples : iterates[block & 1];
      block_forward(u, next, &current);
      u = next;
    }
  }
}

// Loss and gradient (kernel, lambda, tau) of the mean squared error. Four signals are summed up in float32, the batch in float64.
static double gradient(double *result) {
  const double values = (double)groups * lanes * samples;
  const vector scale = splat((float)(2 / values));
  double totals[sums_count] = {0};
  for (size_t group = 0; group < groups; group++) {
    const vector *first = input + group * samples, *clean = target + group * samples;
    vector sums[sums_count];
    memset(sums, 0, sizeof sums);
    block_forward(first, iterates[1], &current);
    for (int block = 1; block < blocks; block++) block_forward(iterates[block], iterates[block + 1], &current);
    for (int x = 0; x < samples; x++) {
      const vector error = iterates[blocks][x] - clean[x];
      sums[of_error] += error * error;
      adjoint[x] = error * scale;
    }
    for (int block = blocks - 1; block >= 1; block--) block_backward(iterates[block], &current, sums);
    block_backward(first, &current, sums);
    for (int i = 0; i < sums_count; i++) totals[i] += total(sums[i]);
  }
  for (int k = 0; k < 3; k++) result[k] = totals[of_kernel + k];
  result[of_lambda] = -2.0 * current.tau / current.lambda * totals[of_lambda];
  result[of_tau] = -totals[of_tau];
  return totals[of_error] / values;
}

static void adam(const double *slope) {
  static double first[5], second[5], decay1 = 1, decay2 = 1;
  float *values = (float *)&current;
  decay1 *= 0.9, decay2 *= 0.999;
  for (int i = 0; i < 5; i++) {
    first[i] = 0.9 * first[i] + 0.1 * slope[i];
    second[i] = 0.999 * second[i] + 0.001 * slope[i] * slope[i];
    values[i] -= (float)(1e-3 * (first[i] / (1 - decay1)) / (__builtin_sqrt(second[i] / (1 - decay2)) + 1e-8));
  }
}

static vector *interleave(const float *planar) {
  vector *result = (vector *)allocate(groups * samples * lanes);
  for (size_t signal = 0; signal < groups * lanes; signal++)
    for (int x = 0; x < samples; x++) result[signal / lanes * samples + x][signal % lanes] = planar[signal * samples + x];
  return result;
}

static void work_prepare(int argc, char **argv) {
  if (argc != 4) fail("needs train|forward, batch, directory");
  training = strcmp(argv[1], "train") == 0;
  const size_t batch = (size_t)atol(argv[2]);
  if (batch == 0 || batch % lanes != 0) fail("the batch must be a multiple of 4");
  groups = batch / lanes;
  input = interleave(read_floats(argv[3], "input.f32", batch * samples));
  if (training) target = interleave(read_floats(argv[3], "target.f32", batch * samples));
  else output = (vector *)allocate(batch * samples);
  memcpy(&initial, read_floats(argv[3], "parameters.f32", 5), sizeof initial);
}

// Every measurement begins with the first parameters.
static void work_reset(void) { current = initial; }

static void work_step(void) {
  if (!training) {
    forward();
    return;
  }
  double slope[5];
  gradient(slope);
  adam(slope);
}

static double work_check(FILE *file) {
  current = initial;
  if (training) {
    double slope[5];
    const double loss = gradient(slope);
    fwrite(slope, sizeof(double), 5, file);
    return loss;
  }
  forward();
  for (size_t signal = 0; signal < groups * lanes; signal++)
    for (int x = 0; x < samples; x++) {
      const double value = output[signal / lanes * samples + x][signal % lanes];
      fwrite(&value, sizeof value, 1, file);
    }
  return -1;
}
