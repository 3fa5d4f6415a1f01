/* Lists of names as text (citation/names.py, name_text.py), and the NameReader that Python sees.
 *
 * NameReader.read does what refparse.citation.names.parse_names does for lists that are printed
 * regularly: letters, blanks, commas, semicolons, slashes, dots, hyphens, apostrophes, "&"; without
 * organisations, role words, brackets, digits, or anything that name_text.py would have to mend.
 * For every other list it answers with None, and Python reads it. Being strict here is always
 * right; tests/native/test_names.py holds the answers to those of Python.
 */
#include "names.h"

#include <structmember.h>

#define ELLIPSIS 0x2026
#define KEPT 20000 /* characters; memory for longer lists is given back */

/* --- the text of a list --------------------------------------------------------------------- */

static int what_at(const Reader *reader, size_t at)
{
    return at < reader->end ? letter(reader, reader->text[at])->what : 0;
}

static Char char_at(const Reader *reader, size_t at)
{
    return at < reader->end ? reader->text[at] : 0;
}

/* Whether the text is tidy (wording.tidy) and of characters that are known here. */
static int is_plain(const Reader *reader)
{
    Char before = ' ';
    for (size_t i = 0; i < reader->end; i++) {
        Char c = reader->text[i];
        if (!letter(reader, c)->what || (c == ' ' && before == ' '))
            return 0;
        before = c;
    }
    return before != ' ' && what_at(reader, 0) & (C_UPPER | C_LOWER);
}

/* Takes "… " between two names out (name_text._ELLIPSIS); 1 where there was one, -1 where Python
 * has to answer. */
static int cut_ellipsis(Reader *reader)
{
    size_t to = 0;
    for (size_t i = 0; i < reader->end; i++) {
        Char c = reader->text[i];
        if (c != ELLIPSIS) {
            reader->text[to++] = c;
            continue;
        }
        Char next = i + 2 < reader->end ? reader->text[i + 2] : 0;
        if (to < 2 || reader->text[to - 1] != ' ' || reader->text[to - 2] != ',' ||
            reader->text[i + 1] != ' ' || !(letter(reader, next)->what & C_UPPER))
            return -1;
        i++;
    }
    int some = to < reader->end;
    reader->end = to;
    return some;
}

/* The letters before a place as a search that ignores case sees them; 0 where there are none or too
 * many. */
static size_t run_before(const Reader *reader, size_t at, Char *low, size_t *start)
{
    size_t from = at;
    while (from && what_at(reader, from - 1) & C_LETTER)
        from--;
    *start = from;
    if (at - from > LONGEST_WORD)
        return 0;
    for (size_t i = from; i < at; i++)
        low[i - from] = reader->text[i] == 0x131 ? 'i' : letter(reader, reader->text[i])->lower;
    return at - from;
}

/* Whether name_text.strip_end may find role words or "et al." at the end; rather too often. */
static int may_end_in_remark(const Reader *reader)
{
    Char low[LONGEST_WORD];
    size_t at = reader->end, start;
    while (at && one_of(reader->text[at - 1], " .,;"))
        at--;
    size_t length = run_before(reader, at, low, &start);
    if (!length)
        return 0;
    if (sets_of(reader, low, length) & IN_REMARKS)
        return 1;
    if (length > 1)
        return 0;
    if (low[0] == 'a' || low[0] == 'm') /* "u.a.", "m.fl." */
        return reader->text[start] == low[0];
    if (low[0] != 'o') /* "a.a.O." */
        return 0;
    while (start && one_of(reader->text[start - 1], " ."))
        start--;
    return start && letter(reader, reader->text[start - 1])->lower == 'a';
}

