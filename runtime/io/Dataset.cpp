//===- Dataset.cpp - Labelled samples from files ---------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Dataset.h"

#include "runtime/io/NumericArray.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <limits>
#include <numeric>

using namespace neuro::rt;

double Dataset::label(int64_t) const { return std::numeric_limits<double>::quiet_NaN(); }
Result<EventRecording> Dataset::events(int64_t) const {
  return Error{"E0703: the samples of this data set are images, not events", ""};
}

double LabelledEvents::label(int64_t k) const {
  return k >= 0 && static_cast<size_t>(k) < labels.size() ? labels[static_cast<size_t>(k)]
                                                          : Dataset::label(k);
}

Result<void> neuro::rt::finishRecording(EventRecording &recording, const std::string &path) {
  const size_t count = recording.time.size();
  for (size_t k = 0; k < count; ++k)
    if (!(recording.time[k] >= 0 && recording.time[k] < 1e15))
      return Error{fmt::format("E0702: '{}': event {} has the impossible time {:g} ms", path, k,
                               recording.time[k]), ""};
  auto before = [&](size_t a, size_t b) {
    return recording.time[a] != recording.time[b] ? recording.time[a] < recording.time[b]
                                                  : recording.element[a] < recording.element[b];
  };
  bool sorted = true;
  for (size_t k = 1; k < count && sorted; ++k)
    sorted = !before(k, k - 1);
  if (sorted)
    return {};
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), size_t(0));
  std::sort(order.begin(), order.end(), before);
  EventRecording out;
  for (size_t k : order) {
    out.element.push_back(recording.element[k]);
    out.time.push_back(recording.time[k]);
  }
  recording = std::move(out);
  return {};
}

namespace {

/// Images and labels held in memory.
class ArrayDataset : public Dataset {
public:
  int64_t count = 0, size = 0;
  NumericArray images, labels;
  bool imagesGiven = false, labelsGiven = false;

  int64_t samples() const override { return count; }
  bool hasLabels() const override { return labelsGiven; }
  bool hasImages() const override { return imagesGiven; }
  int64_t imageSize() const override { return size; }
  double label(int64_t k) const override {
    return labelsGiven && k >= 0 && k < count ? labels.at(k)
                                              : std::numeric_limits<double>::quiet_NaN();
  }
  void image(int64_t k, double *out) const override {
    for (int64_t p = 0; p < size; ++p)
      out[p] = images.at(k * size + p);
  }
};

/// The same from a table of text.
class TableDataset : public Dataset {
public:
  CsvTable table;
  std::vector<size_t> pixels;
  int labelColumn = -1;

  int64_t samples() const override { return table.rows(); }
  bool hasLabels() const override { return labelColumn >= 0; }
  bool hasImages() const override { return !pixels.empty(); }
  int64_t imageSize() const override { return static_cast<int64_t>(pixels.size()); }
  double label(int64_t k) const override {
    return labelColumn >= 0 && k >= 0 && k < samples()
               ? table.values[static_cast<size_t>(k) * table.columns.size() +
                              static_cast<size_t>(labelColumn)]
               : std::numeric_limits<double>::quiet_NaN();
  }
  void image(int64_t k, double *out) const override {
    for (size_t p = 0; p < pixels.size(); ++p)
      out[p] = table.values[static_cast<size_t>(k) * table.columns.size() + pixels[p]];
  }
};

class Arguments {
public:
  const std::vector<std::pair<std::string, std::string>> &list;
  const std::string &directory;

