/* The hot path of refparse in C: text -> tokens -> features -> tags -> spans.
 *
 * The Python modules refparse.text, refparse.features and refparse.tagger are the reference
 * implementation; every function here says which of their functions it does the work of, and
 * tests/native/ holds the two to the same answers. Files, in the order of the way:
 *
 *   text.c     blanks, chunks, tokens           (text/normalise.py, text/tokenise.py)
 *   rules.c    where chunks are cut         (text/tokenise.py by way of text/rules.py)
 *   token.c    what one token looks like        (features/view.py, form.py, affixes.py ...)
 *   memory.c   what was found once, kept in bounds
 *   state.c    running state                    (features/state.py)
 *   chunks.c   stretches between marks          (features/chunks.py)
 *   model.c    the compiled model file          (tagger/compiled.py)
 *   kernels.c  loops over rows of weights, for the vectors of the processor
 *   lattice.c  Viterbi, forward and backward    (CRFsuite)
 *   narrow.c   edges of spans                   (tagger/scheme.py)
 *   module.c   the Engine that Python sees
 *   names.c, name_words.c, people.c   lists of names (citation/names.py and what it calls)
 *
 * and, each on its own, without the Engine (records.h):
 *
 *   records.c  where spans, names, dates and citations keep what they hold (types.py)
 *   wording.c  texts that need no cleaning       (citation/wording.py)
 *   dates.c    months with day and year          (citation/dates.py)
 *   kinds.c    the weights of the item type      (citation/kind_weights.py)
 *   sieve.c    what need not be searched         (citation/kind_starts.py, citation/kinds.py)
 *   assemble.c the plain part of assembling      (citation/assemble.py, citation/fields.py)
 *   csl.c      CSL items and citation keys       (formats/csl.py, formats/keys.py)
 *   json.c     JSON text                         (formats/plain.py)
 */
#ifndef REFPARSE_CORE_H
#define REFPARSE_CORE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PREFETCH(address) ((void)(address))
#endif

#define OFFSETS 7 /* neighbours at -3 ... +3 see a token */
#define REACH 3
#define MAX_CORE 40  /* view.MAX_CORE */
#define MAX_MARKS 6  /* characters of a lead or tail, as in view.view */
#define SETS 4     /* words of 64 bits that a set of tags takes */
#define MAX_NAME 512 /* bytes of a feature's name; longer ones are in no model (see model.c) */

typedef Py_UCS4 Char;

/* --- memory that grows, and is given back as a whole ------------------------------------ */

typedef struct Block {
    struct Block *before;
    size_t used, size;
} Block;

typedef struct {
    Block *last;
    size_t total;
} Arena;

void *arena_take(Arena *arena, size_t size);
void arena_clear(Arena *arena);
/* Doubles that begin where a line of the processor's memory does; NULL without memory. */
void *rows_new(size_t size);
void rows_free(void *rows);

/* --- the compiled model ------------------------------------------------------------------ */

typedef struct {
    Py_buffer buffer;
    uint32_t labels, width; /* width: labels rounded up to a multiple of 8 */
    uint32_t names, slots, entries;
    const uint32_t *slot;       /* hash table of names: number of the name + 1, or 0 */
    const uint64_t *hash;       /* of each name */
    const uint32_t *name_start; /* where each name starts in text */
    const char *text;
    const uint32_t *entry_start; /* names * OFFSETS + 1 */
    const uint8_t *entry_label;
    const double *entry_weight;
    double *transition; /* width * width; from one tag to another */
    double *backward;   /* the same transposed */
    double *exp_forward, *exp_backward;
    double *gain;       /* gain[m * width + i]: the most that coming from i gives over from m */
    double largest;     /* absolute transition weight */
} Model;

int model_open(Model *model, PyObject *data);
void model_close(Model *model);
/* The number of a feature's name, or -1. */
int32_t model_find(const Model *model, const char *name, size_t length);
int32_t model_find_hash(const Model *model, const char *name, size_t length, uint64_t hash);
/* Where the search for a name begins. */
const uint32_t *model_slot(const Model *model, uint64_t hash);

/* --- strings with numbers ---------------------------------------------------------------- */

#define MAX_INTERNED 16000
#define MAX_INTERNED_BYTES 48

typedef struct {
    uint32_t count, slots;
    uint16_t *slot;
    char (*text)[MAX_INTERNED_BYTES]; /* UTF-8, NUL at the end */
} Interned;

/* The number of a string (0 is the empty one); -1 where the table is full. */
int32_t intern(Interned *table, const char *text, size_t length);

