# Configuration of the text tests: .neuro programs and .mlir files with RUN lines.
import os
import shutil
import subprocess

import lit.formats

config.name = "neuro"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".neuro", ".mlir", ".test"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.neuro_build_dir, "test", "lit")
# Programs that other tests read; they carry no RUN lines of their own.
config.excludes = ["Inputs", "programs", "data", "corpus", "unit", "fuzz"]

config.environment["PATH"] = os.pathsep.join(
    [os.path.join(config.neuro_build_dir, "bin"), config.llvm_tools_dir,
     config.environment["PATH"]])
config.environment["NO_COLOR"] = "1"
# Compiled code of tests is not kept among the user's.
config.environment["NEURO_CACHE_DIR"] = os.path.join(config.test_exec_root, "cache")
# Tests of minutes say "REQUIRES: long"; `./neuro test --long` runs them.
if os.environ.get("NEURO_LONG"):
    config.available_features.add("long")
# The Python package: with an interpreter that has NumPy, which `./neuro` installs.
for candidate in filter(shutil.which, (config.python, "/usr/bin/python3", "python3")):
    if subprocess.run([candidate, "-c", "import numpy"], capture_output=True).returncode == 0:
        config.available_features.add("numpy")
        config.substitutions.append(("%numpy-python", candidate))
        break
config.environment["PYTHONPATH"] = os.path.join(config.neuro_build_dir, "python")
config.environment["PYTHONDONTWRITEBYTECODE"] = "1"
config.substitutions.append(("%examples", os.path.join(config.neuro_source_dir, "examples")))
config.substitutions.append(("%programs", os.path.join(config.test_source_root, "lang", "programs")))
config.substitutions.append(("%oracle", os.path.join(config.test_source_root, "oracle", "data")))
config.substitutions.append(("%python", config.python))
config.substitutions.append(("%build", config.neuro_build_dir))
