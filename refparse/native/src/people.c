/* Lists of names: from words to people (citation/name_pieces.py, name_lists.py, name_pairs.py,
 * persons.py). What these do seldom is left to Python. */
#include "names.h"

#define ASK_PYTHON 1

/* Words as two stretches, the second behind the first; the second may be empty. */
typedef struct {
    uint32_t from, to, more_from, more_to;
} Words;

typedef struct {
    Words family, given;
} Cut2;

static Words stretch(uint32_t from, uint32_t to)
{
    return (Words){from, to, to, to};
}

static size_t size_of(const Reader *reader, uint32_t word)
{
    return reader->word[word].end - reader->word[word].start;
}

static Char char_of(const Reader *reader, uint32_t word, size_t at)
{
    return at < size_of(reader, word) ? reader->text[reader->word[word].start + at] : 0;
}

static int is(const Reader *reader, uint32_t word, const char *text)
{
    size_t i = 0;
    while (text[i] && char_of(reader, word, i) == (Char)(unsigned char)text[i])
        i++;
    return !text[i] && size_of(reader, word) == i;
}

static int folds_to(const Reader *reader, uint32_t word, const char *text)
{
    Char fold[LONGEST_WORD];
    size_t length = fold_word(reader, &reader->word[word], fold);
    for (size_t i = 0; i < length; i++)
        if (!text[i] || fold[i] != (Char)(unsigned char)text[i])
            return 0;
    return !text[length];
}

/* --- pieces --------------------------------------------------------------------------------- */

static Piece2 *new_piece(Reader *reader)
{
    void *fresh =
        grow(reader->piece, &reader->piece_room, (size_t)reader->pieces + 1, sizeof(Piece2));
    if (!fresh)
        return NULL;
    reader->piece = fresh;
    return &reader->piece[reader->pieces++];
}

static int keep_piece(Reader *reader, uint32_t from, uint32_t to, int32_t suffix, int joined)
{
    Piece2 *piece = new_piece(reader);
    if (!piece)
        return -1;
    *piece = (Piece2){from, to, suffix, (uint8_t)style_of(reader->shape + from, to - from),
                      (uint8_t)joined};
    return 0;
}

static uint32_t skip(const char *shape, uint32_t length, uint32_t from, const char *set)
{
    while (from < length && strchr(set, shape[from]))
        from++;
    return from;
}

/* The length of "[PQ]*[WC]+[IB]+" at a place of a shape, or 0. */
static uint32_t person_at(const char *shape, uint32_t length, uint32_t at)
{
    uint32_t words = skip(shape, length, at, "PQ"), initials = skip(shape, length, words, "WC");
    uint32_t end = skip(shape, length, initials, "IB");
    return words < initials && initials < end ? end - at : 0;
}

static int is_shouted_suffix(const Reader *reader, uint32_t word)
{
    return is(reader, word, "II") || is(reader, word, "III") || is(reader, word, "IV") ||
           is(reader, word, "JR.") || is(reader, word, "SR.");
}

/* name_pieces._add */
static int add_piece(Reader *reader, uint32_t from, uint32_t to, int joined)
{
    char *shape = reader->shape + from;
    uint32_t count = to - from;
    int32_t suffix = -1;
    make_shape(reader, from, to, shape);
    if (count > 1 && reader->word[from].flags & TITLE && memchr(shape + 1, 'W', count - 1))
        return ASK_PYTHON;
    if (count == 2 && (shape[0] == 'W' || shape[0] == 'C') && shape[1] == 'S' &&
        is_shouted_suffix(reader, to - 1)) {
        shape[1] = 'B'; /* "MacNeil IV" is nobody's grandson */
    } else if (count > 1 && memchr(shape, 'S', count)) {
        uint32_t last = to - 1;
        if (shape[count - 1] != 'S' || memchr(shape, 'S', count - 1) ||
            folded(reader, last) & IN_DEGREES)
            return ASK_PYTHON;
        suffix = (int32_t)last;
        to--;
        count--;
        make_shape(reader, from, to, shape);
    }
    uint32_t people = 0, at = 0, length;
    while (count > 3 && at < count && (length = person_at(shape, count, at))) {
        at += length;
        people++;
    }
    if (people < 2 || at < count)
        return keep_piece(reader, from, to, suffix, joined);
    for (at = 0; at < count; at += length) { /* "Martel F Garnier S" */
        length = person_at(shape, count, at);
        if (keep_piece(reader, from + at, from + at + length, -1, joined))
            return -1;
    }
    return 0;
}

static int style_at(Reader *reader, uint32_t from, uint32_t to)
{
    make_shape(reader, from, to, reader->other);
    return style_of(reader->other, to - from);
}

