/* Dates of one month with its day, its year or both: citation/dates.parse_date.
 *
 * Taken are ASCII words and numbers with single blanks between them, a full stop or a comma before
 * a blank at most: "12 March 2001", "2001, Jan. 3", "June 12". In these nothing that Python looks
 * for besides can be found: no range, no digits for the month, no year of an era, no letter.
 */
#include "records.h"

#define LONGEST 24
#define LONGEST_MONTH 16

typedef struct {
    int year, month, day;
} Found;

/* 1 where the word is a month, 0 where it is none, -1 an exception. */
static int read_month(Found *out, const char *word, Py_ssize_t length, PyObject *months)
{
    if (out->month || length < 2 || length > LONGEST_MONTH)
        return 0;
    PyObject *name = PyUnicode_FromStringAndSize(word, length);
    PyObject *number = name ? PyDict_GetItemWithError(months, name) : NULL;
    Py_XDECREF(name);
    if (!number)
        return PyErr_Occurred() ? -1 : 0;
    out->month = (int)PyLong_AsLong(number);
    return PyErr_Occurred() ? -1 : out->month >= 1 && out->month <= 12;
}

static int read_number(Found *out, const uint8_t *digits, Py_ssize_t length)
{
    int number = 0;
    if (length > 4)
        return 0;
    for (Py_ssize_t i = 0; i < length; i++)
        number = number * 10 + (digits[i] - '0');
    if (length == 4 && !out->year && number >= 1000 && number < 2100)
        out->year = number;
    else if (length <= 2 && !out->day && number >= 1 && number <= 31)
        out->day = number;
    else
        return 0;
    return 1;
}

static int read_date(Found *out, const uint8_t *text, Py_ssize_t length, PyObject *months)
{
    char word[LONGEST];
    for (Py_ssize_t at = 0, start = 0; at < length; start = at) {
        int digit = kind_of(text[at], DIGIT) != 0, known;
        if (!digit && !kind_of(text[at], ALPHA))
            return 0;
        for (; at < length && kind_of(text[at], digit ? DIGIT : ALPHA); at++)
            word[at - start] = (char)(text[at] >= 'A' && text[at] <= 'Z' ? text[at] + 32 : text[at]);
        known = digit ? read_number(out, text + start, at - start)
                      : read_month(out, word, at - start, months);
        if (known <= 0)
            return known;
        if (at == length)
            break;
        at += text[at] == '.' || text[at] == ',';
        if (at >= length - 1 || text[at++] != ' ')
            return 0;
    }
    return out->month != 0;
}

static int put_number(PyObject *date, int slot, int number)
{
    PyObject *value = number ? PyLong_FromLong(number) : Py_None;
    if (!value)
        return -1;
    if (!number)
        Py_INCREF(value);
    memcpy((char *)date + RECORDS.offset[slot], &value, sizeof value);
    return 0;
}

static void put_value(PyObject *date, int slot, PyObject *value)
{
    Py_INCREF(value);
    memcpy((char *)date + RECORDS.offset[slot], &value, sizeof value);
}

static PyObject *EMPTY, *NONE_BEHIND; /* "" and () */

static PyObject *month_date(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    (void)module;
    if (count != 2 || !PyUnicode_Check(args[0]) || !PyDict_CheckExact(args[1])) {
        PyErr_SetString(PyExc_TypeError, "month_date wants a str and the months by name");
        return NULL;
    }
    PyObject *text = args[0];
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    if (!RECORDS.ready || !PyUnicode_CheckExact(text) || length > LONGEST ||
        !PyUnicode_IS_ASCII(text))
        Py_RETURN_NONE;
    Found found = {0};
    int known = read_date(&found, PyUnicode_1BYTE_DATA(text), length, args[1]);
    if (known < 0)
        return NULL;
    if (!known)
        Py_RETURN_NONE;
    PyTypeObject *type = RECORDS.type[DATE_RECORD];
    PyObject *date = type->tp_alloc(type, 0);
    if (!date)
        return NULL;
    put_value(date, DATE_SEASON, Py_None);
    put_value(date, DATE_END, NONE_BEHIND);
    put_value(date, DATE_LITERAL, found.year ? EMPTY : text);
    put_value(date, DATE_CIRCA, Py_False);
    put_value(date, DATE_SUFFIX, EMPTY);
    if (put_number(date, DATE_YEAR, found.year) || put_number(date, DATE_MONTH, found.month) ||
        put_number(date, DATE_DAY, found.day))
        Py_CLEAR(date);
    return date;
}

static PyMethodDef METHODS[] = {
    {"month_date", (PyCFunction)(void (*)(void))month_date, METH_FASTCALL,
     "month_date(text, months)\n--\n\nA date that is a month with its day, its year or both; None "
     "where the text is something else."},
    {NULL, NULL, 0, NULL},
};

int dates_open(PyObject *module)
{
    if ((!EMPTY && !(EMPTY = PyUnicode_InternFromString(""))) ||
        (!NONE_BEHIND && !(NONE_BEHIND = PyTuple_New(0))))
        return -1;
    return PyModule_AddFunctions(module, METHODS);
}
