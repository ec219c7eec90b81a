//===- PlanBytes.cpp - A plan as bytes, and back --------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/model/PlanBytes.h"

#include "runtime/core/Archive.h"

#include <cstring>
#include <type_traits>
#include <utility>

namespace neuro::rt {

namespace {

// One function a struct, for both directions. A structured binding names all members
// or does not compile.
#define NEURO_PLAN_STRUCT(Type, ...)                                                              \
  template <class Visit> void members(const Type &object_, Visit &visit_) {                       \
    const auto &[__VA_ARGS__] = object_;                                                          \
    visit_(__VA_ARGS__);                                                                          \
  }                                                                                               \
  template <class Visit> void members(Type &object_, Visit &visit_) {                             \
    auto &[__VA_ARGS__] = object_;                                                                \
    visit_(__VA_ARGS__);                                                                          \
  }
#include "runtime/model/PlanMembers.def"

/// The last enumerator. Writing refuses what lies behind it, so one that was added
/// without a word here is noticed with the first plan that has it.
template <class Enum> constexpr Enum lastOf = Enum();
template <> constexpr Op lastOf<Op> = Op::Choice;
template <> constexpr Scalar lastOf<Scalar> = Scalar::Bits;
template <> constexpr FieldRole lastOf<FieldRole> = FieldRole::Ref;
template <> constexpr EdgeEnd lastOf<EdgeEnd> = EdgeEnd::Ref;
template <> constexpr KernelPlan::Phase lastOf<KernelPlan::Phase> = KernelPlan::Signal;
template <> constexpr Tie lastOf<Tie> = Tie::PostFirst;
template <> constexpr SourceKind lastOf<SourceKind> = SourceKind::SpikeFile;
template <> constexpr LayoutPlan::Kind lastOf<LayoutPlan::Kind> = LayoutPlan::File;
template <> constexpr Rule lastOf<Rule> = Rule::File;
template <> constexpr ProbePlan::Kind lastOf<ProbePlan::Kind> = ProbePlan::Edges;
template <> constexpr StatementPlan::Kind lastOf<StatementPlan::Kind> = StatementPlan::Restore;

/// Structs within structs; statements nest as deeply as a program's blocks.
constexpr int deepest = 1000;

class Writer {
public:
  std::string bytes;
  bool good = true;

  template <class... Values> void operator()(const Values &...values) { (put(values), ...); }

private:
  int depth = 0;

  template <class T> void raw(T value) {
    bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
  }
  void count(size_t number) {
    good &= number <= UINT32_MAX;
    raw(static_cast<uint32_t>(number));
  }
  void put(const std::string &text) {
    count(text.size());
    bytes += text;
  }
  template <class T> void put(const std::vector<T> &values) {
    count(values.size());
    for (const T &value : values)
      put(value);
  }
  template <class A, class B> void put(const std::pair<A, B> &pair) {
    put(pair.first);
    put(pair.second);
  }
  template <class T> void put(const T &value) {
    if constexpr (std::is_enum_v<T>) {
      static_assert(sizeof(T) == 1 && lastOf<T> != T(), "say above which enumerator is the last");
      good &= value <= lastOf<T>;
      raw(value);
    } else if constexpr (std::is_arithmetic_v<T>) {
      raw(value);
    } else if (++depth > deepest) {
      good = false;
    } else {
      members(value, *this);
      --depth;
    }
  }
};

class Reader {
public:
  explicit Reader(std::string_view bytes) : bytes(bytes) {}
  bool good = true;
  bool atEnd() const { return bytes.empty(); }

  template <class... Values> void operator()(Values &...values) { (get(values), ...); }

private:
  std::string_view bytes; ///< what is left
  int depth = 0;

