//===- NetworkFilesTest.cpp - Positions and connections in files ----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/NetworkFiles.h"

#include <gtest/gtest.h>
#include <hdf5.h>

#include <fstream>
#include <sstream>

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
