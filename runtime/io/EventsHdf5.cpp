//===- EventsHdf5.cpp - Labelled recordings in HDF5 ------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The layout of the Spiking Heidelberg Digits (Cramer et al. 2020, IEEE TNNLS
// 33:2744): `spikes/times` (s) and `spikes/units`, one entry of variable length a
// recording, and `labels`. A recording is read when it is asked for.
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Dataset.h"
#include "runtime/io/Hdf5.h"

#include <cmath>
#include <fmt/format.h>

using namespace neuro::rt;
using hdf5::Handle;

namespace {

/// Length of a one-dimensional data set, or -1.
int64_t lengthOf(hid_t dataset) {
  const std::optional<hsize_t> length = hdf5::listLength(dataset);
  return length && *length < (hsize_t(1) << 40) ? static_cast<int64_t>(*length) : -1;
}

bool isRagged(hid_t dataset) {
  Handle type(H5Dget_type(dataset), H5Tclose);
  if (!type || H5Tget_class(type) != H5T_VLEN)
    return false;
  Handle base(H5Tget_super(type), H5Tclose);
  return hdf5::isNumber(H5Tget_class(base));
}

class Hdf5Dataset : public LabelledEvents {
public:
  Hdf5Dataset(const std::string &path)
      : path(path), file(hdf5::openToRead(path)),
        times(open("spikes/times"), H5Dclose), units(open("spikes/units"), H5Dclose) {}

  std::optional<Error> start() {
    if (!file)
      return Error{fmt::format("E0702: '{}' is not an HDF5 file", path), ""};
    for (auto [dataset, name] : {std::pair<hid_t, const char *>{times, "spikes/times"},
                                 {units, "spikes/units"}}) {
      if (dataset < 0)
        return Error{fmt::format("E0703: '{}' has no data set '{}'", path, name), ""};
      if (!isRagged(dataset) || lengthOf(dataset) < 0)
        return Error{fmt::format("E0704: '{}' of '{}' is not one list of numbers a recording "
                                 "(entries of variable length)", name, path), ""};
    }
    count = lengthOf(times);
    if (lengthOf(units) != count)
      return Error{fmt::format("E0703: '{}' has times of {} recordings but units of {}", path, count,
                               lengthOf(units)), ""};
    if (H5Lexists(file, "labels", H5P_DEFAULT) <= 0)
      return std::nullopt;
    Handle dataset(open("labels"), H5Dclose);
    if (lengthOf(dataset) != count)
      return Error{fmt::format("E0703: '{}' has {} recordings but labels of {}", path, count,
                               lengthOf(dataset)), ""};
    labels.resize(static_cast<size_t>(count));
    if (count && H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                         labels.data()) < 0)
      return Error{fmt::format("E0702: the labels of '{}' cannot be read", path), ""};
    return std::nullopt;
  }

  int64_t samples() const override { return count; }
  Result<EventRecording> events(int64_t k) const override {
    std::vector<double> seconds, elements;
    if (!row(times, k, seconds) || !row(units, k, elements))
      return Error{fmt::format("E0702: recording {} of '{}' cannot be read", k, path), ""};
    if (seconds.size() != elements.size())
      return Error{fmt::format("E0703: recording {} of '{}' has {} times but {} units", k, path,
                               seconds.size(), elements.size()), ""};
    EventRecording out;
    for (size_t n = 0; n < seconds.size(); ++n) {
      if (!(elements[n] >= 0 && elements[n] < 4294967296.0) ||
          elements[n] != std::floor(elements[n]))
        return Error{fmt::format("E0702: recording {} of '{}' has the unit {:g}", k, path,
                                 elements[n]), ""};
      out.element.push_back(static_cast<uint32_t>(elements[n]));
      out.time.push_back(seconds[n] * 1000);
    }
    if (Result<void> r = finishRecording(out, path); !r)
      return r.error();
    return out;
  }

private:
  hid_t open(const char *name) const {
    return file ? H5Dopen2(file, name, H5P_DEFAULT) : H5I_INVALID_HID;
  }

  static bool row(hid_t dataset, int64_t k, std::vector<double> &out) {
    Handle type(H5Tvlen_create(H5T_NATIVE_DOUBLE), H5Tclose);
    Handle space(H5Dget_space(dataset), H5Sclose), one(H5Screate(H5S_SCALAR), H5Sclose);
    const hsize_t start = static_cast<hsize_t>(k), n = 1;
    hvl_t entry{0, nullptr};
    if (H5Sselect_hyperslab(space, H5S_SELECT_SET, &start, nullptr, &n, nullptr) < 0 ||
        H5Dread(dataset, type, one, space, H5P_DEFAULT, &entry) < 0)
      return false;
    const bool fits = entry.len <= static_cast<size_t>(MAX_EVENTS);
    if (fits && entry.p)
      out.assign(static_cast<double *>(entry.p), static_cast<double *>(entry.p) + entry.len);
    H5Dvlen_reclaim(type, one, H5P_DEFAULT, &entry);
    return fits;
  }

  std::string path;
  Handle file, times, units;
  int64_t count = 0;
};

} // namespace

Result<std::shared_ptr<Dataset>> neuro::rt::openEventsHdf5(const std::string &path) {
  auto out = std::make_shared<Hdf5Dataset>(path);
  if (std::optional<Error> bad = out->start())
    return *bad;
  return std::shared_ptr<Dataset>(std::move(out));
}
