/* Eight numbers that are worked on together: compilers may not reorder sums and comparisons of
 * doubles themselves. Rows of numbers are a multiple of eight long. */
#ifndef REFPARSE_LANES_H
#define REFPARSE_LANES_H

#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
typedef double Lanes __attribute__((vector_size(64)));
typedef int64_t Bits __attribute__((vector_size(64)));
#define ADD_SCALED(sum, factor, row)           \
    do {                                       \
        Lanes loaded;                          \
        memcpy(&loaded, (row), sizeof loaded); \
        (sum) += (factor) * loaded;            \
    } while (0)
#define RAISE(most, row)                                                    \
    do {                                                                    \
        Lanes loaded;                                                       \
        memcpy(&loaded, (row), sizeof loaded);                              \
        Bits above = loaded > (most);                                       \
        (most) = (Lanes)(((Bits)loaded & above) | ((Bits)(most) & ~above)); \
    } while (0)
/* bits |= place << shift where the row is not below the limits */
#define MARK(bits, row, limits, place, shift)                  \
    do {                                                       \
        Lanes loaded;                                          \
        memcpy(&loaded, (row), sizeof loaded);                 \
        (bits) |= ~(loaded < (limits)) & ((place) << (shift)); \
    } while (0)
#else
#define INLINE static inline
typedef struct {
    double at[8];
} Lanes;
typedef struct {
    int64_t at[8];
} Bits;
#define ADD_SCALED(sum, factor, row)                  \
    do {                                              \
        for (int lane = 0; lane < 8; lane++)          \
            (sum).at[lane] += (factor) * (row)[lane]; \
    } while (0)
#define RAISE(most, row)                                                                     \
    do {                                                                                     \
        for (int lane = 0; lane < 8; lane++)                                                 \
            (most).at[lane] = (row)[lane] > (most).at[lane] ? (row)[lane] : (most).at[lane]; \
    } while (0)
#define MARK(bits, row, limits, place, shift)                                                     \
    do {                                                                                          \
        for (int lane = 0; lane < 8; lane++)                                                      \
            (bits).at[lane] |= (row)[lane] < (limits).at[lane] ? 0 : (place).at[lane] << (shift); \
    } while (0)
#endif

static inline uint32_t lowest_bit(uint64_t bits)
{
#if defined(__GNUC__)
    return (uint32_t)__builtin_ctzll(bits);
#else
    uint32_t at = 0;
    for (; !(bits & 1); bits >>= 1)
        at++;
    return at;
#endif
}

/* Eight times a few columns: a loop over columns whose sums stay in the processor's registers is
 * compiled once for each number of blocks of eight, up to 64 columns. */
#define BY_BLOCKS(left, run) \
    switch (left) {          \
    case 8:                  \
        run(1);              \
        break;               \
    case 16:                 \
        run(2);              \
        break;               \
    case 24:                 \
        run(3);              \
        break;               \
    case 32:                 \
        run(4);              \
        break;               \
    case 40:                 \
        run(5);              \
        break;               \
    case 48:                 \
        run(6);              \
        break;               \
    case 56:                 \
        run(7);              \
        break;               \
    default:                 \
        run(8);              \
    }

#endif
