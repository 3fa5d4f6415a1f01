/* The learned part of the item type: citation/kind_weights.best_type.
 *
 * All weights are whole numbers, so their sum is the same in any order. Words stand in one hash
 * table for all labels, a label's number in front of each; that a word counts once in a label,
 * however often it stands there, is kept by a stamp on its entry.
 */
#include "records.h"

#define LONGEST 240   /* kind_weights._LONGEST */
#define LONG_WORD 9   /* kind_weights._LONG_WORD */
#define SUFFIX 6      /* kind_weights._SUFFIX */
#define DATE_LONGEST 60
#define MAX_TYPES 64
#define MAX_LABELS 64
#define MAX_WORD (LONGEST * 3 + 1) /* A character in lower case is three at most. */

typedef struct {
    uint64_t hash;
    uint64_t stamp; /* of the text in which it was last counted */
    uint32_t word, length; /* in characters */
    uint32_t hit, hits;
} Entry;

typedef struct {
    uint8_t at;
    int32_t weight;
} Hit;

typedef struct {
    PyObject_HEAD
    PyObject *types;  /* tuple of str */
    PyObject *labels; /* dict: label -> number */
    PyObject *rules;  /* dict: rule -> bytes of int64, or None */
    PyObject *day, *signs; /* searches by regular expressions that are not worth doing here */
    uint32_t count;
    int64_t base[MAX_TYPES];              /* without any label */
    int64_t label[MAX_LABELS][MAX_TYPES]; /* what a label adds to that */
    int64_t flag[4][MAX_TYPES];
    uint8_t worded[MAX_LABELS], first[MAX_LABELS];
    int rest; /* the number that stands for the characters without any label */
    int date, pages, identifier, volume;
    Entry *entry;
    uint32_t entries, slots;
    uint32_t *slot;
    Char *words;
    Hit *hits;
    uint64_t stamp;
} Kinds;

enum { FLAG_MONTH, FLAG_DAY, FLAG_RANGE, FLAG_IDENTIFIER, FLAGS };

/* One-to-one for words of the same characters: those of two labels never have the same. */
static uint64_t word_hash(int label, Char mark, const Char *word, Py_ssize_t length)
{
    uint64_t hash = 14695981039346656037u ^ (uint64_t)(label + 1) * 0x9e3779b97f4a7c15u;
    if (mark)
        hash = (hash ^ mark) * 1099511628211u;
    for (Py_ssize_t i = 0; i < length; i++)
        hash = (hash ^ word[i]) * 1099511628211u;
    return hash ^ hash >> 29;
}

/* Adds the weights of a word, a mark in front of it ("^", "$") or none. */
static void add_word(Kinds *kinds, int64_t *score, int label, Char mark, const Char *word,
                     Py_ssize_t length)
{
    uint64_t hash = word_hash(label, mark, word, length);
    for (uint32_t at = (uint32_t)hash & (kinds->slots - 1); kinds->slot[at];
         at = (at + 1) & (kinds->slots - 1)) {
        Entry *entry = &kinds->entry[kinds->slot[at] - 1];
        if (entry->hash != hash)
            continue;
        const Char *known = kinds->words + entry->word;
        Py_ssize_t size = entry->length - (mark != 0);
        if (size != length || (mark && *known++ != mark) ||
            memcmp(known, word, (size_t)length * sizeof(Char)))
            continue;
        if (entry->stamp == kinds->stamp)
            return;
        entry->stamp = kinds->stamp;
        for (uint32_t i = entry->hit; i < entry->hit + entry->hits; i++)
            score[kinds->hits[i].at] += kinds->hits[i].weight;
        return;
    }
}

/* [^\W\d_] */
static inline int is_letter(Char c)
{
    if (c < 128)
        return kind_of(c, ALPHA);
    return kind_of(c, ALNUM) && !kind_of(c, DECIMAL);
}

/* kind_weights._pieces of a text in lower case, and their weights */
static void add_pieces(Kinds *kinds, int64_t *score, int label, const Char *text,
                       Py_ssize_t length)
{
    int first = kinds->first[label];
    kinds->stamp++;
    for (Py_ssize_t at = 0; at < length;) {
        Py_ssize_t start = at;
        while (at < length && is_letter(text[at]))
            at++;
        if (at == start) {
            if (text[at++] != 0xa7) /* the sign of a section is a word */
                continue;
        }
        add_word(kinds, score, label, 0, text + start, at - start);
        if (first) {
            add_word(kinds, score, label, '^', text + start, at - start);
            first = 0;
        }
        if (at - start >= LONG_WORD)
            add_word(kinds, score, label, '$', text + at - SUFFIX, SUFFIX);
    }
}

