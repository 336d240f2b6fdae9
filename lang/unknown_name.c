/* Names that nothing declares: what is said of them, and what may have been meant. In: the names in scope, those of
 * the item at hand, those of declarations that could not be read. It resolves nothing. */
#include "lang/checker.h"

#include <string.h>

/* A name that only the item at hand knows: a measure's, or a column's of its table. */
static const char *near_here(const struct shai_checker *ck, const char *name)
{
    for (size_t i = 0; ck->item && i < ck->item->measure_count; i++)
        if (shai_name_is_near(name, ck->item->measures[i]->name)) return ck->item->measures[i]->name;
    const struct shai_node *header = ck->variant && ck->variant->family ? ck->variant->family->kids[0] : NULL;
    for (uint32_t i = 0; header && i < header->kid_count; i++) {
        const struct shai_node *head = header->kids[i];
        if (head && head->name && shai_name_is_near(name, head->name)) return head->name;
    }
    return NULL;
}

/* Is one of the words of a split a name? Then it is a better guess than a name that is merely near. */
static bool holds_name(const struct shai_checker *ck, const char *split)
{
    const char *space = strchr(split, ' ');
    if (!space) return false;
    const char *first = shai_arena_strndup(ck->arena, split, (size_t)(space - split));
    return shai_scope_find(&ck->scope, first) || shai_scope_find(&ck->scope, space + 1) ||
           (ck->item && (shai_item_measure(ck->item, first) || shai_item_measure(ck->item, space + 1)));
}

/* What a laboratory writes for a reading below its detection limit: a limit says it otherwise. */
bool shai_is_not_detected(const char *name)
{
    static const char *const words[] = {"未检出", "不检出", "阴性", "ND", "nd", "Nd"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(name, words[i]) == 0) return true;
    return false;
}

bool shai_name_is_lost(const struct shai_checker *ck, const char *name)
{
    for (size_t i = 0; i < ck->spec->tree_count; i++) {
        const struct shai_tree *tree = ck->spec->trees[i];
        for (size_t k = 0; k < tree->lost_count; k++)
            if (strcmp(tree->lost[k], name) == 0) return true;
    }
    return false;
}

/* A choice of a measure of the item at hand, as a limit of one value. */
static const char *as_one_of(const struct shai_checker *ck, const char *name)
{
    for (size_t i = 0; ck->item && ck->in_limit && i < ck->item->measure_count; i++) {
        const struct shai_type *t = ck->item->measures[i]->type;
        for (uint32_t k = 0; t && t->kind == SHAI_TYPE_CHOICE && k < t->set->name_count; k++)
            if (strcmp(t->set->names[k], name) == 0)
                return shai_arena_printf(ck->arena, "%s { %s }",
                                         shai_keyword_infos[SHAI_KW_IN].spelling[ck->spec->tree->lang], name);
    }
    return NULL;
}

void shai_say_unknown(struct shai_checker *ck, const struct shai_node *node)
{
    if (shai_name_is_lost(ck, node->name)) return;
    struct shai_diag *diag = shai_diag_span(ck->diags, SHAI_D_UNKNOWN_NAME, node->span, node->name, NULL);
    const char *near = near_here(ck, node->name), *choice = as_one_of(ck, node->name);
    const char *split = shai_keyword_split(ck->arena, node->name);
    if (!near) near = shai_scope_nearest(&ck->scope, node->name);
    if (choice) shai_diag_hint(ck->diags, diag, choice);
    else if (shai_is_not_detected(node->name))
        shai_diag_hint(ck->diags, diag, shai_keyword_infos[SHAI_KW_ABSENT].spelling[ck->spec->tree->lang]);
    else if (split && (!near || holds_name(ck, split))) shai_diag_hint(ck->diags, diag, split);
    else if (near) shai_diag_hint(ck->diags, diag, shai_arena_printf(ck->arena, "%s ?", near));
}
