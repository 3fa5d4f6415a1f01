/* The Engine: one loaded model and its caches, as Python sees it (see refparse/native/engine.py).
 *
 * Not thread-safe: callers hold a lock. What the engine cannot answer exactly as the Python
 * modules would (weights so large that exponentials overflow), it answers with None.
 */
#include "records.h"

#include <math.h>
#include <structmember.h>

extern const char *const NATIVE_FAMILIES[];
extern PyType_Spec NAME_READER; /* names.c */

#define ROW_SLOTS 8192
#define ARENA_LIMIT ((size_t)96 << 20)
#define MEMO_SIZE (1u << 14) /* at first */
#define INTERNED_SLOTS 65536
#define KEPT_TOKENS 20000 /* memory for longer references is given back */

static PyObject *NAME_START, *NAME_END, *NAME_LABEL, *NAME_TEXT, *NAME_CONFIDENCE;

static PyObject *owned(PyObject *settings, const char *name, PyTypeObject *type)
{
    PyObject *value = PyDict_GetItemString(settings, name);
    if (!value || (type && !PyObject_TypeCheck(value, type))) {
        PyErr_Format(PyExc_TypeError, "setting '%s' is missing or of the wrong type", name);
        return NULL;
    }
    Py_INCREF(value);
    return value;
}

static int read_families(Engine *engine, PyObject *given)
{
    Py_ssize_t count = PyTuple_GET_SIZE(given);
    if (count > MAX_FAMILIES) {
        PyErr_Format(PyExc_ValueError, "more than %d families of features", MAX_FAMILIES);
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *function;
        unsigned int mask;
        const char *name;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(given, i), "OIs", &function, &mask, &name))
            return -1;
        Family *family = &engine->family[engine->families];
        family->native = -1;
        for (int k = 0; NATIVE_FAMILIES[k]; k++)
            if (!strcmp(NATIVE_FAMILIES[k], name))
                family->native = k;
        family->mask = mask;
        Py_INCREF(function);
        family->function = function;
        engine->families++;
    }
    return 0;
}

static int read_changes(Engine *engine, PyObject *given)
{
    Py_ssize_t count = PyTuple_GET_SIZE(given);
    if (count > 254) {
        PyErr_SetString(PyExc_ValueError, "more than 254 changes of characters");
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *text = PyTuple_GET_ITEM(given, i);
        if (!PyUnicode_Check(text) || PyUnicode_GET_LENGTH(text) > LONGEST_CHANGE) {
            PyErr_SetString(PyExc_ValueError, "a change is a str of at most 4 characters");
            return -1;
        }
        engine->change_size[i] = (uint8_t)PyUnicode_GET_LENGTH(text);
        if (!PyUnicode_AsUCS4(text, engine->change[i], LONGEST_CHANGE, 0))
            return -1;
    }
    return 0;
}

static int read_knots(Engine *engine, PyObject *given, int kind)
{
    Py_ssize_t count = PyTuple_Check(given) ? PyTuple_GET_SIZE(given) : -1;
    if (count < 0) {
        PyErr_SetString(PyExc_TypeError, "knots must be a tuple of pairs");
        return -1;
    }
    engine->knots[kind] = PyMem_Calloc((size_t)count + 1, sizeof(double[2]));
    if (!engine->knots[kind]) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; i++)
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(given, i), "dd", &engine->knots[kind][i][0],
                              &engine->knots[kind][i][1]))
            return -1;
    engine->knot_count[kind] = (size_t)count;
    return 0;
}

static int read_tags(Engine *engine)
{
    Py_ssize_t count = PyTuple_GET_SIZE(engine->tag_names);
    if (count != (Py_ssize_t)engine->model.labels ||
        PyTuple_GET_SIZE(engine->tag_labels) != count) {
        PyErr_SetString(PyExc_ValueError, "the tags are not those of the model");
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *tag = PyTuple_GET_ITEM(engine->tag_names, i);
        PyObject *label = PyTuple_GET_ITEM(engine->tag_labels, i);
        const char *text = PyUnicode_AsUTF8(tag), *name = PyUnicode_AsUTF8(label);
        if (!text || !name)
            return -1;
        engine->tag_begins[i] = text[0] == 'B' && text[1] == '-';
        engine->tag_label[i] = 255;
        for (Py_ssize_t k = 0; k <= i && strcmp(name, "O"); k++)
            if (!PyUnicode_Compare(PyTuple_GET_ITEM(engine->tag_labels, k), label)) {
                engine->tag_label[i] = (uint8_t)k;
                break;
            }
        engine->tag_habit[i] = !strcmp(name, "author") || !strcmp(name, "editor") ||
                                       !strcmp(name, "translator")
                                   ? NARROW_PEOPLE
                               : !strcmp(name, "doi") ? NARROW_DOI
                               : !strcmp(name, "url") ? NARROW_URL
                                                      : NARROW_PLAIN;
    }
    return PyErr_Occurred() ? -1 : 0;
}

