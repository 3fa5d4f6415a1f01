/* Citations to CSL-JSON items, and their keys: formats/csl.to_csl, formats/keys.citation_key.
 *
 * What is out of the ordinary (a date that cannot be, a name in another script, fields that are no
 * str) is left to Python: both functions then answer with None.
 */
#include "records.h"

#define LONGEST_NAME 30 /* keys._LONGEST_NAME */
#define LONGEST_WORD 20 /* keys._LONGEST_WORD */
#define LONGEST 300     /* characters of a name or title that a key looks at */

enum {
    N_ID, N_TYPE, N_DOCUMENT, N_AUTHOR, N_EDITOR, N_TRANSLATOR, N_ISSUED, N_ACCESSED, N_DATE_PARTS,
    N_SEASON, N_CIRCA, N_FAMILY, N_GIVEN, N_PARTICLE, N_SUFFIX, N_LITERAL, N_YEAR_SUFFIX, N_CUSTOM,
    N_ORIGINAL_DATE, N_TITLE, N_LOWER, N_COUNT
};
static const char *const SPELLED[N_COUNT] = {
    "id", "type", "document", "author", "editor", "translator", "issued", "accessed", "date-parts",
    "season", "circa", "family", "given", "non-dropping-particle", "suffix", "literal",
    "year-suffix", "custom", "original-date", "title", "lower"
};
static PyObject *NAME[N_COUNT];

/* What the Python modules know, in the order of the tuple that they hand over. */
enum { T_TYPES, T_VARIABLES, T_RENAMED, T_PROMOTED, T_WRITE_DATE, T_FIRST_EDITION, T_SIZE };
enum { K_ARTICLES, K_ASCII, K_SIZE };

/* Every function here that answers with an int: 0 done, 1 left to Python, -1 an exception. */

/* Steals the value. */
static int store(PyObject *dict, PyObject *name, PyObject *value)
{
    int result = value ? PyDict_SetItem(dict, name, value) : -1;
    Py_XDECREF(value);
    return result;
}

/* A part of a name, where it is not empty. */
static int part(PyObject *out, PyObject *name, int slot, int as)
{
    PyObject *text = slot_of(name, slot);
    if (!text || !PyUnicode_CheckExact(text))
        return 1;
    return PyUnicode_GET_LENGTH(text) ? PyDict_SetItem(out, NAME[as], text) : 0;
}

/* types.Name.to_csl */
static int name_item(PyObject *out, PyObject *name)
{
    int result = part(out, name, NAME_LITERAL, N_LITERAL);
    if (result || PyDict_GET_SIZE(out))
        return result;
    if ((result = part(out, name, NAME_FAMILY, N_FAMILY)) ||
        (result = part(out, name, NAME_GIVEN, N_GIVEN)) ||
        (result = part(out, name, NAME_PARTICLE, N_PARTICLE)))
        return result;
    return part(out, name, NAME_SUFFIX, N_SUFFIX);
}

/* csl._names, put under its role */
static int people(PyObject *item, PyObject *citation, int slot, int role)
{
    PyObject *names = slot_of(citation, slot);
    if (!names || !PyTuple_CheckExact(names))
        return 1;
    Py_ssize_t count = PyTuple_GET_SIZE(names);
    PyObject *out = count ? PyList_New(0) : NULL;
    int result = count && !out ? -1 : 0;
    for (Py_ssize_t i = 0; i < count && !result; i++) {
        PyObject *name = PyTuple_GET_ITEM(names, i), *written;
        if (Py_TYPE(name) != RECORDS.type[NAME_RECORD])
            result = 1;
        else if (!(written = PyDict_New()))
            result = -1;
        else {
            result = name_item(written, name);
            if (!result && PyDict_GET_SIZE(written))
                result = PyList_Append(out, written);
            Py_DECREF(written);
        }
    }
    if (!result && out && PyList_GET_SIZE(out))
        result = PyDict_SetItem(item, NAME[role], out);
    Py_XDECREF(out);
    return result;
}

/* Whether a part of a date is a whole number from 1 to a limit, 0 where it is None. */
static int date_part(PyObject *part, long limit)
{
    if (part == Py_None)
        return 0;
    int overflow;
    if (!PyLong_CheckExact(part))
        return -1;
    long number = PyLong_AsLongAndOverflow(part, &overflow);
    return !overflow && number >= 1 && number <= limit ? (int)number : -1;
}