/* name_pieces._inside_family and _short_behind of the connector at a word of [start, end) */
static int is_inside_name(Reader *reader, uint32_t start, uint32_t at, uint32_t end, int comma)
{
    uint32_t near = end - at > 6 ? at + 6 : end;
    uint32_t far = end - at > LONGEST_NAME + 2 ? at + LONGEST_NAME + 2 : end;
    int left = style_at(reader, start, at);
    if (style_at(reader, at + 1, near) == S_WORD_ONLY &&
        (left == S_WORD_ONLY ? comma : left == S_FULL || left == S_DIRECT))
        return 1;
    return is(reader, at, "y") && left == S_WORD_ONLY &&
           style_at(reader, at + 1, far) == S_INVERTED;
}

/* name_pieces.cut_pieces of the words [from, to) */
static int cut_pieces(Reader *reader, uint32_t from, uint32_t to)
{
    int joined = 0, result;
    reader->pieces = 0;
    for (uint32_t start = from, end; start < to; start = end) {
        for (end = start + 1; end < to; end++)
            if (reader->word[end].chunk != reader->word[start].chunk)
                break;
        for (uint32_t i = start; i < end; i++) {
            int shouted = reader->word[i].flags & SHOUTED && i + 1 < end &&
                          (is(reader, i, "AND") || is(reader, i, "UND"));
            if (!(reader->word[i].flags & CONNECTS) && !shouted)
                continue;
            if (reader->word[i].flags & WEAK && start < i && i + 1 < end &&
                is_inside_name(reader, start, i, end, end < to))
                continue;
            if (start < i && (result = add_piece(reader, start, i, joined)))
                return result;
            joined = 1;
            start = i + 1;
        }
        if (start < end) {
            if ((result = add_piece(reader, start, end, joined)))
                return result;
            joined = 0;
        }
    }
    return 0;
}

/* --- which pieces belong together ----------------------------------------------------------- */

static uint32_t count_of(const Piece2 *piece)
{
    return piece->to - piece->from;
}

static char letter_of(const Reader *reader, const Piece2 *piece, uint32_t at)
{
    return at < count_of(piece) ? reader->shape[piece->from + at] : 0;
}

static char last_of(const Reader *reader, const Piece2 *piece)
{
    return reader->shape[piece->to - 1];
}

static int has(const Reader *reader, const Piece2 *piece, char kind)
{
    return memchr(reader->shape + piece->from, kind, count_of(piece)) != NULL;
}

static int all_of(const Reader *reader, const Piece2 *piece, const char *set)
{
    return skip(reader->shape + piece->from, count_of(piece), 0, set) == count_of(piece);
}

/* "W+" + "I*C+" and the like: one kind after another, the first and the last at least once */
static int in_order(const Reader *reader, const Piece2 *piece, const char *middle, char last)
{
    const char *shape = reader->shape + piece->from, end[2] = {last, 0};
    uint32_t count = count_of(piece), at = skip(shape, count, 0, "W");
    if (!at)
        return 0;
    at = skip(shape, count, at, middle);
    return at < count && skip(shape, count, at, end) == count;
}

/* name_pairs._DEGREE, without the dot at the end */
static int is_degree_behind(const Reader *reader, uint32_t word)
{
    Char low[LONGEST_WORD];
    size_t length = size_of(reader, word);
    for (size_t i = 0; i < length; i++)
        low[i] = char_of(reader, word, i);
    while (length && low[length - 1] == '.')
        length--;
    return (sets_of(reader, low, length) & IN_DEGREES_BEHIND) != 0;
}

static int is_acronym(const Reader *reader, uint32_t word)
{
    Char low[LONGEST_WORD];
    size_t length = size_of(reader, word);
    for (size_t i = 0; i < length; i++)
        low[i] = letter(reader, char_of(reader, word, i))->lower;
    return reader->word[word].flags & SHOUTED && sets_of(reader, low, length) & IN_ACRONYMS;
}

/* name_pairs.attach_suffixes */
static int attach_suffixes(Reader *reader)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < reader->pieces; i++) {
        Piece2 *piece = &reader->piece[i], *before = count ? &reader->piece[count - 1] : NULL;
        char kind = count_of(piece) == 1 ? letter_of(reader, piece, 0) : 0;
        if (before && !piece->joined && (kind == 'S' || kind == 'B' || kind == 'I')) {
            int style = before->style;
            if (kind == 'S') {
                if (folded(reader, piece->from) & IN_DEGREES)
                    continue;
                if (style != S_INITIALS_ONLY || count > 1) {
                    if (before->suffix >= 0)
                        return ASK_PYTHON;
                    before->suffix = (int32_t)piece->from;
                    continue;
                }
            } else if (kind == 'B' &&
                       (is(reader, piece->from, "JR") || is(reader, piece->from, "SR"))) {
                if (style == S_INVERTED || style == S_DIRECT || style == S_FULL ||
                    style == S_CAPITALS || count > 1) {
                    before->suffix = (int32_t)piece->from;
                    continue;
                }
            } else if (is_degree_behind(reader, piece->from)) {
                if (style == S_INVERTED || style == S_DIRECT || style == S_FULL ||
                    (style == S_INITIALS_ONLY && count > 1))
                    continue;
            }
        }
        reader->piece[count++] = *piece;
    }
    reader->pieces = count;
    return 0;
}