/* --- tokens ------------------------------------------------------------------------------ */

/* form.capitals, in the order of CAPITALS in token.c */
enum { CAP_NONE, CAP_NUMBER, CAP_INITIAL, CAP_UPPER, CAP_TITLE, CAP_MIXED, CAP_LOWER, CAP_CASELESS };
extern const char *const CAPITALS[8];

/* state._WATCHED: bit numbers of Token.marks */
#define WATCHED 9
enum {
    SEES_YEAR, SEES_NUMBER, SEES_PAGES, SEES_EDITOR, SEES_IN, SEES_ETAL, SEES_ADDRESS,
    SEES_SLASHES, SEES_VOLUME
};

/* What state.c and chunks.c ask about a token. */
enum {
    IS_YEAR = 1,             /* numbers.is_year(core) */
    CORE_DIGIT = 1 << 1,     /* the core starts with a digit */
    CORE_LOWER = 1 << 2,     /* ... with a lower-case letter */
    TAIL_SEGMENT = 1 << 3,   /* a mark of .?!:;/ in the tail */
    TAIL_DOT = 1 << 4,       /* a full stop in the tail */
    TAIL_STRONG = 1 << 5,    /* one of ?!:; in the tail */
    TAIL_CHUNK = 1 << 6,     /* a mark of chunks._ENDS in the tail */
    TAIL_CLOSES = 1 << 7,    /* the tail's last character is one of ) ] > " */
    TAIL_ONE_DOT = 1 << 8,   /* the tail is "." */
    LEAD_STARTS = 1 << 9,    /* the lead's first character is one of chunks._STARTS */
    LEAD_APOSTROPHE = 1 << 10,
    TAIL_APOSTROPHE = 1 << 11,
    GUILLEMET = 1 << 12,      /* a guillemet in the text ... */
    GUILLEMET_OPEN = 1 << 13, /* ... and the last one opens */
    QUOTES_ODD = 1 << 14,     /* an odd number of " in the text */
    QUOTED = 1 << 15,         /* a " or an opening guillemet in the text */
    CLASS_IN = 1 << 16,       /* the word is of class "in" */
    CLASSED = 1 << 17         /* the word is of some class */
};

typedef struct Token {
    struct Token *next; /* of the same hash */
    uint64_t hash;
    const Char *text;
    uint32_t length;
    uint32_t flags;
    uint16_t marks;
    uint16_t lead, tail, tail2; /* interned; tail2: the first two characters of the tail */
    uint16_t class_kind;        /* "k" + the first class of the word, interned */
    uint8_t caps, core_length;  /* the core's length, at most MAX_CORE */
    uint8_t bracket;            /* "(" or "[" where the text starts with it, else 0 */
    uint8_t lexicon_count;
    const uint8_t *lexicon;  /* pairs of letter and strength */
    const char *brackets;    /* the text's ()[] in order, or NULL */
    /* Weights of its own, by place: row of the emissions from three tokens before it to three
     * behind it, times width, plus tag. */
    uint32_t weights;
    const uint16_t *place;
    const double *weight;
    struct Class *class;
} Token;

typedef struct Class { /* tokens that share the features with many weights */
    struct Class *next;
    uint64_t hash;
    uint32_t count;
    int32_t row;              /* slot of their sum, or -1 */
    const uint32_t *features; /* number of the name << 8 | mask of offsets */
} Class;

/* --- what is found once and used again ------------------------------------------------- */

typedef struct Cut { /* a chunk of text and where split_chunk cuts it */
    struct Cut *next;
    uint64_t hash;
    const Char *text;
    uint32_t length, count;
    const uint32_t *at;
} Cut;

typedef struct Rules Rules;

typedef struct {
    void **bucket;
    uint32_t size, used;
} Table;

typedef struct { /* rows of weights that stay where they are */
    double **block;
    uint32_t count, blocks, room;
} Rows;

typedef struct {
    uint64_t key;
    const double *row; /* NULL: in no model */
} Memo;

typedef struct { /* of a token, found before its weights are summed */
    uint64_t ahead;  /* what comes next, and how far from here: see state.c */
    uint64_t edge;   /* its place in its chunk: the key of a group of features */
    uint32_t chunk;  /* the first token of its chunk */
} Around;

typedef struct { /* a token before it was looked up */
    uint64_t hash;
    uint32_t start, length;
} Piece;

