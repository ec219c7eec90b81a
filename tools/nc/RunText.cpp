//===- RunText.cpp - Results for people ------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/nc/ResultOutput.h"
#include "tools/nc/RunOutput.h"
#include "tools/nc/Text.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <unistd.h>

using namespace neuro;
using namespace neuro::tool;

RunFacts tool::factsOf(const Session &session) {
  RunFacts facts;
  facts.file = session.options.file;
  facts.experiment = session.experiment;
  facts.precision = session.compiled->precision;
  facts.checkSeconds = session.checkSeconds;
  facts.compileSeconds = session.compileSeconds;
  facts.compilePhases = {{"parse", session.program->parseSeconds},
                         {"check", session.checkSeconds - session.program->parseSeconds}};
  facts.compilePhases.insert(facts.compilePhases.end(), session.compiled->phases.begin(),
                             session.compiled->phases.end());
  facts.cache = session.compiled->cache;
  return facts;
}

/// "file.neuro:12:3" as a place in a text of the program.
static SourceRange rangeOf(const Session &session, const std::string &at) {
  const size_t column = at.rfind(':');
  const size_t line = column == std::string::npos || column == 0 ? std::string::npos : at.rfind(':', column - 1);
  if (line == std::string::npos || !session.program)
    return {};
  const unsigned long row = std::strtoul(at.c_str() + line + 1, nullptr, 10),
                      place = std::strtoul(at.c_str() + column + 1, nullptr, 10);
  for (const auto &source : session.program->sources) {
    if (source->name() != at.substr(0, line) || row < 1 || row > source->lineCount() || place < 1)
      continue;
    const std::string_view text = source->line(static_cast<uint32_t>(row));
    // Columns count code points.
    size_t byte = 0;
    for (unsigned long k = 1; k < place && byte < text.size(); ++k)
      do
        ++byte;
      while (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0) == 0x80);
    const uint32_t begin = static_cast<uint32_t>(text.data() - source->text().data() + byte);
    return {source.get(), begin, begin};
  }
  return {};
}

std::string tool::errorText(const Session &session, const rt::Error &error) {
  const std::string place = error.at.empty() ? "nc" : error.at;
  const size_t length = rt::codeLength(error.message);
  if (length == 0)
    return place + ": error: " + error.message + "\n";
  const std::string name = error.message.substr(0, length - 2), message = error.message.substr(length);
  if (const SourceRange range = rangeOf(session, error.at); range.valid())
    for (Code code : allCodes())
      if (codeName(code) == name) {
        DiagnosticEngine shown;
        shown.error(code, range, message);
        return shown.render(colourOnStderr());
      }
  return place + ": error[" + name + "]: " + message + "\n  more: nc explain " + name + "\n";
}

std::string tool::phasesText(const RunFacts &facts) {
  std::vector<std::vector<std::string>> rows;
  double total = 0;
  for (const PhaseTime &phase : facts.compilePhases) {
    rows.push_back({"  " + phase.phase, fmt::format("{:.2f} ms", phase.seconds * 1e3)});
    total += phase.seconds;
  }
  rows.push_back({"  in all", fmt::format("{:.2f} ms", total * 1e3)});
  std::string out = "compilation\n" + table(rows, {1});
  while (!out.empty() && out.back() == '\n')
    out.pop_back();
  static const char *const results[] = {"not used", "had no code of this program", "had the code"};
  out += fmt::format("\n  cache: {}{}\n", results[facts.cache.result],
                     facts.cache.file.empty() ? "" : ", " + facts.cache.file);
  if (!facts.cache.problem.empty())
    out += fmt::format("  cache: {}\n", facts.cache.problem);
  return out;
}

std::string tool::textOf(const RunFacts &facts, const rt::ExperimentResult &result, bool quiet) {
  std::string out;
  if (!quiet) {
    out += headText(facts, result);
    out += countsText(result, fmt::format("check {}, compile {}{}, ", duration(facts.checkSeconds),
                                          duration(facts.compileSeconds),
                                          facts.cache.result == CacheUse::Hit ? " from the cache" : ""));
    out += "\n";
  }
  out += resultText(result, quiet);
  while (out.size() > 1 && out[out.size() - 1] == '\n' && out[out.size() - 2] == '\n')
    out.pop_back();
  return out;
}

ProgressLine::ProgressLine(bool enabled)
    : enabled(enabled && isatty(STDERR_FILENO)) {}

void ProgressLine::clear() {
  if (drawn)
    fmt::print(stderr, "\r\033[K");
  drawn = false;
}

void ProgressLine::show(const rt::ExperimentProgress &progress) {
  if (!enabled)
    return;
  double now = std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
  if (drawn && now - lastShown < 0.1)
    return;
  lastShown = now;
  drawn = true;
  double fraction = progress.total > 0 ? std::clamp(progress.done / progress.total, 0.0, 1.0) : 0;
  const int width = 28;
  int filled = static_cast<int>(fraction * width);
  std::string bar(static_cast<size_t>(filled), '=');
  bar += filled < width ? ">" : "";
  bar.resize(width, ' ');
  std::string line = fmt::format("{:<10} [{}] {:3.0f} %", progress.what, bar, fraction * 100);
  if (progress.what[0] == 's' && progress.done > 0 && progress.wallSeconds > 0) {
    double factor = progress.wallSeconds * 1000 / progress.done;
    line += fmt::format("  {} of {}, real-time factor {:.3g}, {} left", duration(progress.done / 1000),
                        duration(progress.total / 1000), factor,
                        duration((progress.total - progress.done) / 1000 * factor));
  }
  if (progress.bytes > 0)
    line += fmt::format("  {}{}{}", progress.projection, progress.projection.empty() ? "" : ", ",
                        bytes(static_cast<double>(progress.bytes)));
  fmt::print(stderr, "\r{}\033[K", line);
  std::fflush(stderr);
}
