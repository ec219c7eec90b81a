//===- SyntaxErrors.cpp - Messages for and recovery from them -------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/parse/SyntaxErrors.h"

#include "dialects/units/Dimension.h"
#include "lang/parse/generated/NeuroParser.h"

using namespace neuro;
using antlr4::misc::IntervalSet;
using P = antlr::NeuroParser;

// --- What the rules are ------------------------------------------------------

/// Rules of one statement and its end: where recovery starts over.
static bool isLineRule(size_t rule) {
  switch (rule) {
  case P::RuleFileLine:
  case P::RuleModelLine:
  case P::RuleHandlerLine:
  case P::RuleNetworkLine:
  case P::RuleSettingLine:
  case P::RuleStructuralLine:
  case P::RuleExperimentLine:
    return true;
  default:
    return false;
  }
}

/// Rules that are a sequence of statements, as the user calls their owner.
static const char *blockName(size_t rule) {
  switch (rule) {
  case P::RuleFile: return "a file";
  case P::RuleModelBody: return "a model";
  case P::RuleHandlerBody: return "a handler";
  case P::RuleNetworkBody: return "a network";
  case P::RuleSettings: return "these settings";
  case P::RuleStructuralDecl: return "structural rules";
  case P::RuleExperimentBody: return "an experiment";
  default: return nullptr;
  }
}

static bool isReserved(size_t type) {
  return type >= P::PRE && type <= P::FALSE;
}

/// The rule of the innermost block around a rule.
static size_t blockAround(antlr4::RuleContext *context) {
  while (context && !blockName(context->getRuleIndex()))
    context = static_cast<antlr4::RuleContext *>(context->parent);
  return context ? context->getRuleIndex() : size_t(P::RuleFile);
}

/// Whether a statement of this block may begin with this keyword.
static bool mayBegin(size_t block, size_t type) {
  auto among = [type](size_t first, size_t last) {
    return type >= first && type <= last;
  };
  switch (block) {
  case P::RuleFile:
    return among(P::MODULE, P::EXPERIMENT);
  case P::RuleModelBody:
    return among(P::PARAM, P::EXPOSE) || type == P::ON || type == P::EVERY;
  case P::RuleHandlerBody:
    return type == P::LET || type == P::EMIT || type == P::IF;
  case P::RuleNetworkBody:
    return among(P::POPULATION, P::STRUCTURAL) || type == P::RECORD ||
           type == P::TABLE || type == P::LET || type == P::FOR || type == P::GAP;
  case P::RuleStructuralDecl:
    return type == P::PRUNE || type == P::GROW;
  case P::RuleExperimentBody:
    return among(P::DATA, P::SWEEP) || type == P::LET || type == P::FOR;
  default:
    return false;
  }
}

/// The word or mark of a token type without quotes; empty when it has no one form.
std::string SyntaxErrors::spelling(size_t type) const {
  std::string name = vocabulary.getLiteralName(type); // "'when'"
  return name.size() > 2 ? name.substr(1, name.size() - 2) : std::string();
}

// --- Recovery ------------------------------------------------------------------

antlr4::Token *SyntaxErrors::recoverInline(antlr4::Parser *parser) {
  throw antlr4::InputMismatchException(parser);
}

/// Leaves all rules up to the statement, then goes to its end.
void SyntaxErrors::recover(antlr4::Parser *parser, std::exception_ptr e) {
  if (!isLineRule(parser->getContext()->getRuleIndex()))
    std::rethrow_exception(e);
  countFault();
  skipStatement(parser, parser->getContext()->getStart()->getTokenIndex());
  endErrorCondition(parser);
  afterFault = true;
}

/// Throws ParseCancellationException when there were too many already.
void SyntaxErrors::countFault() {
  if (++faults > maxFaults)
    throw antlr4::ParseCancellationException("too many errors");
}