/* name_pairs.restore_commas: 1 where it would restore some */
static int has_lost_commas(const Reader *reader)
{
    uint32_t count = reader->pieces;
    const Piece2 *piece = reader->piece;
    if (count < 3 || piece[0].style != S_WORD_ONLY || piece[count - 1].style != S_INITIALS_ONLY)
        return 0;
    for (uint32_t i = 0; i < count; i++)
        if (piece[i].joined)
            return 0;
    for (uint32_t i = 1; i + 1 < count; i++) {
        const char *shape = reader->shape + piece[i].from;
        uint32_t length = count_of(&piece[i]), words = skip(shape, length, 0, "IB");
        uint32_t names = skip(shape, length, words, "PQ");
        if (!words || names == length || skip(shape, length, names, "WC") < length)
            return 0;
    }
    return 1;
}

/* name_pairs.order_of_names: 1 for "direct", -1 for "inverted", 0 for "" */
static int order_of_names(Reader *reader, int paired)
{
    uint32_t forward = paired ? 2 : 0, backward = 0;
    for (uint32_t i = 0; i < reader->pieces; i++) {
        const Piece2 *piece = &reader->piece[i];
        if (piece->style == S_DIRECT)
            forward++;
        else if (piece->style == S_FULL) {
            int first = is_given(reader, piece->from), last = is_given(reader, piece->to - 1);
            forward += first && !last;
            backward += last && !first;
        }
    }
    if (forward > backward)
        return 1;
    return backward > forward && backward * 2 >= reader->pieces ? -1 : 0;
}

/* name_pairs.families_only */
static int families_only(Reader *reader)
{
    uint32_t count = reader->pieces;
    if (count < 3)
        return 0;
    for (uint32_t i = 0; i < count; i++)
        if (reader->piece[i].style != S_WORD_ONLY)
            return 0;
    for (uint32_t i = 1; i < count; i += 2)
        if (is_given(reader, reader->piece[i].to - 1))
            return 0;
    for (uint32_t i = count; i-- > 0;)
        if (reader->piece[i].joined)
            return i == count - 1;
    return count % 2 == 1;
}

static int all_given(Reader *reader, const Piece2 *piece)
{
    for (uint32_t i = piece->from; i < piece->to; i++)
        if (!is_given(reader, i))
            return 0;
    return 1;
}

/* name_pairs.is_pair */
static int is_pair(Reader *reader, uint32_t index, int inverted, int direct, uint32_t short_ones)
{
    const Piece2 *piece = &reader->piece[index], *next = piece + 1;
    int how = piece->style, next_how = next->style, first = index == 0;
    if (next_how == S_INITIALS_ONLY)
        return last_of(reader, next) != 'Q' || (how == S_WORD_ONLY && !direct);
    if (how == S_WORD_ONLY) {
        if (next_how == S_WORD_ONLY)
            return 1;
        if (last_of(reader, piece) == 'C' && has(reader, next, 'W') && !has(reader, next, 'C'))
            return 1;
        if (next_how == S_INVERTED)
            return is_given(reader, next->from) ||
                   ((first || inverted) && short_ones < 2 && !has(reader, next, 'B'));
        if (next_how == S_DIRECT || next_how == S_FULL) {
            char start = letter_of(reader, next, 0);
            if (start == 'P' || start == 'Q')
                return 0;
            if (first || is_given(reader, piece->to - 1))
                return first;
            return inverted && next_how == S_FULL && is_given(reader, next->from) &&
                   is_given(reader, next->to - 1);
        }
        return 0;
    }
    if (next_how == S_WORD_ONLY) {
        int given = is_given(reader, next->from);
        if (reader->pieces == 2)
            return 1;
        return given || (!direct && !is_given(reader, piece->from));
    }
    if (next_how == S_FULL) {
        char start = letter_of(reader, piece, 0);
        if ((start == 'P' || start == 'Q') && !is_given(reader, piece->from))
            return 1;
        if (!has(reader, piece, 'W') && has(reader, next, 'W'))
            return 1;
        return reader->pieces == 2 && !is_given(reader, piece->from) && all_given(reader, next);
    }
    if (next_how == S_INVERTED) {
        int alone = reader->pieces == 2 && !is_given(reader, piece->to - 1);
        if (!is_given(reader, next->from) || !(alone || !is_given(reader, piece->from)))
            return 0;
        const char *shape = reader->shape + next->from;
        return shape[0] == 'W' && skip(shape, count_of(next), 1, "I") == count_of(next);
    }
    return 0;
}

