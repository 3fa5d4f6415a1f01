/* What one token looks like, found once for each distinct token: features/view.py, form.py,
 * affixes.py, words.py, gazetteer.py, and the plain cases of numbers.py and identifiers.py.
 *
 * A family without a counterpart here is asked in Python (once for each distinct token), so a new
 * family needs no change in C. The names of the features are looked up in the model at once; what
 * is remembered is their numbers.
 */
#include "core.h"

#define MAX_FEATURES 256 /* of one token */
#define MANY_TOKENS 5000 /* that were described */
#define MANY 32          /* weights of a feature that is shared by way of a class */

const char *const CAPITALS[8] = {"none", "number", "initial", "upper",
                                 "title", "mixed", "lower", "caseless"};

/* --- names of features ---------------------------------------------------------------------- */

#define MAX_ASKED 64
#define ASKED_TEXT 2048 /* bytes; at least MAX_NAME */

typedef struct {
    uint64_t hash;
    uint32_t start;
    uint16_t length;
    uint8_t mask;
} Asked;

/* Names are gathered before they are looked up: the look-ups then wait for memory together. */
typedef struct {
    Engine *engine;
    uint32_t mask; /* offsets of the family at work */
    uint32_t count, asked, used;
    int failed;
    uint32_t found[MAX_FEATURES];
    Asked ask[MAX_ASKED];
    char text[ASKED_TEXT];
} Found;

/* Looks up the names gathered so far. */
static void answer(Found *found)
{
    const Model *model = &found->engine->model;
    for (uint32_t i = 0; i < found->asked; i++) {
        uint32_t number = *model_slot(model, found->ask[i].hash);
        if (!number)
            continue;
        PREFETCH(&model->hash[number - 1]);
        PREFETCH(&model->name_start[number - 1]);
        PREFETCH(&model->entry_start[(size_t)(number - 1) * OFFSETS]);
    }
    for (uint32_t i = 0; i < found->asked; i++) {
        const Asked *ask = &found->ask[i];
        int32_t number = model_find_hash(model, found->text + ask->start, ask->length, ask->hash);
        if (number < 0)
            continue;
        if (found->count == MAX_FEATURES) {
            found->failed = 1;
            break;
        }
        uint32_t first = model->entry_start[(size_t)number * OFFSETS];
        PREFETCH(&model->entry_label[first]);
        PREFETCH(&model->entry_weight[first]);
        found->found[found->count++] = (uint32_t)number << 8 | ask->mask;
    }
    found->asked = found->used = 0;
}

static void found_name(Found *found, const char *name, size_t length)
{
    if (length >= MAX_NAME)
        return;
    if (found->asked == MAX_ASKED || found->used + length > ASKED_TEXT)
        answer(found);
    uint64_t hash = hash_bytes(name, length);
    PREFETCH(model_slot(&found->engine->model, hash));
    memcpy(found->text + found->used, name, length);
    found->ask[found->asked++] = (Asked){hash, found->used, (uint16_t)length, (uint8_t)found->mask};
    found->used += (uint32_t)length;
}

typedef struct {
    char text[MAX_NAME];
    size_t length;
} Name;

static void put(Name *name, const char *text)
{
    size_t length = strlen(text);
    memcpy(name->text + name->length, text, length);
    name->length += length;
}

static void put_chars(Name *name, const Char *text, size_t length)
{
    name->length += utf8(name->text + name->length, text, length);
}

static void start(Name *name, const char *text)
{
    name->length = 0;
    put(name, text);
}

static void found_it(Found *found, const Name *name)
{
    found_name(found, name->text, name->length);
}

/* --- the families -------------------------------------------------------------------------- */

typedef struct {
    const Char *text;
    size_t length;
    const Char *lead, *core, *tail;
    size_t lead_length, core_length, tail_length;
    Char lower[3 * MAX_CORE + 3];
    size_t lower_length;
    PyObject *lower_object; /* borrowed while the token is described */
    int caps;
    PyObject *classes; /* tuple of the word's classes, or NULL */
    uint8_t lists;     /* which lists of words may hold it: IN_CLASSES ... */
} Look;

enum { IN_CLASSES = 1, IN_LEXICON = 2, IN_GAZETTEERS = 4 }; /* the last one and its multiples */

static uint8_t *list_place(Engine *engine, Py_hash_t hash)
{
    return &engine->lists[(size_t)hash & (LISTS_SIZE - 1)];
}

static uint8_t gazetteer_bit(Py_ssize_t number)
{
    return (uint8_t)(IN_GAZETTEERS << (number < 5 ? number : 5));
}

static int note_words(Engine *engine, PyObject *words, uint8_t bit)
{
    PyObject *each = PyObject_GetIter(words), *word;
    while (each && (word = PyIter_Next(each))) {
        Py_hash_t hash = PyObject_Hash(word);
        Py_DECREF(word);
        if (hash == -1)
            break;
        *list_place(engine, hash) |= bit;
    }
    Py_XDECREF(each);
    return PyErr_Occurred() ? -1 : 0;
}

