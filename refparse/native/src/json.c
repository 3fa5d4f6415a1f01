/* JSON text of plain values: formats/plain.json_text.
 *
 * Two passes: how long and how wide the text is, then the text. Nothing of Python's own runs in
 * between, so the values cannot change. Whatever is no exact dict, list, tuple, str, int, float,
 * bool or None is left to Python, as are numbers beyond 64 bits and values nested deeply.
 */
#include "records.h"

#define DEEPEST 64
#define MOST_BLANKS 64

typedef struct {
    Py_UCS4 widest;
    Py_ssize_t length; /* of the whole, once measured */
    Py_ssize_t at;
    void *data; /* NULL while measuring */
    int kind;
    int indent; /* blanks for each level; -1 for one line */
    int clean;  /* strings that plain() would change are left to Python */
} Writer;

/* What stands in the place of a character below 256: 0 for itself, 'u' for its number, else the
 * letter behind the backslash. */
static char ESCAPE[256];

static void learn_escapes(void)
{
    for (int c = 0; c < 32; c++)
        ESCAPE[c] = 'u';
    for (int c = 0x7f; c < 0xa0; c++)
        ESCAPE[c] = 'u';
    ESCAPE['"'] = '"';
    ESCAPE['\\'] = '\\';
    ESCAPE['\n'] = 'n';
    ESCAPE['\r'] = 'r';
    ESCAPE['\t'] = 't';
    ESCAPE['\f'] = 'f';
    ESCAPE['\b'] = 'b';
}

static inline char escape_of(Char c)
{
    if (c < 256)
        return ESCAPE[c];
    return c == 0x2028 || c == 0x2029 || (c >= 0xd800 && c < 0xe000) ? 'u' : 0;
}

static inline void put(Writer *out, Char c)
{
    if (out->at < out->length)
        PyUnicode_WRITE(out->kind, out->data, out->at, c);
    out->at++;
}

static void put_ascii(Writer *out, const char *text, Py_ssize_t length)
{
    if (out->data && out->kind == PyUnicode_1BYTE_KIND && out->at + length <= out->length) {
        memcpy((char *)out->data + out->at, text, (size_t)length);
        out->at += length;
    } else if (out->data) {
        for (Py_ssize_t i = 0; i < length; i++)
            put(out, (unsigned char)text[i]);
    } else
        out->at += length;
}

static void measure_string(Writer *out, PyObject *text)
{
    Py_ssize_t length = PyUnicode_GET_LENGTH(text), more = 2;
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    if (kind == PyUnicode_1BYTE_KIND) {
        const uint8_t *bytes = data;
        int latin = 0;
        for (Py_ssize_t i = 0; i < length; i++) {
            char escape = ESCAPE[bytes[i]];
            latin |= bytes[i] >= 0xa0; /* Those between are escaped. */
            if (escape)
                more += escape == 'u' ? 5 : 1;
        }
        if (latin && out->widest < 255)
            out->widest = 255;
    } else
        for (Py_ssize_t i = 0; i < length; i++) {
            Char c = PyUnicode_READ(kind, data, i);
            char escape = escape_of(c);
            if (escape)
                more += escape == 'u' ? 5 : 1;
            else if (c > out->widest)
                out->widest = c;
        }
    out->at += length + more;
}

static void write_string(Writer *out, PyObject *text)
{
    static const char HEX[] = "0123456789abcdef";
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    put(out, '"');
    for (Py_ssize_t i = 0; i < length;) {
        if (kind == PyUnicode_1BYTE_KIND && out->kind == PyUnicode_1BYTE_KIND) {
            const uint8_t *bytes = data;
            Py_ssize_t start = i;
            while (i < length && !ESCAPE[bytes[i]])
                i++;
            if (out->at + i - start <= out->length)
                memcpy((uint8_t *)out->data + out->at, bytes + start, (size_t)(i - start));
            out->at += i - start;
            if (i == length)
                break;
        }
        Char c = PyUnicode_READ(kind, data, i);
        char escape = escape_of(c);
        i++;
        if (!escape) {
            put(out, c);
            continue;
        }
        put(out, '\\');
        put(out, (Char)escape);
        if (escape == 'u')
            for (int shift = 12; shift >= 0; shift -= 4)
                put(out, (Char)HEX[(c >> shift) & 15]);
    }
    put(out, '"');
}

/* Whether formats/plain.plain gives the same string back; 0 where that is not plain to see. */
static int is_plain(PyObject *text)
{
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    int kind = PyUnicode_KIND(text), blank = 1;
    const void *data = PyUnicode_DATA(text);
    for (Py_ssize_t i = 0; i < length; i++) {
        Char c = PyUnicode_READ(kind, data, i);
        if (c == ' ') {
            if (blank)
                return 0;
            blank = 1;
            continue;
        }
        blank = 0;
        if (c < 0x7f ? c < ' ' : !Py_UNICODE_ISPRINTABLE(c))
            return 0;
    }
    return !blank || !length;
}

