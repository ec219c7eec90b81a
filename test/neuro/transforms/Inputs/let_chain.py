# Prints a neuron of which each let is twice the one before: let_chain.py N ORDER,
# ORDER saying whether each let is written after (forward) or before (backward) the
# one it reads.
import sys

count, order = int(sys.argv[1]), sys.argv[2]
rate = '!neuro.q<"1/ms">'


def let(k):
    read = "x" if k == 0 else f"l{k - 1}"
    print(f'  neuro.let @l{k} : {rate} unit "1/ms" {{')
    print(f"    %a = neuro.get @{read} : {rate}")
    print(f"    %b = neuro.get @{read} : {rate}")
    print(f"    %s = neuro.add %a, %b : {rate}")
    print(f"    neuro.yield %s : {rate}")
    print("  }")


print("neuro.model @N kind(neuron) {")
print(f'  neuro.input @x : {rate} unit "1/ms"')
print('  neuro.state @y : !neuro.q<"1"> unit "1"')
for k in range(count) if order == "forward" else reversed(range(count)):
    let(k)
print("  neuro.ddt @y {")
print(f"    %l = neuro.get @l{count - 1} : {rate}")
print(f"    neuro.yield %l : {rate}")
print("  }")
print("}")