/* Notes for the hashes of all words in which lists they stand: most words of references stand in
 * none, and finding that out in Python's tables takes long. It takes some milliseconds, which pay
 * where many tokens are met; until then any word may stand in any list. */
static int note_lists(Engine *engine)
{
    memset(engine->lists, 0, LISTS_SIZE);
    int failed = note_words(engine, engine->word_classes, IN_CLASSES) ||
                 note_words(engine, engine->lexicon, IN_LEXICON);
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(engine->gazetteers) && !failed; i++)
        failed = note_words(engine, PyTuple_GET_ITEM(PyTuple_GET_ITEM(engine->gazetteers, i), 1),
                            gazetteer_bit(i));
    if (failed)
        memset(engine->lists, 255, LISTS_SIZE);
    return failed ? -1 : 0;
}

static int is_alpha(Char c) { return kind_of(c, ALPHA); }

/* form.capitals */
static int capitals(const Char *core, size_t length)
{
    size_t letters = 0, upper = 0, lower = 0;
    int first_upper = 0;
    if (!length)
        return CAP_NONE;
    if (kind_of(core[0], DIGIT))
        return CAP_NUMBER;
    for (size_t i = 0; i < length; i++) {
        if (!is_alpha(core[i]))
            continue;
        int is_upper = kind_of(core[i], UPPER) != 0;
        if (!letters)
            first_upper = is_upper;
        letters++;
        upper += is_upper;
        lower += kind_of(core[i], LOWER) != 0;
    }
    if (!letters)
        return CAP_NONE;
    if (upper == letters)
        return letters == 1 ? CAP_INITIAL : CAP_UPPER;
    if (first_upper)
        return lower == letters - 1 ? CAP_TITLE : CAP_MIXED;
    if (lower == letters)
        return CAP_LOWER;
    return upper ? CAP_MIXED : CAP_CASELESS;
}

/* form.shape, with at most 12 marks */
static void shape(Name *name, const Char *word, size_t length)
{
    Char out[12];
    size_t count = 0;
    for (size_t i = 0; i < length && count < 12; i++) {
        Char c = word[i], kind;
        if (kind_of(c, DIGIT))
            kind = 'd';
        else if (kind_of(c, UPPER))
            kind = 'X';
        else if (kind_of(c, LOWER))
            kind = 'x';
        else if (kind_of(c, ALPHA))
            kind = 'c';
        else
            kind = c;
        if (count && out[count - 1] == kind &&
            (kind != 'd' || (count >= 4 && out[count - 2] == 'd' && out[count - 3] == 'd' &&
                             out[count - 4] == 'd')))
            continue;
        out[count++] = kind;
    }
    put_chars(name, out, count);
}

/* form.script */
static const char *script(const Char *core, size_t length)
{
    static const struct {
        Char limit;
        const char *name;
    } SCRIPTS[] = {
        {0x0250, "latin"}, {0x0370, "other"}, {0x0400, "greek"}, {0x0530, "cyrillic"},
        {0x0590, "other"}, {0x0600, "hebrew"}, {0x0780, "arabic"}, {0x1100, "other"},
        {0x1200, "hangul"}, {0x1E00, "other"}, {0x2000, "latin"}, {0x2E80, "other"},
        {0x3041, "han"}, {0x3100, "kana"}, {0xA000, "han"}, {0xAC00, "other"},
        {0xD7B0, "hangul"}, {0xF900, "other"}, {0xFB00, "han"},
    };
    for (size_t i = 0; i < length; i++)
        if (is_alpha(core[i])) {
            for (size_t k = 0; k < sizeof SCRIPTS / sizeof *SCRIPTS; k++)
                if (core[i] < SCRIPTS[k].limit)
                    return SCRIPTS[k].name;
            return "other";
        }
    return "none";
}

static void form_features(Found *found, const Look *look)
{
    Name name;
    start(&name, "c=");
    put(&name, CAPITALS[look->caps]);
    found_it(found, &name);
    start(&name, "s=");
    shape(&name, look->text, look->length);
    found_it(found, &name);
    const char *written = script(look->core, look->core_length);
    if (strcmp(written, "latin") && strcmp(written, "none")) {
        start(&name, "script=");
        put(&name, written);
        found_it(found, &name);
    }
    size_t size = look->core_length;
    char digit[2] = {(char)('0' + size % 10), 0};
    start(&name, "n=");
    put(&name, size < 5 ? digit : size < 9 ? "5-8" : "9+");
    found_it(found, &name);
}

static void form_word(Found *found, const Look *look)
{
    Name name;
    if (look->caps == CAP_NUMBER)
        return;
    start(&name, "w=");
    put_chars(&name, look->lower, look->lower_length);
    found_it(found, &name);
}