/* --- one name ------------------------------------------------------------------------------- */

/* persons._caps_family: 1 where it cuts */
static int caps_family(Reader *reader, const Piece2 *piece, Cut2 *cut)
{
    const char *shape = reader->shape + piece->from;
    uint32_t count = count_of(piece), first = 0, last = count, from = piece->from;
    while (first < count && shape[first] != 'C')
        first++;
    if (first == count ||
        !(has(reader, piece, 'W') || (shape[count - 1] == 'Q' && count > 1)))
        return 0;
    while (shape[--last] != 'C')
        ;
    if (last == 0 && count == 2 && is_given(reader, from) && !is_given(reader, from + 1)) {
        *cut = (Cut2){stretch(from + 1, from + 2), stretch(from, from + 1)};
        return 1;
    }
    while (first && strchr("PQB", shape[first - 1]) &&
           (reader->word[from + first - 1].flags & SHOUTED || shape[first - 1] == 'P'))
        first--;
    while (last + 2 < count && shape[last + 1] == 'B')
        last++;
    cut->family = stretch(from + first, from + last + 1);
    cut->given = (Words){from, from + first, from + last + 1, piece->to};
    return 1;
}

static int is_patronymic(const Reader *reader, uint32_t word)
{
    static const Char ENDS[][6] = {
        {0x432, 0x438, 0x447}, {0x432, 0x43D, 0x430}, {0x438, 0x447, 0x43D, 0x430},
        {0x438, 0x43D, 0x438, 0x447, 0x43D, 0x430}, {'o', 'v', 'i', 'c', 'h'},
        {'e', 'v', 'i', 'c', 'h'}, {'o', 'v', 'n', 'a'}, {'e', 'v', 'n', 'a'},
        {'o', 'v', 'i', 't', 'c', 'h'}, {'e', 'v', 'i', 't', 'c', 'h'}, {'y', 'i', 'c', 'h'},
    };
    size_t length = size_of(reader, word);
    for (size_t k = 0; k < sizeof ENDS / sizeof *ENDS; k++) {
        size_t size = 0, i = 0;
        while (size < 6 && ENDS[k][size])
            size++;
        while (i < size && size <= length &&
               letter(reader, char_of(reader, word, length - size + i))->lower == ENDS[k][i])
            i++;
        if (i == size)
            return 1;
    }
    return 0;
}

/* persons.cut_full */
static Cut2 cut_full(Reader *reader, const Piece2 *piece, int order)
{
    const char *shape = reader->shape + piece->from;
    uint32_t from = piece->from, to = piece->to, count = count_of(piece);
    Cut2 cut, front = {stretch(from, from + 1), stretch(from + 1, to)};
    if (caps_family(reader, piece, &cut))
        return cut;
    if ((shape[0] == 'P' || shape[0] == 'Q') && count > 1 &&
        !(shape[0] == 'Q' && is_given(reader, from))) {
        uint32_t at = 0;
        while (at < count - 1 && !strchr("WCBX", shape[at]))
            at++;
        return (Cut2){stretch(from, from + at + 1), stretch(from + at + 1, to)};
    }
    for (uint32_t i = 1; i < count; i++) {
        uint32_t at = from + i;
        if (i > 1 && i + 1 < count && (is(reader, at, "y") || is(reader, at, "e")))
            return (Cut2){stretch(at - 1, to), stretch(from, at - 1)};
        if ((shape[i] == 'P' || shape[i] == 'Q') && i + 1 < count)
            return (Cut2){stretch(at, to), stretch(from, at)};
        if (shape[i] == 'P')
            return (Cut2){stretch(from, count > 2 ? to - 2 : from + 1), stretch(to - 2, to)};
    }
    if (shape[0] == 'B' && count > 1)
        return front;
    Cut2 back = {stretch(to - 1, to), stretch(from, to - 1)};
    if (shape[count - 1] == 'B')
        return (Cut2){back.given, back.family};
    if (count > 2 && is_patronymic(reader, to - 1))
        return front;
    int first_given = is_given(reader, from);
    if (order < 0 && count == 2 && !first_given)
        return front;
    if (order <= 0 && count > 1 && is_given(reader, to - 1) && !first_given)
        return front;
    if (count == 3 && order <= 0 &&
        (folds_to(reader, from + 1, "van") || folds_to(reader, from + 1, "thi")))
        return front;
    if ((count == 2 && order <= 0) || folds_to(reader, from, "nguyen")) {
        Char last[LONGEST_WORD];
        size_t length = fold_word(reader, &reader->word[to - 1], last), dash = 0;
        while (dash < length && last[dash] != '-')
            dash++;
        int hyphened = dash < length && last[length - 1] != '-';
        int asian = folded(reader, from) & IN_ASIAN && !(folded(reader, to - 1) & IN_ASIAN);
        if ((asian && !first_given) || (hyphened && folds_to(reader, from, "lee")))
            return front;
    }
    if (count > 2) {
        Char name[LONGEST_WORD];
        uint32_t sets = sets_of(reader, name, fold_word(reader, &reader->word[to - 2], name));
        if (sets & IN_SPANISH && !(sets & IN_GIVEN))
            return (Cut2){stretch(to - 2, to), stretch(from, to - 2)};
    }
    return back;
}

