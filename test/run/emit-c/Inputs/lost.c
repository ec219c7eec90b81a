/* A list that is too small for what synapses send. */
#include "glia.h"

#include <stdio.h>

static glia network;

int main(void)
{
  glia_init(&network);
  glia_run(&network, 4000);
  puts(network.lost > 0 ? "lost some" : "lost none");
  return 0;
}