  std::string get(std::string_view name, std::string otherwise = "") const {
    for (const auto &[key, value] : list)
      if (key == name)
        return value;
    return otherwise;
  }
  bool given(std::string_view name) const {
    return std::any_of(list.begin(), list.end(), [&](auto &p) { return p.first == name; });
  }
  std::string path(std::string_view name) const {
    std::string file = get(name);
    return file.empty() || file[0] == '/' || directory.empty() ? file : directory + "/" + file;
  }
};

Result<std::shared_ptr<Dataset>> fromArrays(std::shared_ptr<ArrayDataset> out,
                                            const std::string &path) {
  if (out->imagesGiven) {
    if (out->images.shape.empty())
      return Error{fmt::format("E0703: the images of '{}' are a single number", path), ""};
    out->count = out->images.shape[0];
    out->size = 1;
    for (size_t d = 1; d < out->images.shape.size(); ++d)
      out->size *= out->images.shape[d];
  }
  if (out->labelsGiven) {
    if (out->labels.shape.size() != 1)
      return Error{fmt::format("E0703: the labels of '{}' have {} dimensions; one label a sample is "
                               "needed", path, out->labels.shape.size()), ""};
    if (out->imagesGiven && out->labels.shape[0] != out->count)
      return Error{fmt::format("E0703: '{}' has {} images but {} labels", path, out->count,
                               out->labels.shape[0]), ""};
    out->count = out->labels.shape[0];
  }
  return std::shared_ptr<Dataset>(std::move(out));
}

Result<std::shared_ptr<Dataset>> openIdx(const Arguments &arguments) {
  auto out = std::make_shared<ArrayDataset>();
  Result<NumericArray> images = readIdx(arguments.path("images"));
  if (!images)
    return images.error();
  Result<NumericArray> labels = readIdx(arguments.path("labels"));
  if (!labels)
    return labels.error();
  out->images = std::move(*images);
  out->labels = std::move(*labels);
  out->imagesGiven = out->labelsGiven = true;
  return fromArrays(std::move(out), arguments.path("images"));
}

Result<std::shared_ptr<Dataset>> openNpz(const Arguments &arguments) {
  const std::string path = arguments.path("file");
  auto out = std::make_shared<ArrayDataset>();
  Result<std::vector<std::string>> names = listNpz(path);
  if (!names)
    return names.error();
  auto read = [&](const char *which, NumericArray &into, bool &given) -> Result<void> {
    const std::string name = arguments.get(which, which);
    // Without its argument a part may be absent.
    if (!arguments.given(which) &&
        std::find(names->begin(), names->end(), name) == names->end())
      return {};
    Result<NumericArray> array = readNpz(path, name);
    if (!array)
      return array.error();
    into = std::move(*array);
    given = true;
    return {};
  };
  if (Result<void> r = read("images", out->images, out->imagesGiven); !r)
    return r.error();
  if (Result<void> r = read("labels", out->labels, out->labelsGiven); !r)
    return r.error();
  if (!out->imagesGiven && !out->labelsGiven) {
    std::string known;
    for (size_t k = 0; k < names->size() && k < 20; ++k)
      known += (known.empty() ? "" : ", ") + (*names)[k];
    return Error{fmt::format("E0703: '{}' has neither 'images' nor 'labels' but {}; name them: "
                             "npz(\"…\", images = \"…\", labels = \"…\")", path,
                             known.empty() ? "nothing" : known), ""};
  }
  return fromArrays(std::move(out), path);
}

Result<std::shared_ptr<Dataset>> openCsv(const Arguments &arguments) {
  const std::string path = arguments.path("file");
  Result<CsvTable> table = readCsv(path);
  if (!table)
    return table.error();
  auto out = std::make_shared<TableDataset>();
  out->table = std::move(*table);
  const std::string label = arguments.get("labels", "label"), prefix = arguments.get("images");
  out->labelColumn = out->table.find(label);
  if (out->labelColumn < 0 && arguments.given("labels"))
    return Error{fmt::format("E0703: '{}' has no column '{}'", path, label), ""};
  for (size_t k = 0; k < out->table.columns.size(); ++k)
    if (static_cast<int>(k) != out->labelColumn &&
        out->table.columns[k].compare(0, prefix.size(), prefix) == 0)
      out->pixels.push_back(k);
  if (out->pixels.empty() && !prefix.empty())
    return Error{fmt::format("E0703: '{}' has no columns that begin with '{}'", path, prefix), ""};
  return std::shared_ptr<Dataset>(std::move(out));
}

/// "file.tar.GZ" -> ".gz".
std::string extensionOf(const std::string &path) {
  std::string out = std::filesystem::path(path).extension().string();
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

} // namespace

Result<std::shared_ptr<Dataset>> neuro::rt::openEvents(const std::string &path) {
  std::error_code ignored;
  const bool directory = std::filesystem::is_directory(path, ignored);
  if (!directory && !std::filesystem::is_regular_file(path, ignored))
    return Error{fmt::format("E0701: cannot read '{}'", path), ""};
  const std::string extension = extensionOf(path);
  if (directory || extension == ".bin")
    return openEventsNmnist(path);
  if (extension == ".h5" || extension == ".hdf5")
    return openEventsHdf5(path);
  if (extension == ".aedat4")
    return openEventsAedat4(path);
  if (extension == ".npz" || extension == ".csv")
    return openEventsTable(path);
  return Error{fmt::format("E0704: '{}' is not a file of events that can be read: .h5, .aedat4, "
                           ".npz, .csv, .bin or a folder of .bin files", path), ""};
}

Result<std::shared_ptr<Dataset>>
neuro::rt::openDataset(const std::string &reader,
                       const std::vector<std::pair<std::string, std::string>> &list,
                       const std::string &directory) {
  Arguments arguments{list, directory};
  try {
    if (reader == "idx")
      return openIdx(arguments);
    if (reader == "npz")
      return openNpz(arguments);
    if (reader == "csv")
      return openCsv(arguments);
    if (reader == "events")
      return openEvents(arguments.path("file"));
  } catch (const std::bad_alloc &) {
    return outOfMemory("E0703: the system has no memory left for the data set");
  }
  return Error{fmt::format("E0704: there is no reader '{}'", reader), ""};
}
