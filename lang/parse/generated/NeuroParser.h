
// Generated from Neuro.g4 by ANTLR 4.7.2

#pragma once


#include "antlr4-runtime.h"


namespace neuro::antlr {


class  NeuroParser : public antlr4::Parser {
public:
  enum {
    PRE = 1, POST = 2, IF = 3, THEN = 4, ELSE = 5, AND = 6, OR = 7, NOT = 8, 
    IN = 9, WHEN = 10, WHERE = 11, VIA = 12, CONNECT = 13, EVERY = 14, PER = 15, 
    TO = 16, ON = 17, AS = 18, WITH = 19, HOLD = 20, REFRACTORY = 21, AFTER = 22, 
    STEP = 23, GAP = 24, FOR = 25, AT = 26, EXTENDS = 27, EMIT = 28, OF = 29, 
    TRUE = 30, FALSE = 31, MODULE = 32, IMPORT = 33, CONST = 34, FN = 35, 
    NEURON = 36, RECEPTOR = 37, SYNAPSE = 38, GLIA = 39, SOURCE = 40, NETWORK = 41, 
    EXPERIMENT = 42, PARAM = 43, STATE = 44, EDGE = 45, REF = 46, INPUT = 47, 
    HOST = 48, USE = 49, GATE = 50, TRACE = 51, LET = 52, SPIKE = 53, EVENT = 54, 
    BOUND = 55, TIE = 56, SOLVE = 57, COMPARTMENT = 58, COUPLE = 59, EXPOSE = 60, 
    POPULATION = 61, GROUP = 62, PROJECT = 63, STIMULATE = 64, NORMALIZE = 65, 
    STRUCTURAL = 66, PRUNE = 67, GROW = 68, RECORD = 69, TABLE = 70, DATA = 71, 
    SIMULATE = 72, PRESENT = 73, FREEZE = 74, RESET = 75, CHECKPOINT = 76, 
    RESTORE = 77, REPORT = 78, EXPECT = 79, TRAIN = 80, TEST = 81, OPTIMISE = 82, 
    QUANTISE = 83, SWEEP = 84, PROCEDURAL = 85, NAME = 86, DEGREE = 87, 
    NUMBER = 88, STRING = 89, UNTERMINATED = 90, PRIMES = 91, OPEN_PAREN = 92, 
    CLOSE_PAREN = 93, OPEN_BRACKET = 94, CLOSE_BRACKET = 95, OPEN_BRACE = 96, 
    CLOSE_BRACE = 97, COMMA = 98, COLON = 99, SEMICOLON = 100, DOT = 101, 
    RANGE = 102, ASSIGN = 103, ADD_ASSIGN = 104, SUB_ASSIGN = 105, MUL_ASSIGN = 106, 
    DIV_ASSIGN = 107, TILDE = 108, PLUS = 109, MINUS = 110, STAR = 111, 
    SLASH = 112, CARET = 113, PERCENT = 114, LESS = 115, LESS_EQUAL = 116, 
    GREATER = 117, GREATER_EQUAL = 118, EQUAL = 119, NOT_EQUAL = 120, ARROW = 121, 
    LINK = 122, NEWLINE = 123, COMMENT = 124, BLANK = 125, BAD = 126, SEP = 127, 
    QUANTITY = 128
  };

  enum {
    RuleFile = 0, RuleFileLine = 1, RuleFileItem = 2, RuleModuleDecl = 3, 
    RuleImportDecl = 4, RuleConstDecl = 5, RuleFnDecl = 6, RuleModelDecl = 7, 
    RuleNetworkDecl = 8, RuleExperimentDecl = 9, RulePath = 10, RuleNameList = 11, 
    RuleInstance = 12, RuleParameters = 13, RuleVariable = 14, RuleVariables = 15, 
    RuleTypeSpec = 16, RuleType = 17, RuleUnit = 18, RuleUnitPower = 19, 
    RuleUnitAtom = 20, RuleModelBody = 21, RuleModelLine = 22, RuleModelItem = 23, 
    RuleVariableDecl = 24, RuleRefDecl = 25, RuleUseDecl = 26, RuleUse = 27, 
    RuleGateDecl = 28, RuleTraceDecl = 29, RuleLetDecl = 30, RuleOdeDecl = 31, 
    RuleSpikeDecl = 32, RuleEventDecl = 33, RuleOnDecl = 34, RuleEveryDecl = 35, 
    RuleBoundDecl = 36, RuleTieDecl = 37, RuleSolveDecl = 38, RuleCompartmentDecl = 39, 
    RuleCoupleDecl = 40, RuleExposeDecl = 41, RuleHandlerBody = 42, RuleHandlerLine = 43, 
    RuleHandlerItem = 44, RuleAssignment = 45, RuleReference = 46, RuleEmitDecl = 47, 
    RuleIfDecl = 48, RuleNetworkBody = 49, RuleNetworkLine = 50, RuleNetworkItem = 51, 
    RulePopulationDecl = 52, RuleSettings = 53, RuleSettingLine = 54, RuleGroupDecl = 55, 
    RuleLabel = 56, RuleProjectDecl = 57, RuleGapDecl = 58, RuleStimulateDecl = 59, 
    RuleNormalizeDecl = 60, RuleStructuralDecl = 61, RuleStructuralLine = 62, 
    RuleStructuralItem = 63, RulePruneDecl = 64, RuleGrowDecl = 65, RuleRecordDecl = 66, 
    RuleRecordTarget = 67, RuleNetworkFor = 68, RuleTableDecl = 69, RuleExperimentBody = 70, 
    RuleExperimentLine = 71, RuleExperimentItem = 72, RuleDataDecl = 73, 
    RuleSimulateDecl = 74, RulePresentDecl = 75, RuleFreezeDecl = 76, RuleResetDecl = 77, 
    RuleCheckpointDecl = 78, RuleRestoreDecl = 79, RuleReportDecl = 80, 
    RuleExpectDecl = 81, RuleTrainDecl = 82, RuleOptimiseDecl = 83, RuleQuantiseDecl = 84, 
    RuleSweepDecl = 85, RuleAxis = 86, RuleExperimentFor = 87, RuleExpr = 88, 
    RuleMember = 89, RuleSubscripts = 90, RuleArguments = 91, RuleArgument = 92, 
    RuleRangeValue = 93
  };

