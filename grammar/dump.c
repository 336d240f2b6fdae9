/* The tree as text, for golden files and for reading. In: a tree. Out: a line a node, indented by depth. */
#include "grammar/ast.h"

static const char *const op_names[] = {
    [SHAI_OP_NONE] = "",   [SHAI_OP_ADD] = "+", [SHAI_OP_SUB] = "-",   [SHAI_OP_MUL] = "×", [SHAI_OP_DIV] = "/",
    [SHAI_OP_NEG] = "neg", [SHAI_OP_LT] = "<",  [SHAI_OP_LE] = "≤",    [SHAI_OP_GT] = ">",  [SHAI_OP_GE] = "≥",
    [SHAI_OP_EQ] = "=",    [SHAI_OP_NE] = "≠",  [SHAI_OP_AND] = "and", [SHAI_OP_OR] = "or", [SHAI_OP_NOT] = "not",
};

static void quote(struct shai_out *out, const char *label, const char *text)
{
    if (!text) return;
    shai_out_printf(out, " %s=", label);
    shai_out_json_str(out, text);
}

/* SHAI_N_EXPECT keeps a keyword in its flags. */
static void put_flags(struct shai_out *out, const struct shai_node *n)
{
    if (!n->flags) return;
    if (n->kind == SHAI_N_EXPECT) shai_out_printf(out, " %s", shai_keyword_infos[n->flags].spelling[SHAI_EN]);
    else shai_out_printf(out, " flags=%u", n->flags);
}

static void dump(struct shai_out *out, const struct shai_source *source, const struct shai_node *n, int depth)
{
    for (int i = 0; i < depth; i++) shai_out_puts(out, "  ");
    if (!n) {
        shai_out_puts(out, "-\n");
        return;
    }
    shai_out_puts(out, shai_node_infos[n->kind].json);
    if (n->oper) shai_out_printf(out, " %s", op_names[n->oper]);
    if (n->op) shai_out_printf(out, " %s", shai_keyword_infos[n->op].spelling[SHAI_EN]);
    put_flags(out, n);
    quote(out, "name", n->name);
    quote(out, "unit", n->unit);
    if (n->specimen) shai_out_printf(out, " specimen=%u", n->specimen);
    quote(out, "doc", n->doc);
    struct shai_place from = shai_source_place(source, n->span.begin), to = shai_source_place(source, n->span.end);
    shai_out_printf(out, " @%u:%u-%u:%u\n", from.line, from.column, to.line, to.column);
    for (uint32_t i = 0; i < n->kid_count; i++) dump(out, source, n->kids[i], depth + 1);
}

void shai_tree_dump(struct shai_out *out, const struct shai_sources *sources, const struct shai_tree *tree)
{
    dump(out, &sources->at[tree->file], tree->root, 0);
}
