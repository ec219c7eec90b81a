//===- Link.cpp - Calling the system's compiler driver --------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/nc/Link.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

using namespace neuro;

/// Where PATH has `program`; empty if nowhere.
static std::string findProgram(const std::string &program) {
  if (program.find('/') != std::string::npos)
    return access(program.c_str(), X_OK) == 0 ? program : "";
  const char *path = std::getenv("PATH");
  std::string folders = path ? path : "/usr/bin:/bin";
  for (size_t at = 0; at <= folders.size();) {
    const size_t end = std::min(folders.find(':', at), folders.size());
    std::string candidate = folders.substr(at, end - at) + "/" + program;
    if (end > at && access(candidate.c_str(), X_OK) == 0)
      return candidate;
    at = end + 1;
  }
  return "";
}

std::string tool::runProgram(const std::string &program, const std::vector<std::string> &arguments) {
  std::vector<char *> argv = {const_cast<char *>(program.c_str())};
  for (const std::string &argument : arguments)
    argv.push_back(const_cast<char *>(argument.c_str()));
  argv.push_back(nullptr);
  int ends[2];
  if (pipe(ends) != 0)
    return fmt::format("cannot run '{}': {}", program, std::strerror(errno));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  posix_spawn_file_actions_addclose(&actions, ends[1]);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, program.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  std::string said;
  char buffer[4096];
  for (ssize_t got; !failed && ((got = read(ends[0], buffer, sizeof buffer)) > 0 ||
                                (got < 0 && errno == EINTR));)
    if (got > 0)
      said.append(buffer, static_cast<size_t>(got));
  close(ends[0]);
  if (failed)
    return fmt::format("cannot run '{}': {}", program, std::strerror(failed));
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR)
    ;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
    return "";
  while (!said.empty() && said.back() == '\n')
    said.pop_back();
  return fmt::format("'{}' failed{}{}", program, said.empty() ? "" : ":\n", said);
}

std::string tool::callLinker(const std::string &linker, const std::vector<std::string> &arguments,
                             const std::string &without) {
  std::vector<std::string> candidates = {linker};
  if (linker.empty()) {
    candidates.clear();
    if (const char *chosen = std::getenv("CC"); chosen && *chosen)
      candidates.push_back(chosen);
    candidates.insert(candidates.end(), {"cc", "gcc", "clang"});
  }
  for (const std::string &candidate : candidates)
    if (std::string found = findProgram(candidate); !found.empty())
      return runProgram(found, arguments);
  return linker.empty()
             ? "there is no linker: install a C compiler (gcc or clang), or name one with --cc; " + without
             : fmt::format("there is no program '{}' to link with", linker);
}

std::string tool::linkLibrary(const std::string &linker, const std::string &object,
                              const std::string &library) {
  return callLinker(linker,
                    {"-shared", "-o", library, object, "-Wl,--no-undefined", "-Wl,-z,noexecstack",
                     "-lm", "-lc"},
                    "without --shared, `nc build` needs none");
}