/* 0 done, 1 for Python to do. */
static int string(Writer *out, PyObject *text)
{
    if (out->data)
        write_string(out, text);
    else if (out->clean && !is_plain(text))
        return 1;
    else
        measure_string(out, text);
    return 0;
}

/* What stands in front of the first (1) or another (0) value in brackets, or behind the last. */
static void part(Writer *out, int first, int depth)
{
    static const char BLANKS[] = "                ";
    if (!first)
        put_ascii(out, ", ", out->indent < 0 ? 2 : 1);
    if (out->indent < 0)
        return;
    put_ascii(out, "\n", 1);
    for (int left = out->indent * depth; left > 0; left -= 16)
        put_ascii(out, BLANKS, left < 16 ? left : 16);
}

static int number(Writer *out, PyObject *value)
{
    char digits[32];
    int overflow;
    long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow)
        return 1;
    if (number == -1 && PyErr_Occurred())
        return -1;
    put_ascii(out, digits, PyOS_snprintf(digits, sizeof digits, "%lld", number));
    return 0;
}

static int real(Writer *out, PyObject *value)
{
    double number = PyFloat_AS_DOUBLE(value);
    if (!(number - number == 0))
        return 1;
    char *digits = PyOS_double_to_string(number, 'r', 0, Py_DTSF_ADD_DOT_0, NULL);
    if (!digits)
        return -1;
    put_ascii(out, digits, (Py_ssize_t)strlen(digits));
    PyMem_Free(digits);
    return 0;
}

/* 0 done, 1 for Python to do, -1 an exception. */
static int value(Writer *out, PyObject *given, int depth)
{
    if (PyUnicode_CheckExact(given))
        return string(out, given);
    if (given == Py_None || given == Py_True || given == Py_False) {
        const char *name = given == Py_None ? "null" : given == Py_True ? "true" : "false";
        put_ascii(out, name, (Py_ssize_t)strlen(name));
        return 0;
    }
    if (PyLong_CheckExact(given))
        return number(out, given);
    if (PyFloat_CheckExact(given))
        return real(out, given);
    if (depth == DEEPEST)
        return 1;
    if (PyDict_CheckExact(given)) {
        PyObject *name, *known;
        Py_ssize_t at = 0;
        int more = 0;
        put_ascii(out, "{", 1);
        while (PyDict_Next(given, &at, &name, &known)) {
            if (!PyUnicode_CheckExact(name))
                return 1;
            part(out, !more, depth + 1);
            more = 1;
            if (string(out, name))
                return 1;
            put_ascii(out, ": ", 2);
            int result = value(out, known, depth + 1);
            if (result)
                return result;
        }
        if (more)
            part(out, 1, depth);
        put_ascii(out, "}", 1);
        return 0;
    }
    int list = PyList_CheckExact(given);
    if (!list && !PyTuple_CheckExact(given))
        return 1;
    Py_ssize_t count = list ? PyList_GET_SIZE(given) : PyTuple_GET_SIZE(given);
    put_ascii(out, "[", 1);
    for (Py_ssize_t i = 0; i < count; i++) {
        part(out, i == 0, depth + 1);
        int result = value(out, list ? PyList_GET_ITEM(given, i) : PyTuple_GET_ITEM(given, i),
                           depth + 1);
        if (result)
            return result;
    }
    if (count)
        part(out, 1, depth);
    put_ascii(out, "]", 1);
    return 0;
}

static PyObject *json_text(PyObject *module, PyObject *arguments)
{
    (void)module;
    Writer out = {.indent = -1};
    PyObject *given;
    if (!PyArg_ParseTuple(arguments, "O|ip", &given, &out.indent, &out.clean))
        return NULL;
    if (out.indent > MOST_BLANKS)
        Py_RETURN_NONE;
    int result = value(&out, given, 0);
    if (result < 0)
        return NULL;
    if (result)
        Py_RETURN_NONE;
    PyObject *text = PyUnicode_New(out.at, out.widest);
    if (!text)
        return NULL;
    out.length = out.at;
    out.at = 0;
    out.kind = PyUnicode_KIND(text);
    out.data = PyUnicode_DATA(text);
    result = value(&out, given, 0);
    if (result || out.at != out.length) {
        Py_DECREF(text);
        if (result >= 0)
            PyErr_SetString(PyExc_RuntimeError, "a value changed while it was written");
        return NULL;
    }
    return text;
}

static PyMethodDef METHODS[] = {
    {"json_text", json_text, METH_VARARGS,
     "json_text(value, indent=-1, clean=False, /)\n--\n\n"
     "The value as JSON; None where Python has to write it, or to clean a string first."},
    {NULL, NULL, 0, NULL},
};

int json_open(PyObject *module)
{
    learn_escapes();
    return PyModule_AddFunctions(module, METHODS);
}
