/* From a string to tokens: text/normalise.py and text/tokenise.py.
 *
 * Most references hold no character that normalisation changes by its neighbours; for the others
 * Python is asked. Chunks that are more than a plain word or number are cut by rules.c, or by Python
 * without it, and the cuts remembered. So the rules of splitting stand in tokenise.py alone.
 */
#include "core.h"

#define LONGEST_REMEMBERED 64 /* characters of a chunk */

void *grow(void *memory, size_t *room, size_t wanted, size_t item)
{
    if (memory && *room >= wanted)
        return memory;
    size_t size = wanted + wanted / 2 + 64;
    void *fresh = PyMem_Realloc(memory, size * item);
    if (!fresh) {
        PyErr_NoMemory();
        return NULL;
    }
    *room = size;
    return fresh;
}

uint8_t CHARACTERS[128];

void learn_characters(void)
{
    for (Char c = 0; c < 128; c++)
        CHARACTERS[c] = (uint8_t)((Py_UNICODE_ISALPHA(c) ? ALPHA : 0) |
                                  (Py_UNICODE_ISDIGIT(c) ? DIGIT : 0) |
                                  (Py_UNICODE_ISDECIMAL(c) ? DECIMAL : 0) |
                                  (Py_UNICODE_ISALNUM(c) ? ALNUM : 0) |
                                  (Py_UNICODE_ISUPPER(c) ? UPPER : 0) |
                                  (Py_UNICODE_ISLOWER(c) ? LOWER : 0) |
                                  (Py_UNICODE_ISSPACE(c) ? SPACE : 0));
}

#define GROW(memory, room, wanted)                                              \
    do {                                                                        \
        void *fresh = grow(memory, room, wanted, sizeof *(memory));             \
        if (!fresh)                                                             \
            return -1;                                                          \
        (memory) = fresh;                                                       \
    } while (0)

uint64_t hash_chars(const Char *text, size_t length)
{
    uint64_t hash = 0x9E3779B97F4A7C15ULL ^ length;
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ text[i]) * 0xFF51AFD7ED558CCDULL;
        hash ^= hash >> 29;
    }
    return hash ^ (hash >> 32);
}

size_t utf8(char *out, const Char *text, size_t length)
{
    char *at = out;
    for (size_t i = 0; i < length; i++) {
        Char c = text[i];
        if (c < 0x80)
            *at++ = (char)c;
        else if (c < 0x800) {
            *at++ = (char)(0xC0 | c >> 6);
            *at++ = (char)(0x80 | (c & 63));
        } else if (c < 0x10000) {
            *at++ = (char)(0xE0 | c >> 12);
            *at++ = (char)(0x80 | (c >> 6 & 63));
            *at++ = (char)(0x80 | (c & 63));
        } else {
            *at++ = (char)(0xF0 | c >> 18);
            *at++ = (char)(0x80 | (c >> 12 & 63));
            *at++ = (char)(0x80 | (c >> 6 & 63));
            *at++ = (char)(0x80 | (c & 63));
        }
    }
    return (size_t)(at - out);
}

static int read_map(PyObject *given, uint32_t *out, size_t count)
{
    if (!PyTuple_Check(given) || (size_t)PyTuple_GET_SIZE(given) != count) {
        PyErr_SetString(PyExc_TypeError, "normalise: offsets must be a tuple, one a character");
        return -1;
    }
    for (size_t i = 0; i < count; i++) {
        unsigned long value = PyLong_AsUnsignedLong(PyTuple_GET_ITEM(given, (Py_ssize_t)i));
        if (value == (unsigned long)-1 && PyErr_Occurred())
            return -1;
        out[i] = (uint32_t)value;
    }
    return 0;
}

/* Room for a changed text of some length with its map. */
static int changed_room(Engine *engine, size_t length)
{
    GROW(engine->changed, &engine->changed_room, length + 1);
    if (engine->map_room < length + 1) {
        size_t room = engine->map_room;
        GROW(engine->map_start, &room, length + 1);
        room = engine->map_room;
        GROW(engine->map_end, &room, length + 1);
        engine->map_room = room;
    }
    return 0;
}

