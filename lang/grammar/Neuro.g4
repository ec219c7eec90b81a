//===- Neuro.g4 - The grammar of the Neuro language -----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two things of this language depend on context in a way that no token rule can
// say. A pass over the tokens (lang/parse/Tokens.cpp) settles them between the
// lexer and the parser, and the parser rules below read its result:
//
//  * SEP ends every statement. The pass makes one of each run of NEWLINE and ';'
//    between two statements and adds one before '}' and before the end of the
//    file; inside ( ) and [ ], after '{' and before 'else' it drops them.
//  * QUANTITY is a NUMBER with the unit that follows it: `-70 mV`, `0.3 m/s`,
//    `10 %`, `36 °C`, `0.04 [1/(mV*ms)]`. Without brackets a unit is a quotient
//    without blanks whose every word is a unit, so `3 ms / x` and `3 ms/x` divide
//    by a variable x. Nowhere else in an expression is a word a unit.
//
// The pass also turns a keyword that is not reserved into a NAME wherever it does
// not begin a statement, so `data`, `table` or `input` may name things.
//
//===----------------------------------------------------------------------===//
grammar Neuro;

tokens { SEP, QUANTITY }

// --- File -------------------------------------------------------------------

file : fileLine* EOF ;
fileLine : fileItem SEP ;
fileItem
  : moduleDecl | importDecl | constDecl | fnDecl | modelDecl | networkDecl
  | experimentDecl
  ;

moduleDecl : 'module' path ;
importDecl : 'import' ( path | STRING ) ( 'as' NAME | '{' nameList? ','? '}' )? ;
constDecl : 'const' NAME typeSpec? '=' expr ;
fnDecl : 'fn' NAME '(' parameters? ')' typeSpec? '=' expr ;
modelDecl
  : ( 'neuron' | 'receptor' | 'synapse' | 'glia' | 'source' ) NAME
    ( '(' parameters? ')' )? ( 'extends' instance )? modelBody
  ;
networkDecl : 'network' NAME ( '(' parameters? ')' )? networkBody ;
experimentDecl : 'experiment' NAME 'on' instance experimentBody ;

path : NAME ( '.' NAME )* ;
nameList : NAME ( ',' NAME )* ;
instance : path ( '(' arguments? ')' )? ;
parameters : variable ( ',' variable )* ','? ;
variable : NAME typeSpec? ( ( '=' | '~' ) expr )? ( 'where' expr )? ;
variables : variable ( ',' variable )* ;

// --- Types and units --------------------------------------------------------

typeSpec : ':' type ;
type
  : '[' unit ']'
  | NAME '(' ( expr ( ',' expr )* )? ')'
  | unit
  ;
unit : unitPower ( ( '*' | '/' ) unitPower )* ;
unitPower : unitAtom ( '^' ( '-'? NUMBER | '(' '-'? NUMBER ( '/' NUMBER )? ')' ) )? ;
unitAtom : NAME | NUMBER | '%' | DEGREE | '(' unit ')' ;

// --- Models -----------------------------------------------------------------

modelBody : '{' modelLine* '}' ;
modelLine : modelItem SEP ;
modelItem
  : variableDecl | refDecl | useDecl | gateDecl | traceDecl | letDecl | odeDecl
  | spikeDecl | eventDecl | onDecl | everyDecl | boundDecl | tieDecl | solveDecl
  | compartmentDecl | coupleDecl | exposeDecl
  ;

variableDecl : ( 'param' | 'state' | 'edge' | 'input' | 'host' ) variables ;
refDecl : 'ref' NAME ':' NAME ;
useDecl : 'use' use ( ',' use )* ;
use : NAME '=' instance ;
gateDecl : 'gate' NAME '(' arguments ')' ;
traceDecl : 'trace' NAME 'of' ( 'pre' | 'post' ) '(' arguments? ')' ;
letDecl : 'let' NAME typeSpec? '=' expr ;
odeDecl : NAME PRIMES '=' expr ;
spikeDecl
  : 'spike' 'when' expr ( 'refractory' expr ( 'hold' nameList )? )? handlerBody
  ;
eventDecl : 'event' NAME 'when' expr handlerBody? ;
onDecl : 'on' ( NAME | 'pre' | 'post' ) ( '(' parameters? ')' )? handlerBody ;
everyDecl : 'every' expr handlerBody ;
boundDecl : 'bound' NAME 'in' rangeValue ;
tieDecl : 'tie' NAME ;
solveDecl : 'solve' nameList 'with' expr ;
compartmentDecl : 'compartment' NAME modelBody ;
coupleDecl : 'couple' NAME '--' NAME ':' expr ;
exposeDecl : 'expose' nameList ;

// --- Handlers ---------------------------------------------------------------

handlerBody : '{' handlerLine* '}' ;
handlerLine : handlerItem SEP ;
handlerItem : assignment | emitDecl | letDecl | ifDecl ;

