/* Running state and the sum of all weights of each token: features/state.py, features/__init__.py.
 *
 * A state feature is a kind and up to four small numbers. Its name is written only once, when it
 * is first met; from then on its numbers lead straight to its weights. Features that depend on the
 * same few things come together again and again: their sum is kept under those things.
 */
#include "core.h"

#include <stdio.h>

#define MEMO_FACTOR 0x9E3779B97F4A7C15ULL

static const uint32_t POSITIONS[] = {1, 2, 3, 4, 6, 9, 13, 21, 0};
static const uint32_t DISTANCES[] = {1, 2, 3, 4, 6, 10, 16, 0};
static const char *const SEEN_NAMES[WATCHED] = {"year", "number", "pages", "editor", "in",
                                                "etal", "address", "slashes", "volume"};
static const char *const CHUNK_CAPITALS[] = {"-", "0", "all", "some", "few"};
static const char *const CHUNK_WIDTHS[] = {"", "1", "2", "3", "4-6", "7+"};

/* How the name of each kind is written. A percent sign takes the next number: %c capitals,
 * %s a string, %z a string or "0" for the empty one, %h a character, %d the number itself,
 * %D a distance, %P a position, %w what is watched for, %A a chunk's capitals, %W its width. */
static const char *const FEATURES[F_KINDS] = {
    [F_QUOTE_OPEN] = "q=open",
    [F_QUOTE_CLOSE] = "q=close",
    [F_QUOTE_IN] = "q=in",
    [F_SINGLE_OPEN] = "q'=open",
    [F_SINGLE_IN] = "q'=in",
    [F_QUOTE_AFTER] = "q=after%D",
    [F_BRACKET] = "b=%h",
    [F_BRACKET_CAPS] = "b=%h%c",
    [F_SEEN] = "seen=%w%D",
    [F_NEXT] = "next=%w%D",
    [F_POSITION] = "pos=%P",
    [F_REVERSE] = "rpos=%P",
    [F_FRACTION] = "frac=%d",
    [F_SEGMENT] = "seg=%d",
    [F_SEGMENT_SINCE] = "segsince=%d/%D",
    [F_SEGMENT_STYLE] = "segstyle=%d/%s",
    [F_SEGMENT_CAPS] = "segcap=%d/%c",
    [F_BEFORE] = "bp=%z/%c%s",
    [F_BEFORE_CAPS] = "bb=%c%s/%c",
    [F_AFTER] = "ap=%z/%c%s",
    [F_AFTER_CAPS] = "aa=%c%s/%c%s",
    [F_NAMES] = "na=%s|%c%s/%c",
    [F_YEAR_SEEN] = "ys=%c%s",
    [F_CHUNK] = "ck=%s/%W",
    [F_CHUNK_CAPITALS] = "cc=%A/%W",
    [F_CHUNK_BOTH] = "ckc=%s/%A",
    [F_CHUNK_NEXT] = "cn=%s",
    [F_CHUNK_BEFORE] = "cb=%s",
    [F_CHUNK_THREE] = "cbn=%s/%s/%s",
    [F_CHUNK_EDGE] = "ce=%h%s",
    [F_CHUNK_PLACE] = "co=%h",
};

/* state.bucket: how many limits are not above the value. */
static uint32_t distance(uint32_t value)
{
    static const uint8_t BUCKETS[] = {0, 1, 2, 3, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6};
    return value < sizeof BUCKETS ? BUCKETS[value] : 7;
}

static uint32_t position(uint32_t value)
{
    static const uint8_t BUCKETS[] = {0, 1, 2, 3, 4, 4, 5, 5, 5, 6, 6,
                                      6, 6, 7, 7, 7, 7, 7, 7, 7, 7};
    return value < sizeof BUCKETS ? BUCKETS[value] : 8;
}

static size_t write_name(const Engine *engine, int kind, const uint32_t *numbers, char *out)
{
    char *at = out;
    for (const char *format = FEATURES[kind]; *format; format++) {
        if (*format != '%') {
            *at++ = *format;
            continue;
        }
        uint32_t number = *numbers++, limit;
        char digits[16];
        const char *text = digits;
        switch (*++format) {
        case 'c':
            text = CAPITALS[number];
            break;
        case 's':
            text = engine->interned.text[number];
            break;
        case 'z':
            text = number ? engine->interned.text[number] : "0";
            break;
        case 'w':
            text = SEEN_NAMES[number];
            break;
        case 'A':
            text = CHUNK_CAPITALS[number];
            break;
        case 'W':
            text = CHUNK_WIDTHS[number];
            break;
        case 'h':
            digits[0] = (char)number;
            digits[1] = 0;
            break;
        case 'D':
        case 'P':
            limit = (*format == 'D' ? DISTANCES : POSITIONS)[number];
            if (limit)
                snprintf(digits, sizeof digits, "%u", (unsigned)limit);
            else
                text = "+";
            break;
        default:
            snprintf(digits, sizeof digits, "%u", (unsigned)number);
        }
        size_t length = strlen(text);
        memcpy(at, text, length);
        at += length;
    }
    return (size_t)(at - out);
}