static int make_caches(Engine *engine, unsigned long slots, unsigned long limit)
{
    size_t width = engine->model.width;
    engine->row_slots = (uint32_t)(slots > 2 * OFFSETS ? slots : slots ? 2 * OFFSETS : ROW_SLOTS);
    engine->arena_limit = limit ? limit : ARENA_LIMIT;
    engine->memo_size = MEMO_SIZE;
    engine->memo = PyMem_Calloc(MEMO_SIZE, sizeof(Memo));
    engine->interned.slots = INTERNED_SLOTS;
    engine->interned.slot = PyMem_Calloc(INTERNED_SLOTS, sizeof(uint16_t));
    engine->interned.text = PyMem_Calloc(MAX_INTERNED, MAX_INTERNED_BYTES);
    engine->interned.count = 1;
    engine->row_of_name = PyMem_Calloc((size_t)engine->model.names + 1, sizeof(double *));
    /* Not cleared: the system gives the memory when a row is first written. */
    engine->class_row = rows_new(engine->row_slots * OFFSETS * width * sizeof(double));
    engine->row_owner = PyMem_Calloc(engine->row_slots, sizeof(Class *));
    engine->row_used = PyMem_Calloc(engine->row_slots, 1);
    if (!engine->memo || !engine->interned.slot || !engine->interned.text ||
        !engine->row_of_name || !engine->class_row || !engine->row_owner || !engine->row_used) {
        PyErr_NoMemory();
        return -1;
    }
    engine->edge_first = model_find(&engine->model, "edge=first", 10);
    engine->edge_last = model_find(&engine->model, "edge=last", 9);
    return 0;
}

static int engine_init(Engine *engine, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"data", "settings", "row_slots", "arena_limit", NULL};
    PyObject *data, *settings;
    unsigned long slots = 0, limit = 0;
    if (engine->ready) {
        PyErr_SetString(PyExc_RuntimeError, "an engine is made once");
        return -1;
    }
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "OO!|kk", names, &data, &PyDict_Type,
                                     &settings, &slots, &limit))
        return -1;
    if (model_open(&engine->model, data))
        return -1;
    PyObject *special = NULL, *changes = NULL, *families = NULL, *knots[2] = {NULL, NULL};
    PyObject *rules = NULL;
    int result = -1;
    if (!(engine->normalise = owned(settings, "normalise", NULL)) ||
        !(engine->split_chunk = owned(settings, "split_chunk", NULL)) ||
        !(engine->view = owned(settings, "view", NULL)) ||
        !(engine->word_classes = owned(settings, "word_classes", &PyDict_Type)) ||
        !(engine->lexicon = owned(settings, "lexicon", &PyDict_Type)) ||
        !(engine->gazetteers = owned(settings, "gazetteers", &PyTuple_Type)) ||
        !(engine->tag_names = owned(settings, "tags", &PyTuple_Type)) ||
        !(engine->tag_labels = owned(settings, "labels", &PyTuple_Type)) ||
        !(engine->span_type = (PyTypeObject *)owned(settings, "span", &PyType_Type)) ||
        !(special = owned(settings, "special", &PyBytes_Type)) ||
        !(changes = owned(settings, "changes", &PyTuple_Type)) ||
        !(families = owned(settings, "families", &PyTuple_Type)) ||
        !(rules = owned(settings, "rules", &PyBytes_Type)) ||
        !(knots[0] = owned(settings, "span_knots", &PyTuple_Type)) ||
        !(knots[1] = owned(settings, "reference_knots", &PyTuple_Type)))
        goto done;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(engine->gazetteers); i++) {
        PyObject *pair = PyTuple_GET_ITEM(engine->gazetteers, i);
        if (!PyTuple_Check(pair) || PyTuple_GET_SIZE(pair) != 2 ||
            !PyUnicode_Check(PyTuple_GET_ITEM(pair, 0)) ||
            PyUnicode_GET_LENGTH(PyTuple_GET_ITEM(pair, 0)) > 40 ||
            !PyAnySet_Check(PyTuple_GET_ITEM(pair, 1))) {
            PyErr_SetString(PyExc_TypeError, "gazetteers must be pairs of a name and a set");
            goto done;
        }
    }
    if (PyBytes_GET_SIZE(special) != 65536 || read_changes(engine, changes)) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "the map of special characters has 65536 bytes");
        goto done;
    }
    engine->special = PyMem_Malloc(65536);
    engine->lists = PyMem_Malloc(LISTS_SIZE);
    if (!engine->special || !engine->lists) {
        PyErr_NoMemory();
        goto done;
    }
    memcpy(engine->special, PyBytes_AS_STRING(special), 65536);
    memset(engine->lists, 255, LISTS_SIZE);
    for (int c = 0; c < 65536; c++)
        if (engine->special[c] != ASK && engine->special[c] > PyTuple_GET_SIZE(changes)) {
            PyErr_SetString(PyExc_ValueError, "a special character names no change");
            goto done;
        }
    if (read_families(engine, families) || read_knots(engine, knots[0], 0) ||
        read_knots(engine, knots[1], 1) || read_tags(engine) || make_caches(engine, slots, limit))
        goto done;
    if (PyBytes_GET_SIZE(rules) && !(engine->rules = rules_open(rules)))
        goto done;
    engine->ready = 1;
    result = 0;
