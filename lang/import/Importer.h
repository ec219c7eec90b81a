//===- Importer.h - The state shared by the importer's concerns
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to lang/import. One Importer imports one program; its methods are
// spread by concern over Expressions, Models, Networks, Views, Projections,
// Stimuli, Records and Experiments.cpp.
//
// A method that fails has emitted an error and returns null or failure.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_IMPORT_IMPORTER_H
#define NEURO_LANG_IMPORT_IMPORTER_H

#include "dialects/neuro/ir/NeuroDialect.h"
#include "lang/import/Import.h"
#include "lang/sema/ConstEval.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"

#include <functional>

namespace neuro::importer {

/// What names and calls of an expression may mean.
enum class Place : uint8_t {
  Network,    ///< sizes, rules, defaults of network parameters
  Model,      ///< equations, handlers
  Population, ///< initialisers: the model's parameters are @self's
  Projection, ///< edge settings: the synapse's parameters are `locals`
  Waveform,
  Experiment,
};

/// Elements something is connected to, recorded or measured: a view symbol and
/// the member of its model that was named after it.
struct Path {
  std::string view;   ///< symbol; empty when nothing but a phase was named
  std::string member; ///< "syn.I", "spikes", "" when nothing followed
  std::string phase;  ///< run.E: "run"
  std::vector<const ast::PopulationDecl *> parts;
  bool isFamily = false; ///< an indexed family named without its index
  /// A labelled projection: `view` is its symbol, the member one of its edges'.
  const ast::ProjectDecl *projection = nullptr;

  /// As a record or measure names it: "E[0..10].V".
  std::string text() const {
    const std::string &name = projection ? projection->name : view;
    return member.empty() ? name : name + "." + member;
  }
};

/// A population, group, family or selection: what a view symbol stands for.
struct Elements {
  std::vector<const ast::PopulationDecl *> parts;
  /// Of a single population: it and the loop variables it was declared under,
  /// which its shape may read.
  const ast::PopulationDecl *population = nullptr;
  ConstEnv env;
  bool isFamily = false;
};

/// A network while it is imported, and after it for its experiments.
struct NetworkState {
  const ast::NetworkDecl *decl = nullptr;
  nir::NetworkOp op;
  llvm::StringMap<Elements> elements; ///< by symbol
  llvm::StringMap<const ast::GroupDecl *> groups;
  llvm::StringMap<llvm::SmallVector<mlir::Attribute>> families; ///< members' symbols
  std::vector<std::pair<std::string, SourceRange>> familyOrder;
  llvm::StringMap<bool> openGroups; ///< being made: a cycle if met again
  unsigned projections = 0;
  struct Labelled {
    std::string symbol;
    const ast::ProjectDecl *decl = nullptr;
  };
  llvm::StringMap<Labelled> labels; ///< of projections imported so far
  /// Statements about edges of projections, which may stand further down.
  std::vector<std::pair<const ast::Decl *, ConstEnv>> edgeStatements;
};

class Importer {
public:
  Importer(const CheckedProgram &program, mlir::MLIRContext &context,
           const ImportOptions &options);
  mlir::OwningOpRef<mlir::ModuleOp> run();
  /// Whether one of the names stands in `e`.
  static bool mentions(const ast::Expr &e, const llvm::DenseSet<const ast::Decl *> &names);

private:
  const CheckedProgram &program;
  const ImportOptions &options;
  mlir::MLIRContext *context;
  mlir::OpBuilder b;
  size_t operations = 0;
  bool tooLarge = false;

  // --- Importer.cpp: locations, regions, texts --------------------------------
  bool isChosen(const ast::ExperimentDecl &experiment) const {
    return options.experiments.empty() ||
           llvm::is_contained(options.experiments, experiment.name);
  }
  mlir::Location loc(SourceRange range);
  mlir::InFlightDiagnostic error(SourceRange range);
  mlir::StringAttr str(llvm::StringRef text) { return b.getStringAttr(text); }
  mlir::FlatSymbolRefAttr symbol(llvm::StringRef name) {
    return mlir::FlatSymbolRefAttr::get(context, name);
  }
  mlir::Type quantity(const units::Dimension &dimension) {
    return nir::QuantityType::get(context, dimension);
  }
  mlir::Type typeOf(const ast::Type &type);
  /// Fills a region's one block: `fill` emits into it and yields.
  mlir::LogicalResult region(mlir::Region &region,
                             llvm::function_ref<mlir::LogicalResult()> fill);
  /// A region that yields one expression.
  mlir::LogicalResult expression(mlir::Region &region, const ast::Expr &e);
  /// A region that yields low, high and optionally step.
  mlir::LogicalResult rangeRegion(mlir::Region &region, const ast::RangeExpr &range);
  mlir::LogicalResult yield(SourceRange range, mlir::ValueRange values);
  template <typename Op, typename... Args> Op create(SourceRange range, Args &&...args) {
    count(range);
    return Op::create(b, loc(range), std::forward<Args>(args)...);
  }
  void count(SourceRange range);
  /// The unit a declaration's values are shown in: as declared, else that of
  /// its default, else the coherent one.
  std::string unitOf(const ast::VarDecl &var);
  std::string unitOf(const ast::Expr &e, unsigned depth = 0);