static int add_text(Kinds *kinds, int64_t *score, int label, PyObject *text)
{
    Char small[MAX_WORD];
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    length = length < LONGEST ? length : LONGEST;
    if (PyUnicode_IS_ASCII(text)) {
        const uint8_t *bytes = PyUnicode_1BYTE_DATA(text);
        for (Py_ssize_t i = 0; i < length; i++)
            small[i] = bytes[i] >= 'A' && bytes[i] <= 'Z' ? bytes[i] + 32u : bytes[i];
        add_pieces(kinds, score, label, small, length);
        return 0;
    }
    PyObject *start = PyUnicode_Substring(text, 0, length);
    PyObject *low = start ? PyObject_CallMethod(start, "lower", NULL) : NULL;
    Py_XDECREF(start);
    if (!low)
        return -1;
    length = PyUnicode_GET_LENGTH(low);
    int failed = length >= MAX_WORD || !PyUnicode_AsUCS4(low, small, MAX_WORD, 0);
    Py_DECREF(low);
    if (failed) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_OverflowError, "a text in lower case is too long");
        return -1;
    }
    add_pieces(kinds, score, label, small, length);
    return 0;
}

static void add_scores(int64_t *score, const int64_t *row, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        score[i] += row[i];
}

#define AT(i) PyUnicode_READ(kind, data, i)

/* kind_weights._MONTH: [^\W\d_]{3}|\d[./-]\d */
static int has_month(PyObject *text, Py_ssize_t length)
{
    int kind = PyUnicode_KIND(text), run = 0;
    const void *data = PyUnicode_DATA(text);
    for (Py_ssize_t i = 0; i < length; i++) {
        Char c = AT(i);
        run = is_letter(c) ? run + 1 : 0;
        if (run == 3)
            return 1;
        if (i + 2 < length && (AT(i + 1) == '.' || AT(i + 1) == '/' || AT(i + 1) == '-') &&
            kind_of(c, DECIMAL) && kind_of(AT(i + 2), DECIMAL))
            return 1;
    }
    return 0;
}

/* kind_weights._RANGE: \d\s*[-–—]\s*\d */
static int has_range(PyObject *text, Py_ssize_t length)
{
    int kind = PyUnicode_KIND(text), seen = 0; /* 1 a digit and blanks, 2 the dash too */
    const void *data = PyUnicode_DATA(text);
    for (Py_ssize_t i = 0; i < length; i++) {
        Char c = AT(i);
        if (kind_of(c, DECIMAL)) {
            if (seen == 2)
                return 1;
            seen = 1;
        } else if (c == '-' || c == 0x2013 || c == 0x2014)
            seen = seen == 1 ? 2 : 0;
        else if (!kind_of(c, SPACE))
            seen = 0;
    }
    return 0;
}

/* Whether a search finds something in the first characters of a text; -1 an exception. */
static int found(PyObject *search, PyObject *text, Py_ssize_t length)
{
    PyObject *start = PyUnicode_Substring(text, 0, length);
    PyObject *match = start ? PyObject_CallFunctionObjArgs(search, start, NULL) : NULL;
    int result = match ? match != Py_None : -1;
    Py_XDECREF(start);
    Py_XDECREF(match);
    return result;
}

/* kind_weights._flags */
static int add_flags(Kinds *kinds, int64_t *score, PyObject *const *text)
{
    PyObject *date = text[kinds->date], *pages = text[kinds->pages];
    PyObject *identifier = text[kinds->identifier];
    Py_ssize_t length = date ? PyUnicode_GET_LENGTH(date) : 0;
    length = length < DATE_LONGEST ? length : DATE_LONGEST;
    if (length && has_month(date, length)) {
        add_scores(score, kinds->flag[FLAG_MONTH], kinds->count);
        int day = text[kinds->volume] ? 0 : found(kinds->day, date, DATE_LONGEST);
        if (day < 0)
            return -1;
        if (day)
            add_scores(score, kinds->flag[FLAG_DAY], kinds->count);
    }
    length = pages ? PyUnicode_GET_LENGTH(pages) : 0;
    if (length && has_range(pages, length < DATE_LONGEST ? length : DATE_LONGEST))
        add_scores(score, kinds->flag[FLAG_RANGE], kinds->count);
    if (identifier && PyUnicode_GET_LENGTH(identifier)) {
        int signs = found(kinds->signs, identifier, 80);
        if (signs < 0)
            return -1;
        if (signs)
            add_scores(score, kinds->flag[FLAG_IDENTIFIER], kinds->count);
    }
    return 0;
}