/* persons.cut_direct; there is a word behind the first, which is an initial */
static Cut2 cut_direct(Reader *reader, const Piece2 *piece)
{
    const char *shape = reader->shape + piece->from;
    uint32_t count = count_of(piece), start = count - 1, from = piece->from;
    Cut2 cut;
    if (has(reader, piece, 'I') && caps_family(reader, piece, &cut))
        return cut;
    while (start && shape[start - 1] != 'I' && shape[start - 1] != 'B')
        start--;
    while (start < count - 1 && (shape[start] == 'W' || shape[start] == 'C') &&
           is_given(reader, from + start))
        start++;
    if (shape[0] == 'B' && start == 1 && folded(reader, from) & IN_SHORT)
        return (Cut2){stretch(from, from + 1), stretch(from + 1, piece->to)};
    return (Cut2){stretch(from + start, piece->to), stretch(from, from + start)};
}

/* persons.cut_inverted */
static Cut2 cut_inverted(Reader *reader, const Piece2 *piece)
{
    const char *shape = reader->shape + piece->from;
    uint32_t count = count_of(piece), at = count;
    Cut2 cut;
    if (shape[0] == 'C' && caps_family(reader, piece, &cut))
        return cut;
    while (at > 1 && strchr("IBP", shape[at - 1]))
        at--;
    while (at < count && shape[at] == 'P')
        at++;
    at += piece->from;
    return (Cut2){stretch(piece->from, at), stretch(at, piece->to)};
}

/* persons._title_part */
static void title_part(const Reader *reader, Char *part, size_t length)
{
    size_t small = 1;
    if (length > 3 && part[0] == 'M' && (part[1] == 'C' || part[1] == 'c')) {
        part[1] = 'c';
        small = 3;
    } else if (length > 2 && (part[1] == '\'' || part[1] == 0x2019) &&
               (part[0] == 'O' || part[0] == 'D' || part[0] == 'L'))
        small = 3;
    for (size_t i = small; i < length; i++)
        part[i] = letter(reader, part[i])->lower;
}

static int is_upper(const Reader *reader, Char c)
{
    return letter(reader, c)->what & C_UPPER;
}

/* persons._MC: the length of what stands before the capitals, or 0 */
static size_t mixed_head(const Reader *reader, const Char *word, size_t length)
{
    static const char *const HEADS[] = {"Mc", "Mac", "De", "Di", "Le", "La", "Van", "O'", "O\x92"};
    for (size_t k = 0; k < sizeof HEADS / sizeof *HEADS; k++) {
        size_t size = strlen(HEADS[k]), i = 0;
        for (; i < size && i < length; i++) {
            Char wanted = (unsigned char)HEADS[k][i] == 0x92 ? 0x2019 : (Char)HEADS[k][i];
            if (word[i] != wanted)
                break;
        }
        if (i < size || length < size + 3)
            continue;
        while (i < length && is_upper(reader, word[i]))
            i++;
        if (i == length)
            return size;
    }
    return 0;
}

/* persons._title_word, in place */
static void title_word(const Reader *reader, Char *word, size_t length, int upper)
{
    size_t head = mixed_head(reader, word, length);
    if (head) {
        for (size_t i = head + 1; i < length; i++)
            word[i] = letter(reader, word[i])->lower;
        return;
    }
    if (!upper)
        return;
    Char dash = '-';
    size_t i = 0;
    while (i < length && word[i] != '-')
        i++;
    if (i == length)
        dash = 0x2010;
    for (size_t start = 0; start <= length; start = i + 1) {
        for (i = start; i < length && word[i] != dash;)
            i++;
        if (i > start)
            title_part(reader, word + start, i - start);
    }
}

/* The family name of words, the first from an offset on (persons.title_case, and the end of
 * make_name). */
