//===- EventsNmnist.cpp - Recordings of 40-bit events -----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The files of N-MNIST (Orchard et al. 2015, Front. Neurosci. 9:437): five bytes an
// event, x, y, then polarity (highest bit) and 23 bits of time in us. The sensor
// has 34 x 34 pixels. A folder holds folders named by their label.
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Dataset.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>

using namespace neuro::rt;
namespace fs = std::filesystem;

static constexpr int SIDE = 34;
static constexpr size_t MAX_FILES = 10000000;

namespace {

class NmnistDataset : public LabelledEvents {
public:
  std::vector<std::string> files;

  int64_t samples() const override { return static_cast<int64_t>(files.size()); }
  EventExtent extent() const override { return {2, SIDE, SIDE, true}; }
  Result<EventRecording> events(int64_t k) const override {
    const std::string &path = files[static_cast<size_t>(k)];
    std::ifstream in(path, std::ios::binary);
    if (!in)
      return Error{fmt::format("E0701: cannot read '{}'", path), ""};
    EventRecording out;
    unsigned char e[5];
    for (uint64_t offset = 0; in.read(reinterpret_cast<char *>(e), 5); offset += 5) {
      if (e[0] >= SIDE || e[1] >= SIDE)
        return Error{fmt::format("E0702: '{}': the event at byte {} is at pixel {}, {}; the sensor "
                                 "has {} x {}", path, offset, e[0], e[1], SIDE, SIDE), ""};
      if (out.time.size() >= static_cast<size_t>(MAX_EVENTS))
        return Error{fmt::format("E0703: '{}' has more than {} events", path, MAX_EVENTS), ""};
      out.element.push_back(static_cast<uint32_t>(((e[2] >> 7) * SIDE + e[1]) * SIDE + e[0]));
      out.time.push_back(((e[2] & 127) << 16 | e[3] << 8 | e[4]) * 1e-3);
    }
    if (in.gcount() != 0)
      return Error{fmt::format("E0702: '{}' ends within an event of five bytes (at byte {})", path,
                               out.time.size() * 5), ""};
    if (Result<void> r = finishRecording(out, path); !r)
      return r.error();
    return out;
  }
};

} // namespace

Result<std::shared_ptr<Dataset>> neuro::rt::openEventsNmnist(const std::string &path) {
  auto out = std::make_shared<NmnistDataset>();
  std::error_code failure;
  if (!fs::is_directory(path, failure)) {
    out->files.push_back(path);
    return std::shared_ptr<Dataset>(std::move(out));
  }
  std::vector<std::pair<double, std::string>> found;
  for (fs::directory_iterator folder(path, failure), end; !failure && folder != end;
       folder.increment(failure)) {
    const std::string name = folder->path().filename().string();
    char *rest = nullptr;
    const double label = std::strtod(name.c_str(), &rest);
    if (name.empty() || *rest || !folder->is_directory(failure))
      continue;
    for (fs::directory_iterator file(folder->path(), failure); !failure && file != end;
         file.increment(failure))
      if (file->path().extension() == ".bin" && found.size() < MAX_FILES)
        found.emplace_back(label, file->path().string());
  }
  if (failure)
    return Error{fmt::format("E0701: cannot read the folder '{}': {}", path, failure.message()), ""};
  if (found.empty())
    return Error{fmt::format("E0703: the folder '{}' has no folders named by a label with .bin files",
                             path), ""};
  std::sort(found.begin(), found.end());
  for (auto &[label, file] : found) {
    out->labels.push_back(label);
    out->files.push_back(std::move(file));
  }
  return std::shared_ptr<Dataset>(std::move(out));
}
