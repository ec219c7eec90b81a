
// Generated from Neuro.g4 by ANTLR 4.7.2



#include "NeuroParser.h"


using namespace antlrcpp;
using namespace neuro::antlr;
using namespace antlr4;

NeuroParser::NeuroParser(TokenStream *input) : Parser(input) {
  _interpreter = new atn::ParserATNSimulator(this, _atn, _decisionToDFA, _sharedContextCache);
}

NeuroParser::~NeuroParser() {
  delete _interpreter;
}

std::string NeuroParser::getGrammarFileName() const {
  return "Neuro.g4";
}

const std::vector<std::string>& NeuroParser::getRuleNames() const {
  return _ruleNames;
}

dfa::Vocabulary& NeuroParser::getVocabulary() const {
  return _vocabulary;
}


//----------------- FileContext ------------------------------------------------------------------

NeuroParser::FileContext::FileContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::FileContext::EOF() {
  return getToken(NeuroParser::EOF, 0);
}

std::vector<NeuroParser::FileLineContext *> NeuroParser::FileContext::fileLine() {
  return getRuleContexts<NeuroParser::FileLineContext>();
}

NeuroParser::FileLineContext* NeuroParser::FileContext::fileLine(size_t i) {
  return getRuleContext<NeuroParser::FileLineContext>(i);
}


size_t NeuroParser::FileContext::getRuleIndex() const {
  return NeuroParser::RuleFile;
}


