//===- Npz.cpp - NumPy archives --------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An .npz file is a ZIP archive of .npy files; an .npy file is a short header
// (magic, version 1.0, a Python dictionary literal padded to 64 bytes) before
// the raw little-endian array. Source: NEP 1, "A Simple File Format for NumPy
// Arrays". libzip writes the archive.
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Files.h"
#include "runtime/io/Recording.h"

#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <zip.h>

using namespace neuro::rt;

static_assert(sizeof(double) == 8 && sizeof(int64_t) == 8);
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the .npy writer assumes a little-endian machine"
#endif

namespace {

/// One array on its way into an archive; owns its bytes until the archive is
/// closed, because libzip reads them then.
struct Array {
  std::string name;
  std::string bytes;
};

std::string header(const char *type, const std::string &shape) {
  std::string dictionary = fmt::format(
      "{{'descr': '{}', 'fortran_order': False, 'shape': ({}), }}", type, shape);
  size_t length = 10 + dictionary.size() + 1;
  dictionary.append((64 - length % 64) % 64, ' ');
  dictionary += '\n';
  std::string out("\x93NUMPY\x01\x00", 8);
  out += static_cast<char>(dictionary.size() & 0xff);
  out += static_cast<char>(dictionary.size() >> 8);
  return out + dictionary;
}

template <typename T>
Array array(std::string name, const std::vector<T> &data, std::string shape = "") {
  if (shape.empty())
    shape = fmt::format("{},", data.size());
  Array out{std::move(name), header(std::is_integral_v<T> ? "<i8" : "<f8", shape)};
  out.bytes.append(reinterpret_cast<const char *>(data.data()),
                   data.size() * sizeof(T));
  return out;
}

std::string writeArchive(const std::string &path, const std::vector<Array> &arrays) {
  int code = 0;
  zip_t *archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
  if (!archive) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string why = fmt::format("cannot write '{}': {}", path, zip_error_strerror(&error));
    zip_error_fini(&error);
    return why;
  }
  auto fail = [&] {
    std::string why = fmt::format("cannot write '{}': {}", path, zip_strerror(archive));
    zip_discard(archive);
    return why;
  };
  for (const Array &array : arrays) {
    zip_source_t *source =
        zip_source_buffer(archive, array.bytes.data(), array.bytes.size(), 0);
    if (!source)
      return fail();
    zip_int64_t index =
        zip_file_add(archive, (array.name + ".npy").c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      zip_source_free(source);
      return fail();
    }
    // Same recording, same bytes: no clock in the archive (1980 is ZIP's zero).
    zip_file_set_dostime(archive, index, 0, 0x21, 0);
    zip_set_file_compression(archive, index, ZIP_CM_STORE, 0);
  }
  return zip_close(archive) == 0 ? "" : fail();
}

std::vector<double> times(const std::vector<int64_t> &ticks, double dt) {
  std::vector<double> out;
  out.reserve(ticks.size());
  for (int64_t tick : ticks)
    out.push_back(static_cast<double>(tick) * dt);
  return out;
}

} // namespace

std::string neuro::rt::writeNpz(const Recording &recording,
                                const std::string &directory) {
  if (std::string why = makeDirectory(directory); !why.empty())
    return why;
  std::vector<std::string> stems = fileStems(recording);
  size_t next = 0;
  auto path = [&] { return directory + "/" + stems[next++] + ".npz"; };
  for (const EventSeries &series : recording.events) {
    std::vector<int64_t> neurons;
    neurons.reserve(series.element.size());
    for (uint32_t element : series.element)
      neurons.push_back(series.columns[element]);
    std::string why = writeArchive(
        path(), {array("neuron", neurons),
                 array("time_ms", times(series.tick, recording.dt))});
    if (!why.empty())
      return why;
  }
  for (const ValueSeries &series : recording.values) {
    std::vector<double> shown = series.samples;
    for (double &value : shown)
      value /= series.scale;
    if (series.synapses) {
      const bool each = !series.rowBegin.empty();
      std::vector<Array> arrays = {array("time_ms", times(series.tick, recording.dt)),
                                   array("source", series.source),
                                   array("target", series.target),
                                   array("values", shown,
                                         each ? std::string()
                                              : fmt::format("{}, {}", series.tick.size(),
                                                            series.width()))};
      if (each)
        arrays.push_back(array("row_begin", series.rowBegin));
      if (std::string why = writeArchive(path(), arrays); !why.empty())
        return why;
      continue;
    }
    std::string why = writeArchive(
        path(), {array("time_ms", times(series.tick, recording.dt)),
                 array("element", series.columns),
                 array("values", shown,
                       fmt::format("{}, {}", series.tick.size(), series.width()))});
    if (!why.empty())
      return why;
  }
  return "";
}