PyDoc_STRVAR(best_doc, "best(rule, texts, rest, weakest)\n--\n\nkind_weights.best_type; None where "
                       "Python has to answer.");

static PyObject *kinds_best(Kinds *kinds, PyObject *const *args, Py_ssize_t count)
{
    PyObject *text[MAX_LABELS] = {NULL}, *label, *given;
    int64_t score[MAX_TYPES];
    Py_ssize_t at = 0;
    if (count != 4 || !kinds->slot) {
        PyErr_SetString(PyExc_TypeError, "best wants a rule, texts, the rest and a limit");
        return NULL;
    }
    if (!PyDict_CheckExact(args[1]) || !PyUnicode_CheckExact(args[2]))
        Py_RETURN_NONE;
    long long weakest = PyLong_AsLongLong(args[3]);
    if (weakest == -1 && PyErr_Occurred())
        return NULL;
    memcpy(score, kinds->base, sizeof score);
    PyObject *rule = PyDict_GetItemWithError(kinds->rules, args[0]);
    if (rule) {
        int64_t row[MAX_TYPES];
        memcpy(row, PyBytes_AS_STRING(rule), sizeof row);
        add_scores(score, row, kinds->count);
    } else if (PyErr_Occurred())
        return NULL;
    while (PyDict_Next(args[1], &at, &label, &given)) {
        if (!PyUnicode_CheckExact(label) || !PyUnicode_CheckExact(given))
            Py_RETURN_NONE;
        PyObject *number = PyDict_GetItemWithError(kinds->labels, label);
        if (number)
            text[PyLong_AsLong(number)] = given;
        else if (PyErr_Occurred())
            return NULL;
    }
    text[kinds->rest] = args[2];
    for (int i = 0; i < MAX_LABELS; i++) {
        if (!text[i])
            continue;
        add_scores(score, kinds->label[i], kinds->count);
        if (kinds->worded[i] && add_text(kinds, score, i, text[i]))
            return NULL;
    }
    if (add_flags(kinds, score, text))
        return NULL;
    uint32_t best = 0;
    for (uint32_t i = 1; i < kinds->count; i++)
        if (score[i] > score[best])
            best = i;
    PyObject *type = score[best] < weakest ? args[0] : PyTuple_GET_ITEM(kinds->types, best);
    Py_INCREF(type);
    return type;
}

/* --- the weights ---------------------------------------------------------------------------- */

/* Adds a feature's ((type's number, weight), ...) to a row; nothing for None. */
static int read_hits(Kinds *kinds, PyObject *given, int64_t *row, int sign)
{
    if (!given)
        return PyErr_Occurred() ? -1 : 0;
    for (Py_ssize_t i = 0; i < PyTuple_Size(given); i++) {
        unsigned int at;
        int weight;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(given, i), "Ii", &at, &weight))
            return -1;
        if (at >= kinds->count) {
            PyErr_SetString(PyExc_ValueError, "a weight is for a type that is not there");
            return -1;
        }
        row[at] += sign * (int64_t)weight;
    }
    return PyErr_Occurred() ? -1 : 0;
}

static PyObject *feature_of(PyObject *plain, const char *mark, PyObject *name)
{
    PyObject *feature = PyUnicode_FromFormat("%s%U", mark, name);
    PyObject *hits = feature ? PyDict_GetItemWithError(plain, feature) : NULL;
    Py_XDECREF(feature);
    return hits;
}

static int read_label(Kinds *kinds, PyObject *plain, PyObject *label, int number)
{
    PyObject *hits = feature_of(plain, "-", label);
    if (read_hits(kinds, hits, kinds->base, 1) ||
        read_hits(kinds, hits, kinds->label[number], -1))
        return -1;
    return read_hits(kinds, feature_of(plain, "+", label), kinds->label[number], 1);
}

static int read_rules(Kinds *kinds, PyObject *plain)
{
    PyObject *feature, *hits;
    Py_ssize_t at = 0;
    while (PyDict_Next(plain, &at, &feature, &hits)) {
        int64_t row[MAX_TYPES] = {0};
        PyObject *prefix = PyUnicode_FromString("rule=");
        Py_ssize_t is = prefix ? PyUnicode_Tailmatch(feature, prefix, 0, PY_SSIZE_T_MAX, -1) : -1;
        Py_XDECREF(prefix);
        if (is < 0)
            return -1;
        if (!is)
            continue;
        if (read_hits(kinds, hits, row, 1))
            return -1;
        PyObject *name = PyUnicode_Substring(feature, 5, PyUnicode_GET_LENGTH(feature));
        PyObject *bytes = PyBytes_FromStringAndSize((const char *)row, sizeof row);
        int failed = !name || !bytes || PyDict_SetItem(kinds->rules, name, bytes);
        Py_XDECREF(name);
        Py_XDECREF(bytes);
        if (failed)
            return -1;
    }
    return 0;
}

