/* The plain part of assembling: spans by label, a title, a container, numbers and pages that need
 * no reading (citation/assemble.py, citation/fields.py), and the Citation itself.
 *
 * Each function answers with None, or with what it has done, where there is more to do; Python
 * goes on from there.
 */
#include "records.h"

enum { S_TITLE, S_JOURNAL, S_BOOKTITLE, S_VOLUME, S_ISSUE, S_EDITION, S_PAGES, S_PAGE, S_CONTAINER,
       S_BLANK, S_COUNT };
static const char *const SPELLED[S_COUNT] = {"title", "journal", "booktitle", "volume", "issue",
                                             "edition", "pages", "page", "container-title", " "};
static PyObject *NAME[S_COUNT];

/* --- spans by label --------------------------------------------------------------------------- */

typedef struct {
    Py_ssize_t start, end;
    PyObject *label, *text;
} Stretch;

static int same_text(PyObject *text, Py_ssize_t start, Py_ssize_t length, PyObject *part)
{
    int kind = PyUnicode_KIND(text), other = PyUnicode_KIND(part);
    const void *data = PyUnicode_DATA(text), *known = PyUnicode_DATA(part);
    if (PyUnicode_GET_LENGTH(part) != length)
        return 0;
    if (kind == other)
        return !memcmp((const char *)data + start * kind, known, (size_t)(length * kind));
    for (Py_ssize_t i = 0; i < length; i++)
        if (PyUnicode_READ(kind, data, start + i) != PyUnicode_READ(other, known, i))
            return 0;
    return 1;
}

/* 0 where the span is as it should be, 1 where Python has to look at it. */
static int read_span(Stretch *out, PyObject *span, PyObject *text, Py_ssize_t last)
{
    if (Py_TYPE(span) != RECORDS.type[SPAN_RECORD])
        return 1;
    PyObject *start = slot_of(span, SPAN_START), *end = slot_of(span, SPAN_END);
    out->label = slot_of(span, SPAN_LABEL);
    out->text = slot_of(span, SPAN_TEXT);
    if (!start || !end || !out->label || !out->text || !PyLong_CheckExact(start) ||
        !PyLong_CheckExact(end) || !PyUnicode_CheckExact(out->label) ||
        !PyUnicode_CheckExact(out->text))
        return 1;
    int overflow[2];
    long first = PyLong_AsLongAndOverflow(start, &overflow[0]);
    long behind = PyLong_AsLongAndOverflow(end, &overflow[1]);
    if (overflow[0] || overflow[1] || first < last || behind <= first ||
        behind > PyUnicode_GET_LENGTH(text))
        return 1;
    out->start = first;
    out->end = behind;
    return !same_text(text, first, behind - first, out->text);
}

static int has_word(PyObject *text)
{
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    for (Py_ssize_t i = 0; i < PyUnicode_GET_LENGTH(text); i++)
        if (kind_of(PyUnicode_READ(kind, data, i), ALNUM))
            return 1;
    return 0;
}

/* A stretch that no span covers: into between, and into loose where it has letters or digits. */
static int add_between(PyObject *between, PyObject *loose, PyObject *text, Py_ssize_t start,
                       Py_ssize_t end)
{
    PyObject *part = PyUnicode_Substring(text, start, end);
    int failed = !part || PyList_Append(between, part) ||
                 (has_word(part) && PyList_Append(loose, part));
    Py_XDECREF(part);
    return failed ? -1 : 0;
}

static int add_label(PyObject *by_label, PyObject *label, PyObject *span)
{
    PyObject *known = PyDict_GetItemWithError(by_label, label);
    if (known)
        return PyList_Append(known, span);
    if (PyErr_Occurred() || !(known = PyList_New(1)))
        return -1;
    Py_INCREF(span);
    PyList_SET_ITEM(known, 0, span);
    int failed = PyDict_SetItem(by_label, label, known);
    Py_DECREF(known);
    return failed;
}

