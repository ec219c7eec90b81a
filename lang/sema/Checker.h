//===- Checker.h - The state shared by sema's concerns ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to lang/sema. One Checker checks one program; its methods are
// spread over the files named below by concern. A declaration's type is found
// on first use (so the order of declarations does not matter) and every
// expression is checked exactly once.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_SEMA_CHECKER_H
#define NEURO_LANG_SEMA_CHECKER_H

#include "lang/sema/Builtins.h"
#include "lang/sema/ConstEval.h"
#include "lang/sema/Sema.h"

#include <functional>
#include <set>
#include <tuple>
#include <unordered_map>

namespace neuro::sema {

struct FileInfo;
struct ModelInfo;
struct NetworkInfo;

/// What a name stands for in a scope.
struct Symbol {
  ast::Ref ref;
  SourceRange declared;       ///< invalid for what the compiler supplies
  FileInfo *module = nullptr; ///< name of an `import … as m`
  bool failed = false;        ///< its import failed, which was reported
};

struct Scope {
  Scope *parent = nullptr;
  std::map<std::string, Symbol, std::less<>> names;
};

struct FileInfo {
  ast::File *file = nullptr;
  std::string key; ///< canonical path, or "std.neurons"
  Scope names;     ///< own declarations and imported ones
  std::set<std::string> own;
  bool isMain = false, isPrelude = false;
  bool lacksNames = false; ///< an import of unknown extent failed
  enum { Fresh, Loading, Loaded } state = Fresh;
};

/// How far a value is known: at compile time, at instantiation, or only while
/// the simulation runs.
enum class Level : uint8_t { Constant, Parameter, State };

/// The populations behind a name, a selection or a group.
struct Elements {
  std::vector<const ast::PopulationDecl *> parts;
  const ast::Decl *named = nullptr; ///< population, group or family written
};

/// Where an expression stands: what it may name and call.
struct Context {
  Scope *scope = nullptr; ///< innermost; the file's names come after its parents
  ModelInfo *model = nullptr;
  NetworkInfo *network = nullptr;
  bool experiment = false;
  bool recording = false; ///< population functions allowed
  bool training = false;
  bool waveform = false;
  bool draws = false;
  bool rising = false;
  bool white = false;
  bool function = false; ///< body of a pure function
  bool edgeValues = false; ///< inside the settings of a projection
  /// Set when a distribution was seen (allowed or not).
  bool *drew = nullptr;
  /// Ends of the projection: meaning of `pre.x` and `post.x`.
  const Elements *pre = nullptr, *post = nullptr;
  /// The population whose settings these are: meaning of `position.x`.
  const Elements *own = nullptr;
  /// Names of a model whose parameters the settings of a population or
  /// projection may read, after the network's own.
  Scope *fallback = nullptr;
  const ast::Decl *fallbackBase = nullptr;
  /// The latest moment at which a value may become known, and what asks for it.
  Level latest = Level::State;
  std::string latestWhat;
};

/// What a value has to be.
struct Wanted {
  Wanted() = default;
  Wanted(ast::Type type, std::string what, Code code = Code::E0204)
      : type(std::move(type)), what(std::move(what)), code(code) {}

