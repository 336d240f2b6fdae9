# Sushai. `make help` lists the targets.
#
# Variables: CC=gcc|clang, BUILD=folder, WERROR=1, SAN=address,undefined (a sanitized build), CFLAGS, PREFIX, DESTDIR,
# SETUP=no (never install packages), FUZZ_SECONDS, BENCH_ROWS.

ifeq ($(origin CC),default)
CC = gcc
endif
BUILD ?= build
PREFIX ?= /usr/local
CFLAGS ?= -O2 -g
FUZZ_SECONDS ?= 20
BENCH_ROWS ?= 200000
# V=1 prints the commands.
ifneq ($(V),1)
Q = @
say = @echo '  $(1) $@'
else
say = @:
endif

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

WARNINGS = -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings
ifeq ($(WERROR),1)
WARNINGS += -Werror
endif
ifdef SAN
SANFLAGS = -fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer
endif
CPPFLAGS_ALL = -I. -I$(BUILD) -D_DEFAULT_SOURCE -D_POSIX_C_SOURCE=200809L $(CPPFLAGS)
CFLAGS_ALL = -std=c17 -pthread $(CFLAGS) $(SANFLAGS) $(EXTRA)
LIBS_RUNTIME = -lgmp -lpcre2-8 -lyajl -lnettle -lutf8proc
# What paper/ and sheet/ stand on; asked for late, as `make setup` may have to bring pkg-config first.
PAGE_CFLAGS = $(shell pkg-config --cflags pangocairo cairo-pdf fontconfig libxml-2.0 2>/dev/null)
PAGE_LIBS = $(shell pkg-config --libs pangocairo cairo-pdf fontconfig libxml-2.0 2>/dev/null)
LIBS = $(LIBS_RUNTIME) -lzip -lexpat -lxlsxwriter $(PAGE_LIBS)

