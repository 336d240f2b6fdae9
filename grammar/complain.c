/* What is wrong, in a user's words. */
#include "grammar/grammar.tab.h"
#include "grammar/parser.h"

void shai_complain(struct shai_parser *p, struct shai_span at, const struct shai_token *found, const int *expected,
                   int count)
{
    (void)found;
    (void)expected;
    (void)count;
    shai_diag_span(p->diags, SHAI_D_UNEXPECTED, at, "?", "?", "?", "?", NULL);
}