/* The text of each label, several spans of one joined by a blank: assemble._kind. */
static PyObject *texts_of(PyObject *by_label)
{
    PyObject *out = PyDict_New(), *label, *spans;
    Py_ssize_t at = 0;
    while (out && PyDict_Next(by_label, &at, &label, &spans)) {
        Py_ssize_t count = PyList_GET_SIZE(spans);
        PyObject *text = slot_of(PyList_GET_ITEM(spans, 0), SPAN_TEXT);
        if (count == 1)
            Py_INCREF(text);
        else {
            PyObject *parts = PyTuple_New(count);
            for (Py_ssize_t i = 0; parts && i < count; i++) {
                PyObject *one = slot_of(PyList_GET_ITEM(spans, i), SPAN_TEXT);
                Py_INCREF(one);
                PyTuple_SET_ITEM(parts, i, one);
            }
            text = parts ? PyUnicode_Join(NAME[S_BLANK], parts) : NULL;
            Py_XDECREF(parts);
        }
        if (!text || PyDict_SetItem(out, label, text))
            Py_CLEAR(out);
        Py_XDECREF(text);
    }
    return out;
}

PyDoc_STRVAR(lay_out_doc,
             "lay_out(text, spans)\n--\n\n(spans, spans by label, text by label, the text between "
             "them, that in stretches, the stretches with letters or digits); None where the spans "
             "are not in order or not those of the text.");

static PyObject *lay_out(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    (void)module;
    if (count != 2) {
        PyErr_SetString(PyExc_TypeError, "lay_out wants a text and its spans");
        return NULL;
    }
    PyObject *text = args[0];
    if (!RECORDS.ready || !PyUnicode_CheckExact(text) ||
        !(PyList_CheckExact(args[1]) || PyTuple_CheckExact(args[1])))
        Py_RETURN_NONE;
    PyObject *spans = PySequence_Tuple(args[1]), *by_label = PyDict_New();
    PyObject *between = PyList_New(0), *loose = PyList_New(0), *texts = NULL, *rest = NULL;
    PyObject *out = NULL;
    Py_ssize_t end = 0, last = 0;
    int plain = 1;
    if (!spans || !by_label || !between || !loose)
        goto done;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(spans); i++) {
        Stretch span;
        if (read_span(&span, PyTuple_GET_ITEM(spans, i), text, last)) {
            plain = 0;
            goto done;
        }
        if (add_label(by_label, span.label, PyTuple_GET_ITEM(spans, i)) ||
            (span.start > end && add_between(between, loose, text, end, span.start)))
            goto done;
        last = span.start;
        end = span.end > end ? span.end : end;
    }
    if (!add_between(between, loose, text, end, PyUnicode_GET_LENGTH(text)) &&
        (texts = texts_of(by_label)) && (rest = PyUnicode_Join(NAME[S_BLANK], between)))
        out = PyTuple_Pack(6, spans, by_label, texts, rest, between, loose);
done:
    Py_XDECREF(spans);
    Py_XDECREF(by_label);
    Py_XDECREF(between);
    Py_XDECREF(loose);
    Py_XDECREF(texts);
    Py_XDECREF(rest);
    if (!out && !plain && !PyErr_Occurred())
        Py_RETURN_NONE;
    return out;
}

/* --- fields ----------------------------------------------------------------------------------- */

/* The only span of a label: 0 and NULL where there is none, 1 where there are several or something
 * else is out of the ordinary, -1 an exception. */
static int only_span(PyObject *by_label, int label, PyObject **out)
{
    PyObject *spans = PyDict_GetItemWithError(by_label, NAME[label]);
    *out = NULL;
    if (!spans)
        return PyErr_Occurred() ? -1 : 0;
    if (!PyList_CheckExact(spans) || PyList_GET_SIZE(spans) != 1)
        return 1;
    PyObject *span = PyList_GET_ITEM(spans, 0);
    if (Py_TYPE(span) != RECORDS.type[SPAN_RECORD])
        return 1;
    PyObject *text = slot_of(span, SPAN_TEXT);
    if (!text || !PyUnicode_CheckExact(text))
        return 1;
    *out = span;
    return 0;
}