static void affixes_features(Found *found, const Look *look)
{
    static const char *const FIRST[] = {"p2=", "p3=", "p4="}, *const LAST[] = {"x2=", "x3=", "x4="};
    const Char *low = look->lower;
    size_t length = look->lower_length;
    Name name;
    if (!length || kind_of(low[0], DIGIT))
        return;
    start(&name, "x1=");
    put_chars(&name, low + length - 1, 1);
    found_it(found, &name);
    for (size_t size = 2; size <= 4 && length > size; size++) {
        start(&name, FIRST[size - 2]);
        put_chars(&name, low, size);
        found_it(found, &name);
        start(&name, LAST[size - 2]);
        put_chars(&name, low + length - size, size);
        found_it(found, &name);
    }
}

static int is_one_of(Char c, const Char *marks)
{
    for (; *marks; marks++)
        if (*marks == c)
            return 1;
    return 0;
}

static const Char INNER[] = {'-', 0x2013, 0x2014, '\'', '.', '/', '&', ':', ',', ';', '(', ')',
                             '[', ']', '+', '_', '=', '@', 0};

static void affixes_punctuation(Found *found, const Look *look)
{
    const char *caps = CAPITALS[look->caps];
    Name name;
    static const Char NOTHING[] = {'0'};
    const Char *tail = look->tail_length ? look->tail : NOTHING;
    size_t tail_length = look->tail_length ? look->tail_length : 1;
    start(&name, "tp=");
    put_chars(&name, tail, tail_length);
    found_it(found, &name);
    start(&name, "tc=");
    put_chars(&name, tail, tail_length);
    put(&name, caps);
    found_it(found, &name);
    if (look->lead_length) {
        start(&name, "lp=");
        put_chars(&name, look->lead, look->lead_length);
        found_it(found, &name);
        start(&name, "lc=");
        put_chars(&name, look->lead, look->lead_length);
        put(&name, caps);
        found_it(found, &name);
    }
    Char inner[32];
    size_t count = 0;
    for (size_t i = 0; i < look->core_length; i++) {
        Char c = look->core[i];
        size_t at = 0;
        if (!is_one_of(c, INNER))
            continue;
        while (at < count && inner[at] < c)
            at++;
        if (at < count && inner[at] == c)
            continue;
        memmove(inner + at + 1, inner + at, (count - at) * sizeof(Char));
        inner[at] = c;
        count++;
    }
    if (count) {
        start(&name, "ip=");
        put_chars(&name, inner, count);
        found_it(found, &name);
    }
}

static int words_features(Found *found, const Look *look)
{
    Name name;
    if (!look->classes)
        return 0;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(look->classes); i++) {
        Py_ssize_t size;
        const char *text = PyUnicode_AsUTF8AndSize(PyTuple_GET_ITEM(look->classes, i), &size);
        if (!text)
            return -1;
        if (size > 200)
            continue;
        start(&name, "k=");
        put(&name, text);
        found_it(found, &name);
        start(&name, "kt=");
        put(&name, text);
        put_chars(&name, look->tail, look->tail_length);
        found_it(found, &name);
    }
    return 0;
}

/* Whether a list of the gazetteer holds a word; a word with hyphens: each of its parts. */
static int in_list(PyObject *list, const Look *look, int parts)
{
    int held = 1;
    if (!parts)
        return PySet_Contains(list, look->lower_object);
    for (size_t first = 0, last; held > 0 && first <= look->lower_length; first = last + 1) {
        last = first;
        while (last < look->lower_length && look->lower[last] != '-')
            last++;
        PyObject *part = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, look->lower + first,
                                                   (Py_ssize_t)(last - first));
        held = part ? PySet_Contains(list, part) : -1;
        Py_XDECREF(part);
    }
    return held;
}

/* 1: done; -1: an error. */
static int gazetteer_features(Found *found, const Look *look)
{
    Name name;
    PyObject *lists = found->engine->gazetteers;
    int hyphen = 0, any = 0;
    if (look->core_length < 2 || kind_of(look->core[0], LOWER) ||
        kind_of(look->core[0], DIGIT))
        return 1;
    for (size_t i = 0; i < look->lower_length; i++)
        hyphen |= look->lower[i] == '-';
    for (int parts = 0; parts <= hyphen && !any; parts++)
        for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(lists); i++) {
            PyObject *pair = PyTuple_GET_ITEM(lists, i);
            if (!parts && !(look->lists & gazetteer_bit(i)))
                continue;
            int held = in_list(PyTuple_GET_ITEM(pair, 1), look, parts);
            if (held < 0)
                return -1;
            if (!held)
                continue;
            const char *text = PyUnicode_AsUTF8(PyTuple_GET_ITEM(pair, 0));
            if (!text)
                return -1;
            any = 1;
            start(&name, parts ? "gh=" : "g=");
            put(&name, text);
            found_it(found, &name);
        }
    return 1;
}

/* numbers.is_year: (1[4-9]\d\d|20[0-4]\d)([a-z])? */
static int is_year(const Char *core, size_t length)
{
    if (length == 5 && core[4] >= 'a' && core[4] <= 'z')
        length = 4;
    if (length != 4 || !kind_of(core[3], DECIMAL))
        return 0;
    if (core[0] == '1')
        return core[1] >= '4' && core[1] <= '9' && kind_of(core[2], DECIMAL);
    return core[0] == '2' && core[1] == '0' && core[2] >= '0' && core[2] <= '4';
}