static int ask_normalise(Engine *engine, PyObject *text)
{
    int result = -1;
    PyObject *normal = PyObject_CallFunctionObjArgs(engine->normalise, text, NULL);
    PyObject *changed = NULL, *starts = NULL, *ends = NULL;
    if (!normal)
        return -1;
    changed = PyObject_GetAttrString(normal, "text");
    starts = PyObject_GetAttrString(normal, "starts");
    ends = PyObject_GetAttrString(normal, "ends");
    if (!changed || !starts || !ends || !PyUnicode_Check(changed))
        goto done;
    if (starts == Py_None) {
        result = 0; /* nothing was changed after all */
        goto done;
    }
    size_t length = (size_t)PyUnicode_GET_LENGTH(changed);
    if (changed_room(engine, length))
        goto done;
    if (!PyUnicode_AsUCS4(changed, engine->changed, (Py_ssize_t)length + 1, 1) ||
        read_map(starts, engine->map_start, length) || read_map(ends, engine->map_end, length))
        goto done;
    engine->changed_length = length;
    engine->mapped = 1;
    result = 0;
done:
    Py_XDECREF(ends);
    Py_XDECREF(starts);
    Py_XDECREF(changed);
    Py_DECREF(normal);
    return result;
}

/* normalise() where each character changes by itself; 0 where it has to be asked. */
static int change_characters(Engine *engine)
{
    size_t length = engine->text_length, count = 0;
    if (changed_room(engine, length * LONGEST_CHANGE))
        return -1;
    for (size_t i = 0; i < length; i++) {
        Char c = engine->text[i];
        uint8_t kind = c < 0x10000 ? engine->special[c] : 0;
        if (kind == ASK)
            return 0;
        const Char *fresh = kind ? engine->change[kind - 1] : &c;
        size_t size = kind ? engine->change_size[kind - 1] : 1;
        for (size_t k = 0; k < size; k++) {
            engine->changed[count] = fresh[k];
            engine->map_start[count] = (uint32_t)i;
            engine->map_end[count++] = (uint32_t)i + 1;
        }
    }
    engine->changed_length = count;
    engine->mapped = 1;
    return 1;
}

int read_text(Engine *engine, PyObject *text)
{
    size_t length = (size_t)PyUnicode_GET_LENGTH(text);
    GROW(engine->text, &engine->text_room, length + 1);
    if (!PyUnicode_AsUCS4(text, engine->text, (Py_ssize_t)length + 1, 1))
        return -1;
    engine->text_length = length;
    engine->mapped = 0;
    for (size_t i = 0; i < length; i++) {
        Char c = engine->text[i];
        if (c < 0x10000 && engine->special[c]) {
            int done = change_characters(engine);
            return done < 0 ? -1 : done ? 0 : ask_normalise(engine, text);
        }
    }
    return 0;
}

static int is_letter(Char c) { return kind_of(c, ALNUM) && !kind_of(c, DECIMAL); }

static int is_mark(Char c) { return c == '.' || c == ',' || c == ';' || c == ':'; }

/* Chunks that no rule of split_chunk cuts, below U+2E80: words ("Smith,"), also with hyphens or in
 * quotes, initials ("J.P.,") and numbers ("(1999).", "461-495."). All others go to Python. */
static int is_plain(const Char *chunk, size_t length)
{
    size_t i = 0, start;
    for (size_t k = 0; k < length; k++)
        if (chunk[k] >= 0x2E80)
            return 0;
    if (chunk[0] == '(' || kind_of(chunk[0], DECIMAL)) {
        i = chunk[0] == '(';
        start = i;
        while (i < length && chunk[i] >= '0' && chunk[i] <= '9')
            i++;
        if (i == start)
            return 0;
        if (i + 1 < length && (chunk[i] == '-' || chunk[i] == 0x2013) && chunk[i + 1] >= '0' &&
            chunk[i + 1] <= '9')
            for (i++; i < length && chunk[i] >= '0' && chunk[i] <= '9';)
                i++;
        while (i < length && (chunk[i] == ')' || is_mark(chunk[i])))
            i++;
        return i == length;
    }
    if (length >= 4 && chunk[0] >= 'A' && chunk[0] <= 'Z' && chunk[1] == '.') {
        while (i + 1 < length && chunk[i] >= 'A' && chunk[i] <= 'Z' && chunk[i + 1] == '.')
            i += 2;
        return i == length || (i + 1 == length && is_mark(chunk[i]) && chunk[i] != '.');
    }
    i = chunk[0] == '"';
    for (;;) {
        start = i;
        while (i < length && is_letter(chunk[i]))
            i++;
        if (i == start)
            return 0;
        if (i == length || chunk[i] != '-')
            break;
        i++;
    }
    i += i < length && chunk[i] == '"';
    for (size_t k = 0; k + 2 < length; k++) /* an address in quotes? */
        if ((chunk[k] == 'w' || chunk[k] == 'W') && (chunk[k + 1] == 'w' || chunk[k + 1] == 'W'))
            return 0;
    return i == length || (i + 1 == length && is_mark(chunk[i]));
}

