/* Every mistake that the checker knows, made once on purpose: the diagnostic, alone, and its place.
 *
 * A snippet is put into a spec of its own; `@` stands for the head of an item x with basis and method. What is
 * expected is a code with line and column, counted from the snippet. */
#include "lang/spec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { HEAD_LINES = 4 };
#define HEAD                                                                                                \
    "spec t {\n"                                                                                            \
    "  title \"t\" version \"1\" product \"p\" issuer \"i\" effective 2025-01-01 ~\n"                       \
    "  standard S \"GB 1-2020\" \"s\"  grade G { \"1\", \"2\", \"3\" }  attribute kind : choice { a, b }\n" \
    "  attribute label : text  attribute len : number mm  attribute day : date  attribute ok : yes/no"      \
    "  attribute dec : number\n"
#define ITEM "item x { basis S \"1\" method S \"2\""

static const struct mistake {
    const char *code;
    uint32_t line, column;
    const char *text;
} mistakes[] = {
    {"E0562", 1, 16, "let d : date = 2025/10/11\n@ measure number limit ≤ 1 hazard general }"},
    {"E0563", 1, 16, "item y { basis GB/T 29606 \"5.1\"\nmethod S measure number limit ≤ 1 hazard general }"},
    {"E0563", 1, 16, "item y { basis GB 6675.4-2014\nmethod S measure number limit ≤ 1 hazard general }"},
    {"E0563", 1, 16, "item y { basis QB1234-2014\nmethod S measure number limit ≤ 1 hazard general }"},
    /* clang-format off */
    {"E0301", 1, 43, "@ applies nosuch measure number mg/kg limit ≤ 1 hazard general }"},
    {"E0301", 1, 94, "@ measure number mm limit ≤ 1 hazard general } example \"e\" { y = 1; expect pass }"},
    {"E0301", 1, 84, "@ measure number limit ≤ 1 hazard general problem \"{nosuch}\" }"},
    {"E0301", 1, 43, "@ applies nosuch = c measure number limit ≤ 1 hazard general }"},
    {"E0301", 1, 43, "@ applies nosuch in { c, d } measure number limit ≤ 1 hazard general }"},
    {"E0302", 1, 11, "attribute kind : text @ measure number mg/kg limit ≤ 1 hazard general }"},
    {"E0302", 1, 16, "grade H { \"1\", \"1\" } @ measure number limit ≤ 1 hazard general }"},
    {"E0302", 1, 82, "@ measure number limit ≤ 1 hazard general } @ measure number limit ≤ 1 hazard general }"},
    {"E0302", 1, 62, "@ measure p : number measure p : number value p limit ≤ 1 hazard general }"},
    {"E0303", 1, 64, "@ measure number mg/kg limit ≤ S hazard general }"},
    {"E0303", 4, 134, "items f {\n  | item | l |\n  | y | ≤ 1 |\n  each { basis S \"1\" method S \"2\" measure number limit l hazard general } } @ measure number limit ≤ f hazard general }"},
    {"E0304", 1, 48, "@ require fail(kind) hazard general }"},
    {"E0304", 1, 105, "@ measure number limit ≤ 1 hazard general } example \"e\" { x = 1; expect y pass }"},
    {"E0305", 1, 69, "@ measure number limit ≤ 1 declared S hazard general }"},
    {"E0305", 1, 11, "table t1 [S] : number {\n  | S | v |\n  | a | 1 |\n } @ measure number limit ≤ 1 hazard general }"},
    {"E0305", 1, 84, "@ measure number limit ≤ 1 hazard general problem \"{S}\" }"},
    {"E0306", 1, 16, "item x { basis T \"1\" method S \"2\" measure number mg/kg limit ≤ 1 hazard general }"},
    {"E0306", 1, 29, "item x { basis S \"1\" method T \"2\" measure number mg/kg limit ≤ 1 hazard general }"},
    {"E0307", 1, 58, "@ measure number limit ≤ kind[a] hazard general }"},
    {"E0308", 1, 43, "@ measure grade H limit ≥ \"1\" hazard general }"},
    {"E0309", 1, 50, "@ applies kind = c measure number limit ≤ 1 hazard general }"},
    {"E0309", 1, 98, "@ measure number limit ≤ 1 hazard general } example \"e\" { kind = c; expect x untested }"},
    {"E0310", 1, 59, "@ measure grade G limit ≥ \"4\" hazard general }"},
    {"E0311", 1, 19, "let l = m let m = l @ measure number limit ≤ 1 hazard general }"},
    {"E0311", 1, 140, "@ measure number value y limit ≤ 1 hazard general } item y { basis S \"1\" method S \"2\" measure number value x limit ≤ 1 hazard general }"},
    {"E0312", 1, 70, "@ measure number limit ≤ 1 require x.y > 1 hazard general }"},
    {"E0312", 1, 91, "@ measure number limit ≤ 1 hazard general } example \"e\" { x.y = 1; expect x pass }"},
    {"E0313", 1, 221, "@ measure p : number measure q : number require p > q hazard general } item y { basis S \"1\" method S \"2\" measure p : number measure q : number require p > q hazard general } example \"e\" { p = 1; expect fail }"},
    {"E0314", 1, 5, "use \"none.shai\" @ measure number limit ≤ 1 hazard general }"},
    {"E0401", 1, 51, "@ applies label = 3 measure number limit ≤ 1 hazard general }"},
    {"E0401", 1, 43, "@ require len hazard general }"},
    {"E0401", 1, 69, "@ measure number limit ≤ 1 declared label hazard general }"},
    {"E0401", 1, 96, "@ measure number limit ≤ 1 hazard general } example \"e\" { ok = 3; expect x untested }"},
    {"E0401", 1, 68, "@ measure number limit ≤ 1 require label hazard general }"},
    {"E0401", 1, 56, "@ measure number value label + 1 limit ≤ 1 hazard general }"},
    {"E0402", 1, 64, "@ measure number mg/kg limit ≤ 1 mm hazard general }"},
    {"E0402", 1, 69, "@ measure number mm value reading + 1 mg limit ≤ 1 hazard general }"},
    {"E0402", 1, 73, "@ measure number mm not detected counts 1 mg limit ≤ 1 hazard general }"},
    {"E0403", 1, 50, "@ measure number xyz limit ≤ 1 hazard general }"},
    {"E0403", 1, 60, "@ measure number limit ≤ 1 xyz hazard general }"},
    {"E0404", 1, 6, "unit mm @ measure number limit ≤ 1 hazard general }"},
    {"E0405", 1, 12, "unit xyz = 0 mm @ measure number limit ≤ 1 hazard general }"},
    {"E0405", 1, 66, "@ measure number detection limit 0 limit ≤ 1 hazard general }"},
    {"E0407", 1, 80, "@ measure number limit ≤ 1 require len × len > 1 hazard general }"},
    {"E0408", 1, 43, "@ applies kind < a measure number limit ≤ 1 hazard general }"},
    {"E0408", 1, 65, "@ measure choice { c, d } limit ≤ c hazard general }"},
    {"E0409", 1, 95, "let a1 = len × len × len × len let a2 = a1 × a1 × a1 × a1 let a3 = a2 × a2 × a2 × a2 let a4 = a3 × a3 @ measure number limit ≤ 1 hazard general }"},
    {"E0410", 1, 29, "attribute r : number in 1 ~ dec @ measure number limit ≤ 1 hazard general }"},
    {"E0411", 1, 56, "@ measure number limit 2 ~ 1 hazard general }"},
    {"E0411", 1, 1, "effective 2025-02-01 ~ 2025-01-01 @ measure number limit ≤ 1 hazard general }"},
    {"E0412", 1, 23, "attribute r : text in 1 ~ 2 @ measure number limit ≤ 1 hazard general }"},
    {"E0412", 1, 64, "@ measure text detection limit 1 require ok hazard general }"},
    {"E0412", 1, 48, "@ measure date not detected counts 1 limit ≥ 2025-01-01 hazard general }"},
    {"E0413", 1, 56, "@ measure number value abs(reading, 1) limit ≤ 1 hazard general }"},
    {"E0414", 3, 9, "items f {\n  | item | l |\n  | x | ≤ 1 |\n  each { basis S \"1\" method S \"2\" measure number value reading × l limit ≤ 1 hazard general } }"},
    {"E0415", 1, 68, "@ measure number require reading = undeclared hazard general }"},
    {"E0415", 1, 51, "@ require present(S) hazard general }"},
    {"E0416", 1, 59, "@ measure number limit by label { a: ≤ 1; otherwise: ≤ 2 } hazard general }"},
    {"E0416", 1, 17, "table t1 [kind, len] : number {\n  | kind | v | w |\n  | a | 1 | 2 |\n } @ measure number limit ≤ 1 hazard general }"},
    {"E0417", 1, 9, "let t = { label when ok; label otherwise } @ measure number limit ≤ 1 hazard general }"},
    {"E0417", 1, 19, "table t1 [kind] : text {\n  | kind | v |\n  | a | 1 |\n } @ measure number limit ≤ 1 hazard general }"},
    {"E0581", 1, 9, "let t : choice { x } = kind @ measure number limit ≤ 1 hazard general }"},
    {"E0582", 2, 84, "let area = len × len\n@ measure number limit ≤ 1 hazard general problem \"{area}\" }"},
    {"E0418", 1, 23, "not detected counts 1 mg @ measure number mm limit ≤ 1 hazard general }"},
    {"E0441", 1, 57, "@ require label matches label hazard general }"},
    {"E0441", 1, 57, "@ require label matches day hazard general }"},
    {"E0441", 1, 74, "@ measure m : text require label matches m hazard general }"},
    {"E0441", 1, 28, "attribute r : text matches kind @ require r = \"a\" hazard general }"},
    {"E0442", 1, 57, "@ require label matches nosuch hazard general }"},
    {"E0442", 1, 28, "attribute r : text matches nosuch @ require r = \"a\" hazard general }"},
    {"E0443", 3, 9, "items f {\n  | item | l |\n  | x | \"a\" |\n  each { basis S \"1\" require label matches l hazard general } }"},
    {"E0444", 1, 63, "let n = matches /a/ @ require n hazard general }"},
    {"E0444", 1, 71, "let n = matches /a/ @ require label = n hazard general }"},
    {"E0444", 1, 29, "let n = matches /a/ let m = n @ require ok hazard general }"},
    {"E0445", 1, 9, "let n : text = matches /a/ @ require label matches n hazard general }"},
    {"E0302", 1, 25, "let n = matches /a/ let n = matches /b/ @ require label matches n hazard general }"},
    {"E0302", 1, 5, "let kind = matches /a/ @ require ok hazard general }"},
    {"E0412", 1, 50, "let n = matches /a/ attribute r : number matches n @ require ok hazard general }"},
    {"E0485", 1, 18, "let n = matches /(a/ @ require ok hazard general }"},
    {"E0485", 1, 18, "let n = matches /(a/ attribute r : text matches n @ require label matches n and r matches n hazard general }"},
    {"E0485", 1, 29, "attribute r : text matches /(a/ @ require ok hazard general }"},
    {"E0482", 1, 58, "@ require label matches ／\\q/ hazard general }"},
    {"E0480", 1, 61, "@ require label matches /(a)\\1/ hazard general }"},
    {"E0481", 1, 58, "@ require label matches /(?=a)/ hazard general }"},
    {"E0482", 1, 58, "@ require label matches /\\q/ hazard general }"},
    {"E0483", 1, 58, "@ require label matches /*a/ hazard general }"},
    {"E0484", 1, 59, "@ require label matches /a{2,1}/ hazard general }"},
    {"E0485", 1, 58, "@ require label matches /(a/ hazard general }"},
    {"E0486", 1, 59, "@ require label matches /[z-a]/ hazard general }"},
    {"E0487", 1, 59, "@ require label matches /((a{1000}){1000}){1000}/ hazard general }"},
    {"E0501", 1, 60, "@ measure number limit ≤ 1 limit ≤ 2 hazard general }"},
    {"E0501", 1, 1, "title \"again\" @ measure number limit ≤ 1 hazard general }"},
    {"E0501", 1, 121, "@ measure number limit ≤ 1 hazard general } verdict { serious when count(general) > 1 } verdict { serious when count(general) > 1 }"},
    {"E0501", 1, 83, "@ measure number limit ≤ 1 hazard general round 1 round 2 }"},
    {"E0502", 1, 6, "@ measure number limit ≤ 1 }"},
    {"E0502", 1, 6, "item x { method S \"1\" measure number limit ≤ 1 hazard general }"},
    {"E0502", 1, 6, "item x { basis S \"1\" measure number limit ≤ 1 hazard general }"},
    {"E0502", 1, 6, "@ measure number hazard general }"},
    {"E0503", 1, 79, "@ measure p : number measure q : number limit ≤ 1 hazard general }"},
    {"E0504", 1, 79, "@ measure p : number measure q : number value reading limit ≤ 1 hazard general }"},
    {"E0504", 1, 9, "let l = reading @ measure number limit ≤ 1 hazard general }"},
    {"E0505", 1, 105, "item y { basis S \"1\" require ok hazard general } @ measure number value y limit ≤ 1 hazard general }"},
    {"E0506", 1, 43, "@ applies value > 1 measure number limit ≤ 1 hazard general }"},
    {"E0506", 1, 9, "let l = value @ measure number limit ≤ 1 hazard general }"},
    {"E0507", 1, 80, "@ measure number limit 1 ~ 2 require reading > limit hazard general }"},
    {"E0508", 1, 89, "@ measure number value reading + limit limit { ≤ 1 when value > 2; ≤ 2 otherwise } hazard general }"},
    {"E0508", 1, 80, "@ measure number value reading + limit limit ≤ value hazard general }"},
    {"E0509", 1, 54, "@ measure text limit = \"a\" hazard general }"},
    {"E0510", 1, 56, "@ measure number limit kind hazard general }"},
    {"E0511", 3, 9, "items f {\n  | item | h |\n  | x | 3 |\n  each { basis S \"1\" method S \"2\" measure number limit ≤ 1 hazard h } }"},
    {"E0512", 1, 56, "@ measure number limit ≤ 1 and ≤ 2 hazard general }"},
    {"E0513", 3, 9, "items f {\n  | item | l |\n  | x | — |\n  each { basis S \"1\" method S \"2\" measure number limit l hazard general } }"},
    {"E0514", 1, 67, "@ measure number mm limit 80 mm ± 5 % hazard general }"},
    {"E0515", 3, 9, "items f {\n  | item | c |\n  | x | 3 |\n  each { basis S c method S \"2\" measure number limit ≤ 1 hazard general } }"},
    {"E0516", 3, 3, "items f {\n  | item | l |\n  | x | ≤ 1 | 2 |\n  each { basis S \"1\" method S \"2\" measure number limit l hazard general } }"},
    {"E0517", 2, 3, "items f {\n  | name | l |\n  | x | ≤ 1 |\n  each { basis S \"1\" method S \"2\" measure number limit l hazard general } }"},
    {"E0518", 3, 5, "items f {\n  | item | l |\n  | 3 | ≤ 1 |\n  each { basis S \"1\" method S \"2\" measure number limit l hazard general } }"},
    {"E0519", 3, 9, "items f {\n  | item | title | l |\n  | x | y | ≤ 1 |\n  each { basis S \"1\" method S \"2\" measure number limit l hazard general } }"},
    {"E0520", 4, 59, "items f {\n  | item | a |\n  | x | ≤ 1 |\n  each { basis S \"1\" method S \"2\" measure number limit by kind hazard general } }"},
    {"E0521", 1, 56, "@ measure number limit by kind hazard general }"},
    {"E0522", 1, 74, "@ measure number limit by kind { a: ≤ 1; a: ≤ 2; b: ≤ 2 } hazard general }"},
    {"E0522", 4, 5, "table t1 [kind] : number {\n  | kind | v |\n  | a | 1 |\n  | a | 2 |\n } @ measure number limit ≤ t1[kind] hazard general }"},
    {"E0523", 1, 59, "@ measure number limit by kind { a: ≤ 1 } hazard general }"},
    {"E0524", 1, 56, "@ measure number limit { ≤ 1 when ok } hazard general }"},
    {"E0526", 1, 111, "group \"1\" { item y { basis S \"1\" method S \"2\" measure number mm limit ≤ 1 hazard general } } group \"2\" { item y { basis S \"1\" method S \"2\" measure number mg/kg limit ≤ 1 hazard general } }"},
    {"E0527", 1, 7, "table t1 [kind] : number {\n  | kind | v | w |\n  | a | 1 | 2 |\n } @ measure number limit ≤ 1 hazard general }"},
    {"E0528", 5, 61, "table t1 [kind] : number {\n  | kind | v |\n  | a | 1 |\n | b | 1 |\n } @ measure number limit ≤ t1[kind, kind] hazard general }"},
    {"E0529", 1, 68, "@ measure number limit ≤ 1 require count(general) > 1 hazard general }"},
    {"E0541", 1, 60, "@ measure number specimens 0 limit ≤ 1 hazard general }"},
    {"E0541", 1, 60, "@ measure number specimens 101 limit ≤ 1 hazard general }"},
    {"E0541", 1, 60, "@ measure number specimens 2.5 limit ≤ 1 hazard general }"},
    {"E0542", 1, 87, "grade g { \"1\", \"2\" } @ measure grade g specimens mean 3 limit ≥ \"2\" hazard general }"},
    {"E0542", 1, 89, "grade g { \"1\", \"2\" } @ measure grade g specimens median 2 limit ≥ \"2\" hazard general }"},
    {"E0543", 1, 68, "@ measure number specimens 3 allow 3 limit ≤ 1 hazard general }"},
    {"E0543", 1, 73, "@ measure number specimens mean 3 allow 1 limit ≤ 1 hazard general }"},
    {"E0544", 1, 95, "@ measure a : number specimens 2 measure b : number specimens 3 value a limit ≤ b hazard general }"},
    {"E0544", 1, 103,
     "@ measure a : number specimens 2 allow 1 measure b : number specimens 2 allow 0 value a limit ≤ b hazard "
     "general }"},
    {"E0545", 1, 43, "@ applies reading > 1 measure number specimens 2 limit ≤ 1 hazard general }"},
    {"E0545", 1, 146,
     "@ measure number specimens 2 limit ≤ 1 hazard general } item y { basis S \"1\" method S \"1\" measure number limit ≤ x "
     "hazard general }"},
    {"E0545", 1, 146,
     "@ measure number specimens 2 limit ≤ 1 hazard general } item y { basis S \"1\" method S \"1\" measure number limit ≤ x.x "
     "hazard general }"},
    {"E0603", 1, 91, "@ measure number limit ≤ 1 hazard general } example \"e\" { x.1 = 1; expect x pass }"},
    {"E0603", 1, 103,
     "@ measure number specimens 2 limit ≤ 1 hazard general } example \"e\" { x.3 = 1; expect x pass }"},
    {"E0603", 1, 103, "@ measure number specimens 2 limit ≤ 1 hazard general } example \"e\" { x = 1; expect x pass }"},
    {"E0603", 1, 103,
     "@ measure number specimens 2 limit ≤ 1 hazard general } example \"e\" { x = 1, 2, 3; expect x pass }"},
    {"E0604", 1, 91, "@ measure number limit ≤ 1 hazard general } example \"e\" { x = 1, 2; expect x pass }"},
    {"E0602", 1, 113,
     "@ measure number specimens 2 limit ≤ 1 hazard general } example \"e\" { x = 1, 2; x.2 = 1; expect x pass }"},
    {"E0532", 1, 35, "@ measure number measure q : number value q limit ≤ 1 hazard general }"},
    {"E0533", 1, 56, "@ measure number value round(round(reading, 0.1), 1) limit ≤ 1 hazard general }"},
    {"E0533", 1, 60, "@ measure number round 0.1 compare rounded limit ≤ 1 hazard general }"},
    {"E0534", 1, 51, "@ measure grade G round 1 limit ≥ \"2\" hazard general }"},
    {"E0535", 1, 56, "@ measure number round 0 significant limit ≤ 1 hazard general }"},
    {"E0536", 1, 74, "@ measure number compare rounded limit ≤ dec hazard general }"},
    {"E0536", 1, 75, "@ measure number compare rounded limit in { 1, 2 } hazard general }"},
    {"E0537", 1, 70, "@ measure number require reading > 1 compare rounded hazard general }"},
    {"E0538", 1, 79, "@ measure number require reading > 1 declared dec hazard general }"},
    {"E0539", 1, 71, "@ measure number limit 1 ~ 2 declared dec hazard general }"},
    {"E0602", 1, 98, "@ measure number limit ≤ 1 hazard general } example \"e\" { x = 1; x = 2; expect x pass }"},
    {"E0602", 1, 100, "@ measure number limit ≤ 1 hazard general } example \"e\" { x.U = 1; x.x.U = 2; expect x pass }"},
    {"E0412", 1, 91, "@ measure number limit ≤ 1 hazard general } example \"e\" { dec.U = 1; expect x pass }"},
    {"E0412", 1, 94, "@ measure grade G limit ≥ \"2\" hazard general } example \"e\" { x.DL = 1; expect x pass }"},
    {"E0410", 1, 97, "@ measure number limit ≤ 1 hazard general } example \"e\" { x.U = < 1; expect x pass }"},
    {"E0540", 1, 41, "@ limit ≤ 1 hazard general }"},
    {"E0609", 1, 126, "@ measure a : number measure b : number value a + b limit ≤ 1 hazard general } example \"e\" { x = 1; expect x pass }"},
    {"E0601", 1, 85, "@ measure number limit ≤ 1 hazard general } example \"e\" { x = 1 }"},
    {"E0501", 1, 106, "@ measure number limit ≤ 1 hazard general } notice { advice general \"a\"; advice general \"b\" }"},
    {"E0561", 1, 103, "@ measure number limit ≤ 1 hazard general } notice { advice general \"a{value}\" }"},
    {"E0341", 1, 36, "standard T \"GB 2-2014\" replaced by \"GB 2-2009\" @ measure number limit ≤ 1 hazard general }"},
    {"W0511", 1, 79, "standard T \"GB 2-2014\" in force ~ 2030-01-01 replaced by \"GB 2-2024\" item x { basis T method S measure number limit ≤ 1 hazard general }"},
    {"W0512", 1, 55, "standard T \"GB 2-2014\" in force ~ 2030-01-01 item x { basis T method S measure number limit ≤ 1 hazard general }"},
    {"W0513", 1, 53, "standard T \"GB 2-2014\" in force 2030-01-01 item x { basis T method S measure number limit ≤ 1 hazard general }"},
    {"W0514", 1, 75, "standard T \"GB 2-2014\" in force 2030-01-01 standard U \"GB2—2014\" in force 2030-01-02 @ measure number limit ≤ 1 hazard general }"},
    {"W0501", 1, 73, "@ measure number limit { ≤ 1 otherwise; ≤ 2 when ok } hazard general }"},
    {"W0501", 1, 82, "@ measure number limit by kind { a: ≤ 1; b: ≤ 2; otherwise: ≤ 3 } hazard general }"},
    /* behind these nothing more is said */
    {"E0219", 1, 56, "@ measure number limit 90 declared dec hazard general }"},
    {"E0219", 1, 78, "@ measure number value reading + limit limit 90 hazard general }"},
    {"E0219", 1, 56, "@ measure number limit 90 hazard { serious when value > limit; general otherwise } }"},
    {"E0219", 1, 58, "@ measure number limit { 90 when ok; ≤ 5 otherwise } declared dec hazard general }"},
    {"E0301", 1, 56, "@ measure number limit nosuch declared dec hazard general }"},
    {"E0301", 1, 58, "@ measure number limit ≤ nosuch declared dec hazard general }"},
    {"E0301", 1, 56, "@ measure number value nosuch limit ≤ 1 hazard { serious when value > 2; general otherwise } }"},
    {"E0301", 1, 56, "@ measure number value nosuch round 1 limit ≤ 1 hazard general }"},
    {"E0403", 1, 50, "@ measure number mq limit ≤ 1 mm hazard { serious when value > 2 mm; general otherwise } }"},
    {"E0301", 1, 9, "let l = nosuch @ measure number limit ≤ l require l > 1 and l = a hazard general }"},
    {"E0301", 1, 59, "@ measure number limit by nosuch { a: ≤ 1; b: ≤ 2 } hazard general }"},
    {"E0309", 1, 74, "@ measure number limit by kind { a: ≤ 1; c: ≤ 2 } hazard general }"},
    {"E0510", 1, 56, "@ measure number limit kind declared dec hazard general }"},
    {"E0535", 1, 59, "@ measure number mm round 3 mm significant limit ≤ 1 hazard general }"},
    {"E0306", 1, 41, "@ basis T measure number limit ≤ 1 hazard general }"},
    {"E0302", 1, 180, "group \"1\" { item y { basis S \"1\" method S \"2\" measure number limit ≤ 1 hazard general } } group \"2\" { item y { basis S method S \"2\" measure number limit ≤ 1 hazard general } item y { basis S method S \"2\" measure number limit ≤ 1 hazard general } }"},
    {"E0533", 1, 105, "let l = { dec when ok; round(dec, 1) otherwise } @ measure number value round(l, 1) limit ≤ 1 hazard general }"},
    {"E0533", 1, 105, "@ measure number value { reading when ok; round(reading, 1) otherwise } round 1 limit ≤ 1 hazard general }"},
    {"E0305", 1, 69, "@ measure number limit ≤ 1 declared x hazard general }"},
    {"E0301", 1, 69, "@ measure number limit ≤ 1 declared nosuch hazard general }"},
    {"E0402", 1, 111, "@ measure number mm value reading × reading limit ≤ 1 mm hazard general round 1 mm }"},
    {"E0311", 1, 22, "let a1 = b1 let b1 = a1 @ measure number value a1 limit ≤ b1 declared dec hazard general }"},
    {"E0303", 1, 56, "@ measure number value S + 1 limit ≤ 1 hazard { serious when value > 3; general otherwise } }"},
    /* clang-format on */
};