  ast::Type type;
  std::string what; ///< subject of "needs mV": "V'", "parameter 'tau'"
  Code code = Code::E0204;
  SourceRange declared; ///< where the other party stands; may be invalid
  std::string declaredText;
  bool broadcast = false;  ///< a scalar may fill a vector
  bool perElement = false; ///< a vector may give one value an element
  bool elementwise = false; ///< done with each element of a vector
};

/// A member of a model as seen from outside or by its own expressions.
struct Member {
  enum Kind { None, Value, Event, Spikes, Port, Receptor, Compartment } kind = None;
  const ast::Decl *decl = nullptr;      ///< the variable, event, OnDecl, …
  const ast::UseDecl *use = nullptr;    ///< receptor instance it lies in
  const ast::CompartmentDecl *compartment = nullptr;
  ModelInfo *owner = nullptr; ///< model in which `decl` stands
  bool component = false;     ///< of an input that is a vector, one component
};

struct ModelInfo {
  ast::ModelDecl *original = nullptr, *decl = nullptr; ///< decl: flattened
  FileInfo *file = nullptr;
  ModelInfo *base = nullptr;
  Scope members;
  std::map<const ast::CompartmentDecl *, std::unique_ptr<Scope>> compartments;
  std::map<const ast::CompartmentDecl *, CheckedModel> compartmentItems;
  CheckedModel checked;
  enum { Fresh, Busy, Flattened } state = Fresh;
  bool broken = false; ///< a cycle of `extends`; names may be missing
  unsigned generation = 0;
  /// Set in a copy of a synapse made for one projection: its two ends.
  const Elements *pre = nullptr, *post = nullptr;
  /// `emit` without `to`, with its type.
  struct Emission {
    const ast::EmitDecl *decl;
    ast::Type type;
  };
  std::vector<Emission> emissions;
  /// `pre.x` and `post.x` in the body of a synapse.
  struct End {
    const ast::MemberExpr *expr;
    bool post;
  };
  std::vector<End> ends;
  const ast::SpikeDecl *spike = nullptr; ///< also one inside a compartment
  bool isBuiltinSource = false;          ///< emits spikes without saying when
};

struct NetworkInfo {
  ast::NetworkDecl *decl = nullptr;
  FileInfo *file = nullptr;
  Scope names;
  std::map<std::string, std::vector<ast::PopulationDecl *>> families;
  std::map<const ast::ForDecl *, Scope *> loopScope;
  std::vector<ast::ProjectDecl *> projections; ///< in order, those in loops once
  std::map<const ast::ProjectDecl *, Elements> sourceOf, targetOf;
  std::vector<const ast::RecordDecl *> records;
  bool isChecked = false;
  /// Indices of each family, once all loops were walked; not of those whose
  /// indices are not constant.
  std::map<std::string, std::set<double>> members;
  bool membersKnown = false;
  /// `L[9]` met before that.
  struct Selection {
    const ast::IndexExpr *expr;
    const ast::PopulationDecl *family;
    double index;
  };
  std::vector<Selection> selections;
  std::map<const ast::Decl *, Elements> elementsOf;
  std::set<const ast::GroupDecl *> busyGroups;
};

class Checker {
public:
  Checker(CheckedProgram &program, const LoadOptions &options,
          DiagnosticEngine &diagnostics)
      : program(program), options(options), diagnostics(diagnostics) {}
  void run(std::unique_ptr<SourceFile> mainFile);

private:
  CheckedProgram &program;
  const LoadOptions &options;
  DiagnosticEngine &diagnostics;

  std::vector<std::unique_ptr<FileInfo>> files;
  std::map<std::string, FileInfo *> fileByKey;
  std::unordered_map<const SourceFile *, FileInfo *> fileOf;
  FileInfo *prelude = nullptr;
  std::unordered_map<const ast::Decl *, std::unique_ptr<ModelInfo>> models;
  std::unordered_map<const ast::Decl *, ModelInfo *> modelByDecl;
  std::unordered_map<const ast::Decl *, std::unique_ptr<NetworkInfo>> networks;
  std::vector<std::unique_ptr<Scope>> scopes;
  std::vector<ModelInfo *> usedModels; ///< in order of first use by a network
  std::vector<ModelInfo *> modelOrder;

  // --- Check.cpp: the order of things --------------------------------------------
  void declareFile(FileInfo &file);
  void publish();
  void useModel(ModelInfo *model);

  // --- Loader.cpp: files and imports ---------------------------------------------
  FileInfo *addFile(std::unique_ptr<SourceFile> source, std::string key);
  void loadImports(FileInfo &file);
  void importInto(FileInfo &file, const ast::ImportDecl &import);
  FileInfo *loadModule(FileInfo &from, const ast::ImportDecl &import);
  FileInfo *loadPath(FileInfo &from, const ast::ImportDecl &import);
  void loadPrelude();
  std::string mainDirectory;
  size_t totalBytes = 0;
  std::vector<FileInfo *> loading;