static PyObject *text_of(PyObject *span)
{
    return slot_of(span, SPAN_TEXT);
}

/* The cleaned text of a span; NULL without an exception where Python has to read it. */
static PyObject *plain_title(PyObject *span)
{
    PyObject *text = quick_clean(text_of(span));
    /* Behind a bracket that closes, there may be a translation in it. */
    if (text && PyUnicode_READ_CHAR(text, PyUnicode_GET_LENGTH(text) - 1) == ']')
        Py_CLEAR(text);
    return text;
}

/* fields.FieldBuilder.titles */
static int titles(PyObject *by_label, PyObject *fields)
{
    PyObject *title, *journal, *book;
    int result;
    if ((result = only_span(by_label, S_TITLE, &title)) ||
        (result = only_span(by_label, S_JOURNAL, &journal)) ||
        (result = only_span(by_label, S_BOOKTITLE, &book)))
        return result;
    if (journal && book)
        return 1;
    PyObject *container = journal ? journal : book;
    PyObject *named = title ? plain_title(title) : NULL;
    if (title && !named)
        return PyErr_Occurred() ? -1 : 1;
    PyObject *holder = container ? plain_title(container) : NULL;
    if (container && !holder)
        result = PyErr_Occurred() ? -1 : 1;
    else if ((named && PyDict_SetItem(fields, NAME[S_TITLE], named)) ||
             (holder && PyDict_SetItem(fields, NAME[S_CONTAINER], holder)))
        result = -1;
    Py_XDECREF(named);
    Py_XDECREF(holder);
    return result;
}

/* How many ASCII digits a text begins with. */
static Py_ssize_t digits(PyObject *text, Py_ssize_t from)
{
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t at = from;
    while (at < PyUnicode_GET_LENGTH(text) && PyUnicode_READ(kind, data, at) >= '0' &&
           PyUnicode_READ(kind, data, at) <= '9')
        at++;
    return at - from;
}

static int is_number(PyObject *text)
{
    return PyUnicode_GET_LENGTH(text) && digits(text, 0) == PyUnicode_GET_LENGTH(text);
}

#define MAX_PAGE 9 /* digits, as in pages._PLAIN_RANGE */

/* pages.plain_range: two numbers and a dash, the second written out; NULL without an exception
 * where the text is something else. */
static PyObject *page_range(PyObject *text)
{
    Py_ssize_t first = digits(text, 0), length = PyUnicode_GET_LENGTH(text);
    if (first < 1 || first > MAX_PAGE || first >= length - 1)
        return NULL;
    Char dash = PyUnicode_READ_CHAR(text, first);
    Py_ssize_t last = digits(text, first + 1);
    if ((dash != '-' && dash != 0x2013) || last > MAX_PAGE || first + 1 + last != length)
        return NULL;
    char out[2 * MAX_PAGE + 1];
    for (Py_ssize_t i = 0; i < first; i++)
        out[i] = (char)PyUnicode_READ_CHAR(text, i);
    out[first] = '-';
    for (Py_ssize_t i = 0; i < last; i++)
        out[first + 1 + i] = (char)PyUnicode_READ_CHAR(text, first + 1 + i);
    if (last < first) { /* pages._full_end */
        long from = 0, to = 0, full = 0;
        for (Py_ssize_t i = 0; i < first; i++) {
            from = from * 10 + (out[i] - '0');
            full = full * 10 + ((i < first - last ? out[i] : out[i + 1 + last]) - '0');
        }
        for (Py_ssize_t i = 0; i < last; i++)
            to = to * 10 + (out[first + 1 + i] - '0');
        if (to <= from && full >= from) {
            memmove(out + 2 * first + 1 - last, out + first + 1, (size_t)last);
            memcpy(out + first + 1, out, (size_t)(first - last));
            last = first;
        }
    }
    return PyUnicode_FromStringAndSize(out, first + 1 + last);
}

