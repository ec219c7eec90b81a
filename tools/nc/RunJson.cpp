//===- RunJson.cpp - Results for programs ---------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/nc/JsonFacts.h"
#include "tools/nc/ResultOutput.h"
#include "tools/nc/RunOutput.h"

using namespace neuro;
using namespace neuro::tool;

std::string tool::jsonOf(const RunFacts &facts, const rt::ExperimentResult &result) {
  Json out = factsJson(facts, result, result.threads);
  addResult(out, result);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}
