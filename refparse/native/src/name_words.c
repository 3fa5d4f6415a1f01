/* The words of lists of names and their kinds (citation/name_shapes.py, name_words.py). */
#include "names.h"

/* --- words and sets ------------------------------------------------------------------------- */

uint32_t hash_of_word(const Char *text, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ text[i]) * 16777619u;
    return hash ^ hash >> 15;
}

/* The sets that a word is in, one bit each. */
uint32_t sets_of(const Reader *reader, const Char *text, size_t length)
{
    uint32_t at = hash_of_word(text, length) & (reader->entries - 1);
    for (; reader->entry[at].text; at = (at + 1) & (reader->entries - 1))
        if (reader->entry[at].length == length &&
            !memcmp(reader->entry[at].text, text, length * sizeof(Char)))
            return reader->entry[at].mask;
    return 0;
}

/* name_words.fold; the word has at most LONGEST_WORD characters. */
size_t fold_word(const Reader *reader, const Word *word, Char *out)
{
    size_t length = word->end - word->start;
    for (size_t i = 0; i < length; i++)
        out[i] = letter(reader, reader->text[word->start + i])->fold;
    while (length && out[length - 1] == '.')
        length--;
    return length;
}

uint32_t folded(Reader *reader, uint32_t index)
{
    Word *word = &reader->word[index];
    if (!(word->flags & KNOWS_FOLD)) {
        Char fold[LONGEST_WORD];
        size_t length = fold_word(reader, word, fold), i = 0;
        word->folded = sets_of(reader, fold, length);
        while (i < length && fold[i] != '-')
            i++;
        if (i < length) /* persons.is_given: of "Jean-Paul" the first part counts */
            word->folded |= sets_of(reader, fold, i) & IN_GIVEN;
        word->flags |= KNOWS_FOLD;
    }
    return word->folded;
}

int is_given(Reader *reader, uint32_t index)
{
    return (folded(reader, index) & IN_GIVEN) != 0;
}

int all_upper(const Reader *reader, size_t start, size_t end)
{
    int some = 0;
    for (size_t i = start; i < end; i++) {
        int what = letter(reader, reader->text[i])->what;
        if (what & C_LOWER)
            return 0;
        some |= what & C_UPPER;
    }
    return some != 0;
}

int ends_with(const Char *text, size_t length, const char *end)
{
    size_t size = strlen(end);
    if (length < size)
        return 0;
    for (size_t i = 0; i < size; i++)
        if (text[length - size + i] != (Char)(unsigned char)end[i])
            return 0;
    return 1;
}

/* --- kinds ---------------------------------------------------------------------------------- */

/* name_shapes._INITIALS */
static int are_initials(const Reader *reader, const Char *text, size_t length)
{
    size_t at = 0;
    while (at < length && letter(reader, text[at])->what & C_UPPER) {
        if (at + 1 == length)
            return 1;
        if (is_dash(text[at + 1])) {
            at += 2;
            continue;
        }
        if (letter(reader, text[at + 1])->what & C_UPPER)
            return length == at + 3 && text[at + 2] == '.';
        size_t small = 0;
        while (at + 1 + small < length && letter(reader, text[at + 1 + small])->what & C_LOWER)
            small++;
        if (small > 2 || at + 1 + small == length || text[at + 1 + small] != '.')
            return 0;
        at += small + 2;
        if (at == length)
            return 1;
        if (is_dash(text[at]))
            at++;
    }
    return 0;
}

/* name_shapes._SMALL_INITIALS */
static int are_small_initials(const Reader *reader, const Char *text, size_t length)
{
    if (length < 2 || length % 2 || length > 8)
        return 0;
    for (size_t i = 0; i < length; i += 2)
        if (!(letter(reader, text[i])->what & (i ? C_LOWER | C_UPPER : C_LOWER)) ||
            text[i + 1] != '.')
            return 0;
    return 1;
}

static int is_vowel(Char c, int all)
{
    static const Char MORE[] = {0xC4, 0xD6, 0xDC, 0xC9, 0xC8, 0xC1, 0xCD, 0xD3, 0xDA, 0xC5, 0xD8};
    if (one_of(c, "AEIOUY"))
        return 1;
    for (size_t i = 0; i < (all ? 11 : 3); i++)
        if (MORE[i] == c)
            return 1;
    return 0;
}

/* name_shapes._SYLLABLE, of four capitals */
static int can_be_spoken(const Char *s)
{
    for (size_t head = 0; head < 3; head++) {
        if (head == 1 && !one_of(s[0], "BCDFGHJKLMNPRSTVWZ"))
            continue;
        if (head == 2 && !((s[1] == 'R' && one_of(s[0], "BCDFGKPTS")) ||
                           (s[1] == 'L' && one_of(s[0], "BCFGKPS")) ||
                           (s[0] == 'S' && one_of(s[1], "CHKMNPTWZ")) ||
                           (s[1] == 'H' && one_of(s[0], "CTPKZW")) ||
                           (s[0] == 'C' && s[1] == 'Z')))
            continue;
        for (size_t at = head; at < 4 && at < head + 3 && is_vowel(s[at], 1);) {
            at++;
            if (at == 4)
                return 1;
            for (size_t behind = at; behind < 4 && behind < at + 2 &&
                                     one_of(s[behind], "BCDFGHJKLMNPRSTVXZ");) {
                behind++;
                size_t vowels = behind;
                while (vowels < 4 && is_vowel(s[vowels], 0))
                    vowels++;
                if (vowels == 4 && vowels - behind <= 2)
                    return 1;
            }
        }
    }
    return 0;
}