  // --- Names.cpp: declaring and looking up ---------------------------------------
  bool declare(Scope &scope, const ast::Decl &decl, ast::Ref::Kind kind = ast::Ref::Declaration);
  bool declare(Scope &scope, const std::string &name, SourceRange range, ast::Ref ref);
  const Symbol *lookUp(std::string_view name, SourceRange at, const Context &ctx,
                       bool *fromFallback = nullptr);
  const Symbol *lookUpFile(std::string_view name, SourceRange at);
  /// neuro::nearest, but silent once there are many errors: suggestions cost
  /// time and nobody reads so many.
  std::string_view nearest(std::string_view name,
                           const std::vector<std::string_view> &candidates);
  std::string nearestName(std::string_view name, SourceRange at, const Context &ctx,
                          const std::function<bool(const Symbol &)> &fits = {});
  void unknownName(const std::string &name, SourceRange at, const Context &ctx,
                   std::string_view what = "name");
  /// Resolves the Name or Member that names a model, network or function.
  const ast::Decl *resolveGlobal(ast::Expr &e, std::string_view what);
  ModelInfo *resolveModel(ast::Expr &e, std::string_view what);
  Scope &newScope(Scope *parent);
  /// What an edge's expressions see beside the network: i, j and distance.
  Scope &edgeScope(Scope &network);

  // --- Messages.cpp --------------------------------------------------------------
  static std::string typeText(const ast::Type &type);
  static std::string needText(const ast::Type &type);
  static std::string kindText(const ast::Decl &decl);
  static std::string text(const ast::Expr &e);
  static std::string quoted(const std::string &s) { return "'" + s + "'"; }
  std::string describe(const ast::Decl &decl, const std::string &name);
  void noteLeaves(Diagnostic &diagnostic, const ast::Expr &e, unsigned most = 2);
  /// "3 mV", "5 Hz", "2 [1/(mV*ms)]" for a number that lacks its unit, signed or
  /// not; empty for anything else.
  static std::string withUnit(const ast::Expr &e, const units::Dimension &dimension);
  struct Repair {
    std::string help;                       ///< "did you mean 'tau_m' (ms)?"
    const ast::NameExpr *culprit = nullptr; ///< what it would replace
  };
  Repair repairOf(const ast::Expr &term, const units::Dimension &wanted, const Context &ctx);
  void notePlace(Diagnostic &diagnostic, const ast::Decl *decl, std::string message);

  // --- Types.cpp: types of declarations ------------------------------------------
  enum class Status : uint8_t { Fresh, Busy, Done };
  struct DeclState {
    Context context;
    Status status = Status::Fresh;
    ast::Type type;
    Level level = Level::Constant;
    const ast::VarDecl *inherited = nullptr; ///< parameter whose default this replaces
  };
  std::unordered_map<const ast::Decl *, DeclState> declStates;
  unsigned declDepth = 0, exprDepth = 0;
  void registerDecl(ast::Decl &decl, const Context &context);
  ast::Type typeOf(const ast::Decl *decl);
  Level levelOf(const ast::Decl *decl);
  Level levelOf(const ast::Expr &e);
  Level levelOf(const ast::Ref &ref);
  void ensure(ast::Decl *decl);
  ast::Type typeOfVariable(ast::VarDecl &var, DeclState &state);
  ast::Type typeOfDefinition(const ast::Decl &decl, ast::TypeSpec *spec,
                             ast::Expr *value, const Context &ctx, std::string what);
  ast::Type typeOfGate(ast::GateDecl &gate, const Context &ctx);
  ast::Type typeOfTrace(ast::TraceDecl &trace, const Context &ctx);
  ast::Type typeOfFunction(ast::FnDecl &fn, const Context &ctx);
  ast::Type resolveType(ast::TypeSpec &spec, const Context &ctx, bool *needsDimension);

  /// The parser bounds nesting below this; definitions that lean on each other
  /// add to it.
  static constexpr unsigned maxNesting = 1200;

