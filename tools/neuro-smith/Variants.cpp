//===- Variants.cpp - The same experiment told otherwise ------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Variants.h"

#include <algorithm>

namespace neuro::smith {

using rt::StatementPlan;
using Statements = std::vector<StatementPlan>;

namespace {

void dropReports(Statements &statements) {
  statements.erase(std::remove_if(statements.begin(), statements.end(),
                                  [](const StatementPlan &s) {
                                    return s.kind == StatementPlan::Report ||
                                           s.kind == StatementPlan::Expect;
                                  }),
                   statements.end());
  for (StatementPlan &statement : statements)
    dropReports(statement.body);
}

void split(Statements &statements, double ms) {
  for (size_t k = 0; k < statements.size(); ++k) {
    split(statements[k].body, ms);
    if (statements[k].kind != StatementPlan::Simulate)
      continue;
    StatementPlan begin = statements[k];
    begin.value.code.push_back({rt::Op::Const, 0, 0, ms});
    begin.value.code.push_back({rt::Op::Min});
    // rest = value - min(value, ms)
    StatementPlan &rest = statements[k];
    rest.value.code.insert(rest.value.code.end(), begin.value.code.begin(), begin.value.code.end());
    rest.value.code.push_back({rt::Op::Sub});
    statements.insert(statements.begin() + static_cast<int64_t>(k), std::move(begin));
    ++k;
  }
}

bool usesCheckpoints(const Statements &statements) {
  return std::any_of(statements.begin(), statements.end(), [](const StatementPlan &s) {
    return s.kind == StatementPlan::Checkpoint || s.kind == StatementPlan::Restore ||
           usesCheckpoints(s.body);
  });
}

Statements::iterator firstOf(Statements &statements, StatementPlan::Kind kind) {
  return std::find_if(statements.begin(), statements.end(),
                      [kind](const StatementPlan &s) { return s.kind == kind; });
}

} // namespace

void splitSimulations(rt::ExperimentPlan &experiment, double ms) {
  dropReports(experiment.statements);
  split(experiment.statements, ms);
}

bool writeCheckpoint(rt::ExperimentPlan &experiment, const std::string &path) {
  Statements &all = experiment.statements;
  const auto first = firstOf(all, StatementPlan::Simulate);
  const bool before = std::any_of(all.begin(), first, [](const StatementPlan &s) {
    return !s.body.empty() || s.kind == StatementPlan::Present;
  });
  if (first == all.end() || before || usesCheckpoints(all))
    return false;
  StatementPlan checkpoint;
  checkpoint.kind = StatementPlan::Checkpoint;
  checkpoint.text = path;
  checkpoint.at = first->at;
  all.insert(first + 1, std::move(checkpoint));
  dropReports(all);
  return true;
}

void resume(rt::ExperimentPlan &experiment) {
  Statements &all = experiment.statements;
  all.erase(firstOf(all, StatementPlan::Simulate));
  firstOf(all, StatementPlan::Checkpoint)->kind = StatementPlan::Restore;
}

} // namespace neuro::smith
