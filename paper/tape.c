/* Tapes: appended, and played. Texts are escaped here, and nowhere else. */
#include "paper/tape.h"

#include "paper/markup.h"

#include <string.h>

void shai_tape_init(struct shai_tape *tape, struct shai_arena *arena, const char *tied_blank)
{
    *tape = (struct shai_tape){.arena = arena, .tied_blank = tied_blank};
}

struct shai_tape_step *shai_tape_add(struct shai_tape *tape, enum shai_tape_kind kind)
{
    tape->steps = shai_arena_grow(tape->arena, tape->steps, &tape->cap, tape->count + 1, sizeof *tape->steps);
    struct shai_tape_step *step = &tape->steps[tape->count++];
    *step = (struct shai_tape_step){.kind = kind};
    return step;
}

void shai_tape_bytes(struct shai_tape *tape, struct shai_bytes bytes)
{
    if (!bytes.len) return;
    shai_tape_add(tape, SHAI_TAPE_BYTES)->bytes[0] = bytes;
}

size_t shai_tape_begin(struct shai_tape *tape, enum shai_tape_kind kind, enum shai_slot_group group)
{
    shai_tape_add(tape, kind)->group = group;
    return tape->count;
}

void shai_tape_end(struct shai_tape *tape, size_t begun)
{
    tape->steps[begun - 1].length = tape->count - begun;
}

/* --- playing ------------------------------------------------------------------------------------------------------
 */

struct player {
    struct shai_out *out;
    const struct shai_tape *tape;
    const struct shai_slot_texts *texts;
    enum shai_slot_group group; /* under way; ONE: none */
    const struct shai_slot_row *row;
};

/* The text of a field at this place; NULL is a blank. */
static const char *text_of(const struct player *p, enum shai_slot slot)
{
    enum shai_slot_group group = shai_slots[slot].group;
    if (group == p->group && group != SHAI_GROUP_ONE) return p->row ? p->row->texts[slot] : NULL;
    const struct shai_slot_rows *rows = &p->texts->groups[group];
    return rows->count ? rows->rows[0].texts[slot] : NULL;
}

static void put(const struct player *p, struct shai_bytes bytes)
{
    shai_out_write(p->out, bytes.s, bytes.len);
}

static void put_text(const struct player *p, const struct shai_tape_step *step)
{
    const char *text = text_of(p, step->slot);
    if (!text) {
        put(p, step->bytes[3]);
        return;
    }
    put(p, step->bytes[0]);
    for (;;) {
        size_t len = strcspn(text, "\n");
        shai_markup_text(p->out, text, len, (struct shai_escapes){" ", p->tape->tied_blank});
        if (!text[len]) break;
        put(p, step->bytes[1]);
        text += len + 1;
    }
    put(p, step->bytes[2]);
}

static void put_box(const struct player *p, const struct shai_tape_step *step)
{
    const char *text = text_of(p, step->slot);
    put(p, step->bytes[text && strcmp(text, shai_slot_box(true)) == 0 ? 0 : 1]);
}

/* Has a line nothing to say? */
static bool is_void(const struct player *p, const struct shai_tape_step *steps, size_t count)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (steps[i].kind == SHAI_TAPE_BOX || steps[i].kind == SHAI_TAPE_REPEAT) return false;
        if (steps[i].kind != SHAI_TAPE_TEXT) continue;
        const char *text = text_of(p, steps[i].slot);
        if (!text || *text) return false;
        any = true;
    }
    return any;
}

static void play(struct player *p, size_t from, size_t to);

static void play_rows(struct player *p, enum shai_slot_group group, size_t from, size_t to)
{
    const struct shai_slot_rows *rows = &p->texts->groups[group];
    struct player inner = *p;
    inner.group = group;
    for (size_t i = 0; i < rows->count || (i == 0 && !rows->count); i++) {
        inner.row = rows->count ? &rows->rows[i] : NULL;
        play(&inner, from, to);
    }
}

static void play(struct player *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct shai_tape_step *step = &p->tape->steps[i];
        switch (step->kind) {
        case SHAI_TAPE_BYTES: put(p, step->bytes[0]); break;
        case SHAI_TAPE_TEXT: put_text(p, step); break;
        case SHAI_TAPE_BOX: put_box(p, step); break;
        case SHAI_TAPE_REPEAT: play_rows(p, step->group, i + 1, i + 1 + step->length); break;
        case SHAI_TAPE_LINE:
            if (!is_void(p, step + 1, step->length)) play(p, i + 1, i + 1 + step->length);
            break;
        }
        i += step->length;
    }
}

void shai_tape_play(struct shai_out *out, const struct shai_tape *tape, const struct shai_slot_texts *texts)
{
    struct player p = {.out = out, .tape = tape, .texts = texts};
    play(&p, 0, tape->count);
}
