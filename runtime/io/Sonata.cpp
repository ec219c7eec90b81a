//===- Sonata.cpp - Connections in the SONATA format ----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// /edges/<population>/source_node_id, target_node_id, edge_group_id,
// edge_group_index and groups 0, 1, … with what edges differ in. One population
// with one group is read: what has several is a matter of several projections.
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Hdf5.h"
#include "runtime/io/NetworkFiles.h"

#include <algorithm>
#include <fmt/format.h>

using namespace neuro::rt;
using hdf5::Handle;

namespace {

class Reader {
public:
  explicit Reader(const std::string &path)
      : path(path), file(hdf5::openToRead(path)) {}

  Result<std::shared_ptr<const FileEdges>> run() {
    if (!file)
      return fail("cannot be read as HDF5");
    if (H5Lexists(file, "edges", H5P_DEFAULT) <= 0)
      return fail("has no group 'edges', so it is no file of connections");
    std::vector<std::string> populations;
    {
      Handle edges(H5Gopen2(file, "edges", H5P_DEFAULT), H5Gclose);
      if (!edges)
        return fail("has an 'edges' that is no group");
      populations = names(edges);
    }
    if (populations.size() != 1)
      return fail(fmt::format("has {} populations of edges; one can be read", populations.size()));
    const std::string base = "edges/" + populations[0] + "/";
    auto list = std::make_shared<FileEdges>();
    for (auto [name, out] : {std::make_pair("source_node_id", &list->source),
                             {"target_node_id", &list->target}}) {
      if (!exists(base + name))
        return fail(fmt::format("has no '{}{}'", base, name));
      std::vector<int64_t> values;
      if (auto error = read(base + name, H5T_NATIVE_INT64, values))
        return *error;
      out->reserve(values.size());
      for (int64_t value : values)
        out->push_back(value);
    }
    if (list->source.size() != list->target.size())
      return fail(fmt::format("has {} sources but {} targets", list->source.size(),
                              list->target.size()));
    // The one group, and the row of each edge in it.
    std::vector<int64_t> group, row;
    if (exists(base + "edge_group_id"))
      if (auto error = read(base + "edge_group_id", H5T_NATIVE_INT64, group))
        return *error;
    if (!std::all_of(group.begin(), group.end(), [&](int64_t g) { return g == group[0]; }))
      return fail("has several groups of edges; one can be read");
    const std::string inside =
        base + std::to_string(group.empty() ? 0 : group[0]) + "/";
    if (exists(base + "edge_group_index"))
      if (auto error = read(base + "edge_group_index", H5T_NATIVE_INT64, row))
        return *error;
    for (auto [name, out] : {std::make_pair("syn_weight", &list->weight), {"delay", &list->delay}}) {
      if (!exists(inside + name))
        continue;
      std::vector<double> values;
      if (auto error = read(inside + name, H5T_NATIVE_DOUBLE, values))
        return *error;
      for (size_t e = 0; e < list->source.size(); ++e) {
        const int64_t at = e < row.size() ? row[e] : static_cast<int64_t>(e);
        if (at < 0 || at >= static_cast<int64_t>(values.size()))
          return fail(fmt::format("has {} values of '{}', but edge {} asks for number {}",
                                  values.size(), name, e, at));
        out->push_back(values[static_cast<size_t>(at)]);
      }
      out->finish();
    }
    return std::shared_ptr<const FileEdges>(std::move(list));
  }

private:
  Error fail(std::string what) const { return {fmt::format("E0434: '{}' {}", path, what), ""}; }

  /// Members of a group; a million are no file of connections.
  static std::vector<std::string> names(hid_t group) {
    std::vector<std::string> out;
    H5G_info_t info;
    if (H5Gget_info(group, &info) < 0)
      return out;
    for (hsize_t k = 0; k < std::min<hsize_t>(info.nlinks, 1000); ++k) {
      char name[256] = "";
      if (H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, k, name, sizeof name,
                             H5P_DEFAULT) > 0)
        out.push_back(name);
    }
    return out;
  }

  /// Each step of a path must exist before the next may be asked for.
  bool exists(const std::string &name) const {
    for (size_t slash = name.find('/'); slash != std::string::npos;
         slash = name.find('/', slash + 1))
      if (H5Lexists(file, name.substr(0, slash).c_str(), H5P_DEFAULT) <= 0)
        return false;
    return H5Lexists(file, name.c_str(), H5P_DEFAULT) > 0;
  }

  template <class T>
  std::optional<Error> read(const std::string &name, hid_t type, std::vector<T> &out) const {
    Handle dataset(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose);
    if (!dataset)
      return fail(fmt::format("has a '{}' that is no data set", name));
    const std::optional<hsize_t> length = hdf5::listLength(dataset);
    if (!length)
      return fail(fmt::format("has a '{}' that is no list", name));
    const hsize_t extent = *length;
    Handle stored(H5Dget_type(dataset), H5Tclose);
    if (!stored || !hdf5::isNumber(H5Tget_class(stored)))
      return fail(fmt::format("has a '{}' that does not hold numbers", name));
    // What a damaged header claims is not believed: the data must be there, and
    // no compression makes more than a thousand of one.
    if (extent / 4096 > H5Dget_storage_size(dataset) || (extent && !H5Dget_storage_size(dataset)))
      return fail(fmt::format("claims {} values of '{}', which are not there", extent, name));
    if (extent >= UINT32_MAX)
      return fail(fmt::format("has a '{}' of {} values; at most 2^32 are possible", name, extent));
    out.resize(static_cast<size_t>(extent));
    if (extent && H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, out.data()) < 0)
      return fail(fmt::format("has a '{}' that cannot be read", name));
    return std::nullopt;
  }

  std::string path;
  Handle file;
};

} // namespace

Result<std::shared_ptr<const FileEdges>> neuro::rt::readSonataEdges(const std::string &path) {
  try {
    return Reader(path).run();
  } catch (const std::bad_alloc &) {
    return Error{fmt::format("E0434: '{}' does not fit into memory", path), ""};
  }
}
