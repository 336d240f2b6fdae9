/* A template that has been understood: a tape of what is written as it is and where texts of fields go. In: what a
 * reader of templates appends (template_docx.c, template_html.c). Out, for each paper: the bytes of a part, filled.
 *
 * A tape is made once a run and played once a paper. What is repeated, and a line that is left out where its fields
 * all say nothing, is a stretch of the tape. */
#ifndef SHAI_PAPER_TAPE_H
#define SHAI_PAPER_TAPE_H

#include "base/out.h"
#include "paper/fields.h"

#include <stdbool.h>
#include <stddef.h>

struct shai_bytes {
    const char *s;
    size_t len;
};

enum shai_tape_kind {
    SHAI_TAPE_BYTES,  /* bytes[0] */
    SHAI_TAPE_TEXT,   /* a field: bytes[0], its text with bytes[1] for line ends, bytes[2]; a blank: bytes[3] */
    SHAI_TAPE_BOX,    /* a box: bytes[0] ticked, bytes[1] not */
    SHAI_TAPE_REPEAT, /* what follows, for each row of a group; where there is none, once, with blanks */
    SHAI_TAPE_LINE,   /* what follows, unless it has fields and all of them are "" */
};

struct shai_tape_step {
    enum shai_tape_kind kind;
    enum shai_slot slot;        /* TEXT, BOX */
    enum shai_slot_group group; /* REPEAT */
    size_t length;              /* REPEAT, LINE: how many steps follow that belong to it */
    struct shai_bytes bytes[4];
};

struct shai_tape {
    struct shai_arena *arena;
    struct shai_tape_step *steps;
    size_t count, cap;
    const char *tied_blank; /* between a number and its unit */
};

void shai_tape_init(struct shai_tape *tape, struct shai_arena *arena, const char *tied_blank);
/* The bytes must outlive the tape. */
void shai_tape_bytes(struct shai_tape *tape, struct shai_bytes bytes);
struct shai_tape_step *shai_tape_add(struct shai_tape *tape, enum shai_tape_kind kind);
/* Begins a REPEAT or a LINE; the value goes to shai_tape_end. */
size_t shai_tape_begin(struct shai_tape *tape, enum shai_tape_kind kind, enum shai_slot_group group);
void shai_tape_end(struct shai_tape *tape, size_t begun);

void shai_tape_play(struct shai_out *out, const struct shai_tape *tape, const struct shai_slot_texts *texts);

#endif
