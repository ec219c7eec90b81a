//===- NetworkFiles.cpp - Positions and connections in files --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/NetworkFiles.h"

#include "runtime/io/EdgeFile.h"
#include "runtime/io/NumericArray.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <map>

using namespace neuro::rt;

namespace {

Error unknownFormat(const std::string &path) {
  return {fmt::format("E0434: '{}' has a format that is not known; .csv and .npz are "
                      "(and .h5 for connections)",
                      path),
          ""};
}

/// Columns of a file by name, whatever its format.
class Columns {
public:
  static Result<Columns> open(const std::string &path) {
    Columns out;
    out.path = path;
    const std::string extension = std::filesystem::path(path).extension().string();
    if (extension == ".csv") {
      Result<CsvTable> table = readCsv(path);
      if (!table)
        return table.error();
      out.table = std::move(*table);
      out.names = out.table.columns;
    } else if (extension == ".npz") {
      Result<std::vector<std::string>> names = listNpz(path);
      if (!names)
        return names.error();
      out.isArchive = true;
      out.names = std::move(*names);
    } else {
      return unknownFormat(path);
    }
    return out;
  }

  /// The first of `known` names that the file has, or empty.
  std::string find(std::initializer_list<const char *> known) const {
    for (const char *name : known)
      if (std::find(names.begin(), names.end(), name) != names.end())
        return name;
    return "";
  }

  Result<std::vector<double>> read(const std::string &name) const {
    std::vector<double> values;
    if (!isArchive) {
      const size_t column = static_cast<size_t>(table.find(name));
      for (size_t k = column; k < table.values.size(); k += table.columns.size())
        values.push_back(table.values[k]);
      return values;
    }
    Result<NumericArray> array = readNpz(path, name);
    if (!array)
      return array.error();
    if (array->shape.size() != 1)
      return Error{fmt::format("E0434: array '{}' of '{}' has {} axes instead of one", name, path,
                               array->shape.size()),
                   ""};
    for (int64_t k = 0; k < array->count(); ++k)
      values.push_back(array->at(k));
    return values;
  }

  Error missing(const char *name) const {
    return {fmt::format("E0434: '{}' has no column '{}'; it has {}", path, name,
                        names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "))),
            ""};
  }

  std::string path;
  std::vector<std::string> names;

private:
  CsvTable table;
  bool isArchive = false;
};

} // namespace

Result<std::vector<double>> neuro::rt::readPositions(const std::string &path) {
  Result<Columns> columns = Columns::open(path);
  if (!columns)
    return columns.error();
  std::vector<double> rows;
  if (columns->find({"x"}).empty() && !columns->find({"positions"}).empty()) {
    Result<NumericArray> array = readNpz(path, "positions");
    if (!array)
      return array.error();
    if (array->shape.size() != 2 || (array->shape[1] != 2 && array->shape[1] != 3))
      return Error{fmt::format("E0434: 'positions' of '{}' does not have shape (n, 2) or (n, 3)",
                               path),
                   ""};
    for (int64_t k = 0; k < array->shape[0]; ++k)
      for (int64_t axis = 0; axis < 3; ++axis)
        rows.push_back(axis < array->shape[1] ? array->at(k * array->shape[1] + axis) : 0);
    return rows;
  }
  std::vector<double> axes[3];
  for (int axis = 0; axis < 3; ++axis) {
    const char *name = axis == 0 ? "x" : axis == 1 ? "y" : "z";
    if (columns->find({name}).empty()) {
      if (axis < 2)
        return columns->missing(name);
      axes[2].assign(axes[0].size(), 0);
      continue;
    }
    Result<std::vector<double>> values = columns->read(name);
    if (!values)
      return values.error();
    axes[axis] = std::move(*values);
    if (axes[axis].size() != axes[0].size())
      return Error{fmt::format("E0434: '{}' has {} values of x but {} of {}", path, axes[0].size(),
                               axes[axis].size(), name),
                   ""};
  }
  for (size_t k = 0; k < axes[0].size(); ++k)
    for (const std::vector<double> &axis : axes)
      rows.push_back(axis[k]);
  return rows;
}

Result<std::shared_ptr<const ListedEdges>> neuro::rt::openEdges(const std::string &path) {
  const std::string extension = std::filesystem::path(path).extension().string();
  if (extension == ".h5" || extension == ".hdf5")
    return openSonataEdges(path);
  if (extension == ".csv")
    return openCsvEdges(path);
  if (extension == ".npz")
    return openNpzEdges(path);
  return unknownFormat(path);
}

Result<std::vector<double>> neuro::rt::readSamples(const std::string &path) {
  std::ifstream in(path);
  if (!in)
    return Error{fmt::format("cannot read the samples file '{}'", path), ""};
  std::vector<double> samples;
  std::string word;
  char c;
  auto flush = [&]() {
    if (word.empty())
      return true;
    char *end = nullptr;
    const double value = std::strtod(word.c_str(), &end);
    const bool good = *end == 0 && std::isfinite(value);
    samples.push_back(value);
    word.clear();
    return good;
  };
  bool good = true;
  while (good && in.get(c)) {
    if (c == ',' || c == ';' || std::isspace(static_cast<unsigned char>(c)))
      good = flush();
    else
      word += c;
  }
  if (!good || !flush())
    return Error{fmt::format("the samples file '{}' holds something that is not a number (value {})",
                             path, samples.size()),
                 ""};
  return samples;
}

Result<void> neuro::rt::loadNetworkFiles(const NetworkPlan &network,
                                         const std::string &directory, SimOptions &options) {
  auto pathOf = [&](const std::string &name) {
    return name.empty() || name.front() == '/' || directory.empty() ? name
                                                                    : directory + "/" + name;
  };
  auto at = [](Error error, const std::string &where) {
    if (error.at.empty())
      error.at = where;
    return error;
  };
  options.positions.clear();
  options.edgeLists.clear();
  for (const PopulationPlan &population : network.populations) {
    options.positions.emplace_back();
    if (population.layout.kind != LayoutPlan::File)
      continue;
    Result<std::vector<double>> rows = readPositions(pathOf(population.layout.file));
    if (!rows)
      return at(rows.error(), population.where);
    options.positions.back() = std::move(*rows);
  }
  std::map<std::string, std::shared_ptr<const ListedEdges>> lists; // by file
  for (const ProjectionPlan &projection : network.projections) {
    options.edgeLists.emplace_back();
    if (projection.rule != Rule::File)
      continue;
    const std::string path = pathOf(projection.details.file);
    std::shared_ptr<const ListedEdges> &known = lists[path];
    if (!known) {
      Result<std::shared_ptr<const ListedEdges>> edges = openEdges(path);
      if (!edges)
        return at(edges.error(), projection.at);
      known = std::move(*edges);
    }
    options.edgeLists.back() = known;
  }
  options.stimulusSamples.clear();
  for (const StimulusPlan &stimulus : network.stimuli) {
    options.stimulusSamples.emplace_back();
    if (stimulus.samplesFile.empty())
      continue;
    Result<std::vector<double>> samples = readSamples(pathOf(stimulus.samplesFile));
    if (!samples)
      return samples.error();
    for (double &sample : *samples)
      sample *= stimulus.samplesUnit.scale;
    options.stimulusSamples.back() = std::move(*samples);
  }
  return {};
}