static size_t some_digits(const Char *text, size_t at, size_t length, int64_t *value)
{
    size_t start = at;
    *value = 0;
    for (; at < length && text[at] >= '0' && text[at] <= '9' && at - start < 8; at++)
        *value = 10 * *value + (int64_t)(text[at] - '0');
    return at - start;
}

static int is_latin(Char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* numbers._RANGE: two numbers of at most 7 digits, a letter before each of them perhaps, and one to
 * three marks between them. */
static int number_range(Found *found, const Char *core, size_t length)
{
    int64_t first, second;
    int slash = 0, letter = is_latin(core[0]);
    size_t begin = (size_t)letter, size = some_digits(core, begin, length, &first);
    size_t at = begin + size, marks = 0;
    Name name;
    if (!size || size > 7)
        return 0;
    for (; at < length && (core[at] == '-' || core[at] == 0x2013 || core[at] == 0x2014 ||
                           core[at] == '/');
         at++, marks++)
        slash |= core[at] == '/';
    if (!marks || marks > 3 || at >= length)
        return 0;
    if (is_latin(core[at])) {
        letter = 1;
        at++;
    }
    size_t last = some_digits(core, at, length, &second);
    if (!last || last > 7 || at + last != length)
        return 0;
    int years = is_year(core + begin, size) && (is_year(core + at, last) || last == 2);
    start(&name, slash ? "num=slash" : "num=dash");
    put(&name, second > first ? "up" : last < size ? "short" : "down");
    found_it(found, &name);
    start(&name, years ? "num=yearrange" : "num=range");
    found_it(found, &name);
    if (letter) {
        start(&name, "num=letterrange");
        found_it(found, &name);
    }
    return 1;
}

static size_t run_of(const Char *text, size_t at, size_t length, int letters)
{
    size_t first = at;
    while (at < length && (letters ? is_latin(text[at]) : text[at] >= '0' && text[at] <= '9'))
        at++;
    return at - first;
}

/* numbers._ORDINAL. 1 or 0; -1: ask Python (letters beyond ASCII). */
static int is_ordinal(const Char *core, size_t length)
{
    static const char *const ENDS[] = {"st", "nd", "rd", "th", "e", "er", "de", "ed", "a", "o",
                                       "oj"};
    size_t at = run_of(core, 0, length, 0), size;
    char end[4] = "";
    if (!at || at > 3)
        return 0;
    at += at < length && core[at] == '-';
    size = length - at;
    if (!size || size > 3)
        return 0;
    for (size_t i = 0; i < size; i++) {
        if (core[at + i] > 127)
            return -1;
        end[i] = (char)(core[at + i] | (is_latin(core[at + i]) ? 32 : 0));
    }
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
        if (!strcmp(end, ENDS[i]))
            return 1;
    return 0;
}

/* Digits together with other characters. 1: done; 0: ask Python. */
static int mixed_number(Found *found, const Char *core, size_t length)
{
    Name name;
    if (is_year(core, length)) {
        start(&name, "num=yearletter");
        found_it(found, &name);
        return 1;
    }
    if (number_range(found, core, length))
        return 1;
    int ordinal = is_ordinal(core, length), year = 0;
    if (ordinal < 0)
        return 0;
    if (ordinal) {
        start(&name, "num=ordinal");
        found_it(found, &name);
    }
    size_t letters = run_of(core, 0, length, 1), digits;
    if (letters && letters <= 4) {
        size_t at = letters + (letters < length && core[letters] == '-');
        digits = run_of(core, at, length, 0);
        if (digits && digits <= 8 && at + digits == length) {
            start(&name, "num=code");
            found_it(found, &name);
        }
    }
    digits = run_of(core, 0, length, 0);
    letters = run_of(core, digits, length, 1);
    if (digits && digits <= 6 && letters && letters <= 3 && digits + letters == length) {
        start(&name, "num=codetail");
        found_it(found, &name);
    }
    for (size_t i = 0; i + 4 <= length && !year; i++)
        year = is_year(core + i, 4);
    if (year) {
        start(&name, "num=hasyear");
        found_it(found, &name);
    }
    start(&name, "num=mixed");
    found_it(found, &name);
    return 1;
}

/* 1: done; 0: ask Python (digits of other scripts, letters behind a number). */
static int numbers_features(Found *found, const Look *look)
{
    const Char *core = look->core;
    size_t length = look->core_length;
    Name name;
    int digits = 0, others = 0;
    for (size_t i = 0; i < length; i++) {
        if (core[i] >= '0' && core[i] <= '9')
            digits = 1;
        else if (kind_of(core[i], DIGIT))
            return 0;
        else
            others = 1;
    }
    if (!digits) {
        int upper = 1;
        if (!look->lower_length || look->lower_length > 9)
            return 1;
        for (size_t i = 0; i < look->lower_length; i++)
            if (look->lower[i] > 127 || !strchr("ivxlcdm", (int)look->lower[i]))
                return 1;
        for (size_t i = 0; i < length; i++)
            upper = upper && core[i] >= 'A' && core[i] <= 'Z';
        start(&name, upper ? "num=romanU" : "num=romanl");
        found_it(found, &name);
        return 1;
    }
    if (others)
        return mixed_number(found, core, length);
    char digit[2] = {(char)('0' + (length < 8 ? length : 8)), 0};
    start(&name, "num=d");
    put(&name, digit);
    found_it(found, &name);
    if (is_year(core, length)) {
        start(&name, "num=year");
        put_chars(&name, core, 2);
        found_it(found, &name);
    } else if (length <= 3) {
        int value = 0;
        for (size_t i = 0; i < length; i++)
            value = 10 * value + (int)(core[i] - '0');
        start(&name, value < 13 ? "num<13" : value < 32 ? "num<32" : value < 100 ? "num<100"
                                  : value < 400 ? "num<400" : "num<1000");
        found_it(found, &name);
    }
    return 1;
}

static int is_letter_of(Char c, const char *letters) { return c < 128 && c && strchr(letters, (int)c); }

/* identifiers._KINDS: "issn" of the core. */
static int is_issn(const Char *core, size_t length)
{
    if (length != 9 || core[4] != '-')
        return 0;
    for (size_t i = 0; i < 8; i++)
        if (i != 4 && !kind_of(core[i], DECIMAL))
            return 0;
    return kind_of(core[8], DECIMAL) || core[8] == 'x' || core[8] == 'X';
}

/* Decides what few tokens are: ISSNs, which pairs of years and pages look like. 1: none of the
 * patterns of identifiers.py but that can match; 0: ask Python. */
static int identifiers_features(Found *found, const Look *look)
{
    const Char *text = look->text, *core = look->core;
    size_t length = look->length < 120 ? look->length : 120, size = look->core_length;
    int joints = 0;
    if (size >= 9 && kind_of(core[0], DECIMAL)) { /* an ISBN, the number of an arXiv paper? */
        size_t at = 0;
        while (at < size && (kind_of(core[at], DECIMAL) || core[at] == '-' || core[at] == 'X' ||
                             core[at] == 'x'))
            at++;
        if ((at == size && size > 9) || core[4] == '.')
            return 0;
    }
    if (size > 2 && (core[0] == 'p' || core[0] == 'P') && (core[1] == 'm' || core[1] == 'M'))
        return 0;
    for (size_t i = 0; i < length; i++) {
        Char c = text[i], next = i + 1 < length ? text[i + 1] : 0, before = i ? text[i - 1] : 0;
        if (c == '@' || ((c == '/' || c == '_' || c == '?' || c == '=') && joints++))
            return 0;
        if (c == '/' && (kind_of(next, DECIMAL) || kind_of(before, DECIMAL)))
            return 0;
        if (c == '.' && next && is_letter_of(next, "conegdfrbuisO"))
            return 0;
        if (c == ':' && (before == 'p' || before == 'P' || before == 's' || before == 'S' ||
                         before == 0x17F) && i > 1 && is_letter_of(text[i - 2], "tTpP"))
            return 0;
        if ((c == 'w' || c == 'W') && (next == 'w' || next == 'W'))
            return 0;
        if ((c == 'x' || c == 'X') && is_letter_of(before, "rR"))
            return 0;
    }
    if (is_issn(core, size)) {
        Name name;
        start(&name, "id=issn");
        found_it(found, &name);
    }
    return 1;
}

/* What stands for a function of Python, by "module.function" below refparse.features. */
enum { N_FORM, N_WORD, N_PUNCTUATION, N_AFFIXES, N_WORDS, N_GAZETTEER, N_NUMBERS, N_IDENTIFIERS };
const char *const NATIVE_FAMILIES[] = {
    "form.features", "form.word", "affixes.punctuation", "affixes.features", "words.features",
    "gazetteer.features", "numbers.features", "identifiers.features", NULL};

static int native_family(int native, Found *found, const Look *look)
{
    switch (native) {
    case N_FORM:
        form_features(found, look);
        return 1;
    case N_WORD:
        form_word(found, look);
        return 1;
    case N_PUNCTUATION:
        affixes_punctuation(found, look);
        return 1;
    case N_AFFIXES:
        affixes_features(found, look);
        return 1;
    case N_WORDS:
        return words_features(found, look) ? -1 : 1;
    case N_GAZETTEER:
        return gazetteer_features(found, look);
    case N_NUMBERS:
        return numbers_features(found, look);
    case N_IDENTIFIERS:
        return identifiers_features(found, look);
    default:
        return 0;
    }
}

static int python_family(PyObject *function, PyObject *view, Found *found)
{
    PyObject *names = PyObject_CallFunctionObjArgs(function, view, NULL);
    if (!names)
        return -1;
    if (!PyList_Check(names)) {
        Py_DECREF(names);
        PyErr_SetString(PyExc_TypeError, "a family of features must answer with a list");
        return -1;
    }
    int result = 0;
    for (Py_ssize_t i = 0; !result && i < PyList_GET_SIZE(names); i++) {
        Py_ssize_t size;
        const char *text = PyUnicode_AsUTF8AndSize(PyList_GET_ITEM(names, i), &size);
        if (text)
            found_name(found, text, (size_t)size);
        else
            result = -1;
    }
    Py_DECREF(names);
    return result;
}

/* --- one token ------------------------------------------------------------------------------ */

static int cut_view(Look *look, const Char *text, size_t length)
{
    size_t first = 0, last = length;
    while (first < last && !kind_of(text[first], ALNUM))
        first++;
    while (last > first && !kind_of(text[last - 1], ALNUM))
        last--;
    look->text = text;
    look->length = length;
    look->lead = text;
    look->lead_length = first < MAX_MARKS ? first : MAX_MARKS;
    look->core = text + first;
    look->core_length = last - first < MAX_CORE ? last - first : MAX_CORE;
    look->tail = text + last;
    look->tail_length = length - last < MAX_MARKS ? length - last : MAX_MARKS;
    int plain = 1;
    for (size_t i = 0; i < look->core_length; i++) {
        Char c = look->core[i];
        plain = plain && c < 128;
        look->lower[i] = c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    look->lower_length = look->core_length;
    PyObject *core = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, look->lower,
                                               (Py_ssize_t)look->core_length);
    if (!core || plain) {
        look->lower_object = core;
        return core ? 0 : -1;
    }
    Py_DECREF(core);
    core = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, look->core,
                                     (Py_ssize_t)look->core_length);
    look->lower_object = core ? PyObject_CallMethod(core, "lower", NULL) : NULL;
    Py_XDECREF(core);
    if (!look->lower_object)
        return -1;
    look->lower_length = (size_t)PyUnicode_GET_LENGTH(look->lower_object);
    if (look->lower_length > 3 * MAX_CORE) {
        PyErr_SetString(PyExc_ValueError, "a core grew beyond its limit in lower case");
        return -1;
    }
    return PyUnicode_AsUCS4(look->lower_object, look->lower, 3 * MAX_CORE + 3, 0) ? 0 : -1;
}

