//===- Recording.h - What a run recorded, ready to be written ---*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_IO_RECORDING_H
#define NEURO_RUNTIME_IO_RECORDING_H

#include <cstdint>
#include <string>
#include <vector>

namespace neuro::rt {

/// Spikes or other events of one recorded target, in time order.
struct EventSeries {
  std::string name;             ///< "E.spikes"
  std::vector<int64_t> columns; ///< element index of each of its elements, as in the population
  std::vector<uint32_t> element;///< position in `columns`, one entry an event
  std::vector<int64_t> tick;    ///< same length as `element`
};

/// Sampled values of one recorded target.
struct ValueSeries {
  std::string name;             ///< "E[0..10].V", "mean(E.V)"
  std::string unit = "1";       ///< samples are shown in it
  double scale = 1;             ///< coherent value of one `unit`
  std::vector<int64_t> columns; ///< element indices; empty for population functions
  std::vector<int64_t> tick;    ///< one entry a sample
  std::vector<double> samples;  ///< row-major, coherent; rows = tick.size()
  /// Synapses: source and target of each, instead of `columns`. Where they come
  /// and go, row r has entries rowBegin[r] … rowBegin[r + 1] of `source`,
  /// `target` and `samples`.
  std::vector<int64_t> source, target, rowBegin;
  bool synapses = false;
  size_t width() const {
    return synapses ? source.size() : columns.empty() ? 1 : columns.size();
  }
};

struct Recording {
  double dt = 0; ///< ms
  std::vector<EventSeries> events;
  std::vector<ValueSeries> values;
};

/// "E[0..10].V" -> "E.V", unless another target of the recording would get the
/// same name; then brackets become underscores ("E_0_10.V"). Safe as a file
/// name on every system. One entry a series: events first, then values.
std::vector<std::string> fileStems(const Recording &recording);

/// Writes `<directory>/<stem>.csv` for each series, creating the directory.
/// Events: header `neuron,time_ms`. Values: `time_ms,<element>,…`; of synapses
/// `time_ms,source,target,value`, one line each. Returns an error text, empty on
/// success.
std::string writeCsv(const Recording &recording, const std::string &directory);

/// Same as NumPy archives `<stem>.npz`: `neuron` (i8) and `time_ms` (f8), or
/// `time_ms`, `element` and `values` (rows, width); of synapses `time_ms`,
/// `source`, `target` and `values`, and `row_begin` where they come and go.
std::string writeNpz(const Recording &recording, const std::string &directory);

/// A raster picture (SVG) of the recorded spikes between two times (ms), one
/// band a target, with the population rate underneath and up to three panels of
/// sampled values, of at most twelve elements each. `title` is the experiment's
/// name.
std::string writeRaster(const Recording &recording, const std::string &path,
                        const std::string &title, double fromMs, double toMs);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_IO_RECORDING_H
