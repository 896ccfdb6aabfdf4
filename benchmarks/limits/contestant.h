// The side of a limit program that talks to the harness: says that it is ready, answers `check <file>` and `measure <seconds>`
// on standard input with one line of JSON each. A limit defines what work_… declares here.
#ifndef CONTESTANT_H
#define CONTESTANT_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// Takes the work's arguments; reads its data.
static void work_prepare(int argc, char **argv);
// Does the work once.
static void work_step(void);
// Called, untimed, before every measurement.
static void work_reset(void);
// Does the work with the parameters it began with, gives the loss (or -1) and writes what it computed as float64.
static double work_check(FILE *file);

static void fail(const char *message) {
  printf("{\"error\":\"%s\"}\n", message);
  exit(0);
}

static float *allocate(size_t count) {
  void *memory = NULL;
  if (posix_memalign(&memory, 64, (count * sizeof(float) + 63) & ~(size_t)63) != 0) fail("out of memory");
  return memory;
}

static float *read_floats(const char *directory, const char *name, size_t count) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", directory, name);
  FILE *file = fopen(path, "rb");
  float *values = allocate(count);
  if (file == NULL || fread(values, sizeof(float), count, file) != count) fail("the data file is not there, or too short");
  fclose(file);
  return values;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int by_size(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void measure(double seconds) {
  static double times[1 << 20];
  int count = 0;
  work_reset();
  const double begin = now();
  double last = begin;
  do {
    work_step();
    const double end = now();
    times[count++] = end - last;
    last = end;
  } while (last - begin < seconds && count < 1 << 20);
  qsort(times, (size_t)count, sizeof(double), by_size);
  printf("{\"steps\":%d,\"median\":%.9g}\n", count, (times[(count - 1) / 2] + times[count / 2]) / 2);
}

int main(int argc, char **argv) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  work_prepare(argc, argv);
  printf("{\"ready\":true,\"info\":\"C: gcc %s, 128 bit, no FMA, 1 thread\"}\n", __VERSION__);
  char line[4096];
  while (fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\n")] = 0;
    if (strncmp(line, "check ", 6) == 0) {
      FILE *file = fopen(line + 6, "wb");
      if (file == NULL) fail("the file for the values cannot be written");
      const double loss = work_check(file);
      fclose(file);
      if (loss < 0) printf("{\"loss\":null}\n");
      else printf("{\"loss\":%.17g}\n", loss);
    } else if (strncmp(line, "measure ", 8) == 0) {
      measure(atof(line + 8));
    } else {
      fail("unknown request");
    }
  }
  return 0;
}
#endif
