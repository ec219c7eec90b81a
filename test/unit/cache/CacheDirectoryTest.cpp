//===- CacheDirectoryTest.cpp - Files that can be made again --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cache/CacheDirectory.h"
#include "test/unit/cache/Folder.h"

#include <csignal>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace neuro;
using test::Folder;
namespace fs = std::filesystem;

namespace {

std::string keyOf(int number) {
  std::string digits = std::to_string(number);
  return std::string(64 - digits.size(), 'a') + digits;
}

/// As if it was used so long ago.
void age(const std::string &path, time_t seconds) {
  const timespec times[2] = {{time(nullptr) - seconds, 0}, {time(nullptr) - seconds, 0}};
  ASSERT_EQ(utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
}

class Variable {
public:
  Variable(const char *name, const char *value) : name(name) {
    if (const char *old = std::getenv(name))
      before = old, had = true;
    value ? setenv(name, value, 1) : unsetenv(name);
  }
  ~Variable() { had ? setenv(name, before.c_str(), 1) : unsetenv(name); }

private:
  const char *name;
  std::string before;
  bool had = false;
};

} // namespace

TEST(CacheDirectory, WhereItIs) {
  Variable chosen("NEURO_CACHE_DIR", "/a"), base("XDG_CACHE_HOME", "/b"), home("HOME", "/c");
  EXPECT_EQ(rt::defaultCacheDirectory(), "/a");
  Variable none("NEURO_CACHE_DIR", "");
  EXPECT_EQ(rt::defaultCacheDirectory(), "/b/neuro");
  Variable relative("XDG_CACHE_HOME", "b");
  EXPECT_EQ(rt::defaultCacheDirectory(), "/c/.cache/neuro");
  Variable homeless("HOME", nullptr);
  EXPECT_EQ(rt::defaultCacheDirectory(), "");
}

TEST(CacheDirectory, Sizes) {
  EXPECT_EQ(rt::byteSize("0"), 0u);
  EXPECT_EQ(rt::byteSize("123"), 123u);
  EXPECT_EQ(rt::byteSize("5K"), 5u << 10);
  EXPECT_EQ(rt::byteSize("500MB"), 500u << 20);
  EXPECT_EQ(rt::byteSize("2GiB"), uint64_t(2) << 30);
  EXPECT_EQ(rt::byteSize("1T"), uint64_t(1) << 40);
  for (const char *wrong : {"", "M", "-1", "1.5G", "1 G", "5X", "99999999999999999999", "99999999999T"})
    EXPECT_FALSE(rt::byteSize(wrong)) << wrong;
  Variable size("NEURO_CACHE_SIZE", "3M");
  EXPECT_EQ(rt::cacheLimit(), 3u << 20);
}

TEST(CacheDirectory, KeepsAndGives) {
  Folder folder;
  rt::CacheDirectory cache(folder / "deep/er", 1000);
  std::string why = "unset";
  EXPECT_FALSE(cache.read(keyOf(1), why));
  EXPECT_EQ(why, "");
  const std::string content("some\0bytes", 10);
  EXPECT_EQ(cache.write(keyOf(1), content), "");
  EXPECT_EQ(cache.read(keyOf(1), why), content);
  EXPECT_EQ(cache.write(keyOf(1), "other"), "");
  EXPECT_EQ(cache.read(keyOf(1), why), "other");
  EXPECT_EQ(cache.usage().files, 1u);
  EXPECT_EQ(cache.usage().bytes, 5u);
  struct stat status;
  ASSERT_EQ(stat((folder / "deep/er").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
  ASSERT_EQ(stat(cache.fileOf(keyOf(1)).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST(CacheDirectory, DoesNotReadWhatOthersMayHaveWritten) {
  Folder folder;
  rt::CacheDirectory cache(folder.path, 1000);
  ASSERT_EQ(cache.write(keyOf(1), "code"), "");
  std::string why;
  ASSERT_EQ(chmod(cache.fileOf(keyOf(1)).c_str(), 0620), 0);
  EXPECT_FALSE(cache.read(keyOf(1), why));
  EXPECT_NE(why.find("written by others"), std::string::npos) << why;
  ASSERT_EQ(chmod(cache.fileOf(keyOf(1)).c_str(), 0600), 0);
  EXPECT_TRUE(cache.read(keyOf(1), why));
  if (geteuid() == 0) {
    ASSERT_EQ(chown(cache.fileOf(keyOf(1)).c_str(), 12345, 0), 0);
    EXPECT_FALSE(cache.read(keyOf(1), why));
  }
  // A link, a pipe (which must not be waited for) and a folder.
  fs::create_symlink(cache.fileOf(keyOf(1)), cache.fileOf(keyOf(2)));
  EXPECT_FALSE(cache.read(keyOf(2), why));
  ASSERT_EQ(mkfifo(cache.fileOf(keyOf(3)).c_str(), 0600), 0);
  EXPECT_FALSE(cache.read(keyOf(3), why));
  fs::create_directory(cache.fileOf(keyOf(4)));
  EXPECT_FALSE(cache.read(keyOf(4), why));
  // One that is in the way is an error, and leaves nothing behind.
  EXPECT_NE(cache.write(keyOf(4), "code"), "");
  for (const auto &entry : fs::directory_iterator(folder.path))
    EXPECT_NE(entry.path().extension(), ".part") << entry.path();
}

TEST(CacheDirectory, WhatWasUsedLongestAgoGoes) {
  Folder folder;
  rt::CacheDirectory cache(folder.path, 1000);
  const std::string content(100, 'x');
  for (int k = 1; k <= 10; ++k) {
    ASSERT_EQ(cache.write(keyOf(k), content), "");
    age(cache.fileOf(keyOf(k)), 10000 - k * 100);
  }
  EXPECT_EQ(cache.usage().files, 10u);
  std::string why;
  EXPECT_TRUE(cache.read(keyOf(1), why)); // used: the second is the oldest now
  ASSERT_EQ(cache.write(keyOf(11), content), "");
  EXPECT_EQ(cache.usage().bytes, 900u); // a tenth below the limit
  EXPECT_TRUE(cache.read(keyOf(1), why));
  EXPECT_FALSE(cache.read(keyOf(2), why));
  EXPECT_FALSE(cache.read(keyOf(3), why));
  EXPECT_TRUE(cache.read(keyOf(4), why));
  EXPECT_TRUE(cache.read(keyOf(11), why));
}

TEST(CacheDirectory, NewestStaysHoweverLittleFits) {
  Folder folder;
  rt::CacheDirectory cache(folder.path, 1000);
  ASSERT_EQ(cache.write(keyOf(1), std::string(950, 'x')), "");
  ASSERT_EQ(cache.write(keyOf(2), std::string(1000, 'y')), "");
  std::string why;
  EXPECT_FALSE(cache.read(keyOf(1), why));
  EXPECT_TRUE(cache.read(keyOf(2), why));
  EXPECT_NE(cache.write(keyOf(3), std::string(1001, 'z')), "");
  EXPECT_TRUE(cache.read(keyOf(2), why));
  EXPECT_EQ(rt::CacheDirectory(folder.path, 0).write(keyOf(3), std::string(1001, 'z')), "");
  EXPECT_EQ(cache.usage().files, 2u); // no limit
}

TEST(CacheDirectory, TouchesNothingButItsOwn) {
  Folder folder;
  rt::CacheDirectory cache(folder.path, 100);
  test::put(folder / "thesis.code", std::string(5000, 't'));
  test::put(folder / (std::string(64, 'g') + ".code"), "no key");
  test::put(folder / ("." + keyOf(1) + ".17.0.part"), "being written");
  test::put(folder / ("." + keyOf(2) + ".17.0.part"), "given up");
  age(folder / ("." + keyOf(2) + ".17.0.part"), 7200);
  ASSERT_EQ(cache.write(keyOf(3), "code"), "");
  EXPECT_TRUE(fs::exists(folder / "thesis.code"));
  EXPECT_TRUE(fs::exists(folder / ("." + keyOf(1) + ".17.0.part")));
  EXPECT_TRUE(fs::exists(cache.fileOf(keyOf(3))));
  EXPECT_FALSE(fs::exists(folder / ("." + keyOf(2) + ".17.0.part")));
  std::string why;
  EXPECT_EQ(cache.clear(why).files, 1u);
  EXPECT_EQ(why, "");
  EXPECT_TRUE(fs::exists(folder / "thesis.code"));
  EXPECT_TRUE(fs::exists(folder / (std::string(64, 'g') + ".code")));
  EXPECT_FALSE(fs::exists(folder / ("." + keyOf(1) + ".17.0.part")));
}

TEST(CacheDirectory, PlacesThatCannotBeWritten) {
  Folder folder;
  test::put(folder / "file", "");
  for (const std::string &path : {folder / "file/cache", std::string("/proc/no/cache"),
                                  std::string("/proc/self"), std::string("")}) {
    rt::CacheDirectory cache(path, 1000);
    std::string why;
    EXPECT_FALSE(cache.read(keyOf(1), why)) << path;
    EXPECT_NE(cache.write(keyOf(1), "code"), "") << path;
    EXPECT_EQ(cache.usage().files, 0u) << path;
  }
}

TEST(CacheDirectory, FullDisk) {
  Folder folder;
  rt::CacheDirectory cache(folder.path, uint64_t(1) << 30);
  ASSERT_EQ(cache.write(keyOf(1), "before"), "");
  // No file may grow beyond a page: what a write on a full disk is like.
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{4096, 4096};
    setrlimit(RLIMIT_FSIZE, &limit);
    _exit(cache.write(keyOf(1), std::string(100000, 'x')).empty() ? 1 : 0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  std::string why;
  EXPECT_EQ(cache.read(keyOf(1), why), "before");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()), 1);
}

TEST(CacheDirectory, ManyProcessesAtOnce) {
  Folder folder;
  std::vector<pid_t> children;
  for (int c = 0; c < 8; ++c) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      // Far more than fits, so that all the while files go.
      rt::CacheDirectory cache(folder.path, 20000);
      bool good = true;
      for (int k = 0; k < 200 && good; ++k) {
        const int number = (k * 7 + c) % 30;
        const std::string content(1000 + static_cast<size_t>(number), static_cast<char>('a' + number % 26));
        std::string why;
        if (std::optional<std::string> found = cache.read(keyOf(number), why))
          good = *found == content; // whole, or not there
        else
          good = why.empty() && cache.write(keyOf(number), content).empty();
      }
      _exit(good ? 0 : 1);
    }
    children.push_back(child);
  }
  for (pid_t child : children) {
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  EXPECT_LE(rt::CacheDirectory(folder.path, 20000).usage().bytes, 20000u + 8 * 1100u);
  for (const auto &entry : fs::directory_iterator(folder.path))
    EXPECT_EQ(entry.path().extension(), ".code") << entry.path();
}