/* Cuts "et al." off; 1 where it did, 0 where there is none, -1 where Python has to answer. */
static int cut_et_al(Reader *reader)
{
    static const char MARK[] = " et al";
    size_t end = reader->end, start;
    if (reader->text[end - 1] == '.')
        end--;
    if (!ends_with(reader->text, end, MARK))
        return 0;
    reader->end = end - strlen(MARK);
    while (reader->end && one_of(reader->text[reader->end - 1], " ,;&"))
        reader->end--;
    Char low[LONGEST_WORD];
    size_t length = run_before(reader, reader->end, low, &start);
    if (!reader->end || (length == 2 && ends_with(low, 2, "et")) ||
        (length == 3 && (ends_with(low, 3, "and") || ends_with(low, 3, "und"))))
        return -1;
    return 1;
}

/* Whether name_text.strip_lead may find something in front; rather too often. */
static int may_begin_with_lead(const Reader *reader)
{
    Char low[LONGEST_WORD];
    size_t at = 0, start;
    while (what_at(reader, at) & C_LETTER)
        at++;
    size_t length = run_before(reader, at, low, &start);
    uint32_t sets = sets_of(reader, low, length);
    if (sets & IN_LEADS ||
        (ends_with(low, length, "and") && sets_of(reader, low, length - 3) & IN_LEADS))
        return 1;
    if (!length || char_at(reader, at) != ' ')
        return 0;
    /* "Di A.", "In A.", "A c. di", "De l'anglais par" */
    Char next = letter(reader, char_at(reader, at + 1))->lower, behind = char_at(reader, at + 2);
    int soft = (length == 2 && low[0] == 'd' && (low[1] == 'i' || low[1] == 'e')) ||
               (length == 2 && low[0] == 'i' && low[1] == 'n') || (length == 1 && low[0] == 'a') ||
               (length == 1 && low[0] == 0x432) || (length == 3 && ends_with(low, 3, "par")) ||
               (length == 4 && ends_with(low, 4, "dans"));
    return soft && (behind == '.' || next == 'c' || (next == 'l' && is_apostrophe(behind)));
}

/* name_text._IRREGULAR at a mark, name_text._dashes, and marks side by side */
static int is_irregular(const Reader *reader, size_t at)
{
    Char c = reader->text[at], next = char_at(reader, at + 1);
    Char before = at ? reader->text[at - 1] : 0;
    if (c == ';')
        return before == ' ' || (next && next != ' ');
    if (c == '.' || c == ',') {
        if (before == ' ' || next == '.')
            return 1;
        size_t end = at + 1;
        while (what_at(reader, end) & C_LETTER)
            end++;
        if (char_at(reader, end) == ' ' && end > at + 1 && end < at + 5) {
            Char word[3];
            for (size_t i = at + 1; i < end; i++)
                word[i - at - 1] = reader->text[i];
            if (end - at < 3 ? word[0] == 'y' || word[0] == 'e' || word[0] == 0x438
                             : ends_with(word, end - at - 1, "and") ||
                                   ends_with(word, end - at - 1, "und") ||
                                   (end - at == 3 && ends_with(word, 2, "et")))
                return 1;
        }
        if (c == ',')
            return 0;
        int one = what_at(reader, at + 1), two = what_at(reader, at + 2),
            three = what_at(reader, at + 3);
        if (one & C_UPPER && two & three & (C_UPPER | C_LOWER))
            return 1;
        if ((next == ' ' && char_at(reader, at + 2) == '-') ||
            (next == '-' && char_at(reader, at + 2) == ' '))
            return 1;
        return at > 2 && (one & C_UPPER || (next == ' ' && two & C_UPPER)) &&
               what_at(reader, at - 1) & what_at(reader, at - 2) & what_at(reader, at - 3) &
                   C_LOWER;
    }
    if (is_dash(c)) {
        if ((before == ' ' && next == ' ') || before == '&' || next == '&')
            return 1;
        if (next == ' ' && at && what_at(reader, at - 1) & C_LOWER)
            return 1;
        return before == ' ' && at > 1 && what_at(reader, at - 2) & C_LOWER;
    }
    return is_apostrophe(c) && next == ' ';
}

