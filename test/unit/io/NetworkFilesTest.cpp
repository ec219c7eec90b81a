//===- NetworkFilesTest.cpp - Positions and connections in files ----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/NetworkFiles.h"

#include <gtest/gtest.h>
#include <hdf5.h>
#include <zip.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <thread>

using namespace neuro::rt;

namespace {

std::string scratch(const std::string &name) { return ::testing::TempDir() + name; }

std::string put(const std::string &name, const std::string &text) {
  std::ofstream(scratch(name), std::ios::binary) << text;
  return scratch(name);
}

/// What a column of edges holds.
std::vector<int64_t> listed(const IndexColumn &column) {
  std::vector<int64_t> all;
  for (size_t k = 0; k < column.size(); ++k)
    all.push_back(column[k]);
  return all;
}
std::vector<double> listed(const ValueColumn &column) {
  std::vector<double> all;
  for (size_t k = 0; k < column.size(); ++k)
    all.push_back(column[k]);
  return all;
}

/// Two and a half chunks of edges, and a few.
constexpr int MANY = 5 * EDGE_CHUNK / 2 + 3;
int64_t manySource(int k) { return k * 7919 % 1000; }
int64_t manyTarget(int k) { return k * 104729 % 70000; }
double manyWeight(int k) { return 0.25 * (k % 4096); }
double manyDelay(int k) { return 0.1 * (1 + k % 40); }

std::string manyCsv(const std::string &name) {
  std::ofstream out(scratch(name));
  out << "# made by a test\n\ntarget,delay,other,weight,source\n";
  out.precision(17);
  for (int k = 0; k < MANY; ++k)
    out << manyTarget(k) << ", " << manyDelay(k) << ",0," << manyWeight(k) << ',' << manySource(k)
        << '\n';
  return scratch(name);
}

/// An archive, stored without compression or with it, as NumPy writes it.
std::string manyNpz(const std::string &name, bool compressed, int targets = MANY) {
  const std::string path = scratch(name);
  int code = 0;
  zip_t *archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
  std::vector<std::unique_ptr<std::string>> kept; // until the archive is written
  auto array = [&](const char *called, const char *type, int n, auto valueOf) {
    using Value = decltype(valueOf(0));
    std::string header = std::string("{'descr': '") + type + "', 'fortran_order': False, 'shape': (" +
                         std::to_string(n) + ",), }";
    header.resize(118, ' ');
    auto bytes = std::make_unique<std::string>(std::string("\x93NUMPY\x01\x00\x76\x00", 10) + header);
    for (int k = 0; k < n; ++k) {
      const Value value = valueOf(k);
      bytes->append(reinterpret_cast<const char *>(&value), sizeof value);
    }
    const zip_int64_t at =
        zip_file_add(archive, (std::string(called) + ".npy").c_str(),
                     zip_source_buffer(archive, bytes->data(), bytes->size(), 0), 0);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(at),
                             compressed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
    kept.push_back(std::move(bytes));
  };
  array("source", "<i4", MANY, [](int k) { return static_cast<int32_t>(manySource(k)); });
  array("target", "<i8", targets, [](int k) { return manyTarget(k); });
  array("weight", "<f4", MANY, [](int k) { return static_cast<float>(manyWeight(k)); });
  array("delay", "<f8", MANY, [](int k) { return manyDelay(k); });
  zip_close(archive);
  return path;
}

/// A SONATA file with edges 3->1, 0->2, 5->0, whose rows in the group are turned round.
std::string sonata(const std::string &name, bool weights = true, int groups = 1,
                   const char *population = "E_to_I") {
  const std::string path = scratch(name);
  const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  const std::string base = std::string("/edges/") + population;
  const hid_t links = H5Pcreate(H5P_LINK_CREATE);
  H5Pset_create_intermediate_group(links, 1);
  auto dataset = [&](const std::string &where, hid_t type, const void *data) {
    const hsize_t n = 3;
    const hid_t space = H5Screate_simple(1, &n, nullptr);
    const hid_t set =
        H5Dcreate2(file, where.c_str(), type, space, links, H5P_DEFAULT, H5P_DEFAULT);
    H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data);
    H5Dclose(set);
    H5Sclose(space);
  };
  const uint64_t source[] = {3, 0, 5}, target[] = {1, 2, 0};
  const uint32_t group[] = {0, 0, static_cast<uint32_t>(groups - 1)}, index[] = {2, 1, 0};
  const float weight[] = {0.25f, 0.5f, 0.75f};
  const double delay[] = {1, 2, 3};
  dataset(base + "/source_node_id", H5T_NATIVE_UINT64, source);
  dataset(base + "/target_node_id", H5T_NATIVE_UINT64, target);
  dataset(base + "/edge_group_id", H5T_NATIVE_UINT32, group);
  dataset(base + "/edge_group_index", H5T_NATIVE_UINT32, index);
  if (weights)
    dataset(base + "/0/syn_weight", H5T_NATIVE_FLOAT, weight);
  dataset(base + "/0/delay", H5T_NATIVE_DOUBLE, delay);
  H5Pclose(links);
  H5Fclose(file);
  return path;
}

