/* One JSON object: its keys and values as text.
 *
 * Numbers keep the digits they were written with. A value may be an object of `value`, `unit`, `u` and `dl`; a list
 * is kept twice, as its elements and as all its texts in one, for whoever knows the key. yajl reads, its memory in
 * the run arena. */
#ifndef SHAI_RUNTIME_JSON_H
#define SHAI_RUNTIME_JSON_H

#include "runtime/sample.h"

struct shai_remark; /* rows.h */

struct shai_json_pair {
    struct shai_slice key;
    struct shai_slice value;         /* null is the empty text */
    struct shai_slice unit, u, dl;   /* s NULL: not given */
    bool list;                       /* value: all its texts, set apart by ; */
    struct shai_json_pair *elements; /* of a list: each without key */
    size_t element_count, element_cap;
    uint8_t parts;    /* bits of those given in an object */
    uint8_t trouble;  /* of an element: the status that a value of this kind would have, SHAI_JSON_OK if it is one */
    const char *part; /* of its PART and KEY_TWICE */
    uint64_t row;     /* of a long table: where it stands; 0: the sample's own */
    const struct shai_remark *remark; /* of a long table that is a sheet: of the value; NULL: none */
};

struct shai_json_line {
    struct shai_json_pair *pairs;
    size_t count, cap;
    const char *key, *part; /* of an error, for its message */
    const char *message;    /* of SHAI_JSON_BAD: in English */
};

enum shai_json_status {
    SHAI_JSON_OK,
    SHAI_JSON_BAD,
    SHAI_JSON_NO_OBJECT,
    SHAI_JSON_DEEP,
    SHAI_JSON_ARRAY,     /* a list inside the object of `key`, or in its list */
    SHAI_JSON_PART,      /* `key` holds `part` */
    SHAI_JSON_KEY_TWICE, /* `part` of `key` */
    SHAI_JSON_NO_VALUE,  /* the object of `key` */
    SHAI_JSON_SURROGATE,
};

/* s[0..len) is well-formed UTF-8. Texts of *out point into it or into the arena. Whether a key of
 * the line itself stands twice is for the caller to see. */
enum shai_json_status shai_json_read(struct shai_arena *arena, const char *s, size_t len, struct shai_json_line *out);

#endif
