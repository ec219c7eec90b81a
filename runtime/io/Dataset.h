//===- Dataset.h - Labelled samples from files ------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `data NAME = …` names: samples that are images (numbers of one extent) or
// recordings of events, usually with a label each. Images stay in the bytes of
// their file; recordings of HDF5 files are read when they are asked for.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_IO_DATASET_H
#define NEURO_RUNTIME_IO_DATASET_H

#include "runtime/core/Result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace neuro::rt {

/// Events of one recording in order of time. Addresses are element numbers: the
/// channel, or (polarity*height + y)*width + x of a camera.
struct EventRecording {
  std::vector<uint32_t> element;
  std::vector<double> time; ///< ms from the start of the recording
};

/// The elements event addresses refer to.
struct EventExtent {
  /// Channels, or polarities x height x width; 0: the file does not say.
  int64_t polarities = 0, height = 0, width = 0;
  bool camera = false;
  int64_t elements() const { return camera ? polarities * height * width : width; }
};

class Dataset {
public:
  virtual ~Dataset() = default;
  virtual int64_t samples() const = 0;
  virtual bool hasLabels() const { return false; }
  virtual bool hasImages() const { return false; }
  virtual bool hasEvents() const { return false; }
  /// NaN beyond the data.
  virtual double label(int64_t) const;
  virtual int64_t imageSize() const { return 0; }
  /// Writes imageSize() numbers, as the file has them.
  virtual void image(int64_t, double *) const {}
  virtual EventExtent extent() const { return {}; }
  virtual Result<EventRecording> events(int64_t) const;
};

/// Recordings of events: each has a label, or none has.
class LabelledEvents : public Dataset {
public:
  std::vector<double> labels; ///< one a recording, or empty

  bool hasLabels() const override { return !labels.empty(); }
  bool hasEvents() const override { return true; }
  double label(int64_t k) const override;
};

/// Events a reader gives at most for one recording.
constexpr int64_t MAX_EVENTS = int64_t(1) << 28;

/// Opens what `data` describes: `reader` is idx, npz, csv or events; `arguments`
/// as written, file names relative to `directory` unless absolute. Errors are
/// E0701 (cannot be read), E0702 (damaged or of another format, with the offset),
/// E0703 (parts that do not fit each other), E0704 (a form that is not read).
Result<std::shared_ptr<Dataset>>
openDataset(const std::string &reader,
            const std::vector<std::pair<std::string, std::string>> &arguments,
            const std::string &directory);

/// Recordings in one file: .h5/.hdf5 (as the Spiking Heidelberg Digits: spikes/times
/// in s and spikes/units of variable length, labels), .aedat4, .npz and .csv
/// (columns; see the language reference), .bin (N-MNIST), or a directory of
/// .bin files in folders named by their label.
Result<std::shared_ptr<Dataset>> openEvents(const std::string &path);

// One reader each; `path` exists.
Result<std::shared_ptr<Dataset>> openEventsHdf5(const std::string &path);
Result<std::shared_ptr<Dataset>> openEventsAedat4(const std::string &path);
Result<std::shared_ptr<Dataset>> openEventsTable(const std::string &path);
Result<std::shared_ptr<Dataset>> openEventsNmnist(const std::string &path);

/// Sorts by time, then element, and checks addresses and times.
Result<void> finishRecording(EventRecording &recording, const std::string &path);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_IO_DATASET_H
