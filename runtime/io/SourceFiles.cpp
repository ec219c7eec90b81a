//===- SourceFiles.cpp - Events that sources replay from files ------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Dataset.h"
#include "runtime/io/NetworkFiles.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

using namespace neuro::rt;

std::optional<Error> neuro::rt::wrongShape(const EventExtent &extent,
                                           const std::vector<int64_t> &shape,
                                           const std::string &population) {
  if (!extent.camera ||
      (shape.size() == 3 && shape[0] == extent.polarities && shape[1] == extent.height &&
       shape[2] == extent.width))
    return std::nullopt;
  return Error{fmt::format("E0703: the events are of a camera with {} x {} x {} elements "
                           "(polarity, height, width), but '{}' has another shape",
                           extent.polarities, extent.height, extent.width, population),
               ""};
}

Result<FileEvents> neuro::rt::readSourceEvents(const std::string &path,
                                               const std::vector<int64_t> &shape,
                                               const std::string &population, double pause,
                                               double dt) {
  if (!(pause >= 0))
    return Error{"pause cannot be negative", ""};
  Result<std::shared_ptr<Dataset>> opened = openEvents(path);
  if (!opened)
    return opened.error();
  const Dataset &set = **opened;
  if (std::optional<Error> wrong = wrongShape(set.extent(), shape, population))
    return *wrong;
  FileEvents out;
  double start = 0;
  for (int64_t k = 0; k < set.samples(); ++k) {
    Result<EventRecording> recording = set.events(k);
    if (!recording)
      return recording.error();
    if (out.elements.size() + recording->element.size() > static_cast<size_t>(MAX_EVENTS))
      return Error{fmt::format("E0703: '{}' has more than {} events; present its samples one by "
                               "one", path, MAX_EVENTS), ""};
    for (size_t n = 0; n < recording->element.size(); ++n) {
      out.elements.push_back(recording->element[n]);
      out.ticks.push_back(
          std::max<int64_t>(1, std::llround((start + recording->time[n]) / dt)));
    }
    if (!recording->time.empty())
      start += recording->time.back() + pause;
  }
  return out;
}