/// Consumes up to and with the SEP of the statement that began at token `start`.
/// Braces are balanced (the token pass sees to that), so the '}' of the block
/// around it is never passed, and those that it opened itself are.
void SyntaxErrors::skipStatement(antlr4::Parser *parser, size_t start) {
  antlr4::TokenStream *input = parser->getTokenStream();
  size_t depth = 0;
  for (size_t i = start; i < input->index(); ++i) {
    size_t type = input->get(i)->getType();
    depth += type == P::OPEN_BRACE;
    depth -= type == P::CLOSE_BRACE && depth > 0;
  }
  for (;;) {
    size_t type = input->LA(1);
    if (type == antlr4::Token::EOF)
      return;
    if (type == P::CLOSE_BRACE) {
      if (depth == 0)
        return;
      --depth;
    } else if (type == P::OPEN_BRACE) {
      ++depth;
    }
    parser->consume();
    if (type == P::SEP && depth == 0)
      return;
  }
}

/// Called where a block may go on with another statement: skips those that
/// begin with something no statement of this block begins with.
void SyntaxErrors::sync(antlr4::Parser *parser) {
  if (inErrorRecoveryMode(parser) ||
      !blockName(parser->getContext()->getRuleIndex()))
    return;
  antlr4::TokenStream *input = parser->getTokenStream();
  const IntervalSet &possible =
      parser->getATN().nextTokens(parser->getATN().states[parser->getState()]);
  // The same function is called before the '{' of a block is seen.
  if (!possible.contains(size_t(P::CLOSE_BRACE)) &&
      !possible.contains(antlr4::Token::EOF))
    return;
  for (;;) {
    size_t type = input->LA(1);
    if (type == P::CLOSE_BRACE || type == antlr4::Token::EOF ||
        possible.contains(type))
      return;
    // Outside of all braces, what follows a faulty statement is likely its
    // body: one message for the run.
    bool follows = parser->getContext()->getRuleIndex() == P::RuleFile && afterFault;
    if (!follows)
      reportStatementStart(parser, input->LT(1));
    afterFault = true;
    countFault();
    size_t before = input->index();
    skipStatement(parser, before);
    if (input->index() == before)
      return;
  }
}

void SyntaxErrors::reportMatch(antlr4::Parser *parser) {
  afterFault = false;
  DefaultErrorStrategy::reportMatch(parser);
}

// --- Messages --------------------------------------------------------------------

/// The token before `token`; the parser itself may stand before both.
static antlr4::Token *tokenBefore(antlr4::Parser *parser, antlr4::Token *token) {
  size_t index = token->getTokenIndex();
  return index ? parser->getTokenStream()->get(index - 1) : nullptr;
}

/// Whether `token` is the first of a statement.
bool SyntaxErrors::startsStatement(antlr4::Parser *parser,
                                   antlr4::Token *token) const {
  size_t index = token->getTokenIndex();
  if (index == 0)
    return true;
  size_t type = parser->getTokenStream()->get(index - 1)->getType();
  return type == P::SEP || type == P::OPEN_BRACE;
}

SourceRange SyntaxErrors::range(antlr4::Token *token) const {
  return {&source, static_cast<uint32_t>(token->getStartIndex()),
          static_cast<uint32_t>(token->getStopIndex() + 1)};
}

std::string_view SyntaxErrors::word(antlr4::Token *token) const {
  SourceRange r = range(token);
  return text.substr(r.begin, r.end - r.begin);
}

std::string SyntaxErrors::describe(antlr4::Token *token) const {
  size_t type = token->getType();
  if (type == antlr4::Token::EOF)
    return "the end of the file";
  if (type == P::SEP && word(token) != ";")
    return "the end of the statement";
  std::string shown(word(token));
  if (shown.empty()) // a bracket that the token pass closed
    shown = spelling(type);
  if (shown.size() > 40) {
    size_t n = 37;
    while (n > 0 && (static_cast<unsigned char>(shown[n]) & 0xC0) == 0x80)
      --n;
    shown = shown.substr(0, n) + "…";
  }
  if (type == P::STRING)
    return "the string " + shown;
  if (isReserved(type))
    return "the reserved word '" + shown + "'";
  return "'" + shown + "'";
}