static int32_t intern_chars(Engine *engine, const Char *text, size_t length)
{
    char bytes[4 * MAX_MARKS + 1];
    return intern(&engine->interned, bytes, utf8(bytes, text, length));
}

static int has_class(const Look *look, const char *name)
{
    for (Py_ssize_t i = 0; look->classes && i < PyTuple_GET_SIZE(look->classes); i++)
        if (PyUnicode_CompareWithASCIIString(PyTuple_GET_ITEM(look->classes, i), name) == 0)
            return 1;
    return 0;
}

/* state._marks */
static unsigned marks(const Look *look)
{
    unsigned found = 0;
    const Char *core = look->core, *text = look->text;
    size_t length = look->core_length;
    if (!(length == 1 && kind_of(core[0], UPPER))) {
        found |= (unsigned)has_class(look, "pages") << SEES_PAGES;
        found |= (unsigned)has_class(look, "editor") << SEES_EDITOR;
        int bracket = look->lead_length && (look->lead[0] == '[' || look->lead[0] == '(');
        found |= (unsigned)(!bracket && has_class(look, "in")) << SEES_IN;
        found |= (unsigned)has_class(look, "etal") << SEES_ETAL;
        found |= (unsigned)has_class(look, "volume") << SEES_VOLUME;
    }
    if (is_year(core, length))
        found |= 1u << SEES_YEAR;
    else if (length && kind_of(core[0], DIGIT))
        found |= 1u << SEES_NUMBER;
    else {
        int address = length >= 4 && core[0] == 'w' && core[1] == 'w' && core[2] == 'w' &&
                      core[3] == '.';
        for (size_t i = 0; !address && i + 2 < look->length; i++)
            address = text[i] == ':' && text[i + 1] == '/' && text[i + 2] == '/';
        found |= (unsigned)address << SEES_ADDRESS;
    }
    if (look->length >= 2 && text[0] == '/' && text[1] == '/')
        found |= 1u << SEES_SLASHES;
    return found;
}

