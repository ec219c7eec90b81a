//===- neuro.hpp - neuro.h for C++17 ----------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nothing but neuro.h with owners, spans and exceptions; all of it is inline, so the
// library's interface stays C. What is said there of threads, units and lifetimes holds
// here: a Program outlives its Engine, a Sim its Program.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_HPP
#define NEURO_HPP

#include "neuro.h"

#include <functional>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace neuro {

/// `count` values side by side that belong to someone else; what std::span is in C++20.
template <class T> class Span {
public:
  Span() = default;
  Span(T *data, size_t count) : first(data), count(count) {}
  /// Of anything with data() and size(): vectors, arrays.
  template <class Range,
            class = std::enable_if_t<std::is_convertible_v<
                std::remove_pointer_t<decltype(std::declval<Range &>().data())> (*)[], T (*)[]>>>
  Span(Range &&range) : first(range.data()), count(range.size()) {}

  T *data() const { return first; }
  size_t size() const { return count; }
  bool empty() const { return count == 0; }
  T *begin() const { return first; }
  T *end() const { return first + count; }
  T &operator[](size_t k) const { return first[k]; }

private:
  T *first = nullptr;
  size_t count = 0;
};

/// Thrown where neuro.h returns an error.
class Error : public std::runtime_error {
public:
  Error(neuro_status status, const std::string &message, std::string code)
      : std::runtime_error(message), status(status), code(std::move(code)) {}
  neuro_status status;
  std::string code; ///< "E0203", or ""
};

inline void check(neuro_error *error) {
  if (!error)
    return;
  const std::unique_ptr<neuro_error, void (*)(neuro_error *)> owner(error, neuro_error_free);
  throw Error(neuro_error_status(error), neuro_error_message(error), neuro_error_code(error));
}

/// A compiled model; copies share it.
class Program {
public:
  /// Takes a reference over.
  explicit Program(neuro_program *program) : handle(program, neuro_program_free) {}
  neuro_program *get() const { return handle.get(); }
  std::vector<std::string> networks() const {
    std::vector<std::string> names;
    for (size_t n = 0; n < neuro_program_networks(get()); ++n)
      names.emplace_back(neuro_program_network(get(), n));
    return names;
  }

private:
  std::shared_ptr<neuro_program> handle;
};

/// Every severity of diagnostic, in the order of the text.
using OnDiagnostic = std::function<void(const neuro_diagnostic &)>;

class Engine {
public:
  explicit Engine(const neuro_engine_options *options = nullptr)
      : handle(nullptr, neuro_engine_free) {
    neuro_engine *made = nullptr;
    check(neuro_engine_create(options, &made));
    handle.reset(made);
  }
  /// `on_diagnostic` must not throw.
  Program compile(const std::string &source, const std::string &name = "program.neuro",
                  const neuro_compile_options *options = nullptr,
                  const OnDiagnostic &on_diagnostic = {}) const {
    neuro_program *made = nullptr;
    check(neuro_program_compile(handle.get(), source.c_str(), name.c_str(), options,
                                on_diagnostic ? &pass : nullptr,
                                const_cast<OnDiagnostic *>(&on_diagnostic), &made));
    return Program(made);
  }
  Program compileFile(const std::string &path, const neuro_compile_options *options = nullptr,
                      const OnDiagnostic &on_diagnostic = {}) const {
    neuro_program *made = nullptr;
    check(neuro_program_compile_file(handle.get(), path.c_str(), options,
                                     on_diagnostic ? &pass : nullptr,
                                     const_cast<OnDiagnostic *>(&on_diagnostic), &made));
    return Program(made);
  }

  /// What `nc build --shared` made.
  Program load(const std::string &path) const {
    neuro_program *made = nullptr;
    check(neuro_program_load(handle.get(), path.c_str(), &made));
    return Program(made);
  }
  /// neuro_model_NAME of a header of `nc build`.
  Program linked(const neuro_model &model) const {
    neuro_program *made = nullptr;
    check(neuro_program_from_model(handle.get(), &model, &made));
    return Program(made);
  }

