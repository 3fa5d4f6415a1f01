/* What names.c (text), name_words.c (words) and people.c (names) share. */
#ifndef REFPARSE_NAMES_H
#define REFPARSE_NAMES_H

#include "core.h"

#define HYPHEN 0x2010
#define APOSTROPHE 0x2019
#define LONGEST_LIST 200000 /* names.LONGEST_LIST */
#define LONGEST_WORD 64     /* longer ones are left to Python */
#define LONGEST_NAME 40     /* name_shapes.LONGEST_NAME */

/* The sets of words, in the order of name_reader._SETS. */
enum {
    IN_FUNCTION = 1, IN_HEADS = 1 << 1, IN_PARTICLES = 1 << 2, IN_SUFFIXES = 1 << 3,
    IN_SURNAMES_TOO = 1 << 4, IN_DEGREES = 1 << 5, IN_CAPITAL_PARTICLES = 1 << 6,
    IN_ABBREVIATED = 1 << 7, IN_GIVEN = 1 << 8, IN_ASIAN = 1 << 9, IN_SHORT = 1 << 10,
    IN_SPANISH = 1 << 11, IN_TITLES = 1 << 12, IN_CONNECTORS = 1 << 13, IN_WEAK = 1 << 14,
    IN_ACRONYMS = 1 << 15, IN_REPEATED = 1 << 16, IN_LEADS = 1 << 17, IN_REMARKS = 1 << 18,
    IN_DEGREES_BEHIND = 1 << 19
};
#define WORD_SETS 20

typedef struct {
    const Char *text;
    uint32_t length, mask;
} Entry;

/* What a character of a name is; others are left to Python. */
enum { C_UPPER = 1, C_LOWER = 2, C_LETTER = 4, C_MARK = 8, C_BLANK = 16, C_ELLIPSIS = 32 };
typedef struct {
    Char lower, fold;
    uint8_t what;
} Letter;

enum { KNOWS_FOLD = 1, CONNECTS = 2, WEAK = 4, SHOUTED = 8, TITLE = 16 };
typedef struct {
    uint32_t start, end; /* in the text */
    uint32_t chunk, segment;
    uint32_t folded; /* sets that name_words.fold(word) is in */
    char kind;       /* name_shapes.kind */
    uint8_t flags;
} Word;

/* name_shapes.style */
enum {
    S_INITIALS_ONLY, S_WORD_ONLY, S_INVERTED, S_DIRECT, S_FULL, S_CAPITALS, S_OTHER
};

typedef struct { /* name_pieces.Piece: words [from, to); their shape is Reader.shape + from */
    uint32_t from, to;
    int32_t suffix; /* a word, or -1 */
    uint8_t style, joined;
} Piece2;

typedef struct {
    PyObject *part[5]; /* family, given, particle, suffix, literal; NULL for "" */
} Person;

typedef struct {
    PyObject_HEAD
    int busy;
    PyTypeObject *name;
    Py_ssize_t offset[5]; /* of the parts in a Name, where they are plain slots */
    PyObject *part_name[5], *empty;
    Entry *entry;
    uint32_t entries; /* places; a power of two */
    Char *keys;
    /* characters below U+0530, U+1E00 to U+1EFF, U+2010 to U+202F */
    Letter low[0x530], high[0x100], marks[0x20];
    /* one list */
    Char *text, *mended;
    size_t text_room, mended_room, end;
    Word *word;
    char *shape, *other; /* of the pieces; of stretches that are only looked at */
    size_t word_room;
    uint32_t words;
    Piece2 *piece;
    size_t piece_room;
    uint32_t pieces;
    Person *person;
    size_t person_room;
    uint32_t people;
} Reader;

static inline int is_dash(Char c)
{
    return c == '-' || c == HYPHEN;
}

static inline int is_apostrophe(Char c)
{
    return c == '\'' || c == APOSTROPHE;
}

static inline int one_of(Char c, const char *set)
{
    return c && c < 128 && strchr(set, (int)c) != NULL;
}

/* name_words.c */
uint32_t hash_of_word(const Char *text, size_t length);
int ends_with(const Char *text, size_t length, const char *end);
int look(Reader *reader, Word *word);
uint32_t sets_of(const Reader *reader, const Char *text, size_t length);
uint32_t folded(Reader *reader, uint32_t word);
size_t fold_word(const Reader *reader, const Word *word, Char *out);
int is_given(Reader *reader, uint32_t word);
int all_upper(const Reader *reader, size_t start, size_t end); /* str.isupper */
int style_of(const char *shape, uint32_t length);
void make_shape(Reader *reader, uint32_t from, uint32_t to, char *shape);

static inline const Letter *letter(const Reader *reader, Char c)
{
    static const Letter NONE;
    return c < 0x530             ? &reader->low[c]
           : c - 0x1E00 < 0x100 ? &reader->high[c - 0x1E00]
           : c - 0x2010 < 0x20  ? &reader->marks[c - 0x2010]
                                : &NONE;
}

/* people.c: reads the words [from, to) of one segment; 0, -1 with an exception, or 1 where Python
 * has to answer. */
int read_segment(Reader *reader, uint32_t from, uint32_t to);
int add_person(Reader *reader, PyObject *family, PyObject *given, PyObject *particle,
               PyObject *suffix, PyObject *literal);
PyObject *substring(const Reader *reader, size_t start, size_t end);

#endif