  NeuroParser(antlr4::TokenStream *input);
  ~NeuroParser();

  virtual std::string getGrammarFileName() const override;
  virtual const antlr4::atn::ATN& getATN() const override { return _atn; };
  virtual const std::vector<std::string>& getTokenNames() const override { return _tokenNames; }; // deprecated: use vocabulary instead.
  virtual const std::vector<std::string>& getRuleNames() const override;
  virtual antlr4::dfa::Vocabulary& getVocabulary() const override;


  class FileContext;
  class FileLineContext;
  class FileItemContext;
  class ModuleDeclContext;
  class ImportDeclContext;
  class ConstDeclContext;
  class FnDeclContext;
  class ModelDeclContext;
  class NetworkDeclContext;
  class ExperimentDeclContext;
  class PathContext;
  class NameListContext;
  class InstanceContext;
  class ParametersContext;
  class VariableContext;
  class VariablesContext;
  class TypeSpecContext;
  class TypeContext;
  class UnitContext;
  class UnitPowerContext;
  class UnitAtomContext;
  class ModelBodyContext;
  class ModelLineContext;
  class ModelItemContext;
  class VariableDeclContext;
  class RefDeclContext;
  class UseDeclContext;
  class UseContext;
  class GateDeclContext;
  class TraceDeclContext;
  class LetDeclContext;
  class OdeDeclContext;
  class SpikeDeclContext;
  class EventDeclContext;
  class OnDeclContext;
  class EveryDeclContext;
  class BoundDeclContext;
  class TieDeclContext;
  class SolveDeclContext;
  class CompartmentDeclContext;
  class CoupleDeclContext;
  class ExposeDeclContext;
  class HandlerBodyContext;
  class HandlerLineContext;
  class HandlerItemContext;
  class AssignmentContext;
  class ReferenceContext;
  class EmitDeclContext;
  class IfDeclContext;
  class NetworkBodyContext;
  class NetworkLineContext;
  class NetworkItemContext;
  class PopulationDeclContext;
  class SettingsContext;
  class SettingLineContext;
  class GroupDeclContext;
  class LabelContext;
  class ProjectDeclContext;
  class GapDeclContext;
  class StimulateDeclContext;
  class NormalizeDeclContext;
  class StructuralDeclContext;
  class StructuralLineContext;
  class StructuralItemContext;
  class PruneDeclContext;
  class GrowDeclContext;
  class RecordDeclContext;
  class RecordTargetContext;
  class NetworkForContext;
  class TableDeclContext;
  class ExperimentBodyContext;
  class ExperimentLineContext;
  class ExperimentItemContext;
  class DataDeclContext;
  class SimulateDeclContext;
  class PresentDeclContext;
  class FreezeDeclContext;
  class ResetDeclContext;
  class CheckpointDeclContext;
  class RestoreDeclContext;
  class ReportDeclContext;
  class ExpectDeclContext;
  class TrainDeclContext;
  class OptimiseDeclContext;
  class QuantiseDeclContext;
  class SweepDeclContext;
  class AxisContext;
  class ExperimentForContext;
  class ExprContext;
  class MemberContext;
  class SubscriptsContext;
  class ArgumentsContext;
  class ArgumentContext;
  class RangeValueContext; 

  class  FileContext : public antlr4::ParserRuleContext {
  public:
    FileContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *EOF();
    std::vector<FileLineContext *> fileLine();
    FileLineContext* fileLine(size_t i);

   
  };

  FileContext* file();

  class  FileLineContext : public antlr4::ParserRuleContext {
  public:
    FileLineContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    FileItemContext *fileItem();
    antlr4::tree::TerminalNode *SEP();

   
  };

  FileLineContext* fileLine();

  class  FileItemContext : public antlr4::ParserRuleContext {
  public:
    FileItemContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    ModuleDeclContext *moduleDecl();
    ImportDeclContext *importDecl();
    ConstDeclContext *constDecl();
    FnDeclContext *fnDecl();
    ModelDeclContext *modelDecl();
    NetworkDeclContext *networkDecl();
    ExperimentDeclContext *experimentDecl();

   
  };

  FileItemContext* fileItem();

  class  ModuleDeclContext : public antlr4::ParserRuleContext {
  public:
    ModuleDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *MODULE();
    PathContext *path();

   
  };

  ModuleDeclContext* moduleDecl();

  class  ImportDeclContext : public antlr4::ParserRuleContext {
  public:
    ImportDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *IMPORT();
    PathContext *path();
    antlr4::tree::TerminalNode *STRING();
    antlr4::tree::TerminalNode *AS();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *OPEN_BRACE();
    antlr4::tree::TerminalNode *CLOSE_BRACE();
    NameListContext *nameList();
    antlr4::tree::TerminalNode *COMMA();

   
  };

  ImportDeclContext* importDecl();

  class  ConstDeclContext : public antlr4::ParserRuleContext {
  public:
    ConstDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *CONST();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *ASSIGN();
    ExprContext *expr();
    TypeSpecContext *typeSpec();

   
  };

  ConstDeclContext* constDecl();