static int is_any_irregular(const Reader *reader)
{
    for (size_t i = 0; i < reader->end; i++)
        if (letter(reader, reader->text[i])->what & C_MARK && is_irregular(reader, i))
            return 1;
    return 0;
}

/* Whether name_text._GLUED or _GLUED_AND is true behind a mark. */
static int is_glued(const Reader *reader, size_t at, Char mark)
{
    size_t small = at, length;
    int first = what_at(reader, at);
    if (mark == '.' && first & C_UPPER) {
        if (what_at(reader, at + 1) & C_UPPER && what_at(reader, at + 2) & C_UPPER)
            return 1;
        while (what_at(reader, ++small) & C_LOWER)
            ;
        return small > at + 2 && char_at(reader, small) != '.';
    }
    while (what_at(reader, small) & C_LETTER && small < at + 4)
        small++;
    length = small - at;
    if (!(first & C_LOWER) || length > 3 || char_at(reader, small) != ' ')
        return 0;
    const Char *word = reader->text + at;
    return length == 1 ? *word == 'y' || *word == 'e' || *word == 0x438
                       : (length == 2 && ends_with(word, 2, "et")) ||
                             ends_with(word, length, "and") || ends_with(word, length, "und");
}

/* Whether name_text._BREAK_INITIAL may put another hyphen in the place of this one. */
static int is_behind_dot(const Reader *reader, size_t at)
{
    if (at && reader->text[at - 1] == ' ')
        at--;
    return at && reader->text[at - 1] == '.';
}

/* Whether a slash stands between two names; see name_text.segments. */
static int is_between_names(const Reader *reader, size_t at)
{
    static const Char AND[] = {'a', 'n', 'd'}, OR[] = {'o', 'r'};
    size_t next = at + 1 + (char_at(reader, at + 1) == ' ');
    if (at > 2 && !memcmp(reader->text + at - 3, AND, sizeof AND) && at + 2 < reader->end &&
        !memcmp(reader->text + at + 1, OR, sizeof OR))
        return 0;
    return (what_at(reader, next) & C_LETTER) != 0;
}

/* What name_text.regular does about blanks before marks and none behind them ("Berg , A.Stone").
 * The rest of it would change nothing where the list is regular then; 1 where Python has to
 * answer. */
static int mend(Reader *reader)
{
    size_t to = 0;
    for (size_t i = 0; i < reader->end; i++) {
        Char c = reader->text[i], next = char_at(reader, i + 1);
        if (c == HYPHEN && is_behind_dot(reader, to))
            return 1;
        if (c == ' ' && one_of(next, ".,;")) {
            Char behind = char_at(reader, i + 2);
            /* ". ." may be an ellipsis, " .x" another word before it is mended than behind it */
            if (next == '.' && (reader->text[to - 1] == '.' || (behind && behind != ' ')))
                return 1;
            continue;
        }
        reader->text[to++] = c;
    }
    reader->end = to;
    void *fresh = grow(reader->mended, &reader->mended_room, to * 2 + 2, sizeof(Char));
    if (!fresh)
        return -1;
    reader->mended = fresh;
    to = 0;
    for (size_t i = 0; i < reader->end; i++) {
        Char c = reader->text[i];
        reader->mended[to++] = c;
        if ((c == '.' || c == ',') && is_glued(reader, i + 1, c))
            reader->mended[to++] = ' ';
    }
    memcpy(reader->text, reader->mended, to * sizeof(Char));
    reader->end = to;
    return 0;
}

/* Whether a word is one that name_text._COLLABORATION begins with, at its end. */
static int may_join_collaborators(const Reader *reader, const Word *word)
{
    static const char *const WORDS[] = {"avec", "with", "unter", "in", "con"};
    Char low[LONGEST_WORD];
    size_t start, length = run_before(reader, word->end, low, &start);
    for (size_t i = 0; i < 5; i++)
        if (length == strlen(WORDS[i]) && ends_with(low, length, WORDS[i]))
            return 1;
    return 0;
}

