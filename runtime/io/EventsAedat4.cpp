//===- EventsAedat4.cpp - Recordings of event cameras -----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// AEDAT 4.0 (iniVation, "AEDAT file formats"): the line "#!AER-DAT4.0\r\n", a
// size-prefixed FlatBuffer of the header (compression, place of the table at the end, an
// XML text with the size of the sensor), then packets: stream (i32), size (i32) and
// so many bytes, a size-prefixed FlatBuffer that is, after decompression, a table
// with one vector of events if its identifier is EVTS. An event is 16 bytes: time
// in us (i64), x, y (i16), polarity (i8), padding. Everything is little-endian.
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Dataset.h"
#include "runtime/io/Lz4.h"

#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <string_view>

using namespace neuro::rt;

namespace {

constexpr std::string_view MAGIC = "#!AER-DAT4.0\r\n";
constexpr uint64_t MAX_PACKET = uint64_t(1) << 28;

/// Reads of a FlatBuffer that stay within it: 0 outside, with `good` false.
class Table {
public:
  explicit Table(std::string_view bytes) : bytes(bytes) {}
  bool good = true;

  template <typename T> T read(uint64_t at) {
    T value{};
    if (at > bytes.size() || bytes.size() - at < sizeof(T)) {
      good = false;
      return value;
    }
    std::memcpy(&value, bytes.data() + at, sizeof(T));
    return value;
  }
  /// Place of the root table behind the size prefix.
  uint64_t root() { return 4 + uint64_t(read<uint32_t>(4)); }
  bool isA(std::string_view identifier) const {
    return bytes.size() >= 12 && bytes.substr(8, 4) == identifier;
  }
  /// Place of a table's field, or 0 when it is absent.
  uint64_t field(uint64_t table, int number) {
    const int64_t vtable = static_cast<int64_t>(table) - read<int32_t>(table);
    if (vtable < 0) {
      good = false;
      return 0;
    }
    const uint16_t size = read<uint16_t>(static_cast<uint64_t>(vtable));
    const uint64_t slot = 4 + 2 * static_cast<uint64_t>(number);
    if (slot + 2 > size)
      return 0;
    const uint16_t offset = read<uint16_t>(static_cast<uint64_t>(vtable) + slot);
    return offset ? table + offset : 0;
  }
  /// Place of the first entry of the vector that a field refers to, and its length.
  std::pair<uint64_t, uint64_t> vectorAt(uint64_t field, uint64_t entry) {
    if (!field)
      return {0, 0};
    const uint64_t at = field + read<uint32_t>(field);
    const uint64_t count = read<uint32_t>(at);
    if (!good || count > (bytes.size() - at - 4) / entry) {
      good = false;
      return {0, 0};
    }
    return {at + 4, count};
  }
  std::string_view bytes;
};

/// Value of <attr key="name" …>value</attr>, or 0.
int64_t attribute(std::string_view xml, const std::string &name) {
  size_t at = xml.find("key=\"" + name + "\"");
  at = at == std::string_view::npos ? at : xml.find('>', at);
  int64_t value = 0;
  if (at != std::string_view::npos)
    for (++at; at < xml.size() && xml[at] >= '0' && xml[at] <= '9' && value < 100000; ++at)
      value = value * 10 + (xml[at] - '0');
  return value;
}

class CameraDataset : public Dataset {
public:
  EventRecording recording;
  EventExtent size;
  int64_t samples() const override { return 1; }
  bool hasEvents() const override { return true; }
  EventExtent extent() const override { return size; }
  Result<EventRecording> events(int64_t) const override { return recording; }
};

class Reader {
public:
  explicit Reader(const std::string &path)
      : path(path), in(path, std::ios::binary), out(std::make_shared<CameraDataset>()) {}

  Result<std::shared_ptr<Dataset>> run() {
    std::string text;
    if (!in)
      return Error{fmt::format("E0701: cannot read '{}'", path), ""};
    if (!take(MAGIC.size(), text) || text != MAGIC)
      return broken("it does not begin with #!AER-DAT4.0");
    if (std::optional<Error> bad = header())
      return *bad;
    while (end < 0 || offset < static_cast<uint64_t>(end)) {
      if (in.peek() == std::char_traits<char>::eof())
        break;
      if (std::optional<Error> bad = packet())
        return *bad;
    }
    if (Result<void> r = finishRecording(out->recording, path); !r)
      return r.error();
    return std::shared_ptr<Dataset>(std::move(out));
  }

private:
  Error broken(std::string what) const {
    return {fmt::format("E0702: '{}' is not an AEDAT 4 file: {} (at byte {})", path, what, offset), ""};
  }