/* The cut by the rules; where those do not say, *asked is set. */
static Cut *cut_by_rules(Engine *engine, const Char *chunk, size_t length, uint64_t hash, int *asked)
{
    uint32_t few[LONGEST_REMEMBERED + 1], *ends = few;
    Cut *cut = NULL;
    if (length > LONGEST_REMEMBERED && !(ends = PyMem_Malloc((length + 1) * sizeof *ends))) {
        PyErr_NoMemory();
        return NULL;
    }
    long count = rules_cut(engine->rules, chunk, length, ends);
    *asked = !count;
    if (count > 0 && (cut = arena_take(&engine->arena, sizeof(Cut)))) {
        uint32_t *edges = arena_take(&engine->arena, (size_t)count * sizeof(uint32_t));
        Char *copy = edges ? arena_take(&engine->arena, length * sizeof(Char)) : NULL;
        if (copy) {
            memcpy(edges, ends, (size_t)count * sizeof(uint32_t));
            memcpy(copy, chunk, length * sizeof(Char));
            *cut = (Cut){NULL, hash, copy, (uint32_t)length, (uint32_t)count, edges};
        } else
            cut = NULL;
    }
    if (ends != few)
        PyMem_Free(ends);
    return cut;
}

static Cut *ask_split(Engine *engine, const Char *chunk, size_t length, uint64_t hash)
{
    PyObject *text = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, chunk, (Py_ssize_t)length);
    PyObject *pieces = text ? PyObject_CallFunctionObjArgs(engine->split_chunk, text, NULL) : NULL;
    Cut *cut = NULL;
    Py_XDECREF(text);
    if (!pieces)
        return NULL;
    if (!PyList_Check(pieces)) {
        PyErr_SetString(PyExc_TypeError, "split_chunk must answer with a list");
        goto done;
    }
    size_t count = (size_t)PyList_GET_SIZE(pieces), at = 0;
    cut = arena_take(&engine->arena, sizeof(Cut));
    uint32_t *edges = arena_take(&engine->arena, (count + 1) * sizeof(uint32_t));
    Char *copy = arena_take(&engine->arena, (length + 1) * sizeof(Char));
    if (!cut || !edges || !copy) {
        cut = NULL;
        goto done;
    }
    for (size_t i = 0; i < count; i++) {
        PyObject *piece = PyList_GET_ITEM(pieces, (Py_ssize_t)i);
        if (!PyUnicode_Check(piece)) {
            PyErr_SetString(PyExc_TypeError, "split_chunk must answer with strings");
            cut = NULL;
            goto done;
        }
        at += (size_t)PyUnicode_GET_LENGTH(piece);
        edges[i] = (uint32_t)at;
    }
    if (at != length) {
        PyErr_SetString(PyExc_ValueError, "the pieces of a chunk must join to the chunk");
        cut = NULL;
        goto done;
    }
    memcpy(copy, chunk, length * sizeof(Char));
    cut->hash = hash;
    cut->text = copy;
    cut->length = (uint32_t)length;
    cut->count = (uint32_t)count;
    cut->at = edges;
done:
    Py_DECREF(pieces);
    return cut;
}