static struct shai_panic panic;
static struct shai_arena arena;
static struct shai_diags diags;
static struct shai_sources sources;
static bool seen[SHAI_DIAG_COUNT];

static int open_arena(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    return 0;
}

static void start(void)
{
    shai_sources_init(&sources, &arena);
    shai_diags_init(&diags, &arena, &sources);
}

static struct shai_spec *check(const char *text)
{
    start();
    return shai_spec_from_text(&arena, &diags, &sources, "t.shai", text, strlen(text), NULL);
}

static const char *put_in(const char *text)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, &arena);
    shai_strbuf_puts(&b, HEAD);
    for (; *text; text++)
        if (*text == '@') shai_strbuf_puts(&b, ITEM);
        else shai_strbuf_putc(&b, *text);
    shai_strbuf_puts(&b, "\n}\n");
    return b.s;
}

static const char *where(const struct shai_diag *d)
{
    struct shai_place at = {0, 0};
    if (d->has_span) at = shai_source_place(&sources.at[d->span.file], d->span.begin);
    return shai_arena_printf(&arena, "%s %u:%u %s", shai_diag_infos[d->id].code, at.line, at.column,
                             shai_diag_text(&arena, d, SHAI_EN));
}

static unsigned count(const char *s, char c)
{
    unsigned n = 0;
    for (; *s; s++) n += *s == c;
    return n;
}

