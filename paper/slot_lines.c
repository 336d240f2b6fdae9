/* Slots as pieces of lines. In: the texts of a paper. Out: pieces of a document, with the fields' names. */
#include "paper/slot_lines.h"

#include <string.h>

void shai_line_slot(struct shai_document *doc, struct shai_doc_line *line, const struct shai_slot_row *row,
                    enum shai_slot slot, unsigned blank)
{
    const char *text = row->texts[slot];
    shai_line_field(doc, line, shai_slots[slot].name, text, text ? 0 : blank);
}

void shai_line_slot_box(struct shai_document *doc, struct shai_doc_line *line, const struct shai_slot_row *row,
                        enum shai_slot slot)
{
    bool ticked = strcmp(row->texts[slot], shai_slot_box(true)) == 0;
    shai_line_box(doc, line, shai_slots[slot].name, ticked, shai_slots[slot].zh);
}

void shai_cell_slot(struct shai_document *doc, struct shai_doc_cell *cell, const struct shai_slot_row *row,
                    enum shai_slot slot, enum shai_line_style style, const char *before)
{
    const char *text = row->texts[slot];
    if (text && !*text) return;
    do {
        struct shai_doc_line *line = shai_cell_line(doc, cell, style);
        size_t len = text ? strcspn(text, "\n") : 0;
        const char *one = text ? shai_arena_strndup(doc->arena, text, len) : NULL;
        shai_line_words(doc, line, before);
        shai_line_field(doc, line, shai_slots[slot].name, one, 0);
        text = text && text[len] ? text + len + 1 : NULL;
    } while (text);
}