  /// From any thread: compilations under way throw Error (NEURO_CANCELLED) soon.
  void cancel() const noexcept { neuro_engine_cancel(handle.get()); }

private:
  std::unique_ptr<neuro_engine, void (*)(neuro_engine *)> handle;
  static void pass(const neuro_diagnostic *diagnostic, void *user) {
    (*static_cast<OnDiagnostic *>(user))(*diagnostic);
  }
};

struct Setting {
  std::string name;
  double value;     ///< in `unit`
  std::string unit; ///< empty: the parameter's own
};

struct SimOptions {
  double dt = 0.1; ///< ms
  uint64_t seed = 1;
  int threads = 0;     ///< 0: as many as pay off
  std::string network; ///< empty: the only one, or the last
  std::vector<Setting> settings;
  uint64_t memoryLimit = 0; ///< bytes; 0: the machine's
};

/// Spikes as two columns of equal length.
struct Events {
  std::vector<int64_t> ticks;
  std::vector<uint32_t> elements;
  size_t size() const { return ticks.size(); }
};

/// Ends of the synapses of a projection, and delays in ms.
struct Synapses {
  std::vector<uint32_t> sources, targets;
  std::vector<double> delays;
  size_t size() const { return sources.size(); }
};

/// What Sim::listen gives; lives as long as its Sim, or until Sim::unlisten.
class Spikes {
public:
  explicit Spikes(neuro_spikes *spikes) : handle(spikes) {}
  neuro_spikes *get() const { return handle; }
  size_t waiting() const { return neuro_spikes_waiting(handle); }
  /// What has come since the last drain; vectors keep their memory from call to call.
  void drain(Events &out) const {
    size_t count = waiting();
    out.ticks.resize(count);
    out.elements.resize(count);
    check(neuro_spikes_drain(handle, out.ticks.data(), out.elements.data(), count, &count));
    out.ticks.resize(count);
    out.elements.resize(count);
  }
  Events drain() const {
    Events out;
    drain(out);
    return out;
  }

private:
  neuro_spikes *handle;
};

/// One network and its state. Not copied; used by one thread at a time.
class Sim {
public:
  explicit Sim(const Program &program, const SimOptions &options = {})
      : handle(nullptr, neuro_sim_free) {
    std::vector<neuro_setting> settings;
    for (const Setting &setting : options.settings)
      settings.push_back({setting.name.c_str(), setting.value,
                          setting.unit.empty() ? nullptr : setting.unit.c_str()});
    neuro_sim_options plain{};
    plain.size = sizeof plain;
    plain.dt = options.dt;
    plain.seed = options.seed;
    plain.threads = options.threads;
    plain.network = options.network.empty() ? nullptr : options.network.c_str();
    plain.settings = settings.data();
    plain.setting_count = settings.size();
    plain.memory_limit = options.memoryLimit;
    neuro_sim *made = nullptr;
    check(neuro_sim_create(program.get(), &plain, &made));
    handle.reset(made);
  }
  neuro_sim *get() const { return handle.get(); }

  int64_t tick() const { return neuro_sim_tick(get()); }
  double dt() const { return neuro_sim_dt(get()); }     ///< ms
  double time() const { return neuro_sim_time(get()); } ///< ms
  int threads() const { return neuro_sim_threads(get()); }

  /// The ticks done: fewer than asked for only after a cancel.
  int64_t run(int64_t ticks = 1) {
    int64_t done = 0;
    check(neuro_sim_run(get(), ticks, &done));
    return done;
  }
  int64_t runUntil(double milliseconds) {
    int64_t done = 0;
    check(neuro_sim_run_until(get(), milliseconds, &done));
    return done;
  }
  void cancel() noexcept { neuro_sim_cancel(get()); }
  void reset() { check(neuro_sim_reset(get())); }
  void checkpoint(const std::string &path) { check(neuro_sim_checkpoint(get(), path.c_str())); }
  void restore(const std::string &path) { check(neuro_sim_restore(get(), path.c_str())); }