/* The dense weights of a name of the model, made at the first call; NULL where there are none. */
static const double *dense_row(Engine *engine, int32_t name, int *failed)
{
    const Model *model = &engine->model;
    if (name < 0)
        return NULL;
    if (engine->row_of_name[name])
        return engine->row_of_name[name];
    const uint32_t *start = model->entry_start + (size_t)name * OFFSETS + REACH;
    if (start[0] == start[1])
        return NULL;
    double *row = rows_add(&engine->state_rows, model->width);
    if (!row) {
        *failed = 1;
        return NULL;
    }
    memset(row, 0, model->width * sizeof(double));
    for (uint32_t e = start[0]; e < start[1]; e++)
        row[model->entry_label[e]] += model->entry_weight[e];
    engine->row_of_name[name] = row;
    return row;
}

/* Where a key stands in the memo, or would stand. */
static Memo *memo_at(const Engine *engine, uint64_t key)
{
    uint32_t mask = engine->memo_size - 1, at = (uint32_t)(key * MEMO_FACTOR >> 40) & mask;
    while (engine->memo[at].key && engine->memo[at].key != key)
        at = (at + 1) & mask;
    return &engine->memo[at];
}

/* Doubles the memo within its bounds. A small one stays in the processor's own memory. */
static void more_memo(Engine *engine)
{
    uint32_t size = 2 * engine->memo_size, before = engine->memo_size;
    Memo *old = engine->memo, *fresh = size > MEMO_LIMIT ? NULL : PyMem_Calloc(size, sizeof(Memo));
    if (!fresh)
        return;
    engine->memo = fresh;
    engine->memo_size = size;
    for (uint32_t i = 0; i < before; i++)
        if (old[i].key)
            *memo_at(engine, old[i].key) = old[i];
    PyMem_Free(old);
}

static int memo_is_full(const Engine *engine)
{
    return engine->memo_used >= engine->memo_size / 4 * 3;
}

static void remember(Engine *engine, uint64_t key, const double *row)
{
    if (engine->memo_used >= engine->memo_size / 2)
        more_memo(engine);
    if (memo_is_full(engine))
        return;
    Memo *memo = memo_at(engine, key);
    memo->key = key;
    memo->row = row;
    engine->memo_used++;
}

void gather(Gathered *gathered, Engine *engine)
{
    gathered->engine = engine;
    gathered->count = gathered->spares = 0;
    gathered->failed = 0;
}

static void gather_row(Gathered *gathered, const double *row)
{
    if (row)
        gathered->row[gathered->count++] = row;
}

void feature(Gathered *gathered, int kind, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    Engine *engine = gathered->engine;
    uint64_t key = (uint64_t)kind | (uint64_t)a << 8 | (uint64_t)b << 22 | (uint64_t)c << 36 |
                   (uint64_t)d << 50;
    const Memo *memo = memo_at(engine, key);
    if (memo->key) {
        gather_row(gathered, memo->row);
        return;
    }
    uint32_t numbers[4] = {a, b, c, d};
    char name[8 * MAX_INTERNED_BYTES];
    size_t length = write_name(engine, kind, numbers, name);
    int failed = 0;
    const double *row = dense_row(engine, model_find(&engine->model, name, length), &failed);
    if (failed)
        gathered->failed = 1;
    else
        remember(engine, key, row);
    gather_row(gathered, row);
}

#define FIELD(from, bits) ((uint32_t)(key >> (from)) & ((1u << (bits)) - 1))

/* The features that a key of a group stands for: its kind in the lowest 8 bits, then the numbers
 * that they depend on; those of strings have 14 bits. */
