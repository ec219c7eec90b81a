//===- EventsTable.cpp - Events as columns of numbers ----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// .npz and .csv files of events: a column of times (`time_ms`, `time_us`, `time_s`),
// a column of addresses (`element`, `neuron`, `unit` or `channel`; or `x`, `y` and `p`
// of a camera, whose size may be told by arrays `height` and `width`), and for
// several recordings a column `sample` with the number of each event's recording
// and, in .npz, `labels` with one entry a recording.
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Dataset.h"
#include "runtime/io/NumericArray.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

using namespace neuro::rt;

namespace {

class RecordedDataset : public LabelledEvents {
public:
  std::vector<EventRecording> recordings;
  EventExtent size;

  int64_t samples() const override { return static_cast<int64_t>(recordings.size()); }
  EventExtent extent() const override { return size; }
  Result<EventRecording> events(int64_t k) const override {
    return recordings[static_cast<size_t>(k)];
  }
};

/// Columns by name, from either kind of file.
struct Columns {
  std::string path;
  std::vector<std::string> names;
  bool archive = false;
  CsvTable table;

  bool has(const std::string &name) const {
    return std::find(names.begin(), names.end(), name) != names.end();
  }
  Result<std::vector<double>> get(const std::string &name) const {
    std::vector<double> out;
    if (archive) {
      Result<NumericArray> array = readNpz(path, name);
      if (!array)
        return array.error();
      if (array->shape.size() > 1)
        return Error{fmt::format("E0703: the array '{}' of '{}' has {} dimensions; one is needed",
                                 name, path, array->shape.size()), ""};
      for (int64_t k = 0; k < array->count(); ++k)
        out.push_back(array->at(k));
      return out;
    }
    const int column = table.find(name);
    for (size_t k = static_cast<size_t>(column); k < table.values.size(); k += table.columns.size())
      out.push_back(table.values[k]);
    return out;
  }
};

} // namespace

Result<std::shared_ptr<Dataset>> neuro::rt::openEventsTable(const std::string &path) {
  Columns columns;
  columns.path = path;
  columns.archive = path.size() > 4 && path.compare(path.size() - 4, 4, ".npz") == 0;
  if (columns.archive) {
    Result<std::vector<std::string>> names = listNpz(path);
    if (!names)
      return names.error();
    columns.names = std::move(*names);
  } else {
    Result<CsvTable> table = readCsv(path);
    if (!table)
      return table.error();
    columns.table = std::move(*table);
    columns.names = columns.table.columns;
  }
  auto first = [&](std::initializer_list<const char *> names) -> std::string {
    for (const char *name : names)
      if (columns.has(name))
        return name;
    return "";
  };
  const std::string time = first({"time_ms", "time_us", "time_s"});
  const std::string address = first({"element", "neuron", "unit", "channel"});
  const bool camera = columns.has("x") && columns.has("y") && columns.has("p");
  if (time.empty() || (address.empty() && !camera)) {
    std::string known;
    for (const std::string &name : columns.names)
      known += (known.empty() ? "" : ", ") + name.substr(0, 40);
    return Error{fmt::format("E0703: '{}' needs a column time_ms, time_us or time_s and a column "
                             "element, neuron, unit or channel (or x, y and p); it has {}", path,
                             known.substr(0, 400)), ""};
  }
  const double scale = time == "time_ms" ? 1 : time == "time_us" ? 1e-3 : 1e3;
  Result<std::vector<double>> times = columns.get(time);
  if (!times)
    return times.error();
  auto out = std::make_shared<RecordedDataset>();
  std::vector<double> elements;
  auto whole = [&](const std::vector<double> &values, const char *name,
                   double limit) -> std::optional<Error> {
    if (values.size() != times->size())
      return Error{fmt::format("E0703: '{}' has {} times but {} entries of '{}'", path,
                               times->size(), values.size(), name), ""};
    for (size_t k = 0; k < values.size(); ++k)
      if (!(values[k] >= 0 && values[k] < limit) || values[k] != std::floor(values[k]))
        return Error{fmt::format("E0702: '{}': entry {} of '{}' is {:g}, not a number of an element",
                                 path, k, name, values[k]), ""};
    return std::nullopt;
  };
  if (!address.empty()) {
    Result<std::vector<double>> got = columns.get(address);
    if (!got)
      return got.error();
    if (auto bad = whole(*got, address.c_str(), 4294967296.0))
      return *bad;
    elements = std::move(*got);
  } else {
    std::vector<double> part[3];
    static constexpr const char *names[] = {"x", "y", "p"};
    double extent[3];
    for (int d = 0; d < 3; ++d) {
      Result<std::vector<double>> got = columns.get(names[d]);
      if (!got)
        return got.error();
      if (auto bad = whole(*got, names[d], d == 2 ? 2 : 65536))
        return *bad;
      part[d] = std::move(*got);
      extent[d] = part[d].empty() ? 1 : *std::max_element(part[d].begin(), part[d].end()) + 1;
    }
    for (int d = 0; d < 2; ++d)
      if (const char *name = d ? "height" : "width"; columns.archive && columns.has(name)) {
        Result<std::vector<double>> told = columns.get(name);
        if (!told)
          return told.error();
        if (told->size() != 1 || !((*told)[0] >= extent[d] && (*told)[0] <= 65536))
          return Error{fmt::format("E0703: '{}': events lie outside the '{}' it tells", path, name),
                       ""};
        extent[d] = (*told)[0];
      }
    out->size.camera = true;
    out->size.polarities = 2;
    out->size.width = static_cast<int64_t>(extent[0]);
    out->size.height = static_cast<int64_t>(extent[1]);
    elements.resize(times->size());
    for (size_t k = 0; k < elements.size(); ++k)
      elements[k] = (part[2][k] * extent[1] + part[1][k]) * extent[0] + part[0][k];
  }
  std::vector<double> samples;
  if (columns.has("sample")) {
    Result<std::vector<double>> got = columns.get("sample");
    if (!got)
      return got.error();
    if (auto bad = whole(*got, "sample", 1e7))
      return *bad;
    samples = std::move(*got);
  }
  if (columns.archive && columns.has("labels")) {
    Result<std::vector<double>> got = columns.get("labels");
    if (!got)
      return got.error();
    out->labels = std::move(*got);
  }
  size_t count = std::max<size_t>(1, out->labels.size());
  for (double s : samples)
    count = std::max(count, static_cast<size_t>(s) + 1);
  if (!out->labels.empty() && count != out->labels.size())
    return Error{fmt::format("E0703: '{}' has {} recordings but {} labels", path, count,
                             out->labels.size()), ""};
  out->recordings.resize(count);
  for (size_t k = 0; k < times->size(); ++k) {
    EventRecording &recording = out->recordings[samples.empty() ? 0 : static_cast<size_t>(samples[k])];
    recording.element.push_back(static_cast<uint32_t>(elements[k]));
    recording.time.push_back((*times)[k] * scale);
  }
  for (EventRecording &recording : out->recordings)
    if (Result<void> r = finishRecording(recording, path); !r)
      return r.error();
  return std::shared_ptr<Dataset>(std::move(out));
}