done:
    Py_XDECREF(special);
    Py_XDECREF(changes);
    Py_XDECREF(families);
    Py_XDECREF(rules);
    Py_XDECREF(knots[0]);
    Py_XDECREF(knots[1]);
    return result;
}

static void engine_free(Engine *engine)
{
    PyTypeObject *type = Py_TYPE(engine);
    lattice_free(engine);
    arena_clear(&engine->arena);
    PyMem_Free(engine->tokens.bucket);
    PyMem_Free(engine->cuts.bucket);
    PyMem_Free(engine->classes.bucket);
    PyMem_Free(engine->interned.slot);
    PyMem_Free(engine->interned.text);
    PyMem_Free(engine->memo);
    rows_clear(&engine->state_rows);
    rows_clear(&engine->group_rows);
    PyMem_Free(engine->row_of_name);
    rows_free(engine->class_row);
    PyMem_Free(engine->row_owner);
    PyMem_Free(engine->row_used);
    PyMem_Free(engine->lists);
    PyMem_Free(engine->special);
    PyMem_Free(engine->knots[0]);
    PyMem_Free(engine->knots[1]);
    PyMem_Free(engine->text);
    PyMem_Free(engine->changed);
    PyMem_Free(engine->map_start);
    PyMem_Free(engine->map_end);
    PyMem_Free(engine->token);
    PyMem_Free(engine->token_start);
    PyMem_Free(engine->token_end);
    PyMem_Free(engine->piece);
    rules_close(engine->rules);
    for (int i = 0; i < engine->families; i++)
        Py_XDECREF(engine->family[i].function);
    Py_XDECREF(engine->normalise);
    Py_XDECREF(engine->split_chunk);
    Py_XDECREF(engine->view);
    Py_XDECREF(engine->word_classes);
    Py_XDECREF(engine->lexicon);
    Py_XDECREF(engine->gazetteers);
    Py_XDECREF(engine->tag_names);
    Py_XDECREF(engine->tag_labels);
    Py_XDECREF(engine->span_type);
    model_close(&engine->model);
    type->tp_free((PyObject *)engine);
    Py_DECREF(type);
}

/* --- answers -------------------------------------------------------------------------------- */

static int begin(Engine *engine)
{
    if (!engine->ready) {
        PyErr_SetString(PyExc_RuntimeError, "the engine was not made");
        return -1;
    }
    flush_if_full(engine);
    if (engine->lattice_room > KEPT_TOKENS)
        lattice_free(engine);
    return 0;
}

/* decode.interpolate */
static double calibrated(const Engine *engine, int kind, double value)
{
    const double(*knots)[2] = (const double(*)[2])engine->knots[kind];
    size_t count = engine->knot_count[kind], low = 0, high = count;
    if (!count)
        return value < 0 ? 0 : value > 1 ? 1 : value;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (value < knots[middle][0])
            high = middle;
        else
            low = middle + 1;
    }
    if (!low)
        return knots[0][1];
    if (low == count)
        return knots[count - 1][1];
    double x0 = knots[low - 1][0], y0 = knots[low - 1][1], x1 = knots[low][0], y1 = knots[low][1];
    return x1 <= x0 ? y0 : y0 + (y1 - y0) * (value - x0) / (x1 - x0);
}