assignment : reference ( '=' | '+=' | '-=' | '*=' | '/=' | '~' ) expr ;
reference
  : ( NAME | 'pre' | 'post' ) ( '.' member | '[' subscripts ']' )*
  ;
emitDecl : 'emit' expr ( 'to' reference )? ( 'after' expr )? ;
ifDecl
  : 'if' expr handlerBody ( 'else' 'if' expr handlerBody )* ( 'else' handlerBody )?
  ;

// --- Networks ---------------------------------------------------------------

networkBody : '{' networkLine* '}' ;
networkLine : networkItem SEP ;
networkItem
  : populationDecl | groupDecl | projectDecl | gapDecl | stimulateDecl
  | normalizeDecl | structuralDecl | recordDecl | networkFor | letDecl | tableDecl
  ;

populationDecl
  : 'population' NAME ( '[' expr ']' )? ':' instance '[' expr ( ',' expr )* ']'
    ( 'at' expr )? settings?
  ;
settings : '{' settingLine* '}' ;
settingLine : assignment SEP ;
groupDecl : 'group' NAME '=' expr ;
label : NAME ':' ;
projectDecl
  : label? 'project' expr '->' expr ( 'via' instance )?
    'connect' 'procedural'? expr ( 'where' expr )? settings?
  ;
gapDecl
  : label? 'gap' expr '--' expr 'connect' expr ( 'where' expr )? settings?
  ;
stimulateDecl : 'stimulate' expr 'with' expr ;
normalizeDecl : 'normalize' expr 'per' ( 'pre' | 'post' ) 'to' expr 'every' expr ;
structuralDecl : 'structural' expr '{' structuralLine* '}' ;
structuralLine : structuralItem SEP ;
structuralItem : pruneDecl | growDecl ;
pruneDecl : 'prune' 'when' expr 'every' expr ;
growDecl : 'grow' expr ( 'where' expr )? settings? 'every' expr ;
recordDecl : 'record' recordTarget ( ',' recordTarget )* ;
recordTarget : expr ( 'every' expr )? ( 'when' expr )? ;
networkFor : 'for' NAME 'in' rangeValue networkBody ;
tableDecl : 'table' NAME '=' expr ;

// --- Experiments ------------------------------------------------------------

experimentBody : '{' experimentLine* '}' ;
experimentLine : experimentItem SEP ;
experimentItem
  : assignment | letDecl | dataDecl | simulateDecl | presentDecl | freezeDecl
  | resetDecl | checkpointDecl | restoreDecl | reportDecl | expectDecl
  | trainDecl | optimiseDecl | quantiseDecl | sweepDecl | experimentFor
  ;

dataDecl : 'data' NAME '=' expr ;
simulateDecl : 'simulate' expr ( 'as' NAME )? ;
presentDecl : 'present' expr 'for' expr ( 'gap' expr )? experimentBody? ;
freezeDecl : 'freeze' expr ( ',' expr )* ;
resetDecl : 'reset' ;
checkpointDecl : 'checkpoint' expr ( 'every' expr )? ;
restoreDecl : 'restore' expr ;
reportDecl : 'report' expr ( ',' expr )* ;
expectDecl : 'expect' expr ;
trainDecl : ( 'train' | 'test' ) 'on' expr experimentBody ;
optimiseDecl : 'optimise' expr ( ',' expr )* 'with' expr ;
quantiseDecl : 'quantise' expr 'as' expr ;
sweepDecl : 'sweep' axis ( ',' axis )* experimentBody ;
axis : NAME 'in' rangeValue ;
experimentFor : 'for' NAME 'in' rangeValue experimentBody ;

// --- Expressions, the strongest operator first ------------------------------

expr
  : expr '.' member                                        # memberExpr
  | expr '(' arguments? ')'                                # callExpr
  | expr '[' subscripts ']'                                # indexExpr
  | <assoc=right> expr '^' expr                            # powerExpr
  | '-' expr                                               # negateExpr
  | expr ( '*' | '/' ) expr                                # productExpr
  | expr ( '+' | '-' ) expr                                # sumExpr
  | expr ( '<' | '<=' | '>' | '>=' | '==' | '!=' ) expr    # compareExpr
  | expr 'in' expr '..' expr                               # inRangeExpr
  | 'not' expr                                             # notExpr
  | expr 'and' expr                                        # andExpr
  | expr 'or' expr                                         # orExpr
  | 'if' expr 'then' expr 'else' expr                      # conditionalExpr
  | ( NUMBER | QUANTITY )                                  # numberExpr
  | STRING                                                 # stringExpr
  | ( 'true' | 'false' )                                   # boolExpr
  | ( NAME | 'pre' | 'post' )                              # nameExpr
  | '(' expr ')'                                           # groupExpr
  | '[' ( expr ( ',' expr )* ','? )? ']'                   # listExpr
  ;
