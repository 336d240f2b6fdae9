/* Tokens and comments to lines.
 *
 * In: a log of tokens with their marks, the comments, the text between them (for the author's line ends and blank
 * lines). Out: lines, not yet aligned. Each token begins a line of the block it stands in, or a line within a brace,
 * or goes on behind the token before it, on a line of its own where the author began one. What it does not do:
 * measure anything.
 */
#include "grammar/layout.h"

#include "base/strbuf.h"
#include "grammar/grammar.tab.h"

#include <string.h>

enum { STEP = 2, CONTINUED = 4 };

/* A token or a comment, in the order of the text. */
struct piece {
    bool is_comment;
    size_t index; /* of the token, or of the comment */
    struct shai_span span;
    bool newline; /* begins a line of the source, pieces that are left out apart */
    bool blank;   /* a blank line stands before it */
};

enum { RUN_NONE, RUN_WORDS, RUN_STANDARDS, RUN_UNITS, RUN_EXAMPLES };

/* An open brace, or, at the bottom, the file. */
struct frame {
    uint16_t marks;  /* of its brace */
    bool multi;      /* its contents stand on lines of their own */
    int head;        /* code of the word that began the line it opened on */
    unsigned indent; /* of the lines in it */
    unsigned outer;  /* of the line that closes it */
    unsigned run, table;
    int run_kind;
};

struct writer {
    struct shai_layout *l;
    struct shai_lines *lines;
    struct piece *pieces;
    size_t piece_count, piece_cap;
    struct frame *frames;
    size_t frame_count, frame_cap;

    /* the line at hand */
    struct shai_line line;
    struct shai_strbuf text;
    bool open;          /* there is one */
    bool only_comments; /* nothing but comments on it */
    bool hard;          /* a // comment stands at its end */
    bool in_row;
    size_t token_count; /* on it */
    int run_kind;       /* of the run it belongs to */

    /* what came before */
    int head;            /* code of the word that began the last line of a block */
    size_t last;         /* the last token, or log_count */
    bool after_comment;  /* something stands between it and what comes */
    bool after_own_line; /* a comment on lines of its own stood before what comes */
};

static const struct shai_token *token(const struct writer *w, size_t i)
{
    static const struct shai_token none = {.code = END};
    return i < w->l->p->log_count ? &w->l->p->log[i] : &none;
}

static bool is_separator(int code)
{
    return code == SEMI || code == COMMA;
}

/* --- pieces ------------------------------------------------------------------------------------------------------
 */

/* A separator that means nothing where it stands: before the end of a line that ends anyway, behind another. */
static bool is_left_out(const struct writer *w, size_t i)
{
    const struct shai_token *t = token(w, i), *next = token(w, i + 1);
    if (!is_separator(t->code) || !t->silent) return false;
    if (is_separator(next->code) && next->silent) return true;
    if (next->code == RBRACE || next->code == RPAREN || next->code == END) return true;
    size_t before = i - 1;
    while (before && is_separator(token(w, before)->code) && token(w, before)->silent) before--;
    return (w->l->marks[i + 1] & SHAI_MARK_LINE) || token(w, before)->code == LBRACE;
}

/* Are there so many line ends between two places, with nothing between them but blanks? */
static bool has_lines(const char *s, const char *end, int wanted)
{
    int count = 0;
    for (; s < end; s++) {
        size_t n = shai_lex_blanks(s, end);
        if (n) s += n - 1;
        else if (*s != '\n') count = 0;
        else if (++count == wanted) return true;
    }
    return false;
}

static void add_piece(struct writer *w, bool is_comment, size_t index, struct shai_span span)
{
    const char *text = w->l->p->text;
    struct piece p = {is_comment, index, span, true, false};
    if (w->piece_count) {
        const char *from = text + w->pieces[w->piece_count - 1].span.end, *to = text + span.begin;
        p.newline = memchr(from, '\n', (size_t)(to - from)) != NULL;
        p.blank = has_lines(from, to, 2);
    }
    w->pieces = shai_arena_grow(w->l->arena, w->pieces, &w->piece_cap, w->piece_count + 1, sizeof *w->pieces);
    w->pieces[w->piece_count++] = p;
}

/* Moves the last piece before the comments in front of it: a separator, or the end of a row that has no bar. */
static void move_before_comments(struct writer *w)
{
    size_t at = w->piece_count - 1;
    struct piece moved = w->pieces[at];
    while (at && w->pieces[at - 1].is_comment) {
        w->pieces[at] = w->pieces[at - 1];
        at--;
    }
    w->pieces[at] = moved;
}