/* The only diagnostic is that one, there. */
static void expect_only(const char *code, uint32_t line, uint32_t column, const char *text)
{
    const struct shai_diag *d = diags.first;
    if (!d) fail_msg("%s is not reported: %s", code, text);
    if (d->next) fail_msg("not %s alone: %s, %s: %s", code, where(d), where(d->next), text);
    seen[d->id] = true;
    const char *want = shai_arena_printf(&arena, "%s %u:%u ", code, line, column);
    if (strncmp(where(d), want, strlen(want)) != 0) fail_msg("%s, not %s: %s", where(d), want, text);
    assert_int_equal(diags.errors + diags.warnings, 1);
    /* In both languages every piece is there. */
    for (int lang = 0; lang < 2; lang++) {
        const char *said = shai_diag_text(&arena, d, (enum shai_lang)lang);
        if (count(said, '?') != count(shai_diag_infos[d->id].text[lang], '?'))
            fail_msg("a piece is missing: %s", said);
    }
}

static void test_mistakes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        const struct mistake *m = &mistakes[i];
        check(put_in(m->text));
        expect_only(m->code, m->line + HEAD_LINES, m->column, m->text);
    }
}

static void test_nothing_wrong(void **state)
{
    (void)state;
    check(put_in("@ measure number limit ≤ 1 hazard general }"));
    assert_null(diags.first);
}