static void group_features(Gathered *part, uint64_t key)
{
    switch (FIELD(0, 8)) {
    case G_PLACE:
        feature(part, F_POSITION, FIELD(8, 4), 0, 0, 0);
        feature(part, F_REVERSE, FIELD(12, 4), 0, 0, 0);
        feature(part, F_FRACTION, FIELD(16, 4), 0, 0, 0);
        break;
    case G_SEGMENT: {
        uint32_t segment = FIELD(8, 3);
        feature(part, F_SEGMENT, segment, 0, 0, 0);
        feature(part, F_SEGMENT_SINCE, segment, FIELD(11, 3), 0, 0);
        feature(part, F_SEGMENT_CAPS, segment, FIELD(14, 3), 0, 0);
        feature(part, F_SEGMENT_STYLE, segment, FIELD(17, 14), 0, 0);
        break;
    }
    case G_SEEN:
    case G_NEXT:
        for (uint32_t k = 0; k < WATCHED; k++)
            if (FIELD(8 + 4 * k, 4))
                feature(part, FIELD(0, 8) == G_SEEN ? F_SEEN : F_NEXT, k,
                        FIELD(8 + 4 * k, 4) - 1, 0, 0);
        break;
    case G_BEFORE: {
        uint32_t caps = FIELD(8, 3), caps_before = FIELD(11, 3), tail_before = FIELD(28, 14);
        feature(part, F_BEFORE, tail_before, caps, FIELD(14, 14), 0);
        feature(part, F_BEFORE_CAPS, caps_before, tail_before, caps, 0);
        break;
    }
    case G_AFTER: {
        uint32_t caps = FIELD(8, 3), caps_after = FIELD(11, 3), tail = FIELD(14, 14);
        if (FIELD(56, 1)) {
            feature(part, F_AFTER, tail, caps_after, FIELD(28, 14), 0);
            feature(part, F_AFTER_CAPS, caps, tail, caps_after, FIELD(42, 14));
        }
        if (FIELD(57, 1))
            feature(part, F_YEAR_SEEN, caps, tail, 0, 0);
        break;
    }
    case G_CHUNK: {
        uint32_t wide = FIELD(8, 3), capitals = FIELD(11, 3), kind = FIELD(14, 14);
        feature(part, F_CHUNK, kind, wide, 0, 0);
        feature(part, F_CHUNK_CAPITALS, capitals, wide, 0, 0);
        feature(part, F_CHUNK_BOTH, kind, capitals, 0, 0);
        break;
    }
    case G_EDGE:
        feature(part, F_CHUNK_EDGE, FIELD(8, 8), FIELD(16, 14), 0, 0);
        feature(part, F_CHUNK_PLACE, FIELD(8, 8), 0, 0, 0);
        break;
    }
}

/* What features come to together. Kept or not, it is the same sum in the same order. */
static void new_group(Gathered *gathered, uint64_t key)
{
    Engine *engine = gathered->engine;
    Gathered part;
    const double *row = NULL;
    int keep = 1;
    gather(&part, engine);
    group_features(&part, key);
    if (part.count > 1) {
        double *sum;
        keep = engine->group_rows.count < GROUP_LIMIT && !memo_is_full(engine);
        if (keep)
            sum = rows_add(&engine->group_rows, engine->model.width);
        else
            sum = gathered->spare[gathered->spares++];
        if (sum)
            KERNELS.sum_rows(part.row, part.count, sum, engine->model.width);
        row = sum;
        part.failed |= !sum;
    } else if (part.count)
        row = part.row[0];
    gathered->failed |= part.failed;
    if (keep && !part.failed)
        remember(engine, key, row);
    gather_row(gathered, row);
}

void group(Gathered *gathered, uint64_t key)
{
    const Memo *memo = memo_at(gathered->engine, key);
    if (memo->key)
        gather_row(gathered, memo->row);
    else
        new_group(gathered, key);
}

void sum_gathered(Gathered *gathered, double *sum)
{
    KERNELS.sum_rows(gathered->row, gathered->count, sum, gathered->engine->model.width);
    gathered->count = gathered->spares = 0;
}

/* state._ends_segment */
static int ends_segment(const Token *token, const Token *following)
{
    if (!(token->flags & TAIL_SEGMENT))
        return 0;
    if ((token->flags & TAIL_DOT) && !(token->flags & TAIL_STRONG) && token->core_length < 3)
        return token->core_length && (token->flags & CORE_DIGIT);
    return !following || following->lead || !(following->flags & CORE_LOWER);
}

/* state._brackets: brackets open behind a token; at most the innermost four are remembered. */
static int brackets(const char *text, char *open, int depth)
{
    char more[64];
    int size = depth;
    memcpy(more, open, (size_t)depth);
    for (; *text; text++) {
        if (*text == '(' || *text == '[') {
            if (size == (int)sizeof more) { /* keep the innermost half */
                memmove(more, more + size / 2, (size_t)(size - size / 2));
                size -= size / 2;
            }
            more[size++] = *text;
        } else if (size)
            size--;
    }
    int kept = size < 4 ? size : 4;
    memcpy(open, more + size - kept, (size_t)kept);
    return kept;
}

