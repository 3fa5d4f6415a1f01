/* Where a chunk is cut: the regular expressions of text/tokenise.py, as tables that text/rules.py
 * made of them.
 *
 * Characters that are in the same sets are one kind; the kinds are found as characters turn up. For
 * each kind it is known which alternatives may match before or behind it, so that of the many
 * alternatives few are tried at a place.
 */
#include "core.h"

#define MAX_KINDS 254
#define MAX_SETS 256
#define MAX_ALTERNATIVES 128
#define WORDS_OF_SETS (MAX_SETS / 64)
#define DEEPEST 16

enum { R_END, R_CHAR, R_REPEAT, R_AHEAD, R_BEHIND, R_BOUNDARY, R_LAST, R_FIRST };
enum { PLAIN, ADDRESS, RESOLVER, GLUED, SPLIT, PATTERNS };

typedef struct {
    uint64_t at[MAX_ALTERNATIVES / 64];
} Alternatives;

typedef struct {
    const uint32_t *code[MAX_ALTERNATIVES];
    const uint32_t *before[MAX_ALTERNATIVES], *behind[MAX_ALTERNATIVES]; /* count, sets */
    Alternatives open; /* those that ask nothing of the character before */
    uint32_t count;
} Pattern;

typedef struct {
    uint64_t sets[WORDS_OF_SETS];
    Alternatives before[PATTERNS], behind[PATTERNS];
    int word;
} Kind;

struct Rules {
    uint32_t *table;
    uint32_t sets;
    const uint32_t *set[MAX_SETS];
    Pattern pattern[PATTERNS];
    Kind kind[MAX_KINDS];
    uint32_t kinds;
    uint8_t known[65536]; /* number of a character's kind + 1 */
    uint8_t *chunk;       /* the kinds of a chunk */
    size_t room, length;
};

/* --- reading the tables -------------------------------------------------------------------- */

static int check_alternatives(const uint32_t *at, const uint32_t *end, uint32_t sets, int depth);

static int check_steps(const uint32_t *at, const uint32_t *end, uint32_t sets, int depth)
{
    while (at < end) {
        size_t left = (size_t)(end - at);
        switch (*at) {
        case R_END:
            return left == 1;
        case R_CHAR:
        case R_REPEAT:
            if (left < (*at == R_CHAR ? 3 : 5) || at[1] >= sets)
                return 0;
            at += *at == R_CHAR ? 2 : 4;
            break;
        case R_AHEAD:
        case R_BEHIND: {
            size_t head = *at == R_AHEAD ? 3 : 4;
            if (left <= head || at[head - 1] >= left - head ||
                !check_alternatives(at + head, at + head + at[head - 1], sets, depth + 1))
                return 0;
            at += head + at[head - 1];
            break;
        }
        case R_BOUNDARY:
        case R_LAST:
        case R_FIRST:
            at++;
            break;
        default:
            return 0;
        }
    }
    return 0;
}

static int check_alternatives(const uint32_t *at, const uint32_t *end, uint32_t sets, int depth)
{
    if (at >= end || depth > DEEPEST)
        return 0;
    for (uint32_t count = *at++; count; count--) {
        if (at >= end || *at > (size_t)(end - at - 1) ||
            !check_steps(at + 1, at + 1 + *at, sets, depth))
            return 0;
        at += 1 + *at;
    }
    return at == end;
}

/* A counted row of sets; NULL where it leaves the table. */
static const uint32_t *read_sets(const uint32_t **at, const uint32_t *end, uint32_t sets)
{
    const uint32_t *row = *at;
    if (row >= end || *row > (size_t)(end - row - 1))
        return NULL;
    for (uint32_t i = 1; i <= *row; i++)
        if (row[i] >= sets)
            return NULL;
    *at += 1 + *row;
    return row;
}

static int read_pattern(struct Rules *rules, Pattern *pattern, const uint32_t **at,
                        const uint32_t *end)
{
    if (*at >= end || **at > MAX_ALTERNATIVES)
        return 0;
    pattern->count = *(*at)++;
    for (uint32_t i = 0; i < pattern->count; i++) {
        pattern->before[i] = read_sets(at, end, rules->sets);
        pattern->behind[i] = pattern->before[i] ? read_sets(at, end, rules->sets) : NULL;
        if (!pattern->behind[i] || *at >= end || **at > (size_t)(end - *at - 1) ||
            !check_steps(*at + 1, *at + 1 + **at, rules->sets, 0))
            return 0;
        pattern->code[i] = *at + 1;
        if (!*pattern->before[i])
            pattern->open.at[i / 64] |= 1ULL << (i & 63);
        *at += 1 + **at;
    }
    return 1;
}

