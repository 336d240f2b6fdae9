/* The meaning digest of one file.
 *
 * In: the log of tokens as the grammar took them. Out: SHA-256 over, for each token that counts, its id's name, a
 * NUL, its canonical text where it has one, a NUL (parse.h). Layout, comments, the spelling of keywords and
 * separators that mean nothing are not in it; numbers are, as written. */
#include "grammar/grammar.tab.h"
#include "grammar/parser.h"
#include "runtime/field.h"

#include <nettle/sha2.h>
#include <string.h>

static const char *const keyword_ids[SHAI_KEYWORD_COUNT] = {
    "",
#define KEYWORD(id, en, zh, reserved) #id,
#include "grammar/keyword.def"
#undef KEYWORD
};

/* Stable: these names are in digests. */
static const char *sign_name(int code)
{
    switch (code) {
    case IDENT: return "NAME";
    case NUMBER: return "NUMBER_LITERAL";
    case UNIT: return "UNIT_LITERAL";
    case STRING: return "STRING";
    case DATE_LITERAL: return "DATE_LITERAL";
    case PATTERN: return "PATTERN";
    case PATTERN_I: return "PATTERN_I";
    case MARK: return "MARK";
    case LE: return "LE";
    case GE: return "GE";
    case NE: return "NE";
    case LT: return "LT";
    case GT: return "GT";
    case EQ: return "EQ";
    case PLUS: return "PLUS";
    case MINUS: return "MINUS";
    case STAR: return "STAR";
    case SLASH: return "SLASH";
    case PLUS_MINUS: return "PLUS_MINUS";
    case TILDE: return "TILDE";
    case LPAREN: return "LPAREN";
    case RPAREN: return "RPAREN";
    case LBRACE: return "LBRACE";
    case RBRACE: return "RBRACE";
    case LBRACKET: return "LBRACKET";
    case RBRACKET: return "RBRACKET";
    case COLON: return "COLON";
    case SEMI: return "SEMI";
    case COMMA: return "COMMA";
    case DOT: return "DOT";
    case DASH: return "DASH";
    case ROW_START: return "ROW";
    case BAR: return "BAR";
    case ROW_END: return "ROW_END";
    default: return "?";
    }
}

const char *shai_digest_name(const char *name)
{
    enum shai_field field = shai_field_find(name, strlen(name));
    return field == SHAI_FIELD_COUNT ? name : shai_field_infos[field].en;
}

static void add(struct sha256_ctx *ctx, const char *s)
{
    sha256_update(ctx, strlen(s) + 1, (const uint8_t *)s);
}

bool shai_digest_token(const struct shai_parser *p, size_t i, bool *header, const char **id, const char **text)
{
    const struct shai_token *t = &p->log[i];
    if (t->silent || t->code == END) return false;
    enum shai_kw kw = shai_token_keyword(t->code);
    if (t->code == ROW_START) *header = i && p->log[i - 1].code == LBRACE;
    if (t->code == ROW_END) *header = false;
    *text = NULL;
    if (kw && (!t->as_name || (*header && (kw == SHAI_KW_ITEM || kw == SHAI_KW_TITLE)))) {
        *id = keyword_ids[kw];
    } else if (kw || t->code == IDENT) {
        *id = sign_name(IDENT);
        *text = shai_digest_name(t->text);
    } else {
        *id = sign_name(t->code);
        *text = t->text;
    }
    return true;
}

void shai_digest(const struct shai_parser *p, unsigned char out[32])
{
    struct sha256_ctx ctx;
    sha256_init(&ctx);
    bool header = false; /* in the first row of a table, where `item` and `title` are words of the language */
    for (size_t i = 0; i < p->log_count; i++) {
        const char *id, *text;
        if (!shai_digest_token(p, i, &header, &id, &text)) continue;
        add(&ctx, id);
        if (text) add(&ctx, text);
    }
    sha256_digest(&ctx, SHA256_DIGEST_SIZE, out);
}
