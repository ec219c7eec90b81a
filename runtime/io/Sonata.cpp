//===- Sonata.cpp - Connections in the SONATA format ----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// /edges/<population>/source_node_id, target_node_id, edge_group_id,
// edge_group_index and groups 0, 1, … with what edges differ in. One population
// with one group is read: what has several is a matter of several projections. It is
// read in stretches, unless edge_group_index turns rows around: then all is held.
//
//===----------------------------------------------------------------------===//

#include "runtime/io/EdgeFile.h"
#include "runtime/io/Hdf5.h"
#include "runtime/io/NetworkFiles.h"

#include <algorithm>
#include <fmt/format.h>
#include <mutex>

using namespace neuro::rt;
using hdf5::Handle;

namespace {

/// The library serves one thread at a time.
std::mutex library;

/// Edges read at once.
constexpr hsize_t STRETCH = 16 * EDGE_CHUNK;

/// One list of numbers in a file.
class Column {
public:
  /// `path` and `name` are for messages. Throws Error.
  Column(hid_t file, const std::string &path, const std::string &name)
      : path(path), name(name), access(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose),
        dataset(open(file), H5Dclose), space(dataset ? H5Dget_space(dataset) : -1, H5Sclose) {
    if (!dataset || !space)
      throw fail("has a '{}' that is no data set");
    const std::optional<hsize_t> length = hdf5::listLength(dataset);
    if (!length)
      throw fail("has a '{}' that is no list");
    extent = *length;
    Handle stored(H5Dget_type(dataset), H5Tclose);
    if (!stored || !hdf5::isNumber(H5Tget_class(stored)))
      throw fail("has a '{}' that does not hold numbers");
    // What a damaged header claims is not believed: the data must be there, and
    // no compression makes more than a thousand of one.
    const hsize_t there = H5Dget_storage_size(dataset);
    if (extent / 4096 > there || (extent && !there))
      throw Error{fmt::format("E0434: '{}' claims {} values of '{}', which are not there", path,
                              extent, name),
                  ""};
    if (extent >= UINT32_MAX)
      throw Error{fmt::format("E0434: '{}' has a '{}' of {} values; at most 2^32 are possible",
                              path, name, extent),
                  ""};
  }
  hsize_t size() const { return extent; }

  /// Values [first, first + n).
  void read(hsize_t first, hsize_t n, int64_t *out) { read(first, n, H5T_NATIVE_INT64, out); }
  void read(hsize_t first, hsize_t n, double *out) { read(first, n, H5T_NATIVE_DOUBLE, out); }

private:
  /// With a cache that holds a chunk of the data set, as it is stored: else each stretch
  /// would unpack it again.
  hid_t open(hid_t file) {
    const Handle plain(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose);
    if (!plain)
      return -1;
    const Handle how(H5Dget_create_plist(plain), H5Pclose);
    const Handle type(H5Dget_type(plain), H5Tclose);
    hsize_t chunk = 0;
    if (how && type && H5Pget_layout(how) == H5D_CHUNKED && H5Pget_chunk(how, 1, &chunk) == 1)
      H5Pset_chunk_cache(access, H5D_CHUNK_CACHE_NSLOTS_DEFAULT,
                         std::clamp<size_t>(chunk * H5Tget_size(type), 1 << 20, 1 << 26), 1);
    return H5Dopen2(file, name.c_str(), access);
  }
  void read(hsize_t first, hsize_t n, hid_t type, void *out) {
    const Handle memory(H5Screate_simple(1, &n, nullptr), H5Sclose);
    if (n && (!memory ||
              H5Sselect_hyperslab(space, H5S_SELECT_SET, &first, nullptr, &n, nullptr) < 0 ||
              H5Dread(dataset, type, memory, space, H5P_DEFAULT, out) < 0))
      throw fail("has a '{}' that cannot be read");
  }
  Error fail(const char *what) const {
    return {"E0434: '" + path + "' " + fmt::format(fmt::runtime(what), name), ""};
  }

