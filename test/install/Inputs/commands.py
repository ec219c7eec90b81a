"""Compares the manual page and the completions of three shells with what `nc COMMAND --help` prints.

Those of bash are asked in bash; those of zsh and fish are read, and asked where there is such a shell.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

nc, folder = sys.argv[1], pathlib.Path(sys.argv[2])


def helped(*command):
    return subprocess.run([nc, *command, "--help"], capture_output=True, text=True, check=True).stdout


def options(text):
    found = set()
    for line in text.split("\nOptions:\n")[1].split("\n\n")[0].splitlines():
        if line.startswith("  -"):
            found |= set(line.split()[0].split(","))
    return found


top = helped()
commands = re.findall(r"^  (\w+) ", top.split("\nSubcommands:\n")[1], re.M)
assert len(commands) > 8, commands
wanted = {command: options(helped(command)) for command in commands}
wanted[""] = options(top)
failures = []


def compare(where, command, found, everywhere=("-h", "--help")):
    found = set(found) | set(everywhere)
    if found != wanted[command]:
        failures.append(f"{where}, {command or 'no command'}: lacks {sorted(wanted[command] - found)}, "
                        f"has {sorted(found - wanted[command])} too many")


# The manual page: options are in the section of a command or in those it refers to.
manual = (folder / "neuroc.1").read_text().replace("\\-", "-")
named = re.compile(r"(?<![\w-])(--?[a-z][a-z-]*)")


def heads(text):
    """The option of each paragraph: the line after .TP."""
    return {option for line in re.findall(r"^\.TP\n(.*)$", text, re.M) for option in named.findall(line)}


shared = {}
for title in ("OPTIONS OF COMPILING", "OPTIONS OF A RUN", "OPTIONS OF THE CACHE"):
    shared[title.lower()] = heads(manual.split(".SH " + title + "\n")[1].split("\n.SH ")[0])
sections = manual.split(".SH COMMANDS\n")[1].split("\n.SH ")[0].split(".SS ")[1:]
assert [section.split()[0] for section in sections] and \
    {section.split()[0] for section in sections} == set(commands), sections
for section in sections:
    found = heads(section)
    for title, more in shared.items():
        if title in section:
            found |= more
    compare("neuroc.1", section.split()[0], found)
compare("neuroc.1", "", named.findall(manual.split(".SH SYNOPSIS")[1].split(".SH ")[0]))

# bash: what it offers after a dash, and for an empty word.
script = """source "$1"; COMP_WORDS=(neuroc "${@:3}" "$2"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _neuroc
printf '%s\\n' "${COMPREPLY[@]}" """


def completed(word, *before):
    done = subprocess.run(["bash", "-c", script, "bash", str(folder / "completions/neuroc.bash"), word, *before],
                          capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr, (word, before, done.stderr)
    return set(done.stdout.split())


for command in wanted:
    compare("bash", command, completed("-", *filter(None, [command])), everywhere=())
if not set(commands) <= completed(""):
    failures.append(f"bash offers {sorted(completed(''))}")
if completed("rock", "run", "--solver") or "rk4" not in completed("rk", "run", "--solver"):
    failures.append("bash does not offer the solvers")

# zsh: the text of each case, with the lists it refers to.
zsh = (folder / "completions/_neuroc").read_text()
lists = dict(re.findall(r"^  (compile|running|caching)=\((.*?)^  \)", zsh, re.S | re.M))
assert len(lists) == 3
offered = set(re.findall(r"^    '(\w+):", zsh.split("commands=(")[1].split("\n  )")[0], re.M))
if offered != set(commands):
    failures.append(f"zsh offers the commands {sorted(offered)}")
for command in commands:
    body = re.search(rf"^  {command}\)(.*?);;", zsh, re.S | re.M)
    if not body:
        failures.append("zsh lacks " + command)
        continue
    text = body[1] + "".join(content for name, content in lists.items() if "$" + name in body[1])
    # '--name[text]' and '(-n --name)'{-n,--name}'[text]'
    found = set(re.findall(r"'\*?(--?[a-z][a-z-]*)\[", text))
    for pair in re.findall(r"\{(-[\w-]+),(-[\w-]+)\}", text):
        found |= set(pair)
    compare("zsh", command, found)

# fish: one line an option.
found = {command: set() for command in commands}
offered = set()
for line in (folder / "completions/neuroc.fish").read_text().splitlines():
    seen = re.search(r'-n "__fish_seen_subcommand_from ([^"]*)"', line)
    if seen:
        own = {"--" + name for name in re.findall(r" -l ([\w-]+)", line)} | \
              {"-" + name for name in re.findall(r" -s (\w)", line)}
        for command in seen[1].split():
            found[command] |= own
    offered |= set(re.findall(r'seen_subcommand_from \$commands" -a (\w+)', line))
if offered != set(commands):
    failures.append(f"fish offers the commands {sorted(offered)}")
for command in commands:
    compare("fish", command, found[command])

# The shells themselves, where they are installed.
files = ["net.neuro", "notes.txt"]
with tempfile.TemporaryDirectory() as elsewhere:
    for name in files:
        pathlib.Path(elsewhere, name).touch()
    environment = dict(os.environ, HOME=elsewhere, XDG_CONFIG_HOME=elsewhere, XDG_DATA_HOME=elsewhere, TERM="dumb")

    def said(*call):
        done = subprocess.run(call, capture_output=True, text=True, timeout=60, cwd=elsewhere, env=environment)
        assert done.returncode == 0, (call, done.stdout, done.stderr)
        return done.stdout

    def in_zsh(line):
        return set(said("zsh", "-f", str(pathlib.Path(__file__).with_name("complete.zsh")),
                        str(folder.resolve() / "completions"), line).splitlines())

    def in_fish(line):
        script = f"source '{folder.resolve()}/completions/neuroc.fish'; complete -C '{line}'"
        return {entry.split("\t")[0] for entry in said("fish", "--no-config", "-c", script).splitlines()}

    for shell, ask in (("zsh", in_zsh), ("fish", in_fish)):
        if not shutil.which(shell):
            continue
        if not set(commands) <= ask("neuroc "):
            failures.append(f"in {shell}, of commands there are only {sorted(ask('neuroc '))}")
        for line, expected in (("neuroc bu", {"build"}), ("neuroc run --solver ro", {"rosenbrock"}),
                               ("neuroc help p", {"passes"})):
            if ask(line) != expected:
                failures.append(f"in {shell}, '{line}' becomes one of {sorted(ask(line))}")
        if not ask("neuroc run n") >= {"net.neuro"}:
            failures.append(f"in {shell}, programs are not offered but {sorted(ask('neuroc run n'))}")
        for command in commands:
            # fish offers short and long options apart.
            offered = ask(f"neuroc {command} -")
            if shell == "fish":
                offered |= ask(f"neuroc {command} --")
            compare("in " + shell, command, {option for option in offered if option.startswith("-")},
                    everywhere=())

# Passes are written down where a shell cannot ask for them.
passes = re.findall(r"^  ([a-z-]+) ", subprocess.run([nc, "help", "passes"], capture_output=True, text=True).stdout, re.M)
assert len(passes) > 5
for name in ("_neuroc", "neuroc.fish"):
    if " ".join(passes) not in (folder / "completions" / name).read_text():
        failures.append(f"{name}: the passes are {' '.join(passes)}")

sys.exit("\n".join(failures) or 0)
