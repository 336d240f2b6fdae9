/* How each kind of paper is set: the page, faces and sizes that every renderer of pages keeps to.
 *
 * Letters and published rules are set as Chinese official documents are, by GB/T 9704-2012 (A4; 天头 37 mm, 订口 28
 * mm, 版心 156 mm × 225 mm; 正文 3 号仿宋, 标题 2 号小标宋, 一级标题黑体; 22 lines of 28 characters), as far as free
 * fonts go; tables are set smaller. Letters (信函格式) begin 30 mm from the edge of the paper. Reports are no
 * official documents: they have the margins usual for laboratories. Sizes are in half points, as DOCX has them: 3 号
 * is 32. */
#ifndef SHAI_PAPER_LAYOUT_H
#define SHAI_PAPER_LAYOUT_H

#include "paper/doc.h"

/* A4, in tenths of a millimetre. */
enum { SHAI_PAGE_WIDTH = 2100, SHAI_PAGE_HEIGHT = 2970 };

enum shai_face {
    SHAI_FACE_BODY,  /* 仿宋 */
    SHAI_FACE_TITLE, /* 小标宋 */
    SHAI_FACE_HEAD,  /* 黑体 */
    SHAI_FACE_TABLE, /* 宋体 */
    SHAI_FACE_COUNT
};

/* The families of a face, the official ones first, then the free ones that are always there; NULL ends them. */
extern const char *const shai_faces[SHAI_FACE_COUNT][8];

/* A line of text. */
struct shai_line_layout {
    unsigned size;          /* half points */
    unsigned leading;       /* from line to line, in tenths of a point */
    unsigned before, after; /* room, in tenths of a millimetre */
    unsigned indent;        /* of the first line, in characters */
    bool ruled;             /* a rule above and one below, across the page; the text a character in from both ends */
};

/* What stands at the foot of each page. */
enum shai_foot {
    SHAI_FOOT_DASHED, /* "— 1 —", as official documents have it */
    SHAI_FOOT_OF,     /* 第 1 页 共 3 页 */
    SHAI_FOOT_NONE,
};

struct shai_layout {
    unsigned top, bottom, left, right; /* margins, in tenths of a millimetre */
    enum shai_foot foot;
    struct shai_line_layout title[2], heading[2], lines[SHAI_LINE_COUNT], caption;
    unsigned cell_size, dense_size; /* of tables: half points */
};

extern const struct shai_layout shai_layouts[SHAI_FORM_COUNT];

#endif
