/* The stretches between two marks of punctuation: features/chunks.py. */
#include "core.h"

#define LOOKS 30 /* words of a chunk that are looked up */
#define LEAST 2

enum { C_DASH, C_NONE, C_ALL, C_SOME, C_FEW }; /* CHUNK_CAPITALS in state.c */

typedef struct {
    uint32_t first, last, kind, capitals;
} Chunk;

/* chunks._ends */
static int ends(const Token *token, const Token *following)
{
    if (following->flags & LEAD_STARTS)
        return 1;
    if (!(token->flags & TAIL_CHUNK) && token->core_length)
        return (token->flags & TAIL_CLOSES) != 0;
    return !((token->flags & TAIL_ONE_DOT) &&
             (token->caps == CAP_INITIAL || token->core_length <= 2));
}

static int32_t named(Engine *engine, const char *text)
{
    return intern(&engine->interned, text, strlen(text));
}

/* chunks._chunk: what the words of a chunk say together, as an interned string. */
static int32_t word_kind(Engine *engine, const Chunk *chunk, const Token *head)
{
    uint32_t sums[26] = {0}, words = 0, met = 0; /* met: a field with a sum of 0 counts as well */
    for (uint32_t i = chunk->first; i < chunk->last && words < LOOKS; i++) {
        const Token *token = engine->token[i];
        if (!token->core_length)
            continue;
        words++;
        for (int k = 0; k < token->lexicon_count; k++) {
            int field = token->lexicon[2 * k] - 'a';
            sums[field] += token->lexicon[2 * k + 1];
            met |= 1u << field;
        }
    }
    int best = -1, second = -1;
    for (int k = 0; k < 26; k++) {
        if (!(met >> k & 1))
            continue;
        if (best < 0 || sums[k] > sums[best]) {
            second = best;
            best = k;
        } else if (second < 0 || sums[k] > sums[second])
            second = k;
    }
    int plain = !(best >= 0 && sums[best] >= LEAST);
    int joined = second >= 0 && sums[second] * 3 >= sums[best] * 2;
    if (plain && !joined && (head->flags & CLASSED))
        return head->class_kind;
    char first[2] = {(char)('a' + best), 0}, other[2] = {(char)('a' + second), 0};
    char name[16] = "";
    strcat(name, head->flags & CLASS_IN ? "in" : "");
    strcat(name, plain ? "word" : first);
    strcat(name, joined ? other : "");
    return named(engine, name);
}

static int read_chunk(Engine *engine, Chunk *chunk)
{
    uint32_t words = 0, numbers = 0, initials = 0, years = 0, longer = 0, titled = 0;
    const Token *head = NULL;
    int32_t kind;
    chunk->capitals = C_DASH;
    for (uint32_t i = chunk->first; i < chunk->last; i++) {
        const Token *token = engine->token[i];
        if (!token->core_length)
            continue;
        head = head ? head : token;
        words++;
        numbers += token->caps == CAP_NUMBER;
        initials += token->caps == CAP_INITIAL;
        years += (token->flags & IS_YEAR) != 0;
        if (token->core_length > 3 && token->caps != CAP_NUMBER) {
            longer++;
            titled += token->caps == CAP_TITLE || token->caps == CAP_UPPER ||
                      token->caps == CAP_MIXED;
        }
    }
    if (!words)
        kind = named(engine, "mark");
    else if (numbers == words)
        kind = named(engine, years ? "year" : "number");
    else if (words <= 4 && initials)
        kind = named(engine, "name");
    else {
        kind = word_kind(engine, chunk, head);
        chunk->capitals = !longer             ? C_NONE
                          : titled == longer  ? C_ALL
                          : titled * 2 >= longer ? C_SOME
                                                 : C_FEW;
    }
    chunk->kind = (uint32_t)kind;
    return kind < 0 ? -1 : 0;
}

/* chunks.features: what all tokens of a chunk see is summed once, in the row of alpha of the first of
 * them; the rest is noted for each. */
static void chunk_rows(Gathered *here, const Chunk *chunk, uint32_t before, uint32_t after)
{
    Engine *engine = here->engine;
    uint32_t length = chunk->last - chunk->first;
    uint32_t wide = length < 4 ? length : length < 7 ? 4 : 5;
    group(here, G_CHUNK | wide << 8 | chunk->capitals << 11 | (uint64_t)chunk->kind << 14);
    feature(here, F_CHUNK_NEXT, after, 0, 0, 0);
    feature(here, F_CHUNK_BEFORE, before, 0, 0, 0);
    feature(here, F_CHUNK_THREE, before, chunk->kind, after, 0);
    sum_gathered(here, engine->alpha + (size_t)chunk->first * engine->model.width);
    for (uint32_t i = chunk->first; i < chunk->last; i++) {
        uint32_t edge = i == chunk->first ? '1' : i == chunk->last - 1 ? '$' : '-';
        engine->around[i].edge = G_EDGE | edge << 8 | (uint64_t)chunk->kind << 16;
        engine->around[i].chunk = chunk->first;
    }
}

int chunk_features(Engine *engine)
{
    uint32_t count = engine->count;
    int32_t none_before = named(engine, "^"), none_after = named(engine, "$");
    uint32_t before = (uint32_t)none_before;
    Chunk held = {0, 0, 0, 0};
    uint32_t begin = 0;
    int failed = none_before < 0 || none_after < 0;
    Gathered here;
    gather(&here, engine);
    for (uint32_t i = 0; i < count && !failed; i++) {
        if (i + 1 < count && !ends(engine->token[i], engine->token[i + 1]))
            continue;
        Chunk chunk = {begin, i + 1, 0, 0};
        failed = read_chunk(engine, &chunk);
        if (begin && !failed) {
            chunk_rows(&here, &held, before, chunk.kind);
            before = held.kind;
        }
        held = chunk;
        begin = i + 1;
    }
    if (failed) {
        PyErr_SetString(PyExc_OverflowError, "too many different marks of punctuation");
        return -1;
    }
    if (count)
        chunk_rows(&here, &held, before, (uint32_t)none_after);
    if (here.failed)
        PyErr_NoMemory();
    return here.failed ? -1 : 0;
}