  class  FnDeclContext : public antlr4::ParserRuleContext {
  public:
    FnDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *FN();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *OPEN_PAREN();
    antlr4::tree::TerminalNode *CLOSE_PAREN();
    antlr4::tree::TerminalNode *ASSIGN();
    ExprContext *expr();
    ParametersContext *parameters();
    TypeSpecContext *typeSpec();

   
  };

  FnDeclContext* fnDecl();

  class  ModelDeclContext : public antlr4::ParserRuleContext {
  public:
    ModelDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *NAME();
    ModelBodyContext *modelBody();
    antlr4::tree::TerminalNode *NEURON();
    antlr4::tree::TerminalNode *RECEPTOR();
    antlr4::tree::TerminalNode *SYNAPSE();
    antlr4::tree::TerminalNode *GLIA();
    antlr4::tree::TerminalNode *SOURCE();
    antlr4::tree::TerminalNode *OPEN_PAREN();
    antlr4::tree::TerminalNode *CLOSE_PAREN();
    antlr4::tree::TerminalNode *EXTENDS();
    InstanceContext *instance();
    ParametersContext *parameters();

   
  };

  ModelDeclContext* modelDecl();

  class  NetworkDeclContext : public antlr4::ParserRuleContext {
  public:
    NetworkDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *NETWORK();
    antlr4::tree::TerminalNode *NAME();
    NetworkBodyContext *networkBody();
    antlr4::tree::TerminalNode *OPEN_PAREN();
    antlr4::tree::TerminalNode *CLOSE_PAREN();
    ParametersContext *parameters();

   
  };

  NetworkDeclContext* networkDecl();

  class  ExperimentDeclContext : public antlr4::ParserRuleContext {
  public:
    ExperimentDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *EXPERIMENT();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *ON();
    InstanceContext *instance();
    ExperimentBodyContext *experimentBody();

   
  };

  ExperimentDeclContext* experimentDecl();

  class  PathContext : public antlr4::ParserRuleContext {
  public:
    PathContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<antlr4::tree::TerminalNode *> NAME();
    antlr4::tree::TerminalNode* NAME(size_t i);
    std::vector<antlr4::tree::TerminalNode *> DOT();
    antlr4::tree::TerminalNode* DOT(size_t i);

   
  };

  PathContext* path();

