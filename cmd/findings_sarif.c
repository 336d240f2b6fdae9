/* check --format sarif: SARIF 2.1.0 (OASIS), one run. In: diagnostics. Out: one JSON object; its results come first,
 * as they are found, and the rules that were used behind them.
 *
 * Places are relative to the folder the command runs in, where they lie within it. A result's fingerprint is made of
 * code, file and the text of its line, so it stays while lines move. */
#include "base/hex.h"
#include "cmd/findings.h"
#include "include/sushai.h"

#include <nettle/sha2.h>
#include <string.h>
#include <unistd.h>

struct shai_seen {
    unsigned char digest[SHA256_DIGEST_SIZE];
    unsigned times;
    struct shai_seen *next;
};

/* --- places --- */

/* The path below the working folder, where it is there; else as it is. */
static const char *relative(struct shai_arena *arena, const char *path)
{
    char here[4096];
    if (strcmp(path, "<stdin>") == 0) return "stdin";
    while (path[0] == '.' && path[1] == '/') path += 2;
    if (path[0] != '/' || !getcwd(here, sizeof here)) return path;
    size_t len = strlen(here);
    if (strncmp(path, here, len) == 0 && path[len] == '/') return path + len + 1;
    return shai_arena_printf(arena, "file://%s", path);
}

/* An URI reference of a path: what is not unreserved in RFC 3986, or `/`, is escaped. */
static const char *uri_of(struct shai_arena *arena, const char *path)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, arena);
    const char *s = relative(arena, path);
    if (strncmp(s, "file://", 7) == 0) shai_strbuf_puts(&b, "file://"), s += 7;
    for (; *s; s++) {
        bool plain = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || (*s >= '0' && *s <= '9') ||
                     strchr("-._~/", *s) != NULL;
        if (plain) shai_strbuf_putc(&b, *s);
        else shai_strbuf_printf(&b, "%%%02X", (unsigned)(unsigned char)*s);
    }
    return b.s ? b.s : "";
}

/* SARIF has no empty region of a column: an empty span is the character at it. */
static void put_region(struct shai_out *out, const struct shai_source *source, struct shai_span span)
{
    struct shai_place from = shai_source_place(source, span.begin), to = shai_source_place(source, span.end);
    shai_out_printf(out, ",\"region\":{\"startLine\":%u,\"startColumn\":%u,\"endLine\":%u,\"endColumn\":%u}",
                    from.line, from.column, to.line, to.column);
}

