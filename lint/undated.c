/* Undated citations: a standard without its year that is the basis of an item, or of which a clause is cited. Its
 * next edition may change limit and clause unseen. A method as a whole may be cited undated. */
#include "lint/rule.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_year(const char *s)
{
    return is_digit(s[0]) && is_digit(s[1]) && is_digit(s[2]) && is_digit(s[3]) && !is_digit(s[4]);
}

/* A code as standards have them, without a year behind a dash or a colon: "GB/T 2912.1". */
static bool is_undated(const char *code)
{
    static const char *const signs[] = {"-", ":", "—", "–", "：", "－"};
    bool number = false;
    if (code[0] < 'A' || code[0] > 'Z') return false;
    for (const char *at = code; *at; at++) {
        number = number || is_digit(*at);
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
            if (strncmp(at, signs[i], strlen(signs[i])) == 0 && is_year(at + strlen(signs[i]))) return false;
    }
    return number;
}

static void look(struct shai_lint *l, const struct shai_node *citation, bool basis)
{
    const struct shai_decl *d = citation->kids[0] ? citation->kids[0]->decl : NULL;
    bool clause = citation->kids[1] && citation->kids[1]->kind == SHAI_N_STRING;
    if (!d || d->kind != SHAI_DECL_STANDARD || !d->node || (!basis && !clause) || !is_undated(d->code)) return;
    struct shai_diag *diag = shai_diag_span(&l->found, SHAI_D_LINT_UNDATED, d->node->kids[0]->span, d->code, NULL);
    shai_diag_note(&l->found, diag, SHAI_D_LINT_CITED_HERE, citation->span, NULL);
}

static void look_at_variant(struct shai_lint *l, const struct shai_decl *item, const struct shai_variant_node *v)
{
    (void)item;
    for (size_t i = 0; i < v->basis_count; i++) look(l, v->basis[i], true);
    for (size_t i = 0; i < v->method_count; i++) look(l, v->methods[i], false);
}

void shai_lint_undated(struct shai_lint *l)
{
    shai_lint_each_variant(l, look_at_variant);
}