/* Whether a lone number is a page, for all that stands behind it: the first lines of
 * pages.parse_pages. */
static int is_page(PyObject *span, PyObject *text)
{
    PyObject *end = slot_of(span, SPAN_END);
    if (!is_number(text_of(span)) || PyUnicode_GET_LENGTH(text_of(span)) > 100 || !end ||
        !PyLong_CheckExact(end))
        return 0;
    int overflow;
    long behind = PyLong_AsLongAndOverflow(end, &overflow);
    if (overflow || behind < 0 || behind > PyUnicode_GET_LENGTH(text))
        return 0;
    /* Words that count pages begin with a letter, a blank before it at most. */
    behind += behind < PyUnicode_GET_LENGTH(text) &&
              kind_of(PyUnicode_READ_CHAR(text, behind), SPACE);
    Char c = behind < PyUnicode_GET_LENGTH(text) ? PyUnicode_READ_CHAR(text, behind) : '.';
    return c < 128 && !kind_of(c, ALPHA);
}

/* Two numbers and what joins them: its place; -1 where the text is something else. */
static Py_ssize_t joint(PyObject *text, Py_ssize_t longest, Py_ssize_t last)
{
    Py_ssize_t first = digits(text, 0), second = digits(text, first + 1);
    return first && first <= longest && second && second <= last &&
                   first + 1 + second == PyUnicode_GET_LENGTH(text)
               ? first
               : -1;
}

/* numbers.parse_numbering of plain numbers, of "49.2" and of an issue "1-2" or "1/2". */
static int volume_issue(PyObject *volume, PyObject *issue, PyObject **out)
{
    Py_ssize_t at;
    if (issue && is_number(volume) && !is_number(issue) && (at = joint(issue, 6, 6)) > 0) {
        Char sign = PyUnicode_READ_CHAR(issue, at);
        if (sign != '-' && sign != '/')
            return 1;
    } else if (!issue && (at = joint(volume, 4, 2)) > 0) {
        if (PyUnicode_READ_CHAR(volume, at) != '.')
            return 1;
        out[0] = PyUnicode_Substring(volume, 0, at);
        out[1] = PyUnicode_Substring(volume, at + 1, PyUnicode_GET_LENGTH(volume));
        return out[0] && out[1] ? 0 : -1;
    } else if (!is_number(volume) || (issue && !is_number(issue)))
        return 1;
    Py_INCREF(volume);
    Py_XINCREF(issue);
    out[0] = volume;
    out[1] = issue;
    return 0;
}

/* fields.FieldBuilder.numbering */
static int numbering(PyObject *by_label, PyObject *fields, PyObject *text)
{
    PyObject *volume, *issue, *edition, *pages, *page = NULL, *number[2] = {NULL};
    int result;
    if ((result = only_span(by_label, S_VOLUME, &volume)) ||
        (result = only_span(by_label, S_ISSUE, &issue)) ||
        (result = only_span(by_label, S_EDITION, &edition)) ||
        (result = only_span(by_label, S_PAGES, &pages)))
        return result;
    if (edition || (issue && !volume))
        return 1;
    if (pages) {
        page = page_range(text_of(pages));
        if (!page && PyErr_Occurred())
            return -1;
        if (!page && is_page(pages, text)) {
            page = text_of(pages);
            Py_INCREF(page);
        }
        if (!page)
            return 1;
    }
    if (volume)
        result = volume_issue(text_of(volume), issue ? text_of(issue) : NULL, number);
    if (!result && ((number[0] && PyDict_SetItem(fields, NAME[S_VOLUME], number[0])) ||
                    (number[1] && PyDict_SetItem(fields, NAME[S_ISSUE], number[1])) ||
                    (page && PyDict_SetItem(fields, NAME[S_PAGE], page))))
        result = -1;
    Py_XDECREF(number[0]);
    Py_XDECREF(number[1]);
    Py_XDECREF(page);
    return result;
}

