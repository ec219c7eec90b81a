//===- Unit.cpp - Reading units and converting values ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Unit texts are user input: length, nesting and exponents are bounded, and
// what does not fit is refused with a reason.
//
//===----------------------------------------------------------------------===//
#include "dialects/units/Dimension.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <numeric>

namespace neuro::units {

namespace {
/// A unit symbol. Its decimal scale in the coherent set follows from the SI
/// exponents; `shift` is added for symbols that are not SI's own (g, L, M, %).
struct Symbol {
  const char *text;
  int exponents[NumBases]; // length mass time current temperature amount
  int shift = 0;
  double factor = 1;
  bool takesPrefix = true;
  bool isAffine = false;
};
constexpr double pi = 3.14159265358979323846;
constexpr Symbol symbols[] = {
    {"V", {2, 1, -3, -1, 0, 0}},
    {"A", {0, 0, 0, 1, 0, 0}},
    {"S", {-2, -1, 3, 2, 0, 0}},
    {"F", {-2, -1, 4, 2, 0, 0}},
    {"s", {0, 0, 1, 0, 0, 0}},
    {"m", {1, 0, 0, 0, 0, 0}},
    {"M", {-3, 0, 0, 0, 0, 1}, 3}, // mol per litre
    {"g", {0, 1, 0, 0, 0, 0}, -3},
    {"K", {0, 0, 0, 0, 1, 0}},
    {"C", {0, 0, 1, 1, 0, 0}},
    {"L", {3, 0, 0, 0, 0, 0}, -3},
    {"mol", {0, 0, 0, 0, 0, 1}},
    {"Hz", {0, 0, -1, 0, 0, 0}},
    {"Ohm", {2, 1, -3, -2, 0, 0}},
    {"N", {1, 1, -2, 0, 0, 0}},
    {"J", {2, 1, -2, 0, 0, 0}},
    {"W", {2, 1, -3, 0, 0, 0}},
    {"Pa", {-1, 1, -2, 0, 0, 0}},
    {"rad", {}, 0, 1, true},
    {"deg", {}, 0, pi / 180, false},
    {"min", {0, 0, 1, 0, 0, 0}, 1, 6, false},
    {"h", {0, 0, 1, 0, 0, 0}, 2, 36, false},
    {"%", {}, -2, 1, false},
    {"degC", {0, 0, 0, 0, 1, 0}, 0, 1, false, true},
    {"\xC2\xB0"
     "C",
     {0, 0, 0, 0, 1, 0},
     0,
     1,
     false,
     true},
};

struct Prefix {
  const char *text;
  int pow10;
};
constexpr Prefix prefixes[] = {
    {"Y", 24}, {"Z", 21}, {"E", 18},  {"P", 15},  {"T", 12},  {"G", 9},   {"M", 6},
    {"k", 3},  {"h", 2},  {"da", 1},  {"d", -1},  {"c", -2},  {"m", -3},  {"u", -6},
    {"n", -9}, {"p", -12}, {"f", -15}, {"a", -18}, {"z", -21}, {"y", -24},
};

/// log10 of the SI base unit in the coherent one: m in um, kg in 1e-12 kg, …
constexpr int siScale[NumBases] = {6, 12, 3, 12, 0, 21};

/// A unit under construction; the decimal exponent may be fractional until the
/// end because units may stand under roots.
struct Reading {
  Dimension dimension;
  Rational pow10;
  double factor = 1;
  bool affine = false;
  int atoms = 0; ///< symbols seen
};

Reading read(const Symbol &symbol, int prefixPow10) {
  Reading result;
  int pow10 = symbol.shift + prefixPow10;
  for (int i = 0; i < NumBases; ++i)
    if (symbol.exponents[i] != 0) {
      result.dimension = result.dimension *
                         Dimension::of(static_cast<Base>(i), symbol.exponents[i]);
      pow10 += symbol.exponents[i] * siScale[i];
    }
  result.pow10 = {pow10, 1};
  result.factor = symbol.factor;
  result.affine = symbol.isAffine;
  result.atoms = 1;
  return result;
}

/// The symbol `text` names, alone or behind an SI prefix. A symbol's own name
/// wins: "min" is a minute, "Pa" a pascal, "h" an hour, "mol" a mole.
std::optional<Reading> findSymbol(std::string_view text) {
  for (const Symbol &s : symbols)
    if (text == s.text)
      return read(s, 0);
  for (const Prefix &p : prefixes) {
    std::string_view prefix = p.text;
    if (text.substr(0, prefix.size()) != prefix)
      continue;
    std::string_view rest = text.substr(prefix.size());
    for (const Symbol &s : symbols)
      if (s.takesPrefix && rest == s.text)
        return read(s, p.pow10);
  }
  return std::nullopt;
}

// --- "did you mean" ----------------------------------------------------------

/// Edit distance: a wrong case costs 1, a wrong letter 2, a missing or
/// superfluous one 3.
unsigned distance(std::string_view a, std::string_view b) {
  unsigned row[16];
  for (size_t j = 0; j <= b.size(); ++j)
    row[j] = 3 * j;
  for (size_t i = 0; i < a.size(); ++i) {
    unsigned diagonal = row[0];
    row[0] += 3;
    for (size_t j = 0; j < b.size(); ++j) {
      unsigned change = a[i] == b[j] ? 0
                        : std::tolower(static_cast<unsigned char>(a[i])) ==
                                std::tolower(static_cast<unsigned char>(b[j]))
                            ? 1
                            : 2;
      unsigned next = std::min({diagonal + change, row[j] + 3, row[j + 1] + 3});
      diagonal = row[j + 1];
      row[j + 1] = next;
    }
  }
  return row[b.size()];
}

/// Names of units that a slip of the pen, another spelling or a word for the
/// unit most likely meant; empty when nothing is near.
std::string suggestion(std::string_view text) {
  struct Spelling {
    const char *wrong, *right;
  };
  static constexpr Spelling spellings[] = {
      {"sec", "s"},     {"msec", "ms"},   {"usec", "us"},    {"hr", "h"},
      {"hour", "h"},    {"minute", "min"}, {"volt", "V"},    {"amp", "A"},
      {"ohm", "Ohm"},   {"Mohm", "MOhm"}, {"molar", "M"},    {"siemens", "S"},
      {"mho", "S"},     {"mmho", "mS"},   {"hertz", "Hz"},   {"micron", "um"},
      {"metre", "m"},   {"meter", "m"},   {"celsius", "degC"}, {"l", "L"},
      {"ml", "mL"},     {"degree", "deg"}, {"radian", "rad"}, {"kelvin", "K"},
      {"percent", "%"}, {"\xC2\xB5s", "us"}, {"\xC2\xB5m", "um"},
      {"\xC2\xB5M", "uM"}, {"\xCE\xBCs", "us"}, {"\xCE\xBCm", "um"},
      {"\xCE\xBCM", "uM"}, {"\xCE\xA9", "Ohm"}, {"M\xCE\xA9", "MOhm"},
  };
  for (const Spelling &s : spellings)
    if (text == s.wrong)
      return s.right;
  if (text.empty() || text.size() > 8)
    return "";
  std::string best;
  unsigned bestDistance = text.size() <= 1 ? 4 : text.size() <= 3 ? 8 : 10;
  auto offer = [&](std::string name, unsigned handicap) {
    unsigned d = 2 * distance(text, name) + handicap;
    if (d < bestDistance) {
      best = std::move(name);
      bestDistance = d;
    }
  };
  // Everyday prefixes first: at equal distance the earlier candidate stays.
  static constexpr const char *everyday[] = {"", "m", "n", "p", "u", "k", "M", "G", "f"};
  for (const Symbol &s : symbols)
    for (const char *prefix : everyday)
      if (*prefix == 0 || s.takesPrefix)
        offer(std::string(prefix) + s.text, *prefix ? 1 : 0);
  return best;
}

// --- The grammar of unit texts -------------------------------------------------

constexpr size_t maxText = 256;
constexpr unsigned maxNesting = 16;
constexpr int maxExponent = 99;
constexpr int maxPow10 = 300;

/// product := power (('*' | '/') power)*      (left to right)
/// power   := atom ('^' exponent)?
/// atom    := symbol | '1' | '(' product ')'
/// exponent:= '-'? integer | '-'? decimal | '(' '-'? integer ('/' integer)? ')'
class UnitReader {
public:
  UnitReader(std::string_view text, std::string *why) : text(text), why(why) {}

