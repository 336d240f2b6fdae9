/* A sample: what a laboratory reports of one product, bound to a program's inputs. */
#ifndef SHAI_RUNTIME_SAMPLE_H
#define SHAI_RUNTIME_SAMPLE_H

#include "runtime/evidence.h"
#include "runtime/feed.h"
#include "runtime/field.h"
#include "runtime/program.h"

enum shai_fact_state {
    SHAI_FACT_BLANK,      /* attribute not given, reading not tested */
    SHAI_FACT_UNDECLARED, /* the maker declares nothing */
    SHAI_FACT_KNOWN,
};

/* One input's value in a sample. A number has been converted to base units. */
struct shai_fact {
    uint8_t state;
    bool no_dl;               /* reported as not detected, and no detection limit known */
    bool exact;               /* a known point: contributes no cause */
    uint8_t truth;            /* of yes/no, conformity: SHAI_NO or SHAI_YES */
    struct shai_interval num; /* of number, date, choice, grade. BLANK: what its unit can take */
    const char *text;         /* of text; valid while the sample is */
    size_t text_len;
    const char *reported; /* the cell as written (blanks trimmed); not NUL-terminated */
    size_t reported_len;
    const char *unit; /* unit it was reported in where not in the cell itself (header or spec), or NULL */
    bool has_dl;
    struct shai_num dl; /* detection limit of this reading: its own, else the program's */
};

struct shai_slice {
    const char *s;
    size_t len;
};

struct shai_sample {
    uint64_t row; /* of CSV: records, blank lines counted, the header is 1; of NDJSON: lines; else objects */
    struct shai_fact *facts; /* one an input of the program */
    struct shai_slice
        fields[SHAI_FIELD_COUNT]; /* the standard fields as written; len 0: not given, or `/`, `—`, 不详 */
    const struct shai_evidence *evidence; /* ? the files of the field `evidence`, where somebody has checked them */
    uint32_t evidence_count;
};

/* Sets every fact to what a sample without any cell has. facts has program->input_count entries. */
void shai_sample_clear(const struct shai_program *program, struct shai_sample *sample);

enum shai_cell_status { SHAI_CELL_OK, SHAI_CELL_REFUSED };

/* Puts one cell into facts[input]. text is UTF-8 as the laboratory wrote it. unit: from the header or a field of its
 * own, NULL for none. On refusal a diagnostic D.. is added with `place`. Arena: the run's. */
enum shai_cell_status shai_cell_read(struct shai_arena *arena, struct shai_diags *diags,
                                     const struct shai_program *program, uint32_t input, const char *text, size_t len,
                                     const char *unit, struct shai_cell_place place, struct shai_fact *fact);

/* A file of samples, read one by one in constant memory. */
struct shai_reader;
struct shai_rows;

enum shai_sample_format {
    SHAI_FORMAT_AUTO,
    SHAI_FORMAT_CSV,
    SHAI_FORMAT_NDJSON, /* an object a line */
    SHAI_FORMAT_JSON,   /* a list of objects, or objects one behind the other, over any lines */
};

enum shai_sample_layout { SHAI_LAYOUT_AUTO, SHAI_LAYOUT_WIDE, SHAI_LAYOUT_LONG };

enum shai_next {
    SHAI_NEXT_SAMPLE,
    SHAI_NEXT_REFUSED, /* this sample is refused; its diagnostics were added; go on */
    SHAI_NEXT_END,
    SHAI_NEXT_BROKEN, /* the file cannot be read on (I/O error, no header); its diagnostic was added */
};

struct shai_map;

