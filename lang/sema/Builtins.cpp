//===- Builtins.cpp - Functions the language brings along -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Builtins.h"

namespace neuro::sema {

// Functions whose result dimension is not that of a T (sqrt, dot, …) are typed
// by name in Calls.cpp; their rows fix arity and place.
static constexpr Builtin table[] = {
    // --- Mathematics (language reference, section 4) -----------------------
    {"exp", Place::Math, "x:1", "1"},
    {"log", Place::Math, "x:1", "1"},
    {"log10", Place::Math, "x:1", "1"},
    {"sqrt", Place::Math, "x:*", "*"},
    {"abs", Place::Math, "x:T", "T"},
    {"min", Place::Math, "a:T b:T c:T? d:T? e:T? f:T? g:T? h:T?", "T"},
    {"max", Place::Math, "a:T b:T c:T? d:T? e:T? f:T? g:T? h:T?", "T"},
    {"floor", Place::Math, "x:1", "1"},
    {"ceil", Place::Math, "x:1", "1"},
    {"round", Place::Math, "x:1", "1"},
    {"sign", Place::Math, "x:T", "1"},
    {"sin", Place::Math, "x:1", "1"},
    {"cos", Place::Math, "x:1", "1"},
    {"tan", Place::Math, "x:1", "1"},
    {"tanh", Place::Math, "x:1", "1"},
    {"atan", Place::Math, "x:1", "1"},
    {"sigmoid", Place::Math, "x:1", "1"},
    {"exprelr", Place::Math, "x:1", "1"},
    {"clip", Place::Math, "x:T low:T high:T", "T"},
    {"mod", Place::Math, "a:T b:T", "T"},
    {"heaviside", Place::Math, "x:T", "1"},
    {"rising", Place::Math, "condition:bool", "bool"},
    {"dot", Place::Math, "a:* b:*", "*"},
    {"sum", Place::Math, "x:*", "*"},
    {"white", Place::Math, "", "1/ms^(1/2)"},
    {"legendre_A", Place::Math, "d:1", "matrix"},
    {"legendre_B", Place::Math, "d:1", "v"},

    // --- Distributions -----------------------------------------------------
    {"uniform", Place::Distribution, "low:T high:T", "T"},
    {"normal", Place::Distribution, "mean:T sd:T%", "T"},
    {"lognormal", Place::Distribution, "mean:T sd:T%", "T"},
    {"exponential", Place::Distribution, "mean:T", "T"},
    {"gamma", Place::Distribution, "shape:1 scale:T", "T"},
    {"choice", Place::Distribution, "values:[T]", "T"},
    {"kaiming", Place::Distribution, "scale:T", "T"},

    // --- Waveforms -----------------------------------------------------------
    {"pulse", Place::Waveform, "amplitude:T from:ms until:ms", "T"},
    {"sine", Place::Waveform, "amplitude:T frequency:Hz phase:1? offset:T?", "T"},
    {"ramp", Place::Waveform, "start:T end:T from:ms until:ms", "T"},
    {"steps", Place::Waveform, "times:[ms] values:[T]", "T"},
    {"samples", Place::Waveform, "file:string dt:ms", "*"},
    {"noise", Place::Waveform, "mean:T sd:T dt:ms", "T"},

    // --- Connection rules -----------------------------------------------------
    {"all", Place::Rule, "", ""},
    {"one_to_one", Place::Rule, "", ""},
    {"bernoulli", Place::Rule, "p:P", ""},
    {"fixed_indegree", Place::Rule, "k:1", ""},
    {"fixed_outdegree", Place::Rule, "k:1", ""},
    {"fixed_total", Place::Rule, "n:1", ""},
    {"pairwise_poisson", Place::Rule, "lambda:1", ""},
    {"nearest", Place::Rule, "k:1", ""},
    {"conv2d", Place::Rule, "kernel:[1] stride:1? pad:string? dilation:1?", ""},
    {"sumpool", Place::Rule, "k:1", ""},
    {"toeplitz", Place::Rule, "kernel:1 stride:1? pad:string? dilation:1?", ""},
    {"file", Place::Rule, "path:string", ""},

    // --- Layouts ---------------------------------------------------------------
    {"grid", Place::Layout, "nx:1 ny:1 nz:1 pitch:um", ""},
    {"grid", Place::Layout, "nx:1 ny:1 pitch:um", ""},
    {"box", Place::Layout, "lx:um ly:um lz:um?", ""},
    {"ring", Place::Layout, "radius:um", ""},
    {"file", Place::Layout, "path:string unit:um?", ""},

    // --- Measures ----------------------------------------------------------------
    {"rate", Place::Measure, "of:E from:ms? until:ms?", "Hz"},
    {"cv_isi", Place::Measure, "of:E from:ms? until:ms?", "1"},
    {"synchrony", Place::Measure, "of:E bin:ms? from:ms? until:ms?", "1"},
    {"correlation", Place::Measure, "of:X with:X? bin:ms? from:ms? until:ms?", "1"},
    {"count", Place::Measure, "of:E from:ms? until:ms?", "1"},
    {"first_spike", Place::Measure, "of:E from:ms? until:ms?", "ms"},
    {"histogram", Place::Measure, "of:X bins:1? from:ms? until:ms?", "v"},
    {"mean", Place::Measure, "of:V from:ms? until:ms?", "T"},
    {"std", Place::Measure, "of:V from:ms? until:ms?", "T"},
    {"peak", Place::Measure, "of:V from:ms? until:ms?", "T"},
    {"argmax", Place::Measure, "of:X from:ms? until:ms?", "1"},
    {"accuracy", Place::Measure, "answers:* labels:*", "1"},
    {"vote", Place::Measure, "of:E labels:v", "v"},
    {"assign", Place::Measure, "of:E labels:v", "v"},
    {"branching", Place::Measure, "of:E bin:ms? from:ms? until:ms?", "1"},
    {"order_parameter", Place::Measure, "of:V from:ms? until:ms?", "series1"},
    {"real_time_factor", Place::Measure, "", "1"},
    {"overlap", Place::Measure, "of:E pattern:v from:ms? until:ms?", "1"},
    {"random_patterns", Place::Measure, "count:1 size:1 active:P", "matrix"},
    {"partial", Place::Measure, "pattern:v fraction:P", "v"},
    {"latency", Place::Measure, "intensity:v span:ms", "times"},
    {"max_over_time", Place::Measure, "of:V from:ms? until:ms?", "series"},
    {"mean_over_time", Place::Measure, "of:V from:ms? until:ms?", "series"},

    // --- Data ------------------------------------------------------------------
    {"idx", Place::Data, "images:string labels:string", "data"},
    {"npz", Place::Data, "file:string images:string? labels:string?", "data"},
    {"csv", Place::Data, "file:string images:string? labels:string?", "data"},
    {"events", Place::Data, "file:string", "data"},
    {"band_limited", Place::Data, "cutoff:Hz duration:ms", "data"},

    // --- Training -----------------------------------------------------------------
    {"mse", Place::Training, "a:* b:*", "1"},
    {"cross_entropy", Place::Training, "logits:* labels:*", "1"},
    {"rate_penalty", Place::Training, "of:E target:Hz", "1"},
    {"delayed", Place::Training, "x:V by:ms", "series"},

    // --- Methods -----------------------------------------------------------------
    {"auto", Place::Method, "", ""},
    {"exact", Place::Method, "", ""},
    {"exponential_euler", Place::Method, "", ""},
    {"rosenbrock", Place::Method, "", ""},
    {"euler", Place::Method, "", ""},
    {"heun", Place::Method, "", ""},
    {"euler_maruyama", Place::Method, "", ""},
    {"rk4", Place::Method, "", ""},
    {"rk45", Place::Method, "rtol:1? atol:1?", ""},
    {"bptt", Place::Method, "surrogate:method? memory:method? delay_kernel:method?", ""},
    {"eprop", Place::Method, "surrogate:method?", ""},
    {"fast_sigmoid", Place::Method, "slope:1?", ""},
    {"atan", Place::Method, "slope:1?", ""},
    {"triangle", Place::Method, "width:1?", ""},
    {"recompute", Place::Method, "segments:1", ""},
    {"gaussian", Place::Method, "sd:method", ""},
    {"anneal", Place::Method, "from:T to:T", ""},
    {"adam", Place::Method, "lr:1 beta1:1? beta2:1? weight_decay:1?", ""},
    {"sgd", Place::Method, "lr:1 momentum:1?", ""},
    {"least_squares", Place::Method, "l2:1?", ""},
    {"int", Place::Method, "bits:1", ""},
    {"steps", Place::Method, "", ""},
};

const Builtin *findBuiltin(std::string_view name, Place place) {
  for (const Builtin &b : table)
    if (b.place == place && b.name == name)
      return &b;
  return nullptr;
}

const Builtin *findBuiltin(std::string_view name) {
  for (const Builtin &b : table)
    if (b.name == name)
      return &b;
  return nullptr;
}

const Builtin *findLayout(const ast::CallExpr &call) {
  auto *name = ast::dynCast<ast::NameExpr>(call.callee.get());
  const Builtin *builtin = name ? findBuiltin(name->name, Place::Layout) : nullptr;
  // A grid of three numbers is flat, unless the third is nz.
  if (!builtin || builtin->name != "grid" || call.arguments.size() > 3)
    return builtin;
  for (const ast::Argument &a : call.arguments)
    if (a.name == "nz")
      return builtin;
  return builtin + 1;
}

std::vector<std::string_view> builtinNames(Place place) {
  std::vector<std::string_view> names;
  for (const Builtin &b : table)
    if (b.place == place && (names.empty() || names.back() != b.name))
      names.push_back(b.name);
  return names;
}

std::string_view placeText(Place place) {
  switch (place) {
  case Place::Math:
    return "a mathematical function";
  case Place::Distribution:
    return "a random distribution, which stands after '~'";
  case Place::Waveform:
    return "a waveform, which stands in 'stimulate … with'";
  case Place::Rule:
    return "a connection rule, which stands after 'connect'";
  case Place::Layout:
    return "a layout, which stands after 'at'";
  case Place::Measure:
    return "a measure, which stands in experiments";
  case Place::Data:
    return "a data reader, which stands in 'data NAME ='";
  case Place::Training:
    return "a training function, which stands in 'train on'";
  case Place::Method:
    return "the name of a method";
  }
  return "";
}

std::vector<Parameter> Builtin::signature() const {
  std::vector<Parameter> result;
  std::string_view rest = parameters;
  while (!rest.empty()) {
    size_t end = rest.find(' ');
    std::string_view item = rest.substr(0, end);
    rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
    size_t colon = item.find(':');
    bool optional = item.back() == '?';
    std::string_view kind = item.substr(colon + 1);
    if (optional)
      kind.remove_suffix(1);
    result.push_back({item.substr(0, colon), kind, optional});
  }
  return result;
}

std::string Builtin::usage() const {
  std::string text(name);
  std::string inside;
  for (const Parameter &p : signature()) {
    if (!inside.empty())
      inside += ", ";
    inside += p.name;
    if (p.optional)
      inside += "=";
  }
  return inside.empty() && place != Place::Measure ? text : text + "(" + inside + ")";
}

static constexpr Setting settings[] = {
    {"dt", "ms"},
    {"seed", "1"},
    {"batch", "1"},
    {"threads", "1"},
    {"target", "cpu|gpu|cuda|core"},
    {"precision", "auto|f32|f64"},
    {"solver", "auto|exact|exponential_euler|rosenbrock|euler|heun|euler_maruyama|rk4|rk45"},
};

const Setting *findSetting(std::string_view name) {
  for (const Setting &s : settings)
    if (s.name == name)
      return &s;
  return nullptr;
}

std::vector<std::string_view> settingNames() {
  std::vector<std::string_view> names;
  for (const Setting &s : settings)
    names.push_back(s.name);
  return names;
}

std::vector<std::string_view> words(std::string_view alternatives) {
  std::vector<std::string_view> result;
  while (!alternatives.empty()) {
    size_t end = alternatives.find('|');
    result.push_back(alternatives.substr(0, end));
    alternatives =
        end == std::string_view::npos ? "" : alternatives.substr(end + 1);
  }
  return result;
}

} // namespace neuro::sema