  template <class T> void raw(T &value) {
    if (!good || bytes.size() < sizeof value) {
      good = false;
      return;
    }
    std::memcpy(&value, bytes.data(), sizeof value);
    bytes.remove_prefix(sizeof value);
  }
  /// Every element takes a byte at least.
  size_t count() {
    uint32_t number = 0;
    raw(number);
    good &= number <= bytes.size();
    return good ? number : 0;
  }
  void get(std::string &text) {
    const size_t size = count();
    text.assign(bytes.data(), size);
    bytes.remove_prefix(size);
  }
  template <class T> void get(std::vector<T> &values) {
    // Not resized at once: a wrong count would take a struct's size for every byte left.
    for (size_t left = count(); left > 0 && good; --left)
      get(values.emplace_back());
  }
  template <class A, class B> void get(std::pair<A, B> &pair) {
    get(pair.first);
    get(pair.second);
  }
  void get(bool &value) {
    uint8_t byte = 0;
    raw(byte);
    good &= byte <= 1;
    value = byte == 1;
  }
  template <class T> void get(T &value) {
    if constexpr (std::is_enum_v<T>) {
      uint8_t byte = 0;
      raw(byte);
      good &= byte <= static_cast<uint8_t>(lastOf<T>);
      value = good ? static_cast<T>(byte) : T();
    } else if constexpr (std::is_arithmetic_v<T>) {
      raw(value);
    } else if (!good || ++depth > deepest) {
      good = false;
    } else {
      members(value, *this);
      --depth;
    }
  }
};

constexpr char magic[8] = {'N', 'E', 'U', 'R', 'O', 'P', 'L', '\n'};

struct Header {
  char magic[8];
  uint64_t format;
  uint64_t size;
  uint64_t checksum;
};

/// Differs between versions whose plans have different members, enumerators or meaning.
uint64_t format() {
  static constexpr char text[] =
#define NEURO_PLAN_STRUCT(Type, ...) #Type ":" #__VA_ARGS__ ";"
#include "runtime/model/PlanMembers.def"
      ;
  const uint8_t enumerators[] = {
      static_cast<uint8_t>(lastOf<Op>),          static_cast<uint8_t>(lastOf<Scalar>),
      static_cast<uint8_t>(lastOf<FieldRole>),   static_cast<uint8_t>(lastOf<EdgeEnd>),
      static_cast<uint8_t>(lastOf<KernelPlan::Phase>), static_cast<uint8_t>(lastOf<Tie>),
      static_cast<uint8_t>(lastOf<SourceKind>),  static_cast<uint8_t>(lastOf<LayoutPlan::Kind>),
      static_cast<uint8_t>(lastOf<Rule>),        static_cast<uint8_t>(lastOf<ProbePlan::Kind>),
      static_cast<uint8_t>(lastOf<StatementPlan::Kind>)};
  uint64_t hash = hashBytes(text, sizeof text);
  hash = hashBytes(enumerators, sizeof enumerators, hash);
  return hashBytes(&ABI_VERSION, sizeof ABI_VERSION, hash);
}

} // namespace

Result<std::string> planToBytes(const ProgramPlan &plan) {
  Writer writer;
  writer.bytes.resize(sizeof(Header));
  writer(plan);
  if (!writer.good)
    return Error{"the plan is nested too deeply or too large to be written", ""};
  Header header{};
  std::memcpy(header.magic, magic, sizeof magic);
  header.format = format();
  header.size = writer.bytes.size() - sizeof header;
  header.checksum = hashBytes(writer.bytes.data() + sizeof header, header.size);
  std::memcpy(writer.bytes.data(), &header, sizeof header);
  return std::move(writer.bytes);
}

Result<ProgramPlan> planFromBytes(std::string_view bytes) {
  Header header;
  if (bytes.size() < sizeof header || std::memcmp(bytes.data(), magic, sizeof magic) != 0)
    return Error{"holds no plan", ""};
  std::memcpy(&header, bytes.data(), sizeof header);
  bytes.remove_prefix(sizeof header);
  if (header.format != format())
    return Error{"was built by another version of the compiler; build it again", ""};
  if (header.size != bytes.size())
    return Error{"is damaged: its plan has " + std::to_string(bytes.size()) + " bytes instead of " +
                     std::to_string(header.size), ""};
  if (header.checksum != hashBytes(bytes.data(), bytes.size()))
    return Error{"is damaged: the checksum of its plan is wrong", ""};
  Reader reader(bytes);
  ProgramPlan plan;
  reader(plan);
  if (!reader.good || !reader.atEnd() || plan.abiVersion != ABI_VERSION)
    return Error{"is damaged: its plan does not have the form of one", ""};
  return plan;
}

} // namespace neuro::rt