  // --- Expressions.cpp, Arithmetic.cpp, Wanted.cpp -------------------------------
  ast::Type check(ast::Expr &e, const Context &ctx);
  ast::Type checkAs(ast::Expr &e, const Context &ctx, const Wanted &wanted);
  ast::Type checkNumber(ast::Expr &e, const Context &ctx, const std::string &what);
  void checkCondition(ast::Expr &e, const Context &ctx, const std::string &what,
                      Code code = Code::E0202);
  /// A quantity of a unit: duration, period, …
  ast::Type checkQuantity(ast::Expr &e, const Context &ctx, const char *unit,
                          const std::string &what, Code code = Code::E0204);
  /// `a..b step s` whose three parts have one dimension; gives that of `a`.
  ast::Type checkRange(ast::RangeExpr &range, const Context &ctx);
  bool isCompatible(const ast::Type &have, const Wanted &wanted);
  ast::Type mismatch(ast::Expr &e, const ast::Type &have, const Wanted &wanted,
                     const Context &ctx, bool isTerm);
  ast::Type visit(ast::Expr &e, const Context &ctx);
  ast::Type checkName(ast::NameExpr &e, const Context &ctx);
  ast::Type checkSum(ast::Expr &e, const Context &ctx, const Wanted *wanted);
  ast::Type checkProduct(ast::BinaryExpr &e, const Context &ctx);
  ast::Type checkPower(ast::BinaryExpr &e, const Context &ctx);
  ast::Type checkComparison(ast::CompareExpr &e, const Context &ctx);
  ast::Type checkInRange(ast::InRangeExpr &e, const Context &ctx);
  ast::Type checkList(ast::ListExpr &e, const Context &ctx);
  ast::Type checkIndex(ast::IndexExpr &e, const Context &ctx);
  ast::Type operandsDiffer(const ast::Expr &a, const ast::Type &ta, const ast::Expr &b,
                           const ast::Type &tb, const char *verb, const Context &ctx);
  bool isArithmetic(const ast::Expr &e, const ast::Type &type, const char *what);
  static bool joinShapes(std::vector<int64_t> &into, const std::vector<int64_t> &shape);
  ast::Type operandType(ast::Expr &e, const Context &ctx);

  // --- Calls.cpp, Parameters.cpp -------------------------------------------------
  ast::Type checkCall(ast::CallExpr &e, const Context &ctx);
  ast::Type checkFunctionCall(ast::CallExpr &e, ast::FnDecl &fn, const Context &ctx);
  /// Arguments against a signature; fills `common` with the type of T.
  bool checkArguments(ast::CallExpr &e, const Builtin &builtin, const Context &ctx,
                      ast::Type &common);
  bool checkArgument(ast::Expr &value, const Builtin &builtin, const Parameter &parameter,
                     const Context &ctx, ast::Type &common, const ast::Expr *&commonAt);
  ast::Type resultOf(ast::CallExpr &e, const Builtin &builtin, const ast::Type &common);
  void checkMethod(ast::Expr &e, const Context &ctx, std::string_view allowed);
  /// Named arguments `R(tau = 2 ms)` against parameters.
  void checkParameters(ast::Expr &instance, const std::vector<const ast::VarDecl *> &parameters,
                       const Context &ctx, const std::string &of, SourceRange at,
                       const std::set<std::string> &setElsewhere);
  void checkConstraints(const std::vector<const ast::VarDecl *> &parameters,
                        const std::map<const ast::Decl *, const ast::Expr *> &given,
                        SourceRange at);

  // --- Members.cpp, Elements.cpp: x.y --------------------------------------------
  ast::Type checkMember(ast::MemberExpr &e, const Context &ctx);
  ast::Type checkModelMember(ast::MemberExpr &e, const Context &ctx);
  ast::Type checkEndMember(ast::MemberExpr &e, bool post, const Context &ctx);
  struct Path {
    ast::Expr *root = nullptr; ///< Name or Index: the elements
    const ast::SimulateDecl *phase = nullptr;
    Elements elements;
    const ast::ProjectDecl *projection = nullptr;
    std::vector<ast::MemberExpr *> members; ///< what follows, in order
    ast::IndexExpr *component = nullptr;    ///< of a vector: P.m[1]
    bool failed = false;
  };
  bool resolvePath(ast::Expr &e, const Context &ctx, Path &path);
  ast::Type vectorAt(const Path &path);
  bool followsFromLoops(const ast::Expr &e);
  bool checkComponent(ast::IndexExpr &e, const ast::Type &type, const Context &ctx);
  ast::Type checkPath(ast::Expr &e, const Context &ctx);
  const ast::OnDecl *arrivesAt(const Member &member);
  Member findMember(ModelInfo &model, const std::vector<ast::MemberExpr *> &names,
                    size_t *found = nullptr);
  std::vector<std::string_view> memberNames(ModelInfo &model);
  Elements elementsOf(const ast::Decl *decl, NetworkInfo &network);
  bool resolveElements(ast::Expr &e, const Context &ctx, Elements &elements);
  void checkFamilyMember(NetworkInfo &network, const NetworkInfo::Selection &selection);
  void collectMembers(NetworkInfo &network, const ast::Block &block, ConstEnv &env,
                      std::set<std::string> &open, size_t &budget);
  void findMembers(NetworkInfo &network);
  void checkSelection(ast::IndexExpr &e, const Elements &elements, bool family,
                      const Context &ctx);
  ast::Type typeOfMember(const Member &member);
  ModelInfo *modelOf(const ast::PopulationDecl *population);
  ModelInfo *modelOf(const ast::Decl *model);