/// A list, held in memory.
Result<std::shared_ptr<FileEdges>> readEdges(const std::string &path) {
  auto list = openEdges(path);
  if (!list)
    return list.error();
  auto held = std::make_shared<FileEdges>();
  Result<void> read = (*list)->read([&](const EdgeChunk &chunk) -> Result<void> {
    EXPECT_EQ(chunk.first, held->size());
    held->append(chunk);
    return {};
  });
  if (!read)
    return read.error();
  EXPECT_EQ(held->size(), (*list)->size());
  return held;
}

std::string edgesError(const std::string &path) {
  auto edges = readEdges(path);
  return edges ? "" : edges.error().message;
}

} // namespace

TEST(NetworkFiles, CsvByName) {
  auto edges = readEdges(put("edges.csv", "delay, target ,source\n1.5,0,7\n2,1,3\n"));
  ASSERT_TRUE(edges) << edges.error().message;
  EXPECT_EQ(listed((*edges)->source), (std::vector<int64_t>{7, 3}));
  EXPECT_EQ(listed((*edges)->target), (std::vector<int64_t>{0, 1}));
  EXPECT_EQ(listed((*edges)->delay), (std::vector<double>{1.5, 2}));
  EXPECT_TRUE((*edges)->weight.empty());
  auto places = readPositions(put("places.csv", "y,x\n1,2\n3,4\n"));
  ASSERT_TRUE(places) << places.error().message;
  EXPECT_EQ(*places, (std::vector<double>{2, 1, 0, 4, 3, 0}));
}

TEST(NetworkFiles, WrongTablesAreErrors) {
  for (auto [text, what] :
       {std::make_pair("source,goal\n0,1\n", "no column 'target'"),
        {"source,target\n0.5,1\n", "edge 0"},
        {"source,target\n-1,1\n", "edge 0"},
        {"source,target\n0,1\n0,nan\n", "edge 1"},
        {"source,target\n0,1e300\n", "edge 0"}})
    EXPECT_NE(edgesError(put("bad.csv", text)).find(what), std::string::npos)
        << text << edgesError(scratch("bad.csv"));
  EXPECT_NE(edgesError(put("edges.txt", "x")).find("E0434"), std::string::npos);
  EXPECT_NE(edgesError(scratch("nowhere.csv")), "");
  EXPECT_NE(edgesError(scratch("nowhere.npz")), "");
  EXPECT_NE(edgesError(scratch("nowhere.h5")).find("E0434"), std::string::npos);
  auto places = readPositions(put("places.csv", "x,z\n1,2\n"));
  ASSERT_FALSE(places);
  EXPECT_NE(places.error().message.find("no column 'y'"), std::string::npos);
}

TEST(NetworkFiles, SonataByGroupIndex) {
  auto edges = readEdges(sonata("edges.sonata.h5"));
  ASSERT_TRUE(edges) << edges.error().message;
  EXPECT_EQ(listed((*edges)->source), (std::vector<int64_t>{3, 0, 5}));
  EXPECT_EQ(listed((*edges)->target), (std::vector<int64_t>{1, 2, 0}));
  EXPECT_EQ(listed((*edges)->weight), (std::vector<double>{0.75, 0.5, 0.25}));
  EXPECT_EQ(listed((*edges)->delay), (std::vector<double>{3, 2, 1}));
  auto bare = readEdges(sonata("bare.h5", false));
  ASSERT_TRUE(bare);
  EXPECT_TRUE((*bare)->weight.empty());
  EXPECT_NE(edgesError(sonata("groups.h5", true, 2)).find("several groups"), std::string::npos);
}

/// The same in a SONATA file, row k of the group for edge k, in compressed pieces.
static std::string manySonata(const std::string &name) {
  const std::string path = scratch(name);
  const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  const hid_t links = H5Pcreate(H5P_LINK_CREATE);
  H5Pset_create_intermediate_group(links, 1);
  const hid_t pieces = H5Pcreate(H5P_DATASET_CREATE);
  const hsize_t n = MANY, piece = 1000;
  H5Pset_chunk(pieces, 1, &piece);
  H5Pset_deflate(pieces, 1);
  auto dataset = [&](const char *where, hid_t type, auto valueOf) {
    std::vector<decltype(valueOf(0))> values;
    for (int k = 0; k < MANY; ++k)
      values.push_back(valueOf(k));
    const hid_t space = H5Screate_simple(1, &n, nullptr);
    const hid_t set = H5Dcreate2(file, where, type, space, links, pieces, H5P_DEFAULT);
    H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    H5Dclose(set);
    H5Sclose(space);
  };
  dataset("/edges/A_to_B/source_node_id", H5T_NATIVE_INT64, manySource);
  dataset("/edges/A_to_B/target_node_id", H5T_NATIVE_INT64, manyTarget);
  dataset("/edges/A_to_B/edge_group_id", H5T_NATIVE_INT, [](int) { return 0; });
  dataset("/edges/A_to_B/edge_group_index", H5T_NATIVE_INT, [](int k) { return k; });
  dataset("/edges/A_to_B/0/syn_weight", H5T_NATIVE_DOUBLE, manyWeight);
  dataset("/edges/A_to_B/0/delay", H5T_NATIVE_DOUBLE, manyDelay);
  H5Pclose(pieces);
  H5Pclose(links);
  H5Fclose(file);
  return path;
}

