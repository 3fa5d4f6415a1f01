/* The lattice of a reference: the best sequence of tags, and how probable tags are.
 *
 * The same sums as CRFsuite's lib/crf/src/crf1d_context.c: Viterbi in log space, where the first
 * of several equal predecessors wins; backward and forward with exponentials, scaled at each token.
 */
#include "core.h"

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
        KERNELS.step(model, score, engine->emission + (size_t)t * width, score + width,
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
        double most = KERNELS.exponentials(emission, labels, width); /* from here on exponentials */
        if (!(fabs(most) <= 300))
            return -1;
        norm += most;
        product *= KERNELS.joined(emission, beta, behind, width);
        if (product < 1e-100 || product > 1e100) { /* seldom: logarithms take long */
            norm += log(product);
            product = 1;
        }
        if (t)
            KERNELS.multiply(behind, model->exp_backward, beta, labels, width);
    }
    /* Ways to a tag times what is behind it: the scales from behind bring that to a sum of 1. */
    for (uint32_t t = 0; t < count; t++) {
        double *emission = engine->emission + (size_t)t * width;
        engine->marginal[t] =
            ways[engine->tag[t]] * engine->alpha[(size_t)t * width + engine->tag[t]];
        KERNELS.times(emission, ways, width);
        KERNELS.multiply(emission, model->exp_forward, ways, labels, width);
    }
    return exp(score - norm - log(product));
}