static int has_http(const Reader *reader, size_t start, size_t end)
{
    static const Char HTTP[] = {'h', 't', 't', 'p'};
    for (; start + 4 <= end; start++)
        if (reader->text[start] == 'h' && !memcmp(reader->text + start, HTTP, sizeof HTTP))
            return 1;
    return 0;
}

/* Cuts the text into words; 0, 1 where Python has to answer. */
static int read_words(Reader *reader)
{
    uint32_t chunk = 0, segment = 0;
    int hyphens = 0, ampersands = 0, mit = 0, joins = 0, slashes = 0, web = 0;
    size_t start = 0;
    reader->words = 0;
    for (size_t i = 0; i <= reader->end; i++) {
        Char c = i < reader->end ? reader->text[i] : ' ';
        int what = letter(reader, c)->what;
        if (what & C_LETTER)
            continue;
        if (what & C_MARK) {
            hyphens |= c == HYPHEN && is_behind_dot(reader, i);
            if (c == '/' && !is_between_names(reader, i))
                return 1;
            if (c != ',' && c != ';' && c != '/')
                continue;
        }
        if (start < i) {
            Word *word = &reader->word[reader->words++];
            *word = (Word){(uint32_t)start, (uint32_t)i, chunk, segment, 0, 0, 0};
            if (!look(reader, word))
                return 1;
            web |= has_http(reader, start, i);
            for (size_t k = start; k + 2 < i && !mit; k++)
                mit = reader->text[k] == 'M' && reader->text[k + 1] == 'i' &&
                      reader->text[k + 2] == 't';
            joins |= may_join_collaborators(reader, word);
        }
        start = i + 1;
        if (c == '&') {
            Word *word = &reader->word[reader->words++];
            *word = (Word){(uint32_t)i, (uint32_t)i + 1, chunk, segment, 0, 'X',
                           CONNECTS | KNOWS_FOLD};
            ampersands = 1;
            if (char_at(reader, i + 1) == 'a' && char_at(reader, i + 2) == 'm' &&
                char_at(reader, i + 3) == 'p' && char_at(reader, i + 4) == ';')
                return 1;
        }
        chunk += c == ',';
        segment += c == ';' || c == '/';
        slashes |= c == '/';
    }
    return (mit && joins) || (hyphens && ampersands) || (slashes && web) || !reader->words;
}

/* Whether the list, or a part of it, may stand for a name: "Ders.", "Anon.", "WHO". */
static int may_stand_for_names(const Reader *reader)
{
    Char low[LONGEST_WORD];
    for (uint32_t i = 0; i < reader->words; i++) {
        const Word *word = &reader->word[i];
        int alone = (!i || word[-1].segment != word->segment) &&
                    (i + 1 == reader->words || word[1].segment != word->segment);
        if (!alone && (i || reader->words > 2))
            continue;
        size_t start = word->start, length = 0;
        while (start < word->end && reader->text[start] == '.')
            start++;
        for (size_t k = start; k < word->end; k++)
            low[length++] = letter(reader, reader->text[k])->lower;
        while (length && low[length - 1] == '.')
            length--;
        if (sets_of(reader, low, length) & (alone ? IN_REPEATED | IN_ACRONYMS : IN_REPEATED))
            return 1;
        if (length > 1 && ((low[0] == 'a' && low[1] == 'a') || (low[0] == 'v' && low[1] == 'v') ||
                           (length > 3 && low[0] == 'a' && low[1] == 'n' && low[2] == 'o' &&
                            low[3] == 'n')))
            return 1;
    }
    /* name_text._SHORT_FAMILY: "Mée. H." */
    const Word *one = reader->word, *two = one + 1;
    size_t dot = one->end - 1;
    return reader->words == 2 && two->chunk == one->chunk && reader->text[dot] == '.' &&
           (dot == 2 || dot == 3) && what_at(reader, 0) & C_UPPER && what_at(reader, 1) & C_LOWER &&
           what_at(reader, dot - 1) & C_LOWER && what_at(reader, two->start) & C_UPPER &&
           (two->end - two->start == 1 ||
            (two->end - two->start == 2 && reader->text[two->start + 1] == '.'));
}