static void test_a_spec_without_items(void **state)
{
    (void)state;
    check(put_in(""));
    expect_only("E0317", 1, 6, "");
}

/* A mistake in the clauses of a family is one mistake, however many rows share them. */
static void test_rows_share_mistakes(void **state)
{
    (void)state;
    static const char rows[] = "items f {\n | item | c |\n | p | ≤ 1 |\n | q | ≤ 2 |\n | r | ≤ 3 |\n";
    const char *text =
        shai_arena_printf(&arena, "%s%s", rows, " each { basis S method T measure number limit d hazard general } }");
    check(put_in(text));
    assert_int_equal(diags.errors, 2);
    assert_string_equal(shai_diag_infos[diags.first->id].code, "E0306");
    assert_string_equal(shai_diag_infos[diags.first->next->id].code, "E0301");
    assert_null(diags.first->next->next);
    text = shai_arena_printf(&arena, "%s%s", rows, " each { basis S method S measure number limit c } }");
    check(put_in(text));
    expect_only("E0502", HEAD_LINES + 1, 7, text);
    text = shai_arena_printf(&arena, "%s%s", rows, " each { measure number limit c } }");
    check(put_in(text));
    expect_only("E0502", HEAD_LINES + 1, 7, text);
    assert_string_equal(diags.first->args[0], "f");
    assert_string_equal(diags.first->args[1], "依据、方法、风险");
}

