//===- Objects.h - What stands behind the handles of neuro.h ----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Inside the library errors are Failures, which may be thrown between functions of
// one call; `guarded` is the one border that turns whatever was thrown into a
// neuro_error.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_API_OBJECTS_H
#define NEURO_RUNTIME_API_OBJECTS_H

#include "runtime/api/neuro.h"
#include "runtime/core/Simulation.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct neuro_error {
  neuro_status status = NEURO_INTERNAL;
  std::string message, code;
};

/// What was chosen for all programs; each of them keeps what it needs.
struct neuro_engine {
  std::string cacheDirectory; ///< empty: the default
  bool cached = true;         ///< machine code is looked for and kept
  std::atomic<uint64_t> cancelled{0}; ///< how often neuro_engine_cancel was called
};

namespace neuro::api {

/// Plan and code of a program, whoever made them. Immutable.
struct Program {
  const rt::ProgramPlan *plan = nullptr;
  const rt::KernelTable *kernels = nullptr;
  std::shared_ptr<const void> owner; ///< of both
  rt::PassSet without;               ///< passes over networks to do without
  std::string directory;             ///< where relative names of data files start
  std::vector<std::pair<std::string, double>> phases; ///< name, seconds
};

} // namespace neuro::api

struct neuro_program {
  std::atomic<int> references{1};
  neuro::api::Program content;
};

struct neuro_spikes {
  neuro_sim *sim = nullptr;
  int probe = -1;
  size_t taken = 0; ///< of the probe's events, by drain
  neuro_on_spikes callback = nullptr;
  void *user = nullptr;
};

namespace neuro::api {

/// Values in the caller's memory that an input takes at the start of each run.
struct Binding {
  int population = -1, field = -1;
  const double *values = nullptr;
  double scale = 1;
  std::vector<double> scaled;
  rt::View view;
};

struct ProgramReference {
  explicit ProgramReference(neuro_program *program) : program(neuro_program_retain(program)) {}
  ~ProgramReference() { neuro_program_free(program); }
  ProgramReference(const ProgramReference &) = delete;
  ProgramReference &operator=(const ProgramReference &) = delete;
  const Program &operator*() const { return program->content; }
  const Program *operator->() const { return &program->content; }
  neuro_program *program;
};

} // namespace neuro::api

struct neuro_sim {
  explicit neuro_sim(neuro_program *program) : program(program) {}
  neuro::api::ProgramReference program; ///< outlives `simulation`
  std::unique_ptr<neuro::rt::Simulation> simulation;
  std::atomic<bool> busy{false}, stop{false};
  std::atomic<int64_t> tick{0}; ///< as of the last run, for other threads
  neuro_on_progress progress = nullptr;
  void *progressUser = nullptr;
  std::vector<std::unique_ptr<neuro_spikes>> spikes;
  std::vector<neuro::api::Binding> bindings;
  const neuro::rt::NetworkPlan &network() const { return simulation->network(); }
};