Diagnostic *SyntaxErrors::report(antlr4::Token *token, std::string message) {
  SourceRange where = range(token);
  if (faultyLines.count(source.lineNumber(where.begin)))
    return nullptr;
  return &diagnostics.error(Code::E0001, where, std::move(message));
}

/// "a, b or c".
static std::string alternatives(const std::vector<std::string> &items) {
  std::string out;
  for (size_t i = 0; i < items.size(); ++i)
    out += (i == 0 ? "" : i + 1 == items.size() ? " or " : ", ") + items[i];
  return out;
}

/// What could have stood there, in the user's words. Operators could follow any
/// value; they are named only when there is nothing better to say.
std::vector<std::string> SyntaxErrors::inWords(const IntervalSet &expected) const {
  auto has = [&](size_t type) { return expected.contains(type); };
  std::vector<std::string> items;
  bool value = has(P::NUMBER) && has(P::OPEN_PAREN) && has(P::MINUS);
  bool goesOn = has(P::PLUS) && has(P::STAR); // behind a complete value
  if (value)
    items.push_back("a value");
  else if (has(P::NAME))
    items.push_back("a name");
  for (size_t type = 1; type <= P::BAD; ++type) {
    if (!has(type) || type == P::SEP)
      continue;
    if (value && (type == P::NAME || type == P::NUMBER || type == P::QUANTITY ||
                  type == P::STRING || type == P::OPEN_PAREN ||
                  type == P::OPEN_BRACKET || type == P::MINUS ||
                  type == P::NOT || type == P::IF || type == P::TRUE ||
                  type == P::FALSE || type == P::PRE || type == P::POST))
      continue;
    if (goesOn && ((type >= P::PLUS && type <= P::CARET) ||
                   (type >= P::LESS && type <= P::NOT_EQUAL) ||
                   type == P::AND || type == P::OR || type == P::IN ||
                   type == P::DOT || type == P::RANGE ||
                   type == P::OPEN_PAREN || type == P::OPEN_BRACKET))
      continue;
    if (type == P::NUMBER)
      items.push_back("a number");
    else if (type == P::STRING)
      items.push_back("a string in quotes");
    else if (std::string s = spelling(type); !s.empty())
      items.push_back("'" + s + "'");
  }
  if (has(P::SEP))
    items.push_back("the end of the statement");
  return items;
}

void SyntaxErrors::reportError(antlr4::Parser *parser,
                               const antlr4::RecognitionException &e) {
  if (inErrorRecoveryMode(parser))
    return;
  beginErrorCondition(parser);
  antlr4::Token *token = e.getOffendingToken();
  antlr4::RuleContext *context = parser->getContext();
  IntervalSet expected = parser->getExpectedTokens();
  if (auto *none = dynamic_cast<const antlr4::NoViableAltException *>(&e)) {
    // The prediction may have failed some tokens further on; then what could
    // begin here says nothing about that token.
    if (none->getStartToken() != token)
      expected = IntervalSet();
  }
  size_t rule = context->getRuleIndex();
  bool first = token == static_cast<antlr4::ParserRuleContext *>(context)->getStart();
  if (first && (rule == P::RuleFileItem || rule == P::RuleModelItem ||
                rule == P::RuleHandlerItem || rule == P::RuleNetworkItem ||
                rule == P::RuleStructuralItem || rule == P::RuleExperimentItem))
    return reportStatementStart(parser, token);
  reportExpected(parser, token, expected);
}

namespace {
/// Where the statements live that are found in the wrong place.
struct Home {
  size_t first, last; ///< token types
  const char *place;
};
const Home homes[] = {
    {P::MODULE, P::EXPERIMENT, "at the level of the file, outside of all braces"},
    {P::PARAM, P::TRACE, "in a model"},
    {P::LET, P::LET, "in a model, a handler, a network or an experiment"},
    {P::SPIKE, P::EXPOSE, "in a model"},
    {P::POPULATION, P::STRUCTURAL, "in a network"},
    {P::PRUNE, P::GROW, "in 'structural LABEL { … }' of a network"},
    {P::RECORD, P::TABLE, "in a network"},
    {P::DATA, P::SWEEP, "in an experiment"},
    {P::ON, P::ON, "in a model"},
    {P::EVERY, P::EVERY, "in a model"},
    {P::EMIT, P::EMIT, "in a handler such as 'on pre { … }'"},
    {P::IF, P::IF, "in a handler; elsewhere use 'if c then a else b'"},
    {P::FOR, P::FOR, "in a network or an experiment"},
    {P::GAP, P::GAP, "in a network"},
};
} // namespace