static void collect(struct writer *w)
{
    const struct shai_tree *tree = w->l->p->tree;
    size_t comment = 0;
    for (size_t i = 0; i <= w->l->p->log_count; i++) {
        const struct shai_token *t = token(w, i);
        uint32_t begin = t->code == END ? w->l->p->len : t->span.begin;
        for (; comment < tree->comment_count && tree->comments[comment].span.begin < begin; comment++)
            add_piece(w, true, comment, tree->comments[comment].span);
        if (t->code == END) break;
        if (is_left_out(w, i)) continue;
        add_piece(w, false, i, t->span);
        if (is_separator(t->code) || (t->code == ROW_END && t->span.begin == t->span.end)) move_before_comments(w);
    }
}

/* --- lines -------------------------------------------------------------------------------------------------------
 */

static struct frame *top(const struct writer *w)
{
    return &w->frames[w->frame_count - 1];
}

static void push_frame(struct writer *w, struct frame frame)
{
    w->frames = shai_arena_grow(w->l->arena, w->frames, &w->frame_cap, w->frame_count + 1, sizeof *w->frames);
    w->frames[w->frame_count++] = frame;
}

static const char *take_text(struct writer *w)
{
    const char *text = shai_arena_strndup(w->l->arena, w->text.s, w->text.len);
    shai_strbuf_clear(&w->text);
    return text;
}

static void end_line(struct writer *w)
{
    if (!w->open) return;
    if (!w->line.table) w->line.text = take_text(w);
    struct shai_lines *to = w->lines;
    to->at = shai_arena_grow(w->l->arena, to->at, &to->cap, to->count + 1, sizeof *to->at);
    to->at[to->count++] = w->line;
    w->open = w->hard = false;
}

static void begin_line(struct writer *w, unsigned indent, bool blank)
{
    end_line(w);
    w->line = (struct shai_line){.indent = indent, .blank = blank && w->lines->count};
    w->open = w->only_comments = true;
    w->token_count = 0;
    w->run_kind = RUN_NONE;
}

/* --- comments ----------------------------------------------------------------------------------------------------
 */

static bool is_line_comment(const char *s)
{
    return s[0] != '/' || s[1] != '*'; /* // also in full width */
}

/* A comment as it is written: its signs in ASCII, no blanks at the ends of its lines; the lines of a block that begin
 * with a star stand below its first star. */
static const char *comment_text(struct writer *w, struct shai_span span, unsigned indent)
{
    static const char wide_slash[] = "\xEF\xBC\x8F";
    struct shai_strbuf out;
    shai_strbuf_init(&out, w->l->arena);
    const char *s = w->l->p->text + span.begin, *end = w->l->p->text + span.end;
    if (is_line_comment(s)) {
        const char *at = s;
        for (int i = 0; i < 2; i++) at += *at == '/' ? 1 : sizeof wide_slash - 1;
        if (at == end || *at != '/' || at == s + 2) { /* never made a /// that it was not */
            shai_strbuf_puts(&out, "//");
            s = at;
        }
    }
    while (s < end) {
        const char *line_end = memchr(s, '\n', (size_t)(end - s));
        if (!line_end) line_end = end;
        const char *stop = line_end;
        while (stop > s && (stop[-1] == ' ' || stop[-1] == '\t' || stop[-1] == '\r')) stop--;
        shai_strbuf_add(&out, s, (size_t)(stop - s));
        s = line_end;
        if (s == end) break;
        shai_strbuf_putc(&out, '\n');
        s++;
        size_t blanks = shai_lex_blanks(s, end);
        if (s + blanks == end || s[blanks] != '*') continue;
        for (unsigned i = 0; i <= indent; i++) shai_strbuf_putc(&out, ' ');
        s += blanks;
    }
    return out.s;
}

/* Comments behind the text of the line become a part of it: something follows. */
static void fold_comment(struct writer *w)
{
    if (!w->line.comment) return;
    if (w->text.len) shai_strbuf_putc(&w->text, ' ');
    shai_strbuf_puts(&w->text, w->line.comment);
    w->line.comment = NULL;
}

/* Does a case, or another member of a list in braces that stands on lines of its own, begin with token `next`? */
static bool begins_in_brace(const struct writer *w, const struct frame *f, size_t next)
{
    const struct shai_token *before = token(w, w->last);
    if (!f->multi) return false;
    if (before->code == LBRACE || (w->l->marks[next] & SHAI_MARK_ELEMENT)) return true;
    return is_separator(before->code) && (before->silent || !(f->marks & SHAI_MARK_CASES));
}

/* Indentation of a comment on a line of its own: that of what follows it; before a closing brace, of what stands in
 * it. */