  const std::string path, name;
  Handle access, dataset, space;
  hsize_t extent = 0;
};

class SonataEdges final : public EdgeFile {
public:
  explicit SonataEdges(const std::string &path) : EdgeFile(path) {}

  /// Finds what there is. Throws Error.
  void look() {
    const Handle file(hdf5::openToRead(path));
    if (!file)
      throw fail("cannot be read as HDF5");
    if (H5Lexists(file, "edges", H5P_DEFAULT) <= 0)
      throw fail("has no group 'edges', so it is no file of connections");
    std::vector<std::string> populations;
    {
      Handle edges(H5Gopen2(file, "edges", H5P_DEFAULT), H5Gclose);
      if (!edges)
        throw fail("has an 'edges' that is no group");
      populations = names(edges);
    }
    if (populations.size() != 1)
      throw fail(fmt::format("has {} populations of edges; one can be read", populations.size()));
    base = "edges/" + populations[0] + "/";
    for (const char *name : {"source_node_id", "target_node_id"})
      if (!exists(file, base + name))
        throw fail(fmt::format("has no '{}{}'", base, name));
    const hsize_t edges = Column(file, path, base + "source_node_id").size(),
                  targets = Column(file, path, base + "target_node_id").size();
    if (edges != targets)
      throw fail(fmt::format("has {} sources but {} targets", edges, targets));
    // The one group, and the row of each edge in it.
    int64_t group = 0;
    if (exists(file, base + "edge_group_id"))
      forEach(file, "edge_group_id", [&](hsize_t edge, int64_t value) {
        if (edge == 0)
          group = value;
        if (value != group)
          throw fail("has several groups of edges; one can be read");
      });
    inside = base + std::to_string(group) + "/";
    if (exists(file, base + "edge_group_index"))
      forEach(file, "edge_group_index", [&](hsize_t edge, int64_t value) {
        inOrder &= edge >= edges || value == static_cast<int64_t>(edge);
      });
    weights = exists(file, inside + "syn_weight");
    delays = exists(file, inside + "delay");
    for (auto [has, name] : {std::make_pair(weights, "syn_weight"), {delays, "delay"}})
      if (has && inOrder)
        if (const hsize_t values = Column(file, path, inside + name).size(); values < edges)
          throw tooFew(values, name, values, values);
  }
  bool isInOrder() const { return inOrder; }

