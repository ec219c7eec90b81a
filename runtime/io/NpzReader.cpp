//===- NpzReader.cpp - Reading NumPy archives -------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/NumericArray.h"

#include <fmt/format.h>
#include <memory>
#include <zip.h>

using namespace neuro::rt;

namespace {

Result<std::shared_ptr<zip_t>> openArchive(const std::string &path) {
  int code = 0;
  zip_t *archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (archive)
    return std::shared_ptr<zip_t>(archive, zip_discard);
  const bool missing = code == ZIP_ER_NOENT || code == ZIP_ER_OPEN || code == ZIP_ER_READ;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string why = zip_error_strerror(&error);
  zip_error_fini(&error);
  return Error{missing ? fmt::format("E0701: cannot read '{}': {}", path, why)
                       : fmt::format("E0702: '{}' is not an .npz archive: {}", path, why), ""};
}

} // namespace

Result<std::vector<std::string>> neuro::rt::listNpz(const std::string &path) {
  auto archive = openArchive(path);
  if (!archive)
    return archive.error();
  std::vector<std::string> out;
  const zip_int64_t entries = zip_get_num_entries(archive->get(), 0);
  for (zip_int64_t k = 0; k < entries && k < 100000; ++k)
    if (const char *name = zip_get_name(archive->get(), static_cast<zip_uint64_t>(k), 0)) {
      std::string text = name;
      if (text.size() > 4 && text.compare(text.size() - 4, 4, ".npy") == 0)
        text.resize(text.size() - 4);
      out.push_back(std::move(text));
    }
  return out;
}

Result<NumericArray> neuro::rt::readNpz(const std::string &path, const std::string &name) {
  auto archive = openArchive(path);
  if (!archive)
    return archive.error();
  zip_int64_t index = zip_name_locate(archive->get(), (name + ".npy").c_str(), 0);
  if (index < 0)
    index = zip_name_locate(archive->get(), name.c_str(), 0);
  if (index < 0) {
    std::string known;
    if (auto names = listNpz(path))
      for (size_t k = 0; k < names->size() && k < 20; ++k)
        known += (known.empty() ? "" : ", ") + (*names)[k];
    return Error{fmt::format("E0702: '{}' has no array '{}'; it has {}", path, name,
                             known.empty() ? "none" : known), ""};
  }
  const std::string what = path + ":" + name;
  std::unique_ptr<zip_file_t, int (*)(zip_file_t *)> file(
      zip_fopen_index(archive->get(), static_cast<zip_uint64_t>(index), 0), zip_fclose);
  auto broken = [&](const char *why, size_t at) {
    return Error{fmt::format("E0702: '{}' cannot be unpacked: {} (at byte {})", what, why, at), ""};
  };
  if (!file)
    return broken(zip_strerror(archive->get()), 0);
  std::string bytes;
  while (true) {
    const size_t have = bytes.size();
    if (have > MAX_FILE_BYTES)
      return broken("it is too large", have);
    bytes.resize(have + (1 << 20));
    const zip_int64_t got = zip_fread(file.get(), bytes.data() + have, 1 << 20);
    if (got < 0)
      return broken(zip_file_strerror(file.get()), have);
    bytes.resize(have + static_cast<size_t>(got));
    if (got == 0)
      break;
  }
  return parseNpy(bytes, what);
}
