/* The loops over rows of numbers, which are where the time goes. kernels.c includes this file once
 * for each width of vectors that processors have, with
 *
 *   LANES         numbers that are worked on together
 *   TARGET        what tells the compiler for which processors
 *   KERNEL(name)  the name of a function for those
 *
 * Compilers may not reorder sums and comparisons of doubles themselves, hence the lanes. Rows of
 * numbers are a multiple of eight long.
 */
#define Lanes KERNEL(Lanes)
#define Bits KERNEL(Bits)

#if defined(__GNUC__)
typedef double Lanes __attribute__((vector_size(8 * LANES)));
typedef int64_t Bits __attribute__((vector_size(8 * LANES)));
#else
typedef struct {
    double at[LANES];
} Lanes;
typedef struct {
    int64_t at[LANES];
} Bits;
#endif

INLINE TARGET double KERNEL(highest)(const double *row, uint32_t width)
{
    Lanes most;
    double lane[LANES], best;
    memcpy(&most, row, sizeof most);
    for (uint32_t j = LANES; j < width; j += LANES)
        RAISE(most, row + j);
    memcpy(lane, &most, sizeof lane);
    best = lane[0];
    for (int k = 1; k < LANES; k++)
        best = lane[k] > best ? lane[k] : best;
    return best;
}

/* The sum of a row, in the same order whatever the number of lanes. */
INLINE TARGET double KERNEL(total)(const double *row, uint32_t width)
{
    Lanes sum[8 / LANES];
    double lane[8];
    memcpy(sum, row, sizeof sum);
    for (uint32_t j = 8; j < width; j += 8)
        for (uint32_t k = 0; k < 8 / LANES; k++)
            ADD_ROW(sum[k], row + j + k * LANES);
    memcpy(lane, sum, sizeof lane);
    double first = (lane[0] + lane[1]) + (lane[2] + lane[3]);
    return first + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

/* The numbers of a row that are not below a limit, as a set of bits. */
INLINE TARGET void KERNEL(not_below)(const double *row, double limit, uint32_t width, uint64_t *set)
{
    double same[LANES];
    int64_t lane[LANES];
    Lanes limits;
    Bits place, bits;
    for (int k = 0; k < LANES; k++) {
        same[k] = limit;
        lane[k] = 1LL << k;
    }
    memcpy(&limits, same, sizeof limits);
    memcpy(&place, lane, sizeof place);
    for (uint32_t from = 0; from < width; from += 64, set++) {
        uint32_t end = width - from < 64 ? width - from : 64;
        memset(&bits, 0, sizeof bits);
        for (uint32_t j = 0; j < end; j += LANES)
            MARK(bits, row + from + j, limits, place, j);
        memcpy(lane, &bits, sizeof lane);
        for (*set = 0, end = 0; end < LANES; end++)
            *set |= (uint64_t)lane[end];
    }
}

/* The first of the largest numbers of a row whose padding is not larger. */
INLINE TARGET uint32_t KERNEL(first_best)(const double *row, uint32_t width)
{
    uint64_t set[SETS];
    KERNEL(not_below)(row, KERNEL(highest)(row, width), width, set);
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
TARGET static void KERNEL(step)(const Model *model, const double *score, const double *emission, double *next,
                 uint64_t *open)
{
    uint32_t width = model->width, m = KERNEL(first_best)(score, width);
    const double *gain = model->gain + (size_t)m * width;
    double most[256];
    for (uint32_t j = 0; j < width; j++) {
        most[j] = score[j] + gain[j];
        next[j] = -INFINITY;
    }
    KERNEL(not_below)(most, score[m] - 1e-9, width, open);
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

/* exp(x) for x in -700 ... 0 to 3 parts in 10^13, in a form that compilers vectorise: 2^n by shifting
 * n into the exponent, the rest by its Taylor series to the 10th power. */
INLINE TARGET double KERNEL(exponential)(double x)
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
TARGET static double KERNEL(exponentials)(double *emission, uint32_t labels, uint32_t width)
{
    double most = KERNEL(highest)(emission, width);
    for (uint32_t j = 0; j < width; j++) {
        double x = emission[j] - most;
        x = x > -690.0 ? x : -690.0;
        emission[j] = KERNEL(exponential)(x);
    }
    for (uint32_t j = labels; j < width; j++)
        emission[j] = 0;
    return most;
}

/* A few columns of vector * matrix, the matrix row by row. */
INLINE TARGET void KERNEL(columns)(const double *vector, const double *matrix, double *out, uint32_t labels,
                    uint32_t width, const uint32_t blocks)
{
    Lanes sums[8];
    memset(sums, 0, sizeof sums);
    for (uint32_t i = 0; i < labels; i++, matrix += width)
        for (uint32_t k = 0; k < blocks; k++)
            ADD_SCALED(sums[k], vector[i], matrix + LANES * k);
    for (uint32_t k = 0; k < blocks; k++)
        memcpy(out + LANES * k, &sums[k], sizeof sums[k]);
}

/* out = vector * matrix */
TARGET static void KERNEL(multiply)(const double *vector, const double *matrix, double *out, uint32_t labels,
                     uint32_t width)
{
#define RUN(blocks) KERNEL(columns)(vector, matrix + at, out + at, labels, width, blocks)
    for (uint32_t at = 0; at < width; at += 8 * LANES)
        BY_BLOCKS((width - at) / LANES, RUN);
#undef RUN
}

/* behind = emission * beta, scaled to a sum of 1 as are the emissions; returns what the sum was. */
TARGET static double KERNEL(joined)(double *emission, const double *beta, double *behind, uint32_t width)
{
    for (uint32_t j = 0; j < width; j++)
        behind[j] = emission[j] * beta[j];
    double sum = KERNEL(total)(behind, width), scale = 1.0 / sum;
    for (uint32_t j = 0; j < width; j++) {
        behind[j] *= scale;
        emission[j] *= scale;
    }
    return sum;
}

TARGET static void KERNEL(times)(double *row, const double *other, uint32_t width)
{
    for (uint32_t j = 0; j < width; j++)
        row[j] *= other[j];
}

/* A few columns of a sum of rows. */
INLINE TARGET void KERNEL(sum_columns)(const double *const *row, uint32_t count, uint32_t at, double *out,
                        const uint32_t blocks)
{
    Lanes sums[8];
    memset(sums, 0, sizeof sums);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < blocks; k++)
            ADD_ROW(sums[k], row[i] + at + LANES * k);
    for (uint32_t k = 0; k < blocks; k++)
        memcpy(out + at + LANES * k, &sums[k], sizeof sums[k]);
}

TARGET static void KERNEL(sum_rows)(const double *const *row, uint32_t count, double *out, uint32_t width)
{
#define RUN(blocks) KERNEL(sum_columns)(row, count, at, out, blocks)
    for (uint32_t at = 0; at < width; at += 8 * LANES)
        BY_BLOCKS((width - at) / LANES, RUN);
#undef RUN
}

/* What tokens give to their neighbours and to themselves apart from their classes. */
TARGET static void KERNEL(add_own_weights)(double *padded, Token *const *token, uint32_t count, uint32_t width)
{
    for (uint32_t i = 0; i < count; i++, padded += width)
        for (uint32_t k = 0; k < token[i]->weights; k++)
            padded[token[i]->place[k]] += token[i]->weight[k];
}

#undef Lanes
#undef Bits
