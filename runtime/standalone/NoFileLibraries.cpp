//===- NoFileLibraries.cpp - Instead of libraries for large files ---------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Programs that name no data files are linked with this, and then need neither HDF5 nor
// libzip where they run. `nc build --exe` links the readers for programs that do.
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Dataset.h"
#include "runtime/io/NetworkFiles.h"
#include "runtime/io/NumericArray.h"

namespace neuro::rt {

static Error unread(const std::string &path) {
  return {"E0701: cannot read '" + path +
              "': this program names no data files, so it was linked without what reads them",
          ""};
}

Result<std::shared_ptr<Dataset>> openEventsHdf5(const std::string &path) { return unread(path); }
Result<std::shared_ptr<const ListedEdges>> openSonataEdges(const std::string &path) {
  return unread(path);
}
Result<NumericArray> readNpz(const std::string &path, const std::string &) { return unread(path); }
Result<std::unique_ptr<ArrayStream>> streamNpz(const std::string &path, const std::string &) {
  return unread(path);
}
Result<std::vector<std::string>> listNpz(const std::string &path) { return unread(path); }

} // namespace neuro::rt
