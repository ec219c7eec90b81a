//===- NpzReader.cpp - Reading NumPy archives -------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/NumericArray.h"

#include <algorithm>
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

namespace {

/// One file of an archive, from its beginning on.
class Entry {
public:
  static Result<Entry> open(const std::string &path, const std::string &name) {
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
    Entry entry(*archive, path + ":" + name,
                zip_fopen_index(archive->get(), static_cast<zip_uint64_t>(index), 0));
    if (!entry.file)
      return entry.broken(zip_strerror(archive->get()), 0);
    zip_stat_t stat;
    if (zip_stat_index(archive->get(), static_cast<zip_uint64_t>(index), 0, &stat) != 0 ||
        !(stat.valid & ZIP_STAT_SIZE))
      return entry.broken("it does not say how large it is", 0);
    entry.size = stat.size;
    return entry;
  }
  /// Up to `n` bytes, 0 at the end only.
  Result<size_t> read(void *to, size_t n) {
    const zip_int64_t got = zip_fread(file.get(), to, n);
    if (got < 0)
      return broken(zip_file_strerror(file.get()), at);
    at += static_cast<size_t>(got);
    return static_cast<size_t>(got);
  }
  Error broken(const char *why, size_t where) const {
    return {fmt::format("E0702: '{}' cannot be unpacked: {} (at byte {})", what, why, where), ""};
  }

  std::string what;      ///< for messages
  uint64_t size = 0;     ///< as the archive says
  size_t at = 0;         ///< read so far

private:
  Entry(std::shared_ptr<zip_t> archive, std::string what, zip_file_t *file)
      : what(std::move(what)), archive(std::move(archive)), file(file, zip_fclose) {}
  std::shared_ptr<zip_t> archive;
  std::unique_ptr<zip_file_t, int (*)(zip_file_t *)> file; ///< closed before its archive
};

class NpzStream final : public ArrayStream {
public:
  explicit NpzStream(Entry entry) : entry(std::move(entry)) {}

  Result<void> begin() {
    // The header of an array of numbers is far shorter.
    std::string text(1 << 16, 0);
    if (Result<size_t> got = fill(text.data(), text.size()); got)
      text.resize(*got);
    else
      return got.error();
    Result<NpyStart> start = parseNpyStart(text, entry.what);
    if (!start)
      return start.error();
    if (start->array.shape.size() != 1)
      return Error{fmt::format("E0434: array '{}' has {} axes instead of one", entry.what,
                               start->array.shape.size()),
                   ""};
    if (start->bytes != entry.size - start->begin)
      return wrongNpyBytes(*start, entry.size - start->begin, entry.what);
    values = std::move(start->array);
    left = start->bytes;
    ahead = text.substr(start->begin);
    return {};
  }

  uint64_t size() const override { return static_cast<uint64_t>(values.shape[0]); }

  Result<void> read(double *out, size_t n) override {
    const size_t bytes = n * bytesOf(values.type);
    values.bytes.resize(bytes);
    const size_t have = std::min(bytes, ahead.size());
    std::copy_n(ahead.begin(), have, values.bytes.begin());
    ahead.erase(0, have);
    Result<size_t> got = fill(values.bytes.data() + have, bytes - have);
    if (!got)
      return got.error();
    if (*got != bytes - have)
      return entry.broken("it ends too early", entry.at);
    for (size_t k = 0; k < n; ++k)
      out[k] = values.at(static_cast<int64_t>(k));
    left -= bytes;
    if (left > 0 || n == 0)
      return {};
    // Only at the end is the sum of what was read compared.
    char more;
    got = entry.read(&more, 1);
    if (!got)
      return got.error();
    return *got ? Result<void>(entry.broken("it does not end", entry.at)) : Result<void>();
  }

private:
  /// As many bytes as there are, up to n.
  Result<size_t> fill(void *to, size_t n) {
    size_t have = 0;
    while (have < n) {
      Result<size_t> got = entry.read(static_cast<char *>(to) + have, n - have);
      if (!got)
        return got;
      if (*got == 0)
        break;
      have += *got;
    }
    return have;
  }

  Entry entry;
  NumericArray values; ///< with the bytes that were read last
  uint64_t left = 0;
  std::string ahead; ///< read with the header
};

} // namespace

Result<std::unique_ptr<ArrayStream>> neuro::rt::streamNpz(const std::string &path,
                                                          const std::string &name) {
  Result<Entry> entry = Entry::open(path, name);
  if (!entry)
    return entry.error();
  auto stream = std::make_unique<NpzStream>(std::move(*entry));
  if (Result<void> begun = stream->begin(); !begun)
    return begun.error();
  return std::unique_ptr<ArrayStream>(std::move(stream));
}

Result<NumericArray> neuro::rt::readNpz(const std::string &path, const std::string &name) {
  Result<Entry> entry = Entry::open(path, name);
  if (!entry)
    return entry.error();
  std::string bytes;
  while (true) {
    const size_t have = bytes.size();
    if (have > MAX_FILE_BYTES)
      return entry->broken("it is too large", have);
    bytes.resize(have + (1 << 20));
    Result<size_t> got = entry->read(bytes.data() + have, 1 << 20);
    if (!got)
      return got.error();
    bytes.resize(have + *got);
    if (*got == 0)
      break;
  }
  return parseNpy(bytes, entry->what);
}