PyDoc_STRVAR(fill_doc,
             "fill(text, by_label, fields)\n--\n\nPuts title and container (1) and then volume, "
             "issue and pages (2) into the empty fields, where none of them needs reading; which "
             "of the two was done.");

static PyObject *fill(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    (void)module;
    if (count != 3 || !PyUnicode_Check(args[0]) || !PyDict_CheckExact(args[1]) ||
        !PyDict_CheckExact(args[2])) {
        PyErr_SetString(PyExc_TypeError, "fill wants a text and two dicts");
        return NULL;
    }
    int done = 0, result = 1;
    if (RECORDS.ready && !PyDict_GET_SIZE(args[2]) && !(result = titles(args[1], args[2]))) {
        done = 1;
        if (!(result = numbering(args[1], args[2], args[0])))
            done = 3;
    }
    return result < 0 ? NULL : PyLong_FromLong(done);
}

/* --- the citation ----------------------------------------------------------------------------- */

PyDoc_STRVAR(citation_doc,
             "citation(text, spans, type, authors, editors, translators, fields, issued, accessed, "
             "custom, confidence)\n--\n\nThe Citation; fields and custom are sealed.");

static PyObject *citation(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    static const int SLOTS[] = {CITATION_TEXT, CITATION_SPANS, CITATION_TYPE, CITATION_AUTHORS,
                                CITATION_EDITORS, CITATION_TRANSLATORS, CITATION_FIELDS,
                                CITATION_ISSUED, CITATION_ACCESSED, CITATION_CUSTOM,
                                CITATION_CONFIDENCE, CITATION_ERROR};
    enum { GIVEN = 11, FIELDS = 6, CUSTOM = 9 };
    (void)module;
    if (count != GIVEN || !RECORDS.ready || !PyDict_CheckExact(args[FIELDS]) ||
        !PyDict_CheckExact(args[CUSTOM])) {
        PyErr_SetString(PyExc_TypeError, "citation wants eleven values, fields and custom as dict");
        return NULL;
    }
    PyTypeObject *type = RECORDS.type[CITATION_RECORD];
    PyObject *fields = PyObject_CallFunctionObjArgs(RECORDS.fields, args[FIELDS], NULL);
    PyObject *custom = RECORDS.no_fields, *out = NULL;
    if (PyDict_GET_SIZE(args[CUSTOM]))
        custom = PyObject_CallFunctionObjArgs(RECORDS.fields, args[CUSTOM], NULL);
    else
        Py_INCREF(custom);
    if (fields && custom)
        out = type->tp_alloc(type, 0);
    for (int i = 0; out && i <= GIVEN; i++) {
        PyObject *value = i == FIELDS   ? fields
                          : i == CUSTOM ? custom
                          : i == GIVEN  ? Py_None
                                        : args[i];
        Py_INCREF(value);
        memcpy((char *)out + RECORDS.offset[SLOTS[i]], &value, sizeof value);
    }
    Py_XDECREF(fields);
    Py_XDECREF(custom);
    return out;
}

static PyMethodDef METHODS[] = {
    {"lay_out", (PyCFunction)(void (*)(void))lay_out, METH_FASTCALL, lay_out_doc},
    {"fill", (PyCFunction)(void (*)(void))fill, METH_FASTCALL, fill_doc},
    {"citation", (PyCFunction)(void (*)(void))citation, METH_FASTCALL, citation_doc},
    {NULL, NULL, 0, NULL},
};

int assemble_open(PyObject *module)
{
    for (int i = 0; i < S_COUNT; i++)
        if (!NAME[i] && !(NAME[i] = PyUnicode_InternFromString(SPELLED[i])))
            return -1;
    return PyModule_AddFunctions(module, METHODS);
}