static int read_table(struct Rules *rules, const uint32_t *at, const uint32_t *end)
{
    if (at >= end || *at > MAX_SETS)
        return 0;
    rules->sets = *at++;
    for (uint32_t i = 0; i < rules->sets; i++) {
        if (end - at < 3 || at[2] > (size_t)(end - at - 3) / 2)
            return 0;
        rules->set[i] = at;
        at += 3 + 2 * at[2];
    }
    for (int i = 0; i < PATTERNS; i++)
        if (!read_pattern(rules, &rules->pattern[i], &at, end))
            return 0;
    return at == end;
}

Rules *rules_open(PyObject *given)
{
    size_t size = (size_t)PyBytes_GET_SIZE(given);
    Rules *rules = PyMem_Calloc(1, sizeof *rules);
    if (!rules || !(rules->table = PyMem_Malloc(size + sizeof(uint32_t)))) {
        rules_close(rules);
        PyErr_NoMemory();
        return NULL;
    }
    memcpy(rules->table, PyBytes_AS_STRING(given), size);
    if (size % sizeof(uint32_t) ||
        !read_table(rules, rules->table, rules->table + size / sizeof(uint32_t))) {
        rules_close(rules);
        PyErr_SetString(PyExc_ValueError, "the rules of cutting chunks are damaged");
        return NULL;
    }
    return rules;
}

void rules_close(Rules *rules)
{
    if (!rules)
        return;
    PyMem_Free(rules->table);
    PyMem_Free(rules->chunk);
    PyMem_Free(rules);
}

/* --- kinds of characters ------------------------------------------------------------------- */

static int is_word(Char c) { return kind_of(c, ALNUM) || c == '_'; }

static int in_set(const uint32_t *set, Char c)
{
    uint32_t classes = set[1];
    int found = ((classes & 1) && kind_of(c, DECIMAL)) || ((classes & 2) && !kind_of(c, DECIMAL)) ||
                ((classes & 4) && is_word(c)) || ((classes & 8) && !is_word(c)) ||
                ((classes & 16) && kind_of(c, SPACE)) || ((classes & 32) && !kind_of(c, SPACE));
    const uint32_t *range = set + 3;
    for (uint32_t i = 0; i < set[2] && !found; i++)
        found = c >= range[2 * i] && c <= range[2 * i + 1];
    return found != (set[0] != 0);
}

static int kind_in(const Kind *kind, uint32_t set)
{
    return (int)(kind->sets[set >> 6] >> (set & 63) & 1);
}

static void allow(const Kind *kind, const Pattern *pattern, const uint32_t *const *rows,
                  Alternatives *out)
{
    for (uint32_t i = 0; i < pattern->count; i++) {
        int may = !*rows[i];
        for (uint32_t k = 1; k <= *rows[i] && !may; k++)
            may = kind_in(kind, rows[i][k]);
        out->at[i / 64] |= (uint64_t)may << (i & 63);
    }
}

/* The number of a character's kind, or -1 where there are too many kinds. */
static int find_kind(Rules *rules, Char c)
{
    Kind kind;
    uint32_t at;
    if (c < 65536 && rules->known[c])
        return rules->known[c] - 1;
    memset(&kind, 0, sizeof kind);
    for (uint32_t i = 0; i < rules->sets; i++)
        kind.sets[i >> 6] |= (uint64_t)in_set(rules->set[i], c) << (i & 63);
    kind.word = is_word(c);
    for (at = 0; at < rules->kinds; at++)
        if (rules->kind[at].word == kind.word &&
            !memcmp(rules->kind[at].sets, kind.sets, sizeof kind.sets))
            break;
    if (at == MAX_KINDS)
        return -1;
    if (at == rules->kinds) {
        for (int i = 0; i < PATTERNS; i++) {
            const Pattern *pattern = &rules->pattern[i];
            allow(&kind, pattern, pattern->before, &kind.before[i]);
            allow(&kind, pattern, pattern->behind, &kind.behind[i]);
        }
        rules->kind[rules->kinds++] = kind;
    }
    if (c < 65536)
        rules->known[c] = (uint8_t)(at + 1);
    return (int)at;
}

/* --- matching ------------------------------------------------------------------------------ */

static const Kind *kind_at(const Rules *rules, size_t at) { return &rules->kind[rules->chunk[at]]; }