static unsigned comment_indent(const struct writer *w, size_t piece)
{
    const struct frame *f = top(w);
    size_t next = piece;
    while (next < w->piece_count && w->pieces[next].is_comment) next++;
    if (next == w->piece_count) return 0;
    size_t i = w->pieces[next].index;
    int code = token(w, i)->code;
    bool begins = (w->l->marks[i] & SHAI_MARK_LINE) || code == ROW_START || (code == RBRACE && f->multi) ||
                  begins_in_brace(w, f, i);
    return begins ? f->indent : f->indent + CONTINUED;
}

static void put_comment(struct writer *w, size_t at)
{
    const struct piece *p = &w->pieces[at];
    const struct shai_comment *c = &w->l->p->tree->comments[p->index];
    if (w->hard || !w->open || (p->newline && !c->trailing)) {
        bool opens = at && !w->pieces[at - 1].is_comment && token(w, w->last)->code == LBRACE;
        unsigned indent = comment_indent(w, at);
        begin_line(w, indent, p->blank && !opens && indent == top(w)->indent);
    }
    const char *text = comment_text(w, p->span, w->line.indent);
    if (w->in_row || w->only_comments) {
        if (w->text.len) shai_strbuf_putc(&w->text, ' ');
        shai_strbuf_puts(&w->text, text);
    } else {
        w->line.comment = w->line.comment ? shai_arena_printf(w->l->arena, "%s %s", w->line.comment, text) : text;
    }
    w->hard = is_line_comment(w->l->p->text + p->span.begin);
    w->after_comment = true;
    w->after_own_line |= w->only_comments;
}

/* --- tokens ------------------------------------------------------------------------------------------------------
 */

/* Does a blank stand between the last token and this one? */
static bool is_apart(const struct writer *w, size_t i)
{
    int code = token(w, i)->code, before = token(w, w->last)->code;
    uint16_t marks_before = w->last < w->l->p->log_count ? w->l->marks[w->last] : 0;
    switch (code) {
    case COMMA:
    case SEMI:
    case RPAREN:
    case RBRACKET:
    case DOT:
    case MARK: return false;
    case COLON:
        if (top(w)->marks & SHAI_MARK_BY) return false;
        break;
    case LPAREN:
    case LBRACKET:
        if (marks_before & SHAI_MARK_CALL && !w->after_comment) return false;
        break;
    default: break;
    }
    if (w->after_comment) return true;
    return before != LPAREN && before != LBRACKET && before != DOT && !(marks_before & SHAI_MARK_GLUED);
}

/* The head of a spec, and the clauses of an item: what follows their first words stands in one column. */
static int run_kind(const struct writer *w, const struct frame *f, size_t i)
{
    const struct shai_token *t = token(w, i);
    switch (f->head) {
    case KW_SPEC:
    case KW_LIBRARY:
        switch (t->code) {
        case KW_TITLE:
        case KW_VERSION:
        case KW_PRODUCT:
        case KW_ISSUER:
        case KW_SCOPE:
        case KW_SAMPLING:
        case KW_EFFECTIVE:
        case KW_NOT_DETECTED:
        case KW_DECIDE: return RUN_WORDS;
        case KW_STANDARD: return RUN_STANDARDS;
        case KW_UNIT: return RUN_UNITS;
        case KW_EXAMPLE: return w->l->marks[i + 2] & SHAI_MARK_SETTINGS ? RUN_EXAMPLES : RUN_NONE;
        default: return RUN_NONE;
        }
    case KW_ITEM:
    case KW_EACH:
    case KW_GROUP: return t->code == KW_ITEM || t->code == KW_ITEMS ? RUN_NONE : RUN_WORDS;
    default: return RUN_NONE;
    }
}

static void join_run(struct writer *w, size_t i, bool blank)
{
    struct frame *f = top(w);
    int kind = run_kind(w, f, i);
    if (kind != f->run_kind || blank || w->after_own_line) f->run = kind ? ++w->lines->runs : 0;
    f->run_kind = kind;
    w->line.run = f->run;
    w->run_kind = kind;
}

/* The column of its run that this token is moved to, or SHAI_SPLITS. */
static size_t split_of(const struct writer *w, int code)
{
    bool splits = false;
    switch (w->run_kind) {
    case RUN_WORDS: splits = w->token_count == 1; break;
    case RUN_STANDARDS:
        if (w->token_count == 3 && code == STRING) return 1;
        splits = w->token_count == 2;
        break;
    case RUN_UNITS: splits = code == EQ; break;
    case RUN_EXAMPLES: splits = w->token_count == 2; break;
    default: break;
    }
    return splits ? 0 : SHAI_SPLITS;
}