/* Takes over the value; a slot that is known is filled without a look at the class. */
static int set(PyObject *span, int slot, PyObject *name, PyObject *value)
{
    if (!value)
        return -1;
    if (RECORDS.ready && Py_TYPE(span) == RECORDS.type[SPAN_RECORD]) {
        memcpy((char *)span + RECORDS.offset[slot], &value, sizeof value);
        return 0;
    }
    int failed = PyObject_GenericSetAttr(span, name, value);
    Py_DECREF(value);
    return failed;
}

static PyObject *make_span(Engine *engine, PyObject *text, size_t start, size_t end,
                           PyObject *label, double confidence)
{
    PyObject *span = engine->span_type->tp_alloc(engine->span_type, 0);
    if (!span)
        return NULL;
    Py_INCREF(label);
    if (set(span, SPAN_LABEL, NAME_LABEL, label) ||
        set(span, SPAN_START, NAME_START, PyLong_FromSize_t(start)) ||
        set(span, SPAN_END, NAME_END, PyLong_FromSize_t(end)) ||
        set(span, SPAN_TEXT, NAME_TEXT,
            PyUnicode_Substring(text, (Py_ssize_t)start, (Py_ssize_t)end)) ||
        set(span, SPAN_CONFIDENCE, NAME_CONFIDENCE, PyFloat_FromDouble(confidence))) {
        Py_DECREF(span);
        return NULL;
    }
    return span;
}

/* scheme.groups and spans_from_tags, with decode._span_score */
static int add_spans(Engine *engine, PyObject *text, PyObject *spans)
{
    uint32_t count = engine->count;
    for (uint32_t first = 0, behind; first < count; first = behind) {
        uint8_t label = engine->tag_label[engine->tag[first]];
        behind = first + 1;
        while (behind < count && engine->tag_label[engine->tag[behind]] == label &&
               !engine->tag_begins[engine->tag[behind]])
            behind++;
        if (label == 255)
            continue;
        double score = 1;
        for (uint32_t i = first ? first - 1 : 0; i <= behind && i < count; i++)
            score = engine->marginal[i] < score ? engine->marginal[i] : score;
        size_t start = engine->token_start[first], end = engine->token_end[behind - 1];
        narrow(engine->text, &start, &end, engine->tag_habit[engine->tag[first]]);
        if (start >= end)
            continue;
        PyObject *span = make_span(engine, text, start, end,
                                   PyTuple_GET_ITEM(engine->tag_labels, label),
                                   calibrated(engine, 0, score < 0 ? 0 : score));
        if (!span || PyList_Append(spans, span)) {
            Py_XDECREF(span);
            return -1;
        }
        Py_DECREF(span);
    }
    return 0;
}

static int is_text(PyObject *text)
{
    if (PyUnicode_Check(text))
        return 1;
    PyErr_Format(PyExc_TypeError, "a reference must be a str, not %s", Py_TYPE(text)->tp_name);
    return 0;
}

PyDoc_STRVAR(spans_doc,
             "spans(text)\n--\n\n(list of spans, probability that all are right), (None, 0.0) for "
             "a text without tokens, or None where Python has to answer.");

/* NULL with an exception, whatever became of it: callers then ask Python. */
static PyObject *no_answer(void)
{
    if (!PyErr_Occurred())
        PyErr_SetString(PyExc_OverflowError, "the core has no answer");
    return NULL;
}

static PyObject *engine_spans(Engine *engine, PyObject *text)
{
    if (!is_text(text) || begin(engine) || tokenise(engine, text))
        return no_answer();
    if (!engine->count)
        return Py_BuildValue("(Od)", Py_None, 0.0);
    if (sum_emissions(engine))
        return no_answer();
    best_tags(engine);
    double whole = marginals(engine);
    if (!(whole >= 0))
        Py_RETURN_NONE;
    PyObject *spans = PyList_New(0);
    if (!spans || add_spans(engine, text, spans)) {
        Py_XDECREF(spans);
        return no_answer();
    }
    return Py_BuildValue("(Nd)", spans, calibrated(engine, 1, whole));
}

