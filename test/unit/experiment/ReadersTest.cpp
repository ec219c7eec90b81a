//===- ReadersTest.cpp - Data files, whole, cut and damaged -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Dataset.h"
#include "runtime/io/Lz4.h"
#include "runtime/io/NumericArray.h"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <hdf5.h>
#include <zlib.h>

using namespace neuro::rt;

namespace {

std::string write(const std::string &name, const std::string &bytes) {
  const std::string path = testing::TempDir() + "readers-" + name;
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

std::string codeOf(const Error &error) { return error.message.substr(0, 5); }

template <typename T> void put(std::string &to, T value) {
  to.append(reinterpret_cast<const char *>(&value), sizeof(T));
}

const std::string idx = std::string("\0\0\x08\x02\0\0\0\x02\0\0\0\x03", 12) + "\x01\x02\x03\x04\x05\xff";

std::string npy(const std::string &dictionary, const std::string &values) {
  std::string header = dictionary + "\n";
  std::string out("\x93NUMPY\x01\x00", 8);
  put<uint16_t>(out, static_cast<uint16_t>(header.size()));
  return out + header + values;
}

/// An AEDAT 4 file with one packet of events (time in us, x, y, polarity).
std::string aedat(int32_t compression, const std::vector<std::array<int64_t, 4>> &events,
                  const std::string &raw = "") {
  const std::string xml = "<attr key=\"sizeX\" type=\"int\">4</attr><attr key=\"sizeY\" type=\"int\">3</attr>";
  std::string header;
  put<uint32_t>(header, 20);
  header += "IOHE";
  for (uint16_t word : {10, 20, 4, 8, 16, 0})
    put<uint16_t>(header, word);
  put<int32_t>(header, 12);
  put<int32_t>(header, compression);
  put<int64_t>(header, -1);
  put<uint32_t>(header, 4);
  put<uint32_t>(header, static_cast<uint32_t>(xml.size()));
  header += xml;
  std::string packet;
  put<uint32_t>(packet, 16);
  packet += "EVTS";
  for (uint16_t word : {6, 8, 4, 0})
    put<uint16_t>(packet, word);
  put<int32_t>(packet, 8);
  put<uint32_t>(packet, 4);
  put<uint32_t>(packet, static_cast<uint32_t>(events.size()));
  for (auto [time, x, y, polarity] : events) {
    put<int64_t>(packet, time);
    put<int16_t>(packet, static_cast<int16_t>(x));
    put<int16_t>(packet, static_cast<int16_t>(y));
    put<int32_t>(packet, static_cast<int32_t>(polarity));
  }
  std::string sized;
  put<uint32_t>(sized, static_cast<uint32_t>(packet.size()));
  sized += packet;
  if (!raw.empty())
    sized = raw;
  std::string out = "#!AER-DAT4.0\r\n";
  put<uint32_t>(out, static_cast<uint32_t>(header.size()));
  out += header;
  put<int32_t>(out, 0);
  put<int32_t>(out, static_cast<int32_t>(sized.size()));
  return out + sized;
}

} // namespace

// --- IDX ---------------------------------------------------------------------------------

TEST(Idx, ReadsPlainAndGzip) {
  const std::string path = testing::TempDir() + "readers-idx.gz";
  gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, idx.data(), static_cast<unsigned>(idx.size()));
  gzclose(file);
  for (const std::string &p : {write("idx", idx), path}) {
    Result<NumericArray> array = readIdx(p);
    ASSERT_TRUE(array) << array.error().message;
    EXPECT_EQ(array->shape, (std::vector<int64_t>{2, 3}));
    EXPECT_EQ(array->at(0), 1);
    EXPECT_EQ(array->at(5), 255);
  }
}

TEST(Idx, BigEndianTypes) {
  Result<NumericArray> shorts = readIdx(write("i16", std::string("\0\0\x0b\x01\0\0\0\x02\xff\xfe\x01\x00", 12)));
  ASSERT_TRUE(shorts);
  EXPECT_EQ(shorts->at(0), -2);
  EXPECT_EQ(shorts->at(1), 256);
  Result<NumericArray> reals = readIdx(write("f32", std::string("\0\0\x0d\x01\0\0\0\x01\x40\x49\x0f\xdb", 12)));
  ASSERT_TRUE(reals);
  EXPECT_FLOAT_EQ(static_cast<float>(reals->at(0)), 3.14159274f);
}

TEST(Idx, EveryCutIsAnError) {
  for (size_t n = 0; n < idx.size(); ++n) {
    Result<NumericArray> array = readIdx(write("cut", idx.substr(0, n)));
    ASSERT_FALSE(array) << n;
    EXPECT_EQ(codeOf(array.error()), "E0702") << array.error().message;
    EXPECT_NE(array.error().message.find("at byte"), std::string::npos);
  }
  EXPECT_EQ(codeOf(readIdx(write("long", idx + "x")).error()), "E0702");
  EXPECT_EQ(codeOf(readIdx("/nowhere/at/all").error()), "E0701");
}