/* names._read_segment: "WHO" is nobody's initials. 1 where it is a literal name, which is added. */
static int read_short(Reader *reader, uint32_t from, uint32_t to)
{
    size_t start = reader->word[from].start, end = reader->word[to - 1].end;
    while (start < end && reader->text[start] == '.')
        start++;
    while (end > start && one_of(reader->text[end - 1], ".,"))
        end--;
    if (end - start > 4 || !all_upper(reader, start, end))
        return 0;
    for (size_t i = start; i < end; i++)
        if (reader->text[i] == ' ' || reader->text[i] == '&')
            return 0;
    return add_person(reader, NULL, NULL, NULL, NULL, substring(reader, start, end)) ? -1 : 1;
}

/* --- answers -------------------------------------------------------------------------------- */

PyObject *substring(const Reader *reader, size_t start, size_t end)
{
    return PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, reader->text + start,
                                     (Py_ssize_t)(end - start));
}

/* Takes the parts over, NULL for "". A part that could not be made is found by PyErr_Occurred. */
int add_person(Reader *reader, PyObject *family, PyObject *given, PyObject *particle,
               PyObject *suffix, PyObject *literal)
{
    Person made = {{family, given, particle, suffix, literal}};
    void *fresh = PyErr_Occurred() ? NULL
                                   : grow(reader->person, &reader->person_room,
                                          (size_t)reader->people + 1, sizeof(Person));
    if (!fresh) {
        for (int i = 0; i < 5; i++)
            Py_XDECREF(made.part[i]);
        return -1;
    }
    reader->person = fresh;
    reader->person[reader->people++] = made;
    return 0;
}

static int has_dot(PyObject *text, Py_ssize_t length)
{
    return PyUnicode_FindChar(text, '.', 0, length, 1) >= 0;
}

/* names._even_dots */
static int even_dots(Reader *reader)
{
    if (reader->people < 2)
        return 0;
    Person *last = &reader->person[reader->people - 1];
    PyObject *given = last->part[1];
    Py_ssize_t length = given ? PyUnicode_GET_LENGTH(given) : 0;
    if (!length || length > 4 || PyUnicode_READ_CHAR(given, length - 1) != '.' ||
        has_dot(given, length - 1))
        return 0;
    int others = 0;
    for (Person *person = reader->person; person < last; person++) {
        PyObject *other = person->part[1];
        if (!other)
            continue;
        Py_ssize_t size = PyUnicode_GET_LENGTH(other);
        int upper = 0;
        if (has_dot(other, size))
            return 0;
        for (Py_ssize_t i = 0; i < size; i++) {
            int what = letter(reader, PyUnicode_READ_CHAR(other, i))->what;
            if (what & C_LOWER)
                return 0;
            upper |= what & C_UPPER;
        }
        if (!upper)
            return 0;
        others = 1;
    }
    if (!others)
        return 0;
    PyObject *bare = PyUnicode_Substring(given, 0, length - 1);
    if (!bare)
        return -1;
    Py_DECREF(given);
    Py_CLEAR(last->part[4]);
    last->part[1] = length > 1 ? bare : NULL;
    if (length == 1)
        Py_DECREF(bare);
    return 0;
}