static int read_tokens(Engine *engine, PyObject *tokens)
{
    PyObject *row = PySequence_Fast(tokens, "tokens must be a sequence of str");
    if (!row)
        return -1;
    size_t count = (size_t)PySequence_Fast_GET_SIZE(row);
    int result = 0;
    engine->count = 0;
    for (size_t i = 0; i < count && !result; i++) {
        PyObject *text = PySequence_Fast_GET_ITEM(row, (Py_ssize_t)i);
        void *fresh;
        result = -1;
        if (!is_text(text))
            break;
        size_t length = (size_t)PyUnicode_GET_LENGTH(text);
        if (!length) {
            PyErr_SetString(PyExc_ValueError, "a token has at least one character");
            break;
        }
        if (token_room(engine, count))
            break;
        if (!(fresh = grow(engine->text, &engine->text_room, length + 1, sizeof(Char))))
            break;
        engine->text = fresh;
        if (!PyUnicode_AsUCS4(text, engine->text, (Py_ssize_t)length + 1, 1))
            break;
        if (!(engine->token[i] = find_token(engine, engine->text, length,
                                            hash_chars(engine->text, length))))
            break;
        engine->count++;
        result = 0;
    }
    Py_DECREF(row);
    return result;
}

PyDoc_STRVAR(tags_doc, "tags(tokens)\n--\n\nThe best sequence of tags, one a token.");

static PyObject *engine_tags(Engine *engine, PyObject *tokens)
{
    if (begin(engine) || read_tokens(engine, tokens) || sum_emissions(engine))
        return no_answer();
    best_tags(engine);
    PyObject *out = PyList_New(engine->count);
    for (uint32_t i = 0; out && i < engine->count; i++) {
        PyObject *tag = PyTuple_GET_ITEM(engine->tag_names, engine->tag[i]);
        Py_INCREF(tag);
        PyList_SET_ITEM(out, i, tag);
    }
    return out;
}

PyDoc_STRVAR(emissions_doc,
             "emissions(tokens)\n--\n\nThe sum of the weights of each token's features by tag, as "
             "the bytes of doubles.");

static PyObject *engine_emissions(Engine *engine, PyObject *tokens)
{
    if (begin(engine) || read_tokens(engine, tokens) || sum_emissions(engine))
        return NULL;
    size_t labels = engine->model.labels, width = engine->model.width;
    PyObject *out = PyBytes_FromStringAndSize(
        NULL, (Py_ssize_t)(engine->count * labels * sizeof(double)));
    for (uint32_t i = 0; out && i < engine->count; i++)
        memcpy(PyBytes_AS_STRING(out) + i * labels * sizeof(double), engine->emission + i * width,
               labels * sizeof(double));
    return out;
}

PyDoc_STRVAR(tokens_doc, "tokens(text)\n--\n\nStart, end and characters of each token.");

static PyObject *engine_tokens(Engine *engine, PyObject *text)
{
    if (!is_text(text) || begin(engine) || tokenise(engine, text))
        return NULL;
    PyObject *out = PyList_New(engine->count);
    for (uint32_t i = 0; out && i < engine->count; i++) {
        const Token *token = engine->token[i];
        PyObject *item = Py_BuildValue(
            "(IIN)", (unsigned)engine->token_start[i], (unsigned)engine->token_end[i],
            PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, token->text,
                                      (Py_ssize_t)token->length));
        if (!item) {
            Py_CLEAR(out);
            break;
        }
        PyList_SET_ITEM(out, i, item);
    }
    return out;
}

PyDoc_STRVAR(work_doc,
             "work(text, stage)\n--\n\nDoes the stages up to one and answers with the number of "
             "tokens, for measuring: 1 tokens, 2 weights, 3 best tags, 4 probabilities.");

static PyObject *engine_work(Engine *engine, PyObject *args)
{
    PyObject *text;
    int stage;
    if (!PyArg_ParseTuple(args, "Ui", &text, &stage) || begin(engine) || tokenise(engine, text))
        return NULL;
    if (engine->count && stage >= 2 && sum_emissions(engine))
        return NULL;
    if (engine->count && stage >= 3)
        best_tags(engine);
    if (engine->count && stage >= 4)
        marginals(engine);
    return PyLong_FromUnsignedLong(engine->count);
}

PyDoc_STRVAR(narrow_doc, "narrow(text, start, end, label)\n--\n\nscheme.narrow, for tests.");