/* name_shapes._CAPITALS */
static int are_capitals(const Reader *reader, const Char *text, size_t length)
{
    size_t letters = 0;
    for (size_t i = 0; i < length; i++) {
        if (letter(reader, text[i])->what & C_UPPER)
            letters++;
        else if (!is_dash(text[i]) || !i || i + 1 == length || is_dash(text[i - 1]))
            return 0;
    }
    return letters >= 2 && letters <= 4;
}

/* Whether organisations.is_head may be true of a word in lower case; rather too often. */
static int may_be_head(const Reader *reader, const Char *low, size_t length, int ascii)
{
    while (length && (low[length - 1] == '.' || is_apostrophe(low[length - 1])))
        length--;
    while (length && (*low == '.' || is_apostrophe(*low)))
        low++, length--;
    if (sets_of(reader, low, length) & IN_HEADS)
        return 1;
    if (!ascii) {
        Char fold[LONGEST_WORD];
        for (size_t i = 0; i < length; i++)
            fold[i] = letter(reader, low[i])->fold;
        if (sets_of(reader, fold, length) & IN_HEADS)
            return 1;
    }
    return length > 6 && (ends_with(low, length, "institut") || ends_with(low, length, "verband") ||
                          ends_with(low, length, "gesellschaft") ||
                          ends_with(low, length, "ministerium"));
}

/* Suffixes that plain_names.py leaves to the long way (_DOUBT): others it may take for names. */
static int is_doubtful(const Char *text, size_t length)
{
    if (length && text[length - 1] == '.')
        length--;
    if (length == 2 && text[1] == 'r')
        return text[0] == 'J' || text[0] == 'S';
    return (length == 2 || length == 3) && text[0] == 'I' && text[1] == 'I' &&
           text[length - 1] == 'I';
}

/* name_shapes.kind with what else is asked about a word; 0 where Python has to answer. */
int look(Reader *reader, Word *word)
{
    const Char *text = reader->text + word->start;
    size_t length = word->end - word->start, bare;
    int first = letter(reader, text[0])->what;
    if (length == 2 && text[1] == '.' && first & C_UPPER) {
        word->flags |= SHOUTED;
        return word->kind = 'I';
    }
    if (length > LONGEST_WORD)
        return 0;
    Char low[LONGEST_WORD], all = 0;
    int what = 0;
    for (size_t i = 0; i < length; i++) {
        const Letter *found = letter(reader, text[i]);
        low[i] = found->lower;
        all |= text[i];
        what |= found->what;
    }
    if (what & C_UPPER && !(what & C_LOWER))
        word->flags |= SHOUTED;
    for (bare = length; bare && low[bare - 1] == '.';)
        bare--;
    if (!bare)
        return 0;
    uint32_t whole = sets_of(reader, low, length);
    uint32_t sets = bare == length ? whole : sets_of(reader, low, bare);
    if (all < 128) {
        word->folded = sets;
        for (size_t i = 0; i < bare; i++)
            if (low[i] == '-') {
                word->folded |= sets_of(reader, low, i) & IN_GIVEN;
                break;
            }
        word->flags |= KNOWS_FOLD;
    }
    int same = !(what & C_UPPER);
    if (same && whole & IN_CONNECTORS)
        word->flags |= whole & IN_WEAK ? CONNECTS | WEAK : CONNECTS;
    if (whole & IN_TITLES)
        word->flags |= TITLE;
    if (sets & IN_FUNCTION && (same || ends_with(low, bare, "the")))
        return 0;
    if (length > 2 && may_be_head(reader, low, length, all < 128))
        return 0;
    if (length >= 8)
        for (size_t i = 0; i + 8 <= length; i++)
            if (ends_with(low, i + 8, "ollabora") ||
                (i + 10 <= length && ends_with(low, i + 10, "assistance")))
                return 0;
    if (first & C_LOWER || is_apostrophe(text[0])) {
        if (sets & IN_PARTICLES)
            return word->kind = 'P';
        if (sets & IN_SUFFIXES)
            return word->kind = 'S';
        if (are_small_initials(reader, text, length))
            return word->kind = 'I';
        size_t small = 0;
        while (small < length && letter(reader, text[small])->what & C_LOWER)
            small++;
        int whole_word = small && small < 5 && small + 1 < length &&
                         (text[small] == '-' || is_apostrophe(text[small])) &&
                         letter(reader, text[small + 1])->what & C_UPPER;
        for (size_t i = small; i < length && whole_word; i++)
            whole_word = text[i] != HYPHEN;
        return word->kind = whole_word ? 'W' : 'L';
    }
    if (sets & IN_SUFFIXES && !(sets & IN_SURNAMES_TOO) &&
        !(length == 2 && word->flags & SHOUTED && (low[0] == 'j' || low[0] == 's') &&
          low[1] == 'r'))
        return word->kind = is_doubtful(text, length) ? 'S' : 0;
    if (sets & IN_DEGREES)
        return 0;
    if (sets & IN_CAPITAL_PARTICLES &&
        (bare == length || ends_with(low, bare, "st") || ends_with(low, bare, "ste")) &&
        !(length < 4 && word->flags & SHOUTED))
        return word->kind = bare == length ? 'Q' : 0; /* "St.": initials to plain_names.py */
    if (are_initials(reader, text, length))
        return word->kind = 'I';
    if (bare < length && sets & IN_ABBREVIATED)
        return word->kind = 'I';
    if (are_capitals(reader, text, bare))
        return word->kind = bare == 4 && can_be_spoken(text) ? 'C' : 'B';
    if (word->flags & SHOUTED)
        return word->kind = bare > 1 ? 'C' : 'I';
    return word->kind = first & C_UPPER ? 'W' : 'X';
}

