// The arithmetic limit of workloads B and C: as many multiplications and additions as their convolutions have, four lanes at a time, with
// everything in registers. At 128 bit without fused multiply–add nothing that multiplies every kernel entry by every sample can be
// faster; Winograd's algorithm, which multiplies less, can.
//
// arguments: the number of floating-point operations of a step
#include "contestant.h"

typedef float vector __attribute__((vector_size(16)));

enum { accumulators = 10 };

static long rounds;
static volatile float sink;

static void work_prepare(int argc, char **argv) {
  if (argc != 2) fail("needs the number of operations");
  rounds = (long)(atof(argv[1]) / (accumulators * 4 * 2));
}

static void work_step(void) {
  vector sums[accumulators], x = {1, 2, 3, 4}, y = {1e-9f, 1e-9f, 1e-9f, 1e-9f};
  for (int i = 0; i < accumulators; i++) sums[i] = (vector){0, 0, 0, 0};
  for (long round = 0; round < rounds; round++) {
    for (int i = 0; i < accumulators; i++) {
      // The compiler may not know that the factor is the same again.
      __asm__ volatile("" : "+x"(y));
      sums[i] += x * y;
    }
  }
  vector total = sums[0];
  for (int i = 1; i < accumulators; i++) total += sums[i];
  sink = total[0];
}

static void work_reset(void) {}

static double work_check(FILE *file) {
  (void)file;
  return -1;
}