  std::optional<Reading> readAll() {
    if (text.size() > maxText)
      return fail("unit text is longer than " + std::to_string(maxText) + " bytes");
    auto result = product(0);
    if (!result)
      return std::nullopt;
    skipBlanks();
    if (at != text.size())
      return fail("unexpected '" + character() + "' in unit '" +
                  std::string(text) + "'");
    if (result->affine && result->atoms != 1)
      return fail("degC has an offset, so it cannot be part of a compound unit; "
                  "use K");
    return result;
  }

private:
  std::string_view text;
  size_t at = 0;
  std::string *why;

  std::nullopt_t fail(std::string message) {
    if (why && why->empty())
      *why = std::move(message);
    return std::nullopt;
  }
  void skipBlanks() {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t'))
      ++at;
  }
  bool accept(char c) {
    skipBlanks();
    if (at >= text.size() || text[at] != c)
      return false;
    ++at;
    return true;
  }
  /// The whole UTF-8 character at the cursor, for messages.
  std::string character() const {
    size_t end = at + 1;
    while (end < text.size() && (text[end] & 0xC0) == 0x80)
      ++end;
    return std::string(text.substr(at, end - at));
  }

  std::optional<Reading> product(unsigned depth) {
    auto result = power(depth);
    if (!result)
      return std::nullopt;
    for (;;) {
      bool times = accept('*');
      if (!times && !accept('/'))
        return result;
      auto next = power(depth);
      if (!next)
        return std::nullopt;
      if (!times)
        next = raised(*next, {-1, 1});
      result->dimension = result->dimension * next->dimension;
      result->pow10 = add(result->pow10, next->pow10);
      result->factor *= next->factor;
      result->affine |= next->affine;
      result->atoms += next->atoms + 1;
      if (!result->dimension.valid())
        return fail("exponents are too large in unit '" + std::string(text) + "'");
    }
  }