TEST(Idx, AFalseHeaderTakesNoMemory) {
  // 2^31 x 4 bytes announced, 3 there; then extents whose product overflows.
  EXPECT_FALSE(readIdx(write("bomb", std::string("\0\0\x0c\x01\x7f\xff\xff\xff"
                                                 "abc", 11))));
  EXPECT_FALSE(readIdx(write("wrap", std::string("\0\0\x0e\x03\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 16))));
}

// --- NumPy -------------------------------------------------------------------------------

TEST(Npy, TypesOrdersAndByteOrders) {
  std::string values;
  for (float x : {1.f, 2.f, 3.f, 4.f, 5.f, 6.f})
    put(values, x);
  Result<NumericArray> c = parseNpy(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", values), "c");
  Result<NumericArray> f = parseNpy(npy("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", values), "f");
  ASSERT_TRUE(c && f);
  EXPECT_EQ(c->at(1), 2); // [0, 1] of rows
  EXPECT_EQ(f->at(1), 3); // of columns: 1 2 | 3 4 | 5 6
  EXPECT_EQ(f->at(3), 2);
  Result<NumericArray> big = parseNpy(npy("{'shape': (1,), 'descr': '>i4', 'fortran_order': False}", std::string("\x00\x00\x01\x00", 4)), "b");
  ASSERT_TRUE(big) << big.error().message;
  EXPECT_EQ(big->at(0), 256);
  // Halves: 1.5, the smallest subnormal, -infinity.
  Result<NumericArray> half = parseNpy(npy("{'descr': '<f2', 'fortran_order': False, 'shape': (3,), }",
                                           std::string("\x00\x3e\x01\x00\x00\xfc", 6)), "h");
  ASSERT_TRUE(half);
  EXPECT_EQ(half->at(0), 1.5);
  EXPECT_EQ(half->at(1), std::ldexp(1, -24));
  EXPECT_EQ(half->at(2), -INFINITY);
}

TEST(Npy, DamageIsAnError) {
  const std::string good = npy("{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }", std::string("\1\0\2\0", 4));
  ASSERT_TRUE(parseNpy(good, "good"));
  for (size_t n = 0; n < good.size(); ++n)
    EXPECT_FALSE(parseNpy(good.substr(0, n), "cut")) << n;
  for (const char *bad :
       {"{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "{'descr': '<i2', 'shape': (2,), }",
        "{'descr': '<i2', 'fortran_order': False, 'shape': (999999999999999999999999,), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999, 9999999999), }",
        "{'descr': [('x', '<i2')], 'fortran_order': False, 'shape': (2,), }", "", "{", "}"}) {
    Result<NumericArray> array = parseNpy(npy(bad, std::string("\1\0\2\0", 4)), "bad");
    ASSERT_FALSE(array) << bad;
    EXPECT_EQ(codeOf(array.error()), "E0702");
  }
  EXPECT_EQ(codeOf(readNpz(write("not.npz", "PK but not really"), "x").error()), "E0702");
}

// --- CSV ---------------------------------------------------------------------------------

TEST(Csv, NamesColumnsAndSaysWhichLineIsWrong) {
  Result<CsvTable> table = readCsv(write("t.csv", "label, \"p0\"\r\n1,2.5\r\n\r\n3,-4e2\r\n"));
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(table->columns[1], "p0");
  EXPECT_EQ(table->values, (std::vector<double>{1, 2.5, 3, -400}));
  for (const char *bad : {"", "1,2\n3,4\n", "a,b\n1\n", "a,b\n1,x\n", "a,b\n1,2,3\n"}) {
    Result<CsvTable> wrong = readCsv(write("bad.csv", bad));
    ASSERT_FALSE(wrong) << bad;
    EXPECT_EQ(codeOf(wrong.error()), "E0702");
    EXPECT_NE(wrong.error().message.find("line"), std::string::npos);
  }
}

// --- Events ------------------------------------------------------------------------------

TEST(Events, NmnistBytes) {
  std::string bytes("\x01\x02\x80\x03\xe8\x21\x21\x01\x00\x00", 10);
  auto set = openEvents(write("n.bin", bytes));
  ASSERT_TRUE(set);
  Result<EventRecording> events = (*set)->events(0);
  ASSERT_TRUE(events);
  EXPECT_EQ(events->element, (std::vector<uint32_t>{34 * 34 + 2 * 34 + 1, 33 * 34 + 33}));
  EXPECT_DOUBLE_EQ(events->time[0], 1);
  EXPECT_DOUBLE_EQ(events->time[1], 65.536);
  for (size_t n : {1, 4, 7, 9}) {
    auto cut = openEvents(write("n-cut.bin", bytes.substr(0, n)));
    EXPECT_EQ(codeOf((*cut)->events(0).error()), "E0702");
  }
  bytes[0] = 34;
  auto outside = openEvents(write("n-outside.bin", bytes));
  EXPECT_EQ(codeOf((*outside)->events(0).error()), "E0702");
}

TEST(Events, Aedat4) {
  const std::string good = aedat(0, {{5000, 1, 2, 1}, {5500, 3, 0, 0}});
  auto set = openEvents(write("a.aedat4", good));
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_EQ((*set)->extent().elements(), 2 * 3 * 4);
  Result<EventRecording> events = (*set)->events(0);
  ASSERT_TRUE(events);
  EXPECT_EQ(events->element, (std::vector<uint32_t>{(1 * 3 + 2) * 4 + 1, 3}));
  EXPECT_DOUBLE_EQ(events->time[1], 0.5);
  // Cuts end in an error or before the packet; every byte may be anything.
  for (size_t n = 0; n < good.size(); ++n) {
    auto cut = openEvents(write("a-cut.aedat4", good.substr(0, n)));
    EXPECT_TRUE(!cut || (*cut)->events(0)->time.empty()) << n;
  }
  for (size_t n = 0; n < good.size(); ++n)
    for (int value : {0, 1, 127, 255}) {
      std::string bad = good;
      bad[n] = static_cast<char>(value);
      auto opened = openEvents(write("a-bad.aedat4", bad));
      if (!opened)
        EXPECT_EQ(opened.error().message.substr(0, 3), "E07");
    }
  EXPECT_EQ(codeOf(openEvents(write("z.aedat4", aedat(3, {}))).error()), "E0704");
  EXPECT_EQ(codeOf(openEvents(write("o.aedat4", aedat(0, {{1, 4, 0, 0}}))).error()), "E0702");
}

TEST(Events, Lz4Frames) {
  // One block of "abcabcabcabc": literals abc, a copy of 9 three back, last literals none.
  std::string frame;
  put<uint32_t>(frame, 0x184D2204);
  frame += std::string("\x60\x40\x82", 3); // version 1, independent blocks
  const std::string block = std::string("\x35") + "abc" + std::string("\x03\x00", 2) + std::string("\x00", 1);
  put<uint32_t>(frame, static_cast<uint32_t>(block.size()));
  frame += block;
  put<uint32_t>(frame, 0);
  Result<std::string> plain = unpackLz4(frame, 100);
  ASSERT_TRUE(plain) << plain.error().message;
  EXPECT_EQ(*plain, "abcabcabcabc");
  EXPECT_FALSE(unpackLz4(frame, 11)) << "the limit holds";
  for (size_t n = 1; n < frame.size(); ++n)
    EXPECT_FALSE(unpackLz4(frame.substr(0, n), 100)) << n;
  for (size_t n = 0; n < frame.size(); ++n)
    for (int value = 0; value < 256; ++value) {
      std::string bad = frame;
      bad[n] = static_cast<char>(value);
      Result<std::string> any = unpackLz4(bad, 1000);
      EXPECT_TRUE(!any || any->size() <= 1000);
    }
}

TEST(Events, Hdf5) {
  const std::string path = testing::TempDir() + "readers-e.h5";
  const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  const hid_t group = H5Gcreate2(file, "spikes", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  float t0[] = {0.002f, 0.001f}, t1[] = {0.5f};
  int64_t u0[] = {3, 1}, u1[] = {2}, labels[] = {7, 9};
  hvl_t times[] = {{2, t0}, {1, t1}}, units[] = {{2, u0}, {1, u1}};
  const hsize_t two = 2;
  const hid_t space = H5Screate_simple(1, &two, nullptr);
  auto put = [&](hid_t where, const char *name, hid_t type, const void *data) {
    const hid_t set = H5Dcreate2(where, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    ASSERT_GE(H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data), 0);
    H5Dclose(set);
  };
  const hid_t reals = H5Tvlen_create(H5T_NATIVE_FLOAT), wholes = H5Tvlen_create(H5T_NATIVE_INT64);
  put(group, "times", reals, times);
  put(group, "units", wholes, units);
  put(file, "labels", H5T_NATIVE_INT64, labels);
  H5Gclose(group);
  H5Fclose(file);
  auto set = openEvents(path);
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_EQ((*set)->samples(), 2);
  EXPECT_EQ((*set)->label(1), 9);
  Result<EventRecording> events = (*set)->events(0);
  ASSERT_TRUE(events) << events.error().message;
  EXPECT_EQ(events->element, (std::vector<uint32_t>{1, 3})) << "in order of time";
  EXPECT_NEAR(events->time[0], 1, 1e-6);
  // Cut files are refused by the library or by us, and never read beyond.
  std::ifstream in(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  for (size_t n = 0; n < bytes.size(); n += 97) {
    auto cut = openEvents(write("cut.h5", bytes.substr(0, n)));
    if (cut)
      for (int64_t k = 0; k < (*cut)->samples(); ++k)
        (void)(*cut)->events(k);
  }
  EXPECT_EQ(codeOf(openEvents(write("no.h5", "not HDF5")).error()), "E0702");
}

TEST(Datasets, PartsThatDoNotFit) {
  const std::string labels = write("labels", std::string("\0\0\x08\x01\0\0\0\x03\1\2\3", 11));
  auto set = openDataset("idx", {{"images", write("images", idx)}, {"labels", labels}}, "");
  ASSERT_FALSE(set);
  EXPECT_EQ(codeOf(set.error()), "E0703");
  EXPECT_NE(set.error().message.find("2 images but 3 labels"), std::string::npos);
}
