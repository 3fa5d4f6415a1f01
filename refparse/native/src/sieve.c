/* What need not be searched: citation/kind_starts.py, and the plain article of citation/kinds.py. */
#include "records.h"

#define WIDTH 8
#define LONGEST 1000 /* kinds._LONGEST */
#define LONG_WORD 4  /* of the words between spans, those with more characters count */

typedef struct {
    Char text[WIDTH];
    uint32_t length;
} Start;

typedef struct {
    PyObject_HEAD
    Start *start;
    uint32_t *slot;
    uint32_t count, slots;
    uint32_t lengths[129]; /* of the starts by their first character, a bit for each; 128: others */
} Sieve;

static PyTypeObject *SIEVE;

static uint64_t step(uint64_t hash, Char c)
{
    hash = (hash ^ c) * 1099511628211u;
    return hash ^ hash >> 31;
}

static uint32_t *place_of(const Sieve *sieve, uint64_t hash, const Char *text, uint32_t length)
{
    uint32_t at = (uint32_t)hash & (sieve->slots - 1);
    for (; sieve->slot[at]; at = (at + 1) & (sieve->slots - 1)) {
        const Start *start = &sieve->start[sieve->slot[at] - 1];
        if (start->length == length && !memcmp(start->text, text, length * sizeof(Char)))
            break;
    }
    return &sieve->slot[at];
}

static int sieve_init(Sieve *sieve, PyObject *args, PyObject *keywords)
{
    static char *NAMES[] = {"starts", NULL};
    PyObject *starts;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "O!", NAMES, &PyTuple_Type, &starts))
        return -1;
    Py_ssize_t count = PyTuple_GET_SIZE(starts);
    if (sieve->slot || count > 1 << 20) {
        PyErr_SetString(PyExc_ValueError, "a sieve is made once, of a million starts at most");
        return -1;
    }
    for (sieve->slots = 16; sieve->slots < 4 * (size_t)count; sieve->slots *= 2)
        ;
    sieve->start = PyMem_Calloc((size_t)count + 1, sizeof(Start));
    uint32_t *slot = PyMem_Calloc(sieve->slots, sizeof(uint32_t));
    if (!(sieve->slot = slot) || !sieve->start) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *text = PyTuple_GET_ITEM(starts, i);
        Start *start = &sieve->start[sieve->count];
        if (!PyUnicode_Check(text) || !PyUnicode_GET_LENGTH(text) ||
            PyUnicode_GET_LENGTH(text) > WIDTH) {
            PyErr_Format(PyExc_ValueError, "a start is a str of 1 to %d characters", WIDTH);
            return -1;
        }
        start->length = (uint32_t)PyUnicode_GET_LENGTH(text);
        if (!PyUnicode_AsUCS4(text, start->text, WIDTH, 0))
            return -1;
        uint64_t hash = 0;
        for (uint32_t k = 0; k < start->length; k++)
            hash = step(hash, start->text[k]);
        uint32_t *place = place_of(sieve, hash, start->text, start->length);
        if (*place)
            continue;
        *place = ++sieve->count;
        sieve->lengths[start->text[0] < 128 ? start->text[0] : 128] |= 1u << start->length;
    }
    return 0;
}

/* Whether a word of the text begins as one of the starts; with ASCII capitals as small letters. */
static int may_match(const Sieve *sieve, PyObject *text)
{
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    int kind = PyUnicode_KIND(text), inside = 0; /* a word goes on */
    const void *data = PyUnicode_DATA(text);
    for (Py_ssize_t i = 0; i < length; i++) {
        Char c = PyUnicode_READ(kind, data, i);
        int starts = !inside;
        inside = c == '_' || kind_of(c, ALNUM);
        c += c >= 'A' && c <= 'Z' ? 32 : 0;
        uint32_t lengths = starts ? sieve->lengths[c < 128 ? c : 128] : 0;
        Char word[WIDTH];
        uint64_t hash = 0;
        for (uint32_t k = 0; lengths >> (k + 1) && i + k < length; k++) {
            word[k] = PyUnicode_READ(kind, data, i + k);
            word[k] += word[k] >= 'A' && word[k] <= 'Z' ? 32 : 0;
            hash = step(hash, word[k]);
            if (lengths >> (k + 1) & 1 && *place_of(sieve, hash, word, k + 1))
                return 1;
        }
    }
    return 0;
}

static PyObject *sieve_may(Sieve *sieve, PyObject *text)
{
    if (!PyUnicode_Check(text) || !sieve->slot) {
        PyErr_SetString(PyExc_TypeError, "a sieve is made of starts and wants a str");
        return NULL;
    }
    return PyBool_FromLong(may_match(sieve, text));
}

static void sieve_free(Sieve *sieve)
{
    PyTypeObject *type = Py_TYPE(sieve);
    PyMem_Free(sieve->start);
    PyMem_Free(sieve->slot);
    type->tp_free((PyObject *)sieve);
    Py_DECREF(type);
}

/* --- the plain article ------------------------------------------------------------------------ */

