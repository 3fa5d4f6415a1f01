/* The loops of kernels.h for the processor at hand. */
#include "core.h"

#include <math.h>

#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
#define ADD_SCALED(sum, factor, row)           \
    do {                                       \
        Lanes loaded;                          \
        memcpy(&loaded, (row), sizeof loaded); \
        (sum) += (factor) * loaded;            \
    } while (0)
#define ADD_ROW(sum, row)                      \
    do {                                       \
        Lanes loaded;                          \
        memcpy(&loaded, (row), sizeof loaded); \
        (sum) += loaded;                       \
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
#define EACH_LANE for (int lane_ = 0; lane_ < LANES; lane_++)
#define ADD_SCALED(sum, factor, row) \
    EACH_LANE(sum).at[lane_] += (factor) * (row)[lane_]
#define ADD_ROW(sum, row) EACH_LANE(sum).at[lane_] += (row)[lane_]
#define RAISE(most, row) \
    EACH_LANE(most).at[lane_] = (row)[lane_] > (most).at[lane_] ? (row)[lane_] : (most).at[lane_]
#define MARK(bits, row, limits, place, shift) \
    EACH_LANE(bits).at[lane_] |= \
        (row)[lane_] < (limits).at[lane_] ? 0 : (int64_t)((uint64_t)(place).at[lane_] << (shift))
#endif

/* A loop over columns whose sums stay in the processor's registers is compiled once for each number
 * of vectors, up to eight. */
#define BY_BLOCKS(left, run) \
    switch (left) {          \
    case 1:                  \
        run(1);              \
        break;               \
    case 2:                  \
        run(2);              \
        break;               \
    case 3:                  \
        run(3);              \
        break;               \
    case 4:                  \
        run(4);              \
        break;               \
    case 5:                  \
        run(5);              \
        break;               \
    case 6:                  \
        run(6);              \
        break;               \
    case 7:                  \
        run(7);              \
        break;               \
    default:                 \
        run(8);              \
    }

#define TABLE(suffix)                                                                      \
    {                                                                                      \
        step_##suffix, exponentials_##suffix, multiply_##suffix, joined_##suffix,          \
            times_##suffix, sum_rows_##suffix, add_own_weights_##suffix                    \
    }

#define LANES 2
#define TARGET
#define KERNEL(name) name##_any
#include "kernels.h"
#undef LANES
#undef TARGET
#undef KERNEL

Kernels KERNELS = TABLE(any);

#if defined(__x86_64__) && defined(__GNUC__)
#define LANES 4
#define TARGET __attribute__((target("avx2,fma")))
#define KERNEL(name) name##_avx2
#include "kernels.h"
#undef LANES
#undef TARGET
#undef KERNEL

#define LANES 8
#define TARGET __attribute__((target("avx512f")))
#define KERNEL(name) name##_avx512
#include "kernels.h"

void choose_kernels(void)
{
    static const Kernels AVX2 = TABLE(avx2), AVX512 = TABLE(avx512);
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f"))
        KERNELS = AVX512;
    else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        KERNELS = AVX2;
}
#else
void choose_kernels(void) {}
#endif