  /// In pieces, so that a false size does not reserve what is not there.
  bool take(uint64_t n, std::string &into) {
    into.clear();
    while (into.size() < n) {
      const size_t have = into.size(), piece = std::min<uint64_t>(n - have, 1 << 20);
      into.resize(have + piece);
      if (!in.read(into.data() + have, static_cast<std::streamsize>(piece)))
        return false;
    }
    offset += n;
    return true;
  }

  /// A FlatBuffer with its size in front.
  std::optional<Error> sized(std::string &into) {
    std::string prefix;
    if (!take(4, prefix))
      return broken("it ends in its header");
    uint32_t n;
    std::memcpy(&n, prefix.data(), 4);
    if (n > MAX_PACKET || !take(n, into))
      return broken(fmt::format("a header of {} bytes is announced, but it ends", n));
    into = prefix + into;
    return std::nullopt;
  }

  std::optional<Error> header() {
    std::string bytes;
    if (std::optional<Error> bad = sized(bytes))
      return bad;
    Table table(bytes);
    if (!table.isA("IOHE"))
      return broken("its header is not an IOHeader");
    const uint64_t root = table.root();
    if (uint64_t field = table.field(root, 0))
      compression = table.read<int32_t>(field);
    if (uint64_t field = table.field(root, 1))
      end = table.read<int64_t>(field);
    if (uint64_t field = table.field(root, 2)) {
      const auto [at, count] = table.vectorAt(field, 1);
      if (table.good) {
        const std::string_view xml = table.bytes.substr(at, count);
        out->size = {2, attribute(xml, "sizeY"), attribute(xml, "sizeX"), true};
      }
    }
    if (!table.good)
      return broken("its header is damaged");
    if (out->size.height <= 0 || out->size.width <= 0 || out->size.height > 65536 ||
        out->size.width > 65536)
      return broken("its header does not tell the size of the sensor");
    if (compression < 0 || compression > 2)
      return Error{fmt::format("E0704: the packets of '{}' are compressed with {}; packets that are "
                               "not compressed or compressed with LZ4 are read", path,
                               compression == 3 || compression == 4 ? "zstd" : "an unknown method"),
                   ""};
    return std::nullopt;
  }

  std::optional<Error> packet() {
    std::string head, bytes;
    if (!take(8, head))
      return broken("it ends in the header of a packet");
    int32_t n;
    std::memcpy(&n, head.data() + 4, 4);
    if (n < 0 || static_cast<uint64_t>(n) > MAX_PACKET || !take(static_cast<uint64_t>(n), bytes))
      return broken(fmt::format("a packet of {} bytes is announced, but it ends", n));
    if (compression) {
      Result<std::string> plain = unpackLz4(bytes, MAX_PACKET);
      if (!plain)
        return broken(plain.error().message);
      bytes = std::move(*plain);
    }
    Table table(bytes);
    if (!table.isA("EVTS")) // frames, triggers and the like
      return std::nullopt;
    const auto [at, count] = table.vectorAt(table.field(table.root(), 0), 16);
    if (!table.good)
      return broken("a packet of events is damaged");
    EventRecording &events = out->recording;
    if (events.time.size() + count > static_cast<size_t>(MAX_EVENTS))
      return Error{fmt::format("E0703: '{}' has more than {} events", path, MAX_EVENTS), ""};
    for (uint64_t k = 0; k < count; ++k) {
      const uint64_t event = at + 16 * k;
      const int64_t time = table.read<int64_t>(event);
      const int64_t x = table.read<int16_t>(event + 8), y = table.read<int16_t>(event + 10);
      const int64_t polarity = table.read<int8_t>(event + 12) != 0;
      if (!started) {
        first = time;
        started = true;
      }
      if (x < 0 || y < 0 || x >= out->size.width || y >= out->size.height)
        return broken(fmt::format("an event is at pixel {}, {} of a sensor of {} x {}", x, y,
                                  out->size.width, out->size.height));
      if (time < first)
        return broken(fmt::format("an event of {} us comes after one of {} us", time, first));
      events.element.push_back(
          static_cast<uint32_t>((polarity * out->size.height + y) * out->size.width + x));
      // The clock of a camera is the wall clock: the recording begins with its first event.
      events.time.push_back(static_cast<double>(time - first) * 1e-3);
    }
    return std::nullopt;
  }

  const std::string path;
  std::ifstream in;
  std::shared_ptr<CameraDataset> out;
  uint64_t offset = 0;
  int64_t end = -1; ///< place of the table behind the packets
  int32_t compression = 0;
  bool started = false;
  int64_t first = 0; ///< us
};

} // namespace

Result<std::shared_ptr<Dataset>> neuro::rt::openEventsAedat4(const std::string &path) {
  return Reader(path).run();
}
