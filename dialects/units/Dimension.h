//===- Dimension.h - Physical dimensions and units --------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A dimension is a vector of rational exponents over the SI base quantities.
// A unit is a dimension with a scale. Values are carried in one coherent set
// chosen so that the field's everyday numbers are near one and f32 keeps them:
//
//   length um, mass 1e-12 kg, time ms, current pA, temperature K,
//   amount 1e-21 mol
//
// in which mV, pA, nS, pF, GOhm, fC, um, ms, kHz and uM all have scale exactly 1.
// Free of MLIR: used by the front end's checks and by the IR's verifiers.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_UNITS_DIMENSION_H
#define NEURO_DIALECTS_UNITS_DIMENSION_H

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace neuro::units {

/// A reduced fraction with a positive denominator. Arithmetic saturates to
/// "invalid" (denominator 0) instead of overflowing; see Dimension::valid.
struct Rational {
  int32_t num = 0, den = 1;
  friend bool operator==(Rational a, Rational b) {
    return a.num == b.num && a.den == b.den;
  }
  friend bool operator!=(Rational a, Rational b) { return !(a == b); }
};
Rational add(Rational a, Rational b);
Rational mul(Rational a, Rational b);

enum Base { Length, Mass, Time, Current, Temperature, Amount, NumBases };

class Dimension {
public:
  Dimension() = default; ///< dimensionless
  static Dimension of(Base base, int exponent = 1);

  bool isDimensionless() const;
  /// False after an exponent overflowed.
  bool valid() const;
  Rational exponent(Base base) const { return exponents[base]; }

  friend Dimension operator*(const Dimension &a, const Dimension &b);
  friend Dimension operator/(const Dimension &a, const Dimension &b);
  Dimension pow(Rational exponent) const;
  friend bool operator==(const Dimension &a, const Dimension &b) {
    return a.exponents == b.exponents;
  }
  friend bool operator!=(const Dimension &a, const Dimension &b) {
    return !(a == b);
  }

  /// The coherent unit of this dimension as the field writes it: "mV", "pA",
  /// "ms", "1/ms", "mV/ms", "pA*ms^(1/2)", "1". parseUnit reads it back to this
  /// dimension with scale 1.
  std::string str() const;
  size_t hash() const;

private:
  std::array<Rational, NumBases> exponents{};
};

/// A unit: value_in_coherent = value * 10^pow10 * factor + offset.
/// `factor` is 1 for every decimal unit, so conversions are correctly rounded.
struct Unit {
  Dimension dimension;
  int pow10 = 0;
  double factor = 1;
  double offset = 0; ///< only degC
  std::string text;  ///< as written

  double toCoherent(double value) const;
  double fromCoherent(double value) const;
};

/// Reads "mV", "pA/ms", "1/(mV*ms)", "m/s^2", "%", "1", "degC". On failure
/// returns nothing and, if asked, says why ("unknown unit 'mX'; did you mean 'mV'?").
std::optional<Unit> parseUnit(std::string_view text, std::string *why = nullptr);

/// True if `text` is one unit symbol with or without SI prefix (no operators).
bool isUnitName(std::string_view text);

/// "time", "voltage", "conductance", … or "" when the field has no word for it.
std::string_view quantityName(const Dimension &dimension);

} // namespace neuro::units

#endif // NEURO_DIALECTS_UNITS_DIMENSION_H