/* Where a match that begins at a place ends; -1 where there is none. */
static long steps_match(const Rules *rules, const uint32_t *code, size_t at);

static int one_matches(const Rules *rules, const uint32_t *code, size_t at)
{
    for (uint32_t count = *code++; count; count--, code += 1 + *code)
        if (steps_match(rules, code + 1, at) >= 0)
            return 1;
    return 0;
}

static long steps_match(const Rules *rules, const uint32_t *code, size_t at)
{
    for (;;)
        switch (*code) {
        case R_END:
            return (long)at;
        case R_CHAR:
            if (at >= rules->length || !kind_in(kind_at(rules, at), code[1]))
                return -1;
            at++;
            code += 2;
            break;
        case R_REPEAT: {
            size_t count = 0, least = code[2], most = code[3];
            while (count < most && at + count < rules->length &&
                   kind_in(kind_at(rules, at + count), code[1]))
                count++;
            for (code += 4; count > least; count--) {
                long end = steps_match(rules, code, at + count);
                if (end >= 0)
                    return end;
            }
            if (count < least)
                return -1;
            at += count;
            break;
        }
        case R_AHEAD:
            if (one_matches(rules, code + 3, at) == (code[1] != 0))
                return -1;
            code += 3 + code[2];
            break;
        case R_BEHIND:
            if ((at >= code[2] && one_matches(rules, code + 4, at - code[2])) == (code[1] != 0))
                return -1;
            code += 4 + code[3];
            break;
        case R_BOUNDARY: {
            int before = at > 0 && kind_at(rules, at - 1)->word;
            int behind = at < rules->length && kind_at(rules, at)->word;
            if (before == behind)
                return -1;
            code++;
            break;
        }
        case R_LAST: /* chunks hold no line ends, in front of which "$" matches, too */
            if (at != rules->length)
                return -1;
            code++;
            break;
        default: /* R_FIRST */
            if (at)
                return -1;
            code++;
        }
}

/* The end of a pattern's match that begins at a place of the chunk, or -1. */
static long match_at(const Rules *rules, int number, size_t at)
{
    const Pattern *pattern = &rules->pattern[number];
    const Alternatives *before = at ? &kind_at(rules, at - 1)->before[number] : &pattern->open;
    const Alternatives *behind = &kind_at(rules, at)->behind[number];
    for (uint32_t k = 0; k < MAX_ALTERNATIVES / 64; k++) {
        uint64_t open = before->at[k] & behind->at[k];
        for (uint32_t i = 64 * k; open; i++, open >>= 1)
            if (open & 1) {
                long end = steps_match(rules, pattern->code[i], at);
                if (end >= 0)
                    return end;
            }
    }
    return -1;
}

/* The first match of a pattern in the chunk: its end, and its start by *from; -1 for none. */
static long search(const Rules *rules, int number, size_t *from)
{
    for (*from = 0; *from < rules->length; ++*from) {
        long end = match_at(rules, number, *from);
        if (end >= 0)
            return end;
    }
    return -1;
}

/* tokenise.split_chunk: the ends of the pieces in out, which has room for one more than the chunk
 * has characters; how many there are. 0 where Python has to be asked, -1 without memory. */
long rules_cut(Rules *rules, const Char *chunk, size_t length, uint32_t *out)
{
    uint32_t count = 0;
    size_t stop = length, from;
    long glued = -1, resolver = -1;
    void *fresh = grow(rules->chunk, &rules->room, length, 1);
    if (!fresh)
        return -1;
    rules->chunk = fresh;
    rules->length = length;
    for (size_t i = 0; i < length; i++) {
        int kind = find_kind(rules, chunk[i]);
        if (kind < 0)
            return 0;
        rules->chunk[i] = (uint8_t)kind;
    }
    if (match_at(rules, PLAIN, 0) < 0) {
        if (search(rules, ADDRESS, &from) >= 0) {
            stop = from;
            resolver = match_at(rules, RESOLVER, stop);
        } else
            glued = search(rules, GLUED, &from);
        for (size_t i = 1; i < stop; i++)
            if ((long)i == glued || match_at(rules, SPLIT, i) >= 0)
                out[count++] = (uint32_t)i;
        if (stop && stop < length)
            out[count++] = (uint32_t)stop;
        if (resolver > 0 && (size_t)resolver < length)
            out[count++] = (uint32_t)resolver;
    }
    out[count++] = (uint32_t)length;
    return (long)count;
}
