/* The tables of layout.h: figures, nothing else. */
#include "paper/layout.h"

const char *const shai_faces[SHAI_FACE_COUNT][8] = {
    [SHAI_FACE_BODY] = {"FangSong", "FangSong_GB2312", "STFangsong", "Noto Serif CJK SC", "Source Han Serif SC"},
    [SHAI_FACE_TITLE] = {"FZXiaoBiaoSong-B05S", "STZhongsong", "Noto Serif CJK SC", "Source Han Serif SC"},
    [SHAI_FACE_HEAD] = {"SimHei", "STHeiti", "Heiti SC", "Noto Sans CJK SC", "Source Han Sans SC"},
    [SHAI_FACE_TABLE] = {"SimSun", "STSong", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC"},
};

const struct shai_layout
    shai_layouts[SHAI_FORM_COUNT] =
        {
            [SHAI_FORM_RULES] =
                {
                    .top = 370,
                    .bottom = 350,
                    .left = 280,
                    .right = 260,
                    .foot = SHAI_FOOT_DASHED,
                    .title = {{44, 320, 60, 60, 0, false}, {32, 280, 40, 40, 0, false}},
                    .heading = {{32, 280, 40, 20, 0, false}, {28, 260, 20, 10, 0, false}},
                    .lines =
                        {
                            [SHAI_LINE_BODY] = {28, 260, 0, 10, 2, false},
                            [SHAI_LINE_FLUSH] = {28, 260, 0, 10, 0, false},
                            [SHAI_LINE_CENTRE] = {28, 260, 0, 10, 0, false},
                            [SHAI_LINE_SIGNED] = {28, 260, 60, 0, 0, false},
                            [SHAI_LINE_DATED] = {28, 260, 0, 0, 0, false},
                            [SHAI_LINE_TOP] = {24, 200, 0, 0, 0, false},
                            [SHAI_LINE_RULED] = {24, 220, 60, 20, 0, true},
                            [SHAI_LINE_FOOT] = {24, 200, 20, 0, 0, false},
                            [SHAI_LINE_SMALL] = {21, 160, 0, 10, 0, false},
                            [SHAI_LINE_CELL] = {18, 120, 0, 0, 0, false},
                            [SHAI_LINE_SUB] = {16, 110, 0, 0, 0, false},
                        },
                    .caption = {21, 160, 20, 10, 0, false},
                    .cell_size = 18,
                    .dense_size = 17,
                },
            [SHAI_FORM_LETTER] =
                {
                    .top = 300,
                    .bottom = 350,
                    .left = 280,
                    .right = 260,
                    .foot = SHAI_FOOT_NONE,
                    .title = {{44, 320, 40, 60, 0, false}, {32, 280, 20, 20, 0, false}},
                    .heading = {{32, 280, 40, 20, 0, false}, {28, 260, 20, 10, 0, false}},
                    .lines =
                        {
                            [SHAI_LINE_BODY] = {32, 290, 0, 0, 2, false},
                            [SHAI_LINE_FLUSH] = {32, 290, 0, 0, 0, false},
                            [SHAI_LINE_CENTRE] = {32, 290, 0, 0, 0, false},
                            [SHAI_LINE_SIGNED] = {32, 290, 60, 0, 0, false},
                            [SHAI_LINE_DATED] = {32, 290, 0, 0, 0, false},
                            [SHAI_LINE_TOP] = {24, 200, 0, 0, 0, false},
                            [SHAI_LINE_RULED] = {28, 270, 50, 20, 0, true},
                            [SHAI_LINE_FOOT] = {24, 190, 0, 0, 0, false},
                            [SHAI_LINE_SMALL] = {24, 200, 0, 0, 0, false},
                            [SHAI_LINE_CELL] = {21, 150, 0, 0, 0, false},
                            [SHAI_LINE_SUB] = {18, 130, 0, 0, 0, false},
                        },
                    .caption = {21, 160, 20, 10, 0, false},
                    .cell_size = 21,
                    .dense_size = 18,
                },
            [SHAI_FORM_REPORT] =
                {
                    .top = 250,
                    .bottom = 220,
                    .left = 220,
                    .right = 200,
                    .foot = SHAI_FOOT_OF,
                    .title = {{44, 320, 60, 60, 0, false}, {32, 280, 20, 30, 0, false}},
                    .heading = {{28, 240, 30, 15, 0, false}, {24, 220, 20, 10, 0, false}},
                    .lines =
                        {
                            [SHAI_LINE_BODY] = {24, 220, 0, 0, 2, false},
                            [SHAI_LINE_FLUSH] = {24, 220, 0, 0, 0, false},
                            [SHAI_LINE_CENTRE] = {24, 220, 0, 0, 0, false},
                            [SHAI_LINE_SIGNED] = {24, 220, 40, 0, 0, false},
                            [SHAI_LINE_DATED] = {24, 220, 0, 0, 0, false},
                            [SHAI_LINE_TOP] = {21, 180, 0, 0, 0, false},
                            [SHAI_LINE_RULED] = {21, 200, 40, 20, 0, true},
                            [SHAI_LINE_FOOT] = {21, 180, 20, 0, 0, false},
                            [SHAI_LINE_SMALL] = {21, 170, 0, 0, 0, false},
                            [SHAI_LINE_CELL] = {21, 150, 0, 0, 0, false},
                            [SHAI_LINE_SUB] = {18, 130, 0, 0, 0, false},
                        },
                    .caption = {21, 160, 20, 10, 0, false},
                    .cell_size = 20,
                    .dense_size = 17,
                },
};