  // --- Flatten.cpp, Models.cpp, ModelKinds.cpp, Handlers.cpp ---------------------
  void flatten(ModelInfo &model);
  size_t copiedItems = 0; ///< by flatten, in all
  static Context contextOf(ModelInfo &model, Scope &scope);
  std::unordered_map<const ast::Decl *, const ast::OdeDecl *> equationOf;
  std::set<std::tuple<const ModelInfo *, const ModelInfo *, const ModelInfo *>> checkedEnds;
  void declareMembers(ModelInfo &model);
  void declareItems(ModelInfo &model, ast::Block &block, Scope &scope, CheckedModel &into);
  void checkModel(ModelInfo &model);
  void checkItems(ModelInfo &model, ast::Block &block, Scope &scope, CheckedModel &items);
  void checkAllowed(ModelInfo &model, const ast::Decl &item);
  void checkOde(ModelInfo &model, ast::OdeDecl &ode, const Context &ctx, CheckedModel &items);
  void checkUse(ModelInfo &model, ast::UseDecl &use, const Context &ctx);
  void checkSpike(ModelInfo &model, ast::SpikeDecl &spike, const Context &ctx);
  void checkOn(ModelInfo &model, ast::OnDecl &on, const Context &ctx);
  void checkBound(ModelInfo &model, ast::BoundDecl &bound, const Context &ctx);
  void checkSolve(ModelInfo &model, ast::SolveDecl &solve, const Context &ctx);
  void checkCouple(ModelInfo &model, ast::CoupleDecl &couple, const Context &ctx);
  void checkStates(ModelInfo &model, CheckedModel &items);
  const ast::VarDecl *findState(const std::string &name, SourceRange at, const Context &ctx,
                                std::string_view what);
  void checkHandler(ModelInfo &model, ast::Block &block, const Context &ctx, const ast::Decl &in);
  void checkAssignment(ast::AssignDecl &assign, const Context &ctx);
  void checkEmit(ModelInfo &model, ast::EmitDecl &emit, const Context &ctx, const ast::Decl &in);
  ast::Type checkValueOrDraw(ast::Expr &value, bool draw, Context ctx, const Wanted &wanted);