static unsigned flags(const Look *look)
{
    static const Char SEGMENT[] = {'.', '?', '!', ':', ';', '/', 0x3002, 0};
    static const Char STRONG[] = {'?', '!', ':', ';', 0};
    static const Char ENDS[] = {'.', ',', ';', ':', '?', '!', '/', 0x3002, 0xFF0C, 0xFF1B,
                                0xFF1A, 0};
    static const Char STARTS[] = {'(', '[', 0xAB, '"', '\'', 0x201E, 0x201C, 0x2013, 0x2014, 0};
    static const Char CLOSES[] = {')', ']', 0xBB, '"', 0};
    unsigned found = 0;
    int quotes = 0;
    if (is_year(look->core, look->core_length))
        found |= IS_YEAR;
    if (look->core_length) {
        if (kind_of(look->core[0], DIGIT))
            found |= CORE_DIGIT;
        if (kind_of(look->core[0], LOWER))
            found |= CORE_LOWER;
    }
    for (size_t i = 0; i < look->tail_length; i++) {
        Char c = look->tail[i];
        found |= is_one_of(c, SEGMENT) ? TAIL_SEGMENT : 0;
        found |= is_one_of(c, STRONG) ? TAIL_STRONG : 0;
        found |= is_one_of(c, ENDS) ? TAIL_CHUNK : 0;
        found |= c == '.' ? TAIL_DOT : 0;
        found |= c == '\'' ? TAIL_APOSTROPHE : 0;
    }
    if (look->tail_length && is_one_of(look->tail[look->tail_length - 1], CLOSES))
        found |= TAIL_CLOSES;
    if (look->tail_length == 1 && look->tail[0] == '.')
        found |= TAIL_ONE_DOT;
    if (look->lead_length && is_one_of(look->lead[0], STARTS))
        found |= LEAD_STARTS;
    for (size_t i = 0; i < look->lead_length; i++)
        found |= look->lead[i] == '\'' ? LEAD_APOSTROPHE : 0;
    for (size_t i = 0; i < look->length; i++) {
        Char c = look->text[i];
        if (c == '"')
            quotes++;
        else if (c == 0xAB || c == 0xBB) {
            found |= GUILLEMET;
            if (c == 0xAB)
                found |= GUILLEMET_OPEN | QUOTED;
            else
                found &= ~(unsigned)GUILLEMET_OPEN;
        }
    }
    found |= quotes ? QUOTED : 0;
    found |= quotes & 1 ? QUOTES_ODD : 0;
    found |= has_class(look, "in") ? CLASS_IN : 0;
    found |= look->classes && PyTuple_GET_SIZE(look->classes) ? CLASSED : 0;
    return found;
}

