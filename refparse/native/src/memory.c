/* Memory that is given back as a whole, hash tables, strings with numbers, classes of tokens. */
#include "core.h"

#define BLOCK 65536

void *arena_take(Arena *arena, size_t size)
{
    size = (size + 15) & ~(size_t)15;
    if (!arena->last || arena->last->used + size > arena->last->size) {
        size_t room = size > BLOCK ? size : BLOCK;
        Block *block = PyMem_Malloc(sizeof(Block) + 16 + room);
        if (!block) {
            PyErr_NoMemory();
            return NULL;
        }
        block->before = arena->last;
        block->used = 0;
        block->size = room;
        arena->last = block;
        arena->total += room;
    }
    char *base = (char *)(((uintptr_t)(arena->last + 1) + 15) & ~(uintptr_t)15);
    void *found = base + arena->last->used;
    arena->last->used += size;
    return found;
}

void arena_clear(Arena *arena)
{
    while (arena->last) {
        Block *block = arena->last;
        arena->last = block->before;
        PyMem_Free(block);
    }
    arena->total = 0;
}

#define LINE 64 /* bytes that processors fetch at once */

void *rows_new(size_t size)
{
    char *memory = PyMem_RawMalloc(size + LINE + sizeof(void *));
    if (!memory)
        return NULL;
    uintptr_t first = (uintptr_t)memory + sizeof(void *);
    void **rows = (void **)((first + LINE - 1) & ~(uintptr_t)(LINE - 1));
    rows[-1] = memory;
    return rows;
}

void rows_free(void *rows)
{
    if (rows)
        PyMem_RawFree(((void **)rows)[-1]);
}

#define ROWS_OF_BLOCK 256

double *rows_add(Rows *rows, uint32_t width)
{
    uint32_t block = rows->count / ROWS_OF_BLOCK;
    if (block == rows->blocks) {
        if (rows->blocks == rows->room) {
            uint32_t room = 2 * rows->room + 16;
            void *fresh = PyMem_Realloc(rows->block, room * sizeof *rows->block);
            if (!fresh)
                return NULL;
            rows->block = fresh;
            rows->room = room;
        }
        double *fresh = rows_new((size_t)ROWS_OF_BLOCK * width * sizeof(double));
        if (!fresh)
            return NULL;
        rows->block[rows->blocks++] = fresh;
    }
    return rows->block[block] + (size_t)(rows->count++ % ROWS_OF_BLOCK) * width;
}

void rows_clear(Rows *rows)
{
    for (uint32_t i = 0; i < rows->blocks; i++)
        rows_free(rows->block[i]);
    PyMem_Free(rows->block);
    memset(rows, 0, sizeof *rows);
}

typedef struct Node {
    struct Node *next;
    uint64_t hash;
} Node;

int table_add(Table *table, void *given)
{
    Node *node = given;
    if (table->used >= table->size / 2) {
        uint32_t size = table->size ? table->size * 2 : 1024;
        void **bucket = PyMem_Calloc(size, sizeof(void *));
        if (!bucket) {
            PyErr_NoMemory();
            return -1;
        }
        for (uint32_t i = 0; i < table->size; i++)
            for (Node *each = table->bucket[i], *next; each; each = next) {
                next = each->next;
                each->next = bucket[each->hash & (size - 1)];
                bucket[each->hash & (size - 1)] = each;
            }
        PyMem_Free(table->bucket);
        table->bucket = bucket;
        table->size = size;
    }
    void **bucket = &table->bucket[node->hash & (table->size - 1)];
    node->next = *bucket;
    *bucket = node;
    table->used++;
    return 0;
}

int32_t intern(Interned *table, const char *text, size_t length)
{
    if (!length)
        return 0;
    uint64_t hash = hash_bytes(text, length);
    uint32_t at = (uint32_t)(hash ^ (hash >> 32)) & (table->slots - 1);
    for (; table->slot[at]; at = (at + 1) & (table->slots - 1)) {
        const char *known = table->text[table->slot[at]];
        if (!memcmp(known, text, length) && !known[length])
            return table->slot[at];
    }
    if (table->count >= MAX_INTERNED || length >= MAX_INTERNED_BYTES ||
        memchr(text, 0, length))
        return -1;
    uint32_t number = table->count++;
    memcpy(table->text[number], text, length);
    memset(table->text[number] + length, 0, MAX_INTERNED_BYTES - length);
    table->slot[at] = (uint16_t)number;
    return (int32_t)number;
}