  // --- Expressions.cpp ------------------------------------------------------------
  Place place = Place::Network;
  ConstEnv env; ///< loop variables
  /// Values of handler lets, arguments, and of the synapse's edge and
  /// parameters, in the region being filled.
  llvm::DenseMap<const ast::Decl *, mlir::Value> locals;
  unsigned depth = 0;

  mlir::Value convert(const ast::Expr &e);
  mlir::Value visit(const ast::Expr &e);
  mlir::Value number(const ast::NumberExpr &e, double sign);
  mlir::Value constant(SourceRange range, double coherent, const units::Dimension &dimension);
  mlir::Value constant(SourceRange range, double value, llvm::StringRef unit);
  mlir::Value name(const ast::Expr &e, llvm::StringRef text, const ast::Ref &ref);
  mlir::Value declaration(const ast::Expr &e, llvm::StringRef text, const ast::Ref &ref);
  mlir::Value member(const ast::MemberExpr &e);
  mlir::Value endMember(const ast::MemberExpr &e, llvm::StringRef end);
  mlir::Value binary(const ast::BinaryExpr &e);
  mlir::Value power(const ast::BinaryExpr &e);
  mlir::Value compare(SourceRange range, llvm::StringRef predicate, mlir::Value lhs,
                      mlir::Value rhs);
  mlir::Value conditional(const ast::ConditionalExpr &e);
  mlir::Value call(const ast::CallExpr &e);
  mlir::Value inlineFunction(const ast::CallExpr &e, const ast::FnDecl &function);
  mlir::Value builtin(const ast::CallExpr &e, llvm::StringRef function);
  mlir::Value draw(const ast::CallExpr &e, llvm::StringRef distribution);
  /// Both are quantities of one dimension.
  bool agree(SourceRange range, mlir::Value lhs, mlir::Value rhs);
  bool isNumber(SourceRange range, mlir::Value value);
  /// A condition known from loop variables and constants alone.
  std::optional<bool> known(const ast::Expr &condition);

  // --- Models.cpp ------------------------------------------------------------------
  mlir::LogicalResult collectModels();
  mlir::LogicalResult collectModels(const ast::Block &block);
  mlir::LogicalResult requireModel(const ast::ModelDecl *decl, SourceRange at);
  llvm::DenseSet<const CheckedModel *> requiredModels;
  const CheckedModel *checked(const ast::ModelDecl *decl);
  mlir::LogicalResult importModel(const CheckedModel &model);
  mlir::LogicalResult importParameter(const ast::VarDecl &param);
  mlir::LogicalResult importState(const ast::VarDecl &state);
  mlir::LogicalResult importItems(const CheckedModel &model);
  mlir::LogicalResult importOde(const ast::OdeDecl &ode);
  mlir::LogicalResult importUse(const ast::UseDecl &use);
  mlir::LogicalResult importGate(const ast::GateDecl &gate);
  mlir::LogicalResult importHandler(const ast::OnDecl &on);
  mlir::LogicalResult importSpike(const ast::SpikeDecl &spike);
  mlir::LogicalResult importSolve(const ast::SolveDecl &solve);
  mlir::LogicalResult refuse(const CheckedModel &model);
  /// Statements of a handler, straight line: an `if` becomes selects on its
  /// condition. `condition` is null where a statement always runs.
  mlir::LogicalResult statements(const ast::Block &block, mlir::Value condition);
  mlir::LogicalResult assignment(const ast::AssignDecl &assign, mlir::Value condition);
  /// What `emit` does, with the condition it stands under; unset outside synapses.
  std::function<mlir::LogicalResult(const ast::EmitDecl &, mlir::Value)> onEmit;

