/* The compiled model file, mapped into memory; written by refparse/tagger/compiled.py.
 *
 * Every count and offset is checked here before it is used, so that a damaged file is refused
 * and cannot lead outside the buffer, whatever became of its checksum.
 */
#include "core.h"

#include <math.h>

#define FORMAT 1
#define SECTIONS 8

typedef struct {
    char magic[8];
    uint32_t order, format, labels, names, slots, entries, text_size, label_text_size;
    uint8_t source[32], digest[32];
    uint64_t at[SECTIONS]; /* label text, transitions, slots, hashes, name starts, names, entry
                              starts, entry labels; entry weights follow at the end */
    uint64_t at_weights, size;
} Header;

uint64_t hash_bytes(const char *text, size_t length)
{
    uint64_t hash = 14695981039346656037ULL; /* FNV-1a */
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (uint8_t)text[i]) * 1099511628211ULL;
    return hash;
}

const uint32_t *model_slot(const Model *model, uint64_t hash)
{
    return &model->slot[(uint32_t)(hash ^ (hash >> 32)) & (model->slots - 1)];
}

int32_t model_find_hash(const Model *model, const char *name, size_t length, uint64_t hash)
{
    const uint32_t *slot = model_slot(model, hash), *end = model->slot + model->slots;
    for (;; slot = slot + 1 == end ? model->slot : slot + 1) {
        uint32_t found = *slot;
        if (!found)
            return -1;
        found--;
        if (model->hash[found] != hash)
            continue;
        uint32_t start = model->name_start[found];
        if (model->name_start[found + 1] - start == length &&
            !memcmp(model->text + start, name, length))
            return (int32_t)found;
    }
}

int32_t model_find(const Model *model, const char *name, size_t length)
{
    return model_find_hash(model, name, length, hash_bytes(name, length));
}

static int bad(const char *what)
{
    PyErr_Format(PyExc_ValueError, "the compiled model is damaged: %s", what);
    return -1;
}

static int rising(const uint32_t *start, size_t count, uint32_t last)
{
    for (size_t i = 0; i < count; i++)
        if (start[i] > start[i + 1])
            return 0;
    return start[0] == 0 && start[count] == last;
}

static int check(Model *model, const Header *head)
{
    uint32_t empty = 0;
    if (!rising(model->name_start, head->names, head->text_size))
        return bad("its names overlap");
    if (!rising(model->entry_start, (size_t)head->names * OFFSETS, head->entries))
        return bad("its weights overlap");
    for (uint32_t i = 0; i < head->slots; i++) {
        empty += !model->slot[i];
        if (model->slot[i] > head->names)
            return bad("its table names what is not there");
    }
    if (!empty)
        return bad("its table has no empty slot");
    for (uint32_t i = 0; i < head->entries; i++)
        if (model->entry_label[i] >= head->labels || !isfinite(model->entry_weight[i]))
            return bad("a weight is none");
    return 0;
}

static int tables(Model *model, const double *given)
{
    uint32_t labels = model->labels, width = model->width;
    size_t size = (size_t)width * width;
    double *memory = rows_new(5 * size * sizeof(double));
    if (!memory) {
        PyErr_NoMemory();
        return -1;
    }
    memset(memory, 0, 5 * size * sizeof(double));
    model->transition = memory;
    model->backward = memory + size;
    model->exp_forward = memory + 2 * size;
    model->exp_backward = memory + 3 * size;
    model->gain = memory + 4 * size;
    model->largest = 0;
    for (size_t i = 0; i < size; i++)
        model->transition[i] = -INFINITY; /* no way leads into the padding */
    for (uint32_t i = 0; i < labels; i++)
        for (uint32_t j = 0; j < labels; j++) {
            double weight = given[i * labels + j];
            if (!isfinite(weight))
                return bad("a transition is no number");
            if (fabs(weight) > model->largest)
                model->largest = fabs(weight);
            model->transition[i * width + j] = weight;
            model->backward[j * width + i] = weight;
            model->exp_forward[i * width + j] = exp(weight);
            model->exp_backward[j * width + i] = exp(weight);
        }
    for (uint32_t m = 0; m < labels; m++)
        for (uint32_t i = 0; i < labels; i++) {
            double most = -INFINITY;
            for (uint32_t j = 0; j < labels; j++)
                most = fmax(most, given[i * labels + j] - given[m * labels + j]);
            model->gain[m * width + i] = most;
        }
    return 0;
}

int model_open(Model *model, PyObject *data)
{
    memset(model, 0, sizeof *model);
    if (PyObject_GetBuffer(data, &model->buffer, PyBUF_SIMPLE))
        return -1;
    const char *base = model->buffer.buf;
    uint64_t size = (uint64_t)model->buffer.len;
    Header head;
    if (size < sizeof head || (uintptr_t)base % 8)
        return bad("it is too short");
    memcpy(&head, base, sizeof head);
    if (memcmp(head.magic, "REFPARSE", 8) || head.order != 0x01020304 || head.format != FORMAT)
        return bad("it is of another format");
    if (head.size != size || !head.labels || head.labels > 250 || head.names >= (1u << 24) ||
        head.entries > (1u << 28) || !head.slots || head.slots & (head.slots - 1))
        return bad("its counts are wrong");
    uint64_t wanted[SECTIONS] = {
        head.label_text_size,
        8ULL * head.labels * head.labels,
        4ULL * head.slots,
        8ULL * head.names,
        4ULL * (head.names + 1ULL),
        head.text_size,
        4ULL * (head.names * (uint64_t)OFFSETS + 1),
        head.entries,
    };
    for (int i = 0; i < SECTIONS; i++)
        if (head.at[i] % 8 || head.at[i] > size || wanted[i] > size - head.at[i])
            return bad("a section leaves the file");
    if (head.at_weights % 8 || head.at_weights > size ||
        8ULL * head.entries > size - head.at_weights)
        return bad("a section leaves the file");
    model->labels = head.labels;
    model->width = (head.labels + 7) / 8 * 8;
    model->names = head.names;
    model->slots = head.slots;
    model->entries = head.entries;
    model->slot = (const uint32_t *)(base + head.at[2]);
    model->hash = (const uint64_t *)(base + head.at[3]);
    model->name_start = (const uint32_t *)(base + head.at[4]);
    model->text = base + head.at[5];
    model->entry_start = (const uint32_t *)(base + head.at[6]);
    model->entry_label = (const uint8_t *)(base + head.at[7]);
    model->entry_weight = (const double *)(base + head.at_weights);
    if (check(model, &head))
        return -1;
    return tables(model, (const double *)(base + head.at[1]));
}

void model_close(Model *model)
{
    rows_free(model->transition);
    if (model->buffer.obj)
        PyBuffer_Release(&model->buffer);
    memset(model, 0, sizeof *model);
}
