/* The lattice of a reference: the best sequence of tags, and how probable tags are.
 *
 * The same sums as CRFsuite's lib/crf/src/crf1d_context.c: Viterbi in log space, where the first
 * of several equal predecessors wins; backward and forward with exponentials, scaled at each token.
 */
#include "core.h"
#include "lanes.h"

#include <math.h>

void lattice_free(Engine *engine)
{
    rows_free(engine->padded);
    rows_free(engine->alpha);
    rows_free(engine->beta);
    PyMem_Free(engine->around);
    PyMem_Free(engine->open);
    PyMem_Free(engine->tag);
    PyMem_Free(engine->marginal);
    engine->padded = engine->emission = engine->alpha = engine->beta = engine->marginal = NULL;
    engine->around = NULL;
    engine->open = NULL;
    engine->tag = NULL;
    engine->lattice_room = 0;
}

int lattice_reserve(Engine *engine)
{
    size_t count = engine->count, width = engine->model.width;
    if (engine->padded && engine->lattice_room >= count)
        return 0;
    size_t room = count + count / 2 + 64;
    lattice_free(engine);
    /* Rows before the first and behind the last token take what leaves the reference. */
    engine->padded = rows_new((room + 2 * REACH) * width * sizeof(double));
    engine->alpha = rows_new(room * width * sizeof(double));
    engine->beta = rows_new(2 * width * sizeof(double));
    engine->around = PyMem_Malloc(room * sizeof(Around));
    engine->open = PyMem_Malloc(room * SETS * sizeof(uint64_t));
    engine->tag = PyMem_Malloc(room);
    engine->marginal = PyMem_Malloc(room * sizeof(double));
    if (!engine->padded || !engine->alpha || !engine->beta || !engine->around ||
        !engine->open || !engine->tag || !engine->marginal) {
        PyErr_NoMemory();
        return -1;
    }
    engine->emission = engine->padded + REACH * width;
    engine->lattice_room = room;
    return 0;
}

INLINE double highest(const double *row, uint32_t width)
{
    Lanes most;
    double lane[8];
    memcpy(&most, row, sizeof most);
    for (uint32_t j = 8; j < width; j += 8)
        RAISE(most, row + j);
    memcpy(lane, &most, sizeof lane);
    for (int k = 0; k < 4; k++)
        lane[k] = lane[k + 4] > lane[k] ? lane[k + 4] : lane[k];
    lane[0] = lane[2] > lane[0] ? lane[2] : lane[0];
    lane[1] = lane[3] > lane[1] ? lane[3] : lane[1];
    return lane[1] > lane[0] ? lane[1] : lane[0];
}