  void set(const char *path, double value) { check(neuro_sim_set(get(), path, &value, 1)); }
  void set(const char *path, Span<const double> values) {
    check(neuro_sim_set(get(), path, values.data(), values.size()));
  }
  std::vector<double> get(const char *path) const {
    size_t count = 0;
    check(neuro_sim_get(get(), path, nullptr, 0, &count));
    std::vector<double> values(count);
    if (count > 0)
      check(neuro_sim_get(get(), path, values.data(), count, nullptr));
    return values;
  }
  /// The number of values; no memory is allocated for them.
  size_t get(const char *path, Span<double> out) const {
    size_t count = 0;
    check(neuro_sim_get(get(), path, out.data(), out.size(), &count));
    return count;
  }
  /// The values as they are stored (in the unit times `scale`); T is the field's type.
  template <class T> Span<T> view(const char *path) {
    neuro_view view{};
    view.size = sizeof view;
    check(neuro_sim_view(get(), path, &view));
    constexpr neuro_type type = std::is_same_v<std::remove_const_t<T>, float>    ? NEURO_F32
                                : std::is_same_v<std::remove_const_t<T>, double> ? NEURO_F64
                                                                                 : NEURO_I32;
    static_assert(type != NEURO_I32 || std::is_same_v<std::remove_const_t<T>, int32_t>,
                  "fields are float, double or int32_t");
    if (view.type != type)
      throw Error(NEURO_INVALID, std::string(path) + " is stored as another type", "");
    size_t count = 1;
    for (size_t axis = 0; axis < view.rank; ++axis)
      count *= static_cast<size_t>(view.shape[axis]);
    return {static_cast<T *>(view.data), count};
  }
  /// `values` are read at the start of each run and must stay.
  void bind(const char *path, Span<const double> values) {
    check(neuro_sim_bind(get(), path, values.data(), values.size()));
  }
  void unbind(const char *path) { check(neuro_sim_bind(get(), path, nullptr, 0)); }

  void push(const char *population, Span<const uint32_t> elements, Span<const int64_t> ticks) {
    if (elements.size() != ticks.size())
      throw Error(NEURO_INVALID, "events need as many ticks as elements", "");
    check(neuro_sim_push_events(get(), population, elements.data(), ticks.data(), ticks.size()));
  }
  /// Spike times (ms) of a SpikeTrain: of every element, or one of elements[k] each.
  void setTimes(const char *view, Span<const double> times, Span<const uint32_t> elements = {}) {
    if (!elements.empty() && elements.size() != times.size())
      throw Error(NEURO_INVALID, "times need as many elements", "");
    check(neuro_sim_set_times(get(), view, elements.empty() ? nullptr : elements.data(),
                              times.data(), times.size()));
  }
  /// By target, then source, in the order of the values that get("LABEL.w") gives.
  Synapses synapses(const char *projection) const {
    size_t count = 0;
    check(neuro_sim_synapses(get(), projection, nullptr, nullptr, nullptr, 0, &count));
    Synapses out;
    out.sources.resize(count);
    out.targets.resize(count);
    out.delays.resize(count);
    if (count > 0)
      check(neuro_sim_synapses(get(), projection, out.sources.data(), out.targets.data(),
                               out.delays.data(), count, &count));
    return out;
  }
  Spikes listen(const char *view) {
    neuro_spikes *spikes = nullptr;
    check(neuro_sim_listen(get(), view, nullptr, nullptr, &spikes));
    return Spikes(spikes);
  }
  /// What was not drained is lost; `spikes` and its copies are of no more use.
  void unlisten(const Spikes &spikes) { check(neuro_sim_unlisten(get(), spikes.get())); }

  neuro_counters counters() const {
    neuro_counters counters{};
    counters.size = sizeof counters;
    check(neuro_sim_counters(get(), &counters));
    return counters;
  }

private:
  std::unique_ptr<neuro_sim, void (*)(neuro_sim *)> handle;
};

} // namespace neuro

#endif // NEURO_HPP
