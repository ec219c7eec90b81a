/* A frozen state keeps what it began with, or what its host gave it, over many spikes. */
#include "frozen.h"

#include <stdio.h>

static frozen network;
static long heard;

static void hear(void *user, int population, int32_t element, int64_t tick)
{
  (void)user;
  (void)element;
  (void)tick;
  heard += population == frozen_E;
}

int main(void)
{
  float before[40];
  frozen_init(&network);
  frozen_listen(&network, hear, NULL);
  for (int i = 0; i < 40; ++i)
    before[i] = network.E.w[i];
  frozen_run(&network, 2000);
  for (int i = 0; i < 40; ++i)
    if (network.E.w[i] != before[i]) {
      fprintf(stderr, "w[%d] is %g, and was %g\n", i, (double)network.E.w[i], (double)before[i]);
      return 1;
    }
  if (heard < 20) {
    fprintf(stderr, "%ld spikes, after which w would have changed\n", heard);
    return 1;
  }
  network.E.w[3] = 4.5f;
  frozen_run(&network, 2000);
  if (network.E.w[3] != 4.5f) {
    fprintf(stderr, "w[3] is %g, and was set to 4.5\n", (double)network.E.w[3]);
    return 1;
  }
  return 0;
}
