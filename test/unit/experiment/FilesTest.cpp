//===- FilesTest.cpp - What is written is what was recorded ----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Recording.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <unistd.h>

using namespace neuro::rt;
namespace fs = std::filesystem;

namespace {
class Files : public ::testing::Test {
protected:
  void SetUp() override {
    directory = fs::temp_directory_path() / ("neuro-files-" + std::to_string(getpid()));
    fs::remove_all(directory);
  }
  void TearDown() override { fs::remove_all(directory); }
  std::string read(const std::string &name) {
    std::ifstream in(directory / name, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }
  fs::path directory;
};

Recording sample() {
  Recording recording;
  recording.dt = 0.1;
  recording.events.push_back({"E.spikes", {0, 1, 2}, {2, 0}, {3, 12}});
  recording.values.push_back({"E[1..3].V", "mV", 1, {1, 2}, {10, 20}, {-65, 0.1, -64.5, 1e-300}});
  recording.values.push_back({"mean(E.w)", "nA", 1000, {}, {10}, {250}});
  return recording;
}
} // namespace

TEST_F(Files, CsvHasOneFileATarget) {
  ASSERT_EQ(writeCsv(sample(), directory.string()), "");
  EXPECT_EQ(read("E.spikes.csv"), "neuron,time_ms\n2,0.3\n0,1.2\n");
  // 17 digits: a value read back is the value recorded.
  EXPECT_EQ(read("E.V.csv"), "time_ms,1,2\n1,-65,0.10000000000000001\n2,-64.5,1e-300\n");
  EXPECT_EQ(read("mean_E.w.csv"), "time_ms,value\n1,0.25\n");
}

TEST_F(Files, NamesNeverCollide) {
  Recording recording;
  recording.values.resize(4);
  recording.values[0].name = "E[0..10].V";
  recording.values[1].name = "E[20..30].V";
  recording.values[2].name = "L[0].V";
  recording.values[3].name = "L[0].V";
  std::vector<std::string> stems = fileStems(recording);
  EXPECT_EQ(stems[0], "E_0_10.V");
  EXPECT_EQ(stems[1], "E_20_30.V");
  EXPECT_NE(stems[2], stems[3]);
  recording.values[0].name = "../../etc/passwd";
  EXPECT_EQ(fileStems(recording)[0].find('/'), std::string::npos);
}

TEST_F(Files, NpzIsAZipOfArrays) {
  ASSERT_EQ(writeNpz(sample(), directory.string()), "");
  std::string archive = read("E.spikes.npz");
  EXPECT_EQ(archive.substr(0, 4), std::string("PK\x03\x04", 4));
  size_t header = archive.find("\x93NUMPY");
  ASSERT_NE(header, std::string::npos);
  EXPECT_NE(archive.find("'descr': '<i8', 'fortran_order': False, 'shape': (2,)"), std::string::npos);
  size_t data = header + 10 + static_cast<unsigned char>(archive[header + 8]) +
                256u * static_cast<unsigned char>(archive[header + 9]);
  EXPECT_EQ((data - header) % 64, 0u) << "NumPy maps arrays at multiples of 64";
  int64_t first;
  std::memcpy(&first, archive.data() + data, 8);
  EXPECT_EQ(first, 2);
  ASSERT_EQ(writeNpz(sample(), directory.string()), "");
  EXPECT_EQ(read("E.spikes.npz"), archive) << "same recording, same bytes";
}

TEST_F(Files, RasterDrawsEverySpikeInTheWindow) {
  fs::create_directories(directory);
  std::string path = (directory / "r.svg").string();
  ASSERT_EQ(writeRaster(sample(), path, "a < b", 0, 1), "");
  std::string svg = read("r.svg");
  EXPECT_NE(svg.find("<title>a &lt; b</title>"), std::string::npos);
  // Of the two spikes, at 0.3 and 1.2 ms, one lies within the window.
  size_t marks = 0;
  std::string path1 = svg.substr(svg.find("<path d="), svg.find("stroke=") - svg.find("<path d="));
  for (char c : path1)
    marks += c == 'M';
  EXPECT_EQ(marks, 1u);
}

TEST_F(Files, FailuresAreTold) {
  fs::create_directories(directory);
  std::ofstream(directory / "file") << "x";
  EXPECT_NE(writeCsv(sample(), (directory / "file").string()), "");
  EXPECT_NE(writeRaster(sample(), (directory / "no" / "r.svg").string(), "t", 0, 1), "");
  EXPECT_NE(writeRaster(Recording{}, (directory / "r.svg").string(), "t", 0, 1), "");
}