static PyObject *engine_narrow(Engine *engine, PyObject *args)
{
    PyObject *text, *label;
    Py_ssize_t from, to;
    if (!PyArg_ParseTuple(args, "UnnU", &text, &from, &to, &label) || begin(engine))
        return NULL;
    if (from < 0 || to < from || to > PyUnicode_GET_LENGTH(text)) {
        PyErr_SetString(PyExc_ValueError, "the stretch lies outside the text");
        return NULL;
    }
    engine->mapped = 0;
    if (read_text(engine, text))
        return NULL;
    int habit = NARROW_PLAIN;
    for (uint32_t i = 0; i < engine->model.labels; i++)
        if (!PyUnicode_Compare(PyTuple_GET_ITEM(engine->tag_labels, i), label))
            habit = engine->tag_habit[i];
    size_t start = (size_t)from, end = (size_t)to;
    narrow(engine->text, &start, &end, habit);
    return Py_BuildValue("(nn)", (Py_ssize_t)start, (Py_ssize_t)end);
}

PyDoc_STRVAR(sizes_doc, "sizes()\n--\n\nWhat the caches hold, and what they had to look up.");

static PyObject *engine_sizes(Engine *engine, PyObject *nothing)
{
    (void)nothing;
    return Py_BuildValue(
        "{s:I,s:I,s:I,s:n,s:I,s:I,s:I,s:I,s:I,s:K,s:K,s:K}", "tokens", engine->tokens.used, "chunks",
        engine->cuts.used, "classes", engine->classes.used, "arena", (Py_ssize_t)engine->arena.total, "strings",
        engine->interned.count, "memo", engine->memo_used, "state_rows", engine->state_rows.count,
        "group_rows", engine->group_rows.count, "row_slots", engine->row_slots, "flushes", (unsigned long long)engine->flushes, "misses",
        (unsigned long long)engine->misses, "row_misses", (unsigned long long)engine->row_misses);
}

static PyMethodDef METHODS[] = {
    {"spans", (PyCFunction)engine_spans, METH_O, spans_doc},
    {"tags", (PyCFunction)engine_tags, METH_O, tags_doc},
    {"tokens", (PyCFunction)engine_tokens, METH_O, tokens_doc},
    {"emissions", (PyCFunction)engine_emissions, METH_O, emissions_doc},
    {"work", (PyCFunction)engine_work, METH_VARARGS, work_doc},
    {"narrow", (PyCFunction)engine_narrow, METH_VARARGS, narrow_doc},
    {"sizes", (PyCFunction)engine_sizes, METH_NOARGS, sizes_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot SLOTS[] = {
    {Py_tp_doc, "Engine(data, settings, row_slots=0, arena_limit=0)\n--\n\n"
                "A compiled model and its caches; see refparse/native/engine.py."},
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_init, engine_init},
    {Py_tp_dealloc, engine_free},
    {Py_tp_methods, METHODS},
    {0, NULL},
};

static PyType_Spec SPEC = {"refparse.native._core.Engine", sizeof(Engine), 0, Py_TPFLAGS_DEFAULT,
                           SLOTS};

static struct PyModuleDef MODULE = {PyModuleDef_HEAD_INIT, "_core",
                                    "The hot path in C; use refparse.native.", -1, NULL, NULL,
                                    NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__core(void)
{
    learn_characters();
    choose_kernels();
    NAME_START = PyUnicode_InternFromString("start");
    NAME_END = PyUnicode_InternFromString("end");
    NAME_LABEL = PyUnicode_InternFromString("label");
    NAME_TEXT = PyUnicode_InternFromString("text");
    NAME_CONFIDENCE = PyUnicode_InternFromString("confidence");
    PyObject *module = PyModule_Create(&MODULE);
    PyObject *type = module ? PyType_FromSpec(&SPEC) : NULL;
    if (!type || PyModule_AddObject(module, "Engine", type) ||
        !(type = PyType_FromSpec(&NAME_READER)) || PyModule_AddObject(module, "NameReader", type)) {
        Py_XDECREF(type);
        Py_XDECREF(module);
        return NULL;
    }
    if (records_open(module) || json_open(module) || csl_open(module) || kinds_open(module) ||
        wording_open(module) || dates_open(module) || sieve_open(module) ||
        assemble_open(module)) {
        Py_DECREF(module);
        return NULL;
    }
    return module;
}