/* How a file of samples is to be read. All zero: by what it looks like. */
struct shai_sample_options {
    enum shai_sample_format format;
    enum shai_encoding encoding;        /* AUTO, UTF8 or GB18030; the other ones have a byte order mark */
    char delimiter;                     /* of CSV; 0: what its header has */
    enum shai_sample_layout layout;     /* of CSV: a row a sample, or a row a reading; AUTO: by its header */
    const struct shai_waiting *waiting; /* ? outlives the reader */
    const struct shai_map *map;         /* ? columns that are called otherwise (map.h); outlives the reader */
    const char *head; /* ? bytes that were taken from the descriptor already; with no waiting before */
    size_t head_len;
};

/* fd is the caller's. name is shown in messages. file: memory for as long as the reader lives (columns, buffers).
 * AUTO: by the first byte that is no blank: `{` is NDJSON, but for one alone on its line; that and `[` are JSON.
 * Warnings about unknown columns come once: with the header, or with the first line that has the key. Does not fail:
 * a file without a usable header is BROKEN at the first next.
 */
struct shai_reader *shai_reader_open(struct shai_arena *file, struct shai_diags *diags,
                                     const struct shai_program *program, int fd, const char *name,
                                     enum shai_sample_format format);
struct shai_reader *shai_reader_open_as(struct shai_arena *file, struct shai_diags *diags,
                                        const struct shai_program *program, int fd, const char *name,
                                        const struct shai_sample_options *options);
/* As open_as, of a text in memory, which is copied. */
struct shai_reader *shai_reader_open_text_as(struct shai_arena *file, struct shai_diags *diags,
                                             const struct shai_program *program, const char *text, size_t len,
                                             const char *name, const struct shai_sample_options *options);
/* As open, of a text in memory; it is UTF-8. */
struct shai_reader *shai_reader_open_text(struct shai_arena *file, struct shai_diags *diags,
                                          const struct shai_program *program, const char *text, size_t len,
                                          const char *name, enum shai_sample_format format);
/* As open, of rows that come from elsewhere (rows.h): a workbook. The reader owns them, and closes them. */
struct shai_reader *shai_reader_open_rows(struct shai_arena *file, struct shai_diags *diags,
                                          const struct shai_program *program, struct shai_rows *rows,
                                          const char *name, const struct shai_sample_options *options);
/* A row of the file, or an object, for messages. */
struct shai_cell_place shai_reader_place(const struct shai_reader *reader, uint64_t row);
/* Of a table with a row a sample: its columns, and the cells of the row at hand, which is the header until the first
 * sample is read, then the last sample's. For what a table holds beside samples. */
size_t shai_reader_width(const struct shai_reader *reader);
struct shai_slice shai_reader_cell_text(const struct shai_reader *reader, size_t column);
struct shai_cell_place shai_reader_cell_place(const struct shai_reader *reader, size_t column);
/* Is there a value in the cell that can be taken as it stands? Of a sheet: no error, no formula without its value,
 * not merged with others. Says what is wrong. */
bool shai_reader_cell_holds(const struct shai_reader *reader, size_t column, struct shai_diags *diags);
/* Reads the next sample into *sample, whose facts the caller has allocated. Texts point into the reader's buffer or
 * `run` and are valid until the next call (and while run is not reset). Every sample read or refused counts.
 *
 * A sample_id that stands in the file already refuses the later sample. Of a file with more ids than SHAI_IDS_MEMORY
 * holds (ids.h), some are found only at its end: they are errors in diags with SHAI_NEXT_END, while their samples
 * have been given out. */
enum shai_next shai_reader_next(struct shai_reader *reader, struct shai_arena *run, struct shai_diags *diags,
                                struct shai_sample *sample);
/* Makes the texts of a sample just read outlast the next call: what stands in the reader's buffer is copied to
 * `arena`, where `run` was the same arena or lasts as long. Returns about how many bytes they are. */
size_t shai_reader_keep(const struct shai_reader *reader, struct shai_arena *arena, struct shai_sample *sample);
/* Gives back what is not the arena's: a converter, the temporary file of a large file's ids. Also right after a
 * panic. */
void shai_reader_close(struct shai_reader *reader);

#endif
