//===- MakeEvents.cpp - Synthetic recordings of events ----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// make-events FILE [--elements N] [--samples N] [--classes N] [--seconds T] [--seed S]
//
// Stands in for recorded speech and gestures where those are not at hand. A class is
// three sweeps over the channels (as formants sweep over a cochlea); a sample repeats
// its class's sweeps with jitter of 2 ms, every tenth spike missing and noise of 1 Hz
// a channel. The ending says the form: .h5 (as the Spiking Heidelberg Digits), .npz (one
// recording, all samples in a row), .csv (the same), .aedat4 (a bar that moves over a
// camera of 128 x 128).
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Recording.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <hdf5.h>
#include <random>

namespace {

struct Options {
  std::string file;
  unsigned elements = 64, samples = 100, classes = 10;
  double seconds = 1;
  uint64_t seed = 1;
};

struct Sample {
  int label = 0;
  std::vector<std::pair<double, unsigned>> events; ///< s, channel
};

[[noreturn]] void stop(const std::string &text) {
  fmt::print(stderr, "make-events: {}\n", text);
  std::exit(1);
}

/// The same numbers on every machine: std::uniform_real_distribution is not.
struct Random {
  std::mt19937_64 engine;
  double unit() { return (static_cast<double>(engine() >> 11) + 0.5) * 0x1p-53; }
  double normal() { return std::sqrt(-2 * std::log(unit())) * std::cos(6.283185307179586 * unit()); }
};

std::vector<Sample> make(const Options &options) {
  Random random{std::mt19937_64(options.seed)};
  struct Sweep {
    double start, end, from, until; ///< channels as fractions; times as fractions
  };
  std::vector<std::vector<Sweep>> classes(options.classes);
  for (auto &sweeps : classes)
    for (int k = 0; k < 3; ++k) {
      const double from = 0.6 * random.unit();
      sweeps.push_back({random.unit(), random.unit(), from, from + 0.4});
    }
  std::vector<Sample> out(options.samples);
  for (unsigned s = 0; s < options.samples; ++s) {
    Sample &sample = out[s];
    sample.label = static_cast<int>(s % options.classes);
    auto add = [&](double time, double channel) {
      if (time >= 0 && time < options.seconds && channel >= 0 && channel < options.elements)
        sample.events.emplace_back(time, static_cast<unsigned>(channel));
    };
    for (const Sweep &sweep : classes[static_cast<size_t>(sample.label)])
      for (double x = 0; x < 1; x += 1.0 / (2 * options.elements))
        if (random.unit() > 0.1)
          add((sweep.from + (sweep.until - sweep.from) * x) * options.seconds + 0.002 * random.normal(),
              (sweep.start + (sweep.end - sweep.start) * x) * options.elements);
    const double noise = options.elements * options.seconds; // 1 Hz a channel
    for (double n = -std::log(random.unit()); n < noise; n -= std::log(random.unit()))
      add(options.seconds * random.unit(), options.elements * random.unit());
    std::sort(sample.events.begin(), sample.events.end());
  }
  return out;
}

void writeHdf5(const Options &options, const std::vector<Sample> &samples) {
  const hid_t file = H5Fcreate(options.file.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  if (file < 0)
    stop("cannot write " + options.file);
  const hsize_t count = samples.size();
  const hid_t space = H5Screate_simple(1, &count, nullptr);
  const hid_t group = H5Gcreate2(file, "spikes", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  std::vector<std::vector<float>> times(samples.size());
  std::vector<std::vector<int64_t>> units(samples.size());
  std::vector<hvl_t> timeRows, unitRows;
  std::vector<int64_t> labels;
  for (size_t s = 0; s < samples.size(); ++s) {
    for (auto [time, channel] : samples[s].events) {
      times[s].push_back(static_cast<float>(time));
      units[s].push_back(channel);
    }
    timeRows.push_back({times[s].size(), times[s].data()});
    unitRows.push_back({units[s].size(), units[s].data()});
    labels.push_back(samples[s].label);
  }
  bool good = group >= 0 && space >= 0;
  auto write = [&](hid_t where, const char *name, hid_t type, const void *data) {
    const hid_t set = H5Dcreate2(where, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    good &= set >= 0 && H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data) >= 0;
    if (set >= 0)
      H5Dclose(set);
  };
  const hid_t realRows = H5Tvlen_create(H5T_NATIVE_FLOAT), wholeRows = H5Tvlen_create(H5T_NATIVE_INT64);
  write(group, "times", realRows, timeRows.data());
  write(group, "units", wholeRows, unitRows.data());
  write(file, "labels", H5T_NATIVE_INT64, labels.data());
  H5Tclose(realRows);
  H5Tclose(wholeRows);
  H5Gclose(group);
  H5Sclose(space);
  if (H5Fclose(file) < 0 || !good)
    stop("cannot write " + options.file);
}

/// One recording, all samples in a row, as nc writes spikes itself.
void writeTable(const Options &options, const std::vector<Sample> &samples, bool csv) {
  neuro::rt::Recording recording;
  recording.dt = 1e-3;
  const std::filesystem::path path(options.file);
  neuro::rt::EventSeries series;
  series.name = path.stem().string();
  for (unsigned e = 0; e < options.elements; ++e)
    series.columns.push_back(e);
  double start = 0;
  for (const Sample &sample : samples) {
    for (auto [time, channel] : sample.events) {
      series.element.push_back(channel);
      series.tick.push_back(std::llround((start + time) * 1e6)); // ticks of 1 us
    }
    start += options.seconds;
  }
  recording.events.push_back(std::move(series));
  const std::string folder = path.has_parent_path() ? path.parent_path().string() : ".";
  const std::string why = csv ? neuro::rt::writeCsv(recording, folder)
                              : neuro::rt::writeNpz(recording, folder);
  if (!why.empty())
    stop(why);
}

template <typename T> void put(std::string &to, T value) {
  to.append(reinterpret_cast<const char *>(&value), sizeof(T));
}

/// AEDAT 4 without compression; its FlatBuffers are small enough to lay out by hand.
void writeAedat4(const Options &options) {
  constexpr int side = 128;
  Random random{std::mt19937_64(options.seed)};
  std::ofstream out(options.file, std::ios::binary);
  const std::string xml = "<dv version=\"2.0\"><node name=\"outInfo\" path=\"/outInfo/\"><node name=\"0\" "
                          "path=\"/outInfo/0/\"><attr key=\"typeIdentifier\" type=\"string\">EVTS</attr>"
                          "<node name=\"info\" path=\"/outInfo/0/info/\"><attr key=\"sizeX\" type=\"int\">128"
                          "</attr><attr key=\"sizeY\" type=\"int\">128</attr></node></node></node></dv>";
  // Behind the size: offset of the root, identifier, vtable, table, text.
  std::string header;
  put<uint32_t>(header, 20); // root behind itself: vtable of 10 bytes and padding between
  header += "IOHE";
  put<uint16_t>(header, 10); // vtable: its size, the table's, three fields
  put<uint16_t>(header, 20);
  put<uint16_t>(header, 4);  // compression
  put<uint16_t>(header, 8);  // place of the table at the end
  put<uint16_t>(header, 16); // text
  put<uint16_t>(header, 0);
  put<int32_t>(header, 12); // table: back to the vtable
  put<int32_t>(header, 0);  // none
  put<int64_t>(header, -1); // no table at the end
  put<uint32_t>(header, 4); // text follows
  put<uint32_t>(header, static_cast<uint32_t>(xml.size()));
  header += xml + std::string(4 - xml.size() % 4, '\0');
  out << "#!AER-DAT4.0\r\n";
  std::string size;
  put<uint32_t>(size, static_cast<uint32_t>(header.size()));
  out << size << header;
  const int64_t packets = std::llround(options.seconds * 100);
  for (int64_t p = 0; p < packets; ++p) {
    std::vector<std::string> events;
    // A vertical bar walks to the right: ON events in front, OFF events behind.
    const int front = static_cast<int>(p * 2 % side);
    for (int y = 0; y < side; y += 2)
      for (int on = 0; on < 2; ++on)
        if (random.unit() > 0.2) {
          std::string event;
          put<int64_t>(event, 1600000000000000 + p * 10000 + static_cast<int64_t>(random.unit() * 10000));
          put<int16_t>(event, static_cast<int16_t>(on ? front : (front + side - 8) % side));
          put<int16_t>(event, static_cast<int16_t>(y));
          put<int8_t>(event, static_cast<int8_t>(on));
          event += std::string(3, '\0');
          events.push_back(std::move(event));
        }
    std::sort(events.begin(), events.end(), [](const std::string &a, const std::string &b) {
      int64_t x, y;
      std::memcpy(&x, a.data(), 8);
      std::memcpy(&y, b.data(), 8);
      return x < y;
    });
    const int64_t start = 1600000000000000;
    if (p == 0 && !events.empty()) // the recording begins with it
      std::memcpy(events.front().data(), &start, sizeof(start));
    std::string packet;
    put<uint32_t>(packet, 16);
    packet += "EVTS";
    put<uint16_t>(packet, 6); // vtable: its size, the table's, one field
    put<uint16_t>(packet, 8);
    put<uint16_t>(packet, 4);
    put<uint16_t>(packet, 0);
    put<int32_t>(packet, 8);  // table: back to the vtable
    put<uint32_t>(packet, 4); // vector follows
    put<uint32_t>(packet, static_cast<uint32_t>(events.size()));
    for (const std::string &event : events)
      packet += event;
    std::string head;
    put<int32_t>(head, 0); // stream
    put<int32_t>(head, static_cast<int32_t>(packet.size() + 4));
    put<uint32_t>(head, static_cast<uint32_t>(packet.size()));
    out << head << packet;
  }
  out.close();
  if (!out)
    stop("cannot write " + options.file);
}

} // namespace

int main(int argc, char **argv) {
  Options options;
  for (int k = 1; k < argc; ++k) {
    const std::string name = argv[k];
    if (name.rfind("--", 0) != 0) {
      options.file = name;
      continue;
    }
    char *end = nullptr;
    const double value = ++k < argc ? std::strtod(argv[k], &end) : -1;
    if (!end || *end || !(value > 0 && value <= 1e6))
      stop(name + " needs a positive number");
    if (name == "--elements")
      options.elements = static_cast<unsigned>(value);
    else if (name == "--samples")
      options.samples = static_cast<unsigned>(value);
    else if (name == "--classes")
      options.classes = static_cast<unsigned>(value);
    else if (name == "--seconds")
      options.seconds = value;
    else if (name == "--seed")
      options.seed = static_cast<uint64_t>(value);
    else
      stop("there is no option " + name);
  }
  const std::string ending = std::filesystem::path(options.file).extension().string();
  if (ending == ".h5")
    writeHdf5(options, make(options));
  else if (ending == ".npz" || ending == ".csv")
    writeTable(options, make(options), ending == ".csv");
  else if (ending == ".aedat4")
    writeAedat4(options);
  else
    stop("usage: make-events FILE.h5|.npz|.csv|.aedat4 [--elements N] [--samples N] [--classes N] "
         "[--seconds T] [--seed S]");
  return 0;
}
