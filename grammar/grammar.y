/* Tokens to nodes.
 *
 * In: tokens of feed.c. Out: the tree of one file (ast.def says what the nodes hold). Each action calls one
 * constructor; what takes more stands in build.c. What it does not do: know a name, a type or a unit.
 *
 * Keywords that are not reserved are names wherever a name is expected; where a name may or may not follow and a clause
 * may begin, only a word that is no keyword is taken (IDENT), so there is no conflict. Line ends are no tokens.
 *
 * Mistakes: `error` stands wherever a list can go on behind one (enum shai_level). The bison stacks have a fixed depth
 * and nothing is allocated outside the arena. */
%require "3.8"
%define api.pure full
%define api.prefix {shai_grammar_}
%define api.location.type {struct shai_span}
%define parse.lac full
%define parse.error custom
%locations
%expect 0
%param {struct shai_parser *p}

%code requires {
#include "grammar/parser.h"
}

%code {
#include "grammar/bound.h"

#include <stddef.h>

/* SHAI_MOST_OPEN brackets, each with an operator of every level of precedence before it, and what they stand in. */
#define YYINITDEPTH (16 * SHAI_MOST_OPEN + 100)
#define YYMAXDEPTH YYINITDEPTH
#define YYSTACK_ALLOC(size) ((void)(size), NULL)

#define YYLLOC_DEFAULT(now, rhs, n)                                                                                   \
    do {                                                                                                              \
        if (n) {                                                                                                      \
            (now).file = YYRHSLOC(rhs, 1).file;                                                                       \
            (now).begin = YYRHSLOC(rhs, 1).begin;                                                                     \
            (now).end = YYRHSLOC(rhs, n).end;                                                                         \
        } else {                                                                                                      \
            (now).file = YYRHSLOC(rhs, 0).file;                                                                       \
            (now).begin = (now).end = YYRHSLOC(rhs, 0).end;                                                           \
        }                                                                                                             \
    } while (0)

/* A node of that kind with these kids. */
#define N0(kind, at) shai_node(p->arena, SHAI_N_##kind, at, SHAI_KIDS_END)
#define N(kind, at, ...) shai_node(p->arena, SHAI_N_##kind, at, __VA_ARGS__, SHAI_KIDS_END)
#define NAMED(node, text, at) shai_build_named(node, text, at)
#define WITH_OP(node, kw) with_op(node, kw)
#define DOC(node) shai_build_doc(p, node)
#define LIST_OF(at, kid) shai_build_list(p, N0(LIST, at), kid)
#define ADD(list, kid) shai_build_list(p, list, kid)
/* The grammar goes on behind a mistake: the token in hand is dropped unless the list can use it. */
#define RECOVER(level)                                                                                                \
    do {                                                                                                              \
        yyerrok;                                                                                                      \
        switch (shai_parser_recover(p, SHAI_LEVEL_##level, yychar)) {                                                   \
        case SHAI_HELD_KEPT: break;                                                                                   \
        case SHAI_HELD_DROPPED: yyclearin; break;                                                                     \
        case SHAI_HELD_HOPELESS: YYABORT;                                                                             \
        }                                                                                                             \
    } while (0)

static int shai_grammar_lex(SHAI_GRAMMAR_STYPE *value, struct shai_span *span, struct shai_parser *p)
{
    return shai_parser_next(value, span, p);
}

static void shai_grammar_error(struct shai_span *span, struct shai_parser *p, const char *message)
{
    (void)message; /* bison's own message is left only for the depth of its stacks */
    shai_parser_too_deep(p, *span);
}

static struct shai_node *with_op(struct shai_node *node, int kw)
{
    node->op = (uint8_t)kw;
    return node;
}

static struct shai_node *with_flags(struct shai_node *node, int flags)
{
    node->flags |= (uint8_t)flags;
    return node;
}

static struct shai_node *with_oper(struct shai_node *node, enum shai_op op)
{
    node->oper = (uint8_t)op;
    return node;
}
}

%union {
    const char *text;
    struct shai_node *node;
    int word; /* an enum shai_kw, an enum shai_op, or flags */
}

%token END 0 "文件末尾|the end of the file"
%token <text> IDENT "名称|a name" NUMBER "数|a number" UNIT "单位|a unit" STRING "文字(引号)|a string"
%token <text> DATE_LITERAL "日期|a date" PATTERN "匹配式|a pattern" PATTERN_I "匹配式(i)|a pattern with i" MARK "(+) 或 (−)|(+) or (−)"
%token LE "≤" GE "≥" NE "≠" LT "<" GT ">" EQ "=" PLUS "+" MINUS "-" STAR "×" SLASH "/" PLUS_MINUS "±" TILDE "~"
%token LPAREN "(" RPAREN ")" LBRACE "{" RBRACE "}" LBRACKET "[" RBRACKET "]" COLON ":" SEMI ";" COMMA "," DOT "."
%token DASH "—" ROW_START "表格行|a table row" BAR "|" ROW_END "行末|the end of the row" EMPTY_CELL "空单元格|an empty cell"
/* keyword.def, in its order (feed.c holds the two against each other) */
%token <text>
  KW_SPEC KW_LIBRARY KW_USE KW_TITLE KW_VERSION KW_PRODUCT KW_CODE KW_ISSUER KW_SCOPE KW_SAMPLING
  KW_EFFECTIVE KW_STANDARD KW_MANDATORY KW_RECOMMENDED KW_IN_FORCE KW_REPLACED_BY KW_UNIT KW_SIGNED KW_GRADE
  KW_ATTRIBUTE KW_LET KW_TABLE KW_ITEM KW_ITEMS KW_EACH KW_GROUP KW_VERDICT KW_NOTICE KW_ADVICE KW_EXAMPLE
  KW_EXPECT KW_DECIDE KW_SIMPLE KW_GUARDED KW_CERTAIN KW_NOT_DETECTED KW_COUNTS KW_NUMBER KW_TEXT KW_DATE
  KW_YES_NO KW_CHOICE KW_CONFORMITY KW_APPLIES KW_BASIS KW_METHOD KW_USING KW_VISUAL KW_PORTABLE KW_RAPID
  KW_LABORATORY KW_CHOSEN KW_MEASURE KW_SPECIMENS KW_EVERY KW_ALLOW KW_DETECTION_LIMIT KW_VALUE KW_ROUND
  KW_SIGNIFICANT KW_LIMIT KW_REQUIRE KW_COMPARE KW_FULL KW_ROUNDED KW_DECLARED KW_REPORT KW_HAZARD KW_PROBLEM
  KW_AND KW_OR KW_NOT KW_IN KW_MATCHES KW_BY KW_WHEN KW_OTHERWISE KW_YES KW_NO KW_READING KW_RELATIVE
  KW_ABSENT KW_UNDECLARED KW_MIN KW_MAX KW_MEAN KW_MEDIAN KW_SUM KW_COUNT KW_ABS KW_LENGTH KW_DAYS KW_PRESENT
  KW_VALID_USCC
  KW_GENERAL KW_SERIOUS KW_PASS KW_FAIL KW_INCONCLUSIVE KW_UNTESTED KW_UNJUDGED KW_INAPPLICABLE KW_INCOMPLETE

%type <text> name name_keyword known_name any_name string_text
%type <word> head_word binding kind relop outcome verdict_word grade_word grade_opt how relative_opt pass_fail
%type <word> function open block bad_head resume
%type <node> file body decls decl head effective not_detected standard standard_opts unit grade labels attribute let let_type table
%type <node> items each group group_body group_part verdict notice advices advice example settings setting target values
%type <node> value signed expect expect_items expect_item expect_block block_items example_decl
%type <node> string string_opt number date date_opt type choices choice constraint constraint_opt pattern keys
%type <node> header heads head_cell rows row cells cell item clauses clause cite measure measure_opts count allow_opt
%type <node> value_body expr_cases expr_case expr_by expr_by_case by_keys by_key name_node plain_or_string
%type <node> limit_body limit_cases limit_case limit_what limit_by limit_by_case criterion strict one range one_of elements element
%type <node> hazard_body hazard_cases hazard_case hazard_by hazard_by_case hazard
%type <node> expr conj neg cmp arith term factor primary arguments argument

%start file

%%

/* --- files 文件 --- */

file:
    body
  | resume body { $$ = $2; }
  | resume decls RBRACE { $$ = NULL; }
  | file resume decls RBRACE { $$ = shai_build_more($1, $decls, p); }
  ;
body:
    KW_SPEC name open decls RBRACE { p->tree->root = $$ = DOC(NAMED(N(SPEC, @$, $decls), $name, @name)); }
  | KW_LIBRARY name open decls RBRACE { p->tree->root = $$ = DOC(NAMED(N(LIBRARY, @$, $decls), $name, @name)); }
  | KW_SPEC bad_head decls RBRACE { p->tree->root = $$ = DOC(N(SPEC, @$, $decls)); }
  | KW_LIBRARY bad_head decls RBRACE { p->tree->root = $$ = DOC(N(LIBRARY, @$, $decls)); }
  ;
/* What stands before the head, or behind the last brace where one is too many. */
resume: error { RECOVER(FILE); $$ = 0; };

/* The opening of a block whose list can recover. What is missing or too much before it is said once. */
open:
    LBRACE { shai_parser_list(p, @1); $$ = 0; }
  | bad_head
  ;
block: LBRACE { shai_parser_list(p, @1); $$ = 0; };
bad_head: error { RECOVER(OPEN); $$ = 0; };

sep: SEMI { shai_parser_silent(p, @1); } | COMMA { shai_parser_silent(p, @1); };

decls:
    %empty { $$ = N0(LIST, @$); }
  | decls decl { $$ = ADD($1, DOC($decl)); }
  | decls sep
  ;

decl:
    head | effective | not_detected | standard | unit | grade | attribute | let | table | item | items | group | verdict
  | notice | example_decl
  | KW_DECIDE binding { $$ = WITH_OP(N0(DECIDE, @$), $binding); }
  | KW_USE string { $$ = N(USE, @$, $string); }
  | error { RECOVER(DECL); $$ = N0(ERROR, @$); }
  ;

head:
    head_word string { $$ = WITH_OP(N(HEAD, @$, $string, NULL), $head_word); }
  | KW_PRODUCT string { $$ = WITH_OP(N(HEAD, @$, $string, NULL), SHAI_KW_PRODUCT); }
  | KW_PRODUCT string[text] KW_CODE string[code] { $$ = WITH_OP(N(HEAD, @$, $text, $code), SHAI_KW_PRODUCT); }
  ;
head_word:
    KW_TITLE { $$ = SHAI_KW_TITLE; }
  | KW_VERSION { $$ = SHAI_KW_VERSION; }
  | KW_ISSUER { $$ = SHAI_KW_ISSUER; }
  | KW_SCOPE { $$ = SHAI_KW_SCOPE; }
  | KW_SAMPLING { $$ = SHAI_KW_SAMPLING; }
  ;

effective:
    KW_EFFECTIVE date { $$ = N(EFFECTIVE, @$, $date, NULL); }
  | KW_EFFECTIVE date TILDE date_opt { $$ = N(EFFECTIVE, @$, $date, $date_opt); }
  ;

not_detected: KW_NOT_DETECTED KW_COUNTS number { $$ = N(ND_COUNTS, @$, $number); };

binding:
    KW_SIMPLE { $$ = SHAI_KW_SIMPLE; }
  | KW_GUARDED { $$ = SHAI_KW_GUARDED; }
  | KW_CERTAIN { $$ = SHAI_KW_CERTAIN; }
  ;

standard: standard_opts;
standard_opts:
    KW_STANDARD name string[code] string_opt[title]
        { $$ = NAMED(N(STANDARD, @$, $code, $title, NULL, NULL, NULL), $name, @name); }
  | standard_opts KW_MANDATORY { $$ = WITH_OP($1, SHAI_KW_MANDATORY); $$->span = @$; }
  | standard_opts KW_RECOMMENDED { $$ = WITH_OP($1, SHAI_KW_RECOMMENDED); $$->span = @$; }
  | standard_opts KW_IN_FORCE date { $$ = shai_build_option(p, $1, 2, $date); }
  | standard_opts KW_IN_FORCE date[from] TILDE date_opt[to]
        { $$ = shai_build_option(p, shai_build_option(p, $1, 2, $from), 3, $to); }
  | standard_opts KW_IN_FORCE TILDE date[to] { $$ = shai_build_option(p, $1, 3, $to); }
  | standard_opts KW_REPLACED_BY string { $$ = shai_build_option(p, $1, 4, $string); }
  ;

unit:
    KW_UNIT UNIT { $$ = NAMED(N(UNIT, @$, NULL), $UNIT, @UNIT); }
  | KW_UNIT UNIT KW_SIGNED { $$ = with_flags(NAMED(N(UNIT, @$, NULL), $UNIT, @UNIT), SHAI_F_SIGNED); }
  | KW_UNIT UNIT EQ number { $$ = NAMED(N(UNIT, @$, $number), $UNIT, @UNIT); }
  | KW_UNIT UNIT EQ number KW_SIGNED { $$ = with_flags(NAMED(N(UNIT, @$, $number), $UNIT, @UNIT), SHAI_F_SIGNED); }
  ;

grade: KW_GRADE name LBRACE labels comma_opt RBRACE { $$ = NAMED(N(GRADE, @$, $labels), $name, @name); };
labels:
    string { $$ = LIST_OF(@$, $string); }
  | labels COMMA string { $$ = ADD($1, $string); }
  ;
comma_opt: %empty | COMMA { shai_parser_silent(p, @1); };

attribute:
    KW_ATTRIBUTE name string_opt COLON type constraint_opt
        { $$ = NAMED(N(ATTRIBUTE, @$, $string_opt, $type, $constraint_opt), $name, @name); }
  ;

let:
    KW_LET name let_type EQ value_body { $$ = NAMED(N(LET, @$, $let_type, $value_body), $name, @name); }
  | KW_LET name let_type EQ KW_MATCHES pattern { $$ = NAMED(N(LET, @$, $let_type, $pattern), $name, @name); }
  ;
let_type: %empty { $$ = NULL; } | COLON type { $$ = $type; };

table:
    KW_TABLE name LBRACKET keys RBRACKET COLON type open header rows RBRACE
        { $$ = NAMED(N(TABLE, @$, $keys, $type, $header, $rows), $name, @name); }
  | KW_TABLE bad_head header rows RBRACE { $$ = N0(ERROR, @$); }
  ;
keys:
    name_node { $$ = LIST_OF(@$, $name_node); }
  | keys COMMA name_node { $$ = ADD($1, $name_node); }
  ;

items:
    KW_ITEMS name open header rows each items_end RBRACE
        { $$ = NAMED(N(ITEMS, @$, $header, $rows, $each), $name, @name); }
  | KW_ITEMS name open header rows RBRACE
        { shai_diag_span(p->diags, SHAI_D_EACH_MISSING, @RBRACE, NULL);
          $$ = NAMED(N(ITEMS, @$, $header, $rows, N0(ERROR, @RBRACE)), $name, @name); }
  | KW_ITEMS bad_head header rows RBRACE { $$ = N0(ERROR, @$); }
  | KW_ITEMS bad_head header rows each items_end RBRACE { $$ = N0(ERROR, @$); }
  ;
/* A rule of its own: behind its brace the grammar must not go on in the list of clauses after a mistake. */
each: KW_EACH open clauses RBRACE { $$ = $clauses; };
items_end:
    %empty
  | items_end sep
  | items_end error { RECOVER(ROWS); }
  ;

group:
    KW_GROUP string open group_body RBRACE { $$ = N(GROUP, @$, $string, $group_body); }
  | KW_GROUP bad_head group_body RBRACE { $$ = N(GROUP, @$, shai_build_named(N0(STRING, @1), "", @1), $group_body); }
  ;
group_body:
    %empty { $$ = N0(LIST, @$); }
  | group_body group_part { $$ = ADD($1, DOC($group_part)); }
  | group_body sep
  ;
group_part: clause | item | items;

verdict: KW_VERDICT open hazard_cases trailing RBRACE { $$ = N(VERDICT, @$, $hazard_cases); };

notice: KW_NOTICE open advices RBRACE { $$ = N(NOTICE, @$, $advices); };
advices:
    %empty { $$ = N0(LIST, @$); }
  | advices advice { $$ = ADD($1, $advice); }
  | advices sep
  ;
advice:
    KW_ADVICE grade_word string { $$ = WITH_OP(N(ADVICE, @$, $string), $grade_word); }
  | error { RECOVER(CASE); $$ = N0(ERROR, @$); }
  ;
grade_word: KW_GENERAL { $$ = SHAI_KW_GENERAL; } | KW_SERIOUS { $$ = SHAI_KW_SERIOUS; };

/* --- examples 样例 --- */

example_decl: example;
example:
    KW_EXAMPLE string open settings RBRACE { $$ = N(EXAMPLE, @$, $string, $settings); }
  | KW_EXAMPLE bad_head settings RBRACE { $$ = N(EXAMPLE, @$, shai_build_named(N0(STRING, @1), "", @1), $settings); }
  ;
settings:
    %empty { $$ = N0(LIST, @$); }
  | settings setting { $$ = ADD($1, DOC($setting)); }
  | settings SEMI { shai_parser_silent(p, @2); $$ = $1; }
  ;
setting:
    target EQ values { $$ = N(SET, @$, $target, $values); }
  | expect
  | error { RECOVER(SETTING); $$ = N0(ERROR, @$); }
  ;
target:
    any_name { $$ = NAMED(N0(TARGET, @$), $any_name, @any_name); }
  | target DOT any_name { $$ = shai_build_target(p, $1, $3, @3, false); }
  | target DOT NUMBER { $$ = shai_build_target(p, $1, $3, @3, true); }
  ;
values:
    value { $$ = LIST_OF(@$, $value); }
  | values COMMA value { $$ = ADD($1, $value); }
  ;
value:
    signed
  | signed PLUS_MINUS signed { shai_build_share_unit($1, $3); $$ = N(WITH_U, @$, $1, $3); }
  | signed MARK { $$ = with_flags(N(MARKED, @$, $1), $MARK[0] == '+' ? SHAI_F_PLUS : SHAI_F_MINUS); }
  | signed MARK UNIT
        { shai_build_unit($1->kind == SHAI_N_UNARY ? $1->kids[0] : $1, $3, @3);
          $$ = with_flags(N(MARKED, @$, $1), $MARK[0] == '+' ? SHAI_F_PLUS : SHAI_F_MINUS); }
  | LT signed { $$ = with_oper(N(CENSORED, @$, $2), SHAI_OP_LT); }
  | GT signed { $$ = with_oper(N(CENSORED, @$, $2), SHAI_OP_GT); }
  | KW_NOT_DETECTED { $$ = N0(ND, @$); }
  | KW_UNDECLARED { $$ = N0(UNDECLARED, @$); }
  | KW_YES { $$ = WITH_OP(N0(TRUTH, @$), SHAI_KW_YES); }
  | KW_NO { $$ = WITH_OP(N0(TRUTH, @$), SHAI_KW_NO); }
  | KW_PASS { $$ = WITH_OP(N0(TRUTH, @$), SHAI_KW_YES); }
  | KW_FAIL { $$ = WITH_OP(N0(TRUTH, @$), SHAI_KW_NO); }
  | DASH { $$ = N0(DASH, @$); }
  | KW_UNTESTED { $$ = N0(DASH, @$); }
  | string | date
  | known_name { $$ = NAMED(N0(NAME, @$), $1, @1); }
  ;
signed:
    number
  | MINUS number { $$ = shai_build_op(p, SHAI_N_UNARY, SHAI_OP_NEG, @$, $number, NULL); }
  ;

expect:
    KW_EXPECT verdict_word grade_opt { $$ = with_flags(WITH_OP(N(EXPECT, @$, N0(LIST, @3)), $2), $3); }
  | KW_EXPECT verdict_word grade_opt expect_block { $$ = with_flags(WITH_OP(N(EXPECT, @$, $4), $2), $3); }
  | KW_EXPECT expect_block { $$ = N(EXPECT, @$, $2); }
  | KW_EXPECT expect_items { $$ = N(EXPECT, @$, $2); }
  ;
verdict_word:
    KW_PASS { $$ = SHAI_KW_PASS; }
  | KW_FAIL { $$ = SHAI_KW_FAIL; }
  | KW_INCOMPLETE { $$ = SHAI_KW_INCOMPLETE; }
  ;
grade_opt: %empty { $$ = 0; } | grade_word;
expect_items:
    expect_item { $$ = LIST_OF(@$, $1); }
  | expect_items COMMA expect_item { $$ = ADD($1, $3); shai_parser_silent(p, @2); }
  ;
expect_item: any_name outcome { $$ = WITH_OP(NAMED(N0(EXPECT_ITEM, @$), $1, @1), $outcome); };
expect_block: block block_items RBRACE { $$ = $2; $$->span = @$; };
block_items:
    %empty { $$ = N0(LIST, @$); }
  | block_items expect_item { $$ = ADD($1, $2); }
  | block_items sep
  | block_items error { RECOVER(SETTING); $$ = ADD($1, N0(ERROR, @2)); }
  ;
outcome:
    verdict_outcome_pass { $$ = SHAI_KW_PASS; }
  | KW_FAIL { $$ = SHAI_KW_FAIL; }
  | KW_INCONCLUSIVE { $$ = SHAI_KW_INCONCLUSIVE; }
  | KW_UNTESTED { $$ = SHAI_KW_UNTESTED; }
  | KW_UNJUDGED { $$ = SHAI_KW_UNJUDGED; }
  | KW_INAPPLICABLE { $$ = SHAI_KW_INAPPLICABLE; }
  ;
verdict_outcome_pass: KW_PASS;

/* --- names and literals 名称和字面量 --- */

/* A word that is no keyword where a clause may begin instead. */
name: any_name;
any_name:
    known_name
  | KW_NOT_DETECTED { shai_parser_as_name(p, @1); $$ = $1; }
  ;
known_name:
    IDENT
  | name_keyword { shai_parser_as_name(p, @1); $$ = $1; }
  ;
name_keyword:
    KW_SPEC | KW_LIBRARY | KW_USE | KW_TITLE | KW_VERSION | KW_PRODUCT | KW_CODE | KW_ISSUER | KW_SCOPE |
    KW_SAMPLING | KW_EFFECTIVE | KW_STANDARD | KW_MANDATORY | KW_RECOMMENDED | KW_IN_FORCE | KW_REPLACED_BY |
    KW_UNIT | KW_SIGNED | KW_GRADE | KW_ATTRIBUTE | KW_LET | KW_TABLE | KW_ITEM | KW_ITEMS | KW_EACH |
    KW_GROUP | KW_VERDICT | KW_NOTICE | KW_ADVICE | KW_EXAMPLE | KW_EXPECT | KW_DECIDE | KW_SIMPLE |
    KW_GUARDED | KW_CERTAIN | KW_COUNTS | KW_NUMBER | KW_TEXT | KW_DATE | KW_YES_NO | KW_CHOICE |
    KW_CONFORMITY | KW_APPLIES | KW_BASIS | KW_METHOD | KW_USING | KW_VISUAL | KW_PORTABLE | KW_RAPID |
    KW_LABORATORY | KW_CHOSEN | KW_MEASURE | KW_SPECIMENS | KW_EVERY | KW_ALLOW | KW_DETECTION_LIMIT |
    KW_SIGNIFICANT | KW_REQUIRE | KW_COMPARE | KW_FULL | KW_ROUNDED | KW_DECLARED | KW_REPORT | KW_HAZARD |
    KW_PROBLEM
  ;
name_node: name { $$ = NAMED(N0(NAME, @$), $1, @1); };

string_text: STRING;
string: string_text { $$ = NAMED(N0(STRING, @$), $1, @1); };
string_opt: %empty { $$ = NULL; } | string;
plain_or_string:
    %empty { $$ = NULL; }
  | string
  | IDENT { $$ = NAMED(N0(NAME, @$), $1, @1); }
  ;
number:
    NUMBER { $$ = NAMED(N0(NUMBER_LIT, @$), $1, @1); }
  | NUMBER UNIT { $$ = shai_build_unit(NAMED(N0(NUMBER_LIT, @$), $1, @1), $2, @2); }
  ;
date: DATE_LITERAL { $$ = NAMED(N0(DATE_LIT, @$), $1, @1); };
date_opt: %empty { $$ = NULL; } | date;

/* --- types 类型 --- */

type:
    KW_NUMBER { $$ = N0(TYPE_NUMBER, @$); }
  | KW_NUMBER UNIT { $$ = shai_build_unit(N0(TYPE_NUMBER, @$), $2, @2); }
  | KW_TEXT { $$ = N0(TYPE_TEXT, @$); }
  | KW_DATE { $$ = N0(TYPE_DATE, @$); }
  | KW_YES_NO { $$ = N0(TYPE_YES_NO, @$); }
  | KW_CHOICE LBRACE choices comma_opt RBRACE { $$ = N(TYPE_CHOICE, @$, $choices); }
  | KW_GRADE name { $$ = NAMED(N0(TYPE_GRADE, @$), $2, @2); }
  | KW_CONFORMITY { $$ = N0(TYPE_CONFORMITY, @$); }
  ;
choices:
    choice { $$ = LIST_OF(@$, $1); }
  | choices COMMA choice { $$ = ADD($1, $3); }
  ;
choice: name string_opt { $$ = NAMED(N(CHOICE, @$, $2), $1, @1); };
constraint:
    KW_IN range { $$ = $2; }
  | KW_MATCHES pattern { $$ = $2; }
  | KW_MATCHES name_node { $$ = $2; }
  ;
pattern:
    PATTERN { $$ = NAMED(N0(PATTERN, @$), $1, @1); }
  | PATTERN_I { $$ = with_flags(NAMED(N0(PATTERN, @$), $1, @1), SHAI_F_IGNORE_CASE); }
  ;
constraint_opt: %empty { $$ = NULL; } | constraint;

/* --- tables 表格 --- */

header:
    ROW_START heads ROW_END { $$ = $2; $$->span = @$; }
  | error { RECOVER(ROWS); $$ = N0(ROW, @$); }
  ;
heads:
    head_cell { $$ = shai_build_list(p, N0(ROW, @$), $1); }
  | heads BAR head_cell { $$ = ADD($1, $3); }
  ;
head_cell:
    name { $$ = NAMED(N0(NAME, @$), $1, @1); }
  | name UNIT { $$ = shai_build_unit(NAMED(N0(NAME, @$), $1, @1), $2, @2); }
  | string
  | number
  | EMPTY_CELL { $$ = N0(ERROR, @$); }
  | error { RECOVER(CELL); $$ = N0(ERROR, @$); }
  ;
rows:
    %empty { $$ = N0(LIST, @$); }
  | rows row { $$ = ADD($1, DOC($row)); }
  ;
row:
    ROW_START cells ROW_END { $$ = $2; $$->span = @$; }
  | error { RECOVER(ROWS); $$ = N0(ERROR, @$); }
  ;
cells:
    cell { $$ = shai_build_list(p, N0(ROW, @$), $1); }
  | cells BAR cell { $$ = ADD($1, $3); }
  ;
cell:
    strict { $$ = shai_build_cell(p, $1); }
  | arith { $$ = shai_build_cell(p, $1); }
  | hazard
  | DASH { $$ = N0(DASH, @$); }
  | EMPTY_CELL { $$ = N0(ERROR, @$); }
  | error { RECOVER(CELL); $$ = N0(ERROR, @$); }
  ;

/* --- items 项目 --- */

item:
    KW_ITEM name string_opt open clauses RBRACE { $$ = NAMED(N(ITEM, @$, $string_opt, $clauses), $name, @name); }
  | KW_ITEM bad_head clauses RBRACE { $$ = N0(ERROR, @$); }
  ;
clauses:
    %empty { $$ = N0(LIST, @$); }
  | clauses clause { $$ = ADD($1, DOC($clause)); }
  | clauses sep
  ;

clause:
    KW_APPLIES expr { $$ = N(APPLIES, @$, $expr); }
  | KW_BASIS name_node plain_or_string { $$ = N(BASIS, @$, $2, $3); }
  | cite
  | KW_CHOSEN string { $$ = N(CHOSEN, @$, $string); }
  | measure
  | KW_VALUE value_body { $$ = N(VALUE_CLAUSE, @$, $2); }
  | KW_ROUND number { $$ = N(ROUND_CLAUSE, @$, $number); }
  | KW_ROUND number KW_SIGNIFICANT { $$ = with_flags(N(ROUND_CLAUSE, @$, $number), SHAI_F_SIGNIFICANT); }
  | KW_LIMIT limit_body { $$ = N(LIMIT_CLAUSE, @$, $2); }
  | KW_REQUIRE expr { $$ = N(REQUIRE, @$, $expr); }
  | KW_COMPARE KW_FULL { $$ = WITH_OP(N0(COMPARE_CLAUSE, @$), SHAI_KW_FULL); }
  | KW_COMPARE KW_ROUNDED { $$ = WITH_OP(N0(COMPARE_CLAUSE, @$), SHAI_KW_ROUNDED); }
  | KW_DECLARED name_node { $$ = N(DECLARED_CLAUSE, @$, $2); }
  | KW_REPORT { $$ = N0(REPORT, @$); }
  | KW_HAZARD hazard_body { $$ = N(HAZARD_CLAUSE, @$, $2); }
  | KW_PROBLEM STRING { $$ = N(PROBLEM, @$, shai_build_template(p, @2)); }
  | KW_DECIDE binding { $$ = WITH_OP(N0(DECIDE, @$), $binding); }
  | error { RECOVER(CLAUSE); $$ = N0(ERROR, @$); }
  ;

cite:
    KW_METHOD name_node plain_or_string { $$ = N(METHOD, @$, $2, $3); }
  | KW_METHOD name_node plain_or_string KW_USING kind { $$ = WITH_OP(N(METHOD, @$, $2, $3), $kind); }
  ;
kind:
    KW_VISUAL { $$ = SHAI_KW_VISUAL; }
  | KW_PORTABLE { $$ = SHAI_KW_PORTABLE; }
  | KW_RAPID { $$ = SHAI_KW_RAPID; }
  | KW_LABORATORY { $$ = SHAI_KW_LABORATORY; }
  ;

measure: measure_opts;
measure_opts:
    KW_MEASURE type { $$ = N(MEASURE, @$, $type, NULL, NULL, NULL, NULL); }
  | KW_MEASURE name COLON type { $$ = NAMED(N(MEASURE, @$, $type, NULL, NULL, NULL, NULL), $name, @name); }
  | measure_opts constraint { $$ = shai_build_option(p, $1, 1, $2); }
  | measure_opts KW_SPECIMENS how count allow_opt
        { $$ = shai_build_option(p, $1, 2, WITH_OP(shai_node(p->arena, SHAI_N_SPECIMENS, @count, $count, $allow_opt, SHAI_KIDS_END), $how)); }
  | measure_opts KW_DETECTION_LIMIT number { $$ = shai_build_option(p, $1, 3, $3); }
  | measure_opts not_detected { $$ = shai_build_option(p, $1, 4, $2); }
  ;
how:
    %empty { $$ = 0; }
  | KW_EVERY { $$ = SHAI_KW_EVERY; }
  | KW_MEAN { $$ = SHAI_KW_MEAN; }
  | KW_MEDIAN { $$ = SHAI_KW_MEDIAN; }
  | KW_MAX { $$ = SHAI_KW_MAX; }
  | KW_MIN { $$ = SHAI_KW_MIN; }
  ;
count: NUMBER { $$ = NAMED(N0(NUMBER_LIT, @$), $1, @1); };
allow_opt: %empty { $$ = NULL; } | KW_ALLOW count { $$ = $2; };

/* --- cases: of values, limits, hazards 分情形 --- */

/* A separator stands between cases; more of them mean nothing. */

seps: sep | seps sep;
trailing: %empty | seps;

value_body:
    expr
  | block expr_cases trailing RBRACE { $$ = $2; $$->span = @$; }
  | KW_BY name_node block expr_by trailing RBRACE { $$ = N(BY, @$, $2, $4); }
  ;
expr_cases:
    expr_case { $$ = shai_build_list(p, N0(CASES, @$), $1); }
  | expr_cases seps expr_case { $$ = ADD($1, $3); }
  ;
expr_case:
    expr[what] KW_WHEN expr[cond] { $$ = N(CASE, @$, $what, $cond); }
  | expr KW_OTHERWISE { $$ = N(OTHERWISE, @$, $expr); }
  | error { RECOVER(CASE); $$ = N0(ERROR, @$); }
  ;
expr_by:
    expr_by_case { $$ = LIST_OF(@$, $1); }
  | expr_by seps expr_by_case { $$ = ADD($1, $3); }
  ;
expr_by_case:
    by_keys COLON expr { $$ = N(BY_CASE, @$, $1, $3); }
  | KW_OTHERWISE COLON expr { $$ = N(OTHERWISE, @$, $3); }
  | error { RECOVER(CASE); $$ = N0(ERROR, @$); }
  ;
by_keys:
    by_key { $$ = LIST_OF(@$, $1); }
  | by_keys COMMA by_key { $$ = ADD($1, $3); }
  ;
by_key:
    name_node | string | signed | date
  | KW_YES { $$ = WITH_OP(N0(TRUTH, @$), SHAI_KW_YES); }
  | KW_NO { $$ = WITH_OP(N0(TRUTH, @$), SHAI_KW_NO); }
  ;

limit_body:
    limit_what
  | block limit_cases trailing RBRACE { $$ = $2; $$->span = @$; }
  | KW_BY name_node { $$ = N(BY_COLUMNS, @$, $2); }
  | KW_BY name_node block limit_by trailing RBRACE { $$ = N(BY, @$, $2, $4); }
  ;
limit_cases:
    limit_case { $$ = shai_build_list(p, N0(CASES, @$), $1); }
  | limit_cases seps limit_case { $$ = ADD($1, $3); }
  ;
limit_case:
    limit_what KW_WHEN expr { $$ = N(CASE, @$, $1, $3); }
  | limit_what KW_OTHERWISE { $$ = N(OTHERWISE, @$, $1); }
  | error { RECOVER(CASE); $$ = N0(ERROR, @$); }
  ;
limit_by:
    limit_by_case { $$ = LIST_OF(@$, $1); }
  | limit_by seps limit_by_case { $$ = ADD($1, $3); }
  ;
limit_by_case:
    by_keys COLON limit_what { $$ = N(BY_CASE, @$, $1, $3); }
  | KW_OTHERWISE COLON limit_what { $$ = N(OTHERWISE, @$, $3); }
  | error { RECOVER(CASE); $$ = N0(ERROR, @$); }
  ;
limit_what: criterion | DASH { $$ = N0(DASH, @$); };

hazard_body:
    hazard
  | IDENT { $$ = NAMED(N0(NAME, @$), $1, @1); }
  | block hazard_cases trailing RBRACE { $$ = $2; $$->span = @$; }
  | KW_BY name_node block hazard_by trailing RBRACE { $$ = N(BY, @$, $2, $4); }
  ;
hazard_cases:
    hazard_case { $$ = shai_build_list(p, N0(CASES, @$), $1); }
  | hazard_cases seps hazard_case { $$ = ADD($1, $3); }
  ;
hazard_case:
    hazard KW_WHEN expr { $$ = N(CASE, @$, $1, $3); }
  | hazard KW_OTHERWISE { $$ = N(OTHERWISE, @$, $1); }
  | error { RECOVER(CASE); $$ = N0(ERROR, @$); }
  ;
hazard_by:
    hazard_by_case { $$ = LIST_OF(@$, $1); }
  | hazard_by seps hazard_by_case { $$ = ADD($1, $3); }
  ;
hazard_by_case:
    by_keys COLON hazard { $$ = N(BY_CASE, @$, $1, $3); }
  | KW_OTHERWISE COLON hazard { $$ = N(OTHERWISE, @$, $3); }
  | error { RECOVER(CASE); $$ = N0(ERROR, @$); }
  ;
hazard: grade_word { $$ = WITH_OP(N0(HAZARD, @$), $1); };

/* --- criteria 限值的写法 --- */

criterion:
    strict
  | arith { $$ = shai_build_column(p, $1); }
  ;
strict:
    one
  | one KW_AND one { $$ = N(BOTH, @$, $1, $3); }
  ;
one:
    LT arith { $$ = with_oper(N(CRITERION, @$, $2), SHAI_OP_LT); }
  | LE arith { $$ = with_oper(N(CRITERION, @$, $2), SHAI_OP_LE); }
  | GT arith { $$ = with_oper(N(CRITERION, @$, $2), SHAI_OP_GT); }
  | GE arith { $$ = with_oper(N(CRITERION, @$, $2), SHAI_OP_GE); }
  | EQ arith { $$ = with_oper(N(CRITERION, @$, $2), SHAI_OP_EQ); }
  | range
  | arith PLUS_MINUS arith relative_opt
        { if (!$4) shai_build_share_unit($1, $3);
          $$ = with_flags(N(TOLERANCE, @$, $1, $3), $4); }
  | KW_IN range { $$ = $2; $$->span = @$; }
  | KW_IN one_of { $$ = $2; }
  | KW_ABSENT { $$ = N0(ABSENT, @$); }
  ;
relative_opt: %empty { $$ = 0; } | KW_RELATIVE { $$ = SHAI_F_RELATIVE; };
range: arith TILDE arith { shai_build_share_unit($1, $3); $$ = N(RANGE, @$, $1, $3); };
one_of: LBRACE elements comma_opt RBRACE { $$ = N(ONE_OF, @$, $2); };
elements:
    element { $$ = LIST_OF(@$, $1); }
  | elements COMMA element { $$ = ADD($1, $3); }
  ;
element: by_key;

/* --- expressions 表达式 --- */

expr: conj | expr KW_OR conj { $$ = shai_build_op(p, SHAI_N_BINARY, SHAI_OP_OR, @$, $1, $3); };
conj: neg | conj KW_AND neg { $$ = shai_build_op(p, SHAI_N_BINARY, SHAI_OP_AND, @$, $1, $3); };
neg: cmp | KW_NOT neg { $$ = shai_build_op(p, SHAI_N_UNARY, SHAI_OP_NOT, @$, $2, NULL); };
cmp:
    arith
  | arith relop arith { $$ = shai_build_op(p, SHAI_N_BINARY, (enum shai_op)$2, @$, $1, $3); }
  | arith KW_IN range { $$ = N(IN, @$, $1, $3); }
  | arith KW_IN one_of { $$ = N(IN, @$, $1, $3); }
  | arith KW_MATCHES pattern { $$ = N(MATCHES, @$, $1, $3); }
  | arith KW_MATCHES name_node { $$ = N(MATCHES, @$, $1, $3); }
  ;
relop:
    LT { $$ = SHAI_OP_LT; } | LE { $$ = SHAI_OP_LE; } | GT { $$ = SHAI_OP_GT; } | GE { $$ = SHAI_OP_GE; }
  | EQ { $$ = SHAI_OP_EQ; } | NE { $$ = SHAI_OP_NE; }
  ;
arith:
    term
  | arith PLUS term { $$ = shai_build_op(p, SHAI_N_BINARY, SHAI_OP_ADD, @$, $1, $3); }
  | arith MINUS term { $$ = shai_build_op(p, SHAI_N_BINARY, SHAI_OP_SUB, @$, $1, $3); }
  ;
term:
    factor
  | term STAR factor { $$ = shai_build_op(p, SHAI_N_BINARY, SHAI_OP_MUL, @$, $1, $3); }
  | term SLASH factor { $$ = shai_build_op(p, SHAI_N_BINARY, SHAI_OP_DIV, @$, $1, $3); }
  ;
factor: primary | MINUS factor { $$ = shai_build_op(p, SHAI_N_UNARY, SHAI_OP_NEG, @$, $2, NULL); };
primary:
    number | string | date | name_node
  | KW_YES { $$ = WITH_OP(N0(TRUTH, @$), SHAI_KW_YES); }
  | KW_NO { $$ = WITH_OP(N0(TRUTH, @$), SHAI_KW_NO); }
  | KW_UNDECLARED { $$ = N0(UNDECLARED, @$); }
  | KW_READING { $$ = N0(READING, @$); }
  | KW_VALUE { $$ = N0(VALUE, @$); }
  | KW_LIMIT { $$ = N0(LIMIT, @$); }
  | name[item] DOT name[measure] { $$ = shai_build_unit(NAMED(N0(MEMBER, @$), $item, @item), $measure, @measure); }
  | name LBRACKET arguments RBRACKET { $arguments->kind = SHAI_N_INDEX; $$ = NAMED($arguments, $name, @name); $$->span = @$; }
  | function LPAREN arguments comma_opt RPAREN { $arguments->kind = SHAI_N_CALL; $$ = WITH_OP($arguments, $function); $$->span = @$; }
  | LPAREN expr RPAREN { $$ = $2; }
  ;
arguments:
    argument { $$ = shai_build_list(p, N0(CALL, @$), $1); }
  | arguments COMMA argument { $$ = ADD($1, $3); }
  ;
argument: expr | hazard;
function:
    KW_MIN { $$ = SHAI_KW_MIN; } | KW_MAX { $$ = SHAI_KW_MAX; } | KW_MEAN { $$ = SHAI_KW_MEAN; }
  | KW_MEDIAN { $$ = SHAI_KW_MEDIAN; } | KW_SUM { $$ = SHAI_KW_SUM; } | KW_COUNT { $$ = SHAI_KW_COUNT; }
  | KW_ABS { $$ = SHAI_KW_ABS; } | KW_ROUND { $$ = SHAI_KW_ROUND; } | KW_LENGTH { $$ = SHAI_KW_LENGTH; }
  | KW_DAYS { $$ = SHAI_KW_DAYS; } | KW_PRESENT { $$ = SHAI_KW_PRESENT; }
  | KW_VALID_USCC { $$ = SHAI_KW_VALID_USCC; }
  | pass_fail
  ;
pass_fail: KW_PASS { $$ = SHAI_KW_PASS; } | KW_FAIL { $$ = SHAI_KW_FAIL; };

%%

/* bison knows symbols by another number than tokens, in the same order from IDENT on. */
static int code_of(yysymbol_kind_t kind)
{
    return kind == YYSYMBOL_YYEOF ? END : kind < YYSYMBOL_IDENT ? -1 : (int)kind - (int)YYSYMBOL_IDENT + IDENT;
}

const char *shai_token_words(int code)
{
    return yysymbol_name((yysymbol_kind_t)YYTRANSLATE(code));
}

/* The expected tokens for complain.c, by token code. */
static int yyreport_syntax_error(const yypcontext_t *ctx, struct shai_parser *p)
{
    enum { MOST = 400 };
    yysymbol_kind_t kinds[MOST];
    int codes[MOST];
    int count = yypcontext_expected_tokens(ctx, kinds, MOST);
    for (int i = 0; i < count; i++) codes[i] = code_of(kinds[i]);
    shai_complain(p, codes, count < 0 ? 0 : count);
    return 0;
}
