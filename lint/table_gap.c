/* Lookup tables in which a choice, a grade or yes/no has no row, or no column: a lookup with it is unknown. A `—`
 * says that it is meant. Keys that are numbers, dates or texts have no list to be held against. */
#include "lint/rule.h"

#include "base/strbuf.h"

static uint32_t count_of(const struct shai_type *t)
{
    if (!t) return 0;
    if (t->kind == SHAI_TYPE_TRUTH) return 2;
    return t->kind == SHAI_TYPE_CHOICE || t->kind == SHAI_TYPE_GRADE ? t->set->name_count : 0;
}

static const char *name_of(const struct shai_lint *l, const struct shai_type *t, uint32_t index)
{
    if (t->kind != SHAI_TYPE_TRUTH) return t->set->names[index];
    return shai_keyword_infos[index ? SHAI_KW_YES : SHAI_KW_NO].spelling[l->spec->tree->lang];
}

/* keys[0..count): what stands for the values of `key`. */
static void look(struct shai_lint *l, const struct shai_decl *table, const struct shai_node *key,
                 struct shai_node *const *keys, uint32_t count)
{
    uint32_t all = count_of(key->type);
    bool *seen = SHAI_NEW_N(l->arena, bool, all + 1);
    struct shai_num index;
    for (uint32_t i = 0; i < count; i++)
        if (shai_lint_constant(l, keys[i], NULL, &index) && index.d == 1 && index.n >= 0 && index.n < (int64_t)all)
            seen[index.n] = true;
    struct shai_strbuf lacking;
    shai_strbuf_init(&lacking, l->arena);
    for (uint32_t i = 0; i < all; i++)
        if (!seen[i]) shai_strbuf_printf(&lacking, "%s%s", lacking.len ? ", " : "", name_of(l, key->type, i));
    if (lacking.len) shai_diag_span(&l->found, SHAI_D_LINT_TABLE_GAP, table->span, key->name, lacking.s, NULL);
}

void shai_lint_table_gap(struct shai_lint *l)
{
    for (size_t i = 0; i < l->spec->table_count; i++) {
        const struct shai_decl *t = l->spec->tables[i];
        const struct shai_node *keys = t->body->kids[0], *header = t->body->kids[2], *rows = t->body->kids[3];
        struct shai_node **first = SHAI_NEW_N(l->arena, struct shai_node *, rows->kid_count + 1);
        uint32_t count = 0;
        for (uint32_t k = 0; k < rows->kid_count; k++)
            if (rows->kids[k] && rows->kids[k]->kid_count) first[count++] = rows->kids[k]->kids[0];
        look(l, t, keys->kids[0], first, count);
        if (keys->kid_count == 2) look(l, t, keys->kids[1], header->kids + 1, header->kid_count - 1);
    }
}
