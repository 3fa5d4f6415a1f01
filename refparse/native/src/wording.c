/* Text fields that need no cleaning, as nearly all do: citation/wording.tidy and clean. */
#include "records.h"

/* Characters that are printable, no blanks, and stay as they are under NFC whatever stands beside
 * them: ranges, first and last. A test holds each against Python's own tables. */
static const Char SAFE[][2] = {
    {0x21, 0x7e},     {0xa1, 0xac},     {0xae, 0x2ff},    {0x388, 0x38a},   {0x38c, 0x38c},
    {0x38e, 0x3a1},   {0x3a3, 0x3ce},   {0x400, 0x481},   {0x1e00, 0x1e99}, {0x1ea0, 0x1ef9},
    {0x2010, 0x2027}, {0x2030, 0x203a}, {0x2116, 0x2116}, {0x3001, 0x3002}, {0x3041, 0x3096},
    {0x30a1, 0x30fa}, {0x4e00, 0x9fa5}, {0xac00, 0xd7a3},
};
#define SAFE_BLOCK 0x500
static uint8_t SAFE_LOW[SAFE_BLOCK];

static int is_safe(Char c)
{
    for (size_t i = 0; i < sizeof SAFE / sizeof *SAFE; i++)
        if (c <= SAFE[i][1])
            return c >= SAFE[i][0];
    return 0;
}

enum { UNTIDY, BROKEN, TIDY };

/* BROKEN: tidy, but a hyphen stands before a blank, so that wording.mend has to look at it. */
static int how_tidy(PyObject *text)
{
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    int kind = PyUnicode_KIND(text), result = TIDY;
    const void *data = PyUnicode_DATA(text);
    Char before = ' ';
    for (Py_ssize_t i = 0; i < length; i++) {
        Char c = PyUnicode_READ(kind, data, i);
        if (c == ' ') {
            if (before == ' ')
                return UNTIDY;
            if (before == '-' || before == 0x2010)
                result = BROKEN;
        } else if (c < SAFE_BLOCK ? !SAFE_LOW[c] : !is_safe(c))
            return UNTIDY;
        before = c;
    }
    return length && before == ' ' ? UNTIDY : result;
}

int is_tidy(PyObject *text)
{
    return how_tidy(text) != UNTIDY;
}

/* wording._ENDS among ASCII, but for the tab */
static inline int is_end(Char c)
{
    return c == '.' || c == ',' || c == ' ' || c == ';' || c == ':' || c == '=' || c == '/' ||
           c == '|';
}

/* Marks that wording.unwrap may cut off when they stand last. A closing bracket is none if there
 * is an opening one. */
static inline int is_mark(Char c)
{
    return c >= 128 || c == '(' || c == '[' || c == '{' || c == '<' || c == '"' || c == '\'' ||
           c == '`' || c == '-';
}

PyObject *quick_clean(PyObject *text)
{
    Py_ssize_t length = PyUnicode_GET_LENGTH(text), end = length;
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    if (!length || !kind_of(PyUnicode_READ(kind, data, 0), ALNUM) || how_tidy(text) != TIDY)
        return NULL;
    while (is_end(PyUnicode_READ(kind, data, end - 1)))
        end--;
    Char last = PyUnicode_READ(kind, data, end - 1);
    if (!kind_of(last, ALNUM)) {
        Char opener = last == ')' ? '(' : last == ']' ? '[' : last == '>' ? '<' : 0;
        if (is_mark(last) || (opener && PyUnicode_FindChar(text, opener, 0, end, 1) < 0))
            return NULL;
    }
    if (end < length)
        return PyUnicode_Substring(text, 0, end);
    Py_INCREF(text);
    return text;
}

static PyObject *tidy(PyObject *module, PyObject *text)
{
    (void)module;
    return PyBool_FromLong(PyUnicode_CheckExact(text) && is_tidy(text));
}

static PyObject *clean(PyObject *module, PyObject *text)
{
    (void)module;
    PyObject *found = PyUnicode_CheckExact(text) ? quick_clean(text) : NULL;
    if (found || PyErr_Occurred())
        return found;
    Py_RETURN_NONE;
}

static PyMethodDef METHODS[] = {
    {"is_tidy", tidy, METH_O,
     "is_tidy(text)\n--\n\nWhether wording.tidy is sure to change nothing."},
    {"clean", clean, METH_O, "clean(text)\n--\n\nwording.clean; None where Python has to do it."},
    {NULL, NULL, 0, NULL},
};

int wording_open(PyObject *module)
{
    for (Char c = 0; c < SAFE_BLOCK; c++)
        SAFE_LOW[c] = (uint8_t)is_safe(c);
    return PyModule_AddFunctions(module, METHODS);
}