member : NAME | 'pre' | 'post' ;
subscripts : rangeValue ( ',' rangeValue )* ;
arguments : argument ( ',' argument )* ','? ;
argument : ( NAME '=' )? rangeValue ;
rangeValue : expr ( '..' expr ( 'step' expr )? )? ;

// --- Words ------------------------------------------------------------------

// Reserved: never a name.
PRE : 'pre' ;
POST : 'post' ;
IF : 'if' ;
THEN : 'then' ;
ELSE : 'else' ;
AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;
IN : 'in' ;
WHEN : 'when' ;
WHERE : 'where' ;
VIA : 'via' ;
CONNECT : 'connect' ;
EVERY : 'every' ;
PER : 'per' ;
TO : 'to' ;
ON : 'on' ;
AS : 'as' ;
WITH : 'with' ;
HOLD : 'hold' ;
REFRACTORY : 'refractory' ;
AFTER : 'after' ;
STEP : 'step' ;
GAP : 'gap' ;
FOR : 'for' ;
AT : 'at' ;
EXTENDS : 'extends' ;
EMIT : 'emit' ;
OF : 'of' ;
TRUE : 'true' ;
FALSE : 'false' ;

// Keywords where they begin a statement, names elsewhere. MODULE is the first
// and PROCEDURAL the last of them: the token pass relies on it.
MODULE : 'module' ;
IMPORT : 'import' ;
CONST : 'const' ;
FN : 'fn' ;
NEURON : 'neuron' ;
RECEPTOR : 'receptor' ;
SYNAPSE : 'synapse' ;
GLIA : 'glia' ;
SOURCE : 'source' ;
NETWORK : 'network' ;
EXPERIMENT : 'experiment' ;
PARAM : 'param' ;
STATE : 'state' ;
EDGE : 'edge' ;
REF : 'ref' ;
INPUT : 'input' ;
HOST : 'host' ;
USE : 'use' ;
GATE : 'gate' ;
TRACE : 'trace' ;
LET : 'let' ;
SPIKE : 'spike' ;
EVENT : 'event' ;
BOUND : 'bound' ;
TIE : 'tie' ;
SOLVE : 'solve' ;
COMPARTMENT : 'compartment' ;
COUPLE : 'couple' ;
EXPOSE : 'expose' ;
POPULATION : 'population' ;
GROUP : 'group' ;
PROJECT : 'project' ;
STIMULATE : 'stimulate' ;
NORMALIZE : 'normalize' ;
STRUCTURAL : 'structural' ;
PRUNE : 'prune' ;
GROW : 'grow' ;
RECORD : 'record' ;
TABLE : 'table' ;
DATA : 'data' ;
SIMULATE : 'simulate' ;
PRESENT : 'present' ;
FREEZE : 'freeze' ;
RESET : 'reset' ;
CHECKPOINT : 'checkpoint' ;
RESTORE : 'restore' ;
REPORT : 'report' ;
EXPECT : 'expect' ;
TRAIN : 'train' ;
TEST : 'test' ;
OPTIMISE : 'optimise' ;
QUANTISE : 'quantise' ;
SWEEP : 'sweep' ;
PROCEDURAL : 'procedural' ;

NAME : [A-Za-z_] [A-Za-z0-9_]* ;
DEGREE : '°C' ;
NUMBER : ( DIGIT+ ( '.' DIGIT+ )? | '.' DIGIT+ ) ( [eE] [+-]? DIGIT+ )? ;
STRING : '"' ~["\r\n]* '"' ;
UNTERMINATED : '"' ~["\r\n]* ;
PRIMES : '\''+ ;

// --- Marks ------------------------------------------------------------------

OPEN_PAREN : '(' ;
CLOSE_PAREN : ')' ;
OPEN_BRACKET : '[' ;
CLOSE_BRACKET : ']' ;
OPEN_BRACE : '{' ;
CLOSE_BRACE : '}' ;
COMMA : ',' ;
COLON : ':' ;
SEMICOLON : ';' ;
DOT : '.' ;
RANGE : '..' ;
ASSIGN : '=' ;
ADD_ASSIGN : '+=' ;
SUB_ASSIGN : '-=' ;
MUL_ASSIGN : '*=' ;
DIV_ASSIGN : '/=' ;
TILDE : '~' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
SLASH : '/' ;
CARET : '^' ;
PERCENT : '%' ;
LESS : '<' ;
LESS_EQUAL : '<=' ;
GREATER : '>' ;
GREATER_EQUAL : '>=' ;
EQUAL : '==' ;
NOT_EQUAL : '!=' ;
ARROW : '->' ;
LINK : '--' ;

NEWLINE : '\n'+ ;
COMMENT : '#' ~[\n]* ;
BLANK : [ \t\r\f]+ -> skip ;
BAD : . ;

fragment DIGIT : [0-9] ;
