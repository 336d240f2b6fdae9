/* Command lines against option tables. In: words. Out: values in a struct, operands, or the first mistake. It does
 * not print mistakes and knows no command. */
#include "cmd/options.h"

#include "base/utf8.h"

#include <string.h>

enum { HELP_COLUMN = 28 };

/* An option found: its row and the struct its offset counts from. */
struct target {
    const struct shai_option *option;
    char *values;
};

/* A name of one character is a letter. */
static struct target find(const struct shai_option_set *sets, size_t count, const char *name, size_t len, bool letter)
{
    for (size_t i = 0; i < count; i++)
        for (const struct shai_option *o = sets[i].table; o && o->name; o++)
            if (letter ? o->letter == *name : strlen(o->name) == len && memcmp(o->name, name, len) == 0)
                return (struct target){o, sets[i].values};
    return (struct target){0};
}

/* The index of `text` among "a|b|c", or -1. */
static int choice_index(const char *choices, const char *text)
{
    size_t len = strlen(text);
    int index = 0;
    for (const char *at = choices;; index++) {
        size_t n = strcspn(at, "|");
        if (n == len && memcmp(at, text, n) == 0) return index;
        if (!at[n]) return -1;
        at += n + 1;
    }
}

static bool fail(struct shai_usage_error *error, enum shai_diag_id id, const char *a, const char *b)
{
    *error = (struct shai_usage_error){id, {a, b}};
    return false;
}

static bool store(struct target t, const char *text, const char *written, struct shai_usage_error *error)
{
    void *to = t.values + t.option->offset;
    switch (t.option->kind) {
    case SHAI_OPTION_FLAG: *(bool *)to = true; break;
    case SHAI_OPTION_TEXT: *(const char **)to = text; break;
    case SHAI_OPTION_CHOICE: {
        int index = choice_index(t.option->value, text);
        if (index < 0) return fail(error, SHAI_D_OPTION_CHOICE, written, t.option->value);
        *(int *)to = index;
        break;
    }
    }
    return true;
}

bool shai_options_parse(struct shai_arena *arena, struct shai_words *words, const struct shai_option_set *sets,
                        size_t set_count, bool leading, struct shai_usage_error *error)
{
    char **in = words->at;
    size_t count = words->count, kept = 0, i = 0;
    bool ended = false; /* by `--` */
    for (; i < count; i++) {
        char *word = in[i];
        if (ended || word[0] != '-' || !word[1]) {
            if (leading) break;
            in[kept++] = word;
            continue;
        }
        if (strcmp(word, "--") == 0) {
            ended = true;
            continue;
        }
        bool letter = word[1] != '-';
        const char *name = word + (letter ? 1 : 2);
        size_t len = letter ? 1 : strcspn(name, "=");
        const char *value = NULL; /* where it is in the same word */
        if (name[len]) value = letter ? name + len : name + len + 1;
        const char *written = value ? shai_arena_strndup(arena, word, (size_t)(name - word) + len) : word;
        struct target t = find(sets, set_count, name, len, letter);
        if (!t.option) return fail(error, SHAI_D_OPTION_UNKNOWN, written, NULL);
        if (t.option->kind == SHAI_OPTION_FLAG) {
            if (value) return fail(error, SHAI_D_OPTION_NO_VALUE, written, NULL);
        } else if (!value) {
            if (i + 1 == count) return fail(error, SHAI_D_OPTION_VALUE, written, t.option->value);
            value = in[++i];
        }
        if (!store(t, value, written, error)) return false;
    }
    if (leading) *words = (struct shai_words){in + i, count - i};
    else words->count = kept;
    return true;
}

static size_t put_padding(struct shai_out *out, size_t from, size_t to)
{
    for (; from < to; from++) shai_out_putc(out, ' ');
    return from;
}

void shai_options_help(struct shai_out *out, const struct shai_option *table, enum shai_lang lang)
{
    for (const struct shai_option *o = table; o && o->name; o++) {
        size_t column = put_padding(out, 0, 2);
        if (o->letter) {
            shai_out_printf(out, "-%c, ", o->letter);
            column += 4;
        }
        shai_out_printf(out, "--%s", o->name);
        column += 2 + strlen(o->name);
        if (o->value) {
            shai_out_printf(out, " %s", o->value);
            column += 1 + shai_utf8_columns(o->value, strlen(o->value));
        }
        if (column + 2 > HELP_COLUMN) {
            shai_out_putc(out, '\n');
            column = 0;
        }
        put_padding(out, column, HELP_COLUMN);
        for (const char *s = o->about[lang]; *s; s++) { /* further lines keep the column */
            shai_out_putc(out, *s);
            if (*s == '\n') put_padding(out, 0, HELP_COLUMN);
        }
        shai_out_putc(out, '\n');
    }
}