static void forget_memo(Engine *engine)
{
    memset(engine->memo, 0, engine->memo_size * sizeof(Memo));
    engine->memo_used = 0;
    engine->group_rows.count = 0;
}

/* Forgets all tokens, chunks and strings where they have become too many; between references. */
int flush_if_full(Engine *engine)
{
    if (engine->memo_used >= MEMO_LIMIT / 2 || engine->group_rows.count >= GROUP_LIMIT)
        forget_memo(engine);
    if (engine->arena.total <= engine->arena_limit &&
        engine->interned.count < MAX_INTERNED - 1000)
        return 0;
    arena_clear(&engine->arena);
    Table *tables[] = {&engine->tokens, &engine->cuts, &engine->classes};
    for (int i = 0; i < 3; i++) {
        if (tables[i]->bucket)
            memset(tables[i]->bucket, 0, tables[i]->size * sizeof(void *));
        tables[i]->used = 0;
    }
    memset(engine->interned.slot, 0, engine->interned.slots * sizeof(uint16_t));
    engine->interned.count = 1;
    forget_memo(engine);
    memset(engine->row_owner, 0, engine->row_slots * sizeof(Class *));
    memset(engine->held, 0, sizeof engine->held);
    engine->count = 0;
    engine->flushes++;
    return 1;
}

/* --- classes of tokens ---------------------------------------------------------------------- */

Class *find_class(Engine *engine, const uint32_t *features, uint32_t count)
{
    uint64_t hash = 0x9E3779B97F4A7C15ULL ^ count;
    for (uint32_t i = 0; i < count; i++) {
        hash = (hash ^ features[i]) * 0xFF51AFD7ED558CCDULL;
        hash ^= hash >> 32;
    }
    if (engine->classes.size)
        for (Class *class = engine->classes.bucket[hash & (engine->classes.size - 1)]; class;
             class = class->next)
            if (class->hash == hash && class->count == count &&
                !memcmp(class->features, features, count * sizeof *features))
                return class;
    Class *class = arena_take(&engine->arena, sizeof(Class));
    uint32_t *copy = arena_take(&engine->arena, (count + 1) * sizeof *features);
    if (!class || !copy)
        return NULL;
    memcpy(copy, features, count * sizeof *features);
    class->hash = hash;
    class->count = count;
    class->features = copy;
    class->row = -1;
    return table_add(&engine->classes, class) ? NULL : class;
}

/* A free slot for weights; slots not used since the last round are taken again, but for those of
 * the classes whose sums are held. */
static int32_t take_slot(Engine *engine)
{
    for (;;) {
        uint32_t at = engine->row_hand;
        engine->row_hand = at + 1 == engine->row_slots ? 0 : at + 1;
        Class *owner = engine->row_owner[at];
        int held = 0;
        for (int k = 0; k < OFFSETS; k++)
            held |= owner && engine->held[k] == owner;
        if (held)
            continue;
        if (owner && engine->row_used[at]) {
            engine->row_used[at] = 0;
            continue;
        }
        if (owner)
            owner->row = -1;
        return (int32_t)at;
    }
}

const double *class_weights(Engine *engine, Class *class)
{
    const Model *model = &engine->model;
    size_t width = model->width, size = OFFSETS * width;
    if (class->row >= 0) {
        engine->row_used[class->row] = 1;
        return engine->class_row + (size_t)class->row * size;
    }
    engine->row_misses++;
    int32_t slot = take_slot(engine);
    double *row = engine->class_row + (size_t)slot * size;
    memset(row, 0, size * sizeof(double));
    for (uint32_t i = 0; i < class->count; i++) {
        uint32_t name = class->features[i] >> 8, mask = class->features[i] & 255;
        const uint32_t *start = model->entry_start + (size_t)name * OFFSETS;
        for (uint32_t k = 0; k < OFFSETS; k++) {
            if (!(mask >> k & 1))
                continue;
            double *sum = row + (OFFSETS - 1 - k) * width;
            for (uint32_t e = start[k]; e < start[k + 1]; e++)
                sum[model->entry_label[e]] += model->entry_weight[e];
        }
    }
    engine->row_owner[slot] = class;
    engine->row_used[slot] = 1;
    class->row = slot;
    return row;
}
