/* The frozen dataclasses of refparse/types.py, as C reads and makes them. */
#ifndef REFPARSE_RECORDS_H
#define REFPARSE_RECORDS_H

#include "core.h"

enum { SPAN_RECORD, NAME_RECORD, DATE_RECORD, CITATION_RECORD, RECORD_KINDS };

/* Their slots, in the order of SLOTS in records.c. */
enum {
    SPAN_START, SPAN_END, SPAN_LABEL, SPAN_TEXT, SPAN_CONFIDENCE,
    NAME_FAMILY, NAME_GIVEN, NAME_PARTICLE, NAME_SUFFIX, NAME_LITERAL,
    DATE_YEAR, DATE_MONTH, DATE_DAY, DATE_SEASON, DATE_END, DATE_LITERAL, DATE_CIRCA, DATE_SUFFIX,
    CITATION_TEXT, CITATION_SPANS, CITATION_TYPE, CITATION_AUTHORS, CITATION_EDITORS,
    CITATION_TRANSLATORS, CITATION_FIELDS, CITATION_ISSUED, CITATION_ACCESSED, CITATION_CUSTOM,
    CITATION_CONFIDENCE, CITATION_ERROR, RECORD_SLOTS
};

typedef struct {
    int ready; /* whether learn_records succeeded */
    PyTypeObject *type[RECORD_KINDS];
    PyObject *fields;    /* types.Fields */
    PyObject *no_fields; /* an empty one, which citations share */
    Py_ssize_t offset[RECORD_SLOTS];
} Records;

extern Records RECORDS;

/* What a record of the right type has in a slot, borrowed; NULL where the slot is empty. */
static inline PyObject *slot_of(PyObject *record, int slot)
{
    PyObject *value;
    memcpy(&value, (char *)record + RECORDS.offset[slot], sizeof value);
    return value;
}

/* Whether a text needs no cleaning: wording.tidy and wording.clean would return it unchanged. */
int is_tidy(PyObject *text);  /* wording.c */
/* wording.clean, where that takes no more than cutting marks off the end; NULL without an
 * exception where Python has to do it. */
PyObject *quick_clean(PyObject *text); /* wording.c */

int records_open(PyObject *module);
int json_open(PyObject *module);
int csl_open(PyObject *module);
int kinds_open(PyObject *module);
int wording_open(PyObject *module);
int sieve_open(PyObject *module);
int dates_open(PyObject *module);
int assemble_open(PyObject *module);

#endif