static void put_location(struct shai_findings *findings, const struct shai_diag *d)
{
    struct shai_cmd *cmd = findings->cmd;
    const char *file = shai_findings_file(findings, d);
    shai_out_puts(&cmd->out, "{\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
    shai_out_json_str(&cmd->out, uri_of(&cmd->unit, file ? file : "."));
    shai_out_putc(&cmd->out, '}');
    if (d->has_span) put_region(&cmd->out, &cmd->sources.at[d->span.file], d->span);
    shai_out_putc(&cmd->out, '}');
}

static void put_message(struct shai_findings *findings, const char *text, const char *mend)
{
    struct shai_cmd *cmd = findings->cmd;
    shai_out_puts(&cmd->out, "\"message\":{\"text\":");
    shai_out_json_str(&cmd->out, *mend ? shai_arena_printf(&cmd->unit, "%s\n%s", text, mend) : text);
    shai_out_putc(&cmd->out, '}');
}

/* --- fingerprints --- */

static void hash_line(struct sha256_ctx *h, const struct shai_source *source, uint32_t at)
{
    uint32_t from = at, to = at;
    while (from && source->text[from - 1] != '\n') from--;
    while (to < source->len && source->text[to] != '\n') to++;
    for (uint32_t i = from; i < to; i++)
        if (!strchr(" \t\r", source->text[i])) sha256_update(h, 1, (const uint8_t *)&source->text[i]);
}

/* How often this digest was given out before. */
static unsigned times_seen(struct shai_findings *findings, const unsigned char *digest)
{
    for (struct shai_seen *s = findings->seen; s; s = s->next)
        if (memcmp(s->digest, digest, sizeof s->digest) == 0) return s->times++;
    struct shai_seen *s = SHAI_NEW(&findings->cmd->life, struct shai_seen);
    memcpy(s->digest, digest, sizeof s->digest);
    s->times = 1;
    s->next = findings->seen;
    findings->seen = s;
    return 0;
}

static void put_fingerprint(struct shai_findings *findings, const struct shai_diag *d)
{
    unsigned char digest[SHA256_DIGEST_SIZE];
    struct shai_cmd *cmd = findings->cmd;
    struct sha256_ctx h;
    char hex[SHAI_HEX_SHA256];
    const char *code = shai_diag_infos[d->id].code, *file = shai_findings_file(findings, d);
    const char *path = file ? relative(&cmd->unit, file) : "";
    sha256_init(&h);
    sha256_update(&h, strlen(code) + 1, (const uint8_t *)code);
    sha256_update(&h, strlen(path) + 1, (const uint8_t *)path);
    if (d->has_span) hash_line(&h, &cmd->sources.at[d->span.file], d->span.begin);
    sha256_digest(&h, sizeof digest, digest);
    shai_out_puts(&cmd->out, ",\"partialFingerprints\":{\"sushai/v1\":\"");
    shai_out_puts(&cmd->out, shai_hex(hex, digest, 16));
    shai_out_printf(&cmd->out, ":%u\"}", times_seen(findings, digest));
}

/* --- results and rules --- */

static const char *level(enum shai_severity severity)
{
    return severity == SHAI_ERROR ? "error" : severity == SHAI_WARNING ? "warning" : "note";
}

static void begin(struct shai_findings *findings)
{
    shai_out_puts(&findings->cmd->out,
                  "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
                  "\"runs\":[{\"columnKind\":\"unicodeCodePoints\",\"results\":[");
}

static void put(struct shai_findings *findings, const struct shai_diag *d)
{
    struct shai_cmd *cmd = findings->cmd;
    struct shai_out *out = &cmd->out;
    const struct shai_diag_info *info = &shai_diag_infos[d->id];
    if (!findings->rule[d->id]) {
        findings->used[findings->used_count++] = (uint16_t)d->id;
        findings->rule[d->id] = (uint16_t)findings->used_count;
    }
    shai_out_puts(out, findings->count++ ? ",\n{" : "\n{");
    shai_out_printf(out, "\"ruleId\":\"%s\",\"ruleIndex\":%u,\"level\":\"%s\",", info->code,
                    findings->rule[d->id] - 1U, level(info->severity));
    put_message(findings, shai_diag_text(&cmd->unit, d, cmd->lang), shai_diag_mend(&cmd->unit, d, cmd->lang));
    shai_out_puts(out, ",\"locations\":[");
    put_location(findings, d);
    shai_out_puts(out, "}]");
    for (const struct shai_diag *n = d->note; n; n = n->note) {
        shai_out_puts(out, n == d->note ? ",\"relatedLocations\":[" : ",");
        put_location(findings, n);
        shai_out_putc(out, ',');
        put_message(findings, shai_diag_text(&cmd->unit, n, cmd->lang), "");
        shai_out_puts(out, n->note ? "}" : "}]");
    }
    put_fingerprint(findings, d);
    shai_out_putc(out, '}');
}

/* A rule's text is its message with … for what varies. */
static const char *template_text(struct shai_arena *arena, const char *text)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, arena);
    for (; *text; text++) {
        if (*text == '%' && text[1] >= '1' && text[1] <= '9') shai_strbuf_puts(&b, "…"), text++;
        else shai_strbuf_putc(&b, *text);
    }
    return b.s ? b.s : "";
}

static void end(struct shai_findings *findings)
{
    struct shai_cmd *cmd = findings->cmd;
    struct shai_out *out = &cmd->out;
    shai_out_puts(out, "\n],\"tool\":{\"driver\":{\"name\":\"sushai\",\"version\":\"" SHAI_VERSION "\",\"rules\":[");
    for (size_t i = 0; i < findings->used_count; i++) {
        const struct shai_diag_info *info = &shai_diag_infos[findings->used[i]];
        shai_out_printf(out, "%s\n{\"id\":\"%s\",\"shortDescription\":{\"text\":", i ? "," : "", info->code);
        shai_out_json_str(out, template_text(&cmd->life, info->text[cmd->lang]));
        if (*info->mend[cmd->lang]) {
            shai_out_puts(out, "},\"help\":{\"text\":");
            shai_out_json_str(out, template_text(&cmd->life, info->mend[cmd->lang]));
        }
        shai_out_printf(out, "},\"defaultConfiguration\":{\"level\":\"%s\"}}", level(info->severity));
    }
    shai_out_puts(out, "]}}}]}\n");
}

const struct shai_findings_form shai_findings_sarif = {begin, put, end};
