//===- Hdf5.h - Reading HDF5 files ------------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the readers of HDF5 files have in common. Private to runtime/io, because
// hdf5.h is not on everybody's path.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_IO_HDF5_H
#define NEURO_RUNTIME_IO_HDF5_H

#include <hdf5.h>
#include <optional>
#include <string>

namespace neuro::rt::hdf5 {

/// An identifier of the HDF5 library that is closed with its own function.
class Handle {
public:
  Handle(hid_t id, herr_t (*close)(hid_t)) : id(id), close(close) {}
  ~Handle() {
    if (id >= 0)
      close(id);
  }
  Handle(const Handle &) = delete;
  Handle &operator=(const Handle &) = delete;
  explicit operator bool() const { return id >= 0; }
  operator hid_t() const { return id; }

private:
  hid_t id;
  herr_t (*close)(hid_t);
};

/// Opens a file to be read. From then on the library prints nothing: what goes
/// wrong is said by our own messages.
inline Handle openToRead(const std::string &path) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose};
}

/// Length of a one-dimensional data set, as its header claims.
inline std::optional<hsize_t> listLength(hid_t dataset) {
  Handle space(H5Dget_space(dataset), H5Sclose);
  hsize_t extent = 0;
  if (!space || H5Sget_simple_extent_ndims(space) != 1 ||
      H5Sget_simple_extent_dims(space, &extent, nullptr) != 1)
    return std::nullopt;
  return extent;
}

inline bool isNumber(H5T_class_t kind) { return kind == H5T_INTEGER || kind == H5T_FLOAT; }

} // namespace neuro::rt::hdf5

#endif // NEURO_RUNTIME_IO_HDF5_H
