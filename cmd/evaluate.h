/* Samples of a file, judged one after the other in constant memory. What is done with each is the caller's. */
#ifndef SHAI_CMD_EVALUATE_H
#define SHAI_CMD_EVALUATE_H

#include "cmd/context.h"
#include "runtime/map.h"
#include "runtime/result.h"

/* What may be said of the form of the data: fields of a command's options, and rows of its table. */
struct shai_data_options {
    int input;            /* enum shai_sample_format */
    int encoding;         /* 0 by its bytes, 1 UTF-8, 2 GB 18030 */
    int delimiter;        /* 0 by the header, 1 comma, 2 tab, 3 semicolon */
    int layout;           /* enum shai_sample_layout */
    const char *sheet;    /* of a workbook; NULL: the one that holds samples */
    const char *evidence; /* ? the folder of the files that samples name */
    const char *map;      /* ? a file of renamed columns */
    bool quiet;           /* no progress is shown */
    bool follow;          /* more may come; no row of SHAI_DATA_OPTIONS: only some commands can */
};
/* In the order of enum shai_sample_format. */
#define SHAI_INPUT_FORMATS "auto|csv|ndjson|json"
/* Rows for an option table; `at` is the place of a struct shai_data_options in the command's own. */
#define SHAI_FORM_OPTIONS(at)                                                                                   \
    {"input",                                                                                                   \
     0,                                                                                                         \
     SHAI_OPTION_CHOICE,                                                                                        \
     (at) + offsetof(struct shai_data_options, input),                                                          \
     SHAI_INPUT_FORMATS,                                                                                        \
     {"数据的形式(默认按内容识别)", "form of the data (default: by its content)"}},                             \
        {"encoding",           0,                                                                               \
         SHAI_OPTION_CHOICE,   (at) + offsetof(struct shai_data_options, encoding),                             \
         "auto|utf-8|gb18030", {"数据的编码(默认按内容识别)", "encoding of the data (default: by its bytes)"}}, \
        {"delimiter",                                                                                           \
         0,                                                                                                     \
         SHAI_OPTION_CHOICE,                                                                                    \
         (at) + offsetof(struct shai_data_options, delimiter),                                                  \
         "auto|comma|tab|semicolon",                                                                            \
         {"CSV 的分隔符(默认按表头识别)", "what parts the cells of CSV (default: by its header)"}},             \
        {"layout",                                                                                              \
         0,                                                                                                     \
         SHAI_OPTION_CHOICE,                                                                                    \
         (at) + offsetof(struct shai_data_options, layout),                                                     \
         "auto|wide|long",                                                                                      \
         {"每行一个样品(wide)或一个读数(long);默认按表头识别",                                                  \
          "a row is a sample (wide) or a reading (long); default: by\nthe header"}},                            \
    {                                                                                                           \
        "sheet", 0, SHAI_OPTION_TEXT, (at) + offsetof(struct shai_data_options, sheet), "NAME",                 \
        {                                                                                                       \
            "工作簿(.xlsx)中的工作表:名称或序号(默认第一个有样品的表)",                                         \
                "the sheet of a workbook (.xlsx), by name or number\n(default: the first for samples)"          \
        }                                                                                                       \
    }
/* The row of --map. */
#define SHAI_MAP_OPTION(at)                                                         \
    {                                                                               \
        "map", 0, SHAI_OPTION_TEXT, at, "F",                                        \
        {                                                                           \
            "列名对照表(CSV):每行是数据中的列名和细则中的名称",                     \
                "renamed columns (CSV): what the data and what the spec\ncall them" \
        }                                                                           \
    }
/* All of them, and what is done with the data's files. */
#define SHAI_DATA_OPTIONS(at)                                                                           \
    SHAI_FORM_OPTIONS(at), SHAI_MAP_OPTION((at) + offsetof(struct shai_data_options, map)),             \
        {"quiet",                                                                                       \
         'q',                                                                                           \
         SHAI_OPTION_FLAG,                                                                              \
         (at) + offsetof(struct shai_data_options, quiet),                                              \
         NULL,                                                                                          \
         {"终端上不显示进度", "show no progress on the terminal"}},                                     \
    {                                                                                                   \
        "evidence", 0, SHAI_OPTION_TEXT, (at) + offsetof(struct shai_data_options, evidence), "DIR",    \
        {                                                                                               \
            "到这个文件夹核对样品的证据文件(照片、视频),算出 SHA-256",                                  \
                "check the samples' evidence files (photos, videos) in this\nfolder, and their SHA-256" \
        }                                                                                               \
    }

/* What is done before the data is waited for. False: there is no use in waiting. */
struct shai_dry {
    bool (*run)(void *user);
    void *user;
};

/* Reads a map (--map) for data that one of the programs judges; `also` knows further names, or is NULL. False where
 * it cannot be used (said). */
bool shai_cmd_read_map(struct shai_cmd *cmd, const char *path, const struct shai_program *const *programs,
                       size_t count, shai_map_also *also, const struct shai_map **map);
/* How the data are to be read, but for the map. */
struct shai_sample_options shai_data_sample_options(const struct shai_data_options *options);

struct shai_evaluation {
    struct shai_cmd *cmd;
    const struct shai_program *program;
    const char *name; /* of the data, for messages */
    struct shai_reader *reader;
    struct shai_waiting waiting; /* the reader's: asks `dry` */
    struct shai_dry dry;         /* run NULL: nothing */
    struct shai_run *run;        /* the sample just judged */
    struct shai_sample sample;
    const char *evidence; /* ? the folder of evidence, links followed */
    uint64_t results, refused;
    uint64_t troubles;    /* pieces of evidence that are not as they should be */
    uint64_t verdicts[3]; /* by enum shai_verdict */
    int fd;
    bool explain;
    bool workbook; /* the offset in the file says nothing of how far it is read */
    bool follow;   /* the data is read until the command is told to stop (follow.h) */
    bool grows;    /* and more may come behind its end */
    bool headless; /* the data was refused at its head: no sample will come */
    bool broken;   /* the file could not be read to its end */
    bool late;     /* duplicates of sample_id were found only at the end of the file (runtime/ids.h) */
};

/* Opens the data at `path` ("-": standard input). Where it cannot be read says why and returns false. */
bool shai_evaluation_open(struct shai_evaluation *ev, struct shai_cmd *cmd, const struct shai_program *program,
                          const char *path, const struct shai_data_options *options, bool explain);
/* From now on the progress of the work is shown on a terminal (progress.h), unless the options say not to. */
void shai_evaluation_show(struct shai_evaluation *ev, const struct shai_data_options *options);
/* Judges the next sample; refused ones are told and passed over. The run, and all made of it, lasts until the next
 * call. False at the end. */
bool shai_evaluation_next(struct shai_evaluation *ev);
/* For those who take the samples from the reader themselves (judge.h): counts what came of a row. late: errors came
 * with the end. */
void shai_evaluation_count(struct shai_evaluation *ev, enum shai_next next, enum shai_verdict verdict, bool late);
/* Checks the evidence of a sample where that is asked for: says what is wrong and hangs it on the sample, both in
 * `arena`. In any thread. Returns how many pieces are not as they should be; the verdict stands whatever they are. */
size_t shai_evaluation_check(const struct shai_evaluation *ev, struct shai_arena *arena, struct shai_diags *diags,
                             struct shai_sample *sample, struct shai_cell_place place);
/* Counts on standard error, and closes. Returns the exit status. */
int shai_evaluation_close(struct shai_evaluation *ev);

#endif