static void test_both_places_of_a_name(void **state)
{
    (void)state;
    check(put_in("let l = 1\nlet l = 2\n@ measure number limit ≤ 1 hazard general }"));
    expect_only("E0302", HEAD_LINES + 2, 5, "let l");
    assert_non_null(diags.first->note);
    assert_true(shai_source_place(&sources.at[diags.first->note->span.file], diags.first->note->span.begin).line ==
                HEAD_LINES + 1);
}

static void test_hints(void **state)
{
    (void)state;
    static const struct {
        const char *text, *hint;
    } hints[] = {
        {"attribute weight : number @ applies wieght > 1 measure number limit ≤ 1 hazard general }", "weight ?"},
        {"@ measure first : number measure second : number value frist + second limit ≤ 1 hazard general }",
         "first ?"},
        {"attribute paint : choice { finger, poster } @ applies paint = fingr measure number limit ≤ 1 hazard "
         "general }",
         "finger ?"},
        {"@ measure number MG/kg limit ≤ 1 hazard general }", "mg ?"},
        {"@ measure number mq/kg limit ≤ 1 hazard general }", NULL},
        {"standard GB6675 \"GB 6675\" @ basis GB6676 measure number limit ≤ 1 hazard general }", "GB6675 ?"},
        {"standard GB1 \"GB 1\" attribute XB1 : text @ basis XB1 measure number limit ≤ 1 hazard general }", NULL},
        {"standard GB1 \"GB 1\" attribute XB1 : text @ basis YB1 measure number limit ≤ 1 hazard general }", "GB1 ?"},
        {"item lead { basis S method S measure number limit ≤ 1 hazard general } example \"e\" { laed = 1; expect "
         "pass }",
         "lead ?"},
        {"item lead { basis S method S measure number limit ≤ 1 hazard general } example \"e\" { expect laed pass }",
         "lead ?"},
        {"items f {\n | item | bound |\n | p | ≤ 1 |\n each { basis S method S measure number limit bond hazard "
         "general } }",
         "bound ?"},
        {"@ basis T measure number limit ≤ 1 hazard general }", NULL},
        {"let form = matches /a/ @ require label matches from hazard general }", "form ?"},
        {"attribute fork : text let form = matches /a/ @ require label matches fork hazard general }", "form ?"},
        {"attribute fork : text let shape = matches /a/ @ require label matches forks hazard general }", NULL},
        {"attribute 最小适用月龄 : number @ applies 最小适月龄 > 1 measure number limit ≤ 1 hazard general }",
         "最小适用月龄 ?"}, /* not: 最小 适月龄 */
        {"attribute 适用月龄 : number @ applies 最小适用月龄 > 1 measure number limit ≤ 1 hazard general }",
         "最小 适用月龄"},
        {"@ measure number limit ≤ 按无此类别 hazard general }", "按 无此类别"},
        {"@ measure number limit ≤ nothinglike hazard general }", NULL},
    };
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        check(put_in(hints[i].text));
        assert_int_equal(diags.errors, 1);
        if (!hints[i].hint) assert_null(diags.first->hint);
        else if (!diags.first->hint) fail_msg("no hint: %s", hints[i].text);
        else assert_string_equal(diags.first->hint, hints[i].hint);
    }
}

