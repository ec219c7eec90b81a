//===- Files.cpp - File names and CSV --------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Files.h"
#include "runtime/io/Recording.h"

#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <map>

using namespace neuro::rt;

/// Letters, digits, '.', '_' and '-' stay; a run of anything else becomes one '_'.
static std::string sanitised(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool plain = std::isalnum(static_cast<unsigned char>(c)) || c == '.' ||
                 c == '_' || c == '-';
    if (plain) {
      // "E[0..10]" has dots of its own that would read as an extension.
      if (c == '.' && !out.empty() && out.back() == '.')
        out.back() = '_';
      else
        out += c;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  while (!out.empty() && (out.back() == '_' || out.back() == '.'))
    out.pop_back();
  // "L_0_.spikes" reads better as "L_0.spikes".
  for (size_t at; (at = out.find("_.")) != std::string::npos;)
    out.erase(at, 1);
  return out.empty() ? "recording" : out;
}

static std::string withoutSelections(std::string_view text) {
  std::string out;
  int depth = 0;
  for (char c : text) {
    depth += c == '[';
    if (depth == 0)
      out += c;
    depth -= c == ']' && depth > 0;
  }
  return out;
}

std::vector<std::string> neuro::rt::fileStems(const Recording &recording) {
  std::vector<std::string> names;
  for (const EventSeries &series : recording.events)
    names.push_back(series.name);
  for (const ValueSeries &series : recording.values)
    names.push_back(series.name);

  std::map<std::string, int> uses;
  for (const std::string &name : names)
    ++uses[sanitised(withoutSelections(name))];
  std::vector<std::string> stems;
  std::map<std::string, int> taken;
  for (const std::string &name : names) {
    std::string stem = sanitised(withoutSelections(name));
    if (uses[stem] > 1)
      stem = sanitised(name);
    if (int again = taken[stem]++)
      stem += fmt::format("_{}", again + 1);
    stems.push_back(std::move(stem));
  }
  return stems;
}

std::string neuro::rt::makeDirectory(const std::string &directory) {
  std::error_code code;
  std::filesystem::create_directories(directory, code);
  if (code || !std::filesystem::is_directory(directory, code))
    return fmt::format("cannot create the directory '{}': {}", directory,
                       code ? code.message() : "a file is in the way");
  return "";
}

OutputFile::OutputFile(std::string path) : path(std::move(path)) {
  file = std::fopen(this->path.c_str(), "wb");
  if (!file)
    failure = std::strerror(errno);
}

OutputFile::~OutputFile() {
  if (file)
    std::fclose(file);
}

void OutputFile::write(std::string_view text) {
  if (!file || !failure.empty())
    return;
  if (std::fwrite(text.data(), 1, text.size(), file) != text.size())
    failure = std::strerror(errno);
}

std::string OutputFile::finish() {
  if (file && std::fclose(file) != 0 && failure.empty())
    failure = std::strerror(errno);
  file = nullptr;
  return failure.empty() ? "" : fmt::format("cannot write '{}': {}", path, failure);
}

namespace {

/// Text that reaches its file in large pieces.
class TextWriter {
public:
  explicit TextWriter(const std::string &path) : out(path) {}

  template <class... Values>
  void add(fmt::format_string<Values...> text, Values &&...values) {
    fmt::format_to(std::back_inserter(buffer), text, std::forward<Values>(values)...);
  }
  void endLine() {
    buffer.push_back('\n');
    if (buffer.size() > (1u << 16))
      flush();
  }
  /// Why the file could not be written, or "".
  std::string finish() {
    flush();
    return out.finish();
  }

private:
  void flush() {
    out.write({buffer.data(), buffer.size()});
    buffer.clear();
  }
  OutputFile out;
  fmt::memory_buffer buffer;
};

} // namespace

static std::string writeEvents(const EventSeries &series, double dt,
                               const std::string &path) {
  TextWriter out(path);
  out.add("neuron,time_ms");
  out.endLine();
  for (size_t k = 0; k < series.tick.size(); ++k) {
    out.add("{},{:.10g}", series.columns[series.element[k]],
            static_cast<double>(series.tick[k]) * dt);
    out.endLine();
  }
  return out.finish();
}

static std::string writeValues(const ValueSeries &series, double dt,
                               const std::string &path) {
  TextWriter out(path);
  out.add("time_ms");
  if (series.columns.empty())
    out.add(",value");
  for (int64_t column : series.columns)
    out.add(",{}", column);
  out.endLine();
  const size_t width = series.width();
  for (size_t row = 0; row < series.tick.size(); ++row) {
    out.add("{:.10g}", static_cast<double>(series.tick[row]) * dt);
    for (size_t k = 0; k < width; ++k)
      out.add(",{:.17g}", series.samples[row * width + k] / series.scale);
    out.endLine();
  }
  return out.finish();
}

static std::string writeSynapses(const ValueSeries &series, double dt,
                                 const std::string &path) {
  TextWriter out(path);
  out.add("time_ms,source,target,value");
  out.endLine();
  const size_t width = series.width();
  for (size_t row = 0; row < series.tick.size(); ++row) {
    // Where synapses come and go, ends and samples have a row's own place.
    const bool each = !series.rowBegin.empty();
    const size_t begin = each ? static_cast<size_t>(series.rowBegin[row]) : row * width;
    const size_t end = each ? static_cast<size_t>(series.rowBegin[row + 1]) : begin + width;
    for (size_t k = begin; k < end; ++k) {
      const size_t edge = each ? k : k - begin;
      out.add("{:.10g},{},{},{:.17g}", static_cast<double>(series.tick[row]) * dt,
              series.source[edge], series.target[edge], series.samples[k] / series.scale);
      out.endLine();
    }
  }
  return out.finish();
}

std::string neuro::rt::writeCsv(const Recording &recording,
                                const std::string &directory) {
  if (std::string why = makeDirectory(directory); !why.empty())
    return why;
  std::vector<std::string> stems = fileStems(recording);
  size_t next = 0;
  auto path = [&] { return directory + "/" + stems[next++] + ".csv"; };
  for (const EventSeries &series : recording.events)
    if (std::string why = writeEvents(series, recording.dt, path()); !why.empty())
      return why;
  for (const ValueSeries &series : recording.values)
    if (std::string why = series.synapses ? writeSynapses(series, recording.dt, path())
                                          : writeValues(series, recording.dt, path());
        !why.empty())
      return why;
  return "";
}