/* A Name; the parts go over to it. */
static PyObject *make_name(Reader *reader, Person *person)
{
    PyObject *name = reader->name->tp_alloc(reader->name, 0);
    if (!name)
        return NULL;
    /* It holds strings only, so it is in no cycle that the collector had to look for. */
    if (PyObject_IS_GC(name))
        PyObject_GC_UnTrack(name);
    for (int i = 0; i < 5; i++) {
        PyObject *part = person->part[i] ? person->part[i] : reader->empty;
        if (reader->offset[i]) {
            PyObject **place = (PyObject **)((char *)name + reader->offset[i]);
            Py_INCREF(part);
            *place = part;
        } else if (PyObject_GenericSetAttr(name, reader->part_name[i], part)) {
            Py_DECREF(name);
            return NULL;
        }
    }
    return name;
}

static PyObject *answer(Reader *reader, int et_al)
{
    PyObject *names = PyTuple_New(reader->people);
    for (uint32_t i = 0; names && i < reader->people; i++) {
        PyObject *name = make_name(reader, &reader->person[i]);
        if (!name) {
            Py_CLEAR(names);
            break;
        }
        PyTuple_SET_ITEM(names, i, name);
    }
    return names ? Py_BuildValue("(NO)", names, et_al ? Py_True : Py_False) : NULL;
}

static void clear_people(Reader *reader)
{
    for (uint32_t i = 0; i < reader->people; i++)
        for (int k = 0; k < 5; k++)
            Py_XDECREF(reader->person[i].part[k]);
    reader->people = 0;
}

/* Room for the text and its words, of which there are at most as many as characters. */
static int make_room(Reader *reader, size_t length)
{
    void *fresh = grow(reader->text, &reader->text_room, length + 1, sizeof(Char));
    if (!fresh)
        return -1;
    reader->text = fresh;
    if (length < reader->word_room)
        return 0;
    size_t room = length + 64;
    if ((fresh = PyMem_Realloc(reader->word, room * sizeof(Word))))
        reader->word = fresh;
    void *shape = fresh ? PyMem_Realloc(reader->shape, room) : NULL;
    if (shape)
        reader->shape = shape;
    void *other = shape ? PyMem_Realloc(reader->other, room) : NULL;
    if (other)
        reader->other = other;
    reader->word_room = other ? room : 0;
    return other ? 0 : (PyErr_NoMemory(), -1);
}

static void free_room(Reader *reader)
{
    PyMem_Free(reader->text);
    PyMem_Free(reader->word);
    PyMem_Free(reader->shape);
    PyMem_Free(reader->other);
    PyMem_Free(reader->piece);
    PyMem_Free(reader->person);
    PyMem_Free(reader->mended);
    reader->text = reader->mended = NULL;
    reader->word = NULL;
    reader->shape = reader->other = NULL;
    reader->piece = NULL;
    reader->person = NULL;
    reader->text_room = reader->word_room = reader->piece_room = reader->person_room =
        reader->mended_room = 0;
}

/* 0 with names, -1 with an exception, 1 where Python has to answer. */
static int read_list(Reader *reader, PyObject *text, int *et_al)
{
    size_t length = (size_t)PyUnicode_GET_LENGTH(text);
    int result;
    if (!length || length > LONGEST_LIST)
        return 1;
    if (make_room(reader, length * 2) ||
        !PyUnicode_AsUCS4(text, reader->text, (Py_ssize_t)reader->text_room, 1))
        return -1;
    reader->end = length;
    if (!is_plain(reader))
        return 1;
    int shortened = cut_et_al(reader), left_out = cut_ellipsis(reader);
    if (shortened < 0 || left_out < 0 || may_end_in_remark(reader) || may_begin_with_lead(reader))
        return 1;
    *et_al = shortened || left_out;
    if (is_any_irregular(reader) && ((result = mend(reader)) || is_any_irregular(reader)))
        return result ? result : 1;
    if (read_words(reader) || may_stand_for_names(reader))
        return 1;
    for (uint32_t from = 0, to; from < reader->words; from = to) {
        for (to = from + 1; to < reader->words; to++)
            if (reader->word[to].segment != reader->word[from].segment)
                break;
        result = read_short(reader, from, to);
        if (!result)
            result = read_segment(reader, from, to);
        else if (result > 0)
            result = 0;
        if (result)
            return result;
    }
    return reader->people ? even_dots(reader) : 1;
}