  static Reading raised(Reading r, Rational exponent) {
    r.dimension = r.dimension.pow(exponent);
    r.pow10 = mul(r.pow10, exponent);
    if (r.factor != 1)
      r.factor = exponent.den == 1 && exponent.num == -1
                     ? 1 / r.factor
                     : std::pow(r.factor, double(exponent.num) / exponent.den);
    r.atoms += 1;
    return r;
  }

  std::optional<Reading> power(unsigned depth) {
    auto result = atom(depth);
    if (!result || !accept('^'))
      return result;
    auto e = exponent();
    if (!e)
      return std::nullopt;
    return raised(*result, *e);
  }

  std::optional<Reading> atom(unsigned depth) {
    if (accept('(')) {
      if (depth >= maxNesting)
        return fail("parentheses are nested too deeply in a unit");
      auto inner = product(depth + 1);
      if (!inner)
        return std::nullopt;
      if (!accept(')'))
        return fail("missing ')' in unit '" + std::string(text) + "'");
      return inner;
    }
    if (at < text.size() && text[at] == '1' &&
        (at + 1 == text.size() ||
         !std::isalnum(static_cast<unsigned char>(text[at + 1])))) {
      ++at;
      return Reading{};
    }
    size_t begin = at;
    if (at < text.size() && text[at] == '%')
      ++at;
    else
      while (at < text.size() &&
             (std::isalpha(static_cast<unsigned char>(text[at])) ||
              (static_cast<unsigned char>(text[at]) & 0x80)))
        ++at;
    std::string_view name = text.substr(begin, at - begin);
    if (name.empty()) {
      if (at == text.size())
        return fail(text.empty() ? "a unit is expected"
                                 : "unit '" + std::string(text) + "' is incomplete");
      return fail("unexpected '" + character() + "' in unit '" +
                  std::string(text) + "'");
    }
    if (auto symbol = findSymbol(name))
      return symbol;
    std::string message = "unknown unit '" + std::string(name) + "'";
    if (std::string near = suggestion(name); !near.empty())
      message += "; did you mean '" + near + "'?";
    return fail(std::move(message));
  }

  std::optional<int> integer() {
    skipBlanks();
    size_t begin = at;
    int value = 0;
    while (at < text.size() && std::isdigit(static_cast<unsigned char>(text[at]))) {
      value = value * 10 + (text[at] - '0');
      ++at;
      if (value > maxExponent) {
        fail("exponents of a unit may not exceed " + std::to_string(maxExponent));
        return std::nullopt;
      }
    }
    if (at == begin) {
      fail("a number is expected after '^' in unit '" + std::string(text) + "'");
      return std::nullopt;
    }
    return value;
  }