typedef struct { /* a family of features that is computed in Python */
    PyObject *function;
    uint32_t mask;
    int native; /* number of the function in C that does its work, or -1 */
} Family;

#define LONGEST_CHANGE 4 /* characters that normalisation puts in the place of one */
#define ASK 255          /* a character whose neighbours matter: Python normalises the text */
#define MAX_FAMILIES 32
#define LISTS_SIZE (1u << 18)
#define MEMO_LIMIT (1u << 18) /* places for features of state.c; half of them are taken at most */
#define GROUP_LIMIT (1u << 15) /* rows of groups */
#define MAX_GROUPS 8 /* of one token */
#define MAX_STATE 96 /* features of state.c and chunks.c of one token */

typedef struct {
    PyObject_HEAD
    int ready;
    Model model;
    /* Python's side */
    PyObject *normalise, *split_chunk, *view;
    PyObject *word_classes, *lexicon; /* dicts */
    PyObject *gazetteers;             /* tuple of (name, frozenset) */
    PyObject *tag_names;              /* tuple of str */
    PyObject *tag_labels;             /* tuple of str: the tags without B- and I- */
    PyTypeObject *span_type;
    uint8_t tag_label[256];           /* the first tag of the same label; 255 for O */
    uint8_t tag_begins[256];          /* whether the tag starts a span of its own */
    uint8_t tag_habit[256];           /* how spans of it are narrowed: NARROW_... */
    double (*knots[2])[2];            /* calibration of spans and of references */
    size_t knot_count[2];
    uint8_t *lists;   /* by the hash of a word: the lists that it may stand in */
    uint8_t *special; /* of characters below U+10000: 0, or number of their change + 1, or ASK */
    Char change[254][LONGEST_CHANGE];
    uint8_t change_size[254];
    Family family[MAX_FAMILIES];
    int families;
    Rules *rules; /* NULL: every cut is asked for in Python */
    /* caches */
    Arena arena;
    Table tokens, cuts, classes;
    Interned interned;
    Memo *memo;
    uint32_t memo_size, memo_used;
    Rows state_rows;             /* dense weights of state features ... */
    const double **row_of_name;  /* ... by the name's number, or NULL */
    Rows group_rows;             /* sums for features that often come together */
    double *class_row; /* row_slots * OFFSETS * width, in the order of the emissions */
    Class **row_owner;
    uint8_t *row_used;
    uint32_t row_slots, row_hand;
    Class *held[OFFSETS]; /* whose sums are in use */
    size_t arena_limit;
    int32_t edge_first, edge_last; /* names "edge=first", "edge=last", or -1 */
    uint64_t flushes, misses, row_misses;
    /* one reference */
    Char *text, *changed; /* as given; normalised */
    size_t text_length, changed_length, text_room, changed_room;
    uint32_t *map_start, *map_end;
    size_t map_room;
    int mapped;
    Token **token;
    uint32_t *token_start, *token_end;
    Piece *piece;
    uint32_t count, room;
    double *padded, *emission, *alpha, *beta; /* rows of width */
    Around *around;
    uint64_t *open; /* for each token the tags before it that a best way may come from */
    uint8_t *tag;
    double *marginal;
    size_t lattice_room;
} Engine;

/* The number of the lowest bit that is set; one is. */
static inline uint32_t lowest_bit(uint64_t bits)
{
#if defined(__GNUC__)
    return (uint32_t)__builtin_ctzll(bits);
#else
    uint32_t at = 0;
    for (; !(bits & 1); bits >>= 1)
        at++;
    return at;
#endif
}

void *grow(void *memory, size_t *room, size_t wanted, size_t item);

/* What a character is; for the first 128 from a table. */
enum { ALPHA = 1, DIGIT = 2, DECIMAL = 4, ALNUM = 8, UPPER = 16, LOWER = 32, SPACE = 64 };
extern uint8_t CHARACTERS[128];
void learn_characters(void); /* text.c; fills the table */
static inline int kind_of(Char c, int kind)
{
    if (c < 128)
        return CHARACTERS[c] & kind;
    switch (kind) {
    case ALPHA:
        return Py_UNICODE_ISALPHA(c);
    case DIGIT:
        return Py_UNICODE_ISDIGIT(c);
    case DECIMAL:
        return Py_UNICODE_ISDECIMAL(c);
    case ALNUM:
        return Py_UNICODE_ISALNUM(c);
    case UPPER:
        return Py_UNICODE_ISUPPER(c);
    case LOWER:
        return Py_UNICODE_ISLOWER(c);
    default:
        return Py_UNICODE_ISSPACE(c);
    }
}