/* --- shapes --------------------------------------------------------------------------------- */

/* name_shapes.shape of the words [from, to) */
void make_shape(Reader *reader, uint32_t from, uint32_t to, char *shape)
{
    uint32_t count = to - from;
    int small = 0, words = 0;
    for (uint32_t i = 0; i < count; i++) {
        shape[i] = reader->word[from + i].kind;
        small |= shape[i] == 'L';
        words |= shape[i] == 'W' || shape[i] == 'C';
    }
    if (small && !words)
        for (uint32_t i = 0; i < count; i++)
            shape[i] = shape[i] == 'L' ? 'W' : shape[i];
    const Word *first = &reader->word[from];
    if (count > 1 && shape[0] == 'B' && shape[1] == 'W' && first->end - first->start > 3)
        shape[0] = 'C';
    int before_capitals = 0;
    for (uint32_t i = 0; i + 1 < count; i++)
        before_capitals |= shape[i] == 'B' && shape[i + 1] == 'C';
    for (uint32_t i = count; before_capitals && i-- > 1;)
        if (shape[i - 1] == 'B' && (shape[i] == 'C' || shape[i] == 'Q')) {
            const Word *word = &reader->word[from + i - 1];
            Char low[LONGEST_WORD];
            for (uint32_t k = word->start; k < word->end; k++)
                low[k - word->start] = letter(reader, reader->text[k])->lower;
            if (sets_of(reader, low, word->end - word->start) & IN_CAPITAL_PARTICLES)
                shape[i - 1] = 'Q';
        }
}

/* The first place behind from whose letter is not in a set. */
static uint32_t skip(const char *shape, uint32_t length, uint32_t from, const char *set)
{
    while (from < length && strchr(set, shape[from]))
        from++;
    return from;
}

/* name_shapes.style */
int style_of(const char *shape, uint32_t length)
{
    if (length > LONGEST_NAME || !length || memchr(shape, 'L', length))
        return S_OTHER;
    char last = shape[length - 1];
    uint32_t at = skip(shape, length, 0, "PQ");
    if (at == length - 1 && strchr("WCX", last))
        return S_WORD_ONLY;
    if (length > 1 && last == 'B' && skip(shape, length, 0, "P") == length - 1)
        return S_WORD_ONLY;
    if (length == 1 && last == 'Q')
        return S_WORD_ONLY;
    if (length > 1 && last == 'B' && skip(shape, length, 0, "I") == length - 1)
        return S_DIRECT;
    int initial = shape[0] == 'I' || shape[0] == 'B';
    if (initial && skip(shape, length, 0, "IBPQ") == length)
        return shape[0] == 'B' && length > 1 && skip(shape, length, 0, "IB") == length
                   ? S_CAPITALS
                   : S_INITIALS_ONLY;
    at = skip(shape, length, 0, "WCXPQ");
    if (at && at < length && strchr("IB", shape[at]) && skip(shape, length, at, "IBP") == length)
        return S_INVERTED;
    if (initial && strchr("WCXQ", last) && skip(shape, length, 0, "IBPQWCX") == length)
        return S_DIRECT;
    if (last == 'W' || last == 'C')
        for (uint32_t i = 0; i < length; i++) {
            if (shape[i] != 'W' && shape[i] != 'C')
                continue;
            at = skip(shape, length, i + 1, "WCPQ");
            if (at == length || shape[at] != 'I')
                continue;
            at = skip(shape, length, at, "IB");
            if (at < length && skip(shape, length, at, "PQWCX") == length)
                return S_DIRECT;
        }
    if (skip(shape, length, 0, "WCBXPQ") == length && skip(shape, length, 0, "PQ") < length)
        return S_FULL;
    return S_OTHER;
}