/* The sizes of all words together: how many, their characters, their weights. */
static int measure_words(PyObject *words, size_t *size)
{
    PyObject *label, *table, *word, *hits;
    Py_ssize_t at = 0, inner;
    while (PyDict_Next(words, &at, &label, &table)) {
        if (!PyDict_Check(table))
            goto wrong;
        inner = 0;
        while (PyDict_Next(table, &inner, &word, &hits)) {
            if (!PyUnicode_Check(word) || !PyTuple_Check(hits))
                goto wrong;
            size[0]++;
            size[1] += (size_t)PyUnicode_GET_LENGTH(word);
            size[2] += (size_t)PyTuple_GET_SIZE(hits);
        }
    }
    return 0;
wrong:
    PyErr_SetString(PyExc_TypeError, "words are dicts of str to tuples");
    return -1;
}

static int read_word(Kinds *kinds, int label, PyObject *word, PyObject *hits, size_t *used)
{
    Entry *entry = &kinds->entry[kinds->entries];
    Py_ssize_t length = PyUnicode_GET_LENGTH(word);
    Char *text = kinds->words + used[0];
    /* One more character than the word has: room for the NUL that is asked for below. */
    if (!PyUnicode_AsUCS4(word, text, length + 1, 1))
        return -1;
    int marked = length && (text[0] == '^' || text[0] == '$');
    entry->word = (uint32_t)used[0];
    entry->length = (uint32_t)length;
    entry->hash = word_hash(label, marked ? text[0] : 0, text + marked, length - marked);
    entry->hit = (uint32_t)used[1];
    entry->hits = (uint32_t)PyTuple_GET_SIZE(hits);
    entry->stamp = 0;
    used[0] += (size_t)length;
    for (uint32_t i = 0; i < entry->hits; i++) {
        unsigned int at;
        int weight;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(hits, i), "Ii", &at, &weight))
            return -1;
        if (at >= kinds->count) {
            PyErr_SetString(PyExc_ValueError, "a weight is for a type that is not there");
            return -1;
        }
        kinds->hits[used[1]++] = (Hit){(uint8_t)at, weight};
    }
    uint32_t at = (uint32_t)entry->hash & (kinds->slots - 1);
    while (kinds->slot[at])
        at = (at + 1) & (kinds->slots - 1);
    kinds->slot[at] = ++kinds->entries;
    return 0;
}

static int read_words(Kinds *kinds, PyObject *words)
{
    size_t size[3] = {0}, used[2] = {0};
    if (measure_words(words, size))
        return -1;
    if (size[0] > 1u << 24 || size[1] > 1u << 28 || size[2] > 1u << 28) {
        PyErr_SetString(PyExc_ValueError, "more words than a table of kinds has");
        return -1;
    }
    for (kinds->slots = 64; kinds->slots < 4 * size[0]; kinds->slots *= 2)
        ;
    kinds->entry = PyMem_Calloc(size[0] + 1, sizeof(Entry));
    kinds->words = PyMem_Calloc(size[1] + 1, sizeof(Char));
    kinds->hits = PyMem_Calloc(size[2] + 1, sizeof(Hit));
    uint32_t *slot = kinds->slot = PyMem_Calloc(kinds->slots, sizeof(uint32_t));
    if (!kinds->entry || !kinds->words || !kinds->hits || !slot) {
        PyErr_NoMemory();
        return -1;
    }
    PyObject *label, *table, *word, *hits;
    Py_ssize_t at = 0, inner;
    while (PyDict_Next(words, &at, &label, &table)) {
        PyObject *number = PyDict_GetItemWithError(kinds->labels, label);
        if (!number) {
            if (!PyErr_Occurred())
                PyErr_Format(PyExc_ValueError, "words of an unknown label: %R", label);
            return -1;
        }
        long known = PyLong_AsLong(number);
        kinds->worded[known] = 1;
        inner = 0;
        while (PyDict_Next(table, &inner, &word, &hits))
            if (read_word(kinds, (int)known, word, hits, used))
                return -1;
    }
    return 0;
}