static PyObject *family_name(const Reader *reader, Words words, size_t offset)
{
    size_t start = reader->word[words.from].start + offset, end = reader->word[words.to - 1].end;
    int cased = 0;
    for (uint32_t i = words.from; i < words.to; i++)
        cased |= is_upper(reader, reader->text[reader->word[i].end - 1]);
    size_t bare = end;
    size_t last = words.to - 1 == words.from ? start : reader->word[words.to - 1].start;
    while (bare > last && reader->text[bare - 1] == '.')
        bare--;
    if (bare == last)
        bare = end;
    if (!cased)
        return substring(reader, start, bare);
    Char some[256], *text = some;
    size_t length = end - start;
    if (length > 256 && !(text = PyMem_Malloc(length * sizeof(Char))))
        return PyErr_NoMemory();
    memcpy(text, reader->text + start, length * sizeof(Char));
    for (uint32_t i = words.from; i < words.to; i++) {
        size_t from = i == words.from ? start : reader->word[i].start;
        size_t size = reader->word[i].end - from;
        Char *word = text + (from - start), low[LONGEST_WORD];
        int upper = all_upper(reader, from, from + size);
        title_word(reader, word, size, upper);
        if (i == words.from || i + 1 == words.to || !upper)
            continue;
        for (size_t k = 0; k < size; k++)
            low[k] = letter(reader, word[k])->lower;
        if (sets_of(reader, low, size) & IN_PARTICLES)
            memcpy(word, low, size * sizeof(Char));
    }
    PyObject *out =
        PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, text, (Py_ssize_t)(bare - start));
    if (text != some)
        PyMem_Free(text);
    return out;
}

/* persons._ELIDED: the length of "d'" or "al-" before a capital, or 0 */
static size_t elided(const Reader *reader, uint32_t word)
{
    static const char *const BEFORE_HYPHEN[] = {"al", "el", "as", "ad", "an", "ar",
                                                "at", "ash", "ul", "ibn", "bin", "bar"};
    size_t length = 0;
    while (length < 5 && letter(reader, char_of(reader, word, length))->what & C_LOWER)
        length++;
    if (!length || !is_upper(reader, char_of(reader, word, length + 1)))
        return 0;
    Char mark = char_of(reader, word, length), first = char_of(reader, word, 0);
    const Char *text = reader->text + reader->word[word].start;
    if (mark == '\'' || mark == 0x2019) {
        if (length == 1 && (first == 'd' || first == 'l'))
            return 2;
        if (length == 4 && text[2] == 'l' && text[3] == 'l' &&
            ((text[0] == 'd' && (text[1] == 'e' || text[1] == 'a'))))
            return 5;
        return length == 3 && text[0] == 'a' && text[1] == 'l' && text[2] == 'l' ? 4 : 0;
    }
    if (mark != '-' && mark != 0x2010)
        return 0;
    for (size_t k = 0; k < sizeof BEFORE_HYPHEN / sizeof *BEFORE_HYPHEN; k++) {
        size_t i = 0;
        while (BEFORE_HYPHEN[k][i] && i < length && text[i] == (Char)BEFORE_HYPHEN[k][i])
            i++;
        if (i == length && !BEFORE_HYPHEN[k][i])
            return length + 1;
    }
    return 0;
}

/* The words of a given name, a blank between two. */
static PyObject *given_name(const Reader *reader, Words words)
{
    if (words.more_from < words.more_to && words.from == words.to)
        words = stretch(words.more_from, words.more_to);
    int two = words.more_from < words.more_to;
    uint32_t final = (two ? words.more_to : words.to) - 1;
    size_t end = reader->word[final].end, letters = size_of(reader, final) - 1;
    if (letters > 3 && reader->text[end - 1] == '.') {
        size_t i = 0;
        while (i < letters && letter(reader, char_of(reader, final, i))->what & C_LETTER)
            i++;
        if (i == letters)
            end--;
    }
    size_t start = reader->word[words.from].start;
    if (!two)
        return substring(reader, start, end);
    PyObject *left = substring(reader, start, reader->word[words.to - 1].end);
    PyObject *right = left ? substring(reader, reader->word[words.more_from].start, end) : NULL;
    PyObject *out = right ? PyUnicode_FromFormat("%U %U", left, right) : NULL;
    Py_XDECREF(left);
    Py_XDECREF(right);
    return out;
}

/* persons.make_name */
static int make_name(Reader *reader, Cut2 cut, int32_t suffix)
{
    Words family = cut.family;
    uint32_t start = family.from;
    if (family.from >= family.to || family.more_from < family.more_to)
        return ASK_PYTHON;
    while (start + 1 < family.to && reader->word[start].kind == 'P')
        start++;
    size_t glued = elided(reader, start);
    PyObject *particle = NULL, *given = NULL, *behind = NULL, *name;
    if (start > family.from || glued)
        particle = substring(reader, reader->word[family.from].start,
                             glued ? reader->word[start].start + glued
                                   : reader->word[start - 1].end);
    name = family_name(reader, stretch(start, family.to), glued);
    if (cut.given.from < cut.given.to || cut.given.more_from < cut.given.more_to)
        given = given_name(reader, cut.given);
    if (suffix >= 0)
        behind = substring(reader, reader->word[suffix].start, reader->word[suffix].end);
    return add_person(reader, name, given, particle, behind, NULL);
}