  // --- Synapses.cpp ------------------------------------------------------------------
  /// Symbols of imported synapses, by model and, if it reads them, its ends.
  std::map<std::pair<const CheckedModel *, std::string>, std::string> importedSynapses;
  /// While a synapse with state is imported: the ends of its first projection.
  const Path *synapseSource = nullptr, *synapseTarget = nullptr;
  bool inEdgeInit = false; ///< parameters of the synapse are @self's
  /// The symbol of a projection's synapse model, which is imported when new.
  mlir::FailureOr<std::string> requireSynapse(const ast::ProjectDecl &project,
                                              const Path &source, const Path &target);
  mlir::LogicalResult importSynapse(const CheckedModel &model, llvm::StringRef name);
  mlir::LogicalResult importTrace(const ast::TraceDecl &trace);
  mlir::LogicalResult importEmit(const ast::EmitDecl &emit, mlir::Value condition);
  bool isSynapseEnd(const ast::MemberExpr &e) const;
  mlir::Value synapseEnd(const ast::MemberExpr &e);
  /// What a projection gives a parameter or edge state of its synapse, or null.
  const ast::Expr *synapseArgument(const ast::ProjectDecl &project, const ast::VarDecl &var,
                                   bool &draws);
  mlir::Value synapseParameter(const ast::VarDecl &param, SourceRange at);
  mlir::LogicalResult importReference(const ast::AssignDecl &assign, llvm::StringRef ref);
  mlir::LogicalResult importEdgeInits(const ast::ProjectDecl &project, nir::ProjectOp op);
  mlir::LogicalResult importSynapseProjection(const ast::ProjectDecl &project,
                                              nir::ProjectOp op, const Path &source,
                                              const Path &target);

  // --- EdgeStatements.cpp ---------------------------------------------------------------
  mlir::LogicalResult importEdgeStatements();
  mlir::LogicalResult importPortEvents(const ast::ProjectDecl &project);
  mlir::LogicalResult importNormalize(const ast::NormalizeDecl &normalize);
  mlir::LogicalResult importStructural(const ast::StructuralDecl &structural);

  // --- Compartments.cpp --------------------------------------------------------------
  /// "dend." for what is declared in compartment dend, "" (or absent) elsewhere.
  llvm::DenseMap<const ast::Decl *, std::string> placeOf;
  std::string scopePrefix; ///< of the compartment whose items are imported
  /// Inputs `axial` and states V of coupled compartments.
  llvm::DenseSet<const ast::Decl *> coupledInputs, coupledStates;
  void namePlaces(const CheckedModel &model);
  /// The symbol of a model's declaration: "V", "dend.V".
  std::string localName(const ast::Decl &decl) const;
  /// That of an input port; what drives a coupled compartment from outside is only
  /// a part of its axial current.
  std::string inputName(const ast::VarDecl &input) const;
  /// The symbol of syn.I or dend.V in a model.
  mlir::SymbolRefAttr memberSymbol(const ast::MemberExpr &e);
  mlir::LogicalResult importCompartments(const CheckedModel &model);
  mlir::LogicalResult importAxial(const CheckedModel &model, size_t compartment);
  /// The input port that `path` names, which stimuli and signals drive.
  std::string inputSymbol(const Path &path);
  /// The model's own name for its event "soma.spikes" and its ports.
  const CheckedModel *itemsOf(const CheckedModel &model, llvm::StringRef compartment);

  // --- Networks.cpp ------------------------------------------------------------------
  std::map<const ast::NetworkDecl *, NetworkState> networks;
  NetworkState *network = nullptr;
  /// Those of the main file and those its experiments are on; of one experiment its own.
  std::vector<const ast::NetworkDecl *> allNetworks() const;
  mlir::LogicalResult importNetwork(const ast::NetworkDecl &decl);
  mlir::LogicalResult importNetworkParameter(const ast::VarDecl &param);
  enum class Walk : uint8_t { Populations, Rest };
  mlir::LogicalResult walkNetwork(const ast::Block &block, Walk walk);
  mlir::LogicalResult networkItem(const ast::Decl &item);
  mlir::LogicalResult importPopulation(const ast::PopulationDecl &population);
  mlir::LogicalResult importLayout(const ast::Expr &layout, nir::PopulationOp op);
  mlir::LogicalResult importInits(const ast::PopulationDecl &population,
                                  nir::PopulationOp op);
  mlir::LogicalResult importInit(SourceRange range, llvm::StringRef field,
                                 const ast::Expr &value, bool draws);
  /// A symbol for the next projection that nothing else in the network has.
  std::string projectionSymbol();
  /// The elements of a list, written here or as a table or constant.
  const ast::ListExpr *listOf(const ast::Expr &e);