  /// All edges, whatever the order of rows. Throws Error.
  std::shared_ptr<const ListedEdges> load() const {
    const Handle file(hdf5::openToRead(path));
    auto list = std::make_shared<FileEdges>();
    for (auto [name, out] : {std::make_pair("source_node_id", &list->source),
                             {"target_node_id", &list->target}})
      forEach(file, name, [&out = out](hsize_t, int64_t value) { out->push_back(value); });
    std::vector<int64_t> row;
    forEach(file, "edge_group_index", [&](hsize_t, int64_t value) { row.push_back(value); });
    for (auto [has, name, out] : {std::make_tuple(weights, "syn_weight", &list->weight),
                                  {delays, "delay", &list->delay}}) {
      if (!has)
        continue;
      Column column(file, path, inside + name);
      std::vector<double> values(column.size());
      column.read(0, column.size(), values.data());
      for (size_t e = 0; e < list->size(); ++e) {
        const int64_t at = e < row.size() ? row[e] : static_cast<int64_t>(e);
        if (at < 0 || at >= static_cast<int64_t>(values.size()))
          throw tooFew(values.size(), name, e, at);
        out->push_back(values[static_cast<size_t>(at)]);
      }
      out->finish();
    }
    return list;
  }

private:
  Result<void> stream(const Visit &visit) const override {
    // What closes handles has the library to itself, too.
    struct Open {
      Open(const SonataEdges &of)
          : file(hdf5::openToRead(of.path)), source(file, of.path, of.base + "source_node_id"),
            target(file, of.path, of.base + "target_node_id") {
        if (of.weights)
          weight.emplace(file, of.path, of.inside + "syn_weight");
        if (of.delays)
          delay.emplace(file, of.path, of.inside + "delay");
      }
      Handle file;
      Column source, target;
      std::optional<Column> weight, delay;
    };
    auto locked = [](auto work) -> Result<void> {
      const std::lock_guard<std::mutex> alone(library);
      try {
        work();
      } catch (const Error &error) {
        return error;
      }
      return {};
    };
    std::optional<Open> open;
    struct Closing {
      std::optional<Open> &open;
      ~Closing() {
        const std::lock_guard<std::mutex> alone(library);
        open.reset();
      }
    } closing{open};
    hsize_t edges = 0;
    std::vector<int64_t> source(STRETCH), target(STRETCH);
    std::vector<double> weight(weights ? STRETCH : 0), delay(delays ? STRETCH : 0);
    if (Result<void> r = locked([&] {
          open.emplace(*this);
          edges = open->source.size();
          if (open->target.size() < edges || (weights && open->weight->size() < edges) ||
              (delays && open->delay->size() < edges))
            throw fail("has columns of different lengths");
        });
        !r)
      return r;
    for (hsize_t first = 0; first < edges; first += STRETCH) {
      const hsize_t n = std::min(STRETCH, edges - first);
      if (Result<void> r = locked([&] {
            open->source.read(first, n, source.data());
            open->target.read(first, n, target.data());
            if (weights)
              open->weight->read(first, n, weight.data());
            if (delays)
              open->delay->read(first, n, delay.data());
          });
          !r)
        return r;
      for (hsize_t at = 0; at < n; at += EDGE_CHUNK)
        if (Result<void> r = visit({static_cast<size_t>(first + at),
                                    static_cast<int>(std::min<hsize_t>(EDGE_CHUNK, n - at)),
                                    source.data() + at, target.data() + at,
                                    weights ? weight.data() + at : nullptr,
                                    delays ? delay.data() + at : nullptr});
            !r)
          return r;
    }
    return {};
  }

  template <class Visitor>
  void forEach(hid_t file, const char *name, const Visitor &visitor) const {
    Column column(file, path, base + name);
    std::vector<int64_t> values(STRETCH);
    for (hsize_t first = 0; first < column.size(); first += STRETCH) {
      const hsize_t n = std::min(STRETCH, column.size() - first);
      column.read(first, n, values.data());
      for (hsize_t k = 0; k < n; ++k)
        visitor(first + k, values[k]);
    }
  }

  Error tooFew(size_t values, const char *name, size_t edge, int64_t row) const {
    return fail(fmt::format("has {} values of '{}', but edge {} asks for number {}", values, name,
                            edge, row));
  }

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
  static bool exists(hid_t file, const std::string &name) {
    for (size_t slash = name.find('/'); slash != std::string::npos;
         slash = name.find('/', slash + 1))
      if (H5Lexists(file, name.substr(0, slash).c_str(), H5P_DEFAULT) <= 0)
        return false;
    return H5Lexists(file, name.c_str(), H5P_DEFAULT) > 0;
  }

  std::string base, inside; ///< of the names of columns
  bool inOrder = true;      ///< edge k has row k of its group
};

} // namespace

Result<std::shared_ptr<const ListedEdges>> neuro::rt::openSonataEdges(const std::string &path) {
  try {
    auto edges = std::make_shared<SonataEdges>(path);
    {
      const std::lock_guard<std::mutex> alone(library);
      edges->look();
      if (!edges->isInOrder())
        return edges->load();
    }
    if (Result<void> r = edges->open(); !r)
      return r.error();
    return std::shared_ptr<const ListedEdges>(std::move(edges));
  } catch (const Error &error) {
    return error;
  } catch (const std::bad_alloc &) {
    return Error{fmt::format("E0434: '{}' does not fit into memory", path), ""};
  }
}
