/* The lattice of a reference: the best sequence of tags, and how probable tags are.
 *
 * The same sums as CRFsuite's lib/crf/src/crf1d_context.c: Viterbi in log space, where the first
 * of several equal predecessors wins; forward and backward with exponentials, scaled so that each
 * row of alpha sums to 1.
 */
#include "core.h"

#include <math.h>

int lattice_reserve(Engine *engine)
{
    size_t count = engine->count, width = engine->model.width;
    if (engine->padded && engine->lattice_room >= count)
        return 0;
    size_t room = count + count / 2 + 64;
    PyMem_Free(engine->padded);
    PyMem_Free(engine->alpha);
    PyMem_Free(engine->beta);
    PyMem_Free(engine->scale);
    PyMem_Free(engine->back);
    PyMem_Free(engine->tag);
    PyMem_Free(engine->marginal);
    /* Rows before the first and behind the last token take what leaves the reference. */
    engine->padded = PyMem_Malloc((room + 2 * REACH) * width * sizeof(double));
    engine->emission = engine->padded + REACH * width;
    engine->alpha = PyMem_Malloc(room * width * sizeof(double));
    engine->beta = PyMem_Malloc(3 * width * sizeof(double));
    engine->scale = PyMem_Malloc(room * sizeof(double));
    engine->back = PyMem_Malloc(room * width);
    engine->tag = PyMem_Malloc(room);
    engine->marginal = PyMem_Malloc(room * sizeof(double));
    engine->lattice_room = room;
    if (!engine->padded || !engine->alpha || !engine->beta || !engine->scale ||
        !engine->back || !engine->tag || !engine->marginal) {
        engine->lattice_room = 0;
        PyErr_NoMemory();
        return -1;
    }
    return 0;
}

/* Eight numbers that are worked on together. */
#if defined(__GNUC__)
typedef double Lanes __attribute__((vector_size(64)));
#define ADD_SCALED(sum, factor, row)           \
    do {                                       \
        Lanes loaded;                          \
        memcpy(&loaded, (row), sizeof loaded); \
        (sum) += (factor) * loaded;            \
    } while (0)
#define ADD(sum, other) ((sum) += (other))
#else
typedef struct {
    double at[8];
} Lanes;
#define ADD_SCALED(sum, factor, row)               \
    do {                                           \
        for (int lane = 0; lane < 8; lane++)       \
            (sum).at[lane] += (factor) * (row)[lane]; \
    } while (0)
#define ADD(sum, other)                              \
    do {                                             \
        for (int lane = 0; lane < 8; lane++)         \
            (sum).at[lane] += (other).at[lane];      \
    } while (0)
#endif

/* Eight lanes at a time: compilers may not reorder sums and comparisons of doubles themselves. */
static inline double highest(const double *row, uint32_t width)
{
    double lane[8];
    for (int k = 0; k < 8; k++)
        lane[k] = row[k];
    for (uint32_t j = 8; j < width; j += 8)
        for (int k = 0; k < 8; k++)
            lane[k] = row[j + k] > lane[k] ? row[j + k] : lane[k];
    double most = lane[0];
    for (int k = 1; k < 8; k++)
        most = lane[k] > most ? lane[k] : most;
    return most;
}

static inline double total(const double *row, uint32_t width)
{
    double lane[8] = {0};
    for (uint32_t j = 0; j < width; j += 8)
        for (int k = 0; k < 8; k++)
            lane[k] += row[j + k];
    return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

/* The first of the largest numbers of a row whose padding is not larger. */
static inline uint32_t first_best(const double *row, uint32_t width)
{
    double most = highest(row, width);
    uint32_t at = 0;
    while (at + 1 < width && row[at] != most)
        at++;
    return at;
}

/* One step of Viterbi: from the scores at a token to those at the next one.
 *
 * With the best tag m so far, coming from i can only pay where score[m] - score[i] is at most
 * gain[m][i], the largest difference between their transitions: most tags drop out at once, and
 * the answer stays exact. */
VECTORISED
static void step(const Model *model, const double *score, const double *emission, double *next,
                 double *from)
{
    uint32_t labels = model->labels, width = model->width;
    uint32_t m = first_best(score, width);
    const double *gain = model->gain + (size_t)m * width;
    double limit = score[m] - 1e-9;
    for (uint32_t j = 0; j < width; j++) {
        next[j] = -INFINITY;
        from[j] = 0;
    }
    for (uint32_t i = 0; i < labels; i++) {
        if (score[i] + gain[i] < limit)
            continue;
        const double *row = model->transition + (size_t)i * width;
        double here = score[i], number = (double)i;
        for (uint32_t j = 0; j < width; j++) {
            double sum = here + row[j];
            int better = sum > next[j];
            next[j] = better ? sum : next[j];
            from[j] = better ? number : from[j];
        }
    }
    for (uint32_t j = 0; j < width; j++)
        next[j] += emission[j];
}

void best_tags(Engine *engine)
{
    const Model *model = &engine->model;
    uint32_t labels = model->labels, width = model->width;
    double row[2][256], from[256];
    if (!engine->count)
        return;
    memcpy(row[0], engine->emission, width * sizeof(double));
    for (uint32_t j = labels; j < width; j++)
        row[0][j] = -INFINITY;
    for (uint32_t t = 1; t < engine->count; t++) {
        step(model, row[(t - 1) & 1], engine->emission + (size_t)t * width, row[t & 1], from);
        uint8_t *back = engine->back + (size_t)t * width;
        for (uint32_t j = 0; j < width; j++)
            back[j] = (uint8_t)from[j];
    }
    uint32_t t = engine->count - 1;
    uint32_t tag = first_best(row[t & 1], width);
    for (;; t--) {
        engine->tag[t] = (uint8_t)tag;
        if (!t)
            break;
        tag = engine->back[(size_t)t * width + tag];
    }
}

/* exp(x) for x in -700 ... 0 to 2 units in the last place, in a form that compilers vectorise:
 * 2^n by shifting n into the exponent, the rest by its Taylor series to the 13th power. */
static inline double exponential(double x)
{
    const double magic = 6755399441055744.0; /* 1.5 * 2^52: rounds to whole numbers */
    double shifted = x * 1.4426950408889634 + magic;
    double n = shifted - magic;
    double r = (x - n * 0.6931471803691238) - n * 1.9082149292705877e-10;
    double p = 1.0 / 6227020800.0;
    p = p * r + 1.0 / 479001600.0;
    p = p * r + 1.0 / 39916800.0;
    p = p * r + 1.0 / 3628800.0;
    p = p * r + 1.0 / 362880.0;
    p = p * r + 1.0 / 40320.0;
    p = p * r + 1.0 / 5040.0;
    p = p * r + 1.0 / 720.0;
    p = p * r + 1.0 / 120.0;
    p = p * r + 1.0 / 24.0;
    p = p * r + 1.0 / 6.0;
    p = p * r + 0.5;
    p = p * r + 1.0;
    p = p * r + 1.0;
    uint64_t bits;
    double power;
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits + 1023) << 52; /* the low bits of shifted are n */
    memcpy(&power, &bits, sizeof power);
    return p * power;
}