  std::optional<Rational> exponent() {
    bool inParentheses = accept('(');
    bool negative = accept('-');
    auto num = integer();
    if (!num)
      return std::nullopt;
    Rational result{*num, 1};
    if (at < text.size() && text[at] == '.') { // 0.5
      ++at;
      int scale = 1, digits = 0;
      while (at < text.size() && scale < 10000 &&
             std::isdigit(static_cast<unsigned char>(text[at]))) {
        digits = digits * 10 + (text[at++] - '0');
        scale *= 10;
      }
      if (scale == 1)
        return fail("a digit is expected after '.' in unit '" + std::string(text) + "'");
      int divisor = std::gcd(digits, scale);
      result = add(result, {digits / divisor, scale / divisor});
    } else if (inParentheses && accept('/')) {
      auto den = integer();
      if (!den)
        return std::nullopt;
      if (*den == 0)
        return fail("division by zero in an exponent of unit '" +
                    std::string(text) + "'");
      int divisor = std::gcd(*num, *den);
      result = {*num / divisor, *den / divisor};
    }
    if (inParentheses && !accept(')'))
      return fail("missing ')' in unit '" + std::string(text) + "'");
    if (negative)
      result.num = -result.num;
    return result;
  }
};
} // namespace

std::optional<Unit> parseUnit(std::string_view text, std::string *why) {
  if (why)
    why->clear();
  auto reading = UnitReader(text, why).readAll();
  if (!reading)
    return std::nullopt;
  Unit unit;
  unit.dimension = reading->dimension;
  unit.factor = reading->factor;
  unit.text = std::string(text);
  if (reading->affine)
    unit.offset = 273.15;
  Rational pow10 = reading->pow10;
  if (pow10.den == 0 || !unit.dimension.valid() ||
      std::abs(double(pow10.num) / pow10.den) > maxPow10 ||
      !(std::abs(std::log10(unit.factor)) <= maxPow10)) {
    if (why)
      *why = "unit '" + std::string(text) + "' is outside the range of numbers";
    return std::nullopt;
  }
  // A root may leave a fractional power of ten: its whole part stays exact.
  int whole = static_cast<int>(std::floor(double(pow10.num) / pow10.den));
  unit.pow10 = whole;
  Rational rest = add(pow10, {-whole, 1});
  if (rest.num != 0)
    unit.factor *= std::pow(10.0, double(rest.num) / rest.den);
  return unit;
}

bool isUnitName(std::string_view text) { return findSymbol(text).has_value(); }

// --- Values ----------------------------------------------------------------------

/// The number written as `value` with its decimal point moved: 30e-9 by nine
/// places is 30, although the double nearest to 30e-9 times 1e9 is not. Two ways
/// of writing one quantity thus become the same number.
static double shifted(double value, int pow10) {
  if (pow10 == 0 || !std::isfinite(value) || value == 0)
    return value;
  char buffer[64];
  auto written = std::to_chars(buffer, buffer + 40, value, std::chars_format::scientific);
  char *e = std::find(buffer, written.ptr, 'e');
  int exponent = 0;
  std::from_chars(e + (e[1] == '+' ? 2 : 1), written.ptr, exponent);
  written = std::to_chars(e + 1, buffer + sizeof buffer, exponent + pow10);
  double result = 0;
  auto status = std::from_chars(buffer, written.ptr, result, std::chars_format::scientific);
  if (status.ec == std::errc::result_out_of_range)
    return exponent + pow10 > 0 ? std::copysign(HUGE_VAL, value)
                                : std::copysign(0.0, value);
  return result;
}

/// value * 10^pow10, rounded once: powers to 10^22 are exact doubles. For values
/// that were computed and not written, of which there may be many.
static double scaled(double value, int pow10) {
  static constexpr double exact[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,
                                     1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                     1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
                                     1e18, 1e19, 1e20, 1e21, 1e22};
  if (pow10 >= 0 && pow10 <= 22)
    return value * exact[pow10];
  if (pow10 < 0 && pow10 >= -22)
    return value / exact[-pow10];
  return shifted(value, pow10);
}

double Unit::toCoherent(double value) const {
  double result = shifted(value, pow10);
  if (factor != 1)
    result *= factor;
  return offset != 0 ? result + offset : result;
}

double Unit::fromCoherent(double value) const {
  if (offset != 0)
    value -= offset;
  if (factor != 1)
    value /= factor;
  return scaled(value, -pow10);
}

} // namespace neuro::units