/* state._style, as an interned string */
static int32_t style(Engine *engine)
{
    uint32_t size = engine->count, year = size;
    char name[3] = {0, '-', '-'};
    for (uint32_t i = 0; i < size; i++) {
        const Token *token = engine->token[i];
        if (year == size && (token->marks >> SEES_YEAR & 1))
            year = i;
        if (token->flags & QUOTED)
            name[1] = 'q';
        if (token->marks >> SEES_SLASHES & 1)
            name[2] = '/';
    }
    name[0] = year == size                                ? 'n'
              : (uint64_t)year * 5 < (uint64_t)size * 2   ? 'e'
              : (uint64_t)year * 3 > (uint64_t)size * 2   ? 'l'
                                                          : 'm';
    return intern(&engine->interned, name, 3);
}

/* state._name_style, as an interned string */
static int32_t name_style(Engine *engine)
{
    uint32_t size = engine->count;
    uint32_t begin = size > 3 && engine->token[0]->caps == CAP_NUMBER;
    char name[2 * MAX_INTERNED_BYTES] = "";
    for (uint32_t i = begin; i < begin + 2 && i < size; i++) {
        const Token *token = engine->token[i];
        strcat(name, CAPITALS[token->caps]);
        strcat(name, token->tail2 ? engine->interned.text[token->tail2] : "0");
    }
    return intern(&engine->interned, name, strlen(name));
}

/* Which of the watched things come next, and how far on: 4 bits for each thing. */
static void look_ahead(Engine *engine)
{
    uint32_t next[WATCHED] = {0}, met = 0;
    for (uint32_t i = engine->count; i-- > 0;) {
        uint64_t key = G_NEXT;
        for (uint32_t left = met; left; left &= left - 1) {
            uint32_t k = lowest_bit(left);
            key |= (uint64_t)(distance(next[k] - i) + 1) << (8 + 4 * k);
        }
        engine->around[i].ahead = key;
        met |= engine->token[i]->marks;
        for (uint32_t left = engine->token[i]->marks; left; left &= left - 1)
            next[lowest_bit(left)] = i;
    }
}

/* Asks for the sums of a token's class, where they are known, before they are needed. */
static void expect_class(const Engine *engine, uint32_t i)
{
    int32_t row = i < engine->count ? engine->token[i]->class->row : -1;
    size_t size = OFFSETS * engine->model.width;
    for (size_t at = 0; row >= 0 && at < size; at += 8)
        PREFETCH(engine->class_row + (size_t)row * size + at);
}

/* The sums of a token's class, which stay until OFFSETS more have been asked for. */
static const double *hold_class(Engine *engine, uint32_t i)
{
    engine->held[i % OFFSETS] = engine->token[i]->class;
    return class_weights(engine, engine->token[i]->class);
}