PyDoc_STRVAR(read_doc, "read(text)\n--\n\nnames.parse_names, or None where Python has to answer.");

static PyObject *reader_read(Reader *reader, PyObject *text)
{
    /* Making objects may run the garbage collector, and that any code. */
    if (!PyUnicode_Check(text) || reader->busy || !reader->entry)
        Py_RETURN_NONE;
    reader->busy = 1;
    int et_al = 0, failed = read_list(reader, text, &et_al);
    PyObject *out = failed ? NULL : answer(reader, et_al);
    clear_people(reader);
    if (reader->text_room > KEPT)
        free_room(reader);
    reader->busy = 0;
    if (failed > 0)
        Py_RETURN_NONE;
    return out;
}

/* --- setting up ----------------------------------------------------------------------------- */

static void set_letter(Reader *reader, Char c, Char fold, int what)
{
    Letter *place = c < 0x530             ? &reader->low[c]
                    : c - 0x1E00 < 0x100 ? &reader->high[c - 0x1E00]
                    : c - 0x2010 < 0x20  ? &reader->marks[c - 0x2010]
                                         : NULL;
    if (place) {
        place->lower = Py_UNICODE_TOLOWER(c);
        place->fold = fold;
        place->what = (uint8_t)(what | (Py_UNICODE_ISUPPER(c) ? C_UPPER : 0) |
                                (Py_UNICODE_ISLOWER(c) ? C_LOWER : 0));
    }
}

static int read_letters(Reader *reader, PyObject *given)
{
    PyObject *letters, *folds;
    if (!PyArg_ParseTuple(given, "UU", &letters, &folds))
        return -1;
    Py_ssize_t count = PyUnicode_GET_LENGTH(letters);
    if (PyUnicode_GET_LENGTH(folds) != count) {
        PyErr_SetString(PyExc_ValueError, "a letter has one folded letter");
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; i++)
        set_letter(reader, PyUnicode_READ_CHAR(letters, i), PyUnicode_READ_CHAR(folds, i),
                   C_LETTER);
    for (const char *mark = ".,;-'/"; *mark; mark++)
        set_letter(reader, (Char)*mark, (Char)*mark, C_MARK);
    set_letter(reader, HYPHEN, HYPHEN, C_MARK);
    set_letter(reader, APOSTROPHE, APOSTROPHE, C_MARK);
    set_letter(reader, ELLIPSIS, ELLIPSIS, C_ELLIPSIS);
    set_letter(reader, ' ', ' ', C_BLANK);
    set_letter(reader, '&', '&', C_BLANK);
    return 0;
}