  // --- Networks.cpp, Projections.cpp, EdgeSettings.cpp, Recording.cpp, Times.cpp ---
  NetworkInfo *networkInfo(const ast::Decl *decl);
  void declareNetwork(NetworkInfo &network);
  void declareItems(NetworkInfo &network, ast::Block &block, Scope &scope, unsigned loops);
  void checkNetwork(NetworkInfo &network);
  void checkItems(NetworkInfo &network, ast::Block &block, Scope &scope, double iterations);
  void checkFor(NetworkInfo &network, ast::ForDecl &loop, Scope &scope, double iterations);
  Scope &elementScope(Scope &parent);
  void resolvePopulationModel(NetworkInfo &network, ast::PopulationDecl &population);
  void checkPopulation(NetworkInfo &network, ast::PopulationDecl &population, Scope &scope);
  void checkSettings(ast::PopulationDecl &population, ModelInfo &model, Scope &scope,
                     const Context &outer);
  // Positions.cpp
  void checkLayout(ast::PopulationDecl &population, const Context &ctx);
  /// Says that `what` cannot be without positions if some of `elements` (null:
  /// unknown) have none.
  bool requirePositions(SourceRange at, const std::string &what, const Elements *elements);
  ast::Type checkCoordinate(ast::MemberExpr &e, const Elements *elements, bool post);
  void checkGroup(NetworkInfo &network, ast::GroupDecl &group, const Context &ctx);
  void checkProject(NetworkInfo &network, ast::ProjectDecl &project, Scope &scope);
  bool resolveSource(ast::ProjectDecl &project, const Context &ctx, Elements &source, bool signal);
  void resolveSynapse(ast::ProjectDecl &project);
  struct Target {
    Elements elements;
    const ast::ProjectDecl *projection = nullptr; ///< events go to a synapse's port
    std::vector<Member> ports; ///< one a part
  };
  bool resolveTarget(ast::ProjectDecl &project, const Context &ctx, Target &target, bool signal);
  std::vector<Member> eventPorts(ModelInfo &model);
  void checkRuleArguments(ast::CallExpr &call, const Builtin &rule, const Context &ctx);
  void checkRule(ast::Expr &rule, const Context &ctx, bool signal);
  void checkEdgeSettings(ast::ProjectDecl &project, ModelInfo *synapse, const Target &target,
                         const Context &ctx, bool signal);
  void checkEdgeSetting(ast::ProjectDecl &project, ast::AssignDecl &assign,
                        const std::string &name, ModelInfo *synapse, const Target &target,
                        const Context &ctx, bool signal);
  void checkSignalSynapse(const ast::ProjectDecl &project, const ModelInfo &synapse);
  void checkReference(ast::AssignDecl &assign, const ast::RefDecl &ref, const Context &ctx);
  bool missingPort(ast::ProjectDecl &project, ModelInfo &model, const ast::PopulationDecl &part,
                   const std::string &name, SourceRange at);
  void checkSynapseFits(ast::ProjectDecl &project, ModelInfo &synapse, const Target &target,
                        const Elements &source, const Elements &targetElements);
  void checkSynapseEnds(ModelInfo &synapse, const Elements &source, const Elements &target);
  ast::Type portType(const Member &port);
  void checkGap(NetworkInfo &network, ast::GapDecl &gap, Scope &scope);
  void checkGapEnd(ast::Expr &e, const Context &ctx, Elements &elements);
  void checkStimulate(ast::StimulateDecl &stimulate, const Context &ctx);
  void checkNormalize(ast::NormalizeDecl &normalize, const Context &ctx);
  void checkStructural(NetworkInfo &network, ast::StructuralDecl &structural, Scope &scope);
  bool isPlastic(ast::Expr &target, const Context &ctx, bool wantsVariable);
  void checkRecord(ast::RecordDecl &record, const Context &ctx);
  struct Grid {
    double dt;
    const ast::ExperimentDecl *experiment;
    bool isFirst; ///< of this tick
  };
  std::vector<Grid> gridsOf(const NetworkInfo &network);
  void checkTimes(NetworkInfo &network);
  void checkDelay(const ast::Expr &value, const std::string &what, const Grid &grid);
  void checkOnGrid(const ast::Expr &value, const std::string &what, const Grid &grid, Code code);
  void checkDurations(const ast::Block &block, const Grid &grid);
  bool actsAtOnce(const ast::ProjectDecl &project);
  void checkZeroDelays(NetworkInfo &network);

  // --- Experiments.cpp -----------------------------------------------------------
  void checkExperiment(ast::ExperimentDecl &experiment);
  void checkStatements(ast::Block &block, const Context &ctx, unsigned depth);
  void checkStatement(ast::Decl &statement, const Context &ctx, unsigned depth);
  void checkExperimentAssign(ast::AssignDecl &assign, const Context &ctx, unsigned depth);
  void checkSetting(ast::AssignDecl &assign, const Setting &setting, const Context &ctx,
                    unsigned depth);
  void checkSweep(ast::SweepDecl &sweep, const Context &ctx, unsigned depth);
  void checkExperimentFor(ast::ForDecl &loop, const Context &ctx, unsigned depth);
  void checkTraining(ast::TrainDecl &train, const Context &ctx, unsigned depth);
  void checkTrainingAssign(ast::AssignDecl &assign, const Context &ctx);
  static ast::Type sampleType(const std::string &name, bool all);
  ast::Type checkDataMember(ast::MemberExpr &e, const ast::DataDecl &data, const Context &ctx);
  void checkDataSource(ast::Expr &e, const Context &ctx);
  void checkVariables(std::vector<ast::ExprPtr> &targets, const Context &ctx, const char *what);
  void checkCount(const ast::Expr &range, SourceRange at, double iterations);
  void collectPhases(const ast::Block &block);
  ast::Type typeOfLoop(ast::ForDecl &loop, const Context &ctx);
  std::set<std::string> settingsSeen;
  std::map<std::string, const ast::SimulateDecl *> phasesSeen;
};

/// "an energy", "a voltage".
std::string withArticle(std::string_view noun);

} // namespace neuro::sema

#endif // NEURO_LANG_SEMA_CHECKER_H