  // --- Views.cpp -----------------------------------------------------------------------
  /// The elements a Name, Index or Member expression names, with what follows.
  mlir::FailureOr<Path> path(const ast::Expr &e);
  mlir::FailureOr<Path> sumOf(const ast::Expr &e);
  mlir::LogicalResult named(llvm::StringRef name, SourceRange range, Path &into);
  mlir::LogicalResult makeGroup(const ast::GroupDecl &group);
  mlir::LogicalResult groupParts(const ast::Expr &e,
                                 llvm::SmallVectorImpl<mlir::Attribute> &parts,
                                 std::vector<const ast::PopulationDecl *> &elements);
  /// Makes (once) the view of a selection of `of`'s elements.
  mlir::LogicalResult select(Path &of, SourceRange range,
                             llvm::ArrayRef<const ast::Expr *> subscripts);
  /// The one member of a family that a constant index means.
  mlir::LogicalResult oneMember(llvm::StringRef family, const ast::Expr &index, Path &into);
  mlir::LogicalResult checkSubscripts(const Elements &base,
                                      llvm::ArrayRef<const ast::Expr *> subscripts);
  /// Makes (once) the view of some members of a family.
  mlir::LogicalResult selectMembers(Path &family, SourceRange range,
                                    const ast::Expr &indices);
  mlir::LogicalResult selectRegion(mlir::Region &region, const Elements &base,
                                   SourceRange range,
                                   llvm::ArrayRef<const ast::Expr *> subscripts);
  std::string subscriptText(const ast::Expr &subscript);
  /// Whether a member of a model is an event, and its declaration otherwise.
  bool isEvent(const Path &path);
  const ast::Decl *memberOf(const Path &path);
  std::string unitOf(const Path &path);

  // --- Projections.cpp, Stimuli.cpp, Records.cpp -------------------------------------------
  mlir::LogicalResult importProjection(const ast::ProjectDecl &project);
  // Continuous.cpp
  mlir::LogicalResult importContinuous(const ast::ProjectDecl &project);
  mlir::LogicalResult edgeValues(nir::ProjectOp op,
                                 llvm::ArrayRef<const ast::AssignDecl *> values);
  mlir::Value endMember(const ast::MemberExpr &e);
  bool inSignal = false; ///< ends are read as they are now, not as they began
  // Gaps.cpp
  mlir::LogicalResult importGap(const ast::GapDecl &gap);
  mlir::LogicalResult onlyOnce(SourceRange range, nir::ProjectOp op);
  mlir::FailureOr<std::string> portOf(const ast::ProjectDecl &project, const Path &target);
  mlir::LogicalResult importRuleArgument(nir::ProjectOp op, std::string_view name,
                                         const ast::Expr &value);
  /// What the file of a `file` rule says, in `unit`; null when there is no file.
  mlir::Value column(nir::ProjectOp op, SourceRange range, llvm::StringRef name,
                     llvm::StringRef unit);
  mlir::LogicalResult importRule(const ast::ProjectDecl &project, nir::ProjectOp op) {
    return importRule(*project.rule, project.where.get(), op);
  }
  mlir::LogicalResult importRule(const ast::Expr &rule, const ast::Expr *where,
                                 nir::ProjectOp op);
  mlir::LogicalResult importWeight(const ast::ProjectDecl &project, nir::ProjectOp op);
  mlir::LogicalResult importDelay(const ast::ProjectDecl &project, nir::ProjectOp op);
  mlir::LogicalResult bindSynapse(const ast::ProjectDecl &project);
  /// What the synapse's `on pre` emits, and how long after.
  mlir::LogicalResult emissions(const ast::ProjectDecl &project, mlir::Value &weight,
                                mlir::Value &after);
  const ast::ProjectDecl *projection = nullptr;
  mlir::LogicalResult importStimulus(const ast::StimulateDecl &stimulate);
  mlir::Value waveform(const ast::CallExpr &call, llvm::StringRef name);
  mlir::LogicalResult importRecord(const ast::RecordDecl::Target &target);

