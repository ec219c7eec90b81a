//===- Cache.cpp - nc cache ------------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cache/CacheDirectory.h"
#include "tools/nc/Commands.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

using namespace neuro;

/// "3.2 MB", as sizes are given to NEURO_CACHE_SIZE.
static std::string sizeText(uint64_t bytes) {
  const char *units[] = {"B", "K", "M", "G", "T"};
  double number = static_cast<double>(bytes);
  size_t unit = 0;
  for (; number >= 1024 && unit + 1 < std::size(units); ++unit)
    number /= 1024;
  return fmt::format("{:.4g} {}", number, units[unit]);
}

int tool::cacheCommand(const CacheOptions &options) {
  const std::string path = options.directory.empty() ? rt::defaultCacheDirectory() : options.directory;
  if (path.empty()) {
    fmt::print(stderr, "nc: nothing is kept, because there is no place for it: set HOME or NEURO_CACHE_DIR\n");
    return UserError;
  }
  const rt::CacheDirectory cache(path);
  const uint64_t limit = rt::cacheLimit();
  std::string why;
  const rt::CacheDirectory::Usage usage = options.clear ? cache.clear(why) : cache.usage();
  if (!why.empty()) {
    fmt::print(stderr, "nc: {}\n", why);
    return UserError;
  }
  if (options.json) {
    nlohmann::ordered_json out;
    out["path"] = path;
    out[options.clear ? "removed_files" : "files"] = usage.files;
    out[options.clear ? "removed_bytes" : "bytes"] = usage.bytes;
    out["limit_bytes"] = limit;
    fmt::print("{}\n", out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    return Success;
  }
  const char *programs = usage.files == 1 ? "program" : "programs";
  if (options.clear)
    fmt::print("{}: removed {} {}, {}\n", path, usage.files, programs, sizeText(usage.bytes));
  else
    fmt::print("{}: {} {}, {} of at most {}\n", path, usage.files, programs, sizeText(usage.bytes),
               limit == 0 ? "any size" : sizeText(limit));
  return Success;
}