static int number_of(Kinds *kinds, const char *label)
{
    PyObject *number = PyDict_GetItemString(kinds->labels, label);
    if (!number) {
        PyErr_Format(PyExc_ValueError, "there is no label '%s'", label);
        return -1;
    }
    return (int)PyLong_AsLong(number);
}

static int kinds_init(Kinds *kinds, PyObject *args, PyObject *keywords)
{
    static char *NAMES[] = {"types", "plain", "words", "labels", "first", "day", "signs", NULL};
    static const char *const FLAG[FLAGS] = {"month", "day", "range", "identifier/"};
    PyObject *types, *plain, *words, *labels, *first, *day, *signs;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "O!O!O!O!O!OO", NAMES, &PyTuple_Type, &types,
                                     &PyDict_Type, &plain, &PyDict_Type, &words, &PyTuple_Type,
                                     &labels, &PyTuple_Type, &first, &day, &signs))
        return -1;
    if (kinds->types) {
        PyErr_SetString(PyExc_RuntimeError, "the weights were read before");
        return -1;
    }
    Py_ssize_t count = PyTuple_GET_SIZE(labels);
    if (!PyTuple_GET_SIZE(types) || PyTuple_GET_SIZE(types) > MAX_TYPES || count >= MAX_LABELS) {
        PyErr_SetString(PyExc_ValueError, "types and labels must be 1 to 63");
        return -1;
    }
    kinds->count = (uint32_t)PyTuple_GET_SIZE(types);
    Py_INCREF(types);
    kinds->types = types;
    Py_INCREF(day);
    kinds->day = day;
    Py_INCREF(signs);
    kinds->signs = signs;
    if (!(kinds->labels = PyDict_New()) || !(kinds->rules = PyDict_New()) ||
        read_hits(kinds, PyDict_GetItemString(plain, "always"), kinds->base, 1) ||
        read_rules(kinds, plain))
        return -1;
    for (Py_ssize_t i = 0; i <= count; i++) {
        PyObject *number = PyLong_FromSsize_t(i);
        PyObject *label = i < count ? PyTuple_GET_ITEM(labels, i) : NULL;
        int failed = !number || (label ? PyDict_SetItem(kinds->labels, label, number)
                                       : PyDict_SetItemString(kinds->labels, "rest", number));
        Py_XDECREF(number);
        if (failed || (label && read_label(kinds, plain, label, (int)i)))
            return -1;
    }
    kinds->rest = (int)count;
    for (int i = 0; i < FLAGS; i++)
        if (read_hits(kinds, PyDict_GetItemString(plain, FLAG[i]), kinds->flag[i], 1))
            return -1;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(first); i++) {
        const char *label = PyUnicode_AsUTF8(PyTuple_GET_ITEM(first, i));
        int number = label ? number_of(kinds, label) : -1;
        if (number < 0)
            return -1;
        kinds->first[number] = 1;
    }
    if ((kinds->date = number_of(kinds, "date")) < 0 ||
        (kinds->pages = number_of(kinds, "pages")) < 0 ||
        (kinds->identifier = number_of(kinds, "identifier")) < 0 ||
        (kinds->volume = number_of(kinds, "volume")) < 0)
        return -1;
    return read_words(kinds, words);
}

static void kinds_free(Kinds *kinds)
{
    PyTypeObject *type = Py_TYPE(kinds);
    Py_XDECREF(kinds->types);
    Py_XDECREF(kinds->labels);
    Py_XDECREF(kinds->rules);
    Py_XDECREF(kinds->day);
    Py_XDECREF(kinds->signs);
    PyMem_Free(kinds->entry);
    PyMem_Free(kinds->words);
    PyMem_Free(kinds->hits);
    PyMem_Free(kinds->slot);
    type->tp_free((PyObject *)kinds);
    Py_DECREF(type);
}

static PyMethodDef METHODS[] = {
    {"best", (PyCFunction)(void (*)(void))kinds_best, METH_FASTCALL, best_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot SLOTS[] = {
    {Py_tp_doc, "Kinds(types, plain, words, labels, first, day, signs)\n--\n\nThe weights of "
                "citation/kind_weights.py."},
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_init, kinds_init},
    {Py_tp_dealloc, kinds_free},
    {Py_tp_methods, METHODS},
    {0, NULL},
};

static PyType_Spec SPEC = {"refparse.native._core.Kinds", sizeof(Kinds), 0, Py_TPFLAGS_DEFAULT,
                           SLOTS};

int kinds_open(PyObject *module)
{
    PyObject *type = PyType_FromSpec(&SPEC);
    if (type && !PyModule_AddObject(module, "Kinds", type))
        return 0;
    Py_XDECREF(type);
    return -1;
}