# --- what is built -----------------------------------------------------------------------------------------------
sources = $(sort $(wildcard $(1)/*.c))
objects = $(patsubst %.c,$(BUILD)/%.o,$(1))

RUNTIME_SRC = $(call sources,base) $(call sources,runtime)
FULL_SRC = $(RUNTIME_SRC) $(call sources,grammar) $(call sources,lang) $(call sources,lint) $(call sources,paper) $(call sources,describe) $(call sources,sheet)
CMD_SRC = $(call sources,cmd)
LAB_SRC = $(call sources,cmd/lab)
# Pieces of cmd/ that need no compiler; the laboratory's evaluator has them too.
LAB_SHARED = cmd/context.c cmd/crew.c cmd/data.c cmd/evaluate.c cmd/follow.c cmd/judge.c cmd/options.c cmd/output.c cmd/program.c cmd/progress.c cmd/results.c
GENERATED = $(BUILD)/grammar/grammar.tab.o $(BUILD)/grammar/scanner.o $(BUILD)/lang/prelude.o

LIB = $(BUILD)/libsushai.a
LIB_RUNTIME = $(BUILD)/libsushai-runtime.a
PROGRAM = $(BUILD)/sushai
LAB = $(BUILD)/sushai-lab

.PHONY: all
all: $(LIB) $(LIB_RUNTIME) $(PROGRAM) $(LAB)

.PHONY: help
help:
	@echo 'make                 build/sushai, build/libsushai.a, build/libsushai-runtime.a, build/sushai-lab'
	@echo 'make demo            evaluate the toys of examples/ and write the notice letters of those that fail'
	@echo 'make test            every test; the last line counts them'
	@echo 'make check           format, layers, headers, requirements, both compilers, sanitizers, fault'
	@echo 'make asan            the tests with address and undefined-behaviour sanitizers (build-asan)'
	@echo 'make ubsan           the tests with the undefined-behaviour sanitizer alone (build-ubsan)'
	@echo 'make valgrind        the tests under valgrind'
	@echo 'make fault           every allocation fails once, disks are full, pipes close'
	@echo 'make fuzz            each fuzzer for FUZZ_SECONDS=$(FUZZ_SECONDS) (clang)'
	@echo 'make second-opinion  SECOND=20000 random samples judged by this program and by an evaluator in Python;'
	@echo '                     laws that every spec keeps; a million roundings by the procedure of GB/T 8170'
	@echo 'make bench           samples a second, against a C program written for the same rules'
	@echo 'make format          lay out the sources by .clang-format'
	@echo 'make coverage        line coverage of the tests (build-coverage/coverage.txt)'
	@echo 'make golden-update   rewrite the expected outputs of tests/golden; review the diff'
	@echo 'make lab             the laboratory evaluator: programs only, no compiler (build/sushai-lab)'
	@echo 'make install         into PREFIX=$(PREFIX) (DESTDIR is honoured); make uninstall'
	@echo 'make check-interop   other programs fill, save and read our workbooks (LibreOffice, Gnumeric, openpyxl)'
	@echo '                     and print our letters, whose forms must say the same (Chromium)'
	@echo 'make check-specs     specs/ in the layout of sushai fmt, covered by their examples, no mutant unexplained'
	@echo 'make check-format, check-layers, check-headers, check-requirements, check-compilers: parts of check'
	@echo 'make docs            make the tables of docs/ again from the code: instructions, grammar, keywords, messages, fields'
	@echo 'make pictures        the pictures of docs/zh/ again, from LibreOffice; those of docs/pictures/, pages of the examples'
	@echo 'make clean'
	@echo 'Variables: CC=gcc|clang  WERROR=1  SETUP=no (install no packages)  CFLAGS  BUILD'

# Objects are made again when the compiler or its flags change.
FLAGS_NOW = $(CC) $(CPPFLAGS_ALL) $(WARNINGS) $(CFLAGS_ALL) $(LDFLAGS) $(PREFIX)
$(BUILD)/flags: FORCE
	@mkdir -p $(@D); echo '$(FLAGS_NOW)' | cmp -s - $@ || echo '$(FLAGS_NOW)' >$@
.PHONY: FORCE
FORCE:

COMPILE = $(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,cc   )
	$(Q)$(COMPILE) $(WARNINGS) -c -o $@ $<
# Generated code is held to the warnings its generators can keep.
$(BUILD)/%.o: $(BUILD)/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,cc   )
	$(Q)$(COMPILE) -Wall -Wextra -Wno-unused-function -Wno-unused-but-set-variable -Wno-sign-compare -Wno-unused-parameter -c -o $@ $<

$(BUILD)/cmd/%.o: EXTRA = -DSHAI_SPECS_FOLDER='"$(PREFIX)/share/sushai/specs"'

$(BUILD)/paper/%.o: EXTRA = $(PAGE_CFLAGS)

$(BUILD)/grammar/grammar.tab.c $(BUILD)/grammar/grammar.tab.h &: grammar/grammar.y
	@mkdir -p $(@D)
	$(call say,bison)
	$(Q)bison -Wall -Werror -d -o $(BUILD)/grammar/grammar.tab.c $<
$(BUILD)/grammar/scanner.c: grammar/scanner.l
	@mkdir -p $(@D)
	$(call say,flex )
	$(Q)flex -o $@ $<
$(BUILD)/lang/prelude.c: specs/prelude.shai tools/embed
	@mkdir -p $(@D)
	$(call say,embed)
	$(Q)tools/embed $< shai_prelude lang/prelude.h >$@
# The long texts of messages (docs/messages/README.md), one page behind the other; those of the lint, a page a rule.
MESSAGES = $(sort $(wildcard docs/messages/[A-Z][0-9]*.md)) $(sort $(wildcard docs/lint/[a-z]*.md))
$(BUILD)/cmd/messages.c: $(MESSAGES) tools/embed
	@mkdir -p $(@D)
	$(call say,embed)
	$(Q)cat $(MESSAGES) >$(BUILD)/cmd/messages.md
	$(Q)tools/embed $(BUILD)/cmd/messages.md shai_messages cmd/messages.h >$@
$(call objects,$(call sources,grammar)) $(GENERATED): | $(BUILD)/grammar/grammar.tab.h

# Members of an archive may share a name (runtime/api.o, lang/api.o): it is made anew and appended to.
$(LIB_RUNTIME): $(call objects,$(RUNTIME_SRC))
	@rm -f $@
	$(call say,ar   )
	$(Q)ar qcs $@ $^
$(LIB): $(call objects,$(FULL_SRC)) $(GENERATED)
	@rm -f $@
	$(call say,ar   )
	$(Q)ar qcs $@ $^
$(PROGRAM): $(call objects,$(CMD_SRC)) $(BUILD)/cmd/messages.o $(LIB)
	$(call say,link )
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $^ $(LIBS)
.PHONY: lab
lab: $(LAB)
$(LAB): $(call objects,$(LAB_SRC) $(LAB_SHARED)) $(LIB_RUNTIME)
	$(call say,link )
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $^ $(LIBS_RUNTIME)

# --- second opinion ------------------------------------------------------------------------------------------------
.PHONY: second-opinion
SECOND = 20000
second-opinion: $(PROGRAM) $(BUILD)/tests/second/reach $(BUILD)/tests/unit/test_round_oracle
	REACH=$(BUILD)/tests/second/reach tests/second/run.sh $(PROGRAM) $(SECOND)
	$(BUILD)/tests/unit/test_round_oracle 1000000

# --- demo --------------------------------------------------------------------------------------------------------
.PHONY: setup
setup:
	@[ '$(SETUP)' = no ] || tools/setup build

.PHONY: demo
demo: setup
	@+$(MAKE) --no-print-directory all
	@tools/demo $(BUILD)

# --- tests -------------------------------------------------------------------------------------------------------
# A test is a program or a script that prints TAP. Each leaves a log; tools/count-tests adds them up.
UNIT = $(patsubst %.c,$(BUILD)/%,$(call sources,tests/unit))
TEST_PROGRAMS = $(UNIT) $(patsubst %.c,$(BUILD)/%,$(wildcard tests/conformance/run.c tests/fault/*.c))
TEST_SCRIPTS = $(sort $(wildcard tests/cmd/*.sh tests/golden/*.sh))
LOGS = $(patsubst %,$(BUILD)/log/%.log,$(patsubst $(BUILD)/%,%,$(TEST_PROGRAMS)) $(TEST_SCRIPTS))

.PHONY: test
test: setup
	@+$(MAKE) --no-print-directory test-run
.PHONY: test-run
test-run: $(LOGS)
	@tools/count-tests $(BUILD)/log $(LOGS)

$(BUILD)/tests/conformance/run $(BUILD)/tests/fault/fault $(BUILD)/tests/unit/test_format: $(BUILD)/tests/conformance/cases.o
$(BUILD)/tests/fault/jobs: $(BUILD)/tests/fault/jobs.o $(call objects,$(LAB_SHARED)) $(LIB)
	$(call say,link )
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $^ -lcmocka $(LIBS)
$(BUILD)/tests/%: $(BUILD)/tests/%.o $(LIB)
	$(call say,link )
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $^ -lcmocka $(LIBS)
$(BUILD)/tests/%.o: tests/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,cc   )
	$(Q)$(COMPILE) $(WARNINGS) -c -o $@ $<

$(BUILD)/log/tests/unit/%.log: $(BUILD)/tests/unit/% FORCE
	@tools/run-test $@ $(WRAPPER) $<
$(BUILD)/log/tests/conformance/%.log: $(BUILD)/tests/conformance/% FORCE
	@tools/run-test $@ $(WRAPPER) $<
$(BUILD)/log/tests/fault/%.log: $(BUILD)/tests/fault/% FORCE
	@tools/run-test $@ $(WRAPPER) $< $(FAULT_ARGS)
# A test of documents looks at those that another made.
$(BUILD)/log/tests/cmd/docx.sh.log: $(BUILD)/tests/unit/test_docx
$(BUILD)/log/tests/%.sh.log: tests/%.sh $(PROGRAM) $(LAB) $(LIB_RUNTIME) FORCE
	@BUILD=$(abspath $(BUILD)) tools/run-test $@ sh $<

.PHONY: asan ubsan valgrind fault
asan:
	+$(MAKE) --no-print-directory test-run BUILD=build-asan SAN=address,undefined CFLAGS='-O1 -g'
ubsan:
	+$(MAKE) --no-print-directory test-run BUILD=build-ubsan SAN=undefined CFLAGS='-O1 -g'
valgrind:
	+$(MAKE) --no-print-directory test-run WRAPPER='valgrind -q --error-exitcode=99 --leak-check=full --suppressions=tools/leaks.valgrind' FAULT_ARGS=--quick
fault: $(BUILD)/tests/fault/fault
	$< --all

# What other programs make of our files, and we of theirs: LibreOffice, Gnumeric, openpyxl (packages of the group check).
INTEROP_SCRIPTS = $(sort $(wildcard tests/interop/*.sh))
.PHONY: check-interop
check-interop: all
	+@$(MAKE) --no-print-directory interop-run
.PHONY: interop-run
interop-run: $(patsubst %,$(BUILD)/log/%.log,$(INTEROP_SCRIPTS))
	@tools/count-tests $(BUILD)/log $^

.PHONY: golden-update
golden-update: $(PROGRAM) $(LAB)
	@for t in $(wildcard tests/golden/*.sh); do BUILD=$(abspath $(BUILD)) UPDATE=1 sh $$t || exit 1; done

.PHONY: coverage
coverage:
	+$(MAKE) --no-print-directory test-run BUILD=build-coverage CFLAGS='-O0 -g --coverage' LDFLAGS=--coverage CC=gcc
	@tools/coverage build-coverage

# --- fuzzing -----------------------------------------------------------------------------------------------------
FUZZERS = $(patsubst %.c,build-fuzz/%,$(call sources,tests/fuzz))
.PHONY: fuzz fuzz-build
fuzz: $(PROGRAM)
	+$(MAKE) --no-print-directory fuzz-build BUILD=build-fuzz CC=clang CFLAGS='-O1 -g' SAN=address,undefined,fuzzer-no-link
	@tools/fuzz $(FUZZ_SECONDS) $(FUZZERS)
fuzz-build: $(FUZZERS)
build-fuzz/tests/fuzz/%: build-fuzz/tests/fuzz/%.o build-fuzz/libsushai.a
	$(call say,link )
	$(Q)$(CC) $(CFLAGS_ALL) -fsanitize=fuzzer -o $@ $^ $(LIBS)

# --- speed -------------------------------------------------------------------------------------------------------
.PHONY: bench
bench: $(PROGRAM) $(BUILD)/tests/bench/gen $(BUILD)/tests/bench/limit
	@tools/bench $(BUILD) $(BENCH_ROWS)
$(BUILD)/tests/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(call say,cc   )
	$(Q)$(CC) -O3 -march=native -std=gnu17 -w -o $@ $< -lpcre2-8

# --- checks ------------------------------------------------------------------------------------------------------
HEADERS = $(sort $(wildcard include/*.h base/*.h runtime/*.h grammar/*.h lang/*.h lint/*.h paper/*.h describe/*.h sheet/*.h cmd/*.h cmd/lab/*.h tests/unit/*.h tests/fuzz/*.h))
FORMATTED = $(HEADERS) $(FULL_SRC) $(CMD_SRC) $(LAB_SRC) $(sort $(wildcard tests/unit/*.c tests/conformance/*.c tests/fault/*.c tests/fuzz/*.c tests/second/*.c))

.PHONY: check setup-check
setup-check:
	@[ '$(SETUP)' = no ] || tools/setup build check
check: setup-check
	@+$(MAKE) --no-print-directory check-format check-layers check-headers check-requirements check-docs check-scripts
	@+$(MAKE) --no-print-directory check-specs
	@+$(MAKE) --no-print-directory check-interop
	@+$(MAKE) --no-print-directory check-compilers
	@+$(MAKE) --no-print-directory asan WERROR=1
	@+$(MAKE) --no-print-directory fault WERROR=1
	@+$(MAKE) --no-print-directory second-opinion SECOND=4000 WERROR=1
	@echo 'check: all well'

.PHONY: docs
docs:
	tools/opdoc >docs/bytecode.md
	tools/grammardoc >docs/grammar.md
	tools/diagdoc >docs/diagnostics.md
	tools/keydoc >docs/language.md.new && mv docs/language.md.new docs/language.md
	tools/fielddoc en >docs/fields.md
	tools/fielddoc zh >docs/zh/告知书字段.md

# What the pages for laboratories show, from LibreOffice; pages of the examples, as they are printed.
.PHONY: pictures
pictures: all
	tools/page-pictures $(BUILD)
	tools/sheet-pictures $(BUILD)

.PHONY: format
format:
	clang-format -i $(FORMATTED)

.PHONY: check-specs
check-specs: $(PROGRAM)
	$(PROGRAM) fmt --lang en --check specs
	$(PROGRAM) test --lang en --mutate --min 100 specs

.PHONY: check-format check-layers check-headers check-requirements check-docs check-scripts check-compilers
check-format:
	clang-format --dry-run -Werror $(FORMATTED)
check-layers:
	tools/check-layers
check-headers: $(BUILD)/grammar/grammar.tab.h $(patsubst %.h,$(BUILD)/alone/%.ok,$(HEADERS))
$(BUILD)/alone/%.ok: %.h FORCE
	@mkdir -p $(@D)
	@$(CC) $(CPPFLAGS_ALL) -std=c17 $(PAGE_CFLAGS) $(WARNINGS) -Werror -fsyntax-only -x c -include $< /dev/null && touch $@
check-requirements:
	tools/check-requirements
# What is made from the code's own tables must be as the tables are: `make docs` makes it again.
check-docs:
	tools/opdoc | cmp - docs/bytecode.md
	tools/grammardoc | cmp - docs/grammar.md
	tools/diagdoc | cmp - docs/diagnostics.md
	tools/keydoc | cmp - docs/language.md
	tools/fielddoc en | cmp - docs/fields.md
	tools/fielddoc zh | cmp - docs/zh/告知书字段.md
check-scripts:
	shellcheck tests/tap.sh tests/second/run.sh tools/opdoc tools/keydoc tools/grammardoc tools/diagdoc tools/fielddoc tools/embed tools/setup tools/check-requirements tools/demo tools/run-test tools/count-tests tools/check-layers tools/coverage tools/fuzz tools/sheet-pictures tools/page-pictures tools/bench .ci/run
	shellcheck -x -e SC1111,SC1112,SC2016,SC2317 $(TEST_SCRIPTS) $(INTEROP_SCRIPTS)
check-compilers:
	+$(MAKE) --no-print-directory objects BUILD=build-gcc CC=gcc WERROR=1
	+$(MAKE) --no-print-directory objects BUILD=build-clang CC=clang WERROR=1
.PHONY: objects
objects: all $(TEST_PROGRAMS)

# --- install -----------------------------------------------------------------------------------------------------
.PHONY: install uninstall
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/lib $(DESTDIR)$(PREFIX)/share/sushai/specs
	install -m 755 $(PROGRAM) $(LAB) $(DESTDIR)$(PREFIX)/bin
	install -m 644 include/sushai.h $(DESTDIR)$(PREFIX)/include
	install -m 644 $(LIB) $(LIB_RUNTIME) $(DESTDIR)$(PREFIX)/lib
	install -m 644 $(wildcard specs/*.shai) $(DESTDIR)$(PREFIX)/share/sushai/specs
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/sushai $(DESTDIR)$(PREFIX)/bin/sushai-lab $(DESTDIR)$(PREFIX)/include/sushai.h
	rm -f $(DESTDIR)$(PREFIX)/lib/libsushai.a $(DESTDIR)$(PREFIX)/lib/libsushai-runtime.a
	rm -rf $(DESTDIR)$(PREFIX)/share/sushai

.PHONY: clean
clean:
	rm -rf build build-asan build-ubsan build-gcc build-clang build-fuzz build-coverage out

.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