/* name_pairs.whole_name */
static int whole_name(Reader *reader, const Piece2 *piece, int how, int order)
{
    Cut2 cut;
    const char *initial;
    switch (how) {
    case S_INVERTED:
        cut = cut_inverted(reader, piece);
        break;
    case S_DIRECT:
        cut = cut_direct(reader, piece);
        break;
    case S_CAPITALS: /* persons.cut_capitals */
        initial = memchr(reader->shape + piece->from, 'I', count_of(piece));
        cut.family = stretch(piece->from, initial && initial > reader->shape + piece->from
                                              ? (uint32_t)(initial - reader->shape)
                                              : piece->to - 1);
        cut.given = stretch(cut.family.to, piece->to);
        break;
    case S_WORD_ONLY:
        cut = (Cut2){stretch(piece->from, piece->to), stretch(piece->to, piece->to)};
        break;
    case S_FULL:
        cut = cut_full(reader, piece, order);
        break;
    default:
        if (piece->suffix >= 0)
            return ASK_PYTHON;
        return add_person(reader, NULL, NULL, NULL, NULL,
                          substring(reader, reader->word[piece->from].start,
                                    reader->word[piece->to - 1].end));
    }
    return make_name(reader, cut, piece->suffix);
}

/* --- the list ------------------------------------------------------------------------------- */

/* name_lists._capital_family */
static int capital_family(Reader *reader, const Piece2 *piece, const Piece2 *next)
{
    if (count_of(piece) != 1 || letter_of(reader, piece, 0) != 'B' || !next || next->joined)
        return 0;
    if (next->style == S_INITIALS_ONLY)
        return 1;
    return (next->style == S_WORD_ONLY || next->style == S_INVERTED) &&
           is_given(reader, next->from);
}

/* name_lists._SHORT_BEHIND */
static int is_short_behind(const Reader *reader, const Piece2 *piece)
{
    return in_order(reader, piece, "", 'B') &&
           letter_of(reader, piece, count_of(piece) - 2) == 'W';
}

/* The styles that depend on the other pieces; see name_lists.read_pieces. */
static void even_styles(Reader *reader, uint32_t short_ones)
{
    uint32_t capitals = 0, short_behind = 0;
    int any = 0;
    for (uint32_t i = 0; i < reader->pieces; i++) {
        Piece2 *piece = &reader->piece[i];
        if (short_ones && piece->style == S_FULL && size_of(reader, piece->to - 1) < 3 &&
            short_ones * 2 >= reader->pieces) {
            piece->style = S_INVERTED;
            reader->shape[piece->to - 1] = 'I';
        }
        any |= has(reader, piece, 'C');
        capitals += in_order(reader, piece, "I", 'C');
        short_behind += is_short_behind(reader, piece);
    }
    for (uint32_t i = 0; any && capitals > short_behind && i < reader->pieces; i++) {
        Piece2 *piece = &reader->piece[i];
        if (is_short_behind(reader, piece)) {
            piece->style = S_FULL;
            reader->shape[piece->to - 1] = 'C';
        }
    }
}

/* name_lists._letters of a word or more, and of a given name */
static int same_letters(const Reader *reader, size_t start, size_t end, PyObject *given)
{
    Py_ssize_t at = 0, length = given ? PyUnicode_GET_LENGTH(given) : 0;
    for (;; start++, at++) {
        while (start < end && !(letter(reader, reader->text[start])->what & C_LETTER))
            start++;
        while (at < length && !(letter(reader, PyUnicode_READ_CHAR(given, at))->what & C_LETTER))
            at++;
        if (start == end || at == length)
            return start == end && at == length;
        if (letter(reader, reader->text[start])->lower !=
            letter(reader, PyUnicode_READ_CHAR(given, at))->lower)
            return 0;
    }
}