/* csl._date of a date without anything to put right */
static int plain_date(PyObject *date, PyObject **out)
{
    static const int PARTS[3] = {DATE_YEAR, DATE_MONTH, DATE_DAY};
    static const long LIMITS[3] = {9999, 12, 28}; /* Python looks at the ends of months. */
    PyObject *known[3], *first = NULL, *parts = NULL, *item = NULL;
    PyObject *season = slot_of(date, DATE_SEASON), *end = slot_of(date, DATE_END);
    PyObject *circa = slot_of(date, DATE_CIRCA);
    int result = -1, count = 0;
    for (int i = 0; i < 3; i++) {
        if (!(known[i] = slot_of(date, PARTS[i])))
            return 1;
        int number = date_part(known[i], LIMITS[i]);
        if (number < 0 || (number && count < i) || (!i && !number))
            return 1;
        count += number > 0;
    }
    if (!season || !end || !circa || date_part(season, 4) < 0 || !PyTuple_CheckExact(end) ||
        PyTuple_GET_SIZE(end) > 3 || !PyBool_Check(circa))
        return 1;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(end); i++)
        if (date_part(PyTuple_GET_ITEM(end, i), LIMITS[i]) < 1)
            return 1;
    if (!(item = PyDict_New()) || !(first = PyList_New(count)) || !(parts = PyList_New(1)))
        goto done;
    for (int i = 0; i < count; i++) {
        Py_INCREF(known[i]);
        PyList_SET_ITEM(first, i, known[i]);
    }
    PyList_SET_ITEM(parts, 0, first);
    first = NULL;
    if (PyTuple_GET_SIZE(end)) {
        PyObject *last = PySequence_List(end);
        int failed = !last || PyList_Append(parts, last);
        Py_XDECREF(last);
        if (failed)
            goto done;
    }
    if (PyDict_SetItem(item, NAME[N_DATE_PARTS], parts) ||
        (season != Py_None && PyDict_SetItem(item, NAME[N_SEASON], season)) ||
        (circa == Py_True && PyDict_SetItem(item, NAME[N_CIRCA], circa)))
        goto done;
    *out = item;
    item = NULL;
    result = 0;
done:
    Py_XDECREF(first);
    Py_XDECREF(parts);
    Py_XDECREF(item);
    return result;
}

static int put_date(PyObject *item, int name, PyObject *date, PyObject *tables)
{
    PyObject *written = NULL;
    if (date == Py_None)
        return 0;
    int result = Py_TYPE(date) == RECORDS.type[DATE_RECORD] ? plain_date(date, &written) : 1;
    if (result < 0)
        return -1;
    if (result && !(written = PyObject_CallFunctionObjArgs(PyTuple_GET_ITEM(tables, T_WRITE_DATE),
                                                           date, NULL)))
        return -1;
    result = PyObject_IsTrue(written);
    if (result > 0)
        result = PyDict_SetItem(item, NAME[name], written);
    Py_DECREF(written);
    return result;
}

/* The fields, each under its variable, the rest among the custom values. */
static int put_fields(PyObject *item, PyObject *fields, PyObject **custom, PyObject *tables)
{
    PyObject *name, *text;
    Py_ssize_t at = 0;
    while (PyDict_Next(fields, &at, &name, &text)) {
        if (!PyUnicode_CheckExact(name) || !PyUnicode_CheckExact(text))
            return 1;
        if (!PyUnicode_GET_LENGTH(text))
            continue;
        PyObject *variable = PyDict_GetItemWithError(PyTuple_GET_ITEM(tables, T_RENAMED), name);
        if (!variable) {
            if (PyErr_Occurred())
                return -1;
            variable = name;
        }
        int known = PySet_Contains(PyTuple_GET_ITEM(tables, T_VARIABLES), variable);
        int taken = known > 0 ? PyDict_Contains(item, variable) : 0;
        if (known < 0 || taken < 0)
            return -1;
        if (known && !taken) {
            if (PyDict_SetItem(item, variable, text))
                return -1;
        } else if ((!*custom && !(*custom = PyDict_New())) ||
                   PyDict_SetItem(*custom, name, text))
            return -1;
    }
    return 0;
}

/* The custom values that are not empty; NULL where there are none. */
static int read_custom(PyObject *citation, PyObject **out)
{
    PyObject *custom = slot_of(citation, CITATION_CUSTOM), *name, *text;
    Py_ssize_t at = 0;
    if (!custom || !PyDict_Check(custom))
        return 1;
    while (PyDict_Next(custom, &at, &name, &text)) {
        if (!PyUnicode_CheckExact(name) || !PyUnicode_CheckExact(text))
            return 1;
        if (PyUnicode_GET_LENGTH(text) &&
            ((!*out && !(*out = PyDict_New())) || PyDict_SetItem(*out, name, text)))
            return -1;
    }
    return 0;
}