/* Begins the line that the token belongs on. */
static void place(struct writer *w, const struct piece *p)
{
    size_t i = p->index;
    int code = token(w, i)->code;
    struct frame *f = top(w);
    bool first = token(w, w->last)->code == LBRACE && !w->after_comment;
    if (w->l->marks[i] & SHAI_MARK_LINE) {
        begin_line(w, f->indent, p->blank && !first);
        join_run(w, i, p->blank);
        w->head = code;
    } else if (code == ROW_START) {
        begin_line(w, f->indent, p->blank && !first);
    } else if (code == RBRACE && f->multi) {
        if (!first) begin_line(w, f->outer, false);
    } else if (begins_in_brace(w, f, i) && !is_separator(code) &&
               ((f->marks & SHAI_MARK_CASES) || p->newline || first)) {
        begin_line(w, f->indent, p->blank && !first);
    } else if (!w->open || w->hard || (p->newline && code != LBRACE && !is_separator(code) && code != ROW_END)) {
        begin_line(w, f->indent + CONTINUED, false);
    }
    w->after_own_line = false;
}

static void open_brace(struct writer *w, size_t i)
{
    const struct frame *f = top(w);
    const struct shai_token *open = token(w, i), *close = token(w, w->l->match[i]);
    const char *text = w->l->p->text;
    struct frame in = {.marks = w->l->marks[i], .head = w->head, .outer = f->indent, .indent = f->indent};
    in.multi = (in.marks & SHAI_MARK_BLOCK) ||
               memchr(text + open->span.end, '\n', close->span.begin - open->span.end) != NULL;
    if (in.multi) in.indent += STEP;
    push_frame(w, in);
}

/* A bar parts cells: what has been written since the last one is a cell. */
static void end_cell(struct writer *w)
{
    struct shai_line *line = &w->line;
    line->cells =
        shai_arena_grow(w->l->arena, line->cells, &line->cell_cap, line->cell_count + 1, sizeof *line->cells);
    line->cells[line->cell_count++] = take_text(w);
}

static void begin_row(struct writer *w)
{
    struct frame *f = top(w);
    if (!f->table) f->table = ++w->lines->tables;
    w->line.table = f->table;
    w->in_row = true;
}

/* In a brace that is no block: between cases, outcomes, choices. */
static bool in_list(const struct writer *w)
{
    return !(top(w)->marks & SHAI_MARK_BLOCK);
}

/* Outcomes in braces, and settings on one line, are parted by ; even where the author wrote none. */
static bool lacks_separator(const struct writer *w, size_t i)
{
    uint16_t begins = top(w)->marks & SHAI_MARK_SETTINGS ? SHAI_MARK_SETTING : SHAI_MARK_ELEMENT;
    if (i + 1 >= w->l->p->log_count || !(w->l->marks[i + 1] & begins)) return false;
    int code = token(w, i)->code;
    return in_list(w) && !is_separator(code) && code != LBRACE;
}

static void put_token(struct writer *w, const struct piece *p)
{
    size_t i = p->index;
    int code = token(w, i)->code;
    place(w, p);
    if (code == RBRACE) w->frame_count--;
    w->only_comments = false;
    if (code == ROW_START) {
        begin_row(w);
    } else if (code == BAR || code == ROW_END) {
        end_cell(w);
        if (code == ROW_END) w->in_row = false;
    } else {
        if (!w->in_row) fold_comment(w);
        if (w->text.len && is_apart(w, i)) {
            size_t split = w->token_count ? split_of(w, code) : SHAI_SPLITS;
            if (split < SHAI_SPLITS) w->line.splits[split] = w->text.len;
            shai_strbuf_putc(&w->text, ' ');
        }
        if (token(w, i)->silent && in_list(w) && !(top(w)->marks & SHAI_MARK_SETTINGS))
            shai_strbuf_putc(&w->text, ';');
        else shai_layout_spell(w->l, i, &w->text);
        if (lacks_separator(w, i)) shai_strbuf_putc(&w->text, ';');
        w->token_count++;
    }
    w->last = i;
    w->after_comment = false;
    w->hard = false;
    if (code == LBRACE) open_brace(w, i);
}

void shai_layout_lines(struct shai_layout *l, struct shai_lines *lines)
{
    struct writer w = {.l = l, .lines = lines, .last = l->p->log_count};
    shai_strbuf_init(&w.text, l->arena);
    collect(&w);
    push_frame(&w, (struct frame){.marks = SHAI_MARK_BLOCK, .multi = true});
    for (size_t i = 0; i < w.piece_count; i++)
        if (w.pieces[i].is_comment) put_comment(&w, i);
        else put_token(&w, &w.pieces[i]);
    end_line(&w);
}