/* --- what needs many lines, or files ---------------------------------------------------------------------------- */

static void test_too_many_base_units(void **state)
{
    (void)state;
    struct shai_strbuf b;
    shai_strbuf_init(&b, &arena);
    for (int i = 0; i < 40; i++) shai_strbuf_printf(&b, "unit u%c%c\n", 'a' + i / 26, 'a' + i % 26);
    shai_strbuf_puts(&b, "@ measure number limit ≤ 1 hazard general }");
    check(put_in(b.s));
    assert_int_equal(diags.errors, 1);
    assert_string_equal(shai_diag_infos[diags.first->id].code, "E0406");
    seen[diags.first->id] = true;
}

static void test_too_large_for_a_program(void **state)
{
    (void)state;
    struct shai_strbuf b;
    shai_strbuf_init(&b, &arena);
    for (int i = 0; i < 34000; i++) {
        if (i % 400 == 0)
            shai_strbuf_printf(&b, "%sitem i%d { basis S method S measure number hazard general\n", i ? "}\n" : "",
                               i);
        shai_strbuf_printf(&b, "require reading > %d\n", i);
    }
    shai_strbuf_puts(&b, "}");
    struct shai_spec *spec = check(put_in(b.s));
    assert_int_equal(diags.errors, 0);
    assert_null(shai_compile(&arena, &diags, spec));
    assert_int_equal(diags.errors, 1);
    assert_string_equal(shai_diag_infos[diags.first->id].code, "E0531");
    assert_true(diags.first->span.begin > 300000); /* where the last register is taken */
    seen[diags.first->id] = true;
}

