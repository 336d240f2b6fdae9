/* Which instructions a spec's samples execute: reach SPEC DATA.csv prints "MNEMONIC COUNT" for each of op.def, COUNT
 * the instructions of the program that at least one sample executed. What the second opinion does not reach, it has
 * no opinion on. Exit 1 where the spec does not compile or a file cannot be read; it judges nothing. */
#include "lang/spec.h"
#include "runtime/vm.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char *read_text(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0) return NULL;
    long size = ftell(f);
    char *text = size < 0 ? NULL : malloc((size_t)size + 1);
    rewind(f);
    if (text && fread(text, 1, (size_t)size, f) != (size_t)size) return NULL;
    fclose(f);
    if (text) text[size] = '\0';
    *len = (size_t)size;
    return text;
}

static bool reach(const struct shai_program *program, struct shai_arena *life, struct shai_arena *each, int fd)
{
    struct shai_diags diags;
    shai_diags_init(&diags, life, NULL);
    struct shai_reader *reader = shai_reader_open(life, &diags, program, fd, "data", SHAI_FORMAT_CSV);
    struct shai_run *run = shai_run_new(life, program, true);
    struct shai_sample sample = {.facts = SHAI_NEW_N(life, struct shai_fact, program->input_count)};
    bool *executed = SHAI_NEW_N(life, bool, program->code_count);
    enum shai_next next;
    while ((next = shai_reader_next(reader, each, &diags, &sample)) == SHAI_NEXT_SAMPLE ||
           next == SHAI_NEXT_REFUSED) {
        if (next == SHAI_NEXT_SAMPLE && shai_run_sample(run, each, &sample) == SHAI_RUN_OK)
            for (uint32_t i = 0; i < program->code_count; i++)
                executed[i] = executed[i] || (run->executed[i / 64] >> i % 64 & 1);
        shai_arena_reset(each);
    }
    shai_reader_close(reader);
    unsigned count[SHAI_OPCODE_COUNT] = {0};
    for (uint32_t i = 0; i < program->code_count; i++) count[program->code[i].op] += executed[i];
    for (int op = 0; op < SHAI_OPCODE_COUNT; op++) printf("%s %u\n", shai_op_infos[op].mnemonic, count[op]);
    return next == SHAI_NEXT_END;
}

int main(int argc, char **argv)
{
    struct shai_panic panic;
    struct shai_arena life, each;
    size_t len = 0;
    char *text = argc == 3 ? read_text(argv[1], &len) : NULL;
    int fd = text ? open(argv[2], O_RDONLY) : -1;
    if (fd < 0) {
        fprintf(stderr, "usage: reach SPEC DATA.csv\n");
        return 1;
    }
    shai_arena_init(&life, &shai_mem_libc, &panic);
    shai_arena_init(&each, &shai_mem_libc, &panic);
    if (!SHAI_TRY(&panic)) return 1;
    struct shai_sources sources;
    struct shai_diags diags;
    shai_sources_init(&sources, &life);
    shai_diags_init(&diags, &life, &sources);
    const struct shai_spec *spec = shai_spec_from_text(&life, &diags, &sources, argv[1], text, len, NULL);
    const struct shai_program *program = diags.errors ? NULL : shai_compile(&life, &diags, spec);
    bool good = program && reach(program, &life, &each, fd);
    shai_arena_release(&each);
    shai_arena_release(&life);
    close(fd);
    free(text);
    return good ? 0 : 1;
}
