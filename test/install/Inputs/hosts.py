"""Builds and runs hosts outside the tree against an installed one: by find_package and by pkg-config."""
import os
import pathlib
import shlex
import shutil
import subprocess
import sys

prefix, work, project = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
model = pathlib.Path(sys.argv[4]).resolve()
environment = {name: value for name, value in os.environ.items()
               if name not in ("NEURO_STD", "LD_LIBRARY_PATH", "CMAKE_PREFIX_PATH", "PKG_CONFIG_PATH")}
shutil.rmtree(work, ignore_errors=True)
shutil.copytree(project, work / "source")
shutil.copy(model, work / "source" / "balanced.neuro")


def call(*command, **more):
    done = subprocess.run([str(word) for word in command], env={**environment, **more}, cwd=work,
                          capture_output=True, text=True)
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout.strip()


call("cmake", "-S", "source", "-B", "build", f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Release")
call("cmake", "--build", "build")
first = call("build/ahead")
assert first.endswith(" spikes, compiler: 0") and int(first.split()[0]) > 100, first
assert call("build/compiles", "source/balanced.neuro") == "tick 100, compiler: 1"
assert call("build/both") == "network Balanced, compiler: 1"
call("cmake", "--build", "build")  # nothing to do
before = (work / "build/neuro/ahead/balanced.o").stat().st_mtime_ns
text = (work / "source/balanced.neuro").read_text()
(work / "source/balanced.neuro").write_text(text.replace("V_th = 20 mV", "V_th = 19 mV"))
call("cmake", "--build", "build")
assert (work / "build/neuro/ahead/balanced.o").stat().st_mtime_ns > before
assert call("build/ahead") != first
(work / "source/balanced.neuro").write_text(text)

(configuration,) = {path.parent for path in prefix.rglob("neuro.pc")}
found = {"PKG_CONFIG_PATH": str(configuration)}
for library, sources in (("neuro-rt", ["source/ahead.c", "balanced.o"]), ("neuro", ["source/both.c", "second.o"])):
    name = sources[1][:-2]
    (compiler,) = shlex.split(call("pkg-config", "--variable=compiler", library, **found))
    (folder,) = shlex.split(call("pkg-config", "--variable=libdir", library, **found))
    assert call("pkg-config", "--modversion", library, **found)
    call(compiler, "build", "source/balanced.neuro", "-o", name, "--quiet", "--precision", "f64")
    flags = shlex.split(call("pkg-config", "--cflags", "--libs", library, **found))
    call("cc", *sources, "-I.", "-o", name, *flags, f"-Wl,-rpath,{folder}", "-lm")
    said = call("./" + name)
    assert said == (first if library == "neuro-rt" else "network Balanced, compiler: 1"), said

call(prefix / "bin/neuroc", "build", "source/balanced.neuro", "--exe", "-o", "standalone", "--quiet")
assert "rate(run.E)" in call("./standalone", "--N=20")