static const char *folder;

static int make_folder(void **state)
{
    (void)state;
    static char name[] = "/tmp/sushai-check-XXXXXX";
    folder = mkdtemp(name);
    return folder ? 0 : -1;
}

static void write_file(const char *name, const char *text)
{
    FILE *f = fopen(shai_arena_printf(&arena, "%s/%s", folder, name), "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static void test_libraries(void **state)
{
    (void)state;
    write_file("one.shai", "library one {\n  use \"two.shai\"\n}\n");
    write_file("two.shai", "library two {\n  use \"one.shai\"\n}\n");
    write_file("spec.shai", "spec s { title \"t\" }\n");
    write_file("fine.shai", "library fine { standard T \"GB 2\" }\n");
    const char *const folders[] = {folder};
    const struct shai_search search = {folders, 1};
    static const struct {
        const char *used, *code;
        uint32_t line, column;
    } uses[] = {
        {"one.shai", "E0315", 2, 7},
        {"spec.shai", "E0316", HEAD_LINES + 1, 5},
        {"none.shai", "E0314", HEAD_LINES + 1, 5},
    };
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        const char *text = put_in(
            shai_arena_printf(&arena, "use \"%s\"\n@ measure number limit ≤ 1 hazard general }", uses[i].used));
        start();
        shai_spec_from_text(&arena, &diags, &sources, "t.shai", text, strlen(text), &search);
        expect_only(uses[i].code, uses[i].line, uses[i].column, uses[i].used);
    }
    const char *text =
        put_in("use \"fine.shai\"\nitem x { basis T method T measure number limit ≤ 1 hazard general }");
    start();
    shai_spec_from_text(&arena, &diags, &sources, "t.shai", text, strlen(text), &search);
    assert_null(diags.first);
    text = "library l {\n  attribute a : text\n}\n";
    check(text);
    expect_only("E0525", 2, 3, text);
    static const char *const names[] = {"one.shai", "two.shai", "spec.shai", "fine.shai"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(unlink(shai_arena_printf(&arena, "%s/%s", folder, names[i])), 0);
    assert_int_equal(rmdir(folder), 0);
}

/* Runs last: every diagnostic of the checker was seen above. */
static void test_all_are_covered(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHAI_DIAG_COUNT; i++) {
        const char *code = shai_diag_infos[i].code;
        bool ours = (strncmp(code, "E0", 2) == 0 && code[2] >= '3' && code[2] <= '6') || strncmp(code, "W05", 3) == 0;
        bool test =
            strncmp(code, "E061", 4) == 0 || strncmp(code, "W055", 4) == 0;    /* of `sushai test`: its own tests */
        bool bound = strcmp(code, "E0641") >= 0 && strcmp(code, "E0659") <= 0; /* those of test_bounds.c */
        if (ours && !test && !bound && !seen[i]) fail_msg("%s %s was never provoked", code, shai_diag_infos[i].name);
    }
}

int main(void)
{
    if (setjmp(panic.env)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_mistakes, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_nothing_wrong, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_a_spec_without_items, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_rows_share_mistakes, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_both_places_of_a_name, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_hints, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_too_many_base_units, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_too_large_for_a_program, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_libraries, open_arena, close_arena),
        cmocka_unit_test(test_all_are_covered),
    };
    return cmocka_run_group_tests_name("check", tests, make_folder, NULL);
}