/* name_lists._initials; the people behind first are those of this segment */
static int lone_initials(Reader *reader, const Piece2 *piece, const Piece2 *next, int direct,
                         uint32_t first)
{
    Person *last = reader->people > first ? &reader->person[reader->people - 1] : NULL;
    size_t start = reader->word[piece->from].start, end = reader->word[piece->to - 1].end;
    if (next && next->joined && next->style == S_DIRECT)
        return make_name(reader, (Cut2){cut_direct(reader, next).family,
                                        stretch(piece->from, piece->to)}, -1);
    PyObject *text = substring(reader, start, end);
    if (!text)
        return -1;
    if (last && piece->joined && last->part[0] && letter_of(reader, piece, 0) == 'I') {
        Py_INCREF(last->part[0]);
        Py_XINCREF(last->part[2]);
        return add_person(reader, last->part[0], text, last->part[2], NULL, NULL);
    }
    if (last && !piece->joined && !last->part[4] && !last->part[1]) {
        last->part[1] = text;
        return 0;
    }
    if (last && same_letters(reader, start, end, last->part[1])) {
        Py_DECREF(text);
        return 0;
    }
    int alone = count_of(piece) == 1;
    if (!last || piece->joined || direct || (alone && letter_of(reader, piece, 0) == 'B') ||
        (alone && is_acronym(reader, piece->from)))
        return add_person(reader, NULL, NULL, NULL, NULL, text);
    PyObject *given = last->part[1] ? PyUnicode_FromFormat("%U, %U", last->part[1], text) : text;
    if (last->part[1])
        Py_DECREF(text);
    if (!given)
        return -1;
    Py_XSETREF(last->part[1], given);
    return 0;
}

/* Whether plain_names._ONE may take two words, and see no more in them: "Berg, Sr". */
static int is_odd_pair(const Reader *reader)
{
    const Piece2 *piece = reader->piece;
    return letter_of(reader, piece, 0) == 'S' || letter_of(reader, piece + 1, 0) == 'S' ||
           (letter_of(reader, piece, 0) == 'P' && last_of(reader, piece) == 'Q');
}

/* name_lists.read_pieces */
static int read_pieces(Reader *reader, uint32_t before)
{
    uint32_t count, short_ones = 0;
    int result, inverted = 0, direct = 0, ordered = 0, order = 0;
    if (reader->pieces == 2 && is_odd_pair(reader))
        return ASK_PYTHON;
    if (reader->pieces > 1 && ((result = attach_suffixes(reader)) || has_lost_commas(reader)))
        return result ? result : ASK_PYTHON;
    count = reader->pieces;
    for (uint32_t i = 0; i < count; i++)
        short_ones += reader->piece[i].style == S_INVERTED;
    if (count > 1)
        even_styles(reader, short_ones);
    int only_families = families_only(reader);
    for (uint32_t i = 0; i < count; i++) {
        const Piece2 *piece = &reader->piece[i], *next = i + 1 < count ? piece + 1 : NULL;
        int how = piece->style;
        char kind = letter_of(reader, piece, 0);
        if (how == S_INITIALS_ONLY && last_of(reader, piece) == 'Q')
            how = S_DIRECT;
        if (how == S_INITIALS_ONLY && !capital_family(reader, piece, next)) {
            result = lone_initials(reader, piece, next, direct, before);
        } else if (how == S_INITIALS_ONLY ||
                   (next && !next->joined && !only_families &&
                    (how == S_WORD_ONLY || how == S_FULL) &&
                    is_pair(reader, i, inverted, direct, short_ones))) {
            if (piece->suffix >= 0 && next->suffix >= 0)
                return ASK_PYTHON;
            Cut2 pair = {stretch(piece->from, piece->to), stretch(next->from, next->to)};
            result = make_name(reader, pair,
                               piece->suffix >= 0 && how != S_INITIALS_ONLY ? piece->suffix
                                                                            : next->suffix);
            inverted = 1;
            i++;
        } else if (how == S_WORD_ONLY && count == 2 && i == 0 && next && next->joined &&
                   next->style == S_FULL && is_given(reader, piece->from) &&
                   is_given(reader, next->from)) {
            Cut2 cut = {cut_full(reader, next, 0).family, stretch(piece->from, piece->to)};
            result = make_name(reader, cut, -1); /* "Mary and Edwin Holt" */
        } else if (reader->people > before && !reader->person[reader->people - 1].part[4] &&
                   ((kind == 'S' && count_of(piece) == 1) ||
                    (count_of(piece) < 4 && all_of(reader, piece, "P")))) {
            if (kind != 'S')
                return ASK_PYTHON;
            PyObject *suffix = substring(reader, reader->word[piece->from].start,
                                         reader->word[piece->from].end);
            if (!suffix)
                return -1;
            Py_XSETREF(reader->person[reader->people - 1].part[3], suffix);
        } else {
            direct = direct || how == S_DIRECT || how == S_FULL;
            if (how == S_FULL && !ordered) {
                order = order_of_names(reader, inverted);
                ordered = 1;
            }
            result = whole_name(reader, piece, how, order);
        }
        if (result)
            return result;
    }
    return 0;
}

int read_segment(Reader *reader, uint32_t from, uint32_t to)
{
    int result = cut_pieces(reader, from, to);
    return result || !reader->pieces ? result : read_pieces(reader, reader->people);
}