/* Custom values that CSL has a variable for, in whatever case their names are written. */
static int promote(PyObject *item, PyObject *custom, PyObject *tables)
{
    PyObject *names = PyDict_Keys(custom);
    int result = names ? 0 : -1;
    for (Py_ssize_t i = 0; !result && i < PyList_GET_SIZE(names); i++) {
        PyObject *name = PyList_GET_ITEM(names, i);
        PyObject *low = PyObject_CallMethodObjArgs(name, NAME[N_LOWER], NULL);
        PyObject *variable =
            low ? PyDict_GetItemWithError(PyTuple_GET_ITEM(tables, T_PROMOTED), low) : NULL;
        if (variable) {
            int taken = PyDict_Contains(item, variable);
            PyObject *text = taken ? NULL : PyDict_GetItemWithError(custom, name);
            if (taken < 0 || (text && (PyDict_SetItem(item, variable, text) ||
                                       PyDict_DelItem(custom, name))))
                result = -1;
        } else if (PyErr_Occurred())
            result = -1;
        Py_XDECREF(low);
    }
    Py_XDECREF(names);
    if (result)
        return -1;
    PyObject *first = PyDict_GetItemWithError(custom, NAME[N_ORIGINAL_DATE]);
    if (!first)
        return PyErr_Occurred() ? -1 : 0;
    Py_INCREF(first);
    PyObject *call = PyTuple_GET_ITEM(tables, T_FIRST_EDITION);
    result = PyDict_DelItem(custom, NAME[N_ORIGINAL_DATE]) ||
             store(item, NAME[N_ORIGINAL_DATE], PyObject_CallFunctionObjArgs(call, first, NULL));
    Py_DECREF(first);
    return result ? -1 : 0;
}

static int put_type(PyObject *item, PyObject *citation, PyObject **custom, PyObject *tables)
{
    PyObject *type = slot_of(citation, CITATION_TYPE);
    if (!type || !PyUnicode_CheckExact(type))
        return 1;
    int known = PySet_Contains(PyTuple_GET_ITEM(tables, T_TYPES), type);
    if (known < 0 || PyDict_SetItem(item, NAME[N_TYPE], known ? type : NAME[N_DOCUMENT]))
        return -1;
    if (known || !PyUnicode_GET_LENGTH(type))
        return 0;
    return (!*custom && !(*custom = PyDict_New())) || PyDict_SetItem(*custom, NAME[N_TYPE], type)
               ? -1
               : 0;
}

/* The letter that tells two works of a year apart. */
static int put_suffix(PyObject *item, PyObject *issued)
{
    PyObject *suffix = issued == Py_None ? NULL : slot_of(issued, DATE_SUFFIX);
    if (issued == Py_None)
        return 0;
    if (!suffix || !PyUnicode_CheckExact(suffix))
        return 1;
    if (!PyUnicode_GET_LENGTH(suffix))
        return 0;
    return PyDict_SetDefault(item, NAME[N_YEAR_SUFFIX], suffix) ? 0 : -1;
}

static int check(PyObject *citation, PyObject *tables, Py_ssize_t size, const char *function)
{
    if (PyTuple_CheckExact(tables) && PyTuple_GET_SIZE(tables) == size)
        return RECORDS.ready && Py_TYPE(citation) == RECORDS.type[CITATION_RECORD] ? 0 : 1;
    PyErr_Format(PyExc_TypeError, "%s wants the tables of its Python module", function);
    return -1;
}