/* Emissions of one token as exponentials, the largest of them 1; returns the largest emission. */
VECTORISED
static double exponentials(const double *emission, double *out, uint32_t labels, uint32_t width)
{
    double most = highest(emission, width);
    for (uint32_t j = 0; j < width; j++) {
        double x = emission[j] - most;
        x = x < -690.0 ? -690.0 : x;
        out[j] = exponential(x);
    }
    for (uint32_t j = labels; j < width; j++)
        out[j] = 0;
    return most;
}

/* out = vector * matrix, the matrix row by row. With gain[m][i] the most that row i is above row m
 * of the largest number, what adds less than a part in 10^12 to every sum is left out. */
VECTORISED
static void multiply(const double *vector, const double *matrix, const double *gain, double *out,
                     uint32_t labels, uint32_t width)
{
    uint32_t m = first_best(vector, width), count = 0;
    double limit = vector[m] * 1e-12;
    double factor[260];
    uint32_t row[260];
    gain += (size_t)m * width;
    for (uint32_t i = 0; i < labels; i++) {
        factor[count] = vector[i];
        row[count] = i * width;
        count += vector[i] * gain[i] >= limit;
    }
    for (; count & 3; count++) {
        factor[count] = 0;
        row[count] = 0;
    }
    for (uint32_t j = 0; j < width; j += 8) {
        Lanes sums[4];
        memset(sums, 0, sizeof sums);
        for (uint32_t i = 0; i < count; i += 4)
            for (int k = 0; k < 4; k++)
                ADD_SCALED(sums[k], factor[i + k], matrix + row[i + k] + j);
        ADD(sums[0], sums[1]);
        ADD(sums[2], sums[3]);
        ADD(sums[0], sums[2]);
        memcpy(out + j, &sums[0], sizeof sums[0]);
    }
}

VECTORISED
static double scaled(double *row, const double *factor, uint32_t width)
{
    for (uint32_t j = 0; j < width; j++)
        row[j] *= factor[j];
    double scale = 1.0 / total(row, width);
    for (uint32_t j = 0; j < width; j++)
        row[j] *= scale;
    return scale;
}

/* Fills marginal[] with the probability of each chosen tag and returns that of the sequence; -1
 * where numbers are so large that CRFsuite's own exponentials would overflow. */
double marginals(Engine *engine)
{
    const Model *model = &engine->model;
    uint32_t labels = model->labels, width = model->width, count = engine->count;
    double norm = 0, score = 0;
    double swap[256];
    for (uint32_t t = 0; t < count; t++) {
        double *emission = engine->emission + (size_t)t * width;
        double *alpha = engine->alpha + (size_t)t * width;
        score += emission[engine->tag[t]];
        if (t)
            score += model->transition[engine->tag[t - 1] * width + engine->tag[t]];
        double most = exponentials(emission, swap, labels, width);
        if (fabs(most) > 300 || model->largest > 300)
            return -1;
        memcpy(emission, swap, width * sizeof(double)); /* from here on exponentials */
        if (t)
            multiply(alpha - width, model->exp_forward, model->exp_gain, alpha, labels,
                     width);
        else {
            for (uint32_t j = 0; j < width; j++)
                alpha[j] = 1;
        }
        engine->scale[t] = scaled(alpha, emission, width);
        norm += most - log(engine->scale[t]);
    }
    double *beta = engine->beta, *next = engine->beta + width;
    for (uint32_t j = 0; j < width; j++)
        beta[j] = 1;
    for (uint32_t t = count; t-- > 0;) {
        const double *alpha = engine->alpha + (size_t)t * width;
        engine->marginal[t] = alpha[engine->tag[t]] * beta[engine->tag[t]];
        if (!t)
            break;
        const double *emission = engine->emission + (size_t)t * width;
        double scale = engine->scale[t];
        for (uint32_t j = 0; j < width; j++)
            next[j] = beta[j] * emission[j] * scale;
        multiply(next, model->exp_backward, model->exp_gain_backward, beta, labels, width);
    }
    return exp(score - norm);
}
