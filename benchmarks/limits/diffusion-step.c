// The limit of workload D: one explicit step of Perona–Malik diffusion on a square image with reflecting ends, from one image
// into another. Every flux is computed once: those along y are kept for the next row, those along x for the pixel to the right.
//
// arguments: size, directory of the data
#include "contestant.h"

static size_t size;
static float *start, *image, *next, *across, *above, *below;
static float tau, contrast;

static inline float flux_of(float r) { return r / (1.0f + r * r * contrast); }

// across[x + 1] is the flux between x and x + 1; across[0] and across[size] stay 0, as nothing crosses an end.
static void row(const float *restrict here, const float *restrict south, float *restrict to, const float *restrict north_flux,
                float *restrict south_flux, float *restrict east_flux) {
  for (size_t x = 0; x + 1 < size; x++) east_flux[x + 1] = flux_of(here[x + 1] - here[x]);
  for (size_t x = 0; x < size; x++) {
    const float flux = flux_of(south[x] - here[x]);
    south_flux[x] = flux;
    to[x] = here[x] + tau * (flux - north_flux[x] + east_flux[x + 1] - east_flux[x]);
  }
}

static void work_step(void) {
  memset(above, 0, size * sizeof(float));
  for (size_t y = 0; y < size; y++) {
    const float *here = image + y * size;
    // Below the last row lies its mirror image: a difference of 0, a flux of 0.
    row(here, y + 1 < size ? here + size : here, next + y * size, above, below, across);
    float *swap = above;
    above = below;
    below = swap;
  }
  float *swap = image;
  image = next;
  next = swap;
}

static void work_prepare(int argc, char **argv) {
  if (argc != 3) fail("needs size, directory");
  size = (size_t)atol(argv[1]);
  if (size < 2) fail("the size must be at least 2");
  start = read_floats(argv[2], "input.f32", size * size);
  // A kernel of 8 entries comes first.
  const float *parameters = read_floats(argv[2], "parameters.f32", 10);
  contrast = 1 / (parameters[8] * parameters[8]);
  tau = parameters[9];
  image = allocate(size * size), next = allocate(size * size);
  across = allocate(size + 1), above = allocate(size), below = allocate(size);
  across[0] = across[size] = 0;
}

static void work_reset(void) { memcpy(image, start, size * size * sizeof(float)); }

static double work_check(FILE *file) {
  work_reset();
  work_step();
  for (size_t i = 0; i < size * size; i++) {
    const double value = image[i];
    fwrite(&value, sizeof value, 1, file);
  }
  return -1;
}