static Cut *find_cut(Engine *engine, const Char *chunk, size_t length)
{
    uint64_t hash = hash_chars(chunk, length);
    if (engine->cuts.size)
        for (Cut *cut = engine->cuts.bucket[hash & (engine->cuts.size - 1)]; cut; cut = cut->next)
            if (cut->hash == hash && cut->length == length &&
                !memcmp(cut->text, chunk, length * sizeof(Char)))
                return cut;
    int asked = !engine->rules;
    Cut *cut = asked ? NULL : cut_by_rules(engine, chunk, length, hash, &asked);
    if (asked)
        cut = ask_split(engine, chunk, length, hash);
    if (cut && length <= LONGEST_REMEMBERED && table_add(&engine->cuts, cut))
        return NULL;
    return cut;
}

int token_room(Engine *engine, size_t count)
{
    if (engine->room >= count && engine->token)
        return 0;
    size_t room = engine->room;
    void *fresh;
    if (!(fresh = grow(engine->token, &room, count, sizeof(Token *))))
        return -1;
    engine->token = fresh;
    room = engine->room;
    if (!(fresh = grow(engine->token_start, &room, count, sizeof(uint32_t))))
        return -1;
    engine->token_start = fresh;
    room = engine->room;
    if (!(fresh = grow(engine->token_end, &room, count, sizeof(uint32_t))))
        return -1;
    engine->token_end = fresh;
    room = engine->room;
    if (!(fresh = grow(engine->piece, &room, count, sizeof(Piece))))
        return -1;
    engine->piece = fresh;
    engine->room = (uint32_t)room;
    return 0;
}

static int add_piece(Engine *engine, const Char *text, size_t start, size_t end, uint32_t *before)
{
    uint32_t first = engine->mapped ? engine->map_start[start] : (uint32_t)start;
    uint32_t last = engine->mapped ? engine->map_end[end - 1] : (uint32_t)end;
    /* Two pieces cut out of one original character (a ligature) cannot both have it. */
    if (first < *before)
        first = *before;
    if (first >= last)
        return 0;
    if (token_room(engine, (size_t)engine->count + 1))
        return -1;
    uint64_t hash = hash_chars(text + start, end - start);
    if (engine->tokens.size)
        PREFETCH(&engine->tokens.bucket[hash & (engine->tokens.size - 1)]);
    engine->piece[engine->count] = (Piece){hash, (uint32_t)start, (uint32_t)(end - start)};
    engine->token_start[engine->count] = first;
    engine->token_end[engine->count] = last;
    engine->count++;
    *before = last;
    return 0;
}

/* The tokens of all pieces. Memory is what known tokens wait for, so they are asked for at once. */
static int find_tokens(Engine *engine, const Char *chars)
{
    if (engine->tokens.size)
        for (uint32_t i = 0; i < engine->count; i++) {
            uint64_t hash = engine->piece[i].hash;
            const char *node = engine->tokens.bucket[hash & (engine->tokens.size - 1)];
            if (node) {
                PREFETCH(node);
                PREFETCH(node + 64);
                PREFETCH(node + 128);
            }
        }
    for (uint32_t i = 0; i < engine->count; i++) {
        const Piece *piece = &engine->piece[i];
        Token *token = find_token(engine, chars + piece->start, piece->length, piece->hash);
        if (!token)
            return -1;
        PREFETCH(token->weight);
        PREFETCH(token->place);
        engine->token[i] = token;
    }
    return 0;
}

int tokenise(Engine *engine, PyObject *text)
{
    engine->count = 0;
    if (read_text(engine, text))
        return -1;
    const Char *chars = engine->mapped ? engine->changed : engine->text;
    size_t length = engine->mapped ? engine->changed_length : engine->text_length;
    uint32_t before = 0;
    for (size_t i = 0; i < length;) {
        while (i < length && kind_of(chars[i], SPACE))
            i++;
        size_t start = i;
        while (i < length && !kind_of(chars[i], SPACE))
            i++;
        if (start == i)
            break;
        if (is_plain(chars + start, i - start)) {
            if (add_piece(engine, chars, start, i, &before))
                return -1;
            continue;
        }
        Cut *cut = find_cut(engine, chars + start, i - start);
        if (!cut)
            return -1;
        size_t from = start;
        for (uint32_t piece = 0; piece < cut->count; piece++) {
            size_t to = start + cut->at[piece];
            if (from < to && add_piece(engine, chars, from, to, &before))
                return -1;
            from = to;
        }
    }
    return find_tokens(engine, chars);
}