static PyObject *answer(int result, PyObject *found)
{
    if (!result)
        return found;
    Py_XDECREF(found);
    if (result < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *to_csl(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    (void)module;
    if (count != 3) {
        PyErr_SetString(PyExc_TypeError, "to_csl wants a citation, its key and the tables");
        return NULL;
    }
    PyObject *citation = args[0], *tables = args[2], *custom = NULL;
    int result = check(citation, tables, T_SIZE, "to_csl");
    if (result)
        return answer(result, NULL);
    PyObject *fields = slot_of(citation, CITATION_FIELDS);
    PyObject *issued = slot_of(citation, CITATION_ISSUED);
    PyObject *accessed = slot_of(citation, CITATION_ACCESSED);
    if (!fields || !issued || !accessed || !PyDict_Check(fields) ||
        (issued != Py_None && Py_TYPE(issued) != RECORDS.type[DATE_RECORD]))
        return answer(1, NULL);
    PyObject *item = PyDict_New();
    if (!item || PyDict_SetItem(item, NAME[N_ID], args[1]))
        return answer(-1, item);
    if (!(result = read_custom(citation, &custom)) &&
        !(result = put_type(item, citation, &custom, tables)) &&
        !(result = people(item, citation, CITATION_AUTHORS, N_AUTHOR)) &&
        !(result = people(item, citation, CITATION_EDITORS, N_EDITOR)) &&
        !(result = people(item, citation, CITATION_TRANSLATORS, N_TRANSLATOR)) &&
        !(result = put_date(item, N_ISSUED, issued, tables)) &&
        !(result = put_date(item, N_ACCESSED, accessed, tables)) &&
        !(result = put_fields(item, fields, &custom, tables)) &&
        !(result = custom ? promote(item, custom, tables) : 0) &&
        !(result = put_suffix(item, issued)) && custom && PyDict_GET_SIZE(custom))
        result = PyDict_SetItem(item, NAME[N_CUSTOM], custom);
    Py_XDECREF(custom);
    return answer(result, item);
}

/* --- keys ----------------------------------------------------------------------------------- */

/* keys._ascii: what of a text may stand in a key. The number of characters in out, which has room
 * for them; -1 where the text is not ASCII. */
static Py_ssize_t key_letters(const uint8_t *text, Py_ssize_t length, char *out)
{
    Py_ssize_t count = 0;
    for (Py_ssize_t i = 0; i < length; i++) {
        uint8_t c = text[i];
        if (c >= 128)
            return -1;
        if (kind_of(c, ALNUM))
            out[count++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return count;
}

/* keys._ascii of any text; -1 an exception, -2 left to Python. */
static Py_ssize_t name_letters(PyObject *text, char *out, PyObject *ascii)
{
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    if (PyUnicode_IS_ASCII(text))
        return key_letters(PyUnicode_1BYTE_DATA(text), length < LONGEST ? length : LONGEST, out);
    PyObject *found = PyObject_CallFunctionObjArgs(ascii, text, NULL);
    if (!found)
        return -1;
    if (!PyUnicode_CheckExact(found) || !PyUnicode_IS_ASCII(found)) {
        Py_DECREF(found);
        return -2;
    }
    length = PyUnicode_GET_LENGTH(found);
    length = length < LONGEST ? length : LONGEST;
    memcpy(out, PyUnicode_1BYTE_DATA(found), (size_t)length);
    Py_DECREF(found);
    return length;
}

/* keys._WORD_BREAK among ASCII */
static inline int breaks_word(uint8_t c)
{
    return kind_of(c, SPACE) || (c < 128 && c && strchr("-/:.,;'`\"()[]{}", c));
}

/* keys._first_word, cut to its length; -1 an exception, -2 left to Python. */
static Py_ssize_t first_word(PyObject *text, char *out, PyObject *articles)
{
    char word[LONGEST];
    Py_ssize_t length = PyUnicode_GET_LENGTH(text), first = -1, kept = 0;
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    length = length < LONGEST ? length : LONGEST;
    for (Py_ssize_t at = 0; at <= length; at++) {
        Py_ssize_t count = 0;
        for (; at < length; at++) {
            Char c = PyUnicode_READ(kind, data, at);
            if (c >= 128)
                return -2;
            if (breaks_word((uint8_t)c))
                break;
            if (kind_of(c, ALNUM))
                word[count++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
        if (!count)
            continue;
        int article = 0;
        if (count <= 8) { /* None is longer; see the test of the key's tables. */
            PyObject *known = PyUnicode_FromStringAndSize(word, count);
            article = known ? PySet_Contains(articles, known) : -1;
            Py_XDECREF(known);
            if (article < 0)
                return -1;
        }
        count = count < LONGEST_WORD ? count : LONGEST_WORD;
        if (!article) {
            memcpy(out, word, (size_t)count);
            return count;
        }
        if (first < 0) {
            first = 0;
            kept = count;
            memcpy(out, word, (size_t)count);
        }
    }
    return kept;
}

static int key_name(PyObject *citation, PyObject *tables, char *out, Py_ssize_t *length)
{
    PyObject *names = slot_of(citation, CITATION_AUTHORS);
    *length = 0;
    if (names && PyTuple_CheckExact(names) && !PyTuple_GET_SIZE(names))
        names = slot_of(citation, CITATION_EDITORS);
    if (!names || !PyTuple_CheckExact(names))
        return 1;
    if (!PyTuple_GET_SIZE(names))
        return 0;
    PyObject *first = PyTuple_GET_ITEM(names, 0);
    if (Py_TYPE(first) != RECORDS.type[NAME_RECORD])
        return 1;
    PyObject *family = slot_of(first, NAME_FAMILY), *given = slot_of(first, NAME_GIVEN);
    PyObject *literal = slot_of(first, NAME_LITERAL);
    if (!family || !given || !literal || !PyUnicode_CheckExact(family) ||
        !PyUnicode_CheckExact(given) || !PyUnicode_CheckExact(literal))
        return 1;
    PyObject *name = PyUnicode_GET_LENGTH(family) ? family : given;
    if (PyUnicode_GET_LENGTH(name))
        *length = name_letters(name, out, PyTuple_GET_ITEM(tables, K_ASCII));
    if (!*length)
        *length = first_word(literal, out, PyTuple_GET_ITEM(tables, K_ARTICLES));
    return *length >= 0 ? 0 : *length == -1 ? -1 : 1;
}

/* The year's digits, "" where it is none of the years that a key names. */
static int key_year(PyObject *citation, char *out, size_t size)
{
    PyObject *issued = slot_of(citation, CITATION_ISSUED);
    int overflow;
    *out = 0;
    if (issued == Py_None)
        return 0;
    if (!issued || Py_TYPE(issued) != RECORDS.type[DATE_RECORD])
        return 1;
    PyObject *year = slot_of(issued, DATE_YEAR);
    if (year == Py_None)
        return 0;
    if (!year || !PyLong_CheckExact(year))
        return 1;
    long number = PyLong_AsLongAndOverflow(year, &overflow);
    if (!overflow && number > 0 && number < 10000)
        PyOS_snprintf(out, size, "%ld", number);
    return 0;
}

static PyObject *citation_key(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    (void)module;
    if (count != 2) {
        PyErr_SetString(PyExc_TypeError, "citation_key wants a citation and the tables");
        return NULL;
    }
    PyObject *citation = args[0], *tables = args[1];
    char name[LONGEST], word[LONGEST], year[16], key[3 + LONGEST_NAME + 16 + LONGEST_WORD];
    Py_ssize_t named, worded = 0, length = 0;
    int result = check(citation, tables, K_SIZE, "citation_key");
    if (result || (result = key_name(citation, tables, name, &named)) ||
        (result = key_year(citation, year, sizeof year)))
        return answer(result, NULL);
    PyObject *fields = slot_of(citation, CITATION_FIELDS);
    if (!fields || !PyDict_Check(fields))
        return answer(1, NULL);
    PyObject *title = PyDict_GetItemWithError(fields, NAME[N_TITLE]);
    if (title)
        worded = PyUnicode_CheckExact(title)
                     ? first_word(title, word, PyTuple_GET_ITEM(tables, K_ARTICLES))
                     : -2;
    else if (PyErr_Occurred())
        worded = -1;
    if (worded < 0)
        return answer(worded == -1 ? -1 : 1, NULL);
    if (!named && !worded)
        return answer(1, NULL);
    size_t digits = strlen(year);
    named = named < LONGEST_NAME ? named : LONGEST_NAME;
    if (!kind_of((Char)(named ? name[0] : word[0]), ALPHA)) {
        memcpy(key, "ref", 3);
        length = 3;
    }
    memcpy(key + length, name, (size_t)named);
    length += named;
    if (!named) {
        memcpy(key + length, word, (size_t)worded);
        length += worded;
    }
    memcpy(key + length, year, digits);
    length += (Py_ssize_t)digits;
    if (named) {
        memcpy(key + length, word, (size_t)worded);
        length += worded;
    }
    return PyUnicode_FromStringAndSize(key, length);
}

static PyMethodDef METHODS[] = {
    {"to_csl", (PyCFunction)(void (*)(void))to_csl, METH_FASTCALL,
     "to_csl(citation, key, tables)\n--\n\nThe CSL-JSON item; None where Python has to write it."},
    {"citation_key", (PyCFunction)(void (*)(void))citation_key, METH_FASTCALL,
     "citation_key(citation, tables)\n--\n\nThe key; None where Python has to make it."},
    {NULL, NULL, 0, NULL},
};

int csl_open(PyObject *module)
{
    for (int i = 0; i < N_COUNT; i++)
        if (!NAME[i] && !(NAME[i] = PyUnicode_InternFromString(SPELLED[i])))
            return -1;
    return PyModule_AddFunctions(module, METHODS);
}