  class  NameListContext : public antlr4::ParserRuleContext {
  public:
    NameListContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<antlr4::tree::TerminalNode *> NAME();
    antlr4::tree::TerminalNode* NAME(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  NameListContext* nameList();

  class  InstanceContext : public antlr4::ParserRuleContext {
  public:
    InstanceContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    PathContext *path();
    antlr4::tree::TerminalNode *OPEN_PAREN();
    antlr4::tree::TerminalNode *CLOSE_PAREN();
    ArgumentsContext *arguments();

   
  };

  InstanceContext* instance();

  class  ParametersContext : public antlr4::ParserRuleContext {
  public:
    ParametersContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<VariableContext *> variable();
    VariableContext* variable(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  ParametersContext* parameters();

  class  VariableContext : public antlr4::ParserRuleContext {
  public:
    VariableContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *NAME();
    TypeSpecContext *typeSpec();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *WHERE();
    antlr4::tree::TerminalNode *ASSIGN();
    antlr4::tree::TerminalNode *TILDE();

   
  };

  VariableContext* variable();

  class  VariablesContext : public antlr4::ParserRuleContext {
  public:
    VariablesContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<VariableContext *> variable();
    VariableContext* variable(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  VariablesContext* variables();

  class  TypeSpecContext : public antlr4::ParserRuleContext {
  public:
    TypeSpecContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *COLON();
    TypeContext *type();

   
  };

  TypeSpecContext* typeSpec();

  class  TypeContext : public antlr4::ParserRuleContext {
  public:
    TypeContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *OPEN_BRACKET();
    UnitContext *unit();
    antlr4::tree::TerminalNode *CLOSE_BRACKET();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *OPEN_PAREN();
    antlr4::tree::TerminalNode *CLOSE_PAREN();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  TypeContext* type();

  class  UnitContext : public antlr4::ParserRuleContext {
  public:
    UnitContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<UnitPowerContext *> unitPower();
    UnitPowerContext* unitPower(size_t i);
    std::vector<antlr4::tree::TerminalNode *> STAR();
    antlr4::tree::TerminalNode* STAR(size_t i);
    std::vector<antlr4::tree::TerminalNode *> SLASH();
    antlr4::tree::TerminalNode* SLASH(size_t i);

   
  };

  UnitContext* unit();

  class  UnitPowerContext : public antlr4::ParserRuleContext {
  public:
    UnitPowerContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    UnitAtomContext *unitAtom();
    antlr4::tree::TerminalNode *CARET();
    std::vector<antlr4::tree::TerminalNode *> NUMBER();
    antlr4::tree::TerminalNode* NUMBER(size_t i);
    antlr4::tree::TerminalNode *OPEN_PAREN();
    antlr4::tree::TerminalNode *CLOSE_PAREN();
    antlr4::tree::TerminalNode *MINUS();
    antlr4::tree::TerminalNode *SLASH();

   
  };

  UnitPowerContext* unitPower();

  class  UnitAtomContext : public antlr4::ParserRuleContext {
  public:
    UnitAtomContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *NUMBER();
    antlr4::tree::TerminalNode *PERCENT();
    antlr4::tree::TerminalNode *DEGREE();
    antlr4::tree::TerminalNode *OPEN_PAREN();
    UnitContext *unit();
    antlr4::tree::TerminalNode *CLOSE_PAREN();

   
  };

  UnitAtomContext* unitAtom();

  class  ModelBodyContext : public antlr4::ParserRuleContext {
  public:
    ModelBodyContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *OPEN_BRACE();
    antlr4::tree::TerminalNode *CLOSE_BRACE();
    std::vector<ModelLineContext *> modelLine();
    ModelLineContext* modelLine(size_t i);

   
  };

  ModelBodyContext* modelBody();

  class  ModelLineContext : public antlr4::ParserRuleContext {
  public:
    ModelLineContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    ModelItemContext *modelItem();
    antlr4::tree::TerminalNode *SEP();

   
  };

  ModelLineContext* modelLine();

  class  ModelItemContext : public antlr4::ParserRuleContext {
  public:
    ModelItemContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    VariableDeclContext *variableDecl();
    RefDeclContext *refDecl();
    UseDeclContext *useDecl();
    GateDeclContext *gateDecl();
    TraceDeclContext *traceDecl();
    LetDeclContext *letDecl();
    OdeDeclContext *odeDecl();
    SpikeDeclContext *spikeDecl();
    EventDeclContext *eventDecl();
    OnDeclContext *onDecl();
    EveryDeclContext *everyDecl();
    BoundDeclContext *boundDecl();
    TieDeclContext *tieDecl();
    SolveDeclContext *solveDecl();
    CompartmentDeclContext *compartmentDecl();
    CoupleDeclContext *coupleDecl();
    ExposeDeclContext *exposeDecl();

   
  };

  ModelItemContext* modelItem();

  class  VariableDeclContext : public antlr4::ParserRuleContext {
  public:
    VariableDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    VariablesContext *variables();
    antlr4::tree::TerminalNode *PARAM();
    antlr4::tree::TerminalNode *STATE();
    antlr4::tree::TerminalNode *EDGE();
    antlr4::tree::TerminalNode *INPUT();
    antlr4::tree::TerminalNode *HOST();

   
  };

  VariableDeclContext* variableDecl();

  class  RefDeclContext : public antlr4::ParserRuleContext {
  public:
    RefDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *REF();
    std::vector<antlr4::tree::TerminalNode *> NAME();
    antlr4::tree::TerminalNode* NAME(size_t i);
    antlr4::tree::TerminalNode *COLON();

   
  };

  RefDeclContext* refDecl();

  class  UseDeclContext : public antlr4::ParserRuleContext {
  public:
    UseDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *USE();
    std::vector<UseContext *> use();
    UseContext* use(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  UseDeclContext* useDecl();

  class  UseContext : public antlr4::ParserRuleContext {
  public:
    UseContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *ASSIGN();
    InstanceContext *instance();

   
  };

  UseContext* use();

  class  GateDeclContext : public antlr4::ParserRuleContext {
  public:
    GateDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *GATE();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *OPEN_PAREN();
    ArgumentsContext *arguments();
    antlr4::tree::TerminalNode *CLOSE_PAREN();

   
  };

  GateDeclContext* gateDecl();

  class  TraceDeclContext : public antlr4::ParserRuleContext {
  public:
    TraceDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *TRACE();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *OF();
    antlr4::tree::TerminalNode *OPEN_PAREN();
    antlr4::tree::TerminalNode *CLOSE_PAREN();
    antlr4::tree::TerminalNode *PRE();
    antlr4::tree::TerminalNode *POST();
    ArgumentsContext *arguments();

   
  };

  TraceDeclContext* traceDecl();

  class  LetDeclContext : public antlr4::ParserRuleContext {
  public:
    LetDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *LET();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *ASSIGN();
    ExprContext *expr();
    TypeSpecContext *typeSpec();

   
  };

  LetDeclContext* letDecl();

  class  OdeDeclContext : public antlr4::ParserRuleContext {
  public:
    OdeDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *PRIMES();
    antlr4::tree::TerminalNode *ASSIGN();
    ExprContext *expr();

   
  };

  OdeDeclContext* odeDecl();

  class  SpikeDeclContext : public antlr4::ParserRuleContext {
  public:
    SpikeDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *SPIKE();
    antlr4::tree::TerminalNode *WHEN();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    HandlerBodyContext *handlerBody();
    antlr4::tree::TerminalNode *REFRACTORY();
    antlr4::tree::TerminalNode *HOLD();
    NameListContext *nameList();

   
  };

  SpikeDeclContext* spikeDecl();

  class  EventDeclContext : public antlr4::ParserRuleContext {
  public:
    EventDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *EVENT();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *WHEN();
    ExprContext *expr();
    HandlerBodyContext *handlerBody();

   
  };

  EventDeclContext* eventDecl();

  class  OnDeclContext : public antlr4::ParserRuleContext {
  public:
    OnDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *ON();
    HandlerBodyContext *handlerBody();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *PRE();
    antlr4::tree::TerminalNode *POST();
    antlr4::tree::TerminalNode *OPEN_PAREN();
    antlr4::tree::TerminalNode *CLOSE_PAREN();
    ParametersContext *parameters();

   
  };

  OnDeclContext* onDecl();

  class  EveryDeclContext : public antlr4::ParserRuleContext {
  public:
    EveryDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *EVERY();
    ExprContext *expr();
    HandlerBodyContext *handlerBody();

   
  };

  EveryDeclContext* everyDecl();

  class  BoundDeclContext : public antlr4::ParserRuleContext {
  public:
    BoundDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *BOUND();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *IN();
    RangeValueContext *rangeValue();

   
  };

  BoundDeclContext* boundDecl();

  class  TieDeclContext : public antlr4::ParserRuleContext {
  public:
    TieDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *TIE();
    antlr4::tree::TerminalNode *NAME();

   
  };

  TieDeclContext* tieDecl();

  class  SolveDeclContext : public antlr4::ParserRuleContext {
  public:
    SolveDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *SOLVE();
    NameListContext *nameList();
    antlr4::tree::TerminalNode *WITH();
    ExprContext *expr();

   
  };

  SolveDeclContext* solveDecl();

  class  CompartmentDeclContext : public antlr4::ParserRuleContext {
  public:
    CompartmentDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *COMPARTMENT();
    antlr4::tree::TerminalNode *NAME();
    ModelBodyContext *modelBody();

   
  };

  CompartmentDeclContext* compartmentDecl();

  class  CoupleDeclContext : public antlr4::ParserRuleContext {
  public:
    CoupleDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *COUPLE();
    std::vector<antlr4::tree::TerminalNode *> NAME();
    antlr4::tree::TerminalNode* NAME(size_t i);
    antlr4::tree::TerminalNode *LINK();
    antlr4::tree::TerminalNode *COLON();
    ExprContext *expr();

   
  };

  CoupleDeclContext* coupleDecl();

  class  ExposeDeclContext : public antlr4::ParserRuleContext {
  public:
    ExposeDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *EXPOSE();
    NameListContext *nameList();

   
  };

  ExposeDeclContext* exposeDecl();

  class  HandlerBodyContext : public antlr4::ParserRuleContext {
  public:
    HandlerBodyContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *OPEN_BRACE();
    antlr4::tree::TerminalNode *CLOSE_BRACE();
    std::vector<HandlerLineContext *> handlerLine();
    HandlerLineContext* handlerLine(size_t i);

   
  };

  HandlerBodyContext* handlerBody();

  class  HandlerLineContext : public antlr4::ParserRuleContext {
  public:
    HandlerLineContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    HandlerItemContext *handlerItem();
    antlr4::tree::TerminalNode *SEP();

   
  };

  HandlerLineContext* handlerLine();

  class  HandlerItemContext : public antlr4::ParserRuleContext {
  public:
    HandlerItemContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    AssignmentContext *assignment();
    EmitDeclContext *emitDecl();
    LetDeclContext *letDecl();
    IfDeclContext *ifDecl();

   
  };

  HandlerItemContext* handlerItem();

  class  AssignmentContext : public antlr4::ParserRuleContext {
  public:
    AssignmentContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    ReferenceContext *reference();
    ExprContext *expr();
    antlr4::tree::TerminalNode *ASSIGN();
    antlr4::tree::TerminalNode *ADD_ASSIGN();
    antlr4::tree::TerminalNode *SUB_ASSIGN();
    antlr4::tree::TerminalNode *MUL_ASSIGN();
    antlr4::tree::TerminalNode *DIV_ASSIGN();
    antlr4::tree::TerminalNode *TILDE();

   
  };

  AssignmentContext* assignment();

  class  ReferenceContext : public antlr4::ParserRuleContext {
  public:
    ReferenceContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *PRE();
    antlr4::tree::TerminalNode *POST();
    std::vector<antlr4::tree::TerminalNode *> DOT();
    antlr4::tree::TerminalNode* DOT(size_t i);
    std::vector<MemberContext *> member();
    MemberContext* member(size_t i);
    std::vector<antlr4::tree::TerminalNode *> OPEN_BRACKET();
    antlr4::tree::TerminalNode* OPEN_BRACKET(size_t i);
    std::vector<SubscriptsContext *> subscripts();
    SubscriptsContext* subscripts(size_t i);
    std::vector<antlr4::tree::TerminalNode *> CLOSE_BRACKET();
    antlr4::tree::TerminalNode* CLOSE_BRACKET(size_t i);

   
  };

  ReferenceContext* reference();

  class  EmitDeclContext : public antlr4::ParserRuleContext {
  public:
    EmitDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *EMIT();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *TO();
    ReferenceContext *reference();
    antlr4::tree::TerminalNode *AFTER();

   
  };

  EmitDeclContext* emitDecl();

  class  IfDeclContext : public antlr4::ParserRuleContext {
  public:
    IfDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<antlr4::tree::TerminalNode *> IF();
    antlr4::tree::TerminalNode* IF(size_t i);
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    std::vector<HandlerBodyContext *> handlerBody();
    HandlerBodyContext* handlerBody(size_t i);
    std::vector<antlr4::tree::TerminalNode *> ELSE();
    antlr4::tree::TerminalNode* ELSE(size_t i);

   
  };

  IfDeclContext* ifDecl();

  class  NetworkBodyContext : public antlr4::ParserRuleContext {
  public:
    NetworkBodyContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *OPEN_BRACE();
    antlr4::tree::TerminalNode *CLOSE_BRACE();
    std::vector<NetworkLineContext *> networkLine();
    NetworkLineContext* networkLine(size_t i);

   
  };

  NetworkBodyContext* networkBody();

  class  NetworkLineContext : public antlr4::ParserRuleContext {
  public:
    NetworkLineContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    NetworkItemContext *networkItem();
    antlr4::tree::TerminalNode *SEP();

   
  };

  NetworkLineContext* networkLine();

  class  NetworkItemContext : public antlr4::ParserRuleContext {
  public:
    NetworkItemContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    PopulationDeclContext *populationDecl();
    GroupDeclContext *groupDecl();
    ProjectDeclContext *projectDecl();
    GapDeclContext *gapDecl();
    StimulateDeclContext *stimulateDecl();
    NormalizeDeclContext *normalizeDecl();
    StructuralDeclContext *structuralDecl();
    RecordDeclContext *recordDecl();
    NetworkForContext *networkFor();
    LetDeclContext *letDecl();
    TableDeclContext *tableDecl();

   
  };

  NetworkItemContext* networkItem();

  class  PopulationDeclContext : public antlr4::ParserRuleContext {
  public:
    PopulationDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *POPULATION();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *COLON();
    InstanceContext *instance();
    std::vector<antlr4::tree::TerminalNode *> OPEN_BRACKET();
    antlr4::tree::TerminalNode* OPEN_BRACKET(size_t i);
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    std::vector<antlr4::tree::TerminalNode *> CLOSE_BRACKET();
    antlr4::tree::TerminalNode* CLOSE_BRACKET(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);
    antlr4::tree::TerminalNode *AT();
    SettingsContext *settings();

   
  };

  PopulationDeclContext* populationDecl();

  class  SettingsContext : public antlr4::ParserRuleContext {
  public:
    SettingsContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *OPEN_BRACE();
    antlr4::tree::TerminalNode *CLOSE_BRACE();
    std::vector<SettingLineContext *> settingLine();
    SettingLineContext* settingLine(size_t i);

   
  };

  SettingsContext* settings();

  class  SettingLineContext : public antlr4::ParserRuleContext {
  public:
    SettingLineContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    AssignmentContext *assignment();
    antlr4::tree::TerminalNode *SEP();

   
  };

  SettingLineContext* settingLine();

  class  GroupDeclContext : public antlr4::ParserRuleContext {
  public:
    GroupDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *GROUP();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *ASSIGN();
    ExprContext *expr();

   
  };

  GroupDeclContext* groupDecl();

  class  LabelContext : public antlr4::ParserRuleContext {
  public:
    LabelContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *COLON();

   
  };

  LabelContext* label();

  class  ProjectDeclContext : public antlr4::ParserRuleContext {
  public:
    ProjectDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *PROJECT();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *ARROW();
    antlr4::tree::TerminalNode *CONNECT();
    LabelContext *label();
    antlr4::tree::TerminalNode *VIA();
    InstanceContext *instance();
    antlr4::tree::TerminalNode *PROCEDURAL();
    antlr4::tree::TerminalNode *WHERE();
    SettingsContext *settings();

   
  };

  ProjectDeclContext* projectDecl();

  class  GapDeclContext : public antlr4::ParserRuleContext {
  public:
    GapDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *GAP();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *LINK();
    antlr4::tree::TerminalNode *CONNECT();
    LabelContext *label();
    antlr4::tree::TerminalNode *WHERE();
    SettingsContext *settings();

   
  };

  GapDeclContext* gapDecl();

  class  StimulateDeclContext : public antlr4::ParserRuleContext {
  public:
    StimulateDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *STIMULATE();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *WITH();

   
  };

  StimulateDeclContext* stimulateDecl();

  class  NormalizeDeclContext : public antlr4::ParserRuleContext {
  public:
    NormalizeDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *NORMALIZE();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *PER();
    antlr4::tree::TerminalNode *TO();
    antlr4::tree::TerminalNode *EVERY();
    antlr4::tree::TerminalNode *PRE();
    antlr4::tree::TerminalNode *POST();

   
  };

  NormalizeDeclContext* normalizeDecl();

  class  StructuralDeclContext : public antlr4::ParserRuleContext {
  public:
    StructuralDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *STRUCTURAL();
    ExprContext *expr();
    antlr4::tree::TerminalNode *OPEN_BRACE();
    antlr4::tree::TerminalNode *CLOSE_BRACE();
    std::vector<StructuralLineContext *> structuralLine();
    StructuralLineContext* structuralLine(size_t i);

   
  };

  StructuralDeclContext* structuralDecl();

  class  StructuralLineContext : public antlr4::ParserRuleContext {
  public:
    StructuralLineContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    StructuralItemContext *structuralItem();
    antlr4::tree::TerminalNode *SEP();

   
  };

  StructuralLineContext* structuralLine();

  class  StructuralItemContext : public antlr4::ParserRuleContext {
  public:
    StructuralItemContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    PruneDeclContext *pruneDecl();
    GrowDeclContext *growDecl();

   
  };

  StructuralItemContext* structuralItem();

  class  PruneDeclContext : public antlr4::ParserRuleContext {
  public:
    PruneDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *PRUNE();
    antlr4::tree::TerminalNode *WHEN();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *EVERY();

   
  };

  PruneDeclContext* pruneDecl();

  class  GrowDeclContext : public antlr4::ParserRuleContext {
  public:
    GrowDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *GROW();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *EVERY();
    antlr4::tree::TerminalNode *WHERE();
    SettingsContext *settings();

   
  };

  GrowDeclContext* growDecl();

  class  RecordDeclContext : public antlr4::ParserRuleContext {
  public:
    RecordDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *RECORD();
    std::vector<RecordTargetContext *> recordTarget();
    RecordTargetContext* recordTarget(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  RecordDeclContext* recordDecl();

  class  RecordTargetContext : public antlr4::ParserRuleContext {
  public:
    RecordTargetContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *EVERY();
    antlr4::tree::TerminalNode *WHEN();

   
  };

  RecordTargetContext* recordTarget();

  class  NetworkForContext : public antlr4::ParserRuleContext {
  public:
    NetworkForContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *FOR();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *IN();
    RangeValueContext *rangeValue();
    NetworkBodyContext *networkBody();

   
  };

  NetworkForContext* networkFor();

  class  TableDeclContext : public antlr4::ParserRuleContext {
  public:
    TableDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *TABLE();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *ASSIGN();
    ExprContext *expr();

   
  };

  TableDeclContext* tableDecl();

  class  ExperimentBodyContext : public antlr4::ParserRuleContext {
  public:
    ExperimentBodyContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *OPEN_BRACE();
    antlr4::tree::TerminalNode *CLOSE_BRACE();
    std::vector<ExperimentLineContext *> experimentLine();
    ExperimentLineContext* experimentLine(size_t i);

   
  };

  ExperimentBodyContext* experimentBody();

  class  ExperimentLineContext : public antlr4::ParserRuleContext {
  public:
    ExperimentLineContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    ExperimentItemContext *experimentItem();
    antlr4::tree::TerminalNode *SEP();

   
  };

  ExperimentLineContext* experimentLine();

  class  ExperimentItemContext : public antlr4::ParserRuleContext {
  public:
    ExperimentItemContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    AssignmentContext *assignment();
    LetDeclContext *letDecl();
    DataDeclContext *dataDecl();
    SimulateDeclContext *simulateDecl();
    PresentDeclContext *presentDecl();
    FreezeDeclContext *freezeDecl();
    ResetDeclContext *resetDecl();
    CheckpointDeclContext *checkpointDecl();
    RestoreDeclContext *restoreDecl();
    ReportDeclContext *reportDecl();
    ExpectDeclContext *expectDecl();
    TrainDeclContext *trainDecl();
    OptimiseDeclContext *optimiseDecl();
    QuantiseDeclContext *quantiseDecl();
    SweepDeclContext *sweepDecl();
    ExperimentForContext *experimentFor();

   
  };

  ExperimentItemContext* experimentItem();

  class  DataDeclContext : public antlr4::ParserRuleContext {
  public:
    DataDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *DATA();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *ASSIGN();
    ExprContext *expr();

   
  };

  DataDeclContext* dataDecl();

  class  SimulateDeclContext : public antlr4::ParserRuleContext {
  public:
    SimulateDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *SIMULATE();
    ExprContext *expr();
    antlr4::tree::TerminalNode *AS();
    antlr4::tree::TerminalNode *NAME();

   
  };

  SimulateDeclContext* simulateDecl();

  class  PresentDeclContext : public antlr4::ParserRuleContext {
  public:
    PresentDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *PRESENT();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *FOR();
    antlr4::tree::TerminalNode *GAP();
    ExperimentBodyContext *experimentBody();

   
  };

  PresentDeclContext* presentDecl();

  class  FreezeDeclContext : public antlr4::ParserRuleContext {
  public:
    FreezeDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *FREEZE();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  FreezeDeclContext* freezeDecl();

  class  ResetDeclContext : public antlr4::ParserRuleContext {
  public:
    ResetDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *RESET();

   
  };

  ResetDeclContext* resetDecl();

  class  CheckpointDeclContext : public antlr4::ParserRuleContext {
  public:
    CheckpointDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *CHECKPOINT();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *EVERY();

   
  };

  CheckpointDeclContext* checkpointDecl();

  class  RestoreDeclContext : public antlr4::ParserRuleContext {
  public:
    RestoreDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *RESTORE();
    ExprContext *expr();

   
  };

  RestoreDeclContext* restoreDecl();

  class  ReportDeclContext : public antlr4::ParserRuleContext {
  public:
    ReportDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *REPORT();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  ReportDeclContext* reportDecl();

  class  ExpectDeclContext : public antlr4::ParserRuleContext {
  public:
    ExpectDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *EXPECT();
    ExprContext *expr();

   
  };

  ExpectDeclContext* expectDecl();

  class  TrainDeclContext : public antlr4::ParserRuleContext {
  public:
    TrainDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *ON();
    ExprContext *expr();
    ExperimentBodyContext *experimentBody();
    antlr4::tree::TerminalNode *TRAIN();
    antlr4::tree::TerminalNode *TEST();

   
  };

  TrainDeclContext* trainDecl();

  class  OptimiseDeclContext : public antlr4::ParserRuleContext {
  public:
    OptimiseDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *OPTIMISE();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *WITH();
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  OptimiseDeclContext* optimiseDecl();

  class  QuantiseDeclContext : public antlr4::ParserRuleContext {
  public:
    QuantiseDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *QUANTISE();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *AS();

   
  };

  QuantiseDeclContext* quantiseDecl();

  class  SweepDeclContext : public antlr4::ParserRuleContext {
  public:
    SweepDeclContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *SWEEP();
    std::vector<AxisContext *> axis();
    AxisContext* axis(size_t i);
    ExperimentBodyContext *experimentBody();
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  SweepDeclContext* sweepDecl();

  class  AxisContext : public antlr4::ParserRuleContext {
  public:
    AxisContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *IN();
    RangeValueContext *rangeValue();

   
  };

  AxisContext* axis();

  class  ExperimentForContext : public antlr4::ParserRuleContext {
  public:
    ExperimentForContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *FOR();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *IN();
    RangeValueContext *rangeValue();
    ExperimentBodyContext *experimentBody();

   
  };

  ExperimentForContext* experimentFor();

  class  ExprContext : public antlr4::ParserRuleContext {
  public:
    ExprContext(antlr4::ParserRuleContext *parent, size_t invokingState);
   
    ExprContext() = default;
    void copyFrom(ExprContext *context);
    using antlr4::ParserRuleContext::copyFrom;

    virtual size_t getRuleIndex() const override;

   
  };

  class  GroupExprContext : public ExprContext {
  public:
    GroupExprContext(ExprContext *ctx);

    antlr4::tree::TerminalNode *OPEN_PAREN();
    ExprContext *expr();
    antlr4::tree::TerminalNode *CLOSE_PAREN();
  };

  class  PowerExprContext : public ExprContext {
  public:
    PowerExprContext(ExprContext *ctx);

    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *CARET();
  };

  class  NumberExprContext : public ExprContext {
  public:
    NumberExprContext(ExprContext *ctx);

    antlr4::tree::TerminalNode *NUMBER();
    antlr4::tree::TerminalNode *QUANTITY();
  };

  class  MemberExprContext : public ExprContext {
  public:
    MemberExprContext(ExprContext *ctx);

    ExprContext *expr();
    antlr4::tree::TerminalNode *DOT();
    MemberContext *member();
  };

  class  OrExprContext : public ExprContext {
  public:
    OrExprContext(ExprContext *ctx);

    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *OR();
  };

  class  NameExprContext : public ExprContext {
  public:
    NameExprContext(ExprContext *ctx);

    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *PRE();
    antlr4::tree::TerminalNode *POST();
  };

  class  StringExprContext : public ExprContext {
  public:
    StringExprContext(ExprContext *ctx);

    antlr4::tree::TerminalNode *STRING();
  };

  class  IndexExprContext : public ExprContext {
  public:
    IndexExprContext(ExprContext *ctx);

    ExprContext *expr();
    antlr4::tree::TerminalNode *OPEN_BRACKET();
    SubscriptsContext *subscripts();
    antlr4::tree::TerminalNode *CLOSE_BRACKET();
  };

  class  NegateExprContext : public ExprContext {
  public:
    NegateExprContext(ExprContext *ctx);

    antlr4::tree::TerminalNode *MINUS();
    ExprContext *expr();
  };

  class  NotExprContext : public ExprContext {
  public:
    NotExprContext(ExprContext *ctx);

    antlr4::tree::TerminalNode *NOT();
    ExprContext *expr();
  };

  class  ProductExprContext : public ExprContext {
  public:
    ProductExprContext(ExprContext *ctx);

    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *STAR();
    antlr4::tree::TerminalNode *SLASH();
  };

  class  SumExprContext : public ExprContext {
  public:
    SumExprContext(ExprContext *ctx);

    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *PLUS();
    antlr4::tree::TerminalNode *MINUS();
  };

  class  InRangeExprContext : public ExprContext {
  public:
    InRangeExprContext(ExprContext *ctx);

    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *IN();
    antlr4::tree::TerminalNode *RANGE();
  };

  class  BoolExprContext : public ExprContext {
  public:
    BoolExprContext(ExprContext *ctx);

    antlr4::tree::TerminalNode *TRUE();
    antlr4::tree::TerminalNode *FALSE();
  };

  class  CallExprContext : public ExprContext {
  public:
    CallExprContext(ExprContext *ctx);

    ExprContext *expr();
    antlr4::tree::TerminalNode *OPEN_PAREN();
    antlr4::tree::TerminalNode *CLOSE_PAREN();
    ArgumentsContext *arguments();
  };

  class  ListExprContext : public ExprContext {
  public:
    ListExprContext(ExprContext *ctx);

    antlr4::tree::TerminalNode *OPEN_BRACKET();
    antlr4::tree::TerminalNode *CLOSE_BRACKET();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);
  };

  class  ConditionalExprContext : public ExprContext {
  public:
    ConditionalExprContext(ExprContext *ctx);

    antlr4::tree::TerminalNode *IF();
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *THEN();
    antlr4::tree::TerminalNode *ELSE();
  };

  class  CompareExprContext : public ExprContext {
  public:
    CompareExprContext(ExprContext *ctx);

    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *LESS();
    antlr4::tree::TerminalNode *LESS_EQUAL();
    antlr4::tree::TerminalNode *GREATER();
    antlr4::tree::TerminalNode *GREATER_EQUAL();
    antlr4::tree::TerminalNode *EQUAL();
    antlr4::tree::TerminalNode *NOT_EQUAL();
  };

  class  AndExprContext : public ExprContext {
  public:
    AndExprContext(ExprContext *ctx);

    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *AND();
  };

  ExprContext* expr();
  ExprContext* expr(int precedence);
  class  MemberContext : public antlr4::ParserRuleContext {
  public:
    MemberContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *PRE();
    antlr4::tree::TerminalNode *POST();

   
  };

  MemberContext* member();

  class  SubscriptsContext : public antlr4::ParserRuleContext {
  public:
    SubscriptsContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<RangeValueContext *> rangeValue();
    RangeValueContext* rangeValue(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  SubscriptsContext* subscripts();

  class  ArgumentsContext : public antlr4::ParserRuleContext {
  public:
    ArgumentsContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<ArgumentContext *> argument();
    ArgumentContext* argument(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  ArgumentsContext* arguments();

  class  ArgumentContext : public antlr4::ParserRuleContext {
  public:
    ArgumentContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    RangeValueContext *rangeValue();
    antlr4::tree::TerminalNode *NAME();
    antlr4::tree::TerminalNode *ASSIGN();

   
  };

  ArgumentContext* argument();

  class  RangeValueContext : public antlr4::ParserRuleContext {
  public:
    RangeValueContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<ExprContext *> expr();
    ExprContext* expr(size_t i);
    antlr4::tree::TerminalNode *RANGE();
    antlr4::tree::TerminalNode *STEP();

   
  };

  RangeValueContext* rangeValue();


  virtual bool sempred(antlr4::RuleContext *_localctx, size_t ruleIndex, size_t predicateIndex) override;
  bool exprSempred(ExprContext *_localctx, size_t predicateIndex);

private:
  static std::vector<antlr4::dfa::DFA> _decisionToDFA;
  static antlr4::atn::PredictionContextCache _sharedContextCache;
  static std::vector<std::string> _ruleNames;
  static std::vector<std::string> _tokenNames;

  static std::vector<std::string> _literalNames;
  static std::vector<std::string> _symbolicNames;
  static antlr4::dfa::Vocabulary _vocabulary;
  static antlr4::atn::ATN _atn;
  static std::vector<uint16_t> _serializedATN;


  struct Initializer {
    Initializer();
  };
  static Initializer _init;
};

}  // namespace neuro::antlr