NeuroParser::FileContext* NeuroParser::file() {
  FileContext *_localctx = _tracker.createInstance<FileContext>(_ctx, getState());
  enterRule(_localctx, 0, NeuroParser::RuleFile);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(191);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << NeuroParser::MODULE)
      | (1ULL << NeuroParser::IMPORT)
      | (1ULL << NeuroParser::CONST)
      | (1ULL << NeuroParser::FN)
      | (1ULL << NeuroParser::NEURON)
      | (1ULL << NeuroParser::RECEPTOR)
      | (1ULL << NeuroParser::SYNAPSE)
      | (1ULL << NeuroParser::GLIA)
      | (1ULL << NeuroParser::SOURCE)
      | (1ULL << NeuroParser::NETWORK)
      | (1ULL << NeuroParser::EXPERIMENT))) != 0)) {
      setState(188);
      fileLine();
      setState(193);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(194);
    match(NeuroParser::EOF);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- FileLineContext ------------------------------------------------------------------

NeuroParser::FileLineContext::FileLineContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::FileItemContext* NeuroParser::FileLineContext::fileItem() {
  return getRuleContext<NeuroParser::FileItemContext>(0);
}

tree::TerminalNode* NeuroParser::FileLineContext::SEP() {
  return getToken(NeuroParser::SEP, 0);
}


size_t NeuroParser::FileLineContext::getRuleIndex() const {
  return NeuroParser::RuleFileLine;
}


NeuroParser::FileLineContext* NeuroParser::fileLine() {
  FileLineContext *_localctx = _tracker.createInstance<FileLineContext>(_ctx, getState());
  enterRule(_localctx, 2, NeuroParser::RuleFileLine);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(196);
    fileItem();
    setState(197);
    match(NeuroParser::SEP);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- FileItemContext ------------------------------------------------------------------

NeuroParser::FileItemContext::FileItemContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::ModuleDeclContext* NeuroParser::FileItemContext::moduleDecl() {
  return getRuleContext<NeuroParser::ModuleDeclContext>(0);
}

NeuroParser::ImportDeclContext* NeuroParser::FileItemContext::importDecl() {
  return getRuleContext<NeuroParser::ImportDeclContext>(0);
}

NeuroParser::ConstDeclContext* NeuroParser::FileItemContext::constDecl() {
  return getRuleContext<NeuroParser::ConstDeclContext>(0);
}

NeuroParser::FnDeclContext* NeuroParser::FileItemContext::fnDecl() {
  return getRuleContext<NeuroParser::FnDeclContext>(0);
}

NeuroParser::ModelDeclContext* NeuroParser::FileItemContext::modelDecl() {
  return getRuleContext<NeuroParser::ModelDeclContext>(0);
}

NeuroParser::NetworkDeclContext* NeuroParser::FileItemContext::networkDecl() {
  return getRuleContext<NeuroParser::NetworkDeclContext>(0);
}

NeuroParser::ExperimentDeclContext* NeuroParser::FileItemContext::experimentDecl() {
  return getRuleContext<NeuroParser::ExperimentDeclContext>(0);
}


size_t NeuroParser::FileItemContext::getRuleIndex() const {
  return NeuroParser::RuleFileItem;
}


NeuroParser::FileItemContext* NeuroParser::fileItem() {
  FileItemContext *_localctx = _tracker.createInstance<FileItemContext>(_ctx, getState());
  enterRule(_localctx, 4, NeuroParser::RuleFileItem);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(206);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case NeuroParser::MODULE: {
        enterOuterAlt(_localctx, 1);
        setState(199);
        moduleDecl();
        break;
      }

      case NeuroParser::IMPORT: {
        enterOuterAlt(_localctx, 2);
        setState(200);
        importDecl();
        break;
      }

      case NeuroParser::CONST: {
        enterOuterAlt(_localctx, 3);
        setState(201);
        constDecl();
        break;
      }

      case NeuroParser::FN: {
        enterOuterAlt(_localctx, 4);
        setState(202);
        fnDecl();
        break;
      }

      case NeuroParser::NEURON:
      case NeuroParser::RECEPTOR:
      case NeuroParser::SYNAPSE:
      case NeuroParser::GLIA:
      case NeuroParser::SOURCE: {
        enterOuterAlt(_localctx, 5);
        setState(203);
        modelDecl();
        break;
      }

      case NeuroParser::NETWORK: {
        enterOuterAlt(_localctx, 6);
        setState(204);
        networkDecl();
        break;
      }

      case NeuroParser::EXPERIMENT: {
        enterOuterAlt(_localctx, 7);
        setState(205);
        experimentDecl();
        break;
      }

    default:
      throw NoViableAltException(this);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ModuleDeclContext ------------------------------------------------------------------

NeuroParser::ModuleDeclContext::ModuleDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::ModuleDeclContext::MODULE() {
  return getToken(NeuroParser::MODULE, 0);
}

NeuroParser::PathContext* NeuroParser::ModuleDeclContext::path() {
  return getRuleContext<NeuroParser::PathContext>(0);
}


size_t NeuroParser::ModuleDeclContext::getRuleIndex() const {
  return NeuroParser::RuleModuleDecl;
}


NeuroParser::ModuleDeclContext* NeuroParser::moduleDecl() {
  ModuleDeclContext *_localctx = _tracker.createInstance<ModuleDeclContext>(_ctx, getState());
  enterRule(_localctx, 6, NeuroParser::RuleModuleDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(208);
    match(NeuroParser::MODULE);
    setState(209);
    path();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ImportDeclContext ------------------------------------------------------------------

NeuroParser::ImportDeclContext::ImportDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::ImportDeclContext::IMPORT() {
  return getToken(NeuroParser::IMPORT, 0);
}

NeuroParser::PathContext* NeuroParser::ImportDeclContext::path() {
  return getRuleContext<NeuroParser::PathContext>(0);
}

tree::TerminalNode* NeuroParser::ImportDeclContext::STRING() {
  return getToken(NeuroParser::STRING, 0);
}

tree::TerminalNode* NeuroParser::ImportDeclContext::AS() {
  return getToken(NeuroParser::AS, 0);
}

tree::TerminalNode* NeuroParser::ImportDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::ImportDeclContext::OPEN_BRACE() {
  return getToken(NeuroParser::OPEN_BRACE, 0);
}

tree::TerminalNode* NeuroParser::ImportDeclContext::CLOSE_BRACE() {
  return getToken(NeuroParser::CLOSE_BRACE, 0);
}

NeuroParser::NameListContext* NeuroParser::ImportDeclContext::nameList() {
  return getRuleContext<NeuroParser::NameListContext>(0);
}

tree::TerminalNode* NeuroParser::ImportDeclContext::COMMA() {
  return getToken(NeuroParser::COMMA, 0);
}


size_t NeuroParser::ImportDeclContext::getRuleIndex() const {
  return NeuroParser::RuleImportDecl;
}


NeuroParser::ImportDeclContext* NeuroParser::importDecl() {
  ImportDeclContext *_localctx = _tracker.createInstance<ImportDeclContext>(_ctx, getState());
  enterRule(_localctx, 8, NeuroParser::RuleImportDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(211);
    match(NeuroParser::IMPORT);
    setState(214);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case NeuroParser::NAME: {
        setState(212);
        path();
        break;
      }

      case NeuroParser::STRING: {
        setState(213);
        match(NeuroParser::STRING);
        break;
      }

    default:
      throw NoViableAltException(this);
    }
    setState(226);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case NeuroParser::AS: {
        setState(216);
        match(NeuroParser::AS);
        setState(217);
        match(NeuroParser::NAME);
        break;
      }

      case NeuroParser::OPEN_BRACE: {
        setState(218);
        match(NeuroParser::OPEN_BRACE);
        setState(220);
        _errHandler->sync(this);

        _la = _input->LA(1);
        if (_la == NeuroParser::NAME) {
          setState(219);
          nameList();
        }
        setState(223);
        _errHandler->sync(this);

        _la = _input->LA(1);
        if (_la == NeuroParser::COMMA) {
          setState(222);
          match(NeuroParser::COMMA);
        }
        setState(225);
        match(NeuroParser::CLOSE_BRACE);
        break;
      }

      case NeuroParser::SEP: {
        break;
      }

    default:
      break;
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ConstDeclContext ------------------------------------------------------------------

NeuroParser::ConstDeclContext::ConstDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::ConstDeclContext::CONST() {
  return getToken(NeuroParser::CONST, 0);
}

tree::TerminalNode* NeuroParser::ConstDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::ConstDeclContext::ASSIGN() {
  return getToken(NeuroParser::ASSIGN, 0);
}

NeuroParser::ExprContext* NeuroParser::ConstDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}

NeuroParser::TypeSpecContext* NeuroParser::ConstDeclContext::typeSpec() {
  return getRuleContext<NeuroParser::TypeSpecContext>(0);
}


size_t NeuroParser::ConstDeclContext::getRuleIndex() const {
  return NeuroParser::RuleConstDecl;
}


NeuroParser::ConstDeclContext* NeuroParser::constDecl() {
  ConstDeclContext *_localctx = _tracker.createInstance<ConstDeclContext>(_ctx, getState());
  enterRule(_localctx, 10, NeuroParser::RuleConstDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(228);
    match(NeuroParser::CONST);
    setState(229);
    match(NeuroParser::NAME);
    setState(231);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::COLON) {
      setState(230);
      typeSpec();
    }
    setState(233);
    match(NeuroParser::ASSIGN);
    setState(234);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- FnDeclContext ------------------------------------------------------------------

NeuroParser::FnDeclContext::FnDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::FnDeclContext::FN() {
  return getToken(NeuroParser::FN, 0);
}

tree::TerminalNode* NeuroParser::FnDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::FnDeclContext::OPEN_PAREN() {
  return getToken(NeuroParser::OPEN_PAREN, 0);
}

tree::TerminalNode* NeuroParser::FnDeclContext::CLOSE_PAREN() {
  return getToken(NeuroParser::CLOSE_PAREN, 0);
}

tree::TerminalNode* NeuroParser::FnDeclContext::ASSIGN() {
  return getToken(NeuroParser::ASSIGN, 0);
}

NeuroParser::ExprContext* NeuroParser::FnDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}

NeuroParser::ParametersContext* NeuroParser::FnDeclContext::parameters() {
  return getRuleContext<NeuroParser::ParametersContext>(0);
}

NeuroParser::TypeSpecContext* NeuroParser::FnDeclContext::typeSpec() {
  return getRuleContext<NeuroParser::TypeSpecContext>(0);
}


size_t NeuroParser::FnDeclContext::getRuleIndex() const {
  return NeuroParser::RuleFnDecl;
}


NeuroParser::FnDeclContext* NeuroParser::fnDecl() {
  FnDeclContext *_localctx = _tracker.createInstance<FnDeclContext>(_ctx, getState());
  enterRule(_localctx, 12, NeuroParser::RuleFnDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(236);
    match(NeuroParser::FN);
    setState(237);
    match(NeuroParser::NAME);
    setState(238);
    match(NeuroParser::OPEN_PAREN);
    setState(240);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::NAME) {
      setState(239);
      parameters();
    }
    setState(242);
    match(NeuroParser::CLOSE_PAREN);
    setState(244);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::COLON) {
      setState(243);
      typeSpec();
    }
    setState(246);
    match(NeuroParser::ASSIGN);
    setState(247);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ModelDeclContext ------------------------------------------------------------------

NeuroParser::ModelDeclContext::ModelDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::ModelDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

NeuroParser::ModelBodyContext* NeuroParser::ModelDeclContext::modelBody() {
  return getRuleContext<NeuroParser::ModelBodyContext>(0);
}

tree::TerminalNode* NeuroParser::ModelDeclContext::NEURON() {
  return getToken(NeuroParser::NEURON, 0);
}

tree::TerminalNode* NeuroParser::ModelDeclContext::RECEPTOR() {
  return getToken(NeuroParser::RECEPTOR, 0);
}

tree::TerminalNode* NeuroParser::ModelDeclContext::SYNAPSE() {
  return getToken(NeuroParser::SYNAPSE, 0);
}

tree::TerminalNode* NeuroParser::ModelDeclContext::GLIA() {
  return getToken(NeuroParser::GLIA, 0);
}

tree::TerminalNode* NeuroParser::ModelDeclContext::SOURCE() {
  return getToken(NeuroParser::SOURCE, 0);
}

tree::TerminalNode* NeuroParser::ModelDeclContext::OPEN_PAREN() {
  return getToken(NeuroParser::OPEN_PAREN, 0);
}

tree::TerminalNode* NeuroParser::ModelDeclContext::CLOSE_PAREN() {
  return getToken(NeuroParser::CLOSE_PAREN, 0);
}

tree::TerminalNode* NeuroParser::ModelDeclContext::EXTENDS() {
  return getToken(NeuroParser::EXTENDS, 0);
}

NeuroParser::InstanceContext* NeuroParser::ModelDeclContext::instance() {
  return getRuleContext<NeuroParser::InstanceContext>(0);
}

NeuroParser::ParametersContext* NeuroParser::ModelDeclContext::parameters() {
  return getRuleContext<NeuroParser::ParametersContext>(0);
}


size_t NeuroParser::ModelDeclContext::getRuleIndex() const {
  return NeuroParser::RuleModelDecl;
}


NeuroParser::ModelDeclContext* NeuroParser::modelDecl() {
  ModelDeclContext *_localctx = _tracker.createInstance<ModelDeclContext>(_ctx, getState());
  enterRule(_localctx, 14, NeuroParser::RuleModelDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(249);
    _la = _input->LA(1);
    if (!((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << NeuroParser::NEURON)
      | (1ULL << NeuroParser::RECEPTOR)
      | (1ULL << NeuroParser::SYNAPSE)
      | (1ULL << NeuroParser::GLIA)
      | (1ULL << NeuroParser::SOURCE))) != 0))) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(250);
    match(NeuroParser::NAME);
    setState(256);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::OPEN_PAREN) {
      setState(251);
      match(NeuroParser::OPEN_PAREN);
      setState(253);
      _errHandler->sync(this);

      _la = _input->LA(1);
      if (_la == NeuroParser::NAME) {
        setState(252);
        parameters();
      }
      setState(255);
      match(NeuroParser::CLOSE_PAREN);
    }
    setState(260);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::EXTENDS) {
      setState(258);
      match(NeuroParser::EXTENDS);
      setState(259);
      instance();
    }
    setState(262);
    modelBody();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- NetworkDeclContext ------------------------------------------------------------------

NeuroParser::NetworkDeclContext::NetworkDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::NetworkDeclContext::NETWORK() {
  return getToken(NeuroParser::NETWORK, 0);
}

tree::TerminalNode* NeuroParser::NetworkDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

NeuroParser::NetworkBodyContext* NeuroParser::NetworkDeclContext::networkBody() {
  return getRuleContext<NeuroParser::NetworkBodyContext>(0);
}

tree::TerminalNode* NeuroParser::NetworkDeclContext::OPEN_PAREN() {
  return getToken(NeuroParser::OPEN_PAREN, 0);
}

tree::TerminalNode* NeuroParser::NetworkDeclContext::CLOSE_PAREN() {
  return getToken(NeuroParser::CLOSE_PAREN, 0);
}

NeuroParser::ParametersContext* NeuroParser::NetworkDeclContext::parameters() {
  return getRuleContext<NeuroParser::ParametersContext>(0);
}


size_t NeuroParser::NetworkDeclContext::getRuleIndex() const {
  return NeuroParser::RuleNetworkDecl;
}


NeuroParser::NetworkDeclContext* NeuroParser::networkDecl() {
  NetworkDeclContext *_localctx = _tracker.createInstance<NetworkDeclContext>(_ctx, getState());
  enterRule(_localctx, 16, NeuroParser::RuleNetworkDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(264);
    match(NeuroParser::NETWORK);
    setState(265);
    match(NeuroParser::NAME);
    setState(271);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::OPEN_PAREN) {
      setState(266);
      match(NeuroParser::OPEN_PAREN);
      setState(268);
      _errHandler->sync(this);

      _la = _input->LA(1);
      if (_la == NeuroParser::NAME) {
        setState(267);
        parameters();
      }
      setState(270);
      match(NeuroParser::CLOSE_PAREN);
    }
    setState(273);
    networkBody();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ExperimentDeclContext ------------------------------------------------------------------

NeuroParser::ExperimentDeclContext::ExperimentDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::ExperimentDeclContext::EXPERIMENT() {
  return getToken(NeuroParser::EXPERIMENT, 0);
}

tree::TerminalNode* NeuroParser::ExperimentDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::ExperimentDeclContext::ON() {
  return getToken(NeuroParser::ON, 0);
}

NeuroParser::InstanceContext* NeuroParser::ExperimentDeclContext::instance() {
  return getRuleContext<NeuroParser::InstanceContext>(0);
}

NeuroParser::ExperimentBodyContext* NeuroParser::ExperimentDeclContext::experimentBody() {
  return getRuleContext<NeuroParser::ExperimentBodyContext>(0);
}


size_t NeuroParser::ExperimentDeclContext::getRuleIndex() const {
  return NeuroParser::RuleExperimentDecl;
}


NeuroParser::ExperimentDeclContext* NeuroParser::experimentDecl() {
  ExperimentDeclContext *_localctx = _tracker.createInstance<ExperimentDeclContext>(_ctx, getState());
  enterRule(_localctx, 18, NeuroParser::RuleExperimentDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(275);
    match(NeuroParser::EXPERIMENT);
    setState(276);
    match(NeuroParser::NAME);
    setState(277);
    match(NeuroParser::ON);
    setState(278);
    instance();
    setState(279);
    experimentBody();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- PathContext ------------------------------------------------------------------

NeuroParser::PathContext::PathContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<tree::TerminalNode *> NeuroParser::PathContext::NAME() {
  return getTokens(NeuroParser::NAME);
}

tree::TerminalNode* NeuroParser::PathContext::NAME(size_t i) {
  return getToken(NeuroParser::NAME, i);
}

std::vector<tree::TerminalNode *> NeuroParser::PathContext::DOT() {
  return getTokens(NeuroParser::DOT);
}

tree::TerminalNode* NeuroParser::PathContext::DOT(size_t i) {
  return getToken(NeuroParser::DOT, i);
}


size_t NeuroParser::PathContext::getRuleIndex() const {
  return NeuroParser::RulePath;
}


NeuroParser::PathContext* NeuroParser::path() {
  PathContext *_localctx = _tracker.createInstance<PathContext>(_ctx, getState());
  enterRule(_localctx, 20, NeuroParser::RulePath);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(281);
    match(NeuroParser::NAME);
    setState(286);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == NeuroParser::DOT) {
      setState(282);
      match(NeuroParser::DOT);
      setState(283);
      match(NeuroParser::NAME);
      setState(288);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- NameListContext ------------------------------------------------------------------

NeuroParser::NameListContext::NameListContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<tree::TerminalNode *> NeuroParser::NameListContext::NAME() {
  return getTokens(NeuroParser::NAME);
}

tree::TerminalNode* NeuroParser::NameListContext::NAME(size_t i) {
  return getToken(NeuroParser::NAME, i);
}

std::vector<tree::TerminalNode *> NeuroParser::NameListContext::COMMA() {
  return getTokens(NeuroParser::COMMA);
}

tree::TerminalNode* NeuroParser::NameListContext::COMMA(size_t i) {
  return getToken(NeuroParser::COMMA, i);
}


size_t NeuroParser::NameListContext::getRuleIndex() const {
  return NeuroParser::RuleNameList;
}


NeuroParser::NameListContext* NeuroParser::nameList() {
  NameListContext *_localctx = _tracker.createInstance<NameListContext>(_ctx, getState());
  enterRule(_localctx, 22, NeuroParser::RuleNameList);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    size_t alt;
    enterOuterAlt(_localctx, 1);
    setState(289);
    match(NeuroParser::NAME);
    setState(294);
    _errHandler->sync(this);
    alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 15, _ctx);
    while (alt != 2 && alt != atn::ATN::INVALID_ALT_NUMBER) {
      if (alt == 1) {
        setState(290);
        match(NeuroParser::COMMA);
        setState(291);
        match(NeuroParser::NAME); 
      }
      setState(296);
      _errHandler->sync(this);
      alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 15, _ctx);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- InstanceContext ------------------------------------------------------------------

NeuroParser::InstanceContext::InstanceContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::PathContext* NeuroParser::InstanceContext::path() {
  return getRuleContext<NeuroParser::PathContext>(0);
}

tree::TerminalNode* NeuroParser::InstanceContext::OPEN_PAREN() {
  return getToken(NeuroParser::OPEN_PAREN, 0);
}

tree::TerminalNode* NeuroParser::InstanceContext::CLOSE_PAREN() {
  return getToken(NeuroParser::CLOSE_PAREN, 0);
}

NeuroParser::ArgumentsContext* NeuroParser::InstanceContext::arguments() {
  return getRuleContext<NeuroParser::ArgumentsContext>(0);
}


size_t NeuroParser::InstanceContext::getRuleIndex() const {
  return NeuroParser::RuleInstance;
}


NeuroParser::InstanceContext* NeuroParser::instance() {
  InstanceContext *_localctx = _tracker.createInstance<InstanceContext>(_ctx, getState());
  enterRule(_localctx, 24, NeuroParser::RuleInstance);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(297);
    path();
    setState(303);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::OPEN_PAREN) {
      setState(298);
      match(NeuroParser::OPEN_PAREN);
      setState(300);
      _errHandler->sync(this);

      _la = _input->LA(1);
      if ((((_la & ~ 0x3fULL) == 0) &&
        ((1ULL << _la) & ((1ULL << NeuroParser::PRE)
        | (1ULL << NeuroParser::POST)
        | (1ULL << NeuroParser::IF)
        | (1ULL << NeuroParser::NOT)
        | (1ULL << NeuroParser::TRUE)
        | (1ULL << NeuroParser::FALSE))) != 0) || ((((_la - 86) & ~ 0x3fULL) == 0) &&
        ((1ULL << (_la - 86)) & ((1ULL << (NeuroParser::NAME - 86))
        | (1ULL << (NeuroParser::NUMBER - 86))
        | (1ULL << (NeuroParser::STRING - 86))
        | (1ULL << (NeuroParser::OPEN_PAREN - 86))
        | (1ULL << (NeuroParser::OPEN_BRACKET - 86))
        | (1ULL << (NeuroParser::MINUS - 86))
        | (1ULL << (NeuroParser::QUANTITY - 86)))) != 0)) {
        setState(299);
        arguments();
      }
      setState(302);
      match(NeuroParser::CLOSE_PAREN);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ParametersContext ------------------------------------------------------------------

NeuroParser::ParametersContext::ParametersContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<NeuroParser::VariableContext *> NeuroParser::ParametersContext::variable() {
  return getRuleContexts<NeuroParser::VariableContext>();
}

NeuroParser::VariableContext* NeuroParser::ParametersContext::variable(size_t i) {
  return getRuleContext<NeuroParser::VariableContext>(i);
}

std::vector<tree::TerminalNode *> NeuroParser::ParametersContext::COMMA() {
  return getTokens(NeuroParser::COMMA);
}

tree::TerminalNode* NeuroParser::ParametersContext::COMMA(size_t i) {
  return getToken(NeuroParser::COMMA, i);
}


size_t NeuroParser::ParametersContext::getRuleIndex() const {
  return NeuroParser::RuleParameters;
}


NeuroParser::ParametersContext* NeuroParser::parameters() {
  ParametersContext *_localctx = _tracker.createInstance<ParametersContext>(_ctx, getState());
  enterRule(_localctx, 26, NeuroParser::RuleParameters);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    size_t alt;
    enterOuterAlt(_localctx, 1);
    setState(305);
    variable();
    setState(310);
    _errHandler->sync(this);
    alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 18, _ctx);
    while (alt != 2 && alt != atn::ATN::INVALID_ALT_NUMBER) {
      if (alt == 1) {
        setState(306);
        match(NeuroParser::COMMA);
        setState(307);
        variable(); 
      }
      setState(312);
      _errHandler->sync(this);
      alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 18, _ctx);
    }
    setState(314);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::COMMA) {
      setState(313);
      match(NeuroParser::COMMA);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- VariableContext ------------------------------------------------------------------

NeuroParser::VariableContext::VariableContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::VariableContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

NeuroParser::TypeSpecContext* NeuroParser::VariableContext::typeSpec() {
  return getRuleContext<NeuroParser::TypeSpecContext>(0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::VariableContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::VariableContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::VariableContext::WHERE() {
  return getToken(NeuroParser::WHERE, 0);
}

tree::TerminalNode* NeuroParser::VariableContext::ASSIGN() {
  return getToken(NeuroParser::ASSIGN, 0);
}

tree::TerminalNode* NeuroParser::VariableContext::TILDE() {
  return getToken(NeuroParser::TILDE, 0);
}


size_t NeuroParser::VariableContext::getRuleIndex() const {
  return NeuroParser::RuleVariable;
}


NeuroParser::VariableContext* NeuroParser::variable() {
  VariableContext *_localctx = _tracker.createInstance<VariableContext>(_ctx, getState());
  enterRule(_localctx, 28, NeuroParser::RuleVariable);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(316);
    match(NeuroParser::NAME);
    setState(318);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::COLON) {
      setState(317);
      typeSpec();
    }
    setState(322);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::ASSIGN

    || _la == NeuroParser::TILDE) {
      setState(320);
      _la = _input->LA(1);
      if (!(_la == NeuroParser::ASSIGN

      || _la == NeuroParser::TILDE)) {
      _errHandler->recoverInline(this);
      }
      else {
        _errHandler->reportMatch(this);
        consume();
      }
      setState(321);
      expr(0);
    }
    setState(326);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::WHERE) {
      setState(324);
      match(NeuroParser::WHERE);
      setState(325);
      expr(0);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- VariablesContext ------------------------------------------------------------------

NeuroParser::VariablesContext::VariablesContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<NeuroParser::VariableContext *> NeuroParser::VariablesContext::variable() {
  return getRuleContexts<NeuroParser::VariableContext>();
}

NeuroParser::VariableContext* NeuroParser::VariablesContext::variable(size_t i) {
  return getRuleContext<NeuroParser::VariableContext>(i);
}

std::vector<tree::TerminalNode *> NeuroParser::VariablesContext::COMMA() {
  return getTokens(NeuroParser::COMMA);
}

tree::TerminalNode* NeuroParser::VariablesContext::COMMA(size_t i) {
  return getToken(NeuroParser::COMMA, i);
}


size_t NeuroParser::VariablesContext::getRuleIndex() const {
  return NeuroParser::RuleVariables;
}


NeuroParser::VariablesContext* NeuroParser::variables() {
  VariablesContext *_localctx = _tracker.createInstance<VariablesContext>(_ctx, getState());
  enterRule(_localctx, 30, NeuroParser::RuleVariables);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(328);
    variable();
    setState(333);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == NeuroParser::COMMA) {
      setState(329);
      match(NeuroParser::COMMA);
      setState(330);
      variable();
      setState(335);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- TypeSpecContext ------------------------------------------------------------------

NeuroParser::TypeSpecContext::TypeSpecContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::TypeSpecContext::COLON() {
  return getToken(NeuroParser::COLON, 0);
}

NeuroParser::TypeContext* NeuroParser::TypeSpecContext::type() {
  return getRuleContext<NeuroParser::TypeContext>(0);
}


size_t NeuroParser::TypeSpecContext::getRuleIndex() const {
  return NeuroParser::RuleTypeSpec;
}


NeuroParser::TypeSpecContext* NeuroParser::typeSpec() {
  TypeSpecContext *_localctx = _tracker.createInstance<TypeSpecContext>(_ctx, getState());
  enterRule(_localctx, 32, NeuroParser::RuleTypeSpec);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(336);
    match(NeuroParser::COLON);
    setState(337);
    type();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- TypeContext ------------------------------------------------------------------

NeuroParser::TypeContext::TypeContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::TypeContext::OPEN_BRACKET() {
  return getToken(NeuroParser::OPEN_BRACKET, 0);
}

NeuroParser::UnitContext* NeuroParser::TypeContext::unit() {
  return getRuleContext<NeuroParser::UnitContext>(0);
}

tree::TerminalNode* NeuroParser::TypeContext::CLOSE_BRACKET() {
  return getToken(NeuroParser::CLOSE_BRACKET, 0);
}

tree::TerminalNode* NeuroParser::TypeContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::TypeContext::OPEN_PAREN() {
  return getToken(NeuroParser::OPEN_PAREN, 0);
}

tree::TerminalNode* NeuroParser::TypeContext::CLOSE_PAREN() {
  return getToken(NeuroParser::CLOSE_PAREN, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::TypeContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::TypeContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

std::vector<tree::TerminalNode *> NeuroParser::TypeContext::COMMA() {
  return getTokens(NeuroParser::COMMA);
}

tree::TerminalNode* NeuroParser::TypeContext::COMMA(size_t i) {
  return getToken(NeuroParser::COMMA, i);
}


size_t NeuroParser::TypeContext::getRuleIndex() const {
  return NeuroParser::RuleType;
}


NeuroParser::TypeContext* NeuroParser::type() {
  TypeContext *_localctx = _tracker.createInstance<TypeContext>(_ctx, getState());
  enterRule(_localctx, 34, NeuroParser::RuleType);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(357);
    _errHandler->sync(this);
    switch (getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 26, _ctx)) {
    case 1: {
      enterOuterAlt(_localctx, 1);
      setState(339);
      match(NeuroParser::OPEN_BRACKET);
      setState(340);
      unit();
      setState(341);
      match(NeuroParser::CLOSE_BRACKET);
      break;
    }

    case 2: {
      enterOuterAlt(_localctx, 2);
      setState(343);
      match(NeuroParser::NAME);
      setState(344);
      match(NeuroParser::OPEN_PAREN);
      setState(353);
      _errHandler->sync(this);

      _la = _input->LA(1);
      if ((((_la & ~ 0x3fULL) == 0) &&
        ((1ULL << _la) & ((1ULL << NeuroParser::PRE)
        | (1ULL << NeuroParser::POST)
        | (1ULL << NeuroParser::IF)
        | (1ULL << NeuroParser::NOT)
        | (1ULL << NeuroParser::TRUE)
        | (1ULL << NeuroParser::FALSE))) != 0) || ((((_la - 86) & ~ 0x3fULL) == 0) &&
        ((1ULL << (_la - 86)) & ((1ULL << (NeuroParser::NAME - 86))
        | (1ULL << (NeuroParser::NUMBER - 86))
        | (1ULL << (NeuroParser::STRING - 86))
        | (1ULL << (NeuroParser::OPEN_PAREN - 86))
        | (1ULL << (NeuroParser::OPEN_BRACKET - 86))
        | (1ULL << (NeuroParser::MINUS - 86))
        | (1ULL << (NeuroParser::QUANTITY - 86)))) != 0)) {
        setState(345);
        expr(0);
        setState(350);
        _errHandler->sync(this);
        _la = _input->LA(1);
        while (_la == NeuroParser::COMMA) {
          setState(346);
          match(NeuroParser::COMMA);
          setState(347);
          expr(0);
          setState(352);
          _errHandler->sync(this);
          _la = _input->LA(1);
        }
      }
      setState(355);
      match(NeuroParser::CLOSE_PAREN);
      break;
    }

    case 3: {
      enterOuterAlt(_localctx, 3);
      setState(356);
      unit();
      break;
    }

    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- UnitContext ------------------------------------------------------------------

NeuroParser::UnitContext::UnitContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<NeuroParser::UnitPowerContext *> NeuroParser::UnitContext::unitPower() {
  return getRuleContexts<NeuroParser::UnitPowerContext>();
}

NeuroParser::UnitPowerContext* NeuroParser::UnitContext::unitPower(size_t i) {
  return getRuleContext<NeuroParser::UnitPowerContext>(i);
}

std::vector<tree::TerminalNode *> NeuroParser::UnitContext::STAR() {
  return getTokens(NeuroParser::STAR);
}

tree::TerminalNode* NeuroParser::UnitContext::STAR(size_t i) {
  return getToken(NeuroParser::STAR, i);
}

std::vector<tree::TerminalNode *> NeuroParser::UnitContext::SLASH() {
  return getTokens(NeuroParser::SLASH);
}

tree::TerminalNode* NeuroParser::UnitContext::SLASH(size_t i) {
  return getToken(NeuroParser::SLASH, i);
}


size_t NeuroParser::UnitContext::getRuleIndex() const {
  return NeuroParser::RuleUnit;
}


NeuroParser::UnitContext* NeuroParser::unit() {
  UnitContext *_localctx = _tracker.createInstance<UnitContext>(_ctx, getState());
  enterRule(_localctx, 36, NeuroParser::RuleUnit);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(359);
    unitPower();
    setState(364);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == NeuroParser::STAR

    || _la == NeuroParser::SLASH) {
      setState(360);
      _la = _input->LA(1);
      if (!(_la == NeuroParser::STAR

      || _la == NeuroParser::SLASH)) {
      _errHandler->recoverInline(this);
      }
      else {
        _errHandler->reportMatch(this);
        consume();
      }
      setState(361);
      unitPower();
      setState(366);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- UnitPowerContext ------------------------------------------------------------------

NeuroParser::UnitPowerContext::UnitPowerContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::UnitAtomContext* NeuroParser::UnitPowerContext::unitAtom() {
  return getRuleContext<NeuroParser::UnitAtomContext>(0);
}

tree::TerminalNode* NeuroParser::UnitPowerContext::CARET() {
  return getToken(NeuroParser::CARET, 0);
}

std::vector<tree::TerminalNode *> NeuroParser::UnitPowerContext::NUMBER() {
  return getTokens(NeuroParser::NUMBER);
}

tree::TerminalNode* NeuroParser::UnitPowerContext::NUMBER(size_t i) {
  return getToken(NeuroParser::NUMBER, i);
}

tree::TerminalNode* NeuroParser::UnitPowerContext::OPEN_PAREN() {
  return getToken(NeuroParser::OPEN_PAREN, 0);
}

tree::TerminalNode* NeuroParser::UnitPowerContext::CLOSE_PAREN() {
  return getToken(NeuroParser::CLOSE_PAREN, 0);
}

tree::TerminalNode* NeuroParser::UnitPowerContext::MINUS() {
  return getToken(NeuroParser::MINUS, 0);
}

tree::TerminalNode* NeuroParser::UnitPowerContext::SLASH() {
  return getToken(NeuroParser::SLASH, 0);
}


size_t NeuroParser::UnitPowerContext::getRuleIndex() const {
  return NeuroParser::RuleUnitPower;
}


NeuroParser::UnitPowerContext* NeuroParser::unitPower() {
  UnitPowerContext *_localctx = _tracker.createInstance<UnitPowerContext>(_ctx, getState());
  enterRule(_localctx, 38, NeuroParser::RuleUnitPower);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(367);
    unitAtom();
    setState(385);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::CARET) {
      setState(368);
      match(NeuroParser::CARET);
      setState(383);
      _errHandler->sync(this);
      switch (_input->LA(1)) {
        case NeuroParser::NUMBER:
        case NeuroParser::MINUS: {
          setState(370);
          _errHandler->sync(this);

          _la = _input->LA(1);
          if (_la == NeuroParser::MINUS) {
            setState(369);
            match(NeuroParser::MINUS);
          }
          setState(372);
          match(NeuroParser::NUMBER);
          break;
        }

        case NeuroParser::OPEN_PAREN: {
          setState(373);
          match(NeuroParser::OPEN_PAREN);
          setState(375);
          _errHandler->sync(this);

          _la = _input->LA(1);
          if (_la == NeuroParser::MINUS) {
            setState(374);
            match(NeuroParser::MINUS);
          }
          setState(377);
          match(NeuroParser::NUMBER);
          setState(380);
          _errHandler->sync(this);

          _la = _input->LA(1);
          if (_la == NeuroParser::SLASH) {
            setState(378);
            match(NeuroParser::SLASH);
            setState(379);
            match(NeuroParser::NUMBER);
          }
          setState(382);
          match(NeuroParser::CLOSE_PAREN);
          break;
        }

      default:
        throw NoViableAltException(this);
      }
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- UnitAtomContext ------------------------------------------------------------------

NeuroParser::UnitAtomContext::UnitAtomContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::UnitAtomContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::UnitAtomContext::NUMBER() {
  return getToken(NeuroParser::NUMBER, 0);
}

tree::TerminalNode* NeuroParser::UnitAtomContext::PERCENT() {
  return getToken(NeuroParser::PERCENT, 0);
}

tree::TerminalNode* NeuroParser::UnitAtomContext::DEGREE() {
  return getToken(NeuroParser::DEGREE, 0);
}

tree::TerminalNode* NeuroParser::UnitAtomContext::OPEN_PAREN() {
  return getToken(NeuroParser::OPEN_PAREN, 0);
}

NeuroParser::UnitContext* NeuroParser::UnitAtomContext::unit() {
  return getRuleContext<NeuroParser::UnitContext>(0);
}

tree::TerminalNode* NeuroParser::UnitAtomContext::CLOSE_PAREN() {
  return getToken(NeuroParser::CLOSE_PAREN, 0);
}


size_t NeuroParser::UnitAtomContext::getRuleIndex() const {
  return NeuroParser::RuleUnitAtom;
}


NeuroParser::UnitAtomContext* NeuroParser::unitAtom() {
  UnitAtomContext *_localctx = _tracker.createInstance<UnitAtomContext>(_ctx, getState());
  enterRule(_localctx, 40, NeuroParser::RuleUnitAtom);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(395);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case NeuroParser::NAME: {
        enterOuterAlt(_localctx, 1);
        setState(387);
        match(NeuroParser::NAME);
        break;
      }

      case NeuroParser::NUMBER: {
        enterOuterAlt(_localctx, 2);
        setState(388);
        match(NeuroParser::NUMBER);
        break;
      }

      case NeuroParser::PERCENT: {
        enterOuterAlt(_localctx, 3);
        setState(389);
        match(NeuroParser::PERCENT);
        break;
      }

      case NeuroParser::DEGREE: {
        enterOuterAlt(_localctx, 4);
        setState(390);
        match(NeuroParser::DEGREE);
        break;
      }

      case NeuroParser::OPEN_PAREN: {
        enterOuterAlt(_localctx, 5);
        setState(391);
        match(NeuroParser::OPEN_PAREN);
        setState(392);
        unit();
        setState(393);
        match(NeuroParser::CLOSE_PAREN);
        break;
      }

    default:
      throw NoViableAltException(this);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ModelBodyContext ------------------------------------------------------------------

NeuroParser::ModelBodyContext::ModelBodyContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::ModelBodyContext::OPEN_BRACE() {
  return getToken(NeuroParser::OPEN_BRACE, 0);
}

tree::TerminalNode* NeuroParser::ModelBodyContext::CLOSE_BRACE() {
  return getToken(NeuroParser::CLOSE_BRACE, 0);
}

std::vector<NeuroParser::ModelLineContext *> NeuroParser::ModelBodyContext::modelLine() {
  return getRuleContexts<NeuroParser::ModelLineContext>();
}

NeuroParser::ModelLineContext* NeuroParser::ModelBodyContext::modelLine(size_t i) {
  return getRuleContext<NeuroParser::ModelLineContext>(i);
}


size_t NeuroParser::ModelBodyContext::getRuleIndex() const {
  return NeuroParser::RuleModelBody;
}


NeuroParser::ModelBodyContext* NeuroParser::modelBody() {
  ModelBodyContext *_localctx = _tracker.createInstance<ModelBodyContext>(_ctx, getState());
  enterRule(_localctx, 42, NeuroParser::RuleModelBody);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(397);
    match(NeuroParser::OPEN_BRACE);
    setState(401);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << NeuroParser::EVERY)
      | (1ULL << NeuroParser::ON)
      | (1ULL << NeuroParser::PARAM)
      | (1ULL << NeuroParser::STATE)
      | (1ULL << NeuroParser::EDGE)
      | (1ULL << NeuroParser::REF)
      | (1ULL << NeuroParser::INPUT)
      | (1ULL << NeuroParser::HOST)
      | (1ULL << NeuroParser::USE)
      | (1ULL << NeuroParser::GATE)
      | (1ULL << NeuroParser::TRACE)
      | (1ULL << NeuroParser::LET)
      | (1ULL << NeuroParser::SPIKE)
      | (1ULL << NeuroParser::EVENT)
      | (1ULL << NeuroParser::BOUND)
      | (1ULL << NeuroParser::TIE)
      | (1ULL << NeuroParser::SOLVE)
      | (1ULL << NeuroParser::COMPARTMENT)
      | (1ULL << NeuroParser::COUPLE)
      | (1ULL << NeuroParser::EXPOSE))) != 0) || _la == NeuroParser::NAME) {
      setState(398);
      modelLine();
      setState(403);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(404);
    match(NeuroParser::CLOSE_BRACE);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ModelLineContext ------------------------------------------------------------------

NeuroParser::ModelLineContext::ModelLineContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::ModelItemContext* NeuroParser::ModelLineContext::modelItem() {
  return getRuleContext<NeuroParser::ModelItemContext>(0);
}

tree::TerminalNode* NeuroParser::ModelLineContext::SEP() {
  return getToken(NeuroParser::SEP, 0);
}


size_t NeuroParser::ModelLineContext::getRuleIndex() const {
  return NeuroParser::RuleModelLine;
}


NeuroParser::ModelLineContext* NeuroParser::modelLine() {
  ModelLineContext *_localctx = _tracker.createInstance<ModelLineContext>(_ctx, getState());
  enterRule(_localctx, 44, NeuroParser::RuleModelLine);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(406);
    modelItem();
    setState(407);
    match(NeuroParser::SEP);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ModelItemContext ------------------------------------------------------------------

NeuroParser::ModelItemContext::ModelItemContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::VariableDeclContext* NeuroParser::ModelItemContext::variableDecl() {
  return getRuleContext<NeuroParser::VariableDeclContext>(0);
}

NeuroParser::RefDeclContext* NeuroParser::ModelItemContext::refDecl() {
  return getRuleContext<NeuroParser::RefDeclContext>(0);
}

NeuroParser::UseDeclContext* NeuroParser::ModelItemContext::useDecl() {
  return getRuleContext<NeuroParser::UseDeclContext>(0);
}

NeuroParser::GateDeclContext* NeuroParser::ModelItemContext::gateDecl() {
  return getRuleContext<NeuroParser::GateDeclContext>(0);
}

NeuroParser::TraceDeclContext* NeuroParser::ModelItemContext::traceDecl() {
  return getRuleContext<NeuroParser::TraceDeclContext>(0);
}

NeuroParser::LetDeclContext* NeuroParser::ModelItemContext::letDecl() {
  return getRuleContext<NeuroParser::LetDeclContext>(0);
}

NeuroParser::OdeDeclContext* NeuroParser::ModelItemContext::odeDecl() {
  return getRuleContext<NeuroParser::OdeDeclContext>(0);
}

NeuroParser::SpikeDeclContext* NeuroParser::ModelItemContext::spikeDecl() {
  return getRuleContext<NeuroParser::SpikeDeclContext>(0);
}

NeuroParser::EventDeclContext* NeuroParser::ModelItemContext::eventDecl() {
  return getRuleContext<NeuroParser::EventDeclContext>(0);
}

NeuroParser::OnDeclContext* NeuroParser::ModelItemContext::onDecl() {
  return getRuleContext<NeuroParser::OnDeclContext>(0);
}

NeuroParser::EveryDeclContext* NeuroParser::ModelItemContext::everyDecl() {
  return getRuleContext<NeuroParser::EveryDeclContext>(0);
}

NeuroParser::BoundDeclContext* NeuroParser::ModelItemContext::boundDecl() {
  return getRuleContext<NeuroParser::BoundDeclContext>(0);
}

NeuroParser::TieDeclContext* NeuroParser::ModelItemContext::tieDecl() {
  return getRuleContext<NeuroParser::TieDeclContext>(0);
}

NeuroParser::SolveDeclContext* NeuroParser::ModelItemContext::solveDecl() {
  return getRuleContext<NeuroParser::SolveDeclContext>(0);
}

NeuroParser::CompartmentDeclContext* NeuroParser::ModelItemContext::compartmentDecl() {
  return getRuleContext<NeuroParser::CompartmentDeclContext>(0);
}

NeuroParser::CoupleDeclContext* NeuroParser::ModelItemContext::coupleDecl() {
  return getRuleContext<NeuroParser::CoupleDeclContext>(0);
}

NeuroParser::ExposeDeclContext* NeuroParser::ModelItemContext::exposeDecl() {
  return getRuleContext<NeuroParser::ExposeDeclContext>(0);
}


size_t NeuroParser::ModelItemContext::getRuleIndex() const {
  return NeuroParser::RuleModelItem;
}


NeuroParser::ModelItemContext* NeuroParser::modelItem() {
  ModelItemContext *_localctx = _tracker.createInstance<ModelItemContext>(_ctx, getState());
  enterRule(_localctx, 46, NeuroParser::RuleModelItem);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(426);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case NeuroParser::PARAM:
      case NeuroParser::STATE:
      case NeuroParser::EDGE:
      case NeuroParser::INPUT:
      case NeuroParser::HOST: {
        enterOuterAlt(_localctx, 1);
        setState(409);
        variableDecl();
        break;
      }

      case NeuroParser::REF: {
        enterOuterAlt(_localctx, 2);
        setState(410);
        refDecl();
        break;
      }

      case NeuroParser::USE: {
        enterOuterAlt(_localctx, 3);
        setState(411);
        useDecl();
        break;
      }

      case NeuroParser::GATE: {
        enterOuterAlt(_localctx, 4);
        setState(412);
        gateDecl();
        break;
      }

      case NeuroParser::TRACE: {
        enterOuterAlt(_localctx, 5);
        setState(413);
        traceDecl();
        break;
      }

      case NeuroParser::LET: {
        enterOuterAlt(_localctx, 6);
        setState(414);
        letDecl();
        break;
      }

      case NeuroParser::NAME: {
        enterOuterAlt(_localctx, 7);
        setState(415);
        odeDecl();
        break;
      }

      case NeuroParser::SPIKE: {
        enterOuterAlt(_localctx, 8);
        setState(416);
        spikeDecl();
        break;
      }

      case NeuroParser::EVENT: {
        enterOuterAlt(_localctx, 9);
        setState(417);
        eventDecl();
        break;
      }

      case NeuroParser::ON: {
        enterOuterAlt(_localctx, 10);
        setState(418);
        onDecl();
        break;
      }

      case NeuroParser::EVERY: {
        enterOuterAlt(_localctx, 11);
        setState(419);
        everyDecl();
        break;
      }

      case NeuroParser::BOUND: {
        enterOuterAlt(_localctx, 12);
        setState(420);
        boundDecl();
        break;
      }

      case NeuroParser::TIE: {
        enterOuterAlt(_localctx, 13);
        setState(421);
        tieDecl();
        break;
      }

      case NeuroParser::SOLVE: {
        enterOuterAlt(_localctx, 14);
        setState(422);
        solveDecl();
        break;
      }

      case NeuroParser::COMPARTMENT: {
        enterOuterAlt(_localctx, 15);
        setState(423);
        compartmentDecl();
        break;
      }

      case NeuroParser::COUPLE: {
        enterOuterAlt(_localctx, 16);
        setState(424);
        coupleDecl();
        break;
      }

      case NeuroParser::EXPOSE: {
        enterOuterAlt(_localctx, 17);
        setState(425);
        exposeDecl();
        break;
      }

    default:
      throw NoViableAltException(this);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- VariableDeclContext ------------------------------------------------------------------

NeuroParser::VariableDeclContext::VariableDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::VariablesContext* NeuroParser::VariableDeclContext::variables() {
  return getRuleContext<NeuroParser::VariablesContext>(0);
}

tree::TerminalNode* NeuroParser::VariableDeclContext::PARAM() {
  return getToken(NeuroParser::PARAM, 0);
}

tree::TerminalNode* NeuroParser::VariableDeclContext::STATE() {
  return getToken(NeuroParser::STATE, 0);
}

tree::TerminalNode* NeuroParser::VariableDeclContext::EDGE() {
  return getToken(NeuroParser::EDGE, 0);
}

tree::TerminalNode* NeuroParser::VariableDeclContext::INPUT() {
  return getToken(NeuroParser::INPUT, 0);
}

tree::TerminalNode* NeuroParser::VariableDeclContext::HOST() {
  return getToken(NeuroParser::HOST, 0);
}


size_t NeuroParser::VariableDeclContext::getRuleIndex() const {
  return NeuroParser::RuleVariableDecl;
}


NeuroParser::VariableDeclContext* NeuroParser::variableDecl() {
  VariableDeclContext *_localctx = _tracker.createInstance<VariableDeclContext>(_ctx, getState());
  enterRule(_localctx, 48, NeuroParser::RuleVariableDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(428);
    _la = _input->LA(1);
    if (!((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << NeuroParser::PARAM)
      | (1ULL << NeuroParser::STATE)
      | (1ULL << NeuroParser::EDGE)
      | (1ULL << NeuroParser::INPUT)
      | (1ULL << NeuroParser::HOST))) != 0))) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(429);
    variables();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- RefDeclContext ------------------------------------------------------------------

NeuroParser::RefDeclContext::RefDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::RefDeclContext::REF() {
  return getToken(NeuroParser::REF, 0);
}

std::vector<tree::TerminalNode *> NeuroParser::RefDeclContext::NAME() {
  return getTokens(NeuroParser::NAME);
}

tree::TerminalNode* NeuroParser::RefDeclContext::NAME(size_t i) {
  return getToken(NeuroParser::NAME, i);
}

tree::TerminalNode* NeuroParser::RefDeclContext::COLON() {
  return getToken(NeuroParser::COLON, 0);
}


size_t NeuroParser::RefDeclContext::getRuleIndex() const {
  return NeuroParser::RuleRefDecl;
}


NeuroParser::RefDeclContext* NeuroParser::refDecl() {
  RefDeclContext *_localctx = _tracker.createInstance<RefDeclContext>(_ctx, getState());
  enterRule(_localctx, 50, NeuroParser::RuleRefDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(431);
    match(NeuroParser::REF);
    setState(432);
    match(NeuroParser::NAME);
    setState(433);
    match(NeuroParser::COLON);
    setState(434);
    match(NeuroParser::NAME);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- UseDeclContext ------------------------------------------------------------------

NeuroParser::UseDeclContext::UseDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::UseDeclContext::USE() {
  return getToken(NeuroParser::USE, 0);
}

std::vector<NeuroParser::UseContext *> NeuroParser::UseDeclContext::use() {
  return getRuleContexts<NeuroParser::UseContext>();
}

NeuroParser::UseContext* NeuroParser::UseDeclContext::use(size_t i) {
  return getRuleContext<NeuroParser::UseContext>(i);
}

std::vector<tree::TerminalNode *> NeuroParser::UseDeclContext::COMMA() {
  return getTokens(NeuroParser::COMMA);
}

tree::TerminalNode* NeuroParser::UseDeclContext::COMMA(size_t i) {
  return getToken(NeuroParser::COMMA, i);
}


size_t NeuroParser::UseDeclContext::getRuleIndex() const {
  return NeuroParser::RuleUseDecl;
}


NeuroParser::UseDeclContext* NeuroParser::useDecl() {
  UseDeclContext *_localctx = _tracker.createInstance<UseDeclContext>(_ctx, getState());
  enterRule(_localctx, 52, NeuroParser::RuleUseDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(436);
    match(NeuroParser::USE);
    setState(437);
    use();
    setState(442);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == NeuroParser::COMMA) {
      setState(438);
      match(NeuroParser::COMMA);
      setState(439);
      use();
      setState(444);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- UseContext ------------------------------------------------------------------

NeuroParser::UseContext::UseContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::UseContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::UseContext::ASSIGN() {
  return getToken(NeuroParser::ASSIGN, 0);
}

NeuroParser::InstanceContext* NeuroParser::UseContext::instance() {
  return getRuleContext<NeuroParser::InstanceContext>(0);
}


size_t NeuroParser::UseContext::getRuleIndex() const {
  return NeuroParser::RuleUse;
}


NeuroParser::UseContext* NeuroParser::use() {
  UseContext *_localctx = _tracker.createInstance<UseContext>(_ctx, getState());
  enterRule(_localctx, 54, NeuroParser::RuleUse);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(445);
    match(NeuroParser::NAME);
    setState(446);
    match(NeuroParser::ASSIGN);
    setState(447);
    instance();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- GateDeclContext ------------------------------------------------------------------

NeuroParser::GateDeclContext::GateDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::GateDeclContext::GATE() {
  return getToken(NeuroParser::GATE, 0);
}

tree::TerminalNode* NeuroParser::GateDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::GateDeclContext::OPEN_PAREN() {
  return getToken(NeuroParser::OPEN_PAREN, 0);
}

NeuroParser::ArgumentsContext* NeuroParser::GateDeclContext::arguments() {
  return getRuleContext<NeuroParser::ArgumentsContext>(0);
}

tree::TerminalNode* NeuroParser::GateDeclContext::CLOSE_PAREN() {
  return getToken(NeuroParser::CLOSE_PAREN, 0);
}


size_t NeuroParser::GateDeclContext::getRuleIndex() const {
  return NeuroParser::RuleGateDecl;
}


NeuroParser::GateDeclContext* NeuroParser::gateDecl() {
  GateDeclContext *_localctx = _tracker.createInstance<GateDeclContext>(_ctx, getState());
  enterRule(_localctx, 56, NeuroParser::RuleGateDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(449);
    match(NeuroParser::GATE);
    setState(450);
    match(NeuroParser::NAME);
    setState(451);
    match(NeuroParser::OPEN_PAREN);
    setState(452);
    arguments();
    setState(453);
    match(NeuroParser::CLOSE_PAREN);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- TraceDeclContext ------------------------------------------------------------------

NeuroParser::TraceDeclContext::TraceDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::TraceDeclContext::TRACE() {
  return getToken(NeuroParser::TRACE, 0);
}

tree::TerminalNode* NeuroParser::TraceDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::TraceDeclContext::OF() {
  return getToken(NeuroParser::OF, 0);
}

tree::TerminalNode* NeuroParser::TraceDeclContext::OPEN_PAREN() {
  return getToken(NeuroParser::OPEN_PAREN, 0);
}

tree::TerminalNode* NeuroParser::TraceDeclContext::CLOSE_PAREN() {
  return getToken(NeuroParser::CLOSE_PAREN, 0);
}

tree::TerminalNode* NeuroParser::TraceDeclContext::PRE() {
  return getToken(NeuroParser::PRE, 0);
}

tree::TerminalNode* NeuroParser::TraceDeclContext::POST() {
  return getToken(NeuroParser::POST, 0);
}

NeuroParser::ArgumentsContext* NeuroParser::TraceDeclContext::arguments() {
  return getRuleContext<NeuroParser::ArgumentsContext>(0);
}


size_t NeuroParser::TraceDeclContext::getRuleIndex() const {
  return NeuroParser::RuleTraceDecl;
}


NeuroParser::TraceDeclContext* NeuroParser::traceDecl() {
  TraceDeclContext *_localctx = _tracker.createInstance<TraceDeclContext>(_ctx, getState());
  enterRule(_localctx, 58, NeuroParser::RuleTraceDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(455);
    match(NeuroParser::TRACE);
    setState(456);
    match(NeuroParser::NAME);
    setState(457);
    match(NeuroParser::OF);
    setState(458);
    _la = _input->LA(1);
    if (!(_la == NeuroParser::PRE

    || _la == NeuroParser::POST)) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(459);
    match(NeuroParser::OPEN_PAREN);
    setState(461);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << NeuroParser::PRE)
      | (1ULL << NeuroParser::POST)
      | (1ULL << NeuroParser::IF)
      | (1ULL << NeuroParser::NOT)
      | (1ULL << NeuroParser::TRUE)
      | (1ULL << NeuroParser::FALSE))) != 0) || ((((_la - 86) & ~ 0x3fULL) == 0) &&
      ((1ULL << (_la - 86)) & ((1ULL << (NeuroParser::NAME - 86))
      | (1ULL << (NeuroParser::NUMBER - 86))
      | (1ULL << (NeuroParser::STRING - 86))
      | (1ULL << (NeuroParser::OPEN_PAREN - 86))
      | (1ULL << (NeuroParser::OPEN_BRACKET - 86))
      | (1ULL << (NeuroParser::MINUS - 86))
      | (1ULL << (NeuroParser::QUANTITY - 86)))) != 0)) {
      setState(460);
      arguments();
    }
    setState(463);
    match(NeuroParser::CLOSE_PAREN);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- LetDeclContext ------------------------------------------------------------------

NeuroParser::LetDeclContext::LetDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::LetDeclContext::LET() {
  return getToken(NeuroParser::LET, 0);
}

tree::TerminalNode* NeuroParser::LetDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::LetDeclContext::ASSIGN() {
  return getToken(NeuroParser::ASSIGN, 0);
}

NeuroParser::ExprContext* NeuroParser::LetDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}

NeuroParser::TypeSpecContext* NeuroParser::LetDeclContext::typeSpec() {
  return getRuleContext<NeuroParser::TypeSpecContext>(0);
}


size_t NeuroParser::LetDeclContext::getRuleIndex() const {
  return NeuroParser::RuleLetDecl;
}


NeuroParser::LetDeclContext* NeuroParser::letDecl() {
  LetDeclContext *_localctx = _tracker.createInstance<LetDeclContext>(_ctx, getState());
  enterRule(_localctx, 60, NeuroParser::RuleLetDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(465);
    match(NeuroParser::LET);
    setState(466);
    match(NeuroParser::NAME);
    setState(468);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::COLON) {
      setState(467);
      typeSpec();
    }
    setState(470);
    match(NeuroParser::ASSIGN);
    setState(471);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- OdeDeclContext ------------------------------------------------------------------

NeuroParser::OdeDeclContext::OdeDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::OdeDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::OdeDeclContext::PRIMES() {
  return getToken(NeuroParser::PRIMES, 0);
}

tree::TerminalNode* NeuroParser::OdeDeclContext::ASSIGN() {
  return getToken(NeuroParser::ASSIGN, 0);
}

NeuroParser::ExprContext* NeuroParser::OdeDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}


size_t NeuroParser::OdeDeclContext::getRuleIndex() const {
  return NeuroParser::RuleOdeDecl;
}


NeuroParser::OdeDeclContext* NeuroParser::odeDecl() {
  OdeDeclContext *_localctx = _tracker.createInstance<OdeDeclContext>(_ctx, getState());
  enterRule(_localctx, 62, NeuroParser::RuleOdeDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(473);
    match(NeuroParser::NAME);
    setState(474);
    match(NeuroParser::PRIMES);
    setState(475);
    match(NeuroParser::ASSIGN);
    setState(476);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- SpikeDeclContext ------------------------------------------------------------------

NeuroParser::SpikeDeclContext::SpikeDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::SpikeDeclContext::SPIKE() {
  return getToken(NeuroParser::SPIKE, 0);
}

tree::TerminalNode* NeuroParser::SpikeDeclContext::WHEN() {
  return getToken(NeuroParser::WHEN, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::SpikeDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::SpikeDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

NeuroParser::HandlerBodyContext* NeuroParser::SpikeDeclContext::handlerBody() {
  return getRuleContext<NeuroParser::HandlerBodyContext>(0);
}

tree::TerminalNode* NeuroParser::SpikeDeclContext::REFRACTORY() {
  return getToken(NeuroParser::REFRACTORY, 0);
}

tree::TerminalNode* NeuroParser::SpikeDeclContext::HOLD() {
  return getToken(NeuroParser::HOLD, 0);
}

NeuroParser::NameListContext* NeuroParser::SpikeDeclContext::nameList() {
  return getRuleContext<NeuroParser::NameListContext>(0);
}


size_t NeuroParser::SpikeDeclContext::getRuleIndex() const {
  return NeuroParser::RuleSpikeDecl;
}


NeuroParser::SpikeDeclContext* NeuroParser::spikeDecl() {
  SpikeDeclContext *_localctx = _tracker.createInstance<SpikeDeclContext>(_ctx, getState());
  enterRule(_localctx, 64, NeuroParser::RuleSpikeDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(478);
    match(NeuroParser::SPIKE);
    setState(479);
    match(NeuroParser::WHEN);
    setState(480);
    expr(0);
    setState(487);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::REFRACTORY) {
      setState(481);
      match(NeuroParser::REFRACTORY);
      setState(482);
      expr(0);
      setState(485);
      _errHandler->sync(this);

      _la = _input->LA(1);
      if (_la == NeuroParser::HOLD) {
        setState(483);
        match(NeuroParser::HOLD);
        setState(484);
        nameList();
      }
    }
    setState(489);
    handlerBody();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- EventDeclContext ------------------------------------------------------------------

NeuroParser::EventDeclContext::EventDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::EventDeclContext::EVENT() {
  return getToken(NeuroParser::EVENT, 0);
}

tree::TerminalNode* NeuroParser::EventDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::EventDeclContext::WHEN() {
  return getToken(NeuroParser::WHEN, 0);
}

NeuroParser::ExprContext* NeuroParser::EventDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}

NeuroParser::HandlerBodyContext* NeuroParser::EventDeclContext::handlerBody() {
  return getRuleContext<NeuroParser::HandlerBodyContext>(0);
}


size_t NeuroParser::EventDeclContext::getRuleIndex() const {
  return NeuroParser::RuleEventDecl;
}


NeuroParser::EventDeclContext* NeuroParser::eventDecl() {
  EventDeclContext *_localctx = _tracker.createInstance<EventDeclContext>(_ctx, getState());
  enterRule(_localctx, 66, NeuroParser::RuleEventDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(491);
    match(NeuroParser::EVENT);
    setState(492);
    match(NeuroParser::NAME);
    setState(493);
    match(NeuroParser::WHEN);
    setState(494);
    expr(0);
    setState(496);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::OPEN_BRACE) {
      setState(495);
      handlerBody();
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- OnDeclContext ------------------------------------------------------------------

NeuroParser::OnDeclContext::OnDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::OnDeclContext::ON() {
  return getToken(NeuroParser::ON, 0);
}

NeuroParser::HandlerBodyContext* NeuroParser::OnDeclContext::handlerBody() {
  return getRuleContext<NeuroParser::HandlerBodyContext>(0);
}

tree::TerminalNode* NeuroParser::OnDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::OnDeclContext::PRE() {
  return getToken(NeuroParser::PRE, 0);
}

tree::TerminalNode* NeuroParser::OnDeclContext::POST() {
  return getToken(NeuroParser::POST, 0);
}

tree::TerminalNode* NeuroParser::OnDeclContext::OPEN_PAREN() {
  return getToken(NeuroParser::OPEN_PAREN, 0);
}

tree::TerminalNode* NeuroParser::OnDeclContext::CLOSE_PAREN() {
  return getToken(NeuroParser::CLOSE_PAREN, 0);
}

NeuroParser::ParametersContext* NeuroParser::OnDeclContext::parameters() {
  return getRuleContext<NeuroParser::ParametersContext>(0);
}


size_t NeuroParser::OnDeclContext::getRuleIndex() const {
  return NeuroParser::RuleOnDecl;
}


NeuroParser::OnDeclContext* NeuroParser::onDecl() {
  OnDeclContext *_localctx = _tracker.createInstance<OnDeclContext>(_ctx, getState());
  enterRule(_localctx, 68, NeuroParser::RuleOnDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(498);
    match(NeuroParser::ON);
    setState(499);
    _la = _input->LA(1);
    if (!(_la == NeuroParser::PRE

    || _la == NeuroParser::POST || _la == NeuroParser::NAME)) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(505);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::OPEN_PAREN) {
      setState(500);
      match(NeuroParser::OPEN_PAREN);
      setState(502);
      _errHandler->sync(this);

      _la = _input->LA(1);
      if (_la == NeuroParser::NAME) {
        setState(501);
        parameters();
      }
      setState(504);
      match(NeuroParser::CLOSE_PAREN);
    }
    setState(507);
    handlerBody();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- EveryDeclContext ------------------------------------------------------------------

NeuroParser::EveryDeclContext::EveryDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::EveryDeclContext::EVERY() {
  return getToken(NeuroParser::EVERY, 0);
}

NeuroParser::ExprContext* NeuroParser::EveryDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}

NeuroParser::HandlerBodyContext* NeuroParser::EveryDeclContext::handlerBody() {
  return getRuleContext<NeuroParser::HandlerBodyContext>(0);
}


size_t NeuroParser::EveryDeclContext::getRuleIndex() const {
  return NeuroParser::RuleEveryDecl;
}


NeuroParser::EveryDeclContext* NeuroParser::everyDecl() {
  EveryDeclContext *_localctx = _tracker.createInstance<EveryDeclContext>(_ctx, getState());
  enterRule(_localctx, 70, NeuroParser::RuleEveryDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(509);
    match(NeuroParser::EVERY);
    setState(510);
    expr(0);
    setState(511);
    handlerBody();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- BoundDeclContext ------------------------------------------------------------------

NeuroParser::BoundDeclContext::BoundDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::BoundDeclContext::BOUND() {
  return getToken(NeuroParser::BOUND, 0);
}

tree::TerminalNode* NeuroParser::BoundDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::BoundDeclContext::IN() {
  return getToken(NeuroParser::IN, 0);
}

NeuroParser::RangeValueContext* NeuroParser::BoundDeclContext::rangeValue() {
  return getRuleContext<NeuroParser::RangeValueContext>(0);
}


size_t NeuroParser::BoundDeclContext::getRuleIndex() const {
  return NeuroParser::RuleBoundDecl;
}


NeuroParser::BoundDeclContext* NeuroParser::boundDecl() {
  BoundDeclContext *_localctx = _tracker.createInstance<BoundDeclContext>(_ctx, getState());
  enterRule(_localctx, 72, NeuroParser::RuleBoundDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(513);
    match(NeuroParser::BOUND);
    setState(514);
    match(NeuroParser::NAME);
    setState(515);
    match(NeuroParser::IN);
    setState(516);
    rangeValue();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- TieDeclContext ------------------------------------------------------------------

NeuroParser::TieDeclContext::TieDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::TieDeclContext::TIE() {
  return getToken(NeuroParser::TIE, 0);
}

tree::TerminalNode* NeuroParser::TieDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}


size_t NeuroParser::TieDeclContext::getRuleIndex() const {
  return NeuroParser::RuleTieDecl;
}


NeuroParser::TieDeclContext* NeuroParser::tieDecl() {
  TieDeclContext *_localctx = _tracker.createInstance<TieDeclContext>(_ctx, getState());
  enterRule(_localctx, 74, NeuroParser::RuleTieDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(518);
    match(NeuroParser::TIE);
    setState(519);
    match(NeuroParser::NAME);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- SolveDeclContext ------------------------------------------------------------------

NeuroParser::SolveDeclContext::SolveDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::SolveDeclContext::SOLVE() {
  return getToken(NeuroParser::SOLVE, 0);
}

NeuroParser::NameListContext* NeuroParser::SolveDeclContext::nameList() {
  return getRuleContext<NeuroParser::NameListContext>(0);
}

tree::TerminalNode* NeuroParser::SolveDeclContext::WITH() {
  return getToken(NeuroParser::WITH, 0);
}

NeuroParser::ExprContext* NeuroParser::SolveDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}


size_t NeuroParser::SolveDeclContext::getRuleIndex() const {
  return NeuroParser::RuleSolveDecl;
}


NeuroParser::SolveDeclContext* NeuroParser::solveDecl() {
  SolveDeclContext *_localctx = _tracker.createInstance<SolveDeclContext>(_ctx, getState());
  enterRule(_localctx, 76, NeuroParser::RuleSolveDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(521);
    match(NeuroParser::SOLVE);
    setState(522);
    nameList();
    setState(523);
    match(NeuroParser::WITH);
    setState(524);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- CompartmentDeclContext ------------------------------------------------------------------

NeuroParser::CompartmentDeclContext::CompartmentDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::CompartmentDeclContext::COMPARTMENT() {
  return getToken(NeuroParser::COMPARTMENT, 0);
}

tree::TerminalNode* NeuroParser::CompartmentDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

NeuroParser::ModelBodyContext* NeuroParser::CompartmentDeclContext::modelBody() {
  return getRuleContext<NeuroParser::ModelBodyContext>(0);
}


size_t NeuroParser::CompartmentDeclContext::getRuleIndex() const {
  return NeuroParser::RuleCompartmentDecl;
}


NeuroParser::CompartmentDeclContext* NeuroParser::compartmentDecl() {
  CompartmentDeclContext *_localctx = _tracker.createInstance<CompartmentDeclContext>(_ctx, getState());
  enterRule(_localctx, 78, NeuroParser::RuleCompartmentDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(526);
    match(NeuroParser::COMPARTMENT);
    setState(527);
    match(NeuroParser::NAME);
    setState(528);
    modelBody();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- CoupleDeclContext ------------------------------------------------------------------

NeuroParser::CoupleDeclContext::CoupleDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::CoupleDeclContext::COUPLE() {
  return getToken(NeuroParser::COUPLE, 0);
}

std::vector<tree::TerminalNode *> NeuroParser::CoupleDeclContext::NAME() {
  return getTokens(NeuroParser::NAME);
}

tree::TerminalNode* NeuroParser::CoupleDeclContext::NAME(size_t i) {
  return getToken(NeuroParser::NAME, i);
}

tree::TerminalNode* NeuroParser::CoupleDeclContext::LINK() {
  return getToken(NeuroParser::LINK, 0);
}

tree::TerminalNode* NeuroParser::CoupleDeclContext::COLON() {
  return getToken(NeuroParser::COLON, 0);
}

NeuroParser::ExprContext* NeuroParser::CoupleDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}


size_t NeuroParser::CoupleDeclContext::getRuleIndex() const {
  return NeuroParser::RuleCoupleDecl;
}


NeuroParser::CoupleDeclContext* NeuroParser::coupleDecl() {
  CoupleDeclContext *_localctx = _tracker.createInstance<CoupleDeclContext>(_ctx, getState());
  enterRule(_localctx, 80, NeuroParser::RuleCoupleDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(530);
    match(NeuroParser::COUPLE);
    setState(531);
    match(NeuroParser::NAME);
    setState(532);
    match(NeuroParser::LINK);
    setState(533);
    match(NeuroParser::NAME);
    setState(534);
    match(NeuroParser::COLON);
    setState(535);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ExposeDeclContext ------------------------------------------------------------------

NeuroParser::ExposeDeclContext::ExposeDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::ExposeDeclContext::EXPOSE() {
  return getToken(NeuroParser::EXPOSE, 0);
}

NeuroParser::NameListContext* NeuroParser::ExposeDeclContext::nameList() {
  return getRuleContext<NeuroParser::NameListContext>(0);
}


size_t NeuroParser::ExposeDeclContext::getRuleIndex() const {
  return NeuroParser::RuleExposeDecl;
}


NeuroParser::ExposeDeclContext* NeuroParser::exposeDecl() {
  ExposeDeclContext *_localctx = _tracker.createInstance<ExposeDeclContext>(_ctx, getState());
  enterRule(_localctx, 82, NeuroParser::RuleExposeDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(537);
    match(NeuroParser::EXPOSE);
    setState(538);
    nameList();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- HandlerBodyContext ------------------------------------------------------------------

NeuroParser::HandlerBodyContext::HandlerBodyContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::HandlerBodyContext::OPEN_BRACE() {
  return getToken(NeuroParser::OPEN_BRACE, 0);
}

tree::TerminalNode* NeuroParser::HandlerBodyContext::CLOSE_BRACE() {
  return getToken(NeuroParser::CLOSE_BRACE, 0);
}

std::vector<NeuroParser::HandlerLineContext *> NeuroParser::HandlerBodyContext::handlerLine() {
  return getRuleContexts<NeuroParser::HandlerLineContext>();
}

NeuroParser::HandlerLineContext* NeuroParser::HandlerBodyContext::handlerLine(size_t i) {
  return getRuleContext<NeuroParser::HandlerLineContext>(i);
}


size_t NeuroParser::HandlerBodyContext::getRuleIndex() const {
  return NeuroParser::RuleHandlerBody;
}


NeuroParser::HandlerBodyContext* NeuroParser::handlerBody() {
  HandlerBodyContext *_localctx = _tracker.createInstance<HandlerBodyContext>(_ctx, getState());
  enterRule(_localctx, 84, NeuroParser::RuleHandlerBody);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(540);
    match(NeuroParser::OPEN_BRACE);
    setState(544);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << NeuroParser::PRE)
      | (1ULL << NeuroParser::POST)
      | (1ULL << NeuroParser::IF)
      | (1ULL << NeuroParser::EMIT)
      | (1ULL << NeuroParser::LET))) != 0) || _la == NeuroParser::NAME) {
      setState(541);
      handlerLine();
      setState(546);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(547);
    match(NeuroParser::CLOSE_BRACE);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- HandlerLineContext ------------------------------------------------------------------

NeuroParser::HandlerLineContext::HandlerLineContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::HandlerItemContext* NeuroParser::HandlerLineContext::handlerItem() {
  return getRuleContext<NeuroParser::HandlerItemContext>(0);
}

tree::TerminalNode* NeuroParser::HandlerLineContext::SEP() {
  return getToken(NeuroParser::SEP, 0);
}


size_t NeuroParser::HandlerLineContext::getRuleIndex() const {
  return NeuroParser::RuleHandlerLine;
}


NeuroParser::HandlerLineContext* NeuroParser::handlerLine() {
  HandlerLineContext *_localctx = _tracker.createInstance<HandlerLineContext>(_ctx, getState());
  enterRule(_localctx, 86, NeuroParser::RuleHandlerLine);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(549);
    handlerItem();
    setState(550);
    match(NeuroParser::SEP);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- HandlerItemContext ------------------------------------------------------------------

NeuroParser::HandlerItemContext::HandlerItemContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::AssignmentContext* NeuroParser::HandlerItemContext::assignment() {
  return getRuleContext<NeuroParser::AssignmentContext>(0);
}

NeuroParser::EmitDeclContext* NeuroParser::HandlerItemContext::emitDecl() {
  return getRuleContext<NeuroParser::EmitDeclContext>(0);
}

NeuroParser::LetDeclContext* NeuroParser::HandlerItemContext::letDecl() {
  return getRuleContext<NeuroParser::LetDeclContext>(0);
}

NeuroParser::IfDeclContext* NeuroParser::HandlerItemContext::ifDecl() {
  return getRuleContext<NeuroParser::IfDeclContext>(0);
}


size_t NeuroParser::HandlerItemContext::getRuleIndex() const {
  return NeuroParser::RuleHandlerItem;
}


NeuroParser::HandlerItemContext* NeuroParser::handlerItem() {
  HandlerItemContext *_localctx = _tracker.createInstance<HandlerItemContext>(_ctx, getState());
  enterRule(_localctx, 88, NeuroParser::RuleHandlerItem);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(556);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case NeuroParser::PRE:
      case NeuroParser::POST:
      case NeuroParser::NAME: {
        enterOuterAlt(_localctx, 1);
        setState(552);
        assignment();
        break;
      }

      case NeuroParser::EMIT: {
        enterOuterAlt(_localctx, 2);
        setState(553);
        emitDecl();
        break;
      }

      case NeuroParser::LET: {
        enterOuterAlt(_localctx, 3);
        setState(554);
        letDecl();
        break;
      }

      case NeuroParser::IF: {
        enterOuterAlt(_localctx, 4);
        setState(555);
        ifDecl();
        break;
      }

    default:
      throw NoViableAltException(this);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- AssignmentContext ------------------------------------------------------------------

NeuroParser::AssignmentContext::AssignmentContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::ReferenceContext* NeuroParser::AssignmentContext::reference() {
  return getRuleContext<NeuroParser::ReferenceContext>(0);
}

NeuroParser::ExprContext* NeuroParser::AssignmentContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}

tree::TerminalNode* NeuroParser::AssignmentContext::ASSIGN() {
  return getToken(NeuroParser::ASSIGN, 0);
}

tree::TerminalNode* NeuroParser::AssignmentContext::ADD_ASSIGN() {
  return getToken(NeuroParser::ADD_ASSIGN, 0);
}

tree::TerminalNode* NeuroParser::AssignmentContext::SUB_ASSIGN() {
  return getToken(NeuroParser::SUB_ASSIGN, 0);
}

tree::TerminalNode* NeuroParser::AssignmentContext::MUL_ASSIGN() {
  return getToken(NeuroParser::MUL_ASSIGN, 0);
}

tree::TerminalNode* NeuroParser::AssignmentContext::DIV_ASSIGN() {
  return getToken(NeuroParser::DIV_ASSIGN, 0);
}

tree::TerminalNode* NeuroParser::AssignmentContext::TILDE() {
  return getToken(NeuroParser::TILDE, 0);
}


size_t NeuroParser::AssignmentContext::getRuleIndex() const {
  return NeuroParser::RuleAssignment;
}


NeuroParser::AssignmentContext* NeuroParser::assignment() {
  AssignmentContext *_localctx = _tracker.createInstance<AssignmentContext>(_ctx, getState());
  enterRule(_localctx, 90, NeuroParser::RuleAssignment);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(558);
    reference();
    setState(559);
    _la = _input->LA(1);
    if (!(((((_la - 103) & ~ 0x3fULL) == 0) &&
      ((1ULL << (_la - 103)) & ((1ULL << (NeuroParser::ASSIGN - 103))
      | (1ULL << (NeuroParser::ADD_ASSIGN - 103))
      | (1ULL << (NeuroParser::SUB_ASSIGN - 103))
      | (1ULL << (NeuroParser::MUL_ASSIGN - 103))
      | (1ULL << (NeuroParser::DIV_ASSIGN - 103))
      | (1ULL << (NeuroParser::TILDE - 103)))) != 0))) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(560);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ReferenceContext ------------------------------------------------------------------

NeuroParser::ReferenceContext::ReferenceContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::ReferenceContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::ReferenceContext::PRE() {
  return getToken(NeuroParser::PRE, 0);
}

tree::TerminalNode* NeuroParser::ReferenceContext::POST() {
  return getToken(NeuroParser::POST, 0);
}

std::vector<tree::TerminalNode *> NeuroParser::ReferenceContext::DOT() {
  return getTokens(NeuroParser::DOT);
}

tree::TerminalNode* NeuroParser::ReferenceContext::DOT(size_t i) {
  return getToken(NeuroParser::DOT, i);
}

std::vector<NeuroParser::MemberContext *> NeuroParser::ReferenceContext::member() {
  return getRuleContexts<NeuroParser::MemberContext>();
}

NeuroParser::MemberContext* NeuroParser::ReferenceContext::member(size_t i) {
  return getRuleContext<NeuroParser::MemberContext>(i);
}

std::vector<tree::TerminalNode *> NeuroParser::ReferenceContext::OPEN_BRACKET() {
  return getTokens(NeuroParser::OPEN_BRACKET);
}

tree::TerminalNode* NeuroParser::ReferenceContext::OPEN_BRACKET(size_t i) {
  return getToken(NeuroParser::OPEN_BRACKET, i);
}

std::vector<NeuroParser::SubscriptsContext *> NeuroParser::ReferenceContext::subscripts() {
  return getRuleContexts<NeuroParser::SubscriptsContext>();
}

NeuroParser::SubscriptsContext* NeuroParser::ReferenceContext::subscripts(size_t i) {
  return getRuleContext<NeuroParser::SubscriptsContext>(i);
}

std::vector<tree::TerminalNode *> NeuroParser::ReferenceContext::CLOSE_BRACKET() {
  return getTokens(NeuroParser::CLOSE_BRACKET);
}

tree::TerminalNode* NeuroParser::ReferenceContext::CLOSE_BRACKET(size_t i) {
  return getToken(NeuroParser::CLOSE_BRACKET, i);
}


size_t NeuroParser::ReferenceContext::getRuleIndex() const {
  return NeuroParser::RuleReference;
}


NeuroParser::ReferenceContext* NeuroParser::reference() {
  ReferenceContext *_localctx = _tracker.createInstance<ReferenceContext>(_ctx, getState());
  enterRule(_localctx, 92, NeuroParser::RuleReference);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(562);
    _la = _input->LA(1);
    if (!(_la == NeuroParser::PRE

    || _la == NeuroParser::POST || _la == NeuroParser::NAME)) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(571);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == NeuroParser::OPEN_BRACKET

    || _la == NeuroParser::DOT) {
      setState(569);
      _errHandler->sync(this);
      switch (_input->LA(1)) {
        case NeuroParser::DOT: {
          setState(563);
          match(NeuroParser::DOT);
          setState(564);
          member();
          break;
        }

        case NeuroParser::OPEN_BRACKET: {
          setState(565);
          match(NeuroParser::OPEN_BRACKET);
          setState(566);
          subscripts();
          setState(567);
          match(NeuroParser::CLOSE_BRACKET);
          break;
        }

      default:
        throw NoViableAltException(this);
      }
      setState(573);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- EmitDeclContext ------------------------------------------------------------------

NeuroParser::EmitDeclContext::EmitDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::EmitDeclContext::EMIT() {
  return getToken(NeuroParser::EMIT, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::EmitDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::EmitDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::EmitDeclContext::TO() {
  return getToken(NeuroParser::TO, 0);
}

NeuroParser::ReferenceContext* NeuroParser::EmitDeclContext::reference() {
  return getRuleContext<NeuroParser::ReferenceContext>(0);
}

tree::TerminalNode* NeuroParser::EmitDeclContext::AFTER() {
  return getToken(NeuroParser::AFTER, 0);
}


size_t NeuroParser::EmitDeclContext::getRuleIndex() const {
  return NeuroParser::RuleEmitDecl;
}


NeuroParser::EmitDeclContext* NeuroParser::emitDecl() {
  EmitDeclContext *_localctx = _tracker.createInstance<EmitDeclContext>(_ctx, getState());
  enterRule(_localctx, 94, NeuroParser::RuleEmitDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(574);
    match(NeuroParser::EMIT);
    setState(575);
    expr(0);
    setState(578);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::TO) {
      setState(576);
      match(NeuroParser::TO);
      setState(577);
      reference();
    }
    setState(582);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::AFTER) {
      setState(580);
      match(NeuroParser::AFTER);
      setState(581);
      expr(0);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- IfDeclContext ------------------------------------------------------------------

NeuroParser::IfDeclContext::IfDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<tree::TerminalNode *> NeuroParser::IfDeclContext::IF() {
  return getTokens(NeuroParser::IF);
}

tree::TerminalNode* NeuroParser::IfDeclContext::IF(size_t i) {
  return getToken(NeuroParser::IF, i);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::IfDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::IfDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

std::vector<NeuroParser::HandlerBodyContext *> NeuroParser::IfDeclContext::handlerBody() {
  return getRuleContexts<NeuroParser::HandlerBodyContext>();
}

NeuroParser::HandlerBodyContext* NeuroParser::IfDeclContext::handlerBody(size_t i) {
  return getRuleContext<NeuroParser::HandlerBodyContext>(i);
}

std::vector<tree::TerminalNode *> NeuroParser::IfDeclContext::ELSE() {
  return getTokens(NeuroParser::ELSE);
}

tree::TerminalNode* NeuroParser::IfDeclContext::ELSE(size_t i) {
  return getToken(NeuroParser::ELSE, i);
}


size_t NeuroParser::IfDeclContext::getRuleIndex() const {
  return NeuroParser::RuleIfDecl;
}


NeuroParser::IfDeclContext* NeuroParser::ifDecl() {
  IfDeclContext *_localctx = _tracker.createInstance<IfDeclContext>(_ctx, getState());
  enterRule(_localctx, 96, NeuroParser::RuleIfDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    size_t alt;
    enterOuterAlt(_localctx, 1);
    setState(584);
    match(NeuroParser::IF);
    setState(585);
    expr(0);
    setState(586);
    handlerBody();
    setState(594);
    _errHandler->sync(this);
    alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 50, _ctx);
    while (alt != 2 && alt != atn::ATN::INVALID_ALT_NUMBER) {
      if (alt == 1) {
        setState(587);
        match(NeuroParser::ELSE);
        setState(588);
        match(NeuroParser::IF);
        setState(589);
        expr(0);
        setState(590);
        handlerBody(); 
      }
      setState(596);
      _errHandler->sync(this);
      alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 50, _ctx);
    }
    setState(599);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::ELSE) {
      setState(597);
      match(NeuroParser::ELSE);
      setState(598);
      handlerBody();
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- NetworkBodyContext ------------------------------------------------------------------

NeuroParser::NetworkBodyContext::NetworkBodyContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::NetworkBodyContext::OPEN_BRACE() {
  return getToken(NeuroParser::OPEN_BRACE, 0);
}

tree::TerminalNode* NeuroParser::NetworkBodyContext::CLOSE_BRACE() {
  return getToken(NeuroParser::CLOSE_BRACE, 0);
}

std::vector<NeuroParser::NetworkLineContext *> NeuroParser::NetworkBodyContext::networkLine() {
  return getRuleContexts<NeuroParser::NetworkLineContext>();
}

NeuroParser::NetworkLineContext* NeuroParser::NetworkBodyContext::networkLine(size_t i) {
  return getRuleContext<NeuroParser::NetworkLineContext>(i);
}


size_t NeuroParser::NetworkBodyContext::getRuleIndex() const {
  return NeuroParser::RuleNetworkBody;
}


NeuroParser::NetworkBodyContext* NeuroParser::networkBody() {
  NetworkBodyContext *_localctx = _tracker.createInstance<NetworkBodyContext>(_ctx, getState());
  enterRule(_localctx, 98, NeuroParser::RuleNetworkBody);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(601);
    match(NeuroParser::OPEN_BRACE);
    setState(605);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (((((_la - 24) & ~ 0x3fULL) == 0) &&
      ((1ULL << (_la - 24)) & ((1ULL << (NeuroParser::GAP - 24))
      | (1ULL << (NeuroParser::FOR - 24))
      | (1ULL << (NeuroParser::LET - 24))
      | (1ULL << (NeuroParser::POPULATION - 24))
      | (1ULL << (NeuroParser::GROUP - 24))
      | (1ULL << (NeuroParser::PROJECT - 24))
      | (1ULL << (NeuroParser::STIMULATE - 24))
      | (1ULL << (NeuroParser::NORMALIZE - 24))
      | (1ULL << (NeuroParser::STRUCTURAL - 24))
      | (1ULL << (NeuroParser::RECORD - 24))
      | (1ULL << (NeuroParser::TABLE - 24))
      | (1ULL << (NeuroParser::NAME - 24)))) != 0)) {
      setState(602);
      networkLine();
      setState(607);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(608);
    match(NeuroParser::CLOSE_BRACE);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- NetworkLineContext ------------------------------------------------------------------

NeuroParser::NetworkLineContext::NetworkLineContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::NetworkItemContext* NeuroParser::NetworkLineContext::networkItem() {
  return getRuleContext<NeuroParser::NetworkItemContext>(0);
}

tree::TerminalNode* NeuroParser::NetworkLineContext::SEP() {
  return getToken(NeuroParser::SEP, 0);
}


size_t NeuroParser::NetworkLineContext::getRuleIndex() const {
  return NeuroParser::RuleNetworkLine;
}


NeuroParser::NetworkLineContext* NeuroParser::networkLine() {
  NetworkLineContext *_localctx = _tracker.createInstance<NetworkLineContext>(_ctx, getState());
  enterRule(_localctx, 100, NeuroParser::RuleNetworkLine);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(610);
    networkItem();
    setState(611);
    match(NeuroParser::SEP);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- NetworkItemContext ------------------------------------------------------------------

NeuroParser::NetworkItemContext::NetworkItemContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::PopulationDeclContext* NeuroParser::NetworkItemContext::populationDecl() {
  return getRuleContext<NeuroParser::PopulationDeclContext>(0);
}

NeuroParser::GroupDeclContext* NeuroParser::NetworkItemContext::groupDecl() {
  return getRuleContext<NeuroParser::GroupDeclContext>(0);
}

NeuroParser::ProjectDeclContext* NeuroParser::NetworkItemContext::projectDecl() {
  return getRuleContext<NeuroParser::ProjectDeclContext>(0);
}

NeuroParser::GapDeclContext* NeuroParser::NetworkItemContext::gapDecl() {
  return getRuleContext<NeuroParser::GapDeclContext>(0);
}

NeuroParser::StimulateDeclContext* NeuroParser::NetworkItemContext::stimulateDecl() {
  return getRuleContext<NeuroParser::StimulateDeclContext>(0);
}

NeuroParser::NormalizeDeclContext* NeuroParser::NetworkItemContext::normalizeDecl() {
  return getRuleContext<NeuroParser::NormalizeDeclContext>(0);
}

NeuroParser::StructuralDeclContext* NeuroParser::NetworkItemContext::structuralDecl() {
  return getRuleContext<NeuroParser::StructuralDeclContext>(0);
}

NeuroParser::RecordDeclContext* NeuroParser::NetworkItemContext::recordDecl() {
  return getRuleContext<NeuroParser::RecordDeclContext>(0);
}

NeuroParser::NetworkForContext* NeuroParser::NetworkItemContext::networkFor() {
  return getRuleContext<NeuroParser::NetworkForContext>(0);
}

NeuroParser::LetDeclContext* NeuroParser::NetworkItemContext::letDecl() {
  return getRuleContext<NeuroParser::LetDeclContext>(0);
}

NeuroParser::TableDeclContext* NeuroParser::NetworkItemContext::tableDecl() {
  return getRuleContext<NeuroParser::TableDeclContext>(0);
}


size_t NeuroParser::NetworkItemContext::getRuleIndex() const {
  return NeuroParser::RuleNetworkItem;
}


NeuroParser::NetworkItemContext* NeuroParser::networkItem() {
  NetworkItemContext *_localctx = _tracker.createInstance<NetworkItemContext>(_ctx, getState());
  enterRule(_localctx, 102, NeuroParser::RuleNetworkItem);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(624);
    _errHandler->sync(this);
    switch (getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 53, _ctx)) {
    case 1: {
      enterOuterAlt(_localctx, 1);
      setState(613);
      populationDecl();
      break;
    }

    case 2: {
      enterOuterAlt(_localctx, 2);
      setState(614);
      groupDecl();
      break;
    }

    case 3: {
      enterOuterAlt(_localctx, 3);
      setState(615);
      projectDecl();
      break;
    }

    case 4: {
      enterOuterAlt(_localctx, 4);
      setState(616);
      gapDecl();
      break;
    }

    case 5: {
      enterOuterAlt(_localctx, 5);
      setState(617);
      stimulateDecl();
      break;
    }

    case 6: {
      enterOuterAlt(_localctx, 6);
      setState(618);
      normalizeDecl();
      break;
    }

    case 7: {
      enterOuterAlt(_localctx, 7);
      setState(619);
      structuralDecl();
      break;
    }

    case 8: {
      enterOuterAlt(_localctx, 8);
      setState(620);
      recordDecl();
      break;
    }

    case 9: {
      enterOuterAlt(_localctx, 9);
      setState(621);
      networkFor();
      break;
    }

    case 10: {
      enterOuterAlt(_localctx, 10);
      setState(622);
      letDecl();
      break;
    }

    case 11: {
      enterOuterAlt(_localctx, 11);
      setState(623);
      tableDecl();
      break;
    }

    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- PopulationDeclContext ------------------------------------------------------------------

NeuroParser::PopulationDeclContext::PopulationDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::PopulationDeclContext::POPULATION() {
  return getToken(NeuroParser::POPULATION, 0);
}

tree::TerminalNode* NeuroParser::PopulationDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::PopulationDeclContext::COLON() {
  return getToken(NeuroParser::COLON, 0);
}

NeuroParser::InstanceContext* NeuroParser::PopulationDeclContext::instance() {
  return getRuleContext<NeuroParser::InstanceContext>(0);
}

std::vector<tree::TerminalNode *> NeuroParser::PopulationDeclContext::OPEN_BRACKET() {
  return getTokens(NeuroParser::OPEN_BRACKET);
}

tree::TerminalNode* NeuroParser::PopulationDeclContext::OPEN_BRACKET(size_t i) {
  return getToken(NeuroParser::OPEN_BRACKET, i);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::PopulationDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::PopulationDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

std::vector<tree::TerminalNode *> NeuroParser::PopulationDeclContext::CLOSE_BRACKET() {
  return getTokens(NeuroParser::CLOSE_BRACKET);
}

tree::TerminalNode* NeuroParser::PopulationDeclContext::CLOSE_BRACKET(size_t i) {
  return getToken(NeuroParser::CLOSE_BRACKET, i);
}

std::vector<tree::TerminalNode *> NeuroParser::PopulationDeclContext::COMMA() {
  return getTokens(NeuroParser::COMMA);
}

tree::TerminalNode* NeuroParser::PopulationDeclContext::COMMA(size_t i) {
  return getToken(NeuroParser::COMMA, i);
}

tree::TerminalNode* NeuroParser::PopulationDeclContext::AT() {
  return getToken(NeuroParser::AT, 0);
}

NeuroParser::SettingsContext* NeuroParser::PopulationDeclContext::settings() {
  return getRuleContext<NeuroParser::SettingsContext>(0);
}


size_t NeuroParser::PopulationDeclContext::getRuleIndex() const {
  return NeuroParser::RulePopulationDecl;
}


NeuroParser::PopulationDeclContext* NeuroParser::populationDecl() {
  PopulationDeclContext *_localctx = _tracker.createInstance<PopulationDeclContext>(_ctx, getState());
  enterRule(_localctx, 104, NeuroParser::RulePopulationDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(626);
    match(NeuroParser::POPULATION);
    setState(627);
    match(NeuroParser::NAME);
    setState(632);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::OPEN_BRACKET) {
      setState(628);
      match(NeuroParser::OPEN_BRACKET);
      setState(629);
      expr(0);
      setState(630);
      match(NeuroParser::CLOSE_BRACKET);
    }
    setState(634);
    match(NeuroParser::COLON);
    setState(635);
    instance();
    setState(636);
    match(NeuroParser::OPEN_BRACKET);
    setState(637);
    expr(0);
    setState(642);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == NeuroParser::COMMA) {
      setState(638);
      match(NeuroParser::COMMA);
      setState(639);
      expr(0);
      setState(644);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(645);
    match(NeuroParser::CLOSE_BRACKET);
    setState(648);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::AT) {
      setState(646);
      match(NeuroParser::AT);
      setState(647);
      expr(0);
    }
    setState(651);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::OPEN_BRACE) {
      setState(650);
      settings();
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- SettingsContext ------------------------------------------------------------------

NeuroParser::SettingsContext::SettingsContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::SettingsContext::OPEN_BRACE() {
  return getToken(NeuroParser::OPEN_BRACE, 0);
}

tree::TerminalNode* NeuroParser::SettingsContext::CLOSE_BRACE() {
  return getToken(NeuroParser::CLOSE_BRACE, 0);
}

std::vector<NeuroParser::SettingLineContext *> NeuroParser::SettingsContext::settingLine() {
  return getRuleContexts<NeuroParser::SettingLineContext>();
}

NeuroParser::SettingLineContext* NeuroParser::SettingsContext::settingLine(size_t i) {
  return getRuleContext<NeuroParser::SettingLineContext>(i);
}


size_t NeuroParser::SettingsContext::getRuleIndex() const {
  return NeuroParser::RuleSettings;
}


NeuroParser::SettingsContext* NeuroParser::settings() {
  SettingsContext *_localctx = _tracker.createInstance<SettingsContext>(_ctx, getState());
  enterRule(_localctx, 106, NeuroParser::RuleSettings);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(653);
    match(NeuroParser::OPEN_BRACE);
    setState(657);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == NeuroParser::PRE

    || _la == NeuroParser::POST || _la == NeuroParser::NAME) {
      setState(654);
      settingLine();
      setState(659);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(660);
    match(NeuroParser::CLOSE_BRACE);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- SettingLineContext ------------------------------------------------------------------

NeuroParser::SettingLineContext::SettingLineContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::AssignmentContext* NeuroParser::SettingLineContext::assignment() {
  return getRuleContext<NeuroParser::AssignmentContext>(0);
}

tree::TerminalNode* NeuroParser::SettingLineContext::SEP() {
  return getToken(NeuroParser::SEP, 0);
}


size_t NeuroParser::SettingLineContext::getRuleIndex() const {
  return NeuroParser::RuleSettingLine;
}


NeuroParser::SettingLineContext* NeuroParser::settingLine() {
  SettingLineContext *_localctx = _tracker.createInstance<SettingLineContext>(_ctx, getState());
  enterRule(_localctx, 108, NeuroParser::RuleSettingLine);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(662);
    assignment();
    setState(663);
    match(NeuroParser::SEP);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- GroupDeclContext ------------------------------------------------------------------

NeuroParser::GroupDeclContext::GroupDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::GroupDeclContext::GROUP() {
  return getToken(NeuroParser::GROUP, 0);
}

tree::TerminalNode* NeuroParser::GroupDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::GroupDeclContext::ASSIGN() {
  return getToken(NeuroParser::ASSIGN, 0);
}

NeuroParser::ExprContext* NeuroParser::GroupDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}


size_t NeuroParser::GroupDeclContext::getRuleIndex() const {
  return NeuroParser::RuleGroupDecl;
}


NeuroParser::GroupDeclContext* NeuroParser::groupDecl() {
  GroupDeclContext *_localctx = _tracker.createInstance<GroupDeclContext>(_ctx, getState());
  enterRule(_localctx, 110, NeuroParser::RuleGroupDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(665);
    match(NeuroParser::GROUP);
    setState(666);
    match(NeuroParser::NAME);
    setState(667);
    match(NeuroParser::ASSIGN);
    setState(668);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- LabelContext ------------------------------------------------------------------

NeuroParser::LabelContext::LabelContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::LabelContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::LabelContext::COLON() {
  return getToken(NeuroParser::COLON, 0);
}


size_t NeuroParser::LabelContext::getRuleIndex() const {
  return NeuroParser::RuleLabel;
}


NeuroParser::LabelContext* NeuroParser::label() {
  LabelContext *_localctx = _tracker.createInstance<LabelContext>(_ctx, getState());
  enterRule(_localctx, 112, NeuroParser::RuleLabel);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(670);
    match(NeuroParser::NAME);
    setState(671);
    match(NeuroParser::COLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ProjectDeclContext ------------------------------------------------------------------

NeuroParser::ProjectDeclContext::ProjectDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::ProjectDeclContext::PROJECT() {
  return getToken(NeuroParser::PROJECT, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::ProjectDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::ProjectDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::ProjectDeclContext::ARROW() {
  return getToken(NeuroParser::ARROW, 0);
}

tree::TerminalNode* NeuroParser::ProjectDeclContext::CONNECT() {
  return getToken(NeuroParser::CONNECT, 0);
}

NeuroParser::LabelContext* NeuroParser::ProjectDeclContext::label() {
  return getRuleContext<NeuroParser::LabelContext>(0);
}

tree::TerminalNode* NeuroParser::ProjectDeclContext::VIA() {
  return getToken(NeuroParser::VIA, 0);
}

NeuroParser::InstanceContext* NeuroParser::ProjectDeclContext::instance() {
  return getRuleContext<NeuroParser::InstanceContext>(0);
}

tree::TerminalNode* NeuroParser::ProjectDeclContext::PROCEDURAL() {
  return getToken(NeuroParser::PROCEDURAL, 0);
}

tree::TerminalNode* NeuroParser::ProjectDeclContext::WHERE() {
  return getToken(NeuroParser::WHERE, 0);
}

NeuroParser::SettingsContext* NeuroParser::ProjectDeclContext::settings() {
  return getRuleContext<NeuroParser::SettingsContext>(0);
}


size_t NeuroParser::ProjectDeclContext::getRuleIndex() const {
  return NeuroParser::RuleProjectDecl;
}


NeuroParser::ProjectDeclContext* NeuroParser::projectDecl() {
  ProjectDeclContext *_localctx = _tracker.createInstance<ProjectDeclContext>(_ctx, getState());
  enterRule(_localctx, 114, NeuroParser::RuleProjectDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(674);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::NAME) {
      setState(673);
      label();
    }
    setState(676);
    match(NeuroParser::PROJECT);
    setState(677);
    expr(0);
    setState(678);
    match(NeuroParser::ARROW);
    setState(679);
    expr(0);
    setState(682);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::VIA) {
      setState(680);
      match(NeuroParser::VIA);
      setState(681);
      instance();
    }
    setState(684);
    match(NeuroParser::CONNECT);
    setState(686);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::PROCEDURAL) {
      setState(685);
      match(NeuroParser::PROCEDURAL);
    }
    setState(688);
    expr(0);
    setState(691);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::WHERE) {
      setState(689);
      match(NeuroParser::WHERE);
      setState(690);
      expr(0);
    }
    setState(694);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::OPEN_BRACE) {
      setState(693);
      settings();
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- GapDeclContext ------------------------------------------------------------------

NeuroParser::GapDeclContext::GapDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::GapDeclContext::GAP() {
  return getToken(NeuroParser::GAP, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::GapDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::GapDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::GapDeclContext::LINK() {
  return getToken(NeuroParser::LINK, 0);
}

tree::TerminalNode* NeuroParser::GapDeclContext::CONNECT() {
  return getToken(NeuroParser::CONNECT, 0);
}

NeuroParser::LabelContext* NeuroParser::GapDeclContext::label() {
  return getRuleContext<NeuroParser::LabelContext>(0);
}

tree::TerminalNode* NeuroParser::GapDeclContext::WHERE() {
  return getToken(NeuroParser::WHERE, 0);
}

NeuroParser::SettingsContext* NeuroParser::GapDeclContext::settings() {
  return getRuleContext<NeuroParser::SettingsContext>(0);
}


size_t NeuroParser::GapDeclContext::getRuleIndex() const {
  return NeuroParser::RuleGapDecl;
}


NeuroParser::GapDeclContext* NeuroParser::gapDecl() {
  GapDeclContext *_localctx = _tracker.createInstance<GapDeclContext>(_ctx, getState());
  enterRule(_localctx, 116, NeuroParser::RuleGapDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(697);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::NAME) {
      setState(696);
      label();
    }
    setState(699);
    match(NeuroParser::GAP);
    setState(700);
    expr(0);
    setState(701);
    match(NeuroParser::LINK);
    setState(702);
    expr(0);
    setState(703);
    match(NeuroParser::CONNECT);
    setState(704);
    expr(0);
    setState(707);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::WHERE) {
      setState(705);
      match(NeuroParser::WHERE);
      setState(706);
      expr(0);
    }
    setState(710);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::OPEN_BRACE) {
      setState(709);
      settings();
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- StimulateDeclContext ------------------------------------------------------------------

NeuroParser::StimulateDeclContext::StimulateDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::StimulateDeclContext::STIMULATE() {
  return getToken(NeuroParser::STIMULATE, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::StimulateDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::StimulateDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::StimulateDeclContext::WITH() {
  return getToken(NeuroParser::WITH, 0);
}


size_t NeuroParser::StimulateDeclContext::getRuleIndex() const {
  return NeuroParser::RuleStimulateDecl;
}


NeuroParser::StimulateDeclContext* NeuroParser::stimulateDecl() {
  StimulateDeclContext *_localctx = _tracker.createInstance<StimulateDeclContext>(_ctx, getState());
  enterRule(_localctx, 118, NeuroParser::RuleStimulateDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(712);
    match(NeuroParser::STIMULATE);
    setState(713);
    expr(0);
    setState(714);
    match(NeuroParser::WITH);
    setState(715);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- NormalizeDeclContext ------------------------------------------------------------------

NeuroParser::NormalizeDeclContext::NormalizeDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::NormalizeDeclContext::NORMALIZE() {
  return getToken(NeuroParser::NORMALIZE, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::NormalizeDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::NormalizeDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::NormalizeDeclContext::PER() {
  return getToken(NeuroParser::PER, 0);
}

tree::TerminalNode* NeuroParser::NormalizeDeclContext::TO() {
  return getToken(NeuroParser::TO, 0);
}

tree::TerminalNode* NeuroParser::NormalizeDeclContext::EVERY() {
  return getToken(NeuroParser::EVERY, 0);
}

tree::TerminalNode* NeuroParser::NormalizeDeclContext::PRE() {
  return getToken(NeuroParser::PRE, 0);
}

tree::TerminalNode* NeuroParser::NormalizeDeclContext::POST() {
  return getToken(NeuroParser::POST, 0);
}


size_t NeuroParser::NormalizeDeclContext::getRuleIndex() const {
  return NeuroParser::RuleNormalizeDecl;
}


NeuroParser::NormalizeDeclContext* NeuroParser::normalizeDecl() {
  NormalizeDeclContext *_localctx = _tracker.createInstance<NormalizeDeclContext>(_ctx, getState());
  enterRule(_localctx, 120, NeuroParser::RuleNormalizeDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(717);
    match(NeuroParser::NORMALIZE);
    setState(718);
    expr(0);
    setState(719);
    match(NeuroParser::PER);
    setState(720);
    _la = _input->LA(1);
    if (!(_la == NeuroParser::PRE

    || _la == NeuroParser::POST)) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(721);
    match(NeuroParser::TO);
    setState(722);
    expr(0);
    setState(723);
    match(NeuroParser::EVERY);
    setState(724);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- StructuralDeclContext ------------------------------------------------------------------

NeuroParser::StructuralDeclContext::StructuralDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::StructuralDeclContext::STRUCTURAL() {
  return getToken(NeuroParser::STRUCTURAL, 0);
}

NeuroParser::ExprContext* NeuroParser::StructuralDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}

tree::TerminalNode* NeuroParser::StructuralDeclContext::OPEN_BRACE() {
  return getToken(NeuroParser::OPEN_BRACE, 0);
}

tree::TerminalNode* NeuroParser::StructuralDeclContext::CLOSE_BRACE() {
  return getToken(NeuroParser::CLOSE_BRACE, 0);
}

std::vector<NeuroParser::StructuralLineContext *> NeuroParser::StructuralDeclContext::structuralLine() {
  return getRuleContexts<NeuroParser::StructuralLineContext>();
}

NeuroParser::StructuralLineContext* NeuroParser::StructuralDeclContext::structuralLine(size_t i) {
  return getRuleContext<NeuroParser::StructuralLineContext>(i);
}


size_t NeuroParser::StructuralDeclContext::getRuleIndex() const {
  return NeuroParser::RuleStructuralDecl;
}


NeuroParser::StructuralDeclContext* NeuroParser::structuralDecl() {
  StructuralDeclContext *_localctx = _tracker.createInstance<StructuralDeclContext>(_ctx, getState());
  enterRule(_localctx, 122, NeuroParser::RuleStructuralDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(726);
    match(NeuroParser::STRUCTURAL);
    setState(727);
    expr(0);
    setState(728);
    match(NeuroParser::OPEN_BRACE);
    setState(732);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == NeuroParser::PRUNE

    || _la == NeuroParser::GROW) {
      setState(729);
      structuralLine();
      setState(734);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(735);
    match(NeuroParser::CLOSE_BRACE);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- StructuralLineContext ------------------------------------------------------------------

NeuroParser::StructuralLineContext::StructuralLineContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::StructuralItemContext* NeuroParser::StructuralLineContext::structuralItem() {
  return getRuleContext<NeuroParser::StructuralItemContext>(0);
}

tree::TerminalNode* NeuroParser::StructuralLineContext::SEP() {
  return getToken(NeuroParser::SEP, 0);
}


size_t NeuroParser::StructuralLineContext::getRuleIndex() const {
  return NeuroParser::RuleStructuralLine;
}


NeuroParser::StructuralLineContext* NeuroParser::structuralLine() {
  StructuralLineContext *_localctx = _tracker.createInstance<StructuralLineContext>(_ctx, getState());
  enterRule(_localctx, 124, NeuroParser::RuleStructuralLine);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(737);
    structuralItem();
    setState(738);
    match(NeuroParser::SEP);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- StructuralItemContext ------------------------------------------------------------------

NeuroParser::StructuralItemContext::StructuralItemContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::PruneDeclContext* NeuroParser::StructuralItemContext::pruneDecl() {
  return getRuleContext<NeuroParser::PruneDeclContext>(0);
}

NeuroParser::GrowDeclContext* NeuroParser::StructuralItemContext::growDecl() {
  return getRuleContext<NeuroParser::GrowDeclContext>(0);
}


size_t NeuroParser::StructuralItemContext::getRuleIndex() const {
  return NeuroParser::RuleStructuralItem;
}


NeuroParser::StructuralItemContext* NeuroParser::structuralItem() {
  StructuralItemContext *_localctx = _tracker.createInstance<StructuralItemContext>(_ctx, getState());
  enterRule(_localctx, 126, NeuroParser::RuleStructuralItem);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(742);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case NeuroParser::PRUNE: {
        enterOuterAlt(_localctx, 1);
        setState(740);
        pruneDecl();
        break;
      }

      case NeuroParser::GROW: {
        enterOuterAlt(_localctx, 2);
        setState(741);
        growDecl();
        break;
      }

    default:
      throw NoViableAltException(this);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- PruneDeclContext ------------------------------------------------------------------

NeuroParser::PruneDeclContext::PruneDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::PruneDeclContext::PRUNE() {
  return getToken(NeuroParser::PRUNE, 0);
}

tree::TerminalNode* NeuroParser::PruneDeclContext::WHEN() {
  return getToken(NeuroParser::WHEN, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::PruneDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::PruneDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::PruneDeclContext::EVERY() {
  return getToken(NeuroParser::EVERY, 0);
}


size_t NeuroParser::PruneDeclContext::getRuleIndex() const {
  return NeuroParser::RulePruneDecl;
}


NeuroParser::PruneDeclContext* NeuroParser::pruneDecl() {
  PruneDeclContext *_localctx = _tracker.createInstance<PruneDeclContext>(_ctx, getState());
  enterRule(_localctx, 128, NeuroParser::RulePruneDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(744);
    match(NeuroParser::PRUNE);
    setState(745);
    match(NeuroParser::WHEN);
    setState(746);
    expr(0);
    setState(747);
    match(NeuroParser::EVERY);
    setState(748);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- GrowDeclContext ------------------------------------------------------------------

NeuroParser::GrowDeclContext::GrowDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::GrowDeclContext::GROW() {
  return getToken(NeuroParser::GROW, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::GrowDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::GrowDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::GrowDeclContext::EVERY() {
  return getToken(NeuroParser::EVERY, 0);
}

tree::TerminalNode* NeuroParser::GrowDeclContext::WHERE() {
  return getToken(NeuroParser::WHERE, 0);
}

NeuroParser::SettingsContext* NeuroParser::GrowDeclContext::settings() {
  return getRuleContext<NeuroParser::SettingsContext>(0);
}


size_t NeuroParser::GrowDeclContext::getRuleIndex() const {
  return NeuroParser::RuleGrowDecl;
}


NeuroParser::GrowDeclContext* NeuroParser::growDecl() {
  GrowDeclContext *_localctx = _tracker.createInstance<GrowDeclContext>(_ctx, getState());
  enterRule(_localctx, 130, NeuroParser::RuleGrowDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(750);
    match(NeuroParser::GROW);
    setState(751);
    expr(0);
    setState(754);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::WHERE) {
      setState(752);
      match(NeuroParser::WHERE);
      setState(753);
      expr(0);
    }
    setState(757);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::OPEN_BRACE) {
      setState(756);
      settings();
    }
    setState(759);
    match(NeuroParser::EVERY);
    setState(760);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- RecordDeclContext ------------------------------------------------------------------

NeuroParser::RecordDeclContext::RecordDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::RecordDeclContext::RECORD() {
  return getToken(NeuroParser::RECORD, 0);
}

std::vector<NeuroParser::RecordTargetContext *> NeuroParser::RecordDeclContext::recordTarget() {
  return getRuleContexts<NeuroParser::RecordTargetContext>();
}

NeuroParser::RecordTargetContext* NeuroParser::RecordDeclContext::recordTarget(size_t i) {
  return getRuleContext<NeuroParser::RecordTargetContext>(i);
}

std::vector<tree::TerminalNode *> NeuroParser::RecordDeclContext::COMMA() {
  return getTokens(NeuroParser::COMMA);
}

tree::TerminalNode* NeuroParser::RecordDeclContext::COMMA(size_t i) {
  return getToken(NeuroParser::COMMA, i);
}


size_t NeuroParser::RecordDeclContext::getRuleIndex() const {
  return NeuroParser::RuleRecordDecl;
}


NeuroParser::RecordDeclContext* NeuroParser::recordDecl() {
  RecordDeclContext *_localctx = _tracker.createInstance<RecordDeclContext>(_ctx, getState());
  enterRule(_localctx, 132, NeuroParser::RuleRecordDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(762);
    match(NeuroParser::RECORD);
    setState(763);
    recordTarget();
    setState(768);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == NeuroParser::COMMA) {
      setState(764);
      match(NeuroParser::COMMA);
      setState(765);
      recordTarget();
      setState(770);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- RecordTargetContext ------------------------------------------------------------------

NeuroParser::RecordTargetContext::RecordTargetContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<NeuroParser::ExprContext *> NeuroParser::RecordTargetContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::RecordTargetContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::RecordTargetContext::EVERY() {
  return getToken(NeuroParser::EVERY, 0);
}

tree::TerminalNode* NeuroParser::RecordTargetContext::WHEN() {
  return getToken(NeuroParser::WHEN, 0);
}


size_t NeuroParser::RecordTargetContext::getRuleIndex() const {
  return NeuroParser::RuleRecordTarget;
}


NeuroParser::RecordTargetContext* NeuroParser::recordTarget() {
  RecordTargetContext *_localctx = _tracker.createInstance<RecordTargetContext>(_ctx, getState());
  enterRule(_localctx, 134, NeuroParser::RuleRecordTarget);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(771);
    expr(0);
    setState(774);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::EVERY) {
      setState(772);
      match(NeuroParser::EVERY);
      setState(773);
      expr(0);
    }
    setState(778);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::WHEN) {
      setState(776);
      match(NeuroParser::WHEN);
      setState(777);
      expr(0);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- NetworkForContext ------------------------------------------------------------------

NeuroParser::NetworkForContext::NetworkForContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::NetworkForContext::FOR() {
  return getToken(NeuroParser::FOR, 0);
}

tree::TerminalNode* NeuroParser::NetworkForContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::NetworkForContext::IN() {
  return getToken(NeuroParser::IN, 0);
}

NeuroParser::RangeValueContext* NeuroParser::NetworkForContext::rangeValue() {
  return getRuleContext<NeuroParser::RangeValueContext>(0);
}

NeuroParser::NetworkBodyContext* NeuroParser::NetworkForContext::networkBody() {
  return getRuleContext<NeuroParser::NetworkBodyContext>(0);
}


size_t NeuroParser::NetworkForContext::getRuleIndex() const {
  return NeuroParser::RuleNetworkFor;
}


NeuroParser::NetworkForContext* NeuroParser::networkFor() {
  NetworkForContext *_localctx = _tracker.createInstance<NetworkForContext>(_ctx, getState());
  enterRule(_localctx, 136, NeuroParser::RuleNetworkFor);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(780);
    match(NeuroParser::FOR);
    setState(781);
    match(NeuroParser::NAME);
    setState(782);
    match(NeuroParser::IN);
    setState(783);
    rangeValue();
    setState(784);
    networkBody();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- TableDeclContext ------------------------------------------------------------------

NeuroParser::TableDeclContext::TableDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::TableDeclContext::TABLE() {
  return getToken(NeuroParser::TABLE, 0);
}

tree::TerminalNode* NeuroParser::TableDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::TableDeclContext::ASSIGN() {
  return getToken(NeuroParser::ASSIGN, 0);
}

NeuroParser::ExprContext* NeuroParser::TableDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}


size_t NeuroParser::TableDeclContext::getRuleIndex() const {
  return NeuroParser::RuleTableDecl;
}


NeuroParser::TableDeclContext* NeuroParser::tableDecl() {
  TableDeclContext *_localctx = _tracker.createInstance<TableDeclContext>(_ctx, getState());
  enterRule(_localctx, 138, NeuroParser::RuleTableDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(786);
    match(NeuroParser::TABLE);
    setState(787);
    match(NeuroParser::NAME);
    setState(788);
    match(NeuroParser::ASSIGN);
    setState(789);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ExperimentBodyContext ------------------------------------------------------------------

NeuroParser::ExperimentBodyContext::ExperimentBodyContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::ExperimentBodyContext::OPEN_BRACE() {
  return getToken(NeuroParser::OPEN_BRACE, 0);
}

tree::TerminalNode* NeuroParser::ExperimentBodyContext::CLOSE_BRACE() {
  return getToken(NeuroParser::CLOSE_BRACE, 0);
}

std::vector<NeuroParser::ExperimentLineContext *> NeuroParser::ExperimentBodyContext::experimentLine() {
  return getRuleContexts<NeuroParser::ExperimentLineContext>();
}

NeuroParser::ExperimentLineContext* NeuroParser::ExperimentBodyContext::experimentLine(size_t i) {
  return getRuleContext<NeuroParser::ExperimentLineContext>(i);
}


size_t NeuroParser::ExperimentBodyContext::getRuleIndex() const {
  return NeuroParser::RuleExperimentBody;
}


NeuroParser::ExperimentBodyContext* NeuroParser::experimentBody() {
  ExperimentBodyContext *_localctx = _tracker.createInstance<ExperimentBodyContext>(_ctx, getState());
  enterRule(_localctx, 140, NeuroParser::RuleExperimentBody);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(791);
    match(NeuroParser::OPEN_BRACE);
    setState(795);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << NeuroParser::PRE)
      | (1ULL << NeuroParser::POST)
      | (1ULL << NeuroParser::FOR)
      | (1ULL << NeuroParser::LET))) != 0) || ((((_la - 71) & ~ 0x3fULL) == 0) &&
      ((1ULL << (_la - 71)) & ((1ULL << (NeuroParser::DATA - 71))
      | (1ULL << (NeuroParser::SIMULATE - 71))
      | (1ULL << (NeuroParser::PRESENT - 71))
      | (1ULL << (NeuroParser::FREEZE - 71))
      | (1ULL << (NeuroParser::RESET - 71))
      | (1ULL << (NeuroParser::CHECKPOINT - 71))
      | (1ULL << (NeuroParser::RESTORE - 71))
      | (1ULL << (NeuroParser::REPORT - 71))
      | (1ULL << (NeuroParser::EXPECT - 71))
      | (1ULL << (NeuroParser::TRAIN - 71))
      | (1ULL << (NeuroParser::TEST - 71))
      | (1ULL << (NeuroParser::OPTIMISE - 71))
      | (1ULL << (NeuroParser::QUANTISE - 71))
      | (1ULL << (NeuroParser::SWEEP - 71))
      | (1ULL << (NeuroParser::NAME - 71)))) != 0)) {
      setState(792);
      experimentLine();
      setState(797);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(798);
    match(NeuroParser::CLOSE_BRACE);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ExperimentLineContext ------------------------------------------------------------------

NeuroParser::ExperimentLineContext::ExperimentLineContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::ExperimentItemContext* NeuroParser::ExperimentLineContext::experimentItem() {
  return getRuleContext<NeuroParser::ExperimentItemContext>(0);
}

tree::TerminalNode* NeuroParser::ExperimentLineContext::SEP() {
  return getToken(NeuroParser::SEP, 0);
}


size_t NeuroParser::ExperimentLineContext::getRuleIndex() const {
  return NeuroParser::RuleExperimentLine;
}


NeuroParser::ExperimentLineContext* NeuroParser::experimentLine() {
  ExperimentLineContext *_localctx = _tracker.createInstance<ExperimentLineContext>(_ctx, getState());
  enterRule(_localctx, 142, NeuroParser::RuleExperimentLine);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(800);
    experimentItem();
    setState(801);
    match(NeuroParser::SEP);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ExperimentItemContext ------------------------------------------------------------------

NeuroParser::ExperimentItemContext::ExperimentItemContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::AssignmentContext* NeuroParser::ExperimentItemContext::assignment() {
  return getRuleContext<NeuroParser::AssignmentContext>(0);
}

NeuroParser::LetDeclContext* NeuroParser::ExperimentItemContext::letDecl() {
  return getRuleContext<NeuroParser::LetDeclContext>(0);
}

NeuroParser::DataDeclContext* NeuroParser::ExperimentItemContext::dataDecl() {
  return getRuleContext<NeuroParser::DataDeclContext>(0);
}

NeuroParser::SimulateDeclContext* NeuroParser::ExperimentItemContext::simulateDecl() {
  return getRuleContext<NeuroParser::SimulateDeclContext>(0);
}

NeuroParser::PresentDeclContext* NeuroParser::ExperimentItemContext::presentDecl() {
  return getRuleContext<NeuroParser::PresentDeclContext>(0);
}

NeuroParser::FreezeDeclContext* NeuroParser::ExperimentItemContext::freezeDecl() {
  return getRuleContext<NeuroParser::FreezeDeclContext>(0);
}

NeuroParser::ResetDeclContext* NeuroParser::ExperimentItemContext::resetDecl() {
  return getRuleContext<NeuroParser::ResetDeclContext>(0);
}

NeuroParser::CheckpointDeclContext* NeuroParser::ExperimentItemContext::checkpointDecl() {
  return getRuleContext<NeuroParser::CheckpointDeclContext>(0);
}

NeuroParser::RestoreDeclContext* NeuroParser::ExperimentItemContext::restoreDecl() {
  return getRuleContext<NeuroParser::RestoreDeclContext>(0);
}

NeuroParser::ReportDeclContext* NeuroParser::ExperimentItemContext::reportDecl() {
  return getRuleContext<NeuroParser::ReportDeclContext>(0);
}

NeuroParser::ExpectDeclContext* NeuroParser::ExperimentItemContext::expectDecl() {
  return getRuleContext<NeuroParser::ExpectDeclContext>(0);
}

NeuroParser::TrainDeclContext* NeuroParser::ExperimentItemContext::trainDecl() {
  return getRuleContext<NeuroParser::TrainDeclContext>(0);
}

NeuroParser::OptimiseDeclContext* NeuroParser::ExperimentItemContext::optimiseDecl() {
  return getRuleContext<NeuroParser::OptimiseDeclContext>(0);
}

NeuroParser::QuantiseDeclContext* NeuroParser::ExperimentItemContext::quantiseDecl() {
  return getRuleContext<NeuroParser::QuantiseDeclContext>(0);
}

NeuroParser::SweepDeclContext* NeuroParser::ExperimentItemContext::sweepDecl() {
  return getRuleContext<NeuroParser::SweepDeclContext>(0);
}

NeuroParser::ExperimentForContext* NeuroParser::ExperimentItemContext::experimentFor() {
  return getRuleContext<NeuroParser::ExperimentForContext>(0);
}


size_t NeuroParser::ExperimentItemContext::getRuleIndex() const {
  return NeuroParser::RuleExperimentItem;
}


NeuroParser::ExperimentItemContext* NeuroParser::experimentItem() {
  ExperimentItemContext *_localctx = _tracker.createInstance<ExperimentItemContext>(_ctx, getState());
  enterRule(_localctx, 144, NeuroParser::RuleExperimentItem);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(819);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case NeuroParser::PRE:
      case NeuroParser::POST:
      case NeuroParser::NAME: {
        enterOuterAlt(_localctx, 1);
        setState(803);
        assignment();
        break;
      }

      case NeuroParser::LET: {
        enterOuterAlt(_localctx, 2);
        setState(804);
        letDecl();
        break;
      }

      case NeuroParser::DATA: {
        enterOuterAlt(_localctx, 3);
        setState(805);
        dataDecl();
        break;
      }

      case NeuroParser::SIMULATE: {
        enterOuterAlt(_localctx, 4);
        setState(806);
        simulateDecl();
        break;
      }

      case NeuroParser::PRESENT: {
        enterOuterAlt(_localctx, 5);
        setState(807);
        presentDecl();
        break;
      }

      case NeuroParser::FREEZE: {
        enterOuterAlt(_localctx, 6);
        setState(808);
        freezeDecl();
        break;
      }

      case NeuroParser::RESET: {
        enterOuterAlt(_localctx, 7);
        setState(809);
        resetDecl();
        break;
      }

      case NeuroParser::CHECKPOINT: {
        enterOuterAlt(_localctx, 8);
        setState(810);
        checkpointDecl();
        break;
      }

      case NeuroParser::RESTORE: {
        enterOuterAlt(_localctx, 9);
        setState(811);
        restoreDecl();
        break;
      }

      case NeuroParser::REPORT: {
        enterOuterAlt(_localctx, 10);
        setState(812);
        reportDecl();
        break;
      }

      case NeuroParser::EXPECT: {
        enterOuterAlt(_localctx, 11);
        setState(813);
        expectDecl();
        break;
      }

      case NeuroParser::TRAIN:
      case NeuroParser::TEST: {
        enterOuterAlt(_localctx, 12);
        setState(814);
        trainDecl();
        break;
      }

      case NeuroParser::OPTIMISE: {
        enterOuterAlt(_localctx, 13);
        setState(815);
        optimiseDecl();
        break;
      }

      case NeuroParser::QUANTISE: {
        enterOuterAlt(_localctx, 14);
        setState(816);
        quantiseDecl();
        break;
      }

      case NeuroParser::SWEEP: {
        enterOuterAlt(_localctx, 15);
        setState(817);
        sweepDecl();
        break;
      }

      case NeuroParser::FOR: {
        enterOuterAlt(_localctx, 16);
        setState(818);
        experimentFor();
        break;
      }

    default:
      throw NoViableAltException(this);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- DataDeclContext ------------------------------------------------------------------

NeuroParser::DataDeclContext::DataDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::DataDeclContext::DATA() {
  return getToken(NeuroParser::DATA, 0);
}

tree::TerminalNode* NeuroParser::DataDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::DataDeclContext::ASSIGN() {
  return getToken(NeuroParser::ASSIGN, 0);
}

NeuroParser::ExprContext* NeuroParser::DataDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}


size_t NeuroParser::DataDeclContext::getRuleIndex() const {
  return NeuroParser::RuleDataDecl;
}


NeuroParser::DataDeclContext* NeuroParser::dataDecl() {
  DataDeclContext *_localctx = _tracker.createInstance<DataDeclContext>(_ctx, getState());
  enterRule(_localctx, 146, NeuroParser::RuleDataDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(821);
    match(NeuroParser::DATA);
    setState(822);
    match(NeuroParser::NAME);
    setState(823);
    match(NeuroParser::ASSIGN);
    setState(824);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- SimulateDeclContext ------------------------------------------------------------------

NeuroParser::SimulateDeclContext::SimulateDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::SimulateDeclContext::SIMULATE() {
  return getToken(NeuroParser::SIMULATE, 0);
}

NeuroParser::ExprContext* NeuroParser::SimulateDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}

tree::TerminalNode* NeuroParser::SimulateDeclContext::AS() {
  return getToken(NeuroParser::AS, 0);
}

tree::TerminalNode* NeuroParser::SimulateDeclContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}


size_t NeuroParser::SimulateDeclContext::getRuleIndex() const {
  return NeuroParser::RuleSimulateDecl;
}


NeuroParser::SimulateDeclContext* NeuroParser::simulateDecl() {
  SimulateDeclContext *_localctx = _tracker.createInstance<SimulateDeclContext>(_ctx, getState());
  enterRule(_localctx, 148, NeuroParser::RuleSimulateDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(826);
    match(NeuroParser::SIMULATE);
    setState(827);
    expr(0);
    setState(830);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::AS) {
      setState(828);
      match(NeuroParser::AS);
      setState(829);
      match(NeuroParser::NAME);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- PresentDeclContext ------------------------------------------------------------------

NeuroParser::PresentDeclContext::PresentDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::PresentDeclContext::PRESENT() {
  return getToken(NeuroParser::PRESENT, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::PresentDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::PresentDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::PresentDeclContext::FOR() {
  return getToken(NeuroParser::FOR, 0);
}

tree::TerminalNode* NeuroParser::PresentDeclContext::GAP() {
  return getToken(NeuroParser::GAP, 0);
}

NeuroParser::ExperimentBodyContext* NeuroParser::PresentDeclContext::experimentBody() {
  return getRuleContext<NeuroParser::ExperimentBodyContext>(0);
}


size_t NeuroParser::PresentDeclContext::getRuleIndex() const {
  return NeuroParser::RulePresentDecl;
}


NeuroParser::PresentDeclContext* NeuroParser::presentDecl() {
  PresentDeclContext *_localctx = _tracker.createInstance<PresentDeclContext>(_ctx, getState());
  enterRule(_localctx, 150, NeuroParser::RulePresentDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(832);
    match(NeuroParser::PRESENT);
    setState(833);
    expr(0);
    setState(834);
    match(NeuroParser::FOR);
    setState(835);
    expr(0);
    setState(838);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::GAP) {
      setState(836);
      match(NeuroParser::GAP);
      setState(837);
      expr(0);
    }
    setState(841);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::OPEN_BRACE) {
      setState(840);
      experimentBody();
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- FreezeDeclContext ------------------------------------------------------------------

NeuroParser::FreezeDeclContext::FreezeDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::FreezeDeclContext::FREEZE() {
  return getToken(NeuroParser::FREEZE, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::FreezeDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::FreezeDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

std::vector<tree::TerminalNode *> NeuroParser::FreezeDeclContext::COMMA() {
  return getTokens(NeuroParser::COMMA);
}

tree::TerminalNode* NeuroParser::FreezeDeclContext::COMMA(size_t i) {
  return getToken(NeuroParser::COMMA, i);
}


size_t NeuroParser::FreezeDeclContext::getRuleIndex() const {
  return NeuroParser::RuleFreezeDecl;
}


NeuroParser::FreezeDeclContext* NeuroParser::freezeDecl() {
  FreezeDeclContext *_localctx = _tracker.createInstance<FreezeDeclContext>(_ctx, getState());
  enterRule(_localctx, 152, NeuroParser::RuleFreezeDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(843);
    match(NeuroParser::FREEZE);
    setState(844);
    expr(0);
    setState(849);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == NeuroParser::COMMA) {
      setState(845);
      match(NeuroParser::COMMA);
      setState(846);
      expr(0);
      setState(851);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ResetDeclContext ------------------------------------------------------------------

NeuroParser::ResetDeclContext::ResetDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::ResetDeclContext::RESET() {
  return getToken(NeuroParser::RESET, 0);
}


size_t NeuroParser::ResetDeclContext::getRuleIndex() const {
  return NeuroParser::RuleResetDecl;
}


NeuroParser::ResetDeclContext* NeuroParser::resetDecl() {
  ResetDeclContext *_localctx = _tracker.createInstance<ResetDeclContext>(_ctx, getState());
  enterRule(_localctx, 154, NeuroParser::RuleResetDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(852);
    match(NeuroParser::RESET);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- CheckpointDeclContext ------------------------------------------------------------------

NeuroParser::CheckpointDeclContext::CheckpointDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::CheckpointDeclContext::CHECKPOINT() {
  return getToken(NeuroParser::CHECKPOINT, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::CheckpointDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::CheckpointDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::CheckpointDeclContext::EVERY() {
  return getToken(NeuroParser::EVERY, 0);
}


size_t NeuroParser::CheckpointDeclContext::getRuleIndex() const {
  return NeuroParser::RuleCheckpointDecl;
}


NeuroParser::CheckpointDeclContext* NeuroParser::checkpointDecl() {
  CheckpointDeclContext *_localctx = _tracker.createInstance<CheckpointDeclContext>(_ctx, getState());
  enterRule(_localctx, 156, NeuroParser::RuleCheckpointDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(854);
    match(NeuroParser::CHECKPOINT);
    setState(855);
    expr(0);
    setState(858);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::EVERY) {
      setState(856);
      match(NeuroParser::EVERY);
      setState(857);
      expr(0);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- RestoreDeclContext ------------------------------------------------------------------

NeuroParser::RestoreDeclContext::RestoreDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::RestoreDeclContext::RESTORE() {
  return getToken(NeuroParser::RESTORE, 0);
}

NeuroParser::ExprContext* NeuroParser::RestoreDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}


size_t NeuroParser::RestoreDeclContext::getRuleIndex() const {
  return NeuroParser::RuleRestoreDecl;
}


NeuroParser::RestoreDeclContext* NeuroParser::restoreDecl() {
  RestoreDeclContext *_localctx = _tracker.createInstance<RestoreDeclContext>(_ctx, getState());
  enterRule(_localctx, 158, NeuroParser::RuleRestoreDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(860);
    match(NeuroParser::RESTORE);
    setState(861);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ReportDeclContext ------------------------------------------------------------------

NeuroParser::ReportDeclContext::ReportDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::ReportDeclContext::REPORT() {
  return getToken(NeuroParser::REPORT, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::ReportDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::ReportDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

std::vector<tree::TerminalNode *> NeuroParser::ReportDeclContext::COMMA() {
  return getTokens(NeuroParser::COMMA);
}

tree::TerminalNode* NeuroParser::ReportDeclContext::COMMA(size_t i) {
  return getToken(NeuroParser::COMMA, i);
}


size_t NeuroParser::ReportDeclContext::getRuleIndex() const {
  return NeuroParser::RuleReportDecl;
}


NeuroParser::ReportDeclContext* NeuroParser::reportDecl() {
  ReportDeclContext *_localctx = _tracker.createInstance<ReportDeclContext>(_ctx, getState());
  enterRule(_localctx, 160, NeuroParser::RuleReportDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(863);
    match(NeuroParser::REPORT);
    setState(864);
    expr(0);
    setState(869);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == NeuroParser::COMMA) {
      setState(865);
      match(NeuroParser::COMMA);
      setState(866);
      expr(0);
      setState(871);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ExpectDeclContext ------------------------------------------------------------------

NeuroParser::ExpectDeclContext::ExpectDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::ExpectDeclContext::EXPECT() {
  return getToken(NeuroParser::EXPECT, 0);
}

NeuroParser::ExprContext* NeuroParser::ExpectDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}


size_t NeuroParser::ExpectDeclContext::getRuleIndex() const {
  return NeuroParser::RuleExpectDecl;
}


NeuroParser::ExpectDeclContext* NeuroParser::expectDecl() {
  ExpectDeclContext *_localctx = _tracker.createInstance<ExpectDeclContext>(_ctx, getState());
  enterRule(_localctx, 162, NeuroParser::RuleExpectDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(872);
    match(NeuroParser::EXPECT);
    setState(873);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- TrainDeclContext ------------------------------------------------------------------

NeuroParser::TrainDeclContext::TrainDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::TrainDeclContext::ON() {
  return getToken(NeuroParser::ON, 0);
}

NeuroParser::ExprContext* NeuroParser::TrainDeclContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}

NeuroParser::ExperimentBodyContext* NeuroParser::TrainDeclContext::experimentBody() {
  return getRuleContext<NeuroParser::ExperimentBodyContext>(0);
}

tree::TerminalNode* NeuroParser::TrainDeclContext::TRAIN() {
  return getToken(NeuroParser::TRAIN, 0);
}

tree::TerminalNode* NeuroParser::TrainDeclContext::TEST() {
  return getToken(NeuroParser::TEST, 0);
}


size_t NeuroParser::TrainDeclContext::getRuleIndex() const {
  return NeuroParser::RuleTrainDecl;
}


NeuroParser::TrainDeclContext* NeuroParser::trainDecl() {
  TrainDeclContext *_localctx = _tracker.createInstance<TrainDeclContext>(_ctx, getState());
  enterRule(_localctx, 164, NeuroParser::RuleTrainDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(875);
    _la = _input->LA(1);
    if (!(_la == NeuroParser::TRAIN

    || _la == NeuroParser::TEST)) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(876);
    match(NeuroParser::ON);
    setState(877);
    expr(0);
    setState(878);
    experimentBody();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- OptimiseDeclContext ------------------------------------------------------------------

NeuroParser::OptimiseDeclContext::OptimiseDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::OptimiseDeclContext::OPTIMISE() {
  return getToken(NeuroParser::OPTIMISE, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::OptimiseDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::OptimiseDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::OptimiseDeclContext::WITH() {
  return getToken(NeuroParser::WITH, 0);
}

std::vector<tree::TerminalNode *> NeuroParser::OptimiseDeclContext::COMMA() {
  return getTokens(NeuroParser::COMMA);
}

tree::TerminalNode* NeuroParser::OptimiseDeclContext::COMMA(size_t i) {
  return getToken(NeuroParser::COMMA, i);
}


size_t NeuroParser::OptimiseDeclContext::getRuleIndex() const {
  return NeuroParser::RuleOptimiseDecl;
}


NeuroParser::OptimiseDeclContext* NeuroParser::optimiseDecl() {
  OptimiseDeclContext *_localctx = _tracker.createInstance<OptimiseDeclContext>(_ctx, getState());
  enterRule(_localctx, 166, NeuroParser::RuleOptimiseDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(880);
    match(NeuroParser::OPTIMISE);
    setState(881);
    expr(0);
    setState(886);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == NeuroParser::COMMA) {
      setState(882);
      match(NeuroParser::COMMA);
      setState(883);
      expr(0);
      setState(888);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(889);
    match(NeuroParser::WITH);
    setState(890);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- QuantiseDeclContext ------------------------------------------------------------------

NeuroParser::QuantiseDeclContext::QuantiseDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::QuantiseDeclContext::QUANTISE() {
  return getToken(NeuroParser::QUANTISE, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::QuantiseDeclContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::QuantiseDeclContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::QuantiseDeclContext::AS() {
  return getToken(NeuroParser::AS, 0);
}


size_t NeuroParser::QuantiseDeclContext::getRuleIndex() const {
  return NeuroParser::RuleQuantiseDecl;
}


NeuroParser::QuantiseDeclContext* NeuroParser::quantiseDecl() {
  QuantiseDeclContext *_localctx = _tracker.createInstance<QuantiseDeclContext>(_ctx, getState());
  enterRule(_localctx, 168, NeuroParser::RuleQuantiseDecl);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(892);
    match(NeuroParser::QUANTISE);
    setState(893);
    expr(0);
    setState(894);
    match(NeuroParser::AS);
    setState(895);
    expr(0);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- SweepDeclContext ------------------------------------------------------------------

NeuroParser::SweepDeclContext::SweepDeclContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::SweepDeclContext::SWEEP() {
  return getToken(NeuroParser::SWEEP, 0);
}

std::vector<NeuroParser::AxisContext *> NeuroParser::SweepDeclContext::axis() {
  return getRuleContexts<NeuroParser::AxisContext>();
}

NeuroParser::AxisContext* NeuroParser::SweepDeclContext::axis(size_t i) {
  return getRuleContext<NeuroParser::AxisContext>(i);
}

NeuroParser::ExperimentBodyContext* NeuroParser::SweepDeclContext::experimentBody() {
  return getRuleContext<NeuroParser::ExperimentBodyContext>(0);
}

std::vector<tree::TerminalNode *> NeuroParser::SweepDeclContext::COMMA() {
  return getTokens(NeuroParser::COMMA);
}

tree::TerminalNode* NeuroParser::SweepDeclContext::COMMA(size_t i) {
  return getToken(NeuroParser::COMMA, i);
}


size_t NeuroParser::SweepDeclContext::getRuleIndex() const {
  return NeuroParser::RuleSweepDecl;
}


NeuroParser::SweepDeclContext* NeuroParser::sweepDecl() {
  SweepDeclContext *_localctx = _tracker.createInstance<SweepDeclContext>(_ctx, getState());
  enterRule(_localctx, 170, NeuroParser::RuleSweepDecl);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(897);
    match(NeuroParser::SWEEP);
    setState(898);
    axis();
    setState(903);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == NeuroParser::COMMA) {
      setState(899);
      match(NeuroParser::COMMA);
      setState(900);
      axis();
      setState(905);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(906);
    experimentBody();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- AxisContext ------------------------------------------------------------------

NeuroParser::AxisContext::AxisContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::AxisContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::AxisContext::IN() {
  return getToken(NeuroParser::IN, 0);
}

NeuroParser::RangeValueContext* NeuroParser::AxisContext::rangeValue() {
  return getRuleContext<NeuroParser::RangeValueContext>(0);
}


size_t NeuroParser::AxisContext::getRuleIndex() const {
  return NeuroParser::RuleAxis;
}


NeuroParser::AxisContext* NeuroParser::axis() {
  AxisContext *_localctx = _tracker.createInstance<AxisContext>(_ctx, getState());
  enterRule(_localctx, 172, NeuroParser::RuleAxis);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(908);
    match(NeuroParser::NAME);
    setState(909);
    match(NeuroParser::IN);
    setState(910);
    rangeValue();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ExperimentForContext ------------------------------------------------------------------

NeuroParser::ExperimentForContext::ExperimentForContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::ExperimentForContext::FOR() {
  return getToken(NeuroParser::FOR, 0);
}

tree::TerminalNode* NeuroParser::ExperimentForContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::ExperimentForContext::IN() {
  return getToken(NeuroParser::IN, 0);
}

NeuroParser::RangeValueContext* NeuroParser::ExperimentForContext::rangeValue() {
  return getRuleContext<NeuroParser::RangeValueContext>(0);
}

NeuroParser::ExperimentBodyContext* NeuroParser::ExperimentForContext::experimentBody() {
  return getRuleContext<NeuroParser::ExperimentBodyContext>(0);
}


size_t NeuroParser::ExperimentForContext::getRuleIndex() const {
  return NeuroParser::RuleExperimentFor;
}


NeuroParser::ExperimentForContext* NeuroParser::experimentFor() {
  ExperimentForContext *_localctx = _tracker.createInstance<ExperimentForContext>(_ctx, getState());
  enterRule(_localctx, 174, NeuroParser::RuleExperimentFor);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(912);
    match(NeuroParser::FOR);
    setState(913);
    match(NeuroParser::NAME);
    setState(914);
    match(NeuroParser::IN);
    setState(915);
    rangeValue();
    setState(916);
    experimentBody();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ExprContext ------------------------------------------------------------------

NeuroParser::ExprContext::ExprContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}


size_t NeuroParser::ExprContext::getRuleIndex() const {
  return NeuroParser::RuleExpr;
}

void NeuroParser::ExprContext::copyFrom(ExprContext *ctx) {
  ParserRuleContext::copyFrom(ctx);
}

//----------------- GroupExprContext ------------------------------------------------------------------

tree::TerminalNode* NeuroParser::GroupExprContext::OPEN_PAREN() {
  return getToken(NeuroParser::OPEN_PAREN, 0);
}

NeuroParser::ExprContext* NeuroParser::GroupExprContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}

tree::TerminalNode* NeuroParser::GroupExprContext::CLOSE_PAREN() {
  return getToken(NeuroParser::CLOSE_PAREN, 0);
}

NeuroParser::GroupExprContext::GroupExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- PowerExprContext ------------------------------------------------------------------

std::vector<NeuroParser::ExprContext *> NeuroParser::PowerExprContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::PowerExprContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::PowerExprContext::CARET() {
  return getToken(NeuroParser::CARET, 0);
}

NeuroParser::PowerExprContext::PowerExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- NumberExprContext ------------------------------------------------------------------

tree::TerminalNode* NeuroParser::NumberExprContext::NUMBER() {
  return getToken(NeuroParser::NUMBER, 0);
}

tree::TerminalNode* NeuroParser::NumberExprContext::QUANTITY() {
  return getToken(NeuroParser::QUANTITY, 0);
}

NeuroParser::NumberExprContext::NumberExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- MemberExprContext ------------------------------------------------------------------

NeuroParser::ExprContext* NeuroParser::MemberExprContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}

tree::TerminalNode* NeuroParser::MemberExprContext::DOT() {
  return getToken(NeuroParser::DOT, 0);
}

NeuroParser::MemberContext* NeuroParser::MemberExprContext::member() {
  return getRuleContext<NeuroParser::MemberContext>(0);
}

NeuroParser::MemberExprContext::MemberExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- OrExprContext ------------------------------------------------------------------

std::vector<NeuroParser::ExprContext *> NeuroParser::OrExprContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::OrExprContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::OrExprContext::OR() {
  return getToken(NeuroParser::OR, 0);
}

NeuroParser::OrExprContext::OrExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- NameExprContext ------------------------------------------------------------------

tree::TerminalNode* NeuroParser::NameExprContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::NameExprContext::PRE() {
  return getToken(NeuroParser::PRE, 0);
}

tree::TerminalNode* NeuroParser::NameExprContext::POST() {
  return getToken(NeuroParser::POST, 0);
}

NeuroParser::NameExprContext::NameExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- StringExprContext ------------------------------------------------------------------

tree::TerminalNode* NeuroParser::StringExprContext::STRING() {
  return getToken(NeuroParser::STRING, 0);
}

NeuroParser::StringExprContext::StringExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- IndexExprContext ------------------------------------------------------------------

NeuroParser::ExprContext* NeuroParser::IndexExprContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}

tree::TerminalNode* NeuroParser::IndexExprContext::OPEN_BRACKET() {
  return getToken(NeuroParser::OPEN_BRACKET, 0);
}

NeuroParser::SubscriptsContext* NeuroParser::IndexExprContext::subscripts() {
  return getRuleContext<NeuroParser::SubscriptsContext>(0);
}

tree::TerminalNode* NeuroParser::IndexExprContext::CLOSE_BRACKET() {
  return getToken(NeuroParser::CLOSE_BRACKET, 0);
}

NeuroParser::IndexExprContext::IndexExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- NegateExprContext ------------------------------------------------------------------

tree::TerminalNode* NeuroParser::NegateExprContext::MINUS() {
  return getToken(NeuroParser::MINUS, 0);
}

NeuroParser::ExprContext* NeuroParser::NegateExprContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}

NeuroParser::NegateExprContext::NegateExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- NotExprContext ------------------------------------------------------------------

tree::TerminalNode* NeuroParser::NotExprContext::NOT() {
  return getToken(NeuroParser::NOT, 0);
}

NeuroParser::ExprContext* NeuroParser::NotExprContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}

NeuroParser::NotExprContext::NotExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- ProductExprContext ------------------------------------------------------------------

std::vector<NeuroParser::ExprContext *> NeuroParser::ProductExprContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::ProductExprContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::ProductExprContext::STAR() {
  return getToken(NeuroParser::STAR, 0);
}

tree::TerminalNode* NeuroParser::ProductExprContext::SLASH() {
  return getToken(NeuroParser::SLASH, 0);
}

NeuroParser::ProductExprContext::ProductExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- SumExprContext ------------------------------------------------------------------

std::vector<NeuroParser::ExprContext *> NeuroParser::SumExprContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::SumExprContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::SumExprContext::PLUS() {
  return getToken(NeuroParser::PLUS, 0);
}

tree::TerminalNode* NeuroParser::SumExprContext::MINUS() {
  return getToken(NeuroParser::MINUS, 0);
}

NeuroParser::SumExprContext::SumExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- InRangeExprContext ------------------------------------------------------------------

std::vector<NeuroParser::ExprContext *> NeuroParser::InRangeExprContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::InRangeExprContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::InRangeExprContext::IN() {
  return getToken(NeuroParser::IN, 0);
}

tree::TerminalNode* NeuroParser::InRangeExprContext::RANGE() {
  return getToken(NeuroParser::RANGE, 0);
}

NeuroParser::InRangeExprContext::InRangeExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- BoolExprContext ------------------------------------------------------------------

tree::TerminalNode* NeuroParser::BoolExprContext::TRUE() {
  return getToken(NeuroParser::TRUE, 0);
}

tree::TerminalNode* NeuroParser::BoolExprContext::FALSE() {
  return getToken(NeuroParser::FALSE, 0);
}

NeuroParser::BoolExprContext::BoolExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- CallExprContext ------------------------------------------------------------------

NeuroParser::ExprContext* NeuroParser::CallExprContext::expr() {
  return getRuleContext<NeuroParser::ExprContext>(0);
}

tree::TerminalNode* NeuroParser::CallExprContext::OPEN_PAREN() {
  return getToken(NeuroParser::OPEN_PAREN, 0);
}

tree::TerminalNode* NeuroParser::CallExprContext::CLOSE_PAREN() {
  return getToken(NeuroParser::CLOSE_PAREN, 0);
}

NeuroParser::ArgumentsContext* NeuroParser::CallExprContext::arguments() {
  return getRuleContext<NeuroParser::ArgumentsContext>(0);
}

NeuroParser::CallExprContext::CallExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- ListExprContext ------------------------------------------------------------------

tree::TerminalNode* NeuroParser::ListExprContext::OPEN_BRACKET() {
  return getToken(NeuroParser::OPEN_BRACKET, 0);
}

tree::TerminalNode* NeuroParser::ListExprContext::CLOSE_BRACKET() {
  return getToken(NeuroParser::CLOSE_BRACKET, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::ListExprContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::ListExprContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

std::vector<tree::TerminalNode *> NeuroParser::ListExprContext::COMMA() {
  return getTokens(NeuroParser::COMMA);
}

tree::TerminalNode* NeuroParser::ListExprContext::COMMA(size_t i) {
  return getToken(NeuroParser::COMMA, i);
}

NeuroParser::ListExprContext::ListExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- ConditionalExprContext ------------------------------------------------------------------

tree::TerminalNode* NeuroParser::ConditionalExprContext::IF() {
  return getToken(NeuroParser::IF, 0);
}

std::vector<NeuroParser::ExprContext *> NeuroParser::ConditionalExprContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::ConditionalExprContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::ConditionalExprContext::THEN() {
  return getToken(NeuroParser::THEN, 0);
}

tree::TerminalNode* NeuroParser::ConditionalExprContext::ELSE() {
  return getToken(NeuroParser::ELSE, 0);
}

NeuroParser::ConditionalExprContext::ConditionalExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- CompareExprContext ------------------------------------------------------------------

std::vector<NeuroParser::ExprContext *> NeuroParser::CompareExprContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::CompareExprContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::CompareExprContext::LESS() {
  return getToken(NeuroParser::LESS, 0);
}

tree::TerminalNode* NeuroParser::CompareExprContext::LESS_EQUAL() {
  return getToken(NeuroParser::LESS_EQUAL, 0);
}

tree::TerminalNode* NeuroParser::CompareExprContext::GREATER() {
  return getToken(NeuroParser::GREATER, 0);
}

tree::TerminalNode* NeuroParser::CompareExprContext::GREATER_EQUAL() {
  return getToken(NeuroParser::GREATER_EQUAL, 0);
}

tree::TerminalNode* NeuroParser::CompareExprContext::EQUAL() {
  return getToken(NeuroParser::EQUAL, 0);
}

tree::TerminalNode* NeuroParser::CompareExprContext::NOT_EQUAL() {
  return getToken(NeuroParser::NOT_EQUAL, 0);
}

NeuroParser::CompareExprContext::CompareExprContext(ExprContext *ctx) { copyFrom(ctx); }


//----------------- AndExprContext ------------------------------------------------------------------

std::vector<NeuroParser::ExprContext *> NeuroParser::AndExprContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::AndExprContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::AndExprContext::AND() {
  return getToken(NeuroParser::AND, 0);
}

NeuroParser::AndExprContext::AndExprContext(ExprContext *ctx) { copyFrom(ctx); }



NeuroParser::ExprContext* NeuroParser::expr() {
   return expr(0);
}

NeuroParser::ExprContext* NeuroParser::expr(int precedence) {
  ParserRuleContext *parentContext = _ctx;
  size_t parentState = getState();
  NeuroParser::ExprContext *_localctx = _tracker.createInstance<ExprContext>(_ctx, parentState);
  NeuroParser::ExprContext *previousContext = _localctx;
  (void)previousContext; // Silence compiler, in case the context is not used by generated code.
  size_t startState = 176;
  enterRecursionRule(_localctx, 176, NeuroParser::RuleExpr, precedence);

    size_t _la = 0;

  auto onExit = finally([=] {
    unrollRecursionContexts(parentContext);
  });
  try {
    size_t alt;
    enterOuterAlt(_localctx, 1);
    setState(953);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case NeuroParser::MINUS: {
        _localctx = _tracker.createInstance<NegateExprContext>(_localctx);
        _ctx = _localctx;
        previousContext = _localctx;

        setState(919);
        match(NeuroParser::MINUS);
        setState(920);
        expr(15);
        break;
      }

      case NeuroParser::NOT: {
        _localctx = _tracker.createInstance<NotExprContext>(_localctx);
        _ctx = _localctx;
        previousContext = _localctx;
        setState(921);
        match(NeuroParser::NOT);
        setState(922);
        expr(10);
        break;
      }

      case NeuroParser::IF: {
        _localctx = _tracker.createInstance<ConditionalExprContext>(_localctx);
        _ctx = _localctx;
        previousContext = _localctx;
        setState(923);
        match(NeuroParser::IF);
        setState(924);
        expr(0);
        setState(925);
        match(NeuroParser::THEN);
        setState(926);
        expr(0);
        setState(927);
        match(NeuroParser::ELSE);
        setState(928);
        expr(7);
        break;
      }

      case NeuroParser::NUMBER:
      case NeuroParser::QUANTITY: {
        _localctx = _tracker.createInstance<NumberExprContext>(_localctx);
        _ctx = _localctx;
        previousContext = _localctx;
        setState(930);
        _la = _input->LA(1);
        if (!(_la == NeuroParser::NUMBER

        || _la == NeuroParser::QUANTITY)) {
        _errHandler->recoverInline(this);
        }
        else {
          _errHandler->reportMatch(this);
          consume();
        }
        break;
      }

      case NeuroParser::STRING: {
        _localctx = _tracker.createInstance<StringExprContext>(_localctx);
        _ctx = _localctx;
        previousContext = _localctx;
        setState(931);
        match(NeuroParser::STRING);
        break;
      }

      case NeuroParser::TRUE:
      case NeuroParser::FALSE: {
        _localctx = _tracker.createInstance<BoolExprContext>(_localctx);
        _ctx = _localctx;
        previousContext = _localctx;
        setState(932);
        _la = _input->LA(1);
        if (!(_la == NeuroParser::TRUE

        || _la == NeuroParser::FALSE)) {
        _errHandler->recoverInline(this);
        }
        else {
          _errHandler->reportMatch(this);
          consume();
        }
        break;
      }

      case NeuroParser::PRE:
      case NeuroParser::POST:
      case NeuroParser::NAME: {
        _localctx = _tracker.createInstance<NameExprContext>(_localctx);
        _ctx = _localctx;
        previousContext = _localctx;
        setState(933);
        _la = _input->LA(1);
        if (!(_la == NeuroParser::PRE

        || _la == NeuroParser::POST || _la == NeuroParser::NAME)) {
        _errHandler->recoverInline(this);
        }
        else {
          _errHandler->reportMatch(this);
          consume();
        }
        break;
      }

      case NeuroParser::OPEN_PAREN: {
        _localctx = _tracker.createInstance<GroupExprContext>(_localctx);
        _ctx = _localctx;
        previousContext = _localctx;
        setState(934);
        match(NeuroParser::OPEN_PAREN);
        setState(935);
        expr(0);
        setState(936);
        match(NeuroParser::CLOSE_PAREN);
        break;
      }

      case NeuroParser::OPEN_BRACKET: {
        _localctx = _tracker.createInstance<ListExprContext>(_localctx);
        _ctx = _localctx;
        previousContext = _localctx;
        setState(938);
        match(NeuroParser::OPEN_BRACKET);
        setState(950);
        _errHandler->sync(this);

        _la = _input->LA(1);
        if ((((_la & ~ 0x3fULL) == 0) &&
          ((1ULL << _la) & ((1ULL << NeuroParser::PRE)
          | (1ULL << NeuroParser::POST)
          | (1ULL << NeuroParser::IF)
          | (1ULL << NeuroParser::NOT)
          | (1ULL << NeuroParser::TRUE)
          | (1ULL << NeuroParser::FALSE))) != 0) || ((((_la - 86) & ~ 0x3fULL) == 0) &&
          ((1ULL << (_la - 86)) & ((1ULL << (NeuroParser::NAME - 86))
          | (1ULL << (NeuroParser::NUMBER - 86))
          | (1ULL << (NeuroParser::STRING - 86))
          | (1ULL << (NeuroParser::OPEN_PAREN - 86))
          | (1ULL << (NeuroParser::OPEN_BRACKET - 86))
          | (1ULL << (NeuroParser::MINUS - 86))
          | (1ULL << (NeuroParser::QUANTITY - 86)))) != 0)) {
          setState(939);
          expr(0);
          setState(944);
          _errHandler->sync(this);
          alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 84, _ctx);
          while (alt != 2 && alt != atn::ATN::INVALID_ALT_NUMBER) {
            if (alt == 1) {
              setState(940);
              match(NeuroParser::COMMA);
              setState(941);
              expr(0); 
            }
            setState(946);
            _errHandler->sync(this);
            alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 84, _ctx);
          }
          setState(948);
          _errHandler->sync(this);

          _la = _input->LA(1);
          if (_la == NeuroParser::COMMA) {
            setState(947);
            match(NeuroParser::COMMA);
          }
        }
        setState(952);
        match(NeuroParser::CLOSE_BRACKET);
        break;
      }

    default:
      throw NoViableAltException(this);
    }
    _ctx->stop = _input->LT(-1);
    setState(995);
    _errHandler->sync(this);
    alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 90, _ctx);
    while (alt != 2 && alt != atn::ATN::INVALID_ALT_NUMBER) {
      if (alt == 1) {
        if (!_parseListeners.empty())
          triggerExitRuleEvent();
        previousContext = _localctx;
        setState(993);
        _errHandler->sync(this);
        switch (getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 89, _ctx)) {
        case 1: {
          auto newContext = _tracker.createInstance<PowerExprContext>(_tracker.createInstance<ExprContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpr);
          setState(955);

          if (!(precpred(_ctx, 16))) throw FailedPredicateException(this, "precpred(_ctx, 16)");
          setState(956);
          match(NeuroParser::CARET);
          setState(957);
          expr(16);
          break;
        }

        case 2: {
          auto newContext = _tracker.createInstance<ProductExprContext>(_tracker.createInstance<ExprContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpr);
          setState(958);

          if (!(precpred(_ctx, 14))) throw FailedPredicateException(this, "precpred(_ctx, 14)");
          setState(959);
          _la = _input->LA(1);
          if (!(_la == NeuroParser::STAR

          || _la == NeuroParser::SLASH)) {
          _errHandler->recoverInline(this);
          }
          else {
            _errHandler->reportMatch(this);
            consume();
          }
          setState(960);
          expr(15);
          break;
        }

        case 3: {
          auto newContext = _tracker.createInstance<SumExprContext>(_tracker.createInstance<ExprContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpr);
          setState(961);

          if (!(precpred(_ctx, 13))) throw FailedPredicateException(this, "precpred(_ctx, 13)");
          setState(962);
          _la = _input->LA(1);
          if (!(_la == NeuroParser::PLUS

          || _la == NeuroParser::MINUS)) {
          _errHandler->recoverInline(this);
          }
          else {
            _errHandler->reportMatch(this);
            consume();
          }
          setState(963);
          expr(14);
          break;
        }

        case 4: {
          auto newContext = _tracker.createInstance<CompareExprContext>(_tracker.createInstance<ExprContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpr);
          setState(964);

          if (!(precpred(_ctx, 12))) throw FailedPredicateException(this, "precpred(_ctx, 12)");
          setState(965);
          _la = _input->LA(1);
          if (!(((((_la - 115) & ~ 0x3fULL) == 0) &&
            ((1ULL << (_la - 115)) & ((1ULL << (NeuroParser::LESS - 115))
            | (1ULL << (NeuroParser::LESS_EQUAL - 115))
            | (1ULL << (NeuroParser::GREATER - 115))
            | (1ULL << (NeuroParser::GREATER_EQUAL - 115))
            | (1ULL << (NeuroParser::EQUAL - 115))
            | (1ULL << (NeuroParser::NOT_EQUAL - 115)))) != 0))) {
          _errHandler->recoverInline(this);
          }
          else {
            _errHandler->reportMatch(this);
            consume();
          }
          setState(966);
          expr(13);
          break;
        }

        case 5: {
          auto newContext = _tracker.createInstance<InRangeExprContext>(_tracker.createInstance<ExprContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpr);
          setState(967);

          if (!(precpred(_ctx, 11))) throw FailedPredicateException(this, "precpred(_ctx, 11)");
          setState(968);
          match(NeuroParser::IN);
          setState(969);
          expr(0);
          setState(970);
          match(NeuroParser::RANGE);
          setState(971);
          expr(12);
          break;
        }

        case 6: {
          auto newContext = _tracker.createInstance<AndExprContext>(_tracker.createInstance<ExprContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpr);
          setState(973);

          if (!(precpred(_ctx, 9))) throw FailedPredicateException(this, "precpred(_ctx, 9)");
          setState(974);
          match(NeuroParser::AND);
          setState(975);
          expr(10);
          break;
        }

        case 7: {
          auto newContext = _tracker.createInstance<OrExprContext>(_tracker.createInstance<ExprContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpr);
          setState(976);

          if (!(precpred(_ctx, 8))) throw FailedPredicateException(this, "precpred(_ctx, 8)");
          setState(977);
          match(NeuroParser::OR);
          setState(978);
          expr(9);
          break;
        }

        case 8: {
          auto newContext = _tracker.createInstance<MemberExprContext>(_tracker.createInstance<ExprContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpr);
          setState(979);

          if (!(precpred(_ctx, 19))) throw FailedPredicateException(this, "precpred(_ctx, 19)");
          setState(980);
          match(NeuroParser::DOT);
          setState(981);
          member();
          break;
        }

        case 9: {
          auto newContext = _tracker.createInstance<CallExprContext>(_tracker.createInstance<ExprContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpr);
          setState(982);

          if (!(precpred(_ctx, 18))) throw FailedPredicateException(this, "precpred(_ctx, 18)");
          setState(983);
          match(NeuroParser::OPEN_PAREN);
          setState(985);
          _errHandler->sync(this);

          _la = _input->LA(1);
          if ((((_la & ~ 0x3fULL) == 0) &&
            ((1ULL << _la) & ((1ULL << NeuroParser::PRE)
            | (1ULL << NeuroParser::POST)
            | (1ULL << NeuroParser::IF)
            | (1ULL << NeuroParser::NOT)
            | (1ULL << NeuroParser::TRUE)
            | (1ULL << NeuroParser::FALSE))) != 0) || ((((_la - 86) & ~ 0x3fULL) == 0) &&
            ((1ULL << (_la - 86)) & ((1ULL << (NeuroParser::NAME - 86))
            | (1ULL << (NeuroParser::NUMBER - 86))
            | (1ULL << (NeuroParser::STRING - 86))
            | (1ULL << (NeuroParser::OPEN_PAREN - 86))
            | (1ULL << (NeuroParser::OPEN_BRACKET - 86))
            | (1ULL << (NeuroParser::MINUS - 86))
            | (1ULL << (NeuroParser::QUANTITY - 86)))) != 0)) {
            setState(984);
            arguments();
          }
          setState(987);
          match(NeuroParser::CLOSE_PAREN);
          break;
        }

        case 10: {
          auto newContext = _tracker.createInstance<IndexExprContext>(_tracker.createInstance<ExprContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpr);
          setState(988);

          if (!(precpred(_ctx, 17))) throw FailedPredicateException(this, "precpred(_ctx, 17)");
          setState(989);
          match(NeuroParser::OPEN_BRACKET);
          setState(990);
          subscripts();
          setState(991);
          match(NeuroParser::CLOSE_BRACKET);
          break;
        }

        } 
      }
      setState(997);
      _errHandler->sync(this);
      alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 90, _ctx);
    }
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }
  return _localctx;
}

//----------------- MemberContext ------------------------------------------------------------------

NeuroParser::MemberContext::MemberContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* NeuroParser::MemberContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::MemberContext::PRE() {
  return getToken(NeuroParser::PRE, 0);
}

tree::TerminalNode* NeuroParser::MemberContext::POST() {
  return getToken(NeuroParser::POST, 0);
}


size_t NeuroParser::MemberContext::getRuleIndex() const {
  return NeuroParser::RuleMember;
}


NeuroParser::MemberContext* NeuroParser::member() {
  MemberContext *_localctx = _tracker.createInstance<MemberContext>(_ctx, getState());
  enterRule(_localctx, 178, NeuroParser::RuleMember);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(998);
    _la = _input->LA(1);
    if (!(_la == NeuroParser::PRE

    || _la == NeuroParser::POST || _la == NeuroParser::NAME)) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- SubscriptsContext ------------------------------------------------------------------

NeuroParser::SubscriptsContext::SubscriptsContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<NeuroParser::RangeValueContext *> NeuroParser::SubscriptsContext::rangeValue() {
  return getRuleContexts<NeuroParser::RangeValueContext>();
}

NeuroParser::RangeValueContext* NeuroParser::SubscriptsContext::rangeValue(size_t i) {
  return getRuleContext<NeuroParser::RangeValueContext>(i);
}

std::vector<tree::TerminalNode *> NeuroParser::SubscriptsContext::COMMA() {
  return getTokens(NeuroParser::COMMA);
}

tree::TerminalNode* NeuroParser::SubscriptsContext::COMMA(size_t i) {
  return getToken(NeuroParser::COMMA, i);
}


size_t NeuroParser::SubscriptsContext::getRuleIndex() const {
  return NeuroParser::RuleSubscripts;
}


NeuroParser::SubscriptsContext* NeuroParser::subscripts() {
  SubscriptsContext *_localctx = _tracker.createInstance<SubscriptsContext>(_ctx, getState());
  enterRule(_localctx, 180, NeuroParser::RuleSubscripts);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(1000);
    rangeValue();
    setState(1005);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == NeuroParser::COMMA) {
      setState(1001);
      match(NeuroParser::COMMA);
      setState(1002);
      rangeValue();
      setState(1007);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ArgumentsContext ------------------------------------------------------------------

NeuroParser::ArgumentsContext::ArgumentsContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<NeuroParser::ArgumentContext *> NeuroParser::ArgumentsContext::argument() {
  return getRuleContexts<NeuroParser::ArgumentContext>();
}

NeuroParser::ArgumentContext* NeuroParser::ArgumentsContext::argument(size_t i) {
  return getRuleContext<NeuroParser::ArgumentContext>(i);
}

std::vector<tree::TerminalNode *> NeuroParser::ArgumentsContext::COMMA() {
  return getTokens(NeuroParser::COMMA);
}

tree::TerminalNode* NeuroParser::ArgumentsContext::COMMA(size_t i) {
  return getToken(NeuroParser::COMMA, i);
}


size_t NeuroParser::ArgumentsContext::getRuleIndex() const {
  return NeuroParser::RuleArguments;
}


NeuroParser::ArgumentsContext* NeuroParser::arguments() {
  ArgumentsContext *_localctx = _tracker.createInstance<ArgumentsContext>(_ctx, getState());
  enterRule(_localctx, 182, NeuroParser::RuleArguments);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    size_t alt;
    enterOuterAlt(_localctx, 1);
    setState(1008);
    argument();
    setState(1013);
    _errHandler->sync(this);
    alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 92, _ctx);
    while (alt != 2 && alt != atn::ATN::INVALID_ALT_NUMBER) {
      if (alt == 1) {
        setState(1009);
        match(NeuroParser::COMMA);
        setState(1010);
        argument(); 
      }
      setState(1015);
      _errHandler->sync(this);
      alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 92, _ctx);
    }
    setState(1017);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::COMMA) {
      setState(1016);
      match(NeuroParser::COMMA);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ArgumentContext ------------------------------------------------------------------

NeuroParser::ArgumentContext::ArgumentContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

NeuroParser::RangeValueContext* NeuroParser::ArgumentContext::rangeValue() {
  return getRuleContext<NeuroParser::RangeValueContext>(0);
}

tree::TerminalNode* NeuroParser::ArgumentContext::NAME() {
  return getToken(NeuroParser::NAME, 0);
}

tree::TerminalNode* NeuroParser::ArgumentContext::ASSIGN() {
  return getToken(NeuroParser::ASSIGN, 0);
}


size_t NeuroParser::ArgumentContext::getRuleIndex() const {
  return NeuroParser::RuleArgument;
}


NeuroParser::ArgumentContext* NeuroParser::argument() {
  ArgumentContext *_localctx = _tracker.createInstance<ArgumentContext>(_ctx, getState());
  enterRule(_localctx, 184, NeuroParser::RuleArgument);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(1021);
    _errHandler->sync(this);

    switch (getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 94, _ctx)) {
    case 1: {
      setState(1019);
      match(NeuroParser::NAME);
      setState(1020);
      match(NeuroParser::ASSIGN);
      break;
    }

    }
    setState(1023);
    rangeValue();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- RangeValueContext ------------------------------------------------------------------

NeuroParser::RangeValueContext::RangeValueContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<NeuroParser::ExprContext *> NeuroParser::RangeValueContext::expr() {
  return getRuleContexts<NeuroParser::ExprContext>();
}

NeuroParser::ExprContext* NeuroParser::RangeValueContext::expr(size_t i) {
  return getRuleContext<NeuroParser::ExprContext>(i);
}

tree::TerminalNode* NeuroParser::RangeValueContext::RANGE() {
  return getToken(NeuroParser::RANGE, 0);
}

tree::TerminalNode* NeuroParser::RangeValueContext::STEP() {
  return getToken(NeuroParser::STEP, 0);
}


size_t NeuroParser::RangeValueContext::getRuleIndex() const {
  return NeuroParser::RuleRangeValue;
}


NeuroParser::RangeValueContext* NeuroParser::rangeValue() {
  RangeValueContext *_localctx = _tracker.createInstance<RangeValueContext>(_ctx, getState());
  enterRule(_localctx, 186, NeuroParser::RuleRangeValue);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(1025);
    expr(0);
    setState(1032);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == NeuroParser::RANGE) {
      setState(1026);
      match(NeuroParser::RANGE);
      setState(1027);
      expr(0);
      setState(1030);
      _errHandler->sync(this);

      _la = _input->LA(1);
      if (_la == NeuroParser::STEP) {
        setState(1028);
        match(NeuroParser::STEP);
        setState(1029);
        expr(0);
      }
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

bool NeuroParser::sempred(RuleContext *context, size_t ruleIndex, size_t predicateIndex) {
  switch (ruleIndex) {
    case 88: return exprSempred(dynamic_cast<ExprContext *>(context), predicateIndex);

  default:
    break;
  }
  return true;
}

bool NeuroParser::exprSempred(ExprContext *_localctx, size_t predicateIndex) {
  switch (predicateIndex) {
    case 0: return precpred(_ctx, 16);
    case 1: return precpred(_ctx, 14);
    case 2: return precpred(_ctx, 13);
    case 3: return precpred(_ctx, 12);
    case 4: return precpred(_ctx, 11);
    case 5: return precpred(_ctx, 9);
    case 6: return precpred(_ctx, 8);
    case 7: return precpred(_ctx, 19);
    case 8: return precpred(_ctx, 18);
    case 9: return precpred(_ctx, 17);

  default:
    break;
  }
  return true;
}

// Static vars and initialization.
std::vector<dfa::DFA> NeuroParser::_decisionToDFA;
atn::PredictionContextCache NeuroParser::_sharedContextCache;

// We own the ATN which in turn owns the ATN states.
atn::ATN NeuroParser::_atn;
std::vector<uint16_t> NeuroParser::_serializedATN;

std::vector<std::string> NeuroParser::_ruleNames = {
  "file", "fileLine", "fileItem", "moduleDecl", "importDecl", "constDecl", 
  "fnDecl", "modelDecl", "networkDecl", "experimentDecl", "path", "nameList", 
  "instance", "parameters", "variable", "variables", "typeSpec", "type", 
  "unit", "unitPower", "unitAtom", "modelBody", "modelLine", "modelItem", 
  "variableDecl", "refDecl", "useDecl", "use", "gateDecl", "traceDecl", 
  "letDecl", "odeDecl", "spikeDecl", "eventDecl", "onDecl", "everyDecl", 
  "boundDecl", "tieDecl", "solveDecl", "compartmentDecl", "coupleDecl", 
  "exposeDecl", "handlerBody", "handlerLine", "handlerItem", "assignment", 
  "reference", "emitDecl", "ifDecl", "networkBody", "networkLine", "networkItem", 
  "populationDecl", "settings", "settingLine", "groupDecl", "label", "projectDecl", 
  "gapDecl", "stimulateDecl", "normalizeDecl", "structuralDecl", "structuralLine", 
  "structuralItem", "pruneDecl", "growDecl", "recordDecl", "recordTarget", 
  "networkFor", "tableDecl", "experimentBody", "experimentLine", "experimentItem", 
  "dataDecl", "simulateDecl", "presentDecl", "freezeDecl", "resetDecl", 
  "checkpointDecl", "restoreDecl", "reportDecl", "expectDecl", "trainDecl", 
  "optimiseDecl", "quantiseDecl", "sweepDecl", "axis", "experimentFor", 
  "expr", "member", "subscripts", "arguments", "argument", "rangeValue"
};

std::vector<std::string> NeuroParser::_literalNames = {
  "", "'pre'", "'post'", "'if'", "'then'", "'else'", "'and'", "'or'", "'not'", 
  "'in'", "'when'", "'where'", "'via'", "'connect'", "'every'", "'per'", 
  "'to'", "'on'", "'as'", "'with'", "'hold'", "'refractory'", "'after'", 
  "'step'", "'gap'", "'for'", "'at'", "'extends'", "'emit'", "'of'", "'true'", 
  "'false'", "'module'", "'import'", "'const'", "'fn'", "'neuron'", "'receptor'", 
  "'synapse'", "'glia'", "'source'", "'network'", "'experiment'", "'param'", 
  "'state'", "'edge'", "'ref'", "'input'", "'host'", "'use'", "'gate'", 
  "'trace'", "'let'", "'spike'", "'event'", "'bound'", "'tie'", "'solve'", 
  "'compartment'", "'couple'", "'expose'", "'population'", "'group'", "'project'", 
  "'stimulate'", "'normalize'", "'structural'", "'prune'", "'grow'", "'record'", 
  "'table'", "'data'", "'simulate'", "'present'", "'freeze'", "'reset'", 
  "'checkpoint'", "'restore'", "'report'", "'expect'", "'train'", "'test'", 
  "'optimise'", "'quantise'", "'sweep'", "'procedural'", "", "'\u00B0C'", 
  "", "", "", "", "'('", "')'", "'['", "']'", "'{'", "'}'", "','", "':'", 
  "';'", "'.'", "'..'", "'='", "'+='", "'-='", "'*='", "'/='", "'~'", "'+'", 
  "'-'", "'*'", "'/'", "'^'", "'%'", "'<'", "'<='", "'>'", "'>='", "'=='", 
  "'!='", "'->'", "'--'"
};

std::vector<std::string> NeuroParser::_symbolicNames = {
  "", "PRE", "POST", "IF", "THEN", "ELSE", "AND", "OR", "NOT", "IN", "WHEN", 
  "WHERE", "VIA", "CONNECT", "EVERY", "PER", "TO", "ON", "AS", "WITH", "HOLD", 
  "REFRACTORY", "AFTER", "STEP", "GAP", "FOR", "AT", "EXTENDS", "EMIT", 
  "OF", "TRUE", "FALSE", "MODULE", "IMPORT", "CONST", "FN", "NEURON", "RECEPTOR", 
  "SYNAPSE", "GLIA", "SOURCE", "NETWORK", "EXPERIMENT", "PARAM", "STATE", 
  "EDGE", "REF", "INPUT", "HOST", "USE", "GATE", "TRACE", "LET", "SPIKE", 
  "EVENT", "BOUND", "TIE", "SOLVE", "COMPARTMENT", "COUPLE", "EXPOSE", "POPULATION", 
  "GROUP", "PROJECT", "STIMULATE", "NORMALIZE", "STRUCTURAL", "PRUNE", "GROW", 
  "RECORD", "TABLE", "DATA", "SIMULATE", "PRESENT", "FREEZE", "RESET", "CHECKPOINT", 
  "RESTORE", "REPORT", "EXPECT", "TRAIN", "TEST", "OPTIMISE", "QUANTISE", 
  "SWEEP", "PROCEDURAL", "NAME", "DEGREE", "NUMBER", "STRING", "UNTERMINATED", 
  "PRIMES", "OPEN_PAREN", "CLOSE_PAREN", "OPEN_BRACKET", "CLOSE_BRACKET", 
  "OPEN_BRACE", "CLOSE_BRACE", "COMMA", "COLON", "SEMICOLON", "DOT", "RANGE", 
  "ASSIGN", "ADD_ASSIGN", "SUB_ASSIGN", "MUL_ASSIGN", "DIV_ASSIGN", "TILDE", 
  "PLUS", "MINUS", "STAR", "SLASH", "CARET", "PERCENT", "LESS", "LESS_EQUAL", 
  "GREATER", "GREATER_EQUAL", "EQUAL", "NOT_EQUAL", "ARROW", "LINK", "NEWLINE", 
  "COMMENT", "BLANK", "BAD", "SEP", "QUANTITY"
};

dfa::Vocabulary NeuroParser::_vocabulary(_literalNames, _symbolicNames);

std::vector<std::string> NeuroParser::_tokenNames;

NeuroParser::Initializer::Initializer() {
	for (size_t i = 0; i < _symbolicNames.size(); ++i) {
		std::string name = _vocabulary.getLiteralName(i);
		if (name.empty()) {
			name = _vocabulary.getSymbolicName(i);
		}

		if (name.empty()) {
			_tokenNames.push_back("<INVALID>");
		} else {
      _tokenNames.push_back(name);
    }
	}

  _serializedATN = {
    0x3, 0x608b, 0xa72a, 0x8133, 0xb9ed, 0x417c, 0x3be7, 0x7786, 0x5964, 
    0x3, 0x82, 0x40d, 0x4, 0x2, 0x9, 0x2, 0x4, 0x3, 0x9, 0x3, 0x4, 0x4, 
    0x9, 0x4, 0x4, 0x5, 0x9, 0x5, 0x4, 0x6, 0x9, 0x6, 0x4, 0x7, 0x9, 0x7, 
    0x4, 0x8, 0x9, 0x8, 0x4, 0x9, 0x9, 0x9, 0x4, 0xa, 0x9, 0xa, 0x4, 0xb, 
    0x9, 0xb, 0x4, 0xc, 0x9, 0xc, 0x4, 0xd, 0x9, 0xd, 0x4, 0xe, 0x9, 0xe, 
    0x4, 0xf, 0x9, 0xf, 0x4, 0x10, 0x9, 0x10, 0x4, 0x11, 0x9, 0x11, 0x4, 
    0x12, 0x9, 0x12, 0x4, 0x13, 0x9, 0x13, 0x4, 0x14, 0x9, 0x14, 0x4, 0x15, 
    0x9, 0x15, 0x4, 0x16, 0x9, 0x16, 0x4, 0x17, 0x9, 0x17, 0x4, 0x18, 0x9, 
    0x18, 0x4, 0x19, 0x9, 0x19, 0x4, 0x1a, 0x9, 0x1a, 0x4, 0x1b, 0x9, 0x1b, 
    0x4, 0x1c, 0x9, 0x1c, 0x4, 0x1d, 0x9, 0x1d, 0x4, 0x1e, 0x9, 0x1e, 0x4, 
    0x1f, 0x9, 0x1f, 0x4, 0x20, 0x9, 0x20, 0x4, 0x21, 0x9, 0x21, 0x4, 0x22, 
    0x9, 0x22, 0x4, 0x23, 0x9, 0x23, 0x4, 0x24, 0x9, 0x24, 0x4, 0x25, 0x9, 
    0x25, 0x4, 0x26, 0x9, 0x26, 0x4, 0x27, 0x9, 0x27, 0x4, 0x28, 0x9, 0x28, 
    0x4, 0x29, 0x9, 0x29, 0x4, 0x2a, 0x9, 0x2a, 0x4, 0x2b, 0x9, 0x2b, 0x4, 
    0x2c, 0x9, 0x2c, 0x4, 0x2d, 0x9, 0x2d, 0x4, 0x2e, 0x9, 0x2e, 0x4, 0x2f, 
    0x9, 0x2f, 0x4, 0x30, 0x9, 0x30, 0x4, 0x31, 0x9, 0x31, 0x4, 0x32, 0x9, 
    0x32, 0x4, 0x33, 0x9, 0x33, 0x4, 0x34, 0x9, 0x34, 0x4, 0x35, 0x9, 0x35, 
    0x4, 0x36, 0x9, 0x36, 0x4, 0x37, 0x9, 0x37, 0x4, 0x38, 0x9, 0x38, 0x4, 
    0x39, 0x9, 0x39, 0x4, 0x3a, 0x9, 0x3a, 0x4, 0x3b, 0x9, 0x3b, 0x4, 0x3c, 
    0x9, 0x3c, 0x4, 0x3d, 0x9, 0x3d, 0x4, 0x3e, 0x9, 0x3e, 0x4, 0x3f, 0x9, 
    0x3f, 0x4, 0x40, 0x9, 0x40, 0x4, 0x41, 0x9, 0x41, 0x4, 0x42, 0x9, 0x42, 
    0x4, 0x43, 0x9, 0x43, 0x4, 0x44, 0x9, 0x44, 0x4, 0x45, 0x9, 0x45, 0x4, 
    0x46, 0x9, 0x46, 0x4, 0x47, 0x9, 0x47, 0x4, 0x48, 0x9, 0x48, 0x4, 0x49, 
    0x9, 0x49, 0x4, 0x4a, 0x9, 0x4a, 0x4, 0x4b, 0x9, 0x4b, 0x4, 0x4c, 0x9, 
    0x4c, 0x4, 0x4d, 0x9, 0x4d, 0x4, 0x4e, 0x9, 0x4e, 0x4, 0x4f, 0x9, 0x4f, 
    0x4, 0x50, 0x9, 0x50, 0x4, 0x51, 0x9, 0x51, 0x4, 0x52, 0x9, 0x52, 0x4, 
    0x53, 0x9, 0x53, 0x4, 0x54, 0x9, 0x54, 0x4, 0x55, 0x9, 0x55, 0x4, 0x56, 
    0x9, 0x56, 0x4, 0x57, 0x9, 0x57, 0x4, 0x58, 0x9, 0x58, 0x4, 0x59, 0x9, 
    0x59, 0x4, 0x5a, 0x9, 0x5a, 0x4, 0x5b, 0x9, 0x5b, 0x4, 0x5c, 0x9, 0x5c, 
    0x4, 0x5d, 0x9, 0x5d, 0x4, 0x5e, 0x9, 0x5e, 0x4, 0x5f, 0x9, 0x5f, 0x3, 
    0x2, 0x7, 0x2, 0xc0, 0xa, 0x2, 0xc, 0x2, 0xe, 0x2, 0xc3, 0xb, 0x2, 0x3, 
    0x2, 0x3, 0x2, 0x3, 0x3, 0x3, 0x3, 0x3, 0x3, 0x3, 0x4, 0x3, 0x4, 0x3, 
    0x4, 0x3, 0x4, 0x3, 0x4, 0x3, 0x4, 0x3, 0x4, 0x5, 0x4, 0xd1, 0xa, 0x4, 
    0x3, 0x5, 0x3, 0x5, 0x3, 0x5, 0x3, 0x6, 0x3, 0x6, 0x3, 0x6, 0x5, 0x6, 
    0xd9, 0xa, 0x6, 0x3, 0x6, 0x3, 0x6, 0x3, 0x6, 0x3, 0x6, 0x5, 0x6, 0xdf, 
    0xa, 0x6, 0x3, 0x6, 0x5, 0x6, 0xe2, 0xa, 0x6, 0x3, 0x6, 0x5, 0x6, 0xe5, 
    0xa, 0x6, 0x3, 0x7, 0x3, 0x7, 0x3, 0x7, 0x5, 0x7, 0xea, 0xa, 0x7, 0x3, 
    0x7, 0x3, 0x7, 0x3, 0x7, 0x3, 0x8, 0x3, 0x8, 0x3, 0x8, 0x3, 0x8, 0x5, 
    0x8, 0xf3, 0xa, 0x8, 0x3, 0x8, 0x3, 0x8, 0x5, 0x8, 0xf7, 0xa, 0x8, 0x3, 
    0x8, 0x3, 0x8, 0x3, 0x8, 0x3, 0x9, 0x3, 0x9, 0x3, 0x9, 0x3, 0x9, 0x5, 
    0x9, 0x100, 0xa, 0x9, 0x3, 0x9, 0x5, 0x9, 0x103, 0xa, 0x9, 0x3, 0x9, 
    0x3, 0x9, 0x5, 0x9, 0x107, 0xa, 0x9, 0x3, 0x9, 0x3, 0x9, 0x3, 0xa, 0x3, 
    0xa, 0x3, 0xa, 0x3, 0xa, 0x5, 0xa, 0x10f, 0xa, 0xa, 0x3, 0xa, 0x5, 0xa, 
    0x112, 0xa, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xb, 0x3, 0xb, 0x3, 0xb, 0x3, 
    0xb, 0x3, 0xb, 0x3, 0xb, 0x3, 0xc, 0x3, 0xc, 0x3, 0xc, 0x7, 0xc, 0x11f, 
    0xa, 0xc, 0xc, 0xc, 0xe, 0xc, 0x122, 0xb, 0xc, 0x3, 0xd, 0x3, 0xd, 0x3, 
    0xd, 0x7, 0xd, 0x127, 0xa, 0xd, 0xc, 0xd, 0xe, 0xd, 0x12a, 0xb, 0xd, 
    0x3, 0xe, 0x3, 0xe, 0x3, 0xe, 0x5, 0xe, 0x12f, 0xa, 0xe, 0x3, 0xe, 0x5, 
    0xe, 0x132, 0xa, 0xe, 0x3, 0xf, 0x3, 0xf, 0x3, 0xf, 0x7, 0xf, 0x137, 
    0xa, 0xf, 0xc, 0xf, 0xe, 0xf, 0x13a, 0xb, 0xf, 0x3, 0xf, 0x5, 0xf, 0x13d, 
    0xa, 0xf, 0x3, 0x10, 0x3, 0x10, 0x5, 0x10, 0x141, 0xa, 0x10, 0x3, 0x10, 
    0x3, 0x10, 0x5, 0x10, 0x145, 0xa, 0x10, 0x3, 0x10, 0x3, 0x10, 0x5, 0x10, 
    0x149, 0xa, 0x10, 0x3, 0x11, 0x3, 0x11, 0x3, 0x11, 0x7, 0x11, 0x14e, 
    0xa, 0x11, 0xc, 0x11, 0xe, 0x11, 0x151, 0xb, 0x11, 0x3, 0x12, 0x3, 0x12, 
    0x3, 0x12, 0x3, 0x13, 0x3, 0x13, 0x3, 0x13, 0x3, 0x13, 0x3, 0x13, 0x3, 
    0x13, 0x3, 0x13, 0x3, 0x13, 0x3, 0x13, 0x7, 0x13, 0x15f, 0xa, 0x13, 
    0xc, 0x13, 0xe, 0x13, 0x162, 0xb, 0x13, 0x5, 0x13, 0x164, 0xa, 0x13, 
    0x3, 0x13, 0x3, 0x13, 0x5, 0x13, 0x168, 0xa, 0x13, 0x3, 0x14, 0x3, 0x14, 
    0x3, 0x14, 0x7, 0x14, 0x16d, 0xa, 0x14, 0xc, 0x14, 0xe, 0x14, 0x170, 
    0xb, 0x14, 0x3, 0x15, 0x3, 0x15, 0x3, 0x15, 0x5, 0x15, 0x175, 0xa, 0x15, 
    0x3, 0x15, 0x3, 0x15, 0x3, 0x15, 0x5, 0x15, 0x17a, 0xa, 0x15, 0x3, 0x15, 
    0x3, 0x15, 0x3, 0x15, 0x5, 0x15, 0x17f, 0xa, 0x15, 0x3, 0x15, 0x5, 0x15, 
    0x182, 0xa, 0x15, 0x5, 0x15, 0x184, 0xa, 0x15, 0x3, 0x16, 0x3, 0x16, 
    0x3, 0x16, 0x3, 0x16, 0x3, 0x16, 0x3, 0x16, 0x3, 0x16, 0x3, 0x16, 0x5, 
    0x16, 0x18e, 0xa, 0x16, 0x3, 0x17, 0x3, 0x17, 0x7, 0x17, 0x192, 0xa, 
    0x17, 0xc, 0x17, 0xe, 0x17, 0x195, 0xb, 0x17, 0x3, 0x17, 0x3, 0x17, 
    0x3, 0x18, 0x3, 0x18, 0x3, 0x18, 0x3, 0x19, 0x3, 0x19, 0x3, 0x19, 0x3, 
    0x19, 0x3, 0x19, 0x3, 0x19, 0x3, 0x19, 0x3, 0x19, 0x3, 0x19, 0x3, 0x19, 
    0x3, 0x19, 0x3, 0x19, 0x3, 0x19, 0x3, 0x19, 0x3, 0x19, 0x3, 0x19, 0x3, 
    0x19, 0x5, 0x19, 0x1ad, 0xa, 0x19, 0x3, 0x1a, 0x3, 0x1a, 0x3, 0x1a, 
    0x3, 0x1b, 0x3, 0x1b, 0x3, 0x1b, 0x3, 0x1b, 0x3, 0x1b, 0x3, 0x1c, 0x3, 
    0x1c, 0x3, 0x1c, 0x3, 0x1c, 0x7, 0x1c, 0x1bb, 0xa, 0x1c, 0xc, 0x1c, 
    0xe, 0x1c, 0x1be, 0xb, 0x1c, 0x3, 0x1d, 0x3, 0x1d, 0x3, 0x1d, 0x3, 0x1d, 
    0x3, 0x1e, 0x3, 0x1e, 0x3, 0x1e, 0x3, 0x1e, 0x3, 0x1e, 0x3, 0x1e, 0x3, 
    0x1f, 0x3, 0x1f, 0x3, 0x1f, 0x3, 0x1f, 0x3, 0x1f, 0x3, 0x1f, 0x5, 0x1f, 
    0x1d0, 0xa, 0x1f, 0x3, 0x1f, 0x3, 0x1f, 0x3, 0x20, 0x3, 0x20, 0x3, 0x20, 
    0x5, 0x20, 0x1d7, 0xa, 0x20, 0x3, 0x20, 0x3, 0x20, 0x3, 0x20, 0x3, 0x21, 
    0x3, 0x21, 0x3, 0x21, 0x3, 0x21, 0x3, 0x21, 0x3, 0x22, 0x3, 0x22, 0x3, 
    0x22, 0x3, 0x22, 0x3, 0x22, 0x3, 0x22, 0x3, 0x22, 0x5, 0x22, 0x1e8, 
    0xa, 0x22, 0x5, 0x22, 0x1ea, 0xa, 0x22, 0x3, 0x22, 0x3, 0x22, 0x3, 0x23, 
    0x3, 0x23, 0x3, 0x23, 0x3, 0x23, 0x3, 0x23, 0x5, 0x23, 0x1f3, 0xa, 0x23, 
    0x3, 0x24, 0x3, 0x24, 0x3, 0x24, 0x3, 0x24, 0x5, 0x24, 0x1f9, 0xa, 0x24, 
    0x3, 0x24, 0x5, 0x24, 0x1fc, 0xa, 0x24, 0x3, 0x24, 0x3, 0x24, 0x3, 0x25, 
    0x3, 0x25, 0x3, 0x25, 0x3, 0x25, 0x3, 0x26, 0x3, 0x26, 0x3, 0x26, 0x3, 
    0x26, 0x3, 0x26, 0x3, 0x27, 0x3, 0x27, 0x3, 0x27, 0x3, 0x28, 0x3, 0x28, 
    0x3, 0x28, 0x3, 0x28, 0x3, 0x28, 0x3, 0x29, 0x3, 0x29, 0x3, 0x29, 0x3, 
    0x29, 0x3, 0x2a, 0x3, 0x2a, 0x3, 0x2a, 0x3, 0x2a, 0x3, 0x2a, 0x3, 0x2a, 
    0x3, 0x2a, 0x3, 0x2b, 0x3, 0x2b, 0x3, 0x2b, 0x3, 0x2c, 0x3, 0x2c, 0x7, 
    0x2c, 0x221, 0xa, 0x2c, 0xc, 0x2c, 0xe, 0x2c, 0x224, 0xb, 0x2c, 0x3, 
    0x2c, 0x3, 0x2c, 0x3, 0x2d, 0x3, 0x2d, 0x3, 0x2d, 0x3, 0x2e, 0x3, 0x2e, 
    0x3, 0x2e, 0x3, 0x2e, 0x5, 0x2e, 0x22f, 0xa, 0x2e, 0x3, 0x2f, 0x3, 0x2f, 
    0x3, 0x2f, 0x3, 0x2f, 0x3, 0x30, 0x3, 0x30, 0x3, 0x30, 0x3, 0x30, 0x3, 
    0x30, 0x3, 0x30, 0x3, 0x30, 0x7, 0x30, 0x23c, 0xa, 0x30, 0xc, 0x30, 
    0xe, 0x30, 0x23f, 0xb, 0x30, 0x3, 0x31, 0x3, 0x31, 0x3, 0x31, 0x3, 0x31, 
    0x5, 0x31, 0x245, 0xa, 0x31, 0x3, 0x31, 0x3, 0x31, 0x5, 0x31, 0x249, 
    0xa, 0x31, 0x3, 0x32, 0x3, 0x32, 0x3, 0x32, 0x3, 0x32, 0x3, 0x32, 0x3, 
    0x32, 0x3, 0x32, 0x3, 0x32, 0x7, 0x32, 0x253, 0xa, 0x32, 0xc, 0x32, 
    0xe, 0x32, 0x256, 0xb, 0x32, 0x3, 0x32, 0x3, 0x32, 0x5, 0x32, 0x25a, 
    0xa, 0x32, 0x3, 0x33, 0x3, 0x33, 0x7, 0x33, 0x25e, 0xa, 0x33, 0xc, 0x33, 
    0xe, 0x33, 0x261, 0xb, 0x33, 0x3, 0x33, 0x3, 0x33, 0x3, 0x34, 0x3, 0x34, 
    0x3, 0x34, 0x3, 0x35, 0x3, 0x35, 0x3, 0x35, 0x3, 0x35, 0x3, 0x35, 0x3, 
    0x35, 0x3, 0x35, 0x3, 0x35, 0x3, 0x35, 0x3, 0x35, 0x3, 0x35, 0x5, 0x35, 
    0x273, 0xa, 0x35, 0x3, 0x36, 0x3, 0x36, 0x3, 0x36, 0x3, 0x36, 0x3, 0x36, 
    0x3, 0x36, 0x5, 0x36, 0x27b, 0xa, 0x36, 0x3, 0x36, 0x3, 0x36, 0x3, 0x36, 
    0x3, 0x36, 0x3, 0x36, 0x3, 0x36, 0x7, 0x36, 0x283, 0xa, 0x36, 0xc, 0x36, 
    0xe, 0x36, 0x286, 0xb, 0x36, 0x3, 0x36, 0x3, 0x36, 0x3, 0x36, 0x5, 0x36, 
    0x28b, 0xa, 0x36, 0x3, 0x36, 0x5, 0x36, 0x28e, 0xa, 0x36, 0x3, 0x37, 
    0x3, 0x37, 0x7, 0x37, 0x292, 0xa, 0x37, 0xc, 0x37, 0xe, 0x37, 0x295, 
    0xb, 0x37, 0x3, 0x37, 0x3, 0x37, 0x3, 0x38, 0x3, 0x38, 0x3, 0x38, 0x3, 
    0x39, 0x3, 0x39, 0x3, 0x39, 0x3, 0x39, 0x3, 0x39, 0x3, 0x3a, 0x3, 0x3a, 
    0x3, 0x3a, 0x3, 0x3b, 0x5, 0x3b, 0x2a5, 0xa, 0x3b, 0x3, 0x3b, 0x3, 0x3b, 
    0x3, 0x3b, 0x3, 0x3b, 0x3, 0x3b, 0x3, 0x3b, 0x5, 0x3b, 0x2ad, 0xa, 0x3b, 
    0x3, 0x3b, 0x3, 0x3b, 0x5, 0x3b, 0x2b1, 0xa, 0x3b, 0x3, 0x3b, 0x3, 0x3b, 
    0x3, 0x3b, 0x5, 0x3b, 0x2b6, 0xa, 0x3b, 0x3, 0x3b, 0x5, 0x3b, 0x2b9, 
    0xa, 0x3b, 0x3, 0x3c, 0x5, 0x3c, 0x2bc, 0xa, 0x3c, 0x3, 0x3c, 0x3, 0x3c, 
    0x3, 0x3c, 0x3, 0x3c, 0x3, 0x3c, 0x3, 0x3c, 0x3, 0x3c, 0x3, 0x3c, 0x5, 
    0x3c, 0x2c6, 0xa, 0x3c, 0x3, 0x3c, 0x5, 0x3c, 0x2c9, 0xa, 0x3c, 0x3, 
    0x3d, 0x3, 0x3d, 0x3, 0x3d, 0x3, 0x3d, 0x3, 0x3d, 0x3, 0x3e, 0x3, 0x3e, 
    0x3, 0x3e, 0x3, 0x3e, 0x3, 0x3e, 0x3, 0x3e, 0x3, 0x3e, 0x3, 0x3e, 0x3, 
    0x3e, 0x3, 0x3f, 0x3, 0x3f, 0x3, 0x3f, 0x3, 0x3f, 0x7, 0x3f, 0x2dd, 
    0xa, 0x3f, 0xc, 0x3f, 0xe, 0x3f, 0x2e0, 0xb, 0x3f, 0x3, 0x3f, 0x3, 0x3f, 
    0x3, 0x40, 0x3, 0x40, 0x3, 0x40, 0x3, 0x41, 0x3, 0x41, 0x5, 0x41, 0x2e9, 
    0xa, 0x41, 0x3, 0x42, 0x3, 0x42, 0x3, 0x42, 0x3, 0x42, 0x3, 0x42, 0x3, 
    0x42, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x5, 0x43, 0x2f5, 
    0xa, 0x43, 0x3, 0x43, 0x5, 0x43, 0x2f8, 0xa, 0x43, 0x3, 0x43, 0x3, 0x43, 
    0x3, 0x43, 0x3, 0x44, 0x3, 0x44, 0x3, 0x44, 0x3, 0x44, 0x7, 0x44, 0x301, 
    0xa, 0x44, 0xc, 0x44, 0xe, 0x44, 0x304, 0xb, 0x44, 0x3, 0x45, 0x3, 0x45, 
    0x3, 0x45, 0x5, 0x45, 0x309, 0xa, 0x45, 0x3, 0x45, 0x3, 0x45, 0x5, 0x45, 
    0x30d, 0xa, 0x45, 0x3, 0x46, 0x3, 0x46, 0x3, 0x46, 0x3, 0x46, 0x3, 0x46, 
    0x3, 0x46, 0x3, 0x47, 0x3, 0x47, 0x3, 0x47, 0x3, 0x47, 0x3, 0x47, 0x3, 
    0x48, 0x3, 0x48, 0x7, 0x48, 0x31c, 0xa, 0x48, 0xc, 0x48, 0xe, 0x48, 
    0x31f, 0xb, 0x48, 0x3, 0x48, 0x3, 0x48, 0x3, 0x49, 0x3, 0x49, 0x3, 0x49, 
    0x3, 0x4a, 0x3, 0x4a, 0x3, 0x4a, 0x3, 0x4a, 0x3, 0x4a, 0x3, 0x4a, 0x3, 
    0x4a, 0x3, 0x4a, 0x3, 0x4a, 0x3, 0x4a, 0x3, 0x4a, 0x3, 0x4a, 0x3, 0x4a, 
    0x3, 0x4a, 0x3, 0x4a, 0x3, 0x4a, 0x5, 0x4a, 0x336, 0xa, 0x4a, 0x3, 0x4b, 
    0x3, 0x4b, 0x3, 0x4b, 0x3, 0x4b, 0x3, 0x4b, 0x3, 0x4c, 0x3, 0x4c, 0x3, 
    0x4c, 0x3, 0x4c, 0x5, 0x4c, 0x341, 0xa, 0x4c, 0x3, 0x4d, 0x3, 0x4d, 
    0x3, 0x4d, 0x3, 0x4d, 0x3, 0x4d, 0x3, 0x4d, 0x5, 0x4d, 0x349, 0xa, 0x4d, 
    0x3, 0x4d, 0x5, 0x4d, 0x34c, 0xa, 0x4d, 0x3, 0x4e, 0x3, 0x4e, 0x3, 0x4e, 
    0x3, 0x4e, 0x7, 0x4e, 0x352, 0xa, 0x4e, 0xc, 0x4e, 0xe, 0x4e, 0x355, 
    0xb, 0x4e, 0x3, 0x4f, 0x3, 0x4f, 0x3, 0x50, 0x3, 0x50, 0x3, 0x50, 0x3, 
    0x50, 0x5, 0x50, 0x35d, 0xa, 0x50, 0x3, 0x51, 0x3, 0x51, 0x3, 0x51, 
    0x3, 0x52, 0x3, 0x52, 0x3, 0x52, 0x3, 0x52, 0x7, 0x52, 0x366, 0xa, 0x52, 
    0xc, 0x52, 0xe, 0x52, 0x369, 0xb, 0x52, 0x3, 0x53, 0x3, 0x53, 0x3, 0x53, 
    0x3, 0x54, 0x3, 0x54, 0x3, 0x54, 0x3, 0x54, 0x3, 0x54, 0x3, 0x55, 0x3, 
    0x55, 0x3, 0x55, 0x3, 0x55, 0x7, 0x55, 0x377, 0xa, 0x55, 0xc, 0x55, 
    0xe, 0x55, 0x37a, 0xb, 0x55, 0x3, 0x55, 0x3, 0x55, 0x3, 0x55, 0x3, 0x56, 
    0x3, 0x56, 0x3, 0x56, 0x3, 0x56, 0x3, 0x56, 0x3, 0x57, 0x3, 0x57, 0x3, 
    0x57, 0x3, 0x57, 0x7, 0x57, 0x388, 0xa, 0x57, 0xc, 0x57, 0xe, 0x57, 
    0x38b, 0xb, 0x57, 0x3, 0x57, 0x3, 0x57, 0x3, 0x58, 0x3, 0x58, 0x3, 0x58, 
    0x3, 0x58, 0x3, 0x59, 0x3, 0x59, 0x3, 0x59, 0x3, 0x59, 0x3, 0x59, 0x3, 
    0x59, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 
    0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 
    0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 
    0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x7, 0x5a, 0x3b1, 
    0xa, 0x5a, 0xc, 0x5a, 0xe, 0x5a, 0x3b4, 0xb, 0x5a, 0x3, 0x5a, 0x5, 0x5a, 
    0x3b7, 0xa, 0x5a, 0x5, 0x5a, 0x3b9, 0xa, 0x5a, 0x3, 0x5a, 0x5, 0x5a, 
    0x3bc, 0xa, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 
    0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 
    0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 
    0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 
    0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x5, 0x5a, 
    0x3dc, 0xa, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 0x3, 0x5a, 
    0x3, 0x5a, 0x7, 0x5a, 0x3e4, 0xa, 0x5a, 0xc, 0x5a, 0xe, 0x5a, 0x3e7, 
    0xb, 0x5a, 0x3, 0x5b, 0x3, 0x5b, 0x3, 0x5c, 0x3, 0x5c, 0x3, 0x5c, 0x7, 
    0x5c, 0x3ee, 0xa, 0x5c, 0xc, 0x5c, 0xe, 0x5c, 0x3f1, 0xb, 0x5c, 0x3, 
    0x5d, 0x3, 0x5d, 0x3, 0x5d, 0x7, 0x5d, 0x3f6, 0xa, 0x5d, 0xc, 0x5d, 
    0xe, 0x5d, 0x3f9, 0xb, 0x5d, 0x3, 0x5d, 0x5, 0x5d, 0x3fc, 0xa, 0x5d, 
    0x3, 0x5e, 0x3, 0x5e, 0x5, 0x5e, 0x400, 0xa, 0x5e, 0x3, 0x5e, 0x3, 0x5e, 
    0x3, 0x5f, 0x3, 0x5f, 0x3, 0x5f, 0x3, 0x5f, 0x3, 0x5f, 0x5, 0x5f, 0x409, 
    0xa, 0x5f, 0x5, 0x5f, 0x40b, 0xa, 0x5f, 0x3, 0x5f, 0x2, 0x3, 0xb2, 0x60, 
    0x2, 0x4, 0x6, 0x8, 0xa, 0xc, 0xe, 0x10, 0x12, 0x14, 0x16, 0x18, 0x1a, 
    0x1c, 0x1e, 0x20, 0x22, 0x24, 0x26, 0x28, 0x2a, 0x2c, 0x2e, 0x30, 0x32, 
    0x34, 0x36, 0x38, 0x3a, 0x3c, 0x3e, 0x40, 0x42, 0x44, 0x46, 0x48, 0x4a, 
    0x4c, 0x4e, 0x50, 0x52, 0x54, 0x56, 0x58, 0x5a, 0x5c, 0x5e, 0x60, 0x62, 
    0x64, 0x66, 0x68, 0x6a, 0x6c, 0x6e, 0x70, 0x72, 0x74, 0x76, 0x78, 0x7a, 
    0x7c, 0x7e, 0x80, 0x82, 0x84, 0x86, 0x88, 0x8a, 0x8c, 0x8e, 0x90, 0x92, 
    0x94, 0x96, 0x98, 0x9a, 0x9c, 0x9e, 0xa0, 0xa2, 0xa4, 0xa6, 0xa8, 0xaa, 
    0xac, 0xae, 0xb0, 0xb2, 0xb4, 0xb6, 0xb8, 0xba, 0xbc, 0x2, 0xe, 0x3, 
    0x2, 0x26, 0x2a, 0x4, 0x2, 0x69, 0x69, 0x6e, 0x6e, 0x3, 0x2, 0x71, 0x72, 
    0x4, 0x2, 0x2d, 0x2f, 0x31, 0x32, 0x3, 0x2, 0x3, 0x4, 0x4, 0x2, 0x3, 
    0x4, 0x58, 0x58, 0x3, 0x2, 0x69, 0x6e, 0x3, 0x2, 0x52, 0x53, 0x4, 0x2, 
    0x5a, 0x5a, 0x82, 0x82, 0x3, 0x2, 0x20, 0x21, 0x3, 0x2, 0x6f, 0x70, 
    0x3, 0x2, 0x75, 0x7a, 0x2, 0x450, 0x2, 0xc1, 0x3, 0x2, 0x2, 0x2, 0x4, 
    0xc6, 0x3, 0x2, 0x2, 0x2, 0x6, 0xd0, 0x3, 0x2, 0x2, 0x2, 0x8, 0xd2, 
    0x3, 0x2, 0x2, 0x2, 0xa, 0xd5, 0x3, 0x2, 0x2, 0x2, 0xc, 0xe6, 0x3, 0x2, 
    0x2, 0x2, 0xe, 0xee, 0x3, 0x2, 0x2, 0x2, 0x10, 0xfb, 0x3, 0x2, 0x2, 
    0x2, 0x12, 0x10a, 0x3, 0x2, 0x2, 0x2, 0x14, 0x115, 0x3, 0x2, 0x2, 0x2, 
    0x16, 0x11b, 0x3, 0x2, 0x2, 0x2, 0x18, 0x123, 0x3, 0x2, 0x2, 0x2, 0x1a, 
    0x12b, 0x3, 0x2, 0x2, 0x2, 0x1c, 0x133, 0x3, 0x2, 0x2, 0x2, 0x1e, 0x13e, 
    0x3, 0x2, 0x2, 0x2, 0x20, 0x14a, 0x3, 0x2, 0x2, 0x2, 0x22, 0x152, 0x3, 
    0x2, 0x2, 0x2, 0x24, 0x167, 0x3, 0x2, 0x2, 0x2, 0x26, 0x169, 0x3, 0x2, 
    0x2, 0x2, 0x28, 0x171, 0x3, 0x2, 0x2, 0x2, 0x2a, 0x18d, 0x3, 0x2, 0x2, 
    0x2, 0x2c, 0x18f, 0x3, 0x2, 0x2, 0x2, 0x2e, 0x198, 0x3, 0x2, 0x2, 0x2, 
    0x30, 0x1ac, 0x3, 0x2, 0x2, 0x2, 0x32, 0x1ae, 0x3, 0x2, 0x2, 0x2, 0x34, 
    0x1b1, 0x3, 0x2, 0x2, 0x2, 0x36, 0x1b6, 0x3, 0x2, 0x2, 0x2, 0x38, 0x1bf, 
    0x3, 0x2, 0x2, 0x2, 0x3a, 0x1c3, 0x3, 0x2, 0x2, 0x2, 0x3c, 0x1c9, 0x3, 
    0x2, 0x2, 0x2, 0x3e, 0x1d3, 0x3, 0x2, 0x2, 0x2, 0x40, 0x1db, 0x3, 0x2, 
    0x2, 0x2, 0x42, 0x1e0, 0x3, 0x2, 0x2, 0x2, 0x44, 0x1ed, 0x3, 0x2, 0x2, 
    0x2, 0x46, 0x1f4, 0x3, 0x2, 0x2, 0x2, 0x48, 0x1ff, 0x3, 0x2, 0x2, 0x2, 
    0x4a, 0x203, 0x3, 0x2, 0x2, 0x2, 0x4c, 0x208, 0x3, 0x2, 0x2, 0x2, 0x4e, 
    0x20b, 0x3, 0x2, 0x2, 0x2, 0x50, 0x210, 0x3, 0x2, 0x2, 0x2, 0x52, 0x214, 
    0x3, 0x2, 0x2, 0x2, 0x54, 0x21b, 0x3, 0x2, 0x2, 0x2, 0x56, 0x21e, 0x3, 
    0x2, 0x2, 0x2, 0x58, 0x227, 0x3, 0x2, 0x2, 0x2, 0x5a, 0x22e, 0x3, 0x2, 
    0x2, 0x2, 0x5c, 0x230, 0x3, 0x2, 0x2, 0x2, 0x5e, 0x234, 0x3, 0x2, 0x2, 
    0x2, 0x60, 0x240, 0x3, 0x2, 0x2, 0x2, 0x62, 0x24a, 0x3, 0x2, 0x2, 0x2, 
    0x64, 0x25b, 0x3, 0x2, 0x2, 0x2, 0x66, 0x264, 0x3, 0x2, 0x2, 0x2, 0x68, 
    0x272, 0x3, 0x2, 0x2, 0x2, 0x6a, 0x274, 0x3, 0x2, 0x2, 0x2, 0x6c, 0x28f, 
    0x3, 0x2, 0x2, 0x2, 0x6e, 0x298, 0x3, 0x2, 0x2, 0x2, 0x70, 0x29b, 0x3, 
    0x2, 0x2, 0x2, 0x72, 0x2a0, 0x3, 0x2, 0x2, 0x2, 0x74, 0x2a4, 0x3, 0x2, 
    0x2, 0x2, 0x76, 0x2bb, 0x3, 0x2, 0x2, 0x2, 0x78, 0x2ca, 0x3, 0x2, 0x2, 
    0x2, 0x7a, 0x2cf, 0x3, 0x2, 0x2, 0x2, 0x7c, 0x2d8, 0x3, 0x2, 0x2, 0x2, 
    0x7e, 0x2e3, 0x3, 0x2, 0x2, 0x2, 0x80, 0x2e8, 0x3, 0x2, 0x2, 0x2, 0x82, 
    0x2ea, 0x3, 0x2, 0x2, 0x2, 0x84, 0x2f0, 0x3, 0x2, 0x2, 0x2, 0x86, 0x2fc, 
    0x3, 0x2, 0x2, 0x2, 0x88, 0x305, 0x3, 0x2, 0x2, 0x2, 0x8a, 0x30e, 0x3, 
    0x2, 0x2, 0x2, 0x8c, 0x314, 0x3, 0x2, 0x2, 0x2, 0x8e, 0x319, 0x3, 0x2, 
    0x2, 0x2, 0x90, 0x322, 0x3, 0x2, 0x2, 0x2, 0x92, 0x335, 0x3, 0x2, 0x2, 
    0x2, 0x94, 0x337, 0x3, 0x2, 0x2, 0x2, 0x96, 0x33c, 0x3, 0x2, 0x2, 0x2, 
    0x98, 0x342, 0x3, 0x2, 0x2, 0x2, 0x9a, 0x34d, 0x3, 0x2, 0x2, 0x2, 0x9c, 
    0x356, 0x3, 0x2, 0x2, 0x2, 0x9e, 0x358, 0x3, 0x2, 0x2, 0x2, 0xa0, 0x35e, 
    0x3, 0x2, 0x2, 0x2, 0xa2, 0x361, 0x3, 0x2, 0x2, 0x2, 0xa4, 0x36a, 0x3, 
    0x2, 0x2, 0x2, 0xa6, 0x36d, 0x3, 0x2, 0x2, 0x2, 0xa8, 0x372, 0x3, 0x2, 
    0x2, 0x2, 0xaa, 0x37e, 0x3, 0x2, 0x2, 0x2, 0xac, 0x383, 0x3, 0x2, 0x2, 
    0x2, 0xae, 0x38e, 0x3, 0x2, 0x2, 0x2, 0xb0, 0x392, 0x3, 0x2, 0x2, 0x2, 
    0xb2, 0x3bb, 0x3, 0x2, 0x2, 0x2, 0xb4, 0x3e8, 0x3, 0x2, 0x2, 0x2, 0xb6, 
    0x3ea, 0x3, 0x2, 0x2, 0x2, 0xb8, 0x3f2, 0x3, 0x2, 0x2, 0x2, 0xba, 0x3ff, 
    0x3, 0x2, 0x2, 0x2, 0xbc, 0x403, 0x3, 0x2, 0x2, 0x2, 0xbe, 0xc0, 0x5, 
    0x4, 0x3, 0x2, 0xbf, 0xbe, 0x3, 0x2, 0x2, 0x2, 0xc0, 0xc3, 0x3, 0x2, 
    0x2, 0x2, 0xc1, 0xbf, 0x3, 0x2, 0x2, 0x2, 0xc1, 0xc2, 0x3, 0x2, 0x2, 
    0x2, 0xc2, 0xc4, 0x3, 0x2, 0x2, 0x2, 0xc3, 0xc1, 0x3, 0x2, 0x2, 0x2, 
    0xc4, 0xc5, 0x7, 0x2, 0x2, 0x3, 0xc5, 0x3, 0x3, 0x2, 0x2, 0x2, 0xc6, 
    0xc7, 0x5, 0x6, 0x4, 0x2, 0xc7, 0xc8, 0x7, 0x81, 0x2, 0x2, 0xc8, 0x5, 
    0x3, 0x2, 0x2, 0x2, 0xc9, 0xd1, 0x5, 0x8, 0x5, 0x2, 0xca, 0xd1, 0x5, 
    0xa, 0x6, 0x2, 0xcb, 0xd1, 0x5, 0xc, 0x7, 0x2, 0xcc, 0xd1, 0x5, 0xe, 
    0x8, 0x2, 0xcd, 0xd1, 0x5, 0x10, 0x9, 0x2, 0xce, 0xd1, 0x5, 0x12, 0xa, 
    0x2, 0xcf, 0xd1, 0x5, 0x14, 0xb, 0x2, 0xd0, 0xc9, 0x3, 0x2, 0x2, 0x2, 
    0xd0, 0xca, 0x3, 0x2, 0x2, 0x2, 0xd0, 0xcb, 0x3, 0x2, 0x2, 0x2, 0xd0, 
    0xcc, 0x3, 0x2, 0x2, 0x2, 0xd0, 0xcd, 0x3, 0x2, 0x2, 0x2, 0xd0, 0xce, 
    0x3, 0x2, 0x2, 0x2, 0xd0, 0xcf, 0x3, 0x2, 0x2, 0x2, 0xd1, 0x7, 0x3, 
    0x2, 0x2, 0x2, 0xd2, 0xd3, 0x7, 0x22, 0x2, 0x2, 0xd3, 0xd4, 0x5, 0x16, 
    0xc, 0x2, 0xd4, 0x9, 0x3, 0x2, 0x2, 0x2, 0xd5, 0xd8, 0x7, 0x23, 0x2, 
    0x2, 0xd6, 0xd9, 0x5, 0x16, 0xc, 0x2, 0xd7, 0xd9, 0x7, 0x5b, 0x2, 0x2, 
    0xd8, 0xd6, 0x3, 0x2, 0x2, 0x2, 0xd8, 0xd7, 0x3, 0x2, 0x2, 0x2, 0xd9, 
    0xe4, 0x3, 0x2, 0x2, 0x2, 0xda, 0xdb, 0x7, 0x14, 0x2, 0x2, 0xdb, 0xe5, 
    0x7, 0x58, 0x2, 0x2, 0xdc, 0xde, 0x7, 0x62, 0x2, 0x2, 0xdd, 0xdf, 0x5, 
    0x18, 0xd, 0x2, 0xde, 0xdd, 0x3, 0x2, 0x2, 0x2, 0xde, 0xdf, 0x3, 0x2, 
    0x2, 0x2, 0xdf, 0xe1, 0x3, 0x2, 0x2, 0x2, 0xe0, 0xe2, 0x7, 0x64, 0x2, 
    0x2, 0xe1, 0xe0, 0x3, 0x2, 0x2, 0x2, 0xe1, 0xe2, 0x3, 0x2, 0x2, 0x2, 
    0xe2, 0xe3, 0x3, 0x2, 0x2, 0x2, 0xe3, 0xe5, 0x7, 0x63, 0x2, 0x2, 0xe4, 
    0xda, 0x3, 0x2, 0x2, 0x2, 0xe4, 0xdc, 0x3, 0x2, 0x2, 0x2, 0xe4, 0xe5, 
    0x3, 0x2, 0x2, 0x2, 0xe5, 0xb, 0x3, 0x2, 0x2, 0x2, 0xe6, 0xe7, 0x7, 
    0x24, 0x2, 0x2, 0xe7, 0xe9, 0x7, 0x58, 0x2, 0x2, 0xe8, 0xea, 0x5, 0x22, 
    0x12, 0x2, 0xe9, 0xe8, 0x3, 0x2, 0x2, 0x2, 0xe9, 0xea, 0x3, 0x2, 0x2, 
    0x2, 0xea, 0xeb, 0x3, 0x2, 0x2, 0x2, 0xeb, 0xec, 0x7, 0x69, 0x2, 0x2, 
    0xec, 0xed, 0x5, 0xb2, 0x5a, 0x2, 0xed, 0xd, 0x3, 0x2, 0x2, 0x2, 0xee, 
    0xef, 0x7, 0x25, 0x2, 0x2, 0xef, 0xf0, 0x7, 0x58, 0x2, 0x2, 0xf0, 0xf2, 
    0x7, 0x5e, 0x2, 0x2, 0xf1, 0xf3, 0x5, 0x1c, 0xf, 0x2, 0xf2, 0xf1, 0x3, 
    0x2, 0x2, 0x2, 0xf2, 0xf3, 0x3, 0x2, 0x2, 0x2, 0xf3, 0xf4, 0x3, 0x2, 
    0x2, 0x2, 0xf4, 0xf6, 0x7, 0x5f, 0x2, 0x2, 0xf5, 0xf7, 0x5, 0x22, 0x12, 
    0x2, 0xf6, 0xf5, 0x3, 0x2, 0x2, 0x2, 0xf6, 0xf7, 0x3, 0x2, 0x2, 0x2, 
    0xf7, 0xf8, 0x3, 0x2, 0x2, 0x2, 0xf8, 0xf9, 0x7, 0x69, 0x2, 0x2, 0xf9, 
    0xfa, 0x5, 0xb2, 0x5a, 0x2, 0xfa, 0xf, 0x3, 0x2, 0x2, 0x2, 0xfb, 0xfc, 
    0x9, 0x2, 0x2, 0x2, 0xfc, 0x102, 0x7, 0x58, 0x2, 0x2, 0xfd, 0xff, 0x7, 
    0x5e, 0x2, 0x2, 0xfe, 0x100, 0x5, 0x1c, 0xf, 0x2, 0xff, 0xfe, 0x3, 0x2, 
    0x2, 0x2, 0xff, 0x100, 0x3, 0x2, 0x2, 0x2, 0x100, 0x101, 0x3, 0x2, 0x2, 
    0x2, 0x101, 0x103, 0x7, 0x5f, 0x2, 0x2, 0x102, 0xfd, 0x3, 0x2, 0x2, 
    0x2, 0x102, 0x103, 0x3, 0x2, 0x2, 0x2, 0x103, 0x106, 0x3, 0x2, 0x2, 
    0x2, 0x104, 0x105, 0x7, 0x1d, 0x2, 0x2, 0x105, 0x107, 0x5, 0x1a, 0xe, 
    0x2, 0x106, 0x104, 0x3, 0x2, 0x2, 0x2, 0x106, 0x107, 0x3, 0x2, 0x2, 
    0x2, 0x107, 0x108, 0x3, 0x2, 0x2, 0x2, 0x108, 0x109, 0x5, 0x2c, 0x17, 
    0x2, 0x109, 0x11, 0x3, 0x2, 0x2, 0x2, 0x10a, 0x10b, 0x7, 0x2b, 0x2, 
    0x2, 0x10b, 0x111, 0x7, 0x58, 0x2, 0x2, 0x10c, 0x10e, 0x7, 0x5e, 0x2, 
    0x2, 0x10d, 0x10f, 0x5, 0x1c, 0xf, 0x2, 0x10e, 0x10d, 0x3, 0x2, 0x2, 
    0x2, 0x10e, 0x10f, 0x3, 0x2, 0x2, 0x2, 0x10f, 0x110, 0x3, 0x2, 0x2, 
    0x2, 0x110, 0x112, 0x7, 0x5f, 0x2, 0x2, 0x111, 0x10c, 0x3, 0x2, 0x2, 
    0x2, 0x111, 0x112, 0x3, 0x2, 0x2, 0x2, 0x112, 0x113, 0x3, 0x2, 0x2, 
    0x2, 0x113, 0x114, 0x5, 0x64, 0x33, 0x2, 0x114, 0x13, 0x3, 0x2, 0x2, 
    0x2, 0x115, 0x116, 0x7, 0x2c, 0x2, 0x2, 0x116, 0x117, 0x7, 0x58, 0x2, 
    0x2, 0x117, 0x118, 0x7, 0x13, 0x2, 0x2, 0x118, 0x119, 0x5, 0x1a, 0xe, 
    0x2, 0x119, 0x11a, 0x5, 0x8e, 0x48, 0x2, 0x11a, 0x15, 0x3, 0x2, 0x2, 
    0x2, 0x11b, 0x120, 0x7, 0x58, 0x2, 0x2, 0x11c, 0x11d, 0x7, 0x67, 0x2, 
    0x2, 0x11d, 0x11f, 0x7, 0x58, 0x2, 0x2, 0x11e, 0x11c, 0x3, 0x2, 0x2, 
    0x2, 0x11f, 0x122, 0x3, 0x2, 0x2, 0x2, 0x120, 0x11e, 0x3, 0x2, 0x2, 
    0x2, 0x120, 0x121, 0x3, 0x2, 0x2, 0x2, 0x121, 0x17, 0x3, 0x2, 0x2, 0x2, 
    0x122, 0x120, 0x3, 0x2, 0x2, 0x2, 0x123, 0x128, 0x7, 0x58, 0x2, 0x2, 
    0x124, 0x125, 0x7, 0x64, 0x2, 0x2, 0x125, 0x127, 0x7, 0x58, 0x2, 0x2, 
    0x126, 0x124, 0x3, 0x2, 0x2, 0x2, 0x127, 0x12a, 0x3, 0x2, 0x2, 0x2, 
    0x128, 0x126, 0x3, 0x2, 0x2, 0x2, 0x128, 0x129, 0x3, 0x2, 0x2, 0x2, 
    0x129, 0x19, 0x3, 0x2, 0x2, 0x2, 0x12a, 0x128, 0x3, 0x2, 0x2, 0x2, 0x12b, 
    0x131, 0x5, 0x16, 0xc, 0x2, 0x12c, 0x12e, 0x7, 0x5e, 0x2, 0x2, 0x12d, 
    0x12f, 0x5, 0xb8, 0x5d, 0x2, 0x12e, 0x12d, 0x3, 0x2, 0x2, 0x2, 0x12e, 
    0x12f, 0x3, 0x2, 0x2, 0x2, 0x12f, 0x130, 0x3, 0x2, 0x2, 0x2, 0x130, 
    0x132, 0x7, 0x5f, 0x2, 0x2, 0x131, 0x12c, 0x3, 0x2, 0x2, 0x2, 0x131, 
    0x132, 0x3, 0x2, 0x2, 0x2, 0x132, 0x1b, 0x3, 0x2, 0x2, 0x2, 0x133, 0x138, 
    0x5, 0x1e, 0x10, 0x2, 0x134, 0x135, 0x7, 0x64, 0x2, 0x2, 0x135, 0x137, 
    0x5, 0x1e, 0x10, 0x2, 0x136, 0x134, 0x3, 0x2, 0x2, 0x2, 0x137, 0x13a, 
    0x3, 0x2, 0x2, 0x2, 0x138, 0x136, 0x3, 0x2, 0x2, 0x2, 0x138, 0x139, 
    0x3, 0x2, 0x2, 0x2, 0x139, 0x13c, 0x3, 0x2, 0x2, 0x2, 0x13a, 0x138, 
    0x3, 0x2, 0x2, 0x2, 0x13b, 0x13d, 0x7, 0x64, 0x2, 0x2, 0x13c, 0x13b, 
    0x3, 0x2, 0x2, 0x2, 0x13c, 0x13d, 0x3, 0x2, 0x2, 0x2, 0x13d, 0x1d, 0x3, 
    0x2, 0x2, 0x2, 0x13e, 0x140, 0x7, 0x58, 0x2, 0x2, 0x13f, 0x141, 0x5, 
    0x22, 0x12, 0x2, 0x140, 0x13f, 0x3, 0x2, 0x2, 0x2, 0x140, 0x141, 0x3, 
    0x2, 0x2, 0x2, 0x141, 0x144, 0x3, 0x2, 0x2, 0x2, 0x142, 0x143, 0x9, 
    0x3, 0x2, 0x2, 0x143, 0x145, 0x5, 0xb2, 0x5a, 0x2, 0x144, 0x142, 0x3, 
    0x2, 0x2, 0x2, 0x144, 0x145, 0x3, 0x2, 0x2, 0x2, 0x145, 0x148, 0x3, 
    0x2, 0x2, 0x2, 0x146, 0x147, 0x7, 0xd, 0x2, 0x2, 0x147, 0x149, 0x5, 
    0xb2, 0x5a, 0x2, 0x148, 0x146, 0x3, 0x2, 0x2, 0x2, 0x148, 0x149, 0x3, 
    0x2, 0x2, 0x2, 0x149, 0x1f, 0x3, 0x2, 0x2, 0x2, 0x14a, 0x14f, 0x5, 0x1e, 
    0x10, 0x2, 0x14b, 0x14c, 0x7, 0x64, 0x2, 0x2, 0x14c, 0x14e, 0x5, 0x1e, 
    0x10, 0x2, 0x14d, 0x14b, 0x3, 0x2, 0x2, 0x2, 0x14e, 0x151, 0x3, 0x2, 
    0x2, 0x2, 0x14f, 0x14d, 0x3, 0x2, 0x2, 0x2, 0x14f, 0x150, 0x3, 0x2, 
    0x2, 0x2, 0x150, 0x21, 0x3, 0x2, 0x2, 0x2, 0x151, 0x14f, 0x3, 0x2, 0x2, 
    0x2, 0x152, 0x153, 0x7, 0x65, 0x2, 0x2, 0x153, 0x154, 0x5, 0x24, 0x13, 
    0x2, 0x154, 0x23, 0x3, 0x2, 0x2, 0x2, 0x155, 0x156, 0x7, 0x60, 0x2, 
    0x2, 0x156, 0x157, 0x5, 0x26, 0x14, 0x2, 0x157, 0x158, 0x7, 0x61, 0x2, 
    0x2, 0x158, 0x168, 0x3, 0x2, 0x2, 0x2, 0x159, 0x15a, 0x7, 0x58, 0x2, 
    0x2, 0x15a, 0x163, 0x7, 0x5e, 0x2, 0x2, 0x15b, 0x160, 0x5, 0xb2, 0x5a, 
    0x2, 0x15c, 0x15d, 0x7, 0x64, 0x2, 0x2, 0x15d, 0x15f, 0x5, 0xb2, 0x5a, 
    0x2, 0x15e, 0x15c, 0x3, 0x2, 0x2, 0x2, 0x15f, 0x162, 0x3, 0x2, 0x2, 
    0x2, 0x160, 0x15e, 0x3, 0x2, 0x2, 0x2, 0x160, 0x161, 0x3, 0x2, 0x2, 
    0x2, 0x161, 0x164, 0x3, 0x2, 0x2, 0x2, 0x162, 0x160, 0x3, 0x2, 0x2, 
    0x2, 0x163, 0x15b, 0x3, 0x2, 0x2, 0x2, 0x163, 0x164, 0x3, 0x2, 0x2, 
    0x2, 0x164, 0x165, 0x3, 0x2, 0x2, 0x2, 0x165, 0x168, 0x7, 0x5f, 0x2, 
    0x2, 0x166, 0x168, 0x5, 0x26, 0x14, 0x2, 0x167, 0x155, 0x3, 0x2, 0x2, 
    0x2, 0x167, 0x159, 0x3, 0x2, 0x2, 0x2, 0x167, 0x166, 0x3, 0x2, 0x2, 
    0x2, 0x168, 0x25, 0x3, 0x2, 0x2, 0x2, 0x169, 0x16e, 0x5, 0x28, 0x15, 
    0x2, 0x16a, 0x16b, 0x9, 0x4, 0x2, 0x2, 0x16b, 0x16d, 0x5, 0x28, 0x15, 
    0x2, 0x16c, 0x16a, 0x3, 0x2, 0x2, 0x2, 0x16d, 0x170, 0x3, 0x2, 0x2, 
    0x2, 0x16e, 0x16c, 0x3, 0x2, 0x2, 0x2, 0x16e, 0x16f, 0x3, 0x2, 0x2, 
    0x2, 0x16f, 0x27, 0x3, 0x2, 0x2, 0x2, 0x170, 0x16e, 0x3, 0x2, 0x2, 0x2, 
    0x171, 0x183, 0x5, 0x2a, 0x16, 0x2, 0x172, 0x181, 0x7, 0x73, 0x2, 0x2, 
    0x173, 0x175, 0x7, 0x70, 0x2, 0x2, 0x174, 0x173, 0x3, 0x2, 0x2, 0x2, 
    0x174, 0x175, 0x3, 0x2, 0x2, 0x2, 0x175, 0x176, 0x3, 0x2, 0x2, 0x2, 
    0x176, 0x182, 0x7, 0x5a, 0x2, 0x2, 0x177, 0x179, 0x7, 0x5e, 0x2, 0x2, 
    0x178, 0x17a, 0x7, 0x70, 0x2, 0x2, 0x179, 0x178, 0x3, 0x2, 0x2, 0x2, 
    0x179, 0x17a, 0x3, 0x2, 0x2, 0x2, 0x17a, 0x17b, 0x3, 0x2, 0x2, 0x2, 
    0x17b, 0x17e, 0x7, 0x5a, 0x2, 0x2, 0x17c, 0x17d, 0x7, 0x72, 0x2, 0x2, 
    0x17d, 0x17f, 0x7, 0x5a, 0x2, 0x2, 0x17e, 0x17c, 0x3, 0x2, 0x2, 0x2, 
    0x17e, 0x17f, 0x3, 0x2, 0x2, 0x2, 0x17f, 0x180, 0x3, 0x2, 0x2, 0x2, 
    0x180, 0x182, 0x7, 0x5f, 0x2, 0x2, 0x181, 0x174, 0x3, 0x2, 0x2, 0x2, 
    0x181, 0x177, 0x3, 0x2, 0x2, 0x2, 0x182, 0x184, 0x3, 0x2, 0x2, 0x2, 
    0x183, 0x172, 0x3, 0x2, 0x2, 0x2, 0x183, 0x184, 0x3, 0x2, 0x2, 0x2, 
    0x184, 0x29, 0x3, 0x2, 0x2, 0x2, 0x185, 0x18e, 0x7, 0x58, 0x2, 0x2, 
    0x186, 0x18e, 0x7, 0x5a, 0x2, 0x2, 0x187, 0x18e, 0x7, 0x74, 0x2, 0x2, 
    0x188, 0x18e, 0x7, 0x59, 0x2, 0x2, 0x189, 0x18a, 0x7, 0x5e, 0x2, 0x2, 
    0x18a, 0x18b, 0x5, 0x26, 0x14, 0x2, 0x18b, 0x18c, 0x7, 0x5f, 0x2, 0x2, 
    0x18c, 0x18e, 0x3, 0x2, 0x2, 0x2, 0x18d, 0x185, 0x3, 0x2, 0x2, 0x2, 
    0x18d, 0x186, 0x3, 0x2, 0x2, 0x2, 0x18d, 0x187, 0x3, 0x2, 0x2, 0x2, 
    0x18d, 0x188, 0x3, 0x2, 0x2, 0x2, 0x18d, 0x189, 0x3, 0x2, 0x2, 0x2, 
    0x18e, 0x2b, 0x3, 0x2, 0x2, 0x2, 0x18f, 0x193, 0x7, 0x62, 0x2, 0x2, 
    0x190, 0x192, 0x5, 0x2e, 0x18, 0x2, 0x191, 0x190, 0x3, 0x2, 0x2, 0x2, 
    0x192, 0x195, 0x3, 0x2, 0x2, 0x2, 0x193, 0x191, 0x3, 0x2, 0x2, 0x2, 
    0x193, 0x194, 0x3, 0x2, 0x2, 0x2, 0x194, 0x196, 0x3, 0x2, 0x2, 0x2, 
    0x195, 0x193, 0x3, 0x2, 0x2, 0x2, 0x196, 0x197, 0x7, 0x63, 0x2, 0x2, 
    0x197, 0x2d, 0x3, 0x2, 0x2, 0x2, 0x198, 0x199, 0x5, 0x30, 0x19, 0x2, 
    0x199, 0x19a, 0x7, 0x81, 0x2, 0x2, 0x19a, 0x2f, 0x3, 0x2, 0x2, 0x2, 
    0x19b, 0x1ad, 0x5, 0x32, 0x1a, 0x2, 0x19c, 0x1ad, 0x5, 0x34, 0x1b, 0x2, 
    0x19d, 0x1ad, 0x5, 0x36, 0x1c, 0x2, 0x19e, 0x1ad, 0x5, 0x3a, 0x1e, 0x2, 
    0x19f, 0x1ad, 0x5, 0x3c, 0x1f, 0x2, 0x1a0, 0x1ad, 0x5, 0x3e, 0x20, 0x2, 
    0x1a1, 0x1ad, 0x5, 0x40, 0x21, 0x2, 0x1a2, 0x1ad, 0x5, 0x42, 0x22, 0x2, 
    0x1a3, 0x1ad, 0x5, 0x44, 0x23, 0x2, 0x1a4, 0x1ad, 0x5, 0x46, 0x24, 0x2, 
    0x1a5, 0x1ad, 0x5, 0x48, 0x25, 0x2, 0x1a6, 0x1ad, 0x5, 0x4a, 0x26, 0x2, 
    0x1a7, 0x1ad, 0x5, 0x4c, 0x27, 0x2, 0x1a8, 0x1ad, 0x5, 0x4e, 0x28, 0x2, 
    0x1a9, 0x1ad, 0x5, 0x50, 0x29, 0x2, 0x1aa, 0x1ad, 0x5, 0x52, 0x2a, 0x2, 
    0x1ab, 0x1ad, 0x5, 0x54, 0x2b, 0x2, 0x1ac, 0x19b, 0x3, 0x2, 0x2, 0x2, 
    0x1ac, 0x19c, 0x3, 0x2, 0x2, 0x2, 0x1ac, 0x19d, 0x3, 0x2, 0x2, 0x2, 
    0x1ac, 0x19e, 0x3, 0x2, 0x2, 0x2, 0x1ac, 0x19f, 0x3, 0x2, 0x2, 0x2, 
    0x1ac, 0x1a0, 0x3, 0x2, 0x2, 0x2, 0x1ac, 0x1a1, 0x3, 0x2, 0x2, 0x2, 
    0x1ac, 0x1a2, 0x3, 0x2, 0x2, 0x2, 0x1ac, 0x1a3, 0x3, 0x2, 0x2, 0x2, 
    0x1ac, 0x1a4, 0x3, 0x2, 0x2, 0x2, 0x1ac, 0x1a5, 0x3, 0x2, 0x2, 0x2, 
    0x1ac, 0x1a6, 0x3, 0x2, 0x2, 0x2, 0x1ac, 0x1a7, 0x3, 0x2, 0x2, 0x2, 
    0x1ac, 0x1a8, 0x3, 0x2, 0x2, 0x2, 0x1ac, 0x1a9, 0x3, 0x2, 0x2, 0x2, 
    0x1ac, 0x1aa, 0x3, 0x2, 0x2, 0x2, 0x1ac, 0x1ab, 0x3, 0x2, 0x2, 0x2, 
    0x1ad, 0x31, 0x3, 0x2, 0x2, 0x2, 0x1ae, 0x1af, 0x9, 0x5, 0x2, 0x2, 0x1af, 
    0x1b0, 0x5, 0x20, 0x11, 0x2, 0x1b0, 0x33, 0x3, 0x2, 0x2, 0x2, 0x1b1, 
    0x1b2, 0x7, 0x30, 0x2, 0x2, 0x1b2, 0x1b3, 0x7, 0x58, 0x2, 0x2, 0x1b3, 
    0x1b4, 0x7, 0x65, 0x2, 0x2, 0x1b4, 0x1b5, 0x7, 0x58, 0x2, 0x2, 0x1b5, 
    0x35, 0x3, 0x2, 0x2, 0x2, 0x1b6, 0x1b7, 0x7, 0x33, 0x2, 0x2, 0x1b7, 
    0x1bc, 0x5, 0x38, 0x1d, 0x2, 0x1b8, 0x1b9, 0x7, 0x64, 0x2, 0x2, 0x1b9, 
    0x1bb, 0x5, 0x38, 0x1d, 0x2, 0x1ba, 0x1b8, 0x3, 0x2, 0x2, 0x2, 0x1bb, 
    0x1be, 0x3, 0x2, 0x2, 0x2, 0x1bc, 0x1ba, 0x3, 0x2, 0x2, 0x2, 0x1bc, 
    0x1bd, 0x3, 0x2, 0x2, 0x2, 0x1bd, 0x37, 0x3, 0x2, 0x2, 0x2, 0x1be, 0x1bc, 
    0x3, 0x2, 0x2, 0x2, 0x1bf, 0x1c0, 0x7, 0x58, 0x2, 0x2, 0x1c0, 0x1c1, 
    0x7, 0x69, 0x2, 0x2, 0x1c1, 0x1c2, 0x5, 0x1a, 0xe, 0x2, 0x1c2, 0x39, 
    0x3, 0x2, 0x2, 0x2, 0x1c3, 0x1c4, 0x7, 0x34, 0x2, 0x2, 0x1c4, 0x1c5, 
    0x7, 0x58, 0x2, 0x2, 0x1c5, 0x1c6, 0x7, 0x5e, 0x2, 0x2, 0x1c6, 0x1c7, 
    0x5, 0xb8, 0x5d, 0x2, 0x1c7, 0x1c8, 0x7, 0x5f, 0x2, 0x2, 0x1c8, 0x3b, 
    0x3, 0x2, 0x2, 0x2, 0x1c9, 0x1ca, 0x7, 0x35, 0x2, 0x2, 0x1ca, 0x1cb, 
    0x7, 0x58, 0x2, 0x2, 0x1cb, 0x1cc, 0x7, 0x1f, 0x2, 0x2, 0x1cc, 0x1cd, 
    0x9, 0x6, 0x2, 0x2, 0x1cd, 0x1cf, 0x7, 0x5e, 0x2, 0x2, 0x1ce, 0x1d0, 
    0x5, 0xb8, 0x5d, 0x2, 0x1cf, 0x1ce, 0x3, 0x2, 0x2, 0x2, 0x1cf, 0x1d0, 
    0x3, 0x2, 0x2, 0x2, 0x1d0, 0x1d1, 0x3, 0x2, 0x2, 0x2, 0x1d1, 0x1d2, 
    0x7, 0x5f, 0x2, 0x2, 0x1d2, 0x3d, 0x3, 0x2, 0x2, 0x2, 0x1d3, 0x1d4, 
    0x7, 0x36, 0x2, 0x2, 0x1d4, 0x1d6, 0x7, 0x58, 0x2, 0x2, 0x1d5, 0x1d7, 
    0x5, 0x22, 0x12, 0x2, 0x1d6, 0x1d5, 0x3, 0x2, 0x2, 0x2, 0x1d6, 0x1d7, 
    0x3, 0x2, 0x2, 0x2, 0x1d7, 0x1d8, 0x3, 0x2, 0x2, 0x2, 0x1d8, 0x1d9, 
    0x7, 0x69, 0x2, 0x2, 0x1d9, 0x1da, 0x5, 0xb2, 0x5a, 0x2, 0x1da, 0x3f, 
    0x3, 0x2, 0x2, 0x2, 0x1db, 0x1dc, 0x7, 0x58, 0x2, 0x2, 0x1dc, 0x1dd, 
    0x7, 0x5d, 0x2, 0x2, 0x1dd, 0x1de, 0x7, 0x69, 0x2, 0x2, 0x1de, 0x1df, 
    0x5, 0xb2, 0x5a, 0x2, 0x1df, 0x41, 0x3, 0x2, 0x2, 0x2, 0x1e0, 0x1e1, 
    0x7, 0x37, 0x2, 0x2, 0x1e1, 0x1e2, 0x7, 0xc, 0x2, 0x2, 0x1e2, 0x1e9, 
    0x5, 0xb2, 0x5a, 0x2, 0x1e3, 0x1e4, 0x7, 0x17, 0x2, 0x2, 0x1e4, 0x1e7, 
    0x5, 0xb2, 0x5a, 0x2, 0x1e5, 0x1e6, 0x7, 0x16, 0x2, 0x2, 0x1e6, 0x1e8, 
    0x5, 0x18, 0xd, 0x2, 0x1e7, 0x1e5, 0x3, 0x2, 0x2, 0x2, 0x1e7, 0x1e8, 
    0x3, 0x2, 0x2, 0x2, 0x1e8, 0x1ea, 0x3, 0x2, 0x2, 0x2, 0x1e9, 0x1e3, 
    0x3, 0x2, 0x2, 0x2, 0x1e9, 0x1ea, 0x3, 0x2, 0x2, 0x2, 0x1ea, 0x1eb, 
    0x3, 0x2, 0x2, 0x2, 0x1eb, 0x1ec, 0x5, 0x56, 0x2c, 0x2, 0x1ec, 0x43, 
    0x3, 0x2, 0x2, 0x2, 0x1ed, 0x1ee, 0x7, 0x38, 0x2, 0x2, 0x1ee, 0x1ef, 
    0x7, 0x58, 0x2, 0x2, 0x1ef, 0x1f0, 0x7, 0xc, 0x2, 0x2, 0x1f0, 0x1f2, 
    0x5, 0xb2, 0x5a, 0x2, 0x1f1, 0x1f3, 0x5, 0x56, 0x2c, 0x2, 0x1f2, 0x1f1, 
    0x3, 0x2, 0x2, 0x2, 0x1f2, 0x1f3, 0x3, 0x2, 0x2, 0x2, 0x1f3, 0x45, 0x3, 
    0x2, 0x2, 0x2, 0x1f4, 0x1f5, 0x7, 0x13, 0x2, 0x2, 0x1f5, 0x1fb, 0x9, 
    0x7, 0x2, 0x2, 0x1f6, 0x1f8, 0x7, 0x5e, 0x2, 0x2, 0x1f7, 0x1f9, 0x5, 
    0x1c, 0xf, 0x2, 0x1f8, 0x1f7, 0x3, 0x2, 0x2, 0x2, 0x1f8, 0x1f9, 0x3, 
    0x2, 0x2, 0x2, 0x1f9, 0x1fa, 0x3, 0x2, 0x2, 0x2, 0x1fa, 0x1fc, 0x7, 
    0x5f, 0x2, 0x2, 0x1fb, 0x1f6, 0x3, 0x2, 0x2, 0x2, 0x1fb, 0x1fc, 0x3, 
    0x2, 0x2, 0x2, 0x1fc, 0x1fd, 0x3, 0x2, 0x2, 0x2, 0x1fd, 0x1fe, 0x5, 
    0x56, 0x2c, 0x2, 0x1fe, 0x47, 0x3, 0x2, 0x2, 0x2, 0x1ff, 0x200, 0x7, 
    0x10, 0x2, 0x2, 0x200, 0x201, 0x5, 0xb2, 0x5a, 0x2, 0x201, 0x202, 0x5, 
    0x56, 0x2c, 0x2, 0x202, 0x49, 0x3, 0x2, 0x2, 0x2, 0x203, 0x204, 0x7, 
    0x39, 0x2, 0x2, 0x204, 0x205, 0x7, 0x58, 0x2, 0x2, 0x205, 0x206, 0x7, 
    0xb, 0x2, 0x2, 0x206, 0x207, 0x5, 0xbc, 0x5f, 0x2, 0x207, 0x4b, 0x3, 
    0x2, 0x2, 0x2, 0x208, 0x209, 0x7, 0x3a, 0x2, 0x2, 0x209, 0x20a, 0x7, 
    0x58, 0x2, 0x2, 0x20a, 0x4d, 0x3, 0x2, 0x2, 0x2, 0x20b, 0x20c, 0x7, 
    0x3b, 0x2, 0x2, 0x20c, 0x20d, 0x5, 0x18, 0xd, 0x2, 0x20d, 0x20e, 0x7, 
    0x15, 0x2, 0x2, 0x20e, 0x20f, 0x5, 0xb2, 0x5a, 0x2, 0x20f, 0x4f, 0x3, 
    0x2, 0x2, 0x2, 0x210, 0x211, 0x7, 0x3c, 0x2, 0x2, 0x211, 0x212, 0x7, 
    0x58, 0x2, 0x2, 0x212, 0x213, 0x5, 0x2c, 0x17, 0x2, 0x213, 0x51, 0x3, 
    0x2, 0x2, 0x2, 0x214, 0x215, 0x7, 0x3d, 0x2, 0x2, 0x215, 0x216, 0x7, 
    0x58, 0x2, 0x2, 0x216, 0x217, 0x7, 0x7c, 0x2, 0x2, 0x217, 0x218, 0x7, 
    0x58, 0x2, 0x2, 0x218, 0x219, 0x7, 0x65, 0x2, 0x2, 0x219, 0x21a, 0x5, 
    0xb2, 0x5a, 0x2, 0x21a, 0x53, 0x3, 0x2, 0x2, 0x2, 0x21b, 0x21c, 0x7, 
    0x3e, 0x2, 0x2, 0x21c, 0x21d, 0x5, 0x18, 0xd, 0x2, 0x21d, 0x55, 0x3, 
    0x2, 0x2, 0x2, 0x21e, 0x222, 0x7, 0x62, 0x2, 0x2, 0x21f, 0x221, 0x5, 
    0x58, 0x2d, 0x2, 0x220, 0x21f, 0x3, 0x2, 0x2, 0x2, 0x221, 0x224, 0x3, 
    0x2, 0x2, 0x2, 0x222, 0x220, 0x3, 0x2, 0x2, 0x2, 0x222, 0x223, 0x3, 
    0x2, 0x2, 0x2, 0x223, 0x225, 0x3, 0x2, 0x2, 0x2, 0x224, 0x222, 0x3, 
    0x2, 0x2, 0x2, 0x225, 0x226, 0x7, 0x63, 0x2, 0x2, 0x226, 0x57, 0x3, 
    0x2, 0x2, 0x2, 0x227, 0x228, 0x5, 0x5a, 0x2e, 0x2, 0x228, 0x229, 0x7, 
    0x81, 0x2, 0x2, 0x229, 0x59, 0x3, 0x2, 0x2, 0x2, 0x22a, 0x22f, 0x5, 
    0x5c, 0x2f, 0x2, 0x22b, 0x22f, 0x5, 0x60, 0x31, 0x2, 0x22c, 0x22f, 0x5, 
    0x3e, 0x20, 0x2, 0x22d, 0x22f, 0x5, 0x62, 0x32, 0x2, 0x22e, 0x22a, 0x3, 
    0x2, 0x2, 0x2, 0x22e, 0x22b, 0x3, 0x2, 0x2, 0x2, 0x22e, 0x22c, 0x3, 
    0x2, 0x2, 0x2, 0x22e, 0x22d, 0x3, 0x2, 0x2, 0x2, 0x22f, 0x5b, 0x3, 0x2, 
    0x2, 0x2, 0x230, 0x231, 0x5, 0x5e, 0x30, 0x2, 0x231, 0x232, 0x9, 0x8, 
    0x2, 0x2, 0x232, 0x233, 0x5, 0xb2, 0x5a, 0x2, 0x233, 0x5d, 0x3, 0x2, 
    0x2, 0x2, 0x234, 0x23d, 0x9, 0x7, 0x2, 0x2, 0x235, 0x236, 0x7, 0x67, 
    0x2, 0x2, 0x236, 0x23c, 0x5, 0xb4, 0x5b, 0x2, 0x237, 0x238, 0x7, 0x60, 
    0x2, 0x2, 0x238, 0x239, 0x5, 0xb6, 0x5c, 0x2, 0x239, 0x23a, 0x7, 0x61, 
    0x2, 0x2, 0x23a, 0x23c, 0x3, 0x2, 0x2, 0x2, 0x23b, 0x235, 0x3, 0x2, 
    0x2, 0x2, 0x23b, 0x237, 0x3, 0x2, 0x2, 0x2, 0x23c, 0x23f, 0x3, 0x2, 
    0x2, 0x2, 0x23d, 0x23b, 0x3, 0x2, 0x2, 0x2, 0x23d, 0x23e, 0x3, 0x2, 
    0x2, 0x2, 0x23e, 0x5f, 0x3, 0x2, 0x2, 0x2, 0x23f, 0x23d, 0x3, 0x2, 0x2, 
    0x2, 0x240, 0x241, 0x7, 0x1e, 0x2, 0x2, 0x241, 0x244, 0x5, 0xb2, 0x5a, 
    0x2, 0x242, 0x243, 0x7, 0x12, 0x2, 0x2, 0x243, 0x245, 0x5, 0x5e, 0x30, 
    0x2, 0x244, 0x242, 0x3, 0x2, 0x2, 0x2, 0x244, 0x245, 0x3, 0x2, 0x2, 
    0x2, 0x245, 0x248, 0x3, 0x2, 0x2, 0x2, 0x246, 0x247, 0x7, 0x18, 0x2, 
    0x2, 0x247, 0x249, 0x5, 0xb2, 0x5a, 0x2, 0x248, 0x246, 0x3, 0x2, 0x2, 
    0x2, 0x248, 0x249, 0x3, 0x2, 0x2, 0x2, 0x249, 0x61, 0x3, 0x2, 0x2, 0x2, 
    0x24a, 0x24b, 0x7, 0x5, 0x2, 0x2, 0x24b, 0x24c, 0x5, 0xb2, 0x5a, 0x2, 
    0x24c, 0x254, 0x5, 0x56, 0x2c, 0x2, 0x24d, 0x24e, 0x7, 0x7, 0x2, 0x2, 
    0x24e, 0x24f, 0x7, 0x5, 0x2, 0x2, 0x24f, 0x250, 0x5, 0xb2, 0x5a, 0x2, 
    0x250, 0x251, 0x5, 0x56, 0x2c, 0x2, 0x251, 0x253, 0x3, 0x2, 0x2, 0x2, 
    0x252, 0x24d, 0x3, 0x2, 0x2, 0x2, 0x253, 0x256, 0x3, 0x2, 0x2, 0x2, 
    0x254, 0x252, 0x3, 0x2, 0x2, 0x2, 0x254, 0x255, 0x3, 0x2, 0x2, 0x2, 
    0x255, 0x259, 0x3, 0x2, 0x2, 0x2, 0x256, 0x254, 0x3, 0x2, 0x2, 0x2, 
    0x257, 0x258, 0x7, 0x7, 0x2, 0x2, 0x258, 0x25a, 0x5, 0x56, 0x2c, 0x2, 
    0x259, 0x257, 0x3, 0x2, 0x2, 0x2, 0x259, 0x25a, 0x3, 0x2, 0x2, 0x2, 
    0x25a, 0x63, 0x3, 0x2, 0x2, 0x2, 0x25b, 0x25f, 0x7, 0x62, 0x2, 0x2, 
    0x25c, 0x25e, 0x5, 0x66, 0x34, 0x2, 0x25d, 0x25c, 0x3, 0x2, 0x2, 0x2, 
    0x25e, 0x261, 0x3, 0x2, 0x2, 0x2, 0x25f, 0x25d, 0x3, 0x2, 0x2, 0x2, 
    0x25f, 0x260, 0x3, 0x2, 0x2, 0x2, 0x260, 0x262, 0x3, 0x2, 0x2, 0x2, 
    0x261, 0x25f, 0x3, 0x2, 0x2, 0x2, 0x262, 0x263, 0x7, 0x63, 0x2, 0x2, 
    0x263, 0x65, 0x3, 0x2, 0x2, 0x2, 0x264, 0x265, 0x5, 0x68, 0x35, 0x2, 
    0x265, 0x266, 0x7, 0x81, 0x2, 0x2, 0x266, 0x67, 0x3, 0x2, 0x2, 0x2, 
    0x267, 0x273, 0x5, 0x6a, 0x36, 0x2, 0x268, 0x273, 0x5, 0x70, 0x39, 0x2, 
    0x269, 0x273, 0x5, 0x74, 0x3b, 0x2, 0x26a, 0x273, 0x5, 0x76, 0x3c, 0x2, 
    0x26b, 0x273, 0x5, 0x78, 0x3d, 0x2, 0x26c, 0x273, 0x5, 0x7a, 0x3e, 0x2, 
    0x26d, 0x273, 0x5, 0x7c, 0x3f, 0x2, 0x26e, 0x273, 0x5, 0x86, 0x44, 0x2, 
    0x26f, 0x273, 0x5, 0x8a, 0x46, 0x2, 0x270, 0x273, 0x5, 0x3e, 0x20, 0x2, 
    0x271, 0x273, 0x5, 0x8c, 0x47, 0x2, 0x272, 0x267, 0x3, 0x2, 0x2, 0x2, 
    0x272, 0x268, 0x3, 0x2, 0x2, 0x2, 0x272, 0x269, 0x3, 0x2, 0x2, 0x2, 
    0x272, 0x26a, 0x3, 0x2, 0x2, 0x2, 0x272, 0x26b, 0x3, 0x2, 0x2, 0x2, 
    0x272, 0x26c, 0x3, 0x2, 0x2, 0x2, 0x272, 0x26d, 0x3, 0x2, 0x2, 0x2, 
    0x272, 0x26e, 0x3, 0x2, 0x2, 0x2, 0x272, 0x26f, 0x3, 0x2, 0x2, 0x2, 
    0x272, 0x270, 0x3, 0x2, 0x2, 0x2, 0x272, 0x271, 0x3, 0x2, 0x2, 0x2, 
    0x273, 0x69, 0x3, 0x2, 0x2, 0x2, 0x274, 0x275, 0x7, 0x3f, 0x2, 0x2, 
    0x275, 0x27a, 0x7, 0x58, 0x2, 0x2, 0x276, 0x277, 0x7, 0x60, 0x2, 0x2, 
    0x277, 0x278, 0x5, 0xb2, 0x5a, 0x2, 0x278, 0x279, 0x7, 0x61, 0x2, 0x2, 
    0x279, 0x27b, 0x3, 0x2, 0x2, 0x2, 0x27a, 0x276, 0x3, 0x2, 0x2, 0x2, 
    0x27a, 0x27b, 0x3, 0x2, 0x2, 0x2, 0x27b, 0x27c, 0x3, 0x2, 0x2, 0x2, 
    0x27c, 0x27d, 0x7, 0x65, 0x2, 0x2, 0x27d, 0x27e, 0x5, 0x1a, 0xe, 0x2, 
    0x27e, 0x27f, 0x7, 0x60, 0x2, 0x2, 0x27f, 0x284, 0x5, 0xb2, 0x5a, 0x2, 
    0x280, 0x281, 0x7, 0x64, 0x2, 0x2, 0x281, 0x283, 0x5, 0xb2, 0x5a, 0x2, 
    0x282, 0x280, 0x3, 0x2, 0x2, 0x2, 0x283, 0x286, 0x3, 0x2, 0x2, 0x2, 
    0x284, 0x282, 0x3, 0x2, 0x2, 0x2, 0x284, 0x285, 0x3, 0x2, 0x2, 0x2, 
    0x285, 0x287, 0x3, 0x2, 0x2, 0x2, 0x286, 0x284, 0x3, 0x2, 0x2, 0x2, 
    0x287, 0x28a, 0x7, 0x61, 0x2, 0x2, 0x288, 0x289, 0x7, 0x1c, 0x2, 0x2, 
    0x289, 0x28b, 0x5, 0xb2, 0x5a, 0x2, 0x28a, 0x288, 0x3, 0x2, 0x2, 0x2, 
    0x28a, 0x28b, 0x3, 0x2, 0x2, 0x2, 0x28b, 0x28d, 0x3, 0x2, 0x2, 0x2, 
    0x28c, 0x28e, 0x5, 0x6c, 0x37, 0x2, 0x28d, 0x28c, 0x3, 0x2, 0x2, 0x2, 
    0x28d, 0x28e, 0x3, 0x2, 0x2, 0x2, 0x28e, 0x6b, 0x3, 0x2, 0x2, 0x2, 0x28f, 
    0x293, 0x7, 0x62, 0x2, 0x2, 0x290, 0x292, 0x5, 0x6e, 0x38, 0x2, 0x291, 
    0x290, 0x3, 0x2, 0x2, 0x2, 0x292, 0x295, 0x3, 0x2, 0x2, 0x2, 0x293, 
    0x291, 0x3, 0x2, 0x2, 0x2, 0x293, 0x294, 0x3, 0x2, 0x2, 0x2, 0x294, 
    0x296, 0x3, 0x2, 0x2, 0x2, 0x295, 0x293, 0x3, 0x2, 0x2, 0x2, 0x296, 
    0x297, 0x7, 0x63, 0x2, 0x2, 0x297, 0x6d, 0x3, 0x2, 0x2, 0x2, 0x298, 
    0x299, 0x5, 0x5c, 0x2f, 0x2, 0x299, 0x29a, 0x7, 0x81, 0x2, 0x2, 0x29a, 
    0x6f, 0x3, 0x2, 0x2, 0x2, 0x29b, 0x29c, 0x7, 0x40, 0x2, 0x2, 0x29c, 
    0x29d, 0x7, 0x58, 0x2, 0x2, 0x29d, 0x29e, 0x7, 0x69, 0x2, 0x2, 0x29e, 
    0x29f, 0x5, 0xb2, 0x5a, 0x2, 0x29f, 0x71, 0x3, 0x2, 0x2, 0x2, 0x2a0, 
    0x2a1, 0x7, 0x58, 0x2, 0x2, 0x2a1, 0x2a2, 0x7, 0x65, 0x2, 0x2, 0x2a2, 
    0x73, 0x3, 0x2, 0x2, 0x2, 0x2a3, 0x2a5, 0x5, 0x72, 0x3a, 0x2, 0x2a4, 
    0x2a3, 0x3, 0x2, 0x2, 0x2, 0x2a4, 0x2a5, 0x3, 0x2, 0x2, 0x2, 0x2a5, 
    0x2a6, 0x3, 0x2, 0x2, 0x2, 0x2a6, 0x2a7, 0x7, 0x41, 0x2, 0x2, 0x2a7, 
    0x2a8, 0x5, 0xb2, 0x5a, 0x2, 0x2a8, 0x2a9, 0x7, 0x7b, 0x2, 0x2, 0x2a9, 
    0x2ac, 0x5, 0xb2, 0x5a, 0x2, 0x2aa, 0x2ab, 0x7, 0xe, 0x2, 0x2, 0x2ab, 
    0x2ad, 0x5, 0x1a, 0xe, 0x2, 0x2ac, 0x2aa, 0x3, 0x2, 0x2, 0x2, 0x2ac, 
    0x2ad, 0x3, 0x2, 0x2, 0x2, 0x2ad, 0x2ae, 0x3, 0x2, 0x2, 0x2, 0x2ae, 
    0x2b0, 0x7, 0xf, 0x2, 0x2, 0x2af, 0x2b1, 0x7, 0x57, 0x2, 0x2, 0x2b0, 
    0x2af, 0x3, 0x2, 0x2, 0x2, 0x2b0, 0x2b1, 0x3, 0x2, 0x2, 0x2, 0x2b1, 
    0x2b2, 0x3, 0x2, 0x2, 0x2, 0x2b2, 0x2b5, 0x5, 0xb2, 0x5a, 0x2, 0x2b3, 
    0x2b4, 0x7, 0xd, 0x2, 0x2, 0x2b4, 0x2b6, 0x5, 0xb2, 0x5a, 0x2, 0x2b5, 
    0x2b3, 0x3, 0x2, 0x2, 0x2, 0x2b5, 0x2b6, 0x3, 0x2, 0x2, 0x2, 0x2b6, 
    0x2b8, 0x3, 0x2, 0x2, 0x2, 0x2b7, 0x2b9, 0x5, 0x6c, 0x37, 0x2, 0x2b8, 
    0x2b7, 0x3, 0x2, 0x2, 0x2, 0x2b8, 0x2b9, 0x3, 0x2, 0x2, 0x2, 0x2b9, 
    0x75, 0x3, 0x2, 0x2, 0x2, 0x2ba, 0x2bc, 0x5, 0x72, 0x3a, 0x2, 0x2bb, 
    0x2ba, 0x3, 0x2, 0x2, 0x2, 0x2bb, 0x2bc, 0x3, 0x2, 0x2, 0x2, 0x2bc, 
    0x2bd, 0x3, 0x2, 0x2, 0x2, 0x2bd, 0x2be, 0x7, 0x1a, 0x2, 0x2, 0x2be, 
    0x2bf, 0x5, 0xb2, 0x5a, 0x2, 0x2bf, 0x2c0, 0x7, 0x7c, 0x2, 0x2, 0x2c0, 
    0x2c1, 0x5, 0xb2, 0x5a, 0x2, 0x2c1, 0x2c2, 0x7, 0xf, 0x2, 0x2, 0x2c2, 
    0x2c5, 0x5, 0xb2, 0x5a, 0x2, 0x2c3, 0x2c4, 0x7, 0xd, 0x2, 0x2, 0x2c4, 
    0x2c6, 0x5, 0xb2, 0x5a, 0x2, 0x2c5, 0x2c3, 0x3, 0x2, 0x2, 0x2, 0x2c5, 
    0x2c6, 0x3, 0x2, 0x2, 0x2, 0x2c6, 0x2c8, 0x3, 0x2, 0x2, 0x2, 0x2c7, 
    0x2c9, 0x5, 0x6c, 0x37, 0x2, 0x2c8, 0x2c7, 0x3, 0x2, 0x2, 0x2, 0x2c8, 
    0x2c9, 0x3, 0x2, 0x2, 0x2, 0x2c9, 0x77, 0x3, 0x2, 0x2, 0x2, 0x2ca, 0x2cb, 
    0x7, 0x42, 0x2, 0x2, 0x2cb, 0x2cc, 0x5, 0xb2, 0x5a, 0x2, 0x2cc, 0x2cd, 
    0x7, 0x15, 0x2, 0x2, 0x2cd, 0x2ce, 0x5, 0xb2, 0x5a, 0x2, 0x2ce, 0x79, 
    0x3, 0x2, 0x2, 0x2, 0x2cf, 0x2d0, 0x7, 0x43, 0x2, 0x2, 0x2d0, 0x2d1, 
    0x5, 0xb2, 0x5a, 0x2, 0x2d1, 0x2d2, 0x7, 0x11, 0x2, 0x2, 0x2d2, 0x2d3, 
    0x9, 0x6, 0x2, 0x2, 0x2d3, 0x2d4, 0x7, 0x12, 0x2, 0x2, 0x2d4, 0x2d5, 
    0x5, 0xb2, 0x5a, 0x2, 0x2d5, 0x2d6, 0x7, 0x10, 0x2, 0x2, 0x2d6, 0x2d7, 
    0x5, 0xb2, 0x5a, 0x2, 0x2d7, 0x7b, 0x3, 0x2, 0x2, 0x2, 0x2d8, 0x2d9, 
    0x7, 0x44, 0x2, 0x2, 0x2d9, 0x2da, 0x5, 0xb2, 0x5a, 0x2, 0x2da, 0x2de, 
    0x7, 0x62, 0x2, 0x2, 0x2db, 0x2dd, 0x5, 0x7e, 0x40, 0x2, 0x2dc, 0x2db, 
    0x3, 0x2, 0x2, 0x2, 0x2dd, 0x2e0, 0x3, 0x2, 0x2, 0x2, 0x2de, 0x2dc, 
    0x3, 0x2, 0x2, 0x2, 0x2de, 0x2df, 0x3, 0x2, 0x2, 0x2, 0x2df, 0x2e1, 
    0x3, 0x2, 0x2, 0x2, 0x2e0, 0x2de, 0x3, 0x2, 0x2, 0x2, 0x2e1, 0x2e2, 
    0x7, 0x63, 0x2, 0x2, 0x2e2, 0x7d, 0x3, 0x2, 0x2, 0x2, 0x2e3, 0x2e4, 
    0x5, 0x80, 0x41, 0x2, 0x2e4, 0x2e5, 0x7, 0x81, 0x2, 0x2, 0x2e5, 0x7f, 
    0x3, 0x2, 0x2, 0x2, 0x2e6, 0x2e9, 0x5, 0x82, 0x42, 0x2, 0x2e7, 0x2e9, 
    0x5, 0x84, 0x43, 0x2, 0x2e8, 0x2e6, 0x3, 0x2, 0x2, 0x2, 0x2e8, 0x2e7, 
    0x3, 0x2, 0x2, 0x2, 0x2e9, 0x81, 0x3, 0x2, 0x2, 0x2, 0x2ea, 0x2eb, 0x7, 
    0x45, 0x2, 0x2, 0x2eb, 0x2ec, 0x7, 0xc, 0x2, 0x2, 0x2ec, 0x2ed, 0x5, 
    0xb2, 0x5a, 0x2, 0x2ed, 0x2ee, 0x7, 0x10, 0x2, 0x2, 0x2ee, 0x2ef, 0x5, 
    0xb2, 0x5a, 0x2, 0x2ef, 0x83, 0x3, 0x2, 0x2, 0x2, 0x2f0, 0x2f1, 0x7, 
    0x46, 0x2, 0x2, 0x2f1, 0x2f4, 0x5, 0xb2, 0x5a, 0x2, 0x2f2, 0x2f3, 0x7, 
    0xd, 0x2, 0x2, 0x2f3, 0x2f5, 0x5, 0xb2, 0x5a, 0x2, 0x2f4, 0x2f2, 0x3, 
    0x2, 0x2, 0x2, 0x2f4, 0x2f5, 0x3, 0x2, 0x2, 0x2, 0x2f5, 0x2f7, 0x3, 
    0x2, 0x2, 0x2, 0x2f6, 0x2f8, 0x5, 0x6c, 0x37, 0x2, 0x2f7, 0x2f6, 0x3, 
    0x2, 0x2, 0x2, 0x2f7, 0x2f8, 0x3, 0x2, 0x2, 0x2, 0x2f8, 0x2f9, 0x3, 
    0x2, 0x2, 0x2, 0x2f9, 0x2fa, 0x7, 0x10, 0x2, 0x2, 0x2fa, 0x2fb, 0x5, 
    0xb2, 0x5a, 0x2, 0x2fb, 0x85, 0x3, 0x2, 0x2, 0x2, 0x2fc, 0x2fd, 0x7, 
    0x47, 0x2, 0x2, 0x2fd, 0x302, 0x5, 0x88, 0x45, 0x2, 0x2fe, 0x2ff, 0x7, 
    0x64, 0x2, 0x2, 0x2ff, 0x301, 0x5, 0x88, 0x45, 0x2, 0x300, 0x2fe, 0x3, 
    0x2, 0x2, 0x2, 0x301, 0x304, 0x3, 0x2, 0x2, 0x2, 0x302, 0x300, 0x3, 
    0x2, 0x2, 0x2, 0x302, 0x303, 0x3, 0x2, 0x2, 0x2, 0x303, 0x87, 0x3, 0x2, 
    0x2, 0x2, 0x304, 0x302, 0x3, 0x2, 0x2, 0x2, 0x305, 0x308, 0x5, 0xb2, 
    0x5a, 0x2, 0x306, 0x307, 0x7, 0x10, 0x2, 0x2, 0x307, 0x309, 0x5, 0xb2, 
    0x5a, 0x2, 0x308, 0x306, 0x3, 0x2, 0x2, 0x2, 0x308, 0x309, 0x3, 0x2, 
    0x2, 0x2, 0x309, 0x30c, 0x3, 0x2, 0x2, 0x2, 0x30a, 0x30b, 0x7, 0xc, 
    0x2, 0x2, 0x30b, 0x30d, 0x5, 0xb2, 0x5a, 0x2, 0x30c, 0x30a, 0x3, 0x2, 
    0x2, 0x2, 0x30c, 0x30d, 0x3, 0x2, 0x2, 0x2, 0x30d, 0x89, 0x3, 0x2, 0x2, 
    0x2, 0x30e, 0x30f, 0x7, 0x1b, 0x2, 0x2, 0x30f, 0x310, 0x7, 0x58, 0x2, 
    0x2, 0x310, 0x311, 0x7, 0xb, 0x2, 0x2, 0x311, 0x312, 0x5, 0xbc, 0x5f, 
    0x2, 0x312, 0x313, 0x5, 0x64, 0x33, 0x2, 0x313, 0x8b, 0x3, 0x2, 0x2, 
    0x2, 0x314, 0x315, 0x7, 0x48, 0x2, 0x2, 0x315, 0x316, 0x7, 0x58, 0x2, 
    0x2, 0x316, 0x317, 0x7, 0x69, 0x2, 0x2, 0x317, 0x318, 0x5, 0xb2, 0x5a, 
    0x2, 0x318, 0x8d, 0x3, 0x2, 0x2, 0x2, 0x319, 0x31d, 0x7, 0x62, 0x2, 
    0x2, 0x31a, 0x31c, 0x5, 0x90, 0x49, 0x2, 0x31b, 0x31a, 0x3, 0x2, 0x2, 
    0x2, 0x31c, 0x31f, 0x3, 0x2, 0x2, 0x2, 0x31d, 0x31b, 0x3, 0x2, 0x2, 
    0x2, 0x31d, 0x31e, 0x3, 0x2, 0x2, 0x2, 0x31e, 0x320, 0x3, 0x2, 0x2, 
    0x2, 0x31f, 0x31d, 0x3, 0x2, 0x2, 0x2, 0x320, 0x321, 0x7, 0x63, 0x2, 
    0x2, 0x321, 0x8f, 0x3, 0x2, 0x2, 0x2, 0x322, 0x323, 0x5, 0x92, 0x4a, 
    0x2, 0x323, 0x324, 0x7, 0x81, 0x2, 0x2, 0x324, 0x91, 0x3, 0x2, 0x2, 
    0x2, 0x325, 0x336, 0x5, 0x5c, 0x2f, 0x2, 0x326, 0x336, 0x5, 0x3e, 0x20, 
    0x2, 0x327, 0x336, 0x5, 0x94, 0x4b, 0x2, 0x328, 0x336, 0x5, 0x96, 0x4c, 
    0x2, 0x329, 0x336, 0x5, 0x98, 0x4d, 0x2, 0x32a, 0x336, 0x5, 0x9a, 0x4e, 
    0x2, 0x32b, 0x336, 0x5, 0x9c, 0x4f, 0x2, 0x32c, 0x336, 0x5, 0x9e, 0x50, 
    0x2, 0x32d, 0x336, 0x5, 0xa0, 0x51, 0x2, 0x32e, 0x336, 0x5, 0xa2, 0x52, 
    0x2, 0x32f, 0x336, 0x5, 0xa4, 0x53, 0x2, 0x330, 0x336, 0x5, 0xa6, 0x54, 
    0x2, 0x331, 0x336, 0x5, 0xa8, 0x55, 0x2, 0x332, 0x336, 0x5, 0xaa, 0x56, 
    0x2, 0x333, 0x336, 0x5, 0xac, 0x57, 0x2, 0x334, 0x336, 0x5, 0xb0, 0x59, 
    0x2, 0x335, 0x325, 0x3, 0x2, 0x2, 0x2, 0x335, 0x326, 0x3, 0x2, 0x2, 
    0x2, 0x335, 0x327, 0x3, 0x2, 0x2, 0x2, 0x335, 0x328, 0x3, 0x2, 0x2, 
    0x2, 0x335, 0x329, 0x3, 0x2, 0x2, 0x2, 0x335, 0x32a, 0x3, 0x2, 0x2, 
    0x2, 0x335, 0x32b, 0x3, 0x2, 0x2, 0x2, 0x335, 0x32c, 0x3, 0x2, 0x2, 
    0x2, 0x335, 0x32d, 0x3, 0x2, 0x2, 0x2, 0x335, 0x32e, 0x3, 0x2, 0x2, 
    0x2, 0x335, 0x32f, 0x3, 0x2, 0x2, 0x2, 0x335, 0x330, 0x3, 0x2, 0x2, 
    0x2, 0x335, 0x331, 0x3, 0x2, 0x2, 0x2, 0x335, 0x332, 0x3, 0x2, 0x2, 
    0x2, 0x335, 0x333, 0x3, 0x2, 0x2, 0x2, 0x335, 0x334, 0x3, 0x2, 0x2, 
    0x2, 0x336, 0x93, 0x3, 0x2, 0x2, 0x2, 0x337, 0x338, 0x7, 0x49, 0x2, 
    0x2, 0x338, 0x339, 0x7, 0x58, 0x2, 0x2, 0x339, 0x33a, 0x7, 0x69, 0x2, 
    0x2, 0x33a, 0x33b, 0x5, 0xb2, 0x5a, 0x2, 0x33b, 0x95, 0x3, 0x2, 0x2, 
    0x2, 0x33c, 0x33d, 0x7, 0x4a, 0x2, 0x2, 0x33d, 0x340, 0x5, 0xb2, 0x5a, 
    0x2, 0x33e, 0x33f, 0x7, 0x14, 0x2, 0x2, 0x33f, 0x341, 0x7, 0x58, 0x2, 
    0x2, 0x340, 0x33e, 0x3, 0x2, 0x2, 0x2, 0x340, 0x341, 0x3, 0x2, 0x2, 
    0x2, 0x341, 0x97, 0x3, 0x2, 0x2, 0x2, 0x342, 0x343, 0x7, 0x4b, 0x2, 
    0x2, 0x343, 0x344, 0x5, 0xb2, 0x5a, 0x2, 0x344, 0x345, 0x7, 0x1b, 0x2, 
    0x2, 0x345, 0x348, 0x5, 0xb2, 0x5a, 0x2, 0x346, 0x347, 0x7, 0x1a, 0x2, 
    0x2, 0x347, 0x349, 0x5, 0xb2, 0x5a, 0x2, 0x348, 0x346, 0x3, 0x2, 0x2, 
    0x2, 0x348, 0x349, 0x3, 0x2, 0x2, 0x2, 0x349, 0x34b, 0x3, 0x2, 0x2, 
    0x2, 0x34a, 0x34c, 0x5, 0x8e, 0x48, 0x2, 0x34b, 0x34a, 0x3, 0x2, 0x2, 
    0x2, 0x34b, 0x34c, 0x3, 0x2, 0x2, 0x2, 0x34c, 0x99, 0x3, 0x2, 0x2, 0x2, 
    0x34d, 0x34e, 0x7, 0x4c, 0x2, 0x2, 0x34e, 0x353, 0x5, 0xb2, 0x5a, 0x2, 
    0x34f, 0x350, 0x7, 0x64, 0x2, 0x2, 0x350, 0x352, 0x5, 0xb2, 0x5a, 0x2, 
    0x351, 0x34f, 0x3, 0x2, 0x2, 0x2, 0x352, 0x355, 0x3, 0x2, 0x2, 0x2, 
    0x353, 0x351, 0x3, 0x2, 0x2, 0x2, 0x353, 0x354, 0x3, 0x2, 0x2, 0x2, 
    0x354, 0x9b, 0x3, 0x2, 0x2, 0x2, 0x355, 0x353, 0x3, 0x2, 0x2, 0x2, 0x356, 
    0x357, 0x7, 0x4d, 0x2, 0x2, 0x357, 0x9d, 0x3, 0x2, 0x2, 0x2, 0x358, 
    0x359, 0x7, 0x4e, 0x2, 0x2, 0x359, 0x35c, 0x5, 0xb2, 0x5a, 0x2, 0x35a, 
    0x35b, 0x7, 0x10, 0x2, 0x2, 0x35b, 0x35d, 0x5, 0xb2, 0x5a, 0x2, 0x35c, 
    0x35a, 0x3, 0x2, 0x2, 0x2, 0x35c, 0x35d, 0x3, 0x2, 0x2, 0x2, 0x35d, 
    0x9f, 0x3, 0x2, 0x2, 0x2, 0x35e, 0x35f, 0x7, 0x4f, 0x2, 0x2, 0x35f, 
    0x360, 0x5, 0xb2, 0x5a, 0x2, 0x360, 0xa1, 0x3, 0x2, 0x2, 0x2, 0x361, 
    0x362, 0x7, 0x50, 0x2, 0x2, 0x362, 0x367, 0x5, 0xb2, 0x5a, 0x2, 0x363, 
    0x364, 0x7, 0x64, 0x2, 0x2, 0x364, 0x366, 0x5, 0xb2, 0x5a, 0x2, 0x365, 
    0x363, 0x3, 0x2, 0x2, 0x2, 0x366, 0x369, 0x3, 0x2, 0x2, 0x2, 0x367, 
    0x365, 0x3, 0x2, 0x2, 0x2, 0x367, 0x368, 0x3, 0x2, 0x2, 0x2, 0x368, 
    0xa3, 0x3, 0x2, 0x2, 0x2, 0x369, 0x367, 0x3, 0x2, 0x2, 0x2, 0x36a, 0x36b, 
    0x7, 0x51, 0x2, 0x2, 0x36b, 0x36c, 0x5, 0xb2, 0x5a, 0x2, 0x36c, 0xa5, 
    0x3, 0x2, 0x2, 0x2, 0x36d, 0x36e, 0x9, 0x9, 0x2, 0x2, 0x36e, 0x36f, 
    0x7, 0x13, 0x2, 0x2, 0x36f, 0x370, 0x5, 0xb2, 0x5a, 0x2, 0x370, 0x371, 
    0x5, 0x8e, 0x48, 0x2, 0x371, 0xa7, 0x3, 0x2, 0x2, 0x2, 0x372, 0x373, 
    0x7, 0x54, 0x2, 0x2, 0x373, 0x378, 0x5, 0xb2, 0x5a, 0x2, 0x374, 0x375, 
    0x7, 0x64, 0x2, 0x2, 0x375, 0x377, 0x5, 0xb2, 0x5a, 0x2, 0x376, 0x374, 
    0x3, 0x2, 0x2, 0x2, 0x377, 0x37a, 0x3, 0x2, 0x2, 0x2, 0x378, 0x376, 
    0x3, 0x2, 0x2, 0x2, 0x378, 0x379, 0x3, 0x2, 0x2, 0x2, 0x379, 0x37b, 
    0x3, 0x2, 0x2, 0x2, 0x37a, 0x378, 0x3, 0x2, 0x2, 0x2, 0x37b, 0x37c, 
    0x7, 0x15, 0x2, 0x2, 0x37c, 0x37d, 0x5, 0xb2, 0x5a, 0x2, 0x37d, 0xa9, 
    0x3, 0x2, 0x2, 0x2, 0x37e, 0x37f, 0x7, 0x55, 0x2, 0x2, 0x37f, 0x380, 
    0x5, 0xb2, 0x5a, 0x2, 0x380, 0x381, 0x7, 0x14, 0x2, 0x2, 0x381, 0x382, 
    0x5, 0xb2, 0x5a, 0x2, 0x382, 0xab, 0x3, 0x2, 0x2, 0x2, 0x383, 0x384, 
    0x7, 0x56, 0x2, 0x2, 0x384, 0x389, 0x5, 0xae, 0x58, 0x2, 0x385, 0x386, 
    0x7, 0x64, 0x2, 0x2, 0x386, 0x388, 0x5, 0xae, 0x58, 0x2, 0x387, 0x385, 
    0x3, 0x2, 0x2, 0x2, 0x388, 0x38b, 0x3, 0x2, 0x2, 0x2, 0x389, 0x387, 
    0x3, 0x2, 0x2, 0x2, 0x389, 0x38a, 0x3, 0x2, 0x2, 0x2, 0x38a, 0x38c, 
    0x3, 0x2, 0x2, 0x2, 0x38b, 0x389, 0x3, 0x2, 0x2, 0x2, 0x38c, 0x38d, 
    0x5, 0x8e, 0x48, 0x2, 0x38d, 0xad, 0x3, 0x2, 0x2, 0x2, 0x38e, 0x38f, 
    0x7, 0x58, 0x2, 0x2, 0x38f, 0x390, 0x7, 0xb, 0x2, 0x2, 0x390, 0x391, 
    0x5, 0xbc, 0x5f, 0x2, 0x391, 0xaf, 0x3, 0x2, 0x2, 0x2, 0x392, 0x393, 
    0x7, 0x1b, 0x2, 0x2, 0x393, 0x394, 0x7, 0x58, 0x2, 0x2, 0x394, 0x395, 
    0x7, 0xb, 0x2, 0x2, 0x395, 0x396, 0x5, 0xbc, 0x5f, 0x2, 0x396, 0x397, 
    0x5, 0x8e, 0x48, 0x2, 0x397, 0xb1, 0x3, 0x2, 0x2, 0x2, 0x398, 0x399, 
    0x8, 0x5a, 0x1, 0x2, 0x399, 0x39a, 0x7, 0x70, 0x2, 0x2, 0x39a, 0x3bc, 
    0x5, 0xb2, 0x5a, 0x11, 0x39b, 0x39c, 0x7, 0xa, 0x2, 0x2, 0x39c, 0x3bc, 
    0x5, 0xb2, 0x5a, 0xc, 0x39d, 0x39e, 0x7, 0x5, 0x2, 0x2, 0x39e, 0x39f, 
    0x5, 0xb2, 0x5a, 0x2, 0x39f, 0x3a0, 0x7, 0x6, 0x2, 0x2, 0x3a0, 0x3a1, 
    0x5, 0xb2, 0x5a, 0x2, 0x3a1, 0x3a2, 0x7, 0x7, 0x2, 0x2, 0x3a2, 0x3a3, 
    0x5, 0xb2, 0x5a, 0x9, 0x3a3, 0x3bc, 0x3, 0x2, 0x2, 0x2, 0x3a4, 0x3bc, 
    0x9, 0xa, 0x2, 0x2, 0x3a5, 0x3bc, 0x7, 0x5b, 0x2, 0x2, 0x3a6, 0x3bc, 
    0x9, 0xb, 0x2, 0x2, 0x3a7, 0x3bc, 0x9, 0x7, 0x2, 0x2, 0x3a8, 0x3a9, 
    0x7, 0x5e, 0x2, 0x2, 0x3a9, 0x3aa, 0x5, 0xb2, 0x5a, 0x2, 0x3aa, 0x3ab, 
    0x7, 0x5f, 0x2, 0x2, 0x3ab, 0x3bc, 0x3, 0x2, 0x2, 0x2, 0x3ac, 0x3b8, 
    0x7, 0x60, 0x2, 0x2, 0x3ad, 0x3b2, 0x5, 0xb2, 0x5a, 0x2, 0x3ae, 0x3af, 
    0x7, 0x64, 0x2, 0x2, 0x3af, 0x3b1, 0x5, 0xb2, 0x5a, 0x2, 0x3b0, 0x3ae, 
    0x3, 0x2, 0x2, 0x2, 0x3b1, 0x3b4, 0x3, 0x2, 0x2, 0x2, 0x3b2, 0x3b0, 
    0x3, 0x2, 0x2, 0x2, 0x3b2, 0x3b3, 0x3, 0x2, 0x2, 0x2, 0x3b3, 0x3b6, 
    0x3, 0x2, 0x2, 0x2, 0x3b4, 0x3b2, 0x3, 0x2, 0x2, 0x2, 0x3b5, 0x3b7, 
    0x7, 0x64, 0x2, 0x2, 0x3b6, 0x3b5, 0x3, 0x2, 0x2, 0x2, 0x3b6, 0x3b7, 
    0x3, 0x2, 0x2, 0x2, 0x3b7, 0x3b9, 0x3, 0x2, 0x2, 0x2, 0x3b8, 0x3ad, 
    0x3, 0x2, 0x2, 0x2, 0x3b8, 0x3b9, 0x3, 0x2, 0x2, 0x2, 0x3b9, 0x3ba, 
    0x3, 0x2, 0x2, 0x2, 0x3ba, 0x3bc, 0x7, 0x61, 0x2, 0x2, 0x3bb, 0x398, 
    0x3, 0x2, 0x2, 0x2, 0x3bb, 0x39b, 0x3, 0x2, 0x2, 0x2, 0x3bb, 0x39d, 
    0x3, 0x2, 0x2, 0x2, 0x3bb, 0x3a4, 0x3, 0x2, 0x2, 0x2, 0x3bb, 0x3a5, 
    0x3, 0x2, 0x2, 0x2, 0x3bb, 0x3a6, 0x3, 0x2, 0x2, 0x2, 0x3bb, 0x3a7, 
    0x3, 0x2, 0x2, 0x2, 0x3bb, 0x3a8, 0x3, 0x2, 0x2, 0x2, 0x3bb, 0x3ac, 
    0x3, 0x2, 0x2, 0x2, 0x3bc, 0x3e5, 0x3, 0x2, 0x2, 0x2, 0x3bd, 0x3be, 
    0xc, 0x12, 0x2, 0x2, 0x3be, 0x3bf, 0x7, 0x73, 0x2, 0x2, 0x3bf, 0x3e4, 
    0x5, 0xb2, 0x5a, 0x12, 0x3c0, 0x3c1, 0xc, 0x10, 0x2, 0x2, 0x3c1, 0x3c2, 
    0x9, 0x4, 0x2, 0x2, 0x3c2, 0x3e4, 0x5, 0xb2, 0x5a, 0x11, 0x3c3, 0x3c4, 
    0xc, 0xf, 0x2, 0x2, 0x3c4, 0x3c5, 0x9, 0xc, 0x2, 0x2, 0x3c5, 0x3e4, 
    0x5, 0xb2, 0x5a, 0x10, 0x3c6, 0x3c7, 0xc, 0xe, 0x2, 0x2, 0x3c7, 0x3c8, 
    0x9, 0xd, 0x2, 0x2, 0x3c8, 0x3e4, 0x5, 0xb2, 0x5a, 0xf, 0x3c9, 0x3ca, 
    0xc, 0xd, 0x2, 0x2, 0x3ca, 0x3cb, 0x7, 0xb, 0x2, 0x2, 0x3cb, 0x3cc, 
    0x5, 0xb2, 0x5a, 0x2, 0x3cc, 0x3cd, 0x7, 0x68, 0x2, 0x2, 0x3cd, 0x3ce, 
    0x5, 0xb2, 0x5a, 0xe, 0x3ce, 0x3e4, 0x3, 0x2, 0x2, 0x2, 0x3cf, 0x3d0, 
    0xc, 0xb, 0x2, 0x2, 0x3d0, 0x3d1, 0x7, 0x8, 0x2, 0x2, 0x3d1, 0x3e4, 
    0x5, 0xb2, 0x5a, 0xc, 0x3d2, 0x3d3, 0xc, 0xa, 0x2, 0x2, 0x3d3, 0x3d4, 
    0x7, 0x9, 0x2, 0x2, 0x3d4, 0x3e4, 0x5, 0xb2, 0x5a, 0xb, 0x3d5, 0x3d6, 
    0xc, 0x15, 0x2, 0x2, 0x3d6, 0x3d7, 0x7, 0x67, 0x2, 0x2, 0x3d7, 0x3e4, 
    0x5, 0xb4, 0x5b, 0x2, 0x3d8, 0x3d9, 0xc, 0x14, 0x2, 0x2, 0x3d9, 0x3db, 
    0x7, 0x5e, 0x2, 0x2, 0x3da, 0x3dc, 0x5, 0xb8, 0x5d, 0x2, 0x3db, 0x3da, 
    0x3, 0x2, 0x2, 0x2, 0x3db, 0x3dc, 0x3, 0x2, 0x2, 0x2, 0x3dc, 0x3dd, 
    0x3, 0x2, 0x2, 0x2, 0x3dd, 0x3e4, 0x7, 0x5f, 0x2, 0x2, 0x3de, 0x3df, 
    0xc, 0x13, 0x2, 0x2, 0x3df, 0x3e0, 0x7, 0x60, 0x2, 0x2, 0x3e0, 0x3e1, 
    0x5, 0xb6, 0x5c, 0x2, 0x3e1, 0x3e2, 0x7, 0x61, 0x2, 0x2, 0x3e2, 0x3e4, 
    0x3, 0x2, 0x2, 0x2, 0x3e3, 0x3bd, 0x3, 0x2, 0x2, 0x2, 0x3e3, 0x3c0, 
    0x3, 0x2, 0x2, 0x2, 0x3e3, 0x3c3, 0x3, 0x2, 0x2, 0x2, 0x3e3, 0x3c6, 
    0x3, 0x2, 0x2, 0x2, 0x3e3, 0x3c9, 0x3, 0x2, 0x2, 0x2, 0x3e3, 0x3cf, 
    0x3, 0x2, 0x2, 0x2, 0x3e3, 0x3d2, 0x3, 0x2, 0x2, 0x2, 0x3e3, 0x3d5, 
    0x3, 0x2, 0x2, 0x2, 0x3e3, 0x3d8, 0x3, 0x2, 0x2, 0x2, 0x3e3, 0x3de, 
    0x3, 0x2, 0x2, 0x2, 0x3e4, 0x3e7, 0x3, 0x2, 0x2, 0x2, 0x3e5, 0x3e3, 
    0x3, 0x2, 0x2, 0x2, 0x3e5, 0x3e6, 0x3, 0x2, 0x2, 0x2, 0x3e6, 0xb3, 0x3, 
    0x2, 0x2, 0x2, 0x3e7, 0x3e5, 0x3, 0x2, 0x2, 0x2, 0x3e8, 0x3e9, 0x9, 
    0x7, 0x2, 0x2, 0x3e9, 0xb5, 0x3, 0x2, 0x2, 0x2, 0x3ea, 0x3ef, 0x5, 0xbc, 
    0x5f, 0x2, 0x3eb, 0x3ec, 0x7, 0x64, 0x2, 0x2, 0x3ec, 0x3ee, 0x5, 0xbc, 
    0x5f, 0x2, 0x3ed, 0x3eb, 0x3, 0x2, 0x2, 0x2, 0x3ee, 0x3f1, 0x3, 0x2, 
    0x2, 0x2, 0x3ef, 0x3ed, 0x3, 0x2, 0x2, 0x2, 0x3ef, 0x3f0, 0x3, 0x2, 
    0x2, 0x2, 0x3f0, 0xb7, 0x3, 0x2, 0x2, 0x2, 0x3f1, 0x3ef, 0x3, 0x2, 0x2, 
    0x2, 0x3f2, 0x3f7, 0x5, 0xba, 0x5e, 0x2, 0x3f3, 0x3f4, 0x7, 0x64, 0x2, 
    0x2, 0x3f4, 0x3f6, 0x5, 0xba, 0x5e, 0x2, 0x3f5, 0x3f3, 0x3, 0x2, 0x2, 
    0x2, 0x3f6, 0x3f9, 0x3, 0x2, 0x2, 0x2, 0x3f7, 0x3f5, 0x3, 0x2, 0x2, 
    0x2, 0x3f7, 0x3f8, 0x3, 0x2, 0x2, 0x2, 0x3f8, 0x3fb, 0x3, 0x2, 0x2, 
    0x2, 0x3f9, 0x3f7, 0x3, 0x2, 0x2, 0x2, 0x3fa, 0x3fc, 0x7, 0x64, 0x2, 
    0x2, 0x3fb, 0x3fa, 0x3, 0x2, 0x2, 0x2, 0x3fb, 0x3fc, 0x3, 0x2, 0x2, 
    0x2, 0x3fc, 0xb9, 0x3, 0x2, 0x2, 0x2, 0x3fd, 0x3fe, 0x7, 0x58, 0x2, 
    0x2, 0x3fe, 0x400, 0x7, 0x69, 0x2, 0x2, 0x3ff, 0x3fd, 0x3, 0x2, 0x2, 
    0x2, 0x3ff, 0x400, 0x3, 0x2, 0x2, 0x2, 0x400, 0x401, 0x3, 0x2, 0x2, 
    0x2, 0x401, 0x402, 0x5, 0xbc, 0x5f, 0x2, 0x402, 0xbb, 0x3, 0x2, 0x2, 
    0x2, 0x403, 0x40a, 0x5, 0xb2, 0x5a, 0x2, 0x404, 0x405, 0x7, 0x68, 0x2, 
    0x2, 0x405, 0x408, 0x5, 0xb2, 0x5a, 0x2, 0x406, 0x407, 0x7, 0x19, 0x2, 
    0x2, 0x407, 0x409, 0x5, 0xb2, 0x5a, 0x2, 0x408, 0x406, 0x3, 0x2, 0x2, 
    0x2, 0x408, 0x409, 0x3, 0x2, 0x2, 0x2, 0x409, 0x40b, 0x3, 0x2, 0x2, 
    0x2, 0x40a, 0x404, 0x3, 0x2, 0x2, 0x2, 0x40a, 0x40b, 0x3, 0x2, 0x2, 
    0x2, 0x40b, 0xbd, 0x3, 0x2, 0x2, 0x2, 0x63, 0xc1, 0xd0, 0xd8, 0xde, 
    0xe1, 0xe4, 0xe9, 0xf2, 0xf6, 0xff, 0x102, 0x106, 0x10e, 0x111, 0x120, 
    0x128, 0x12e, 0x131, 0x138, 0x13c, 0x140, 0x144, 0x148, 0x14f, 0x160, 
    0x163, 0x167, 0x16e, 0x174, 0x179, 0x17e, 0x181, 0x183, 0x18d, 0x193, 
    0x1ac, 0x1bc, 0x1cf, 0x1d6, 0x1e7, 0x1e9, 0x1f2, 0x1f8, 0x1fb, 0x222, 
    0x22e, 0x23b, 0x23d, 0x244, 0x248, 0x254, 0x259, 0x25f, 0x272, 0x27a, 
    0x284, 0x28a, 0x28d, 0x293, 0x2a4, 0x2ac, 0x2b0, 0x2b5, 0x2b8, 0x2bb, 
    0x2c5, 0x2c8, 0x2de, 0x2e8, 0x2f4, 0x2f7, 0x302, 0x308, 0x30c, 0x31d, 
    0x335, 0x340, 0x348, 0x34b, 0x353, 0x35c, 0x367, 0x378, 0x389, 0x3b2, 
    0x3b6, 0x3b8, 0x3bb, 0x3db, 0x3e3, 0x3e5, 0x3ef, 0x3f7, 0x3fb, 0x3ff, 
    0x408, 0x40a, 
  };

  atn::ATNDeserializer deserializer;
  _atn = deserializer.deserialize(_serializedATN);

  size_t count = _atn.getNumberOfDecisions();
  _decisionToDFA.reserve(count);
  for (size_t i = 0; i < count; i++) { 
    _decisionToDFA.emplace_back(_atn.getDecisionState(i), i);
  }
}

NeuroParser::Initializer NeuroParser::_init;