  // --- Experiments.cpp ------------------------------------------------------------------------
  llvm::DenseMap<const ast::Decl *, int64_t> slots;
  int64_t nextSlot = 0;
  llvm::StringMap<bool> phases;
  mlir::LogicalResult importExperiment(const ast::ExperimentDecl &experiment);
  mlir::LogicalResult experimentStatements(const ast::Block &block);
  mlir::LogicalResult experimentStatement(const ast::Decl &statement);
  mlir::LogicalResult experimentAssign(const ast::AssignDecl &assign);
  mlir::LogicalResult importSetting(const ast::AssignDecl &assign, llvm::StringRef name);
  mlir::LogicalResult importExperimentFor(const ast::ForDecl &loop);
  mlir::LogicalResult importSweep(const ast::SweepDecl &sweep);
  // Unroll.cpp
  /// Loops being written out, and the definitions in them that follow from these.
  llvm::DenseSet<const ast::Decl *> unrolled;
  size_t passes = 0; ///< of loops that were written out
  /// A selection of elements that depends on the loop's variable, or null; `names`
  /// gets the variable and what is defined by it.
  const ast::Expr *selectionBy(const ast::ForDecl &loop,
                               llvm::DenseSet<const ast::Decl *> &names);
  /// A place where one component stands for `m[k]` while a pass of a loop is imported.
  struct Chosen {
    ast::ExprPtr *place;
    ast::ExprPtr whole;
    size_t component;
  };
  mlir::LogicalResult chooseComponents(ast::ExprPtr &e,
                                       llvm::SmallVectorImpl<Chosen> &chosen);
  /// Imports what stands in the body of a loop, with the components its variables choose.
  mlir::LogicalResult withComponents(const ast::Block &block,
                                     llvm::function_ref<mlir::LogicalResult()> import);
  mlir::LogicalResult unroll(const ast::ForDecl &loop, const ast::Expr &selection,
                             const llvm::DenseSet<const ast::Decl *> &names);
  /// The expression's text with the values of loops that are written out: rate(Y[2]).
  std::string shown(const ast::Expr &e);
  mlir::LogicalResult importExpect(const ast::Expr &condition);
  mlir::LogicalResult importOperands(const ast::Expr &condition);
  mlir::LogicalResult importValues(const ast::Expr &values, mlir::Region &range,
                                   mlir::Region &list);

  // --- Measures.cpp: what looks at arrays as a whole -------------------------------------------
  mlir::Value measure(const ast::CallExpr &call, llvm::StringRef function);
  /// A measure of values alone; a value may stand for an array.
  mlir::Value arrayFunction(SourceRange range, const units::Dimension &dimension,
                            llvm::StringRef function, llvm::ArrayRef<llvm::StringRef> names,
                            mlir::ValueRange values);
  mlir::Value index(const ast::IndexExpr &e);
  mlir::Value list(const ast::ListExpr &e);
  /// E.V as a value: what its elements have now.
  mlir::Value presentValues(const ast::MemberExpr &e);
  /// training.label, training[0..100].image.
  mlir::Value dataField(const ast::MemberExpr &e);
  mlir::LogicalResult importData(const ast::DataDecl &data);
  mlir::LogicalResult importDataSet(SourceRange range, llvm::StringRef name, const ast::Expr &e);
  mlir::LogicalResult importPresent(const ast::PresentDecl &present);
  mlir::LogicalResult importFreeze(const ast::ExprListDecl &freeze);
  /// The projection of that label.
  mlir::FlatSymbolRefAttr labelled(llvm::StringRef label);
  unsigned dataSets = 0; ///< that have no name of their own
};

/// The arguments of a call by parameter name, positional ones by the order of
/// `parameters`.
llvm::StringMap<const ast::Expr *>
bindArguments(const ast::CallExpr &call, llvm::ArrayRef<std::string> parameters);
/// The same for a built-in function's signature.
llvm::StringMap<const ast::Expr *> bindArguments(const ast::CallExpr &call,
                                                 llvm::StringRef builtin, int place);
/// A source the runtime brings along: Poisson, SpikeTrain, Regular, Port.
bool isBuiltinSource(const ast::ModelDecl *model);
/// True if the projection says `signal = …`.
bool isContinuous(const ast::ProjectDecl &project);
/// The name of a Name expression, or "".
llvm::StringRef nameOf(const ast::Expr *e);
/// The name of what a Name or Call expression refers to, or "".
llvm::StringRef calleeOf(const ast::Expr *e);

} // namespace neuro::importer

#endif // NEURO_LANG_IMPORT_IMPORTER_H