/* Whether kind_words.CASE may find something: what stands at the beginning of its alternatives. */
static int may_be_case(PyObject *text)
{
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    for (Py_ssize_t i = 0; i + 1 < length; i++) {
        Char c = PyUnicode_READ(kind, data, i), next = PyUnicode_READ(kind, data, i + 1);
        switch (c) {
        case 'v':
        case 'c':
            if ((next == '.' || next == 's' || kind_of(next, SPACE)) && i &&
                kind_of(PyUnicode_READ(kind, data, i - 1), SPACE))
                return 1;
            break;
        case 'I':
            if (next == 'n' && i + 3 < length && PyUnicode_READ(kind, data, i + 2) == ' ' &&
                PyUnicode_READ(kind, data, i + 3) == 'r')
                return 1;
            break;
        case 'E':
            if (next == 'x' ? i + 2 < length && PyUnicode_READ(kind, data, i + 2) == ' '
                            : next == 'C' || next == 'u' || next == 'G')
                return 1;
            break;
        case 'B':
            if (next == 'G' || next == 'A' || next == 'S' || next == 'V')
                return 1;
            break;
        case 'O':
            if (next == 'L')
                return 1;
            break;
        default:
            break;
        }
    }
    return 0;
}

/* Whether kinds._wording finds nothing: no long stretch of [^\W\d_][\w.\s'’&-]* */
static int no_wording(PyObject *rest)
{
    Py_ssize_t length = PyUnicode_GET_LENGTH(rest), run = 0;
    int kind = PyUnicode_KIND(rest);
    const void *data = PyUnicode_DATA(rest);
    for (Py_ssize_t i = 0; i < length; i++) {
        Char c = PyUnicode_READ(kind, data, i);
        int word = kind_of(c, ALNUM);
        if (run ? word || c == '_' || c == '.' || c == '\'' || c == 0x2019 || c == '&' ||
                      c == '-' || kind_of(c, SPACE)
                : word && !kind_of(c, DECIMAL))
            run++;
        else
            run = 0;
        if (run > LONG_WORD)
            return 0;
    }
    return 1;
}

enum { L_JOURNAL, L_VOLUME, L_AUTHOR, L_TITLE, L_GENRE, L_MEDIUM, L_NOTE, L_BOOKTITLE, L_COUNT };
static const char *const LABELS[L_COUNT] = {"journal", "volume", "author", "title",
                                            "genre",   "medium", "note",   "booktitle"};
static PyObject *NAME[L_COUNT];

PyDoc_STRVAR(article_doc,
             "plain_article(labels, texts, rest, conference)\n--\n\n2 where kinds.rule_type is "
             "certain to say \"article-journal\", 1 where it says so and the weights may say "
             "something else, 0 where Python has to find out.");

static PyObject *plain_article(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    (void)module;
    PyObject *text[L_COUNT];
    if (count != 4 || !PyUnicode_Check(args[2]) || !Py_IS_TYPE(args[3], SIEVE) ||
        !((Sieve *)args[3])->slot) {
        PyErr_SetString(PyExc_TypeError, "plain_article wants labels, texts, the rest, a sieve");
        return NULL;
    }
    if (!PyDict_CheckExact(args[0]) || !PyDict_CheckExact(args[1]))
        return PyLong_FromLong(0);
    for (int i = 0; i < L_COUNT; i++) {
        text[i] = PyDict_GetItemWithError(args[1], NAME[i]);
        if (!text[i] && PyErr_Occurred())
            return NULL;
        if (text[i] && !PyUnicode_CheckExact(text[i]))
            return PyLong_FromLong(0);
    }
    int volume = PyDict_Contains(args[0], NAME[L_VOLUME]);
    if (volume < 0)
        return NULL;
    PyObject *journal = text[L_JOURNAL], *title = text[L_TITLE];
    if (!volume || !text[L_VOLUME] || text[L_GENRE] || text[L_MEDIUM] || text[L_NOTE] ||
        text[L_BOOKTITLE] || !journal || !PyUnicode_GET_LENGTH(journal) ||
        PyUnicode_GET_LENGTH(journal) > LONGEST || !PyUnicode_IS_ASCII(journal) ||
        PyUnicode_GET_LENGTH(args[2]) > LONGEST || !no_wording(args[2]) ||
        may_match((Sieve *)args[3], journal))
        return PyLong_FromLong(0);
    if (title && (PyUnicode_GET_LENGTH(title) > LONGEST ||
                  PyUnicode_FindChar(title, '[', 0, PyUnicode_GET_LENGTH(title), 1) != -1 ||
                  may_be_case(title)))
        return PyLong_FromLong(0);
    return PyLong_FromLong(text[L_AUTHOR] ? 2 : 1);
}

static PyMethodDef SIEVE_METHODS[] = {
    {"may", (PyCFunction)sieve_may, METH_O,
     "may(text)\n--\n\nWhether a word of a text begins as one of the starts."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot SLOTS[] = {
    {Py_tp_doc, "Sieve(starts)\n--\n\nLooks for beginnings of words in lower case."},
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_init, sieve_init},
    {Py_tp_dealloc, sieve_free},
    {Py_tp_methods, SIEVE_METHODS},
    {0, NULL},
};

static PyType_Spec SPEC = {"refparse.native._core.Sieve", sizeof(Sieve), 0, Py_TPFLAGS_DEFAULT,
                           SLOTS};

static PyMethodDef METHODS[] = {
    {"plain_article", (PyCFunction)(void (*)(void))plain_article, METH_FASTCALL, article_doc},
    {NULL, NULL, 0, NULL},
};

int sieve_open(PyObject *module)
{
    for (int i = 0; i < L_COUNT; i++)
        if (!NAME[i] && !(NAME[i] = PyUnicode_InternFromString(LABELS[i])))
            return -1;
    PyObject *type = PyType_FromSpec(&SPEC);
    if (!type)
        return -1;
    SIEVE = (PyTypeObject *)type;
    Py_INCREF(type);
    if (PyModule_AddObject(module, "Sieve", type)) {
        Py_DECREF(type);
        return -1;
    }
    return PyModule_AddFunctions(module, METHODS);
}
