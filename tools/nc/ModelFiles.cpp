//===- ModelFiles.cpp - The header and manifest of a built model ----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/nc/ModelFiles.h"

#include "runtime/abi/Kernel.h"
#include "runtime/core/ExprEval.h"
#include "runtime/io/Files.h"
#include "tools/nc/JsonFacts.h"
#include "tools/nc/Version.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <unistd.h>

using namespace neuro;
using namespace neuro::tool;

namespace {

/// Defaults in their units, in order; NaN where one cannot be computed.
std::vector<double> defaultsOf(const rt::NetworkPlan &network) {
  rt::Scope scope;
  std::vector<double> shown;
  for (const rt::ParameterPlan &parameter : network.parameters) {
    rt::Result<double> value = rt::evaluateScalar(parameter.value, scope);
    scope.parameters.push_back(value ? *value : std::nan(""));
    shown.push_back(scope.parameters.back() / parameter.unit.scale);
  }
  return shown;
}

/// The value if it is the same for every element and draws nothing.
std::optional<double> constantOf(const rt::Expr &expr, const rt::NetworkPlan &network) {
  rt::Scope scope;
  const std::vector<double> defaults = defaultsOf(network);
  for (size_t k = 0; k < defaults.size(); ++k)
    scope.parameters.push_back(defaults[k] * network.parameters[k].unit.scale);
  rt::Result<rt::ExprTraits> traits = rt::checkExpr(expr, rt::limitsOf(scope));
  if (expr.empty() || !traits || traits->draws || traits->perElement())
    return std::nullopt;
  rt::Result<double> value = rt::evaluateScalar(expr, scope);
  return value ? std::optional<double>(*value) : std::nullopt;
}

/// The number of elements with the parameters' defaults.
std::optional<double> countOf(const rt::PopulationPlan &population,
                              const rt::NetworkPlan &network) {
  double count = 1;
  for (const rt::Expr &extent : population.shape) {
    std::optional<double> value = constantOf(extent, network);
    if (!value)
      return std::nullopt;
    count *= *value;
  }
  return count;
}

const char *sourceName(rt::SourceKind kind) {
  switch (kind) {
  case rt::SourceKind::None: return "";
  case rt::SourceKind::Poisson: return "Poisson";
  case rt::SourceKind::SpikeTrain: return "SpikeTrain";
  case rt::SourceKind::Regular: return "Regular";
  case rt::SourceKind::Port: return "Port";
  case rt::SourceKind::SpikeFile: return "SpikeFile";
  }
  return "";
}

std::string modelOf(const rt::PopulationPlan &population, const rt::ProgramPlan &plan) {
  return population.classIndex >= 0 ? plan.classes[static_cast<size_t>(population.classIndex)].name
                                    : sourceName(population.source);
}

/// What a host can set or read by name; null for what is the compiler's own.
const char *roleName(const rt::FieldPlan &field) {
  switch (field.role) {
  case rt::FieldRole::Parameter: return "parameter";
  case rt::FieldRole::State: return "state";
  case rt::FieldRole::Input: return "input";
  default: return nullptr;
  }
}

struct Setting {
  const char *name, *unit;
};
std::vector<Setting> settingsOf(const rt::PopulationPlan &population) {
  if (population.source == rt::SourceKind::Poisson)
    return {{"rate", "Hz"}};
  if (population.source == rt::SourceKind::Regular)
    return {{"period", "ms"}, {"phase", "ms"}};
  return {};
}

/// A C string literal.
std::string quoted(const std::string &text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out + "\"";
}

/// Text that cannot end the comment it stands in.
std::string comment(std::string text) {
  for (size_t at; (at = text.find("*/")) != std::string::npos;)
    text.replace(at, 2, "* /");
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string cNumber(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : "NAN";
}

/// Identifiers of one header: what two names would share gets a number.
class Names {
public:
  std::string of(const std::string &text) {
    std::string name = identifier(text), unique = name;
    for (int k = 2; !taken.insert(unique).second; ++k)
      unique = name + "_" + std::to_string(k);
    return unique;
  }

private:
  std::set<std::string> taken;
};

bool isKeyword(const std::string &name) {
  static const std::set<std::string> words = {
      "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else",
      "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long", "register",
      "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "typedef",
      "union", "unsigned", "void", "volatile", "while", "class", "new", "delete", "this", "bool",
      "true", "false", "template", "typename", "namespace", "operator", "private", "public",
      "protected", "virtual", "using", "try", "catch", "throw", "and", "or", "not", "xor",
      "export", "explicit", "friend", "mutable", "asm", "alignas", "alignof", "constexpr",
      "decltype", "noexcept", "nullptr", "concept", "requires"};
  return words.count(name) != 0;
}

std::string parametersText(const std::string &prefix, const rt::NetworkPlan &network) {
  if (network.parameters.empty())
    return "";
  Names names;
  const std::vector<double> defaults = defaultsOf(network);
  std::string members, values, settings;
  for (size_t k = 0; k < network.parameters.size(); ++k) {
    const rt::ParameterPlan &parameter = network.parameters[k];
    std::string member = names.of(parameter.name);
    if (isKeyword(member))
      member = names.of(member + "_");
    // One that is computed from others follows them until it is given a value.
    const bool follows = !rt::evaluateScalar(parameter.value, rt::Scope());
    members += fmt::format("  double {}; /* {}{}{} */\n", member, comment(parameter.unit.text),
                           parameter.isInteger ? ", whole" : "",
                           follows ? "; NAN: computed from the others" : "");
    values += (k ? ", " : "") + (follows ? "NAN" : cNumber(defaults[k]));
    settings += fmt::format("{}  out[n].name = {};\n  out[n].value = p->{};\n  out[n++].unit = {};\n{}",
                            follows ? fmt::format("  if (!isnan(p->{})) {{\n", member) : "",
                            quoted(parameter.name), member, quoted(parameter.unit.text),
                            follows ? "  }\n" : "");
  }
  return fmt::format("typedef struct {0}_parameters {{\n{1}}} {0}_parameters;\n"
                     "#define {0}_PARAMETERS {2}\n"
                     "/* {0}_parameters p = {0}_DEFAULTS; */\n"
                     "#define {0}_DEFAULTS {{{3}}}\n"
                     "#ifdef NEURO_H\n"
                     "/* For neuro_sim_options.settings; setting_count is what it returns. */\n"
                     "static inline size_t {0}_settings(const {0}_parameters *p,\n"
                     "                                  neuro_setting out[{0}_PARAMETERS]) {{\n"
                     "  size_t n = 0;\n"
                     "{4}"
                     "  return n;\n"
                     "}}\n"
                     "#endif\n",
                     prefix, members, network.parameters.size(), values, settings);
}

std::string populationText(const std::string &prefix, const rt::PopulationPlan &population,
                           const rt::NetworkPlan &network, const rt::ProgramPlan &plan,
                           Names &names) {
  auto define = [&](const std::string &path, const std::string &what) {
    return fmt::format("#define {} {} /* {} */\n", names.of(prefix + "_" + path), quoted(path),
                       comment(what));
  };
  std::optional<double> count = countOf(population, network);
  std::string out = define(population.name, modelOf(population, plan) +
                                                (count ? fmt::format(", {} by default", *count) : ""));
  if (population.classIndex >= 0)
    for (const rt::FieldPlan &field :
         plan.classes[static_cast<size_t>(population.classIndex)].fields)
      if (const char *role = roleName(field))
        out += define(population.name + "." + field.name, fmt::format("{}, {}", role, field.unit.text));
  for (const Setting &setting : settingsOf(population))
    out += define(population.name + "." + setting.name, fmt::format("setting, {}", setting.unit));
  return out;
}

} // namespace

std::string tool::identifier(const std::string &text) {
  std::string out;
  for (char c : text)
    out += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  if (out.empty() || std::isdigit(static_cast<unsigned char>(out[0])))
    out = "_" + out;
  return out;
}

std::string tool::modelHeader(const BuiltModel &model) {
  std::string guard = "NEURO_MODEL_" + model.name + "_H";
  std::transform(guard.begin(), guard.end(), guard.begin(),
                 [](unsigned char c) { return std::toupper(c); });
  std::string out = fmt::format(
      "/* Made by `nc build` from {1}; changes will be lost. Include neuro.h before it. */\n"
      "#ifndef {2}\n#define {2}\n\n"
      "#include <math.h>\n\n"
      "#ifdef __cplusplus\nextern \"C\" {{\n#endif\n\n"
      "struct neuro_model;\n"
      "/* For neuro_program_from_model; {3}, compiled for {4}. */\n"
      "extern const struct neuro_model neuro_model_{0};\n",
      model.name, comment(model.source), guard, model.precision, comment(model.processor));
  Names networkNames;
  for (const rt::NetworkPlan &network : model.plan.networks) {
    const std::string prefix = networkNames.of(model.name + "_" + network.name);
    out += fmt::format("\n/* --- network {} --- */\n\n#define {}_NETWORK {}\n", comment(network.name),
                       prefix, quoted(network.name));
    out += parametersText(prefix, network);
    Names names;
    for (const char *own : {"_NETWORK", "_PARAMETERS", "_DEFAULTS", "_parameters", "_settings"})
      names.of(prefix + own);
    for (const rt::PopulationPlan &population : network.populations)
      out += populationText(prefix, population, network, model.plan, names);
  }
  return out + fmt::format("\n#ifdef __cplusplus\n}}\n#endif\n\n#endif /* {} */\n", guard);
}

std::string tool::modelManifest(const BuiltModel &model) {
  Json out;
  out["name"] = model.name;
  out["symbol"] = "neuro_model_" + model.name;
  out["source"] = model.source;
  out["compiler"] = VersionText;
  out["abi_version"] = rt::ABI_VERSION;
  out["precision"] = model.precision;
  out["processor"] = model.processor;
  out["networks"] = Json::array();
  for (const rt::NetworkPlan &network : model.plan.networks) {
    Json entry;
    entry["name"] = network.name;
    entry["parameters"] = Json::array();
    const std::vector<double> defaults = defaultsOf(network);
    for (size_t k = 0; k < network.parameters.size(); ++k) {
      const rt::ParameterPlan &parameter = network.parameters[k];
      entry["parameters"].push_back({{"name", parameter.name},
                                     {"unit", parameter.unit.text},
                                     {"default", number(defaults[k])},
                                     {"whole", parameter.isInteger}});
    }
    entry["populations"] = Json::array();
    Json ports = Json::array();
    for (const rt::PopulationPlan &population : network.populations) {
      std::optional<double> count = countOf(population, network);
      Json fields = Json::array(), events = Json::array();
      if (population.classIndex >= 0) {
        const rt::ClassPlan &type = model.plan.classes[static_cast<size_t>(population.classIndex)];
        for (const rt::FieldPlan &field : type.fields)
          if (const char *role = roleName(field))
            fields.push_back({{"name", field.name}, {"role", role}, {"unit", field.unit.text},
                              {"per_element", field.perElement}});
        for (const rt::EventPlan &event : type.events)
          events.push_back(event.name);
      }
      for (const Setting &setting : settingsOf(population))
        fields.push_back({{"name", setting.name}, {"role", "setting"}, {"unit", setting.unit},
                          {"per_element", false}});
      if (population.source == rt::SourceKind::Port)
        ports.push_back(population.name);
      entry["populations"].push_back({{"name", population.name},
                                      {"model", modelOf(population, model.plan)},
                                      {"count", count ? number(*count) : Json(nullptr)},
                                      {"fields", fields},
                                      {"events", events}});
    }
    entry["ports"] = ports;
    entry["records"] = Json::array();
    for (const rt::ProbePlan &probe : network.probes)
      entry["records"].push_back({{"name", probe.name}, {"unit", probe.unit.text}});
    out["networks"].push_back(std::move(entry));
  }
  out["experiments"] = Json::array();
  for (const rt::ExperimentPlan &experiment : model.plan.experiments)
    out["experiments"].push_back(experiment.name);
  return out.dump(2) + "\n";
}

std::string tool::writeFile(const std::filesystem::path &path, std::string_view content) {
  const std::string partial = fmt::format("{}.part{}", path.string(), getpid());
  rt::OutputFile out(partial);
  out.write(content);
  std::string why = out.finish();
  std::error_code code;
  if (why.empty()) {
    std::filesystem::rename(partial, path, code);
    if (code)
      why = fmt::format("cannot replace '{}': {}", path.string(), code.message());
  }
  if (!why.empty()) {
    std::filesystem::remove(partial, code);
    // Whoever reads it asked for the file, and knows nothing of the part.
    if (const size_t at = why.find(partial); at != std::string::npos)
      why.replace(at, partial.size(), path.string());
  }
  return why;
}
