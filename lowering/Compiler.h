//===- Compiler.h - Checked program to running code -------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The compiler behind one function: import, all phases of Pipelines.h, plan,
// JIT. No MLIR in this header, so that tools and libraries stay light.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_COMPILER_H
#define NEURO_LOWERING_COMPILER_H

#include "lang/sema/Sema.h"
#include "lowering/SpikeToC/CCode.h"
#include "runtime/abi/Kernel.h"
#include "runtime/abi/Passes.h"
#include "runtime/abi/Plan.h"
#include "runtime/model/Model.h"
#include "runtime/reference/Reference.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace neuro {

struct CompileOptions {
  /// Whose `precision` and `solver` settings count; empty: the defaults.
  std::string experiment;
  /// The experiments that the plan holds; empty: that one, or all if it is empty, too.
  std::vector<std::string> held;
  bool agreeing = false; ///< an error unless those want the same precision and solver
  std::string precision; ///< f32, f64 or auto; empty: the experiment's, else auto
  std::string solver;    ///< auto, exact, …; empty: the experiment's, else auto
  int width = 0;         ///< lanes of a kernel; 0: what suits this processor
  bool verify = true;    ///< run the contract checks after each phase
  int optimization = 1;  ///< of the code generator, 0 to 3
  /// Also make `elements`, the kernels for the reference engine (f64 only).
  bool elements = false;
  bool machineCode = true; ///< make `kernels`
  bool ccode = false;      ///< also make `ccode`, the kernels as C
  rt::PassSet without;     ///< whole-model passes not to run
  /// What static synapses bring is summed as whole numbers: in any order the same
  /// (SimOptions::integerSums goes with it).
  bool integerSums = false;
  /// Nobody but the program's own experiments looks at its states, so what they do not
  /// mention need not be kept. A host that reads or sets states by name leaves it false,
  bool closed = false;
  /// or says which: "E.V", "motor.u", "inhibition.w". With what experiments mention that
  /// is all that is looked at.
  std::optional<std::vector<std::string>> looks;
  /// What a run takes instead of what its experiment says: a time step in ms (0: the
  /// experiments'; unless `closed`, the shortest that a host will take) and the names of network parameters. Bounds on values do not
  /// rest on these. What is stored in f32 is so at the shortest of the experiments' time
  /// steps; runs with a shorter one may be refused (ClassPlan::smallestStep).
  double dt = 0;
  std::vector<std::string> overridden;
  /// A failure that is our bug writes its module here; empty: the current directory.
  std::string reproducerDirectory;
  /// Where machine code is kept from one compilation to the next (rt::CacheDirectory);
  /// empty: nowhere. What is compiled for the reference engine is never kept.
  std::string cacheDirectory;
  /// Bytes that it may hold; 0: no limit.
  uint64_t cacheLimit = uint64_t(1) << 30;
  /// Of `compile`. Asked, if it is set, at the beginning of each phase, before each pass of MLIR and before
  /// each pass of LLVM over a function, by the thread that compiles and with the phase under
  /// way; false ends the compilation.
  std::function<bool(const char *phase)> goesOn;
};

/// A part of a compilation and the time it took.
struct PhaseTime {
  std::string phase;
  double seconds;
};

/// What became of CompileOptions::cacheDirectory.
struct CacheUse {
  enum Result { Off, Miss, Hit } result = Off;
  std::string file;    ///< where this program's code is kept; empty if off
  std::string problem; ///< why something was not read or not kept; usually empty
};

/// What the compiler chose for one state, for `nc report`.
struct SolverChoice {
  std::string model, state, solver, reason;
  std::string precision; ///< storage: f32 or f64
};

/// Code and plan of one program. Immutable; simulations may share it.
class CompiledProgram {
public:
  ~CompiledProgram();
  rt::ProgramPlan plan;
  std::unordered_map<std::string, rt::Kernel> kernels; ///< live as long as this
  /// The same kernels, interpreted, if they were asked for.
  std::shared_ptr<const rt::ElementKernels> elements;
  std::optional<CCode> ccode; ///< the same as C, if it was asked for
  std::string precision; ///< of states, in effect: f32, f64, or "f32 and f64"
  std::vector<SolverChoice> solvers;
  rt::PassSet without;              ///< whole-model passes not run
  std::vector<rt::PassNote> passes; ///< what whole-model passes did
  std::vector<PhaseTime> phases;    ///< of `compile`, in order
  CacheUse cache;

  struct Code; ///< owns the machine code
  CompiledProgram();
  std::unique_ptr<Code> code;
};

struct CompileResult {
  std::unique_ptr<CompiledProgram> program; ///< null on failure
  std::string diagnostics; ///< rendered text, also of warnings
  std::vector<Diagnostic> coded; ///< what of it has a code; ranges are of the program's files
  bool internal = false;   ///< the failure is a bug of ours (exit status 2)
  bool cancelled = false;  ///< CompileOptions::goesOn said so
};
/// With a cache, a program that was compiled before, with the same options, by the same
/// compiler and for the same processor, is as then, to the bit.
CompileResult compile(const CheckedProgram &program, const CompileOptions &options);

/// A program as an object file: runtime/model/Model.h's struct and all it points to.
struct ObjectOptions {
  std::string name;      ///< a C identifier: the symbol is neuro_model_NAME but in programs
  std::string processor; ///< LLVM's name of one, such as x86-64-v3; empty: this one
  rt::ModelForm form = rt::ModelForm::Object;
};
struct ObjectResult {
  std::string object;    ///< ELF; empty on failure
  rt::ProgramPlan plan;  ///< as it is in the object
  std::string precision; ///< in effect: f32 or f64
  std::string processor; ///< that the code is for, as LLVM calls it
  std::string diagnostics;
  bool internal = false; ///< the failure is a bug of ours
};
ObjectResult compileObject(const CheckedProgram &program, const CompileOptions &options,
                           const ObjectOptions &objectOptions);

struct EmitResult {
  bool ok = false, internal = false;
  std::string text, diagnostics;
};
/// The program at the end of a phase: neuro, solved, spike, placed, plan,
/// loops, llvm, asm. An unknown phase is the user's error and lists the known ones.
EmitResult emit(const CheckedProgram &program, const std::string &phase,
                const CompileOptions &options);

} // namespace neuro

#endif // NEURO_LOWERING_COMPILER_H