void SyntaxErrors::reportStatementStart(antlr4::Parser *parser,
                                        antlr4::Token *token) {
  size_t type = token->getType();
  size_t block = blockAround(parser->getContext());
  std::string place = blockName(block);
  std::string shown = describe(token);

  for (const Home &home : homes)
    if (type >= home.first && type <= home.last) {
      std::string keyword(word(token));
      if (Diagnostic *d = report(token, "'" + keyword + "' cannot stand in " + place))
        d->suggest("'" + keyword + "' belongs " + home.place);
      return;
    }
  if (isReserved(type)) {
    if (Diagnostic *d = report(token, shown + " cannot begin a statement"))
      d->suggest("a statement ends with its line, except inside ( ) and [ ]");
    return;
  }
  if (type == P::NAME) {
    size_t next = parser->getTokenStream()->LA(2);
    bool assigns = next == P::ASSIGN || next == P::TILDE || next == P::DOT ||
                   (next >= P::ADD_ASSIGN && next <= P::DIV_ASSIGN);
    if (assigns)
      report(token, "an assignment cannot stand in " + place);
    else
      reportUnknownStatement(token, block);
    return;
  }
  report(token, "expected a statement of " + place + ", found " + shown);
}

/// A statement that begins with a word that is no keyword: a misspelt one?
void SyntaxErrors::reportUnknownStatement(antlr4::Token *token, size_t block) {
  std::vector<std::string> spellings;
  for (size_t type = 1; type < P::PROCEDURAL; ++type)
    if (mayBegin(block, type))
      spellings.push_back(spelling(type));
  std::vector<std::string_view> candidates(spellings.begin(), spellings.end());
  std::string_view guess = nearest(word(token), candidates);
  Diagnostic *d = report(token, describe(token) +
                                    " does not begin a statement of " +
                                    blockName(block));
  if (d && !guess.empty())
    d->suggest("did you mean '" + std::string(guess) + "'?");
}

static bool endsValue(size_t type) {
  return type == P::NAME || type == P::NUMBER || type == P::QUANTITY ||
         type == P::STRING || type == P::CLOSE_PAREN || type == P::CLOSE_BRACKET ||
         type == P::TRUE || type == P::FALSE || type == P::PRE || type == P::POST;
}