static int read_lexicon(Engine *engine, const Look *look, Token *token)
{
    PyObject *entry = NULL;
    token->lexicon = NULL;
    token->lexicon_count = 0;
    if (look->lists & IN_LEXICON)
        entry = PyDict_GetItemWithError(engine->lexicon, look->lower_object);
    if (!entry)
        return PyErr_Occurred() ? -1 : 0;
    if (!PyTuple_Check(entry) || PyTuple_GET_SIZE(entry) > 100)
        goto wrong;
    Py_ssize_t count = PyTuple_GET_SIZE(entry);
    uint8_t *pairs = arena_take(&engine->arena, (size_t)count * 2 + 1);
    if (!pairs)
        return -1;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *mark = PyTuple_GET_ITEM(entry, i);
        Py_ssize_t size;
        const char *text = PyUnicode_AsUTF8AndSize(mark, &size);
        if (!text)
            return -1;
        if (size < 2 || text[0] < 'a' || text[0] > 'z' || text[1] < '0' || text[1] > '9')
            goto wrong;
        pairs[2 * i] = (uint8_t)text[0];
        pairs[2 * i + 1] = (uint8_t)(text[1] - '0');
    }
    token->lexicon = pairs;
    token->lexicon_count = (uint8_t)count;
    return 0;
wrong:
    PyErr_SetString(PyExc_ValueError, "the lexicon's marks must be a letter and a digit");
    return -1;
}

static int all_families(Engine *engine, const Look *look, Found *found)
{
    PyObject *view = NULL;
    int result = 0;
    for (int i = 0; i < engine->families && !result; i++) {
        Family *family = &engine->family[i];
        found->mask = family->mask;
        int done = family->native >= 0 ? native_family(family->native, found, look) : 0;
        if (done < 0)
            result = -1;
        if (done)
            continue;
        if (!view) {
            PyObject *text = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, look->text,
                                                       (Py_ssize_t)look->length);
            view = text ? PyObject_CallFunctionObjArgs(engine->view, text, NULL) : NULL;
            Py_XDECREF(text);
        }
        result = view ? python_family(family->function, view, found) : -1;
    }
    Py_XDECREF(view);
    answer(found);
    if (!result && found->failed) {
        PyErr_SetString(PyExc_OverflowError, "a token has too many features");
        result = -1;
    }
    return result;
}

/* Features with many weights ("c=title") are few, and many tokens have the same ones: their sum is
 * kept once for a class of tokens. The others ("w=smith") have few weights, which stay apart. */
