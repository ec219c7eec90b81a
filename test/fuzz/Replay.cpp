//===- Replay.cpp - Runs a fuzz target over a corpus ----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   replay [--mutate N] FILE|FOLDER…
//
// Feeds every file to LLVMFuzzerTestOneInput, and N changed copies of each. The
// changes come from a fixed sequence, so a failure repeats. This is the test
// that runs where libFuzzer is not at hand.
//
//===----------------------------------------------------------------------===//
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void feed(const std::string &text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(text.data()), text.size());
}

/// One to four random edits: a part removed, doubled, moved, or something
/// inserted that means something to the parser.
static std::string changed(std::string text, std::mt19937 &random) {
  static const char *pieces[] = {"{", "}", "(", ")", "[", "]", ";", "\n", "#x\n", "'",
                                 "--", "->", "..", " mV", " 5 ", "%", "\"", "if ",
                                 " else ", "not ", "-", "^", "=", "==", ":", ",",
                                 "for k in 0..2 {", "import ", "\xC2\xB0", "\xFF", "\0"};
  auto below = [&](size_t n) { return n ? random() % n : 0; };
  for (size_t edits = 1 + below(4); edits > 0; --edits) {
    size_t at = below(text.size() + 1), n = 1 + below(40);
    switch (below(4)) {
    case 0:
      text.erase(std::min(at, text.size()), n);
      break;
    case 1:
      text.insert(at, text.substr(std::min(at, text.size()), n));
      break;
    case 2: {
      std::string part = text.substr(std::min(at, text.size()), n);
      text.insert(below(text.size() + 1), part);
      break;
    }
    default:
      text.insert(at, pieces[below(std::size(pieces))]);
    }
  }
  return text;
}

int main(int argc, char **argv) {
  size_t mutations = 0;
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--mutate") == 0 && i + 1 < argc) {
      mutations = std::strtoul(argv[++i], nullptr, 10);
    } else if (std::filesystem::is_directory(argv[i])) {
      for (auto &entry : std::filesystem::directory_iterator(argv[i]))
        if (entry.is_regular_file())
          files.push_back(entry.path());
    } else {
      files.push_back(argv[i]);
    }
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) {
    std::fprintf(stderr, "replay: no input\n");
    return 1;
  }
  std::mt19937 random(1);
  for (const auto &path : files) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
      std::fprintf(stderr, "replay: cannot read %s\n", path.c_str());
      return 1;
    }
    std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    feed(text);
    for (size_t k = 0; k < mutations; ++k)
      feed(changed(text, random));
  }
  std::printf("%zu files, %zu changed copies of each\n", files.size(), mutations);
  return 0;
}
