/* The edges of a span: tagger/scheme.py, narrow. */
#include "core.h"

static const Char SEPARATORS[] = {
    ' ', '\t', '\r', '\n', 0xA0, ',', ';', ':', '.', 0xB7, '|', '*', '/', '\\', '=', '+', '-',
    0x2013, 0x2014, 0x2015, 0x2012, 0x2010, 0x2011, '_', '~', 0xFF0C, 0x3002, 0xFF1A, 0xFF1B,
    0x3001, 0xFF0E, 0x200B, 0xAD, 0};
/* Brackets, opening and closing in pairs. */
static const Char PAIRS[] = {
    '(', ')', '[', ']', '{', '}', '<', '>', 0xFF08, 0xFF09, 0xFF3B, 0xFF3D, 0xFF5B, 0xFF5D,
    0xFF1C, 0xFF1E, 0x300C, 0x300D, 0x300E, 0x300F, 0x300A, 0x300B, 0x3008, 0x3009, 0x3010,
    0x3011, 0x3014, 0x3015, 0};
/* Quotes that close, and the mark that opens them: scheme._QUOTES as pairs. */
static const Char QUOTES[] = {0xAB, 0xBB, 0x201C, 0x201D, 0x201E, 0x201C, 0x201E, 0x201D,
                              0x2039, 0x203A, '"', '"', '\'', '\'', 0};
static const Char OPEN_QUOTES[] = {0xAB, 0x201C, 0x201E, 0x2018, 0x2039, '"', '\'', 0x201A,
                                   0x201B, '`', 0};
static const Char CLOSE_QUOTES[] = {0xBB, 0x201D, 0x2019, 0x201F, 0x203A, '"', '\'', 0xB4, 0};

static int within(Char c, const Char *marks)
{
    for (; *marks; marks++)
        if (*marks == c)
            return 1;
    return 0;
}

static Char own_opening(Char closed)
{
    for (const Char *pair = PAIRS; *pair; pair += 2)
        if (pair[1] == closed)
            return pair[0];
    return 0;
}

static int opens(Char c)
{
    for (const Char *pair = PAIRS; *pair; pair += 2)
        if (pair[0] == c)
            return 1;
    return within(c, OPEN_QUOTES);
}

static int closes(Char c) { return own_opening(c) || within(c, CLOSE_QUOTES); }

static int separates(Char c, int people)
{
    if (people && (c == '-' || c == 0x2013 || c == 0x2014))
        return 0;
    return within(c, SEPARATORS);
}

static int stands(const Char *text, size_t start, size_t end, Char c)
{
    for (size_t i = start; i < end; i++)
        if (text[i] == c)
            return 1;
    return 0;
}

/* scheme._closed_inside */
static int closed_inside(const Char *text, size_t start, size_t end)
{
    Char opened = text[start];
    int quote = 0;
    for (const Char *pair = QUOTES; *pair; pair += 2)
        if (pair[0] == opened) {
            quote = 1;
            if (stands(text, start + 1, end, pair[1]))
                return 1;
        }
    for (const Char *pair = PAIRS; *pair && !quote; pair += 2)
        if (pair[0] == opened && stands(text, start + 1, end, pair[1]))
            return 1;
    return 0;
}

#define BALANCES 64 /* more than there are closing marks */

typedef struct {
    int count;
    Char closed[BALANCES];
    int64_t value[BALANCES];
} Balance;

/* scheme._opened_inside */
static int opened_inside(const Char *text, size_t start, size_t end, Balance *balance)
{
    Char closed = text[end - 1], own = own_opening(closed);
    int at = 0;
    while (at < balance->count && balance->closed[at] != closed)
        at++;
    if (at == balance->count) {
        int64_t value = -1;
        if (own) {
            value = 0;
            for (size_t i = start; i < end; i++)
                value += (text[i] == own) - (text[i] == closed);
        } else
            for (const Char *pair = QUOTES; *pair; pair += 2)
                if (pair[1] == closed && stands(text, start, end - 1, pair[0]))
                    value = 0;
        balance->closed[at] = closed;
        balance->value[at] = value;
        balance->count++;
    }
    return balance->value[at] >= 0;
}

/* scheme._take */
static void take(Char c, Balance *balance)
{
    for (int i = 0; i < balance->count; i++) {
        Char own = own_opening(balance->closed[i]);
        if (own && c == balance->closed[i])
            balance->value[i]++;
        else if (own && c == own)
            balance->value[i]--;
    }
}

static int is_letter(Char c) { return kind_of(c, ALNUM) && !kind_of(c, DECIMAL); }

static int before_initial(Char c)
{
    static const Char MARKS[] = {'.', '-', 0x2013, 0x2010, ',', '&', '(', 0};
    return kind_of(c, SPACE) || within(c, MARKS);
}

