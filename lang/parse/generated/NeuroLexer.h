
// Generated from Neuro.g4 by ANTLR 4.7.2

#pragma once


#include "antlr4-runtime.h"


namespace neuro::antlr {


class  NeuroLexer : public antlr4::Lexer {
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
    LINK = 122, NEWLINE = 123, COMMENT = 124, BLANK = 125, BAD = 126
  };

  NeuroLexer(antlr4::CharStream *input);
  ~NeuroLexer();

  virtual std::string getGrammarFileName() const override;
  virtual const std::vector<std::string>& getRuleNames() const override;

  virtual const std::vector<std::string>& getChannelNames() const override;
  virtual const std::vector<std::string>& getModeNames() const override;
  virtual const std::vector<std::string>& getTokenNames() const override; // deprecated, use vocabulary instead
  virtual antlr4::dfa::Vocabulary& getVocabulary() const override;

  virtual const std::vector<uint16_t> getSerializedATN() const override;
  virtual const antlr4::atn::ATN& getATN() const override;

private:
  static std::vector<antlr4::dfa::DFA> _decisionToDFA;
  static antlr4::atn::PredictionContextCache _sharedContextCache;
  static std::vector<std::string> _ruleNames;
  static std::vector<std::string> _tokenNames;
  static std::vector<std::string> _channelNames;
  static std::vector<std::string> _modeNames;

  static std::vector<std::string> _literalNames;
  static std::vector<std::string> _symbolicNames;
  static antlr4::dfa::Vocabulary _vocabulary;
  static antlr4::atn::ATN _atn;
  static std::vector<uint16_t> _serializedATN;


  // Individual action functions triggered by action() above.

  // Individual semantic predicate functions triggered by sempred() above.

  struct Initializer {
    Initializer();
  };
  static Initializer _init;
};

}  // namespace neuro::antlr