INLINE double total(const double *row, uint32_t width)
{
    Lanes sum;
    double lane[8];
    memcpy(&sum, row, sizeof sum);
    for (uint32_t j = 8; j < width; j += 8)
        ADD_SCALED(sum, 1.0, row + j);
    memcpy(lane, &sum, sizeof lane);
    return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

/* The numbers of a row that are not below a limit, as a set of bits. */
INLINE void not_below(const double *row, double limit, uint32_t width, uint64_t *set)
{
    const double same[8] = {limit, limit, limit, limit, limit, limit, limit, limit};
    const int64_t places[8] = {1, 2, 4, 8, 16, 32, 64, 128};
    int64_t lane[8];
    Lanes limits;
    Bits place, bits;
    memcpy(&limits, same, sizeof limits);
    memcpy(&place, places, sizeof place);
    for (uint32_t from = 0; from < width; from += 64, set++) {
        uint32_t end = width - from < 64 ? width - from : 64;
        memset(&bits, 0, sizeof bits);
        for (uint32_t j = 0; j < end; j += 8)
            MARK(bits, row + from + j, limits, place, j);
        memcpy(lane, &bits, sizeof lane);
        *set = (uint64_t)(((lane[0] | lane[1]) | (lane[2] | lane[3])) |
                          ((lane[4] | lane[5]) | (lane[6] | lane[7])));
    }
}

/* The first of the largest numbers of a row whose padding is not larger. */
INLINE uint32_t first_best(const double *row, uint32_t width)
{
    uint64_t set[SETS];
    not_below(row, highest(row, width), width, set);
    for (uint32_t at = 0; at < width; at += 64)
        if (set[at / 64])
            return at + lowest_bit(set[at / 64]);
    return 0;
}

/* One step of Viterbi: from the scores at a token to those at the next one, and the set of tags that
 * were followed.
 *
 * With the best tag m so far, coming from i can only pay where score[m] - score[i] is at most
 * gain[m][i], the largest difference between their transitions: most tags drop out at once, and
 * the answer stays exact. */
VECTORISED
static void step(const Model *model, const double *score, const double *emission, double *next,
                 uint64_t *open)
{
    uint32_t width = model->width, m = first_best(score, width);
    const double *gain = model->gain + (size_t)m * width;
    double most[256];
    for (uint32_t j = 0; j < width; j++) {
        most[j] = score[j] + gain[j];
        next[j] = -INFINITY;
    }
    not_below(most, score[m] - 1e-9, width, open);
    for (uint32_t at = 0; at < width; at += 64)
        for (uint64_t left = open[at / 64]; left; left &= left - 1) {
            uint32_t i = at + lowest_bit(left);
            const double *row = model->transition + (size_t)i * width;
            double here = score[i];
            for (uint32_t j = 0; j < width; j++) {
                double sum = here + row[j];
                next[j] = sum > next[j] ? sum : next[j];
            }
        }
    for (uint32_t j = 0; j < width; j++)
        next[j] += emission[j];
}

/* Where the best way to a tag comes from: the first of the best. */
static uint32_t came_from(const Model *model, const double *score, const uint64_t *open, uint32_t tag)
{
    const double *row = model->backward + (size_t)tag * model->width;
    double most = -INFINITY;
    uint32_t best = 0;
    for (uint32_t at = 0; at < model->width; at += 64)
        for (uint64_t left = open[at / 64]; left; left &= left - 1) {
            uint32_t i = at + lowest_bit(left);
            double sum = score[i] + row[i];
            if (sum > most) {
                most = sum;
                best = i;
            }
        }
    return best;
}

void best_tags(Engine *engine)
{
    const Model *model = &engine->model;
    uint32_t width = model->width, count = engine->count;
    double *score = engine->alpha;
    if (!count)
        return;
    memcpy(score, engine->emission, width * sizeof(double));
    for (uint32_t j = model->labels; j < width; j++)
        score[j] = -INFINITY;
    for (uint32_t t = 1; t < count; t++, score += width)
        step(model, score, engine->emission + (size_t)t * width, score + width,
             engine->open + (size_t)t * SETS);
    double most = score[0];
    uint32_t tag = 0;
    for (uint32_t j = 1; j < model->labels; j++)
        if (score[j] > most) {
            most = score[j];
            tag = j;
        }
    for (uint32_t t = count - 1; t; t--) {
        engine->tag[t] = (uint8_t)tag;
        score -= width;
        tag = came_from(model, score, engine->open + (size_t)t * SETS, tag);
    }
    engine->tag[0] = (uint8_t)tag;
}

/* exp(x) for x in -700 ... 0 to 3 parts in 10^13, in a form that compilers vectorise: 2^n by shifting
 * n into the exponent, the rest by its Taylor series to the 10th power. */
static inline double exponential(double x)
{
    const double magic = 6755399441055744.0; /* 1.5 * 2^52: rounds to whole numbers */
    double shifted = x * 1.4426950408889634 + magic;
    double n = shifted - magic;
    double r = (x - n * 0.6931471803691238) - n * 1.9082149292705877e-10;
    double p = 1.0 / 3628800.0;
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

/* Emissions of one token as exponentials, the largest of them 1, in their own place; returns the
 * largest emission. */
VECTORISED
static double exponentials(double *emission, uint32_t labels, uint32_t width)
{
    double most = highest(emission, width);
    for (uint32_t j = 0; j < width; j++) {
        double x = emission[j] - most;
        x = x > -690.0 ? x : -690.0;
        emission[j] = exponential(x);
    }
    for (uint32_t j = labels; j < width; j++)
        emission[j] = 0;
    return most;
}

/* Eight times a few columns of vector * matrix, the matrix row by row. */
INLINE void columns(const double *vector, const double *matrix, double *out, uint32_t labels,
                    uint32_t width, const uint32_t blocks)
{
    Lanes sums[8];
    memset(sums, 0, sizeof sums);
    for (uint32_t i = 0; i < labels; i++, matrix += width)
        for (uint32_t k = 0; k < blocks; k++)
            ADD_SCALED(sums[k], vector[i], matrix + 8 * k);
    for (uint32_t k = 0; k < blocks; k++)
        memcpy(out + 8 * k, &sums[k], sizeof sums[k]);
}

/* out = vector * matrix. The sums of up to 64 columns stay in the processor's registers. */
VECTORISED
static void multiply(const double *vector, const double *matrix, double *out, uint32_t labels,
                     uint32_t width)
{
#define RUN(blocks) columns(vector, matrix + at, out + at, labels, width, blocks)
    for (uint32_t at = 0; at < width; at += 64)
        BY_BLOCKS(width - at, RUN);
#undef RUN
}

/* behind = emission * beta, scaled to a sum of 1 as are the emissions; returns what the sum was. */
VECTORISED
static double joined(double *emission, const double *beta, double *behind, uint32_t width)
{
    for (uint32_t j = 0; j < width; j++)
        behind[j] = emission[j] * beta[j];
    double sum = total(behind, width), scale = 1.0 / sum;
    for (uint32_t j = 0; j < width; j++) {
        behind[j] *= scale;
        emission[j] *= scale;
    }
    return sum;
}

VECTORISED
static void times(double *row, const double *other, uint32_t width)
{
    for (uint32_t j = 0; j < width; j++)
        row[j] *= other[j];
}

/* Fills marginal[] with the probability of each chosen tag and returns that of the sequence; -1
 * where numbers are so large that CRFsuite's own exponentials would overflow. */
double marginals(Engine *engine)
{
    const Model *model = &engine->model;
    uint32_t labels = model->labels, width = model->width, count = engine->count;
    double norm = 0, score = 0, product = 1;
    double *beta = engine->beta, *ways = engine->beta + width;
    if (model->largest > 300)
        return -1;
    for (uint32_t j = 0; j < width; j++)
        ways[j] = beta[j] = 1;
    for (uint32_t t = count; t-- > 0;) {
        double *emission = engine->emission + (size_t)t * width;
        double *behind = engine->alpha + (size_t)t * width;
        score += emission[engine->tag[t]];
        if (t)
            score += model->transition[engine->tag[t - 1] * width + engine->tag[t]];
        double most = exponentials(emission, labels, width); /* from here on exponentials */
        if (!(fabs(most) <= 300))
            return -1;
        norm += most;
        product *= joined(emission, beta, behind, width);
        if (product < 1e-100 || product > 1e100) { /* seldom: logarithms take long */
            norm += log(product);
            product = 1;
        }
        if (t)
            multiply(behind, model->exp_backward, beta, labels, width);
    }
    /* Ways to a tag times what is behind it: the scales from behind bring that to a sum of 1. */
    for (uint32_t t = 0; t < count; t++) {
        double *emission = engine->emission + (size_t)t * width;
        engine->marginal[t] =
            ways[engine->tag[t]] * engine->alpha[(size_t)t * width + engine->tag[t]];
        times(emission, ways, width);
        multiply(emission, model->exp_forward, ways, labels, width);
    }
    return exp(score - norm - log(product));
}