/* scheme._KEPT_DOT, where the stretch ends with a dot */
static int ends_like_initial(const Char *last, size_t length)
{
    size_t dot = length - 1;
    if (dot >= 1) {
        Char c = last[dot - 1];
        if ((dot == 1 || before_initial(last[dot - 2])) && is_letter(c) &&
            !(c >= 0x2E80 && c <= 0xD7AF))
            return 1;
    }
    if (dot >= 2 && (dot == 2 || before_initial(last[dot - 3])) && is_letter(last[dot - 2])) {
        Char c = last[dot - 1];
        if ((c >= 'a' && c <= 'z') || (c >= 0x430 && c <= 0x44F) || c == 0x456 || c == 0x451)
            return 1;
    }
    return dot >= 4 && (dot == 4 || before_initial(last[dot - 5])) && last[dot - 4] == 'a' &&
           last[dot - 3] == 'l' && last[dot - 2] == 'i' && last[dot - 1] == 'i';
}

/* scheme._DOTLESS_INITIALS */
static int dotless_initials(const Char *text, size_t start, size_t end)
{
    for (size_t i = start; i + 3 < end; i++) {
        if (!is_letter(text[i]) || !kind_of(text[i + 1], SPACE))
            continue;
        size_t at = i + 1;
        while (at < end && kind_of(text[at], SPACE))
            at++;
        size_t capital = at;
        while (at < end && text[at] >= 'A' && text[at] <= 'Z')
            at++;
        if (at > capital && at - capital <= 3 && at < end && text[at] == ',')
            return 1;
    }
    return 0;
}

/* scheme._keeps_dot */
static int keeps_dot(const Char *text, size_t start, size_t end)
{
    size_t from = end - start > 8 ? end - 8 : start, length = end - from;
    const Char *last = text + from;
    if (!ends_like_initial(last, length))
        return 0;
    if (length >= 3 && last[length - 3] == 'a' && last[length - 2] == 'l')
        return 1;
    if (length >= 5 && last[length - 5] == 'a' && last[length - 4] == 'l' &&
        last[length - 3] == 'i' && last[length - 2] == 'i')
        return 1;
    if (length >= 3 && last[length - 3] == 0x434 && last[length - 2] == 0x440)
        return 1;
    return !dotless_initials(text, start, end - start > 200 ? start + 200 : end);
}

/* scheme._DOI */
static size_t doi_start(const Char *text, size_t start, size_t end)
{
    for (size_t i = start; i + 7 < end; i++) {
        if (text[i] != '1' || text[i + 1] != '0' || text[i + 2] != '.')
            continue;
        size_t at = i + 3;
        while (at < end && kind_of(text[at], DECIMAL))
            at++;
        if (at - i - 3 >= 4 && at - i - 3 <= 9 && at < end && text[at] == '/')
            return i;
    }
    return start;
}

void narrow(const Char *text, size_t *from, size_t *to, int habit)
{
    static const Char OPENED[] = {'"', 0x201C, 0x201E, 0xAB, 0x2018, '\'', 0x201A, 0};
    static const Char CLOSED[] = {'"', 0x201D, 0x201C, 0xBB, 0x2019, '\'', 0x201F, 0};
    size_t start = *from, end = *to;
    int people = habit == NARROW_PEOPLE;
    for (;;) {
        Char unclosed[64];
        int known = 0;
        if (habit == NARROW_DOI)
            start = doi_start(text, start, end);
        while (start < end) {
            Char c = text[start];
            if (separates(c, people))
                start++;
            else if (opens(c)) {
                int met = 0;
                for (int i = 0; i < known; i++)
                    met |= unclosed[i] == c;
                if (!met && closed_inside(text, start, end))
                    break;
                if (!met && known < 64)
                    unclosed[known++] = c;
                start++;
            } else if (closes(c) && c != 0x2019)
                start++;
            else
                break;
        }
        Balance balance = {0, {0}, {0}};
        while (start < end) {
            Char c = text[end - 1];
            if (c == '.' && people && keeps_dot(text, start, end))
                break;
            if (habit == NARROW_URL && (c == '/' || c == '_' || c == '-' || c == '='))
                break;
            if (c == '+' && end - start > 1 &&
                (kind_of(text[end - 2], ALNUM) || text[end - 2] == '+'))
                break; /* C++, Ca2+ */
            int mark = closes(c) || (opens(c) && c != '\'' && c != 0x2019);
            if (!separates(c, people) && !(mark && !opened_inside(text, start, end, &balance)))
                break;
            end--;
            take(c, &balance);
        }
        if (end - start < 2 || end < start)
            break;
        Char opened = text[start], closed = text[end - 1];
        int whole = (own_opening(closed) && opened == own_opening(closed)) ||
                    (within(opened, OPENED) && within(closed, CLOSED));
        if (!whole || stands(text, start + 1, end - 1, opened) ||
            stands(text, start + 1, end - 1, closed))
            break;
        start++;
        end--;
    }
    *from = start;
    *to = end;
}
