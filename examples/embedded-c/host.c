/* Turns towards the light: two sensors in, two motors out, ten milliseconds a step.
   On a board read_sensor and the last printf are its own; nothing else changes. */
#include "reflex.h"

#include <stdio.h>

static reflex brain; /* all the memory there is */
static int spikes[2];

static void count(void *user, int population, int32_t cell, int64_t tick)
{
  (void)user;
  (void)cell;
  (void)tick;
  ++spikes[population];
}

/* mV; the light is on the left, and later on the right. */
static float read_sensor(int side, int step)
{
  const int bright = step < 50 ? reflex_Left : reflex_Right;
  return side == bright ? 25.0f : 14.0f;
}

int main(void)
{
  int turns[2] = {0, 0};
  reflex_init(&brain);
  reflex_listen(&brain, count, NULL);
  for (int step = 0; step < 100; ++step) {
    for (int i = 0; i < 8; ++i) {
      brain.Left.light[i] = read_sensor(reflex_Left, step);
      brain.Right.light[i] = read_sensor(reflex_Right, step);
    }
    reflex_run(&brain, (int64_t)(10 / reflex_DT));
    turns[step / 50] += spikes[reflex_Left] - spikes[reflex_Right];
    spikes[reflex_Left] = spikes[reflex_Right] = 0;
  }
  printf("light on the left: %+d, on the right: %+d\n", turns[0], turns[1]);
  return turns[0] > 0 && turns[1] < 0 ? 0 : 1;
}