namespace neuro::api {

struct Failure : std::exception {
  Failure(neuro_status status, std::string message, std::string code = "")
      : status(status), message(std::move(message)), code(std::move(code)) {}
  const char *what() const noexcept override { return message.c_str(); }
  neuro_status status;
  std::string message, code;
};

/// What the runtime says, as an error of `status`; its code and place are kept.
[[noreturn]] void fail(const rt::Error &error, neuro_status status);
/// What was thrown, as an error to return; only within a catch block.
neuro_error *caught() noexcept;

template <class Work> neuro_error *guarded(Work &&work) noexcept {
  try {
    work();
    return nullptr;
  } catch (...) {
    return caught();
  }
}

inline void require(bool condition, const char *message) {
  if (!condition)
    throw Failure(NEURO_INVALID, message);
}

/// The only one to use a simulation, or NEURO_BUSY.
class Use {
public:
  explicit Use(neuro_sim *sim) : sim(sim) {
    require(sim, "there is no sim (a NULL)");
    if (sim->busy.exchange(true, std::memory_order_acquire))
      throw Failure(NEURO_BUSY, "another thread uses this sim, or a callback of it");
  }
  ~Use() { sim->busy.store(false, std::memory_order_release); }
  Use(const Use &) = delete;
  Use &operator=(const Use &) = delete;

private:
  neuro_sim *sim;
};

/// A sim that is only looked at. Looking changes nothing a caller sees, so such
/// functions take a pointer to const; a run at the same time is still an error.
inline neuro_sim *looked(const neuro_sim *sim) { return const_cast<neuro_sim *>(sim); }

/// Fills the caller's struct as far as the caller knows it.
template <class Struct> void give(Struct *out, Struct value) {
  require(out, "there is nowhere to write to (a NULL)");
  const size_t size = out->size;
  require(size >= sizeof(size_t), "`size` of the struct is not set");
  value.size = size;
  std::memcpy(out, &value, std::min(size, sizeof(Struct)));
}
/// The caller's options, those it does not know being zero; all zero for NULL.
template <class Struct> Struct take(const Struct *in) {
  Struct value{};
  if (!in)
    return value;
  require(in->size >= sizeof(size_t), "`size` of the options is not set");
  std::memcpy(static_cast<void *>(&value), in, std::min(in->size, sizeof(Struct)));
  return value;
}

/// "; did you mean 'V'?", or nothing.
std::string suggestion(const std::string &name, const std::vector<std::string> &known);

/// What a path such as "E[0..10].exc.I" names.
struct Target {
  int parameter = -1;  ///< of the network; then nothing else
  int projection = -1; ///< whose synapses; then `view` is empty
  rt::View view;
  int population = -1; ///< where the view is one whole population
  std::string name;    ///< "exc.I"
  rt::UnitText unit;
};
/// The elements that the beginning of `path` names; `rest` is what follows the
/// dot after them, or empty.
rt::View parseView(const neuro_sim &sim, const std::string &path, std::string &rest);
Target parsePath(const neuro_sim &sim, const char *path);
/// Of the field of an element population, or of a setting of a source; false if there
/// is none that has a value.
bool unitOf(const neuro_sim &sim, int population, const std::string &name, rt::UnitText &unit);

struct FieldEntry {
  std::string_view name;
  rt::UnitText unit;
  neuro_role role = NEURO_STATE;
  int field = -1; ///< of the class; -1: a setting of a source, or a static weight
};
/// What a population lets a host see, in the order of neuro_sim_field.
std::vector<FieldEntry> fieldsOf(const neuro_sim &sim, int population);

/// What the synapses of a projection let a host see; empty for a signal.
std::vector<FieldEntry> synapseFieldsOf(const neuro_sim &sim, int projection);
/// The projection whose name is how `path` begins; -1 if there is none. `length` gets how
/// much of the path that is.
int projectionAt(const neuro_sim &sim, const std::string &path, size_t &length);
/// The same, unless a population, group or selection fits as well.
int synapsesNamed(const neuro_sim &sim, const std::string &path, size_t &length);
/// Values of synapses in coherent units, in the order of neuro_sim_synapses.
rt::EdgeList synapsesOf(const neuro_sim &sim, int projection, const std::vector<std::string> &fields);

neuro_type typeOf(rt::Scalar type);

/// Copies bound inputs in; before each run.
void applyBindings(neuro_sim &sim);
/// Hands what was recorded to callbacks; after each run.
void callListeners(neuro_sim &sim);

/// Network of that name; NULL: the only one or the last.
int networkCalled(const Program &program, const char *name);
/// A setting's value in coherent units, and the number of its parameter.
std::pair<int, double> settingOf(const rt::NetworkPlan &network, const neuro_setting &setting);
/// NULL and "auto": none in particular.
std::optional<rt::Layout> layoutCalled(const char *name);

} // namespace neuro::api

#endif // NEURO_RUNTIME_API_OBJECTS_H