uint64_t hash_chars(const Char *text, size_t length);
uint64_t hash_bytes(const char *text, size_t length);
size_t utf8(char *out, const Char *text, size_t length);

int read_text(Engine *engine, PyObject *text);        /* text.c */
int tokenise(Engine *engine, PyObject *text);         /* text.c */
Rules *rules_open(PyObject *given);                   /* rules.c */
void rules_close(Rules *rules);                       /* rules.c */
long rules_cut(Rules *rules, const Char *chunk, size_t length, uint32_t *out); /* rules.c */
int token_room(Engine *engine, size_t count);         /* text.c */
Token *find_token(Engine *engine, const Char *text, size_t length, uint64_t hash); /* token.c */
int table_add(Table *table, void *node);              /* memory.c */
double *rows_add(Rows *rows, uint32_t width);         /* memory.c; NULL without memory */
void rows_clear(Rows *rows);                          /* memory.c */
int flush_if_full(Engine *engine);                    /* memory.c */
Class *find_class(Engine *engine, const uint32_t *features, uint32_t count); /* memory.c */
const double *class_weights(Engine *engine, Class *class); /* memory.c; OFFSETS rows */
int sum_emissions(Engine *engine);                    /* state.c */
int chunk_features(Engine *engine);                   /* chunks.c */

/* Features that look at more than one token; how each is written stands in FEATURES, state.c. */
enum {
    F_QUOTE_OPEN = 1, F_QUOTE_CLOSE, F_QUOTE_IN, F_SINGLE_OPEN, F_SINGLE_IN, F_QUOTE_AFTER,
    F_BRACKET, F_BRACKET_CAPS, F_SEEN, F_NEXT, F_POSITION, F_REVERSE, F_FRACTION, F_SEGMENT,
    F_SEGMENT_SINCE, F_SEGMENT_STYLE, F_SEGMENT_CAPS, F_BEFORE, F_BEFORE_CAPS, F_AFTER,
    F_AFTER_CAPS, F_NAMES, F_YEAR_SEEN, F_CHUNK, F_CHUNK_CAPITALS, F_CHUNK_BOTH, F_CHUNK_NEXT,
    F_CHUNK_BEFORE, F_CHUNK_THREE, F_CHUNK_EDGE, F_CHUNK_PLACE, F_KINDS
};

/* Those that often come together, and whose sums are therefore kept: see group_features, state.c. */
enum {
    G_PLACE = 64, G_SEGMENT, G_SEEN, G_NEXT, G_BEFORE, G_AFTER, G_CHUNK, G_EDGE
};

/* Weights of one token, gathered before they are added. */
typedef struct {
    Engine *engine;
    uint32_t count, spares;
    int failed;
    const double *row[MAX_STATE];
    double spare[MAX_GROUPS][256]; /* sums of groups that there was no more room to keep */
} Gathered;

void gather(Gathered *gathered, Engine *engine);
void feature(Gathered *gathered, int kind, uint32_t a, uint32_t b, uint32_t c, uint32_t d);
void group(Gathered *gathered, uint64_t key);
void sum_gathered(Gathered *gathered, double *sum); /* forgets what was gathered */
/* kernels.c: the loops over rows of numbers, for the processor at hand. Each is described in
 * kernels.h. */
typedef struct {
    void (*step)(const Model *model, const double *score, const double *emission, double *next,
                 uint64_t *open);
    double (*exponentials)(double *emission, uint32_t labels, uint32_t width);
    void (*multiply)(const double *vector, const double *matrix, double *out, uint32_t labels,
                     uint32_t width);
    double (*joined)(double *emission, const double *beta, double *behind, uint32_t width);
    void (*times)(double *row, const double *other, uint32_t width);
    void (*sum_rows)(const double *const *row, uint32_t count, double *out, uint32_t width);
    void (*add_own_weights)(double *padded, Token *const *token, uint32_t count, uint32_t width);
} Kernels;

extern Kernels KERNELS;
void choose_kernels(void); /* once, when the module is loaded */

int lattice_reserve(Engine *engine);                  /* lattice.c */
void lattice_free(Engine *engine);                    /* lattice.c */
void best_tags(Engine *engine);                       /* lattice.c */
double marginals(Engine *engine);                     /* lattice.c */

enum { NARROW_PLAIN, NARROW_PEOPLE, NARROW_DOI, NARROW_URL };
void narrow(const Char *text, size_t *start, size_t *end, int habit); /* narrow.c */

#endif
