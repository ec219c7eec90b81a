/* A port that a host sends events into, and a spike train of the same times, do the same. */
#include "port.h"
#include "train.h"

#include <stdio.h>

static port a;
static train b;
static long spikes[2];

static void count(void *user, int population, int32_t element, int64_t tick)
{
  (void)population;
  *(long *)user = *(long *)user * 31 + element + (long)tick;
  *(long *)user %= 1000003;
}

int main(void)
{
  port_init(&a);
  train_init(&b);
  port_listen(&a, count, &spikes[0]);
  train_listen(&b, count, &spikes[1]);
  for (int n = 1; n <= 1000; ++n) {
    if (n == 50 || n == 55 || n == 300)
      a.P.next[0] = 0x7; /* all three, in tick n */
    port_tick(&a);
    train_tick(&b);
  }
  printf("%s\n", spikes[0] == spikes[1] && spikes[0] != 0 ? "same" : "different");
  return 0;
}
