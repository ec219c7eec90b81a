"""Runs every code block of a Markdown file.

A ```neuro block must pass `nc check`; one with an experiment must also run and
meet its own expectations. Of a ```sh block each line is run in a scratch copy
of the examples, with ./neuro standing for nc (`./neuro test` would call itself
and is left out). A ```c block is a whole program: it is built against neuro.h as
strict C99 and must end with 0. The ```python blocks of a page are one program, in their order. A block with another tag is a picture or output: it must have
a tag, so that nothing is left out by accident.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile


def run(command, where):
    done = subprocess.run(command, cwd=where, shell=isinstance(command, str),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def main():
    page = pathlib.Path(sys.argv[1])
    root = pathlib.Path(sys.argv[2]).resolve()
    library = pathlib.Path(sys.argv[3]).resolve() / "lib" if len(sys.argv) > 3 else None
    blocks = re.findall(r"^```([^\n]*)\n(.*?)^```$", page.read_text(), re.M | re.S)
    executed = failures = 0
    notebook = ""
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        shutil.copytree(root / "examples", scratch / "examples")
        for number, (tag, text) in enumerate(blocks, 1):
            commands = []
            if tag == "neuro":
                name = f"block{number}.neuro"
                (scratch / name).write_text(text)
                commands.append(["nc", "check", name])
                if re.search(r"^experiment ", text, re.M):
                    commands.append(["nc", "run", name, "--quiet"])
            elif tag == "c":
                name = f"block{number}"
                (scratch / f"{name}.c").write_text(text)
                compiler = shutil.which("cc") or shutil.which("clang-22")
                commands.append([compiler, "-std=c99", "-Wall", "-Wextra", "-Wpedantic",
                                 "-Wno-missing-field-initializers", "-Werror",
                                 f"-I{root}/runtime/api", f"{name}.c", "-o", name,
                                 f"-L{library}", "-lneuro", f"-Wl,-rpath,{library}"])
                commands.append([f"./{name}"])
            elif tag == "sh":
                for line in text.splitlines():
                    line = line.split(" #")[0].strip()
                    if line and line != "./neuro test" and not line.startswith("git "):
                        line = re.sub(r"^\./neuro\b", "nc", line)
                        commands.append(re.sub(r"^python3\b", sys.executable, line))
            elif tag == "python":
                notebook += text
                if number == max(n for n, (t, _) in enumerate(blocks, 1) if t == "python"):
                    commands.append([sys.executable, "-c", notebook])
            elif not tag:
                print(f"{page}: block {number} has no tag")
                failures += 1
            for command in commands:
                status, output = run(command, scratch)
                executed += 1
                if status != 0:
                    print(f"{page}: block {number}: {command} gave {status}\n{text}\n{output}")
                    failures += 1
                    break  # the rest of the block builds on it
    print(f"{page.name}: {executed} commands")
    if failures or not executed:
        sys.exit(1)


if __name__ == "__main__":
    main()
