/* Running state and the sum of all weights of each token: features/state.py, features/__init__.py.
 *
 * A state feature is a kind and up to four small numbers. Its name is written only once, when it
 * is first met; from then on its numbers lead straight to its weights.
 */
#include "core.h"

#include <stdio.h>

#define MEMO_FACTOR 0x9E3779B97F4A7C15ULL

static uint32_t memo_place(uint64_t hash, uint32_t mask) { return (uint32_t)(hash >> 40) & mask; }

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

/* state.bucket: the number of the first limit above the value. */
static uint32_t bucket(uint32_t value, const uint32_t *limits)
{
    uint32_t at = 0;
    while (limits[at] && value >= limits[at])
        at++;
    return at;
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

/* The dense weights of a name of the model, made at the first call; -1 where there are none. */
static int32_t dense_row(Engine *engine, int32_t name)
{
    const Model *model = &engine->model;
    if (name < 0)
        return -1;
    if (engine->state_of_name[name] >= 0)
        return engine->state_of_name[name];
    const uint32_t *start = model->entry_start + (size_t)name * OFFSETS + REACH;
    if (start[0] == start[1])
        return -1;
    if (engine->state_rows == engine->state_room) {
        uint32_t room = engine->state_room * 2 + 1024;
        size_t row_size = model->width * sizeof(double);
        void *fresh = rows_new(room * row_size);
        if (!fresh)
            return -2;
        memcpy(fresh, engine->state_row, engine->state_rows * row_size);
        rows_free(engine->state_row);
        engine->state_row = fresh;
        engine->state_room = room;
    }
    double *row = engine->state_row + (size_t)engine->state_rows * model->width;
    memset(row, 0, model->width * sizeof(double));
    for (uint32_t e = start[0]; e < start[1]; e++)
        row[model->entry_label[e]] += model->entry_weight[e];
    engine->state_of_name[name] = (int32_t)engine->state_rows;
    return (int32_t)engine->state_rows++;
}

static int32_t name_row(Engine *engine, int kind, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    uint32_t numbers[4] = {a, b, c, d};
    char name[8 * MAX_INTERNED_BYTES];
    size_t length = write_name(engine, kind, numbers, name);
    return dense_row(engine, model_find(&engine->model, name, length));
}

/* Doubles the memo within its bounds; where a key of some hash stands now. A small one stays in the
 * processor's own memory. */
static uint32_t more_memo(Engine *engine, uint64_t wanted, uint32_t at)
{
    uint32_t size = 2 * engine->memo_size, mask = size - 1;
    Memo *fresh = size > MEMO_LIMIT ? NULL : PyMem_Calloc(size, sizeof(Memo));
    if (!fresh)
        return at;
    for (uint32_t i = 0; i < engine->memo_size; i++) {
        if (!engine->memo[i].key)
            continue;
        for (at = memo_place(engine->memo[i].key * MEMO_FACTOR, mask); fresh[at].key;)
            at = (at + 1) & mask;
        fresh[at] = engine->memo[i];
    }
    PyMem_Free(engine->memo);
    engine->memo = fresh;
    engine->memo_size = size;
    for (at = memo_place(wanted, mask); fresh[at].key;)
        at = (at + 1) & mask;
    return at;
}

void feature(Gathered *gathered, int kind, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    Engine *engine = gathered->engine;
    int32_t row;
    if (!(c | d) && a < 128 && b < 16) {
        int32_t *known = &engine->direct[(uint32_t)kind << 11 | a << 4 | b];
        if (!*known) {
            row = name_row(engine, kind, a, b, c, d);
            if (row == -2) {
                gathered->failed = 1;
                return;
            }
            *known = row < 0 ? -1 : row + 1;
        }
        if (*known > 0)
            gathered->row[gathered->count++] = *known - 1;
        return;
    }
    uint64_t key = (uint64_t)kind | (uint64_t)a << 8 | (uint64_t)b << 22 | (uint64_t)c << 36 |
                   (uint64_t)d << 50;
    uint64_t hash = key * MEMO_FACTOR;
    uint32_t mask = engine->memo_size - 1;
    uint32_t at = memo_place(hash, mask);
    for (; engine->memo[at].key; at = (at + 1) & mask)
        if (engine->memo[at].key == key) {
            if (engine->memo[at].row >= 0)
                gathered->row[gathered->count++] = engine->memo[at].row;
            return;
        }
    row = name_row(engine, kind, a, b, c, d);
    if (row == -2) {
        gathered->failed = 1;
        return;
    }
    if (engine->memo_used >= engine->memo_size / 2)
        at = more_memo(engine, hash, at);
    if (engine->memo_used < engine->memo_size * 3 / 4) {
        engine->memo[at].key = key;
        engine->memo[at].row = row;
        engine->memo_used++;
    }
    if (row >= 0)
        gathered->row[gathered->count++] = row;
}

VECTORISED
static void add_rows(double *sum, const double *rows, const int32_t *numbers, uint32_t count,
                     uint32_t width)
{
    for (uint32_t i = 0; i < count; i++) {
        const double *row = rows + (size_t)numbers[i] * width;
        for (uint32_t j = 0; j < width; j++)
            sum[j] += row[j];
    }
}

void add_gathered(Gathered *gathered, double *sum)
{
    add_rows(sum, gathered->engine->state_row, gathered->row, gathered->count,
             gathered->engine->model.width);
    gathered->count = 0;
}

VECTORISED
void add_row(double *sum, const double *row, uint32_t width)
{
    for (uint32_t j = 0; j < width; j++)
        sum[j] += row[j];
}

/* What a token gives to itself and to its neighbours: the rows from three before to three behind
 * it, in one go. */
VECTORISED
static void spread(double *emission, const double *shared, const Token *token, uint32_t size)
{
    for (uint32_t j = 0; j < size; j++)
        emission[j] += shared[j];
    for (uint32_t i = 0; i < token->weights; i++)
        emission[token->place[i]] += token->weight[i];
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

/* Where each of the watched things comes next, for each token: WATCHED numbers a token. */
static int look_ahead(Engine *engine)
{
    size_t wanted = (size_t)engine->count * WATCHED;
    void *fresh = grow(engine->scratch, &engine->scratch_room, wanted, sizeof(int32_t));
    if (!fresh)
        return -1;
    engine->scratch = fresh;
    int32_t next[WATCHED];
    memset(next, -1, sizeof next);
    for (uint32_t i = engine->count; i-- > 0;) {
        memcpy(engine->scratch + (size_t)i * WATCHED, next, sizeof next);
        for (int k = 0; k < WATCHED; k++)
            if (engine->token[i]->marks >> k & 1)
                next[k] = (int32_t)i;
    }
    return 0;
}

/* state.states */
static int states(Engine *engine)
{
    uint32_t size = engine->count, width = engine->model.width;
    int32_t built = style(engine), names = name_style(engine);
    if (built < 0 || names < 0) {
        PyErr_SetString(PyExc_OverflowError, "too many different marks of punctuation");
        return -1;
    }
    if (look_ahead(engine))
        return -1;
    Gathered here = {engine, 0, 0, {0}};
    int inside = 0, single = 0, depth = 0;
    int64_t closed = -1;
    char open[4];
    int32_t seen[WATCHED];
    uint32_t segment = 0, segment_start = 0;
    memset(seen, -1, sizeof seen);
    for (uint32_t i = 0; i < size; i++) {
        const Token *token = engine->token[i];
        const Token *before = i ? engine->token[i - 1] : NULL;
        const Token *after = i + 1 < size ? engine->token[i + 1] : NULL;
        uint32_t caps = token->caps;
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
            feature(&here, F_QUOTE_AFTER, bucket((uint32_t)(i - closed), DISTANCES), 0, 0, 0);
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
        const int32_t *ahead = engine->scratch + (size_t)i * WATCHED;
        for (uint32_t k = 0; k < WATCHED; k++) {
            if (seen[k] >= 0)
                feature(&here, F_SEEN, k, bucket(i - (uint32_t)seen[k], DISTANCES), 0, 0);
            if (ahead[k] >= 0)
                feature(&here, F_NEXT, k, bucket((uint32_t)ahead[k] - i, DISTANCES), 0, 0);
        }
        uint32_t seg = segment < 6 ? segment : 6;
        feature(&here, F_POSITION, bucket(i, POSITIONS), 0, 0, 0);
        feature(&here, F_REVERSE, bucket(size - 1 - i, POSITIONS), 0, 0, 0);
        feature(&here, F_FRACTION, (uint32_t)(10ULL * i / size), 0, 0, 0);
        feature(&here, F_SEGMENT, seg, 0, 0, 0);
        feature(&here, F_SEGMENT_SINCE, seg, bucket(i - segment_start, DISTANCES), 0, 0);
        feature(&here, F_SEGMENT_STYLE, seg, (uint32_t)built, 0, 0);
        feature(&here, F_SEGMENT_CAPS, seg, caps, 0, 0);
        if (before) {
            feature(&here, F_BEFORE, before->tail, caps, token->lead, 0);
            feature(&here, F_BEFORE_CAPS, before->caps, before->tail, caps, 0);
        }
        if (after) {
            feature(&here, F_AFTER, token->tail, after->caps, after->lead, 0);
            feature(&here, F_AFTER_CAPS, caps, token->tail, after->caps, after->tail);
            feature(&here, F_NAMES, (uint32_t)names, caps, token->tail, after->caps);
        }
        if (seen[SEES_YEAR] >= 0)
            feature(&here, F_YEAR_SEEN, caps, token->tail, 0, 0);
        add_gathered(&here, engine->emission + (size_t)i * width);
        for (int k = 0; k < WATCHED; k++)
            if (seen[k] < 0 && (token->marks >> k & 1))
                seen[k] = (int32_t)i;
        if (!depth && !inside && ends_segment(token, after)) {
            segment++;
            segment_start = i + 1;
        }
    }
    if (here.failed) {
        PyErr_NoMemory();
        return -1;
    }
    return 0;
}

/* features.extract together with the model's weights: one row of sums for each token. */
int sum_emissions(Engine *engine)
{
    uint32_t count = engine->count, width = engine->model.width;
    if (lattice_reserve(engine))
        return -1;
    memset(engine->padded, 0, (size_t)(count + 2 * REACH) * width * sizeof(double));
    for (uint32_t i = 0; i < count; i++)
        spread(engine->padded + (size_t)i * width, class_weights(engine, engine->token[i]->class),
               engine->token[i], OFFSETS * width);
    int32_t first = dense_row(engine, engine->edge_first);
    int32_t last = dense_row(engine, engine->edge_last);
    /* "edge=first" is what any of the first tokens sees where its window leaves the reference. */
    for (uint32_t i = 0; i < count && i < REACH; i++) {
        if (first >= 0)
            add_row(engine->emission + (size_t)i * width,
                    engine->state_row + (size_t)first * width, width);
        if (last >= 0)
            add_row(engine->emission + (size_t)(count - 1 - i) * width,
                    engine->state_row + (size_t)last * width, width);
    }
    if (states(engine) || chunk_features(engine))
        return -1;
    for (uint32_t i = 0; i < count; i++) { /* padding that is neither best nor worst */
        double *row = engine->emission + (size_t)i * width;
        for (uint32_t j = engine->model.labels; j < width; j++)
            row[j] = row[0];
    }
    return 0;
}