TEST(NetworkFiles, ListsStayInTheirFiles) {
  for (const std::string &path :
       {manyCsv("many.csv"), manyNpz("stored.npz", false), manyNpz("packed.npz", true),
        manySonata("many.h5")}) {
    auto list = openEdges(path);
    ASSERT_TRUE(list) << list.error().message;
    EXPECT_EQ((*list)->size(), static_cast<size_t>(MANY));
    EXPECT_TRUE((*list)->hasWeight());
    EXPECT_TRUE((*list)->hasDelay());
    // A sum of each chunk, no edges.
    EXPECT_LE((*list)->bytes(), 100u) << path;
    // As often as it takes, by several threads at once, all of it or its beginning.
    std::vector<std::thread> threads;
    std::vector<int> right(4, 0);
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&, t] {
        for (int again = 0; again < 2; ++again) {
          int next = 0;
          Result<void> read = (*list)->read([&](const EdgeChunk &chunk) -> Result<void> {
            for (int k = 0; k < chunk.count; ++k, ++next)
              right[t] += chunk.source[k] == manySource(next) && chunk.target[k] == manyTarget(next) &&
                          chunk.weight[k] == manyWeight(next) && chunk.delay[k] == manyDelay(next);
            return t == 3 ? Result<void>(Error{"enough", ""}) : Result<void>();
          });
          if (t == 3 ? read || read.error().message != "enough" : !read)
            right[t] = -1;
        }
      });
    for (std::thread &thread : threads)
      thread.join();
    EXPECT_EQ(right, (std::vector<int>{2 * MANY, 2 * MANY, 2 * MANY, 2 * EDGE_CHUNK})) << path;
  }
  EXPECT_NE(edgesError(manyNpz("short.npz", true, MANY - 1)).find("sources but"), std::string::npos);
}

TEST(NetworkFiles, ListsThatChangeAreErrors) {
  const std::string path = manyCsv("changing.csv");
  auto list = openEdges(path);
  ASSERT_TRUE(list);
  std::ifstream in(path, std::ios::binary);
  std::stringstream whole;
  whole << in.rdbuf();
  const std::string text = whole.str();
  // What is visited is what was there the first time, also when it is not all.
  auto error = [&] {
    int next = 0;
    Result<void> read = (*list)->read([&](const EdgeChunk &chunk) -> Result<void> {
      for (int k = 0; k < chunk.count; ++k, ++next) {
        EXPECT_EQ(chunk.source[k], manySource(next));
        EXPECT_EQ(chunk.target[k], manyTarget(next));
      }
      return {};
    });
    return read ? "" : read.error().message;
  };
  EXPECT_EQ(error(), "");
  put("changing.csv", text + "1,1,1,1,1\n");
  EXPECT_NE(error().find("has changed"), std::string::npos) << error();
  put("changing.csv", text.substr(0, text.rfind('\n', text.size() - 2) + 1));
  EXPECT_NE(error().find("has changed"), std::string::npos) << error();
  std::string other = text;
  other[other.size() - 2] = other[other.size() - 2] == '1' ? '2' : '1';
  put("changing.csv", other);
  EXPECT_NE(error().find("has changed"), std::string::npos) << error();
  put("changing.csv", "target,delay,source\n1,1,1\n");
  EXPECT_NE(error().find("E0434"), std::string::npos) << error();
  std::remove(path.c_str());
  EXPECT_NE(error().find("E0701"), std::string::npos) << error();
  put("changing.csv", text);
  EXPECT_EQ(error(), "");
}

TEST(NetworkFiles, DamagedSonataIsAnError) {
  std::ifstream in(sonata("whole.h5"), std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  const std::string whole = text.str();
  for (size_t length = 0; length < whole.size(); length += whole.size() / 61 + 1)
    EXPECT_NE(edgesError(put("cut.h5", whole.substr(0, length))).find("E0434"),
              std::string::npos)
        << length;
  // A flipped bit is either an error or seen in the numbers; it never crashes.
  for (size_t at = 0; at < whole.size(); at += 37) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x41);
    edgesError(put("flipped.h5", bytes));
  }
}