void SyntaxErrors::reportExpected(antlr4::Parser *parser, antlr4::Token *token,
                                  const IntervalSet &expected) {
  size_t type = token->getType(), rule = parser->getContext()->getRuleIndex();
  antlr4::Token *before = tokenBefore(parser, token);
  auto has = [&](size_t t) { return expected.contains(t); };
  std::string found = describe(token), message;

  size_t beforeType = before ? before->getType() : 0;
  size_t block = blockAround(parser->getContext());
  if (beforeType == P::NAME && startsStatement(parser, before) &&
      (block == P::RuleNetworkBody || block == P::RuleStructuralDecl) &&
      type >= P::ASSIGN && type <= P::TILDE) {
    report(before, std::string("an assignment cannot stand in ") + blockName(block));
    return;
  }
  if (beforeType == P::NAME && startsStatement(parser, before) &&
      rule != P::RuleOdeDecl && !(type >= P::ASSIGN && type <= P::NOT_EQUAL)) {
    reportUnknownStatement(before, block);
    return;
  }
  if (rule == P::RuleAssignment && has(P::ASSIGN)) {
    report(token, "expected '=', '+=', '-=', '*=', '/=' or '~', found " + found);
    return;
  }
  if (type == P::NAME && beforeType != P::NUMBER && endsValue(beforeType) &&
      !has(P::NUMBER) && units::isUnitName(word(token))) {
    if (Diagnostic *d = report(token, "the unit " + found +
                                          " may stand only directly after a number"))
      d->suggest("write '*1 " + std::string(word(token)) + "'");
    return;
  }
  if (rule == P::RuleOdeDecl && has(P::PRIMES)) {
    std::string name = before ? std::string(word(before)) : "x";
    if (name.size() > 40)
      name = "x";
    if (!(type >= P::ASSIGN && type <= P::TILDE)) {
      reportUnknownStatement(before ? before : token, P::RuleModelBody);
      return;
    }
    if (Diagnostic *d = report(token, "expected an equation " + name +
                                          "' = … in a model, found " + found))
      d->suggest("state " + name + " = … gives an initial value, let " + name +
                 " = … a derived one");
    return;
  }
  if (isReserved(type) && has(P::NAME) && !has(P::NUMBER) && !has(type)) {
    report(token, found + " cannot be a name");
    return;
  }
  std::vector<std::string> wanted = inWords(expected);
  if (wanted.empty() || wanted.size() > 5)
    message = found + " cannot stand here";
  else
    message = "expected " + alternatives(wanted) + ", found " + found;
  std::string fix = help(parser, token, expected);
  if (Diagnostic *d = report(token, std::move(message)))
    if (!fix.empty())
      d->suggest(std::move(fix));
}

/// What the author most likely meant, for the mistakes that people make.
std::string SyntaxErrors::help(antlr4::Parser *parser, antlr4::Token *token,
                               const IntervalSet &expected) const {
  size_t type = token->getType(), rule = parser->getContext()->getRuleIndex();
  antlr4::Token *before = tokenBefore(parser, token);
  size_t beforeType = before ? before->getType() : 0;
  auto has = [&](size_t t) { return expected.contains(t); };
  bool glued = before && range(before).end == range(token).begin;

  if (type == P::EQUAL && (has(P::ASSIGN) || beforeType == P::NAME))
    return "'==' compares two values; '=' gives one";
  if (type == P::ASSIGN && glued && beforeType == P::ASSIGN)
    return "'==' compares two values; '=' gives one";
  if (type == P::ASSIGN && endsValue(beforeType) && !has(P::NUMBER))
    return "to compare two values, write '=='";
  if (type == P::PERCENT)
    return "the remainder of x/y is written mod(x, y)";
  if (type == P::STAR && glued && beforeType == P::STAR)
    return "a power is written x^2";
  if (type == P::SLASH && glued && beforeType == P::SLASH)
    return "a comment begins with '#'";
  if (type == P::PRIMES)
    return "a derivative may stand only at the left of '='";
  if (rule == P::RuleProjectDecl && has(P::CONNECT))
    return "project A -> B.port connect RULE { w = …; delay = … }";
  if (rule == P::RuleProjectDecl && has(P::ARROW))
    return "project A -> B.port connect RULE { w = …; delay = … }";
  if (rule == P::RulePopulationDecl && has(P::OPEN_BRACKET))
    return "a population needs its size: population P: Model[100]";
  auto *above = static_cast<antlr4::RuleContext *>(parser->getContext()->parent);
  if (has(P::OPEN_BRACE) && type == P::SEP && above &&
      above->getRuleIndex() == P::RuleSpikeDecl)
    return "what happens at a spike stands in braces, which may be empty: { }";
  if (dynamic_cast<P::ConditionalExprContext *>(parser->getContext()) &&
      type == P::SEP)
    return "a choice between values needs both: if c then a else b";
  if (has(P::SEP) && type != P::SEP && beforeType == P::CLOSE_BRACE)
    return "put the next statement on a new line, or ';' before it";
  if (type == P::SEP && has(P::PLUS) && has(P::CLOSE_PAREN))
    return "close the parenthesis before the line ends";
  if (type == P::COLON && has(P::ASSIGN))
    return "values are given with '='";
  return {};
}