/* sets: a tuple of WORD_SETS sets of str */
static int read_sets(Reader *reader, PyObject *sets)
{
    if (!PyTuple_Check(sets) || PyTuple_GET_SIZE(sets) != WORD_SETS) {
        PyErr_Format(PyExc_ValueError, "expected a tuple of %d sets of words", WORD_SETS);
        return -1;
    }
    size_t words = 0, chars = 0;
    PyObject *word;
    for (int pass = 0; pass < 2; pass++) {
        Char *key = reader->keys;
        for (int i = 0; i < WORD_SETS; i++) {
            PyObject *all = PyObject_GetIter(PyTuple_GET_ITEM(sets, i));
            if (!all)
                return -1;
            while ((word = PyIter_Next(all))) {
                Py_ssize_t length = PyUnicode_Check(word) ? PyUnicode_GET_LENGTH(word) : -1;
                if (!pass) {
                    words++;
                    chars += (size_t)(length < 0 ? 0 : length);
                } else if (length >= 0 && PyUnicode_AsUCS4(word, key, length, 0)) {
                    uint32_t at = hash_of_word(key, (size_t)length) & (reader->entries - 1);
                    Entry *entry = &reader->entry[at];
                    size_t size = (size_t)length * sizeof(Char);
                    while (entry->text &&
                           (entry->length != (size_t)length || memcmp(entry->text, key, size))) {
                        at = (at + 1) & (reader->entries - 1);
                        entry = &reader->entry[at];
                    }
                    if (!entry->text) {
                        *entry = (Entry){key, (uint32_t)length, 0};
                        key += length;
                    }
                    entry->mask |= 1u << i;
                }
                Py_DECREF(word);
            }
            Py_DECREF(all);
            if (PyErr_Occurred())
                return -1;
        }
        if (!pass) {
            reader->entries = 64;
            while (reader->entries < words * 3)
                reader->entries *= 2;
            reader->keys = PyMem_Malloc((chars + 1) * sizeof(Char));
            reader->entry = PyMem_Calloc(reader->entries, sizeof(Entry));
            if (!reader->keys || !reader->entry) {
                PyErr_NoMemory();
                return -1;
            }
        }
    }
    return 0;
}

static int read_name(Reader *reader)
{
    static const char *const PARTS[] = {"family", "given", "particle", "suffix", "literal"};
    for (int i = 0; i < 5; i++) {
        if (!(reader->part_name[i] = PyUnicode_InternFromString(PARTS[i])))
            return -1;
        PyObject *slot = PyObject_GetAttr((PyObject *)reader->name, reader->part_name[i]);
        if (!slot)
            return -1;
        if (Py_IS_TYPE(slot, &PyMemberDescr_Type)) {
            struct PyMemberDef *member = ((PyMemberDescrObject *)slot)->d_member;
            if (member->type == T_OBJECT_EX)
                reader->offset[i] = member->offset;
        }
        Py_DECREF(slot);
    }
    return (reader->empty = PyUnicode_FromStringAndSize(NULL, 0)) ? 0 : -1;
}

static int reader_init(Reader *reader, PyObject *args, PyObject *keywords)
{
    PyObject *sets, *letters;
    PyTypeObject *name;
    if (reader->name) {
        PyErr_SetString(PyExc_RuntimeError, "a reader is made once");
        return -1;
    }
    if ((keywords && PyDict_GET_SIZE(keywords)) ||
        !PyArg_ParseTuple(args, "O!OO!", &PyType_Type, &name, &sets, &PyTuple_Type, &letters)) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "a reader takes no keywords");
        return -1;
    }
    Py_INCREF(name);
    reader->name = name;
    reader->busy = 1;
    if (read_name(reader) || read_letters(reader, letters) || read_sets(reader, sets))
        return -1;
    reader->busy = 0;
    return 0;
}

static void reader_free(Reader *reader)
{
    PyTypeObject *type = Py_TYPE(reader);
    clear_people(reader);
    free_room(reader);
    PyMem_Free(reader->entry);
    PyMem_Free(reader->keys);
    Py_XDECREF(reader->name);
    Py_XDECREF(reader->empty);
    for (int i = 0; i < 5; i++)
        Py_XDECREF(reader->part_name[i]);
    type->tp_free((PyObject *)reader);
    Py_DECREF(type);
}

static PyMethodDef METHODS[] = {
    {"read", (PyCFunction)reader_read, METH_O, read_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot SLOTS[] = {
    {Py_tp_doc, "NameReader(Name, sets, letters)\n--\n\n"
                "Reads lists of names; see refparse/citation/name_reader.py."},
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_init, reader_init},
    {Py_tp_dealloc, reader_free},
    {Py_tp_methods, METHODS},
    {0, NULL},
};

PyType_Spec NAME_READER = {"refparse.native._core.NameReader", sizeof(Reader), 0,
                           Py_TPFLAGS_DEFAULT, SLOTS};