/* state.states */
static int states(Engine *engine)
{
    uint32_t size = engine->count, width = engine->model.width;
    int failed = 0;
    int32_t built = style(engine), names = name_style(engine);
    if (built < 0 || names < 0) {
        PyErr_SetString(PyExc_OverflowError, "too many different marks of punctuation");
        return -1;
    }
    look_ahead(engine);
    const double *first = dense_row(engine, engine->edge_first, &failed);
    const double *last = dense_row(engine, engine->edge_last, &failed);
    const double *window[OFFSETS] = {0}; /* weights of the classes of the tokens around */
    Gathered here;
    gather(&here, engine);
    for (uint32_t i = 0; i < REACH && i < size; i++)
        window[i] = hold_class(engine, i);
    int inside = 0, single = 0, depth = 0;
    int64_t closed = -1;
    char open[4];
    uint32_t seen[WATCHED] = {0}, met = 0;
    uint32_t segment = 0, segment_start = 0;
    for (uint32_t i = 0; i < size; i++) {
        const Token *token = engine->token[i];
        const Token *before = i ? engine->token[i - 1] : NULL;
        const Token *after = i + 1 < size ? engine->token[i + 1] : NULL;
        uint32_t caps = token->caps;
        expect_class(engine, i + REACH + 2);
        if (i + REACH < size)
            window[(i + REACH) % OFFSETS] = hold_class(engine, i + REACH);
        for (uint32_t k = 0; k < OFFSETS; k++) {
            uint32_t at = i + k - REACH; /* below 0 it is far above the size */
            if (at < size)
                gather_row(&here, window[at % OFFSETS] + (size_t)(OFFSETS - 1 - k) * width);
        }
        /* "edge=first" is what any of the first tokens sees where its window leaves the reference. */
        if (i < REACH)
            gather_row(&here, first);
        if (size - 1 - i < REACH)
            gather_row(&here, last);
        int was_inside = inside;
        if (token->flags & GUILLEMET)
            inside = (token->flags & GUILLEMET_OPEN) != 0;
        else if (token->flags & QUOTES_ODD)
            inside = !inside;
        if (inside && !was_inside)
            feature(&here, F_QUOTE_OPEN, 0, 0, 0, 0);
        else if (was_inside && !inside)
            feature(&here, F_QUOTE_CLOSE, 0, 0, 0, 0);
        else if (inside)
            feature(&here, F_QUOTE_IN, 0, 0, 0, 0);
        if (token->flags & LEAD_APOSTROPHE) {
            single = 1;
            feature(&here, F_SINGLE_OPEN, 0, 0, 0, 0);
        } else if (single)
            feature(&here, F_SINGLE_IN, 0, 0, 0, 0);
        if (closed >= 0)
            feature(&here, F_QUOTE_AFTER, distance((uint32_t)(i - closed)), 0, 0, 0);
        if ((was_inside && !inside) || (single && (token->flags & TAIL_APOSTROPHE))) {
            closed = i;
            single = 0;
        }
        uint32_t bracket = depth ? (uint8_t)open[depth - 1] : token->bracket;
        if (bracket) {
            feature(&here, F_BRACKET, bracket, 0, 0, 0);
            feature(&here, F_BRACKET_CAPS, bracket, caps, 0, 0);
        }
        if (token->brackets)
            depth = brackets(token->brackets, open, depth);
        uint64_t behind = G_SEEN;
        for (uint32_t left = met; left; left &= left - 1) {
            uint32_t k = lowest_bit(left);
            behind |= (uint64_t)(distance(i - seen[k]) + 1) << (8 + 4 * k);
        }
        if (met)
            group(&here, behind);
        if (engine->around[i].ahead != G_NEXT)
            group(&here, engine->around[i].ahead);
        uint32_t seg = segment < 6 ? segment : 6;
        group(&here, G_PLACE | position(i) << 8 | position(size - 1 - i) << 12 |
                         (uint32_t)(10ULL * i / size) << 16);
        group(&here, G_SEGMENT | seg << 8 | distance(i - segment_start) << 11 | caps << 14 |
                         (uint64_t)built << 17);
        if (before)
            group(&here, G_BEFORE | caps << 8 | (uint32_t)before->caps << 11 |
                             (uint64_t)token->lead << 14 | (uint64_t)before->tail << 28);
        uint64_t beyond = G_AFTER | caps << 8 | (uint64_t)token->tail << 14;
        if (after) {
            beyond |= (uint32_t)after->caps << 11 | (uint64_t)after->lead << 28 |
                      (uint64_t)after->tail << 42 | 1ULL << 56;
            feature(&here, F_NAMES, (uint32_t)names, caps, token->tail, after->caps);
        }
        beyond |= (uint64_t)(met >> SEES_YEAR & 1) << 57;
        group(&here, beyond);
        group(&here, engine->around[i].edge);
        gather_row(&here, engine->alpha + (size_t)engine->around[i].chunk * width);
        sum_gathered(&here, engine->emission + (size_t)i * width);
        for (uint32_t left = token->marks & ~met; left; left &= left - 1)
            seen[lowest_bit(left)] = i;
        met |= token->marks;
        if (!depth && !inside && ends_segment(token, after)) {
            segment++;
            segment_start = i + 1;
        }
    }
    if (here.failed || failed) {
        PyErr_NoMemory();
        return -1;
    }
    return 0;
}

/* features.extract together with the model's weights: one row of sums for each token. */
int sum_emissions(Engine *engine)
{
    uint32_t count = engine->count, width = engine->model.width;
    if (lattice_reserve(engine) || chunk_features(engine) || states(engine))
        return -1;
    memset(engine->padded, 0, REACH * width * sizeof(double));
    memset(engine->emission + (size_t)count * width, 0, REACH * width * sizeof(double));
    KERNELS.add_own_weights(engine->padded, engine->token, count, width);
    for (uint32_t i = 0; i < count; i++) { /* padding that is neither best nor worst */
        double *row = engine->emission + (size_t)i * width;
        for (uint32_t j = engine->model.labels; j < width; j++)
            row[j] = row[0];
    }
    return 0;
}
