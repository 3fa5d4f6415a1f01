/* From a string to tokens: text/normalise.py and text/tokenise.py.
 *
 * Most references hold no character that normalisation changes; for the others, and for chunks
 * that are more than a plain word or number, the Python functions are asked and their answers
 * for chunks remembered. So the rules of splitting stand in tokenise.py alone.
 */
#include "core.h"

#define LONGEST_REMEMBERED 64 /* characters of a chunk */

void *grow(void *memory, size_t *room, size_t wanted, size_t item)
{
    if (*room >= wanted)
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
    void *fresh = grow(engine->changed, &engine->changed_room, length + 1, sizeof(Char));
    if (!fresh)
        goto done;
    engine->changed = fresh;
    if (engine->map_room < length + 1) {
        size_t room = engine->map_room;
        fresh = grow(engine->map_start, &room, length + 1, sizeof(uint32_t));
        if (!fresh)
            goto done;
        engine->map_start = fresh;
        room = engine->map_room;
        fresh = grow(engine->map_end, &room, length + 1, sizeof(uint32_t));
        if (!fresh)
            goto done;
        engine->map_end = fresh;
        engine->map_room = room;
    }
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
        if (c < 0x10000 && engine->special[c >> 3] >> (c & 7) & 1)
            return ask_normalise(engine, text);
    }
    return 0;
}

/* tokenise._PLAIN below U+2E80: a word with one mark behind it, or a number: what is never cut.
 * Chunks with East Asian characters go to Python. */
static int is_plain(const Char *chunk, size_t length)
{
    size_t i = 0;
    for (size_t k = 0; k < length; k++)
        if (chunk[k] >= 0x2E80)
            return 0;
    if (kind_of(chunk[0], ALNUM) && !kind_of(chunk[0], DECIMAL)) {
        while (i < length && kind_of(chunk[i], ALNUM) && !kind_of(chunk[i], DECIMAL))
            i++;
        return i == length || (i + 1 == length && (chunk[i] == '.' || chunk[i] == ',' ||
                                                   chunk[i] == ';' || chunk[i] == ':'));
    }
    if (chunk[0] == '(')
        i = 1;
    size_t digits = i;
    while (i < length && kind_of(chunk[i], DECIMAL))
        i++;
    if (i == digits)
        return 0;
    while (i < length && (chunk[i] == ')' || chunk[i] == '.' || chunk[i] == ',' ||
                          chunk[i] == ';' || chunk[i] == ':'))
        i++;
    return i == length;
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
    Cut *cut = ask_split(engine, chunk, length, hash);
    if (cut && length <= LONGEST_REMEMBERED && table_add(&engine->cuts, cut))
        return NULL;
    return cut;
}

static int add_token(Engine *engine, const Char *text, size_t start, size_t end, uint32_t *before)
{
    uint32_t first = engine->mapped ? engine->map_start[start] : (uint32_t)start;
    uint32_t last = engine->mapped ? engine->map_end[end - 1] : (uint32_t)end;
    /* Two pieces cut out of one original character (a ligature) cannot both have it. */
    if (first < *before)
        first = *before;
    if (first >= last)
        return 0;
    if (engine->count == engine->room) {
        size_t room = engine->room;
        void *fresh = grow(engine->token, &room, engine->count + 1, sizeof(Token *));
        if (!fresh)
            return -1;
        engine->token = fresh;
        room = engine->room;
        if (!(fresh = grow(engine->token_start, &room, engine->count + 1, sizeof(uint32_t))))
            return -1;
        engine->token_start = fresh;
        room = engine->room;
        if (!(fresh = grow(engine->token_end, &room, engine->count + 1, sizeof(uint32_t))))
            return -1;
        engine->token_end = fresh;
        engine->room = (uint32_t)room;
    }
    Token *token = find_token(engine, text + start, end - start);
    if (!token)
        return -1;
    engine->token[engine->count] = token;
    engine->token_start[engine->count] = first;
    engine->token_end[engine->count] = last;
    engine->count++;
    *before = last;
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
            if (add_token(engine, chars, start, i, &before))
                return -1;
            continue;
        }
        Cut *cut = find_cut(engine, chars + start, i - start);
        if (!cut)
            return -1;
        size_t from = start;
        for (uint32_t piece = 0; piece < cut->count; piece++) {
            size_t to = start + cut->at[piece];
            if (from < to && add_token(engine, chars, from, to, &before))
                return -1;
            from = to;
        }
    }
    return 0;
}