static int keep_weights(Engine *engine, const Found *found, Token *token)
{
    const Model *model = &engine->model;
    uint32_t shared[MAX_FEATURES], own[MAX_FEATURES], shares = 0, owns = 0, size = 0;
    for (uint32_t i = 0; i < found->count; i++) {
        const uint32_t *start = model->entry_start + (size_t)(found->found[i] >> 8) * OFFSETS;
        if (start[OFFSETS] - start[0] >= MANY)
            shared[shares++] = found->found[i];
        else {
            own[owns++] = found->found[i];
            size += start[OFFSETS] - start[0];
        }
    }
    token->class = find_class(engine, shared, shares);
    double *weight = arena_take(&engine->arena, (size + 1) * sizeof(double));
    uint16_t *place = arena_take(&engine->arena, (size + 1) * sizeof(uint16_t));
    if (!token->class || !weight || !place)
        return -1;
    token->weight = weight;
    token->place = place;
    for (uint32_t i = 0; i < owns; i++) {
        const uint32_t *start = model->entry_start + (size_t)(own[i] >> 8) * OFFSETS;
        for (uint32_t k = 0; k < OFFSETS; k++)
            for (uint32_t e = start[k]; (own[i] >> k & 1) && e < start[k + 1]; e++) {
                *place++ = (uint16_t)((OFFSETS - 1 - k) * model->width + model->entry_label[e]);
                *weight++ = model->entry_weight[e];
            }
    }
    token->weights = (uint32_t)(weight - token->weight);
    return 0;
}

static int describe(Engine *engine, Look *look, Token *token)
{
    Found found;
    found.engine = engine;
    found.mask = found.count = found.asked = found.used = 0;
    found.failed = 0;
    token->flags = flags(look);
    token->marks = (uint16_t)marks(look);
    token->caps = (uint8_t)look->caps;
    token->core_length = (uint8_t)look->core_length;
    token->bracket = look->text[0] == '(' || look->text[0] == '[' ? (uint8_t)look->text[0] : 0;
    int32_t lead = intern_chars(engine, look->lead, look->lead_length);
    int32_t tail = intern_chars(engine, look->tail, look->tail_length);
    int32_t tail2 = intern_chars(engine, look->tail, look->tail_length < 2 ? look->tail_length : 2);
    int32_t kind = 0;
    if (token->flags & CLASSED) {
        char name[MAX_INTERNED_BYTES + 1] = "k";
        Py_ssize_t size;
        const char *text = PyUnicode_AsUTF8AndSize(PyTuple_GET_ITEM(look->classes, 0), &size);
        if (!text)
            return -1;
        if (size < MAX_INTERNED_BYTES - 4) {
            memcpy(name + 1, text, (size_t)size);
            kind = intern(&engine->interned, name, (size_t)size + 1);
        } else
            kind = -1;
    }
    if (lead < 0 || tail < 0 || tail2 < 0 || kind < 0) {
        PyErr_SetString(PyExc_OverflowError, "too many different marks of punctuation");
        return -1;
    }
    token->lead = (uint16_t)lead;
    token->tail = (uint16_t)tail;
    token->tail2 = (uint16_t)tail2;
    token->class_kind = (uint16_t)kind;
    size_t brackets = 0;
    for (size_t i = 0; i < look->length; i++)
        brackets += look->text[i] < 128 && strchr("()[]", (int)look->text[i]) && look->text[i];
    token->brackets = NULL;
    if (brackets) {
        char *row = arena_take(&engine->arena, brackets + 1);
        if (!row)
            return -1;
        token->brackets = row;
        for (size_t i = 0; i < look->length; i++)
            if (look->text[i] && look->text[i] < 128 && strchr("()[]", (int)look->text[i]))
                *row++ = (char)look->text[i];
        *row = 0;
    }
    if (read_lexicon(engine, look, token) || all_families(engine, look, &found))
        return -1;
    return keep_weights(engine, &found, token);
}

/* The token of some text, whose hash_chars is given. */
Token *find_token(Engine *engine, const Char *text, size_t length, uint64_t hash)
{
    if (engine->tokens.size)
        for (Token *token = engine->tokens.bucket[hash & (engine->tokens.size - 1)]; token;
             token = token->next)
            if (token->hash == hash && token->length == length &&
                !memcmp(token->text, text, length * sizeof(Char)))
                return token;
    Look look;
    Token *token = arena_take(&engine->arena, sizeof(Token));
    Char *copy = arena_take(&engine->arena, (length + 1) * sizeof(Char));
    if (!token || !copy)
        return NULL;
    memcpy(copy, text, length * sizeof(Char));
    memset(token, 0, sizeof *token);
    token->hash = hash;
    token->text = copy;
    token->length = (uint32_t)length;
    if (++engine->misses == MANY_TOKENS && note_lists(engine))
        return NULL;
    int failed = cut_view(&look, copy, length);
    if (!failed) {
        look.caps = capitals(look.core, look.core_length);
        look.lists = *list_place(engine, PyObject_Hash(look.lower_object));
        look.classes = NULL;
        if (look.lists & IN_CLASSES)
            look.classes = PyDict_GetItemWithError(engine->word_classes, look.lower_object);
        if (look.classes && !PyTuple_Check(look.classes)) {
            PyErr_SetString(PyExc_TypeError, "the classes of a word must be a tuple");
            failed = 1;
        }
        failed = failed || PyErr_Occurred() || describe(engine, &look, token);
    }
    Py_XDECREF(look.lower_object);
    if (failed || table_add(&engine->tokens, token))
        return NULL;
    return token;
}

