/* Where the frozen dataclasses of refparse/types.py keep what they hold. */
#include "records.h"

#include <structmember.h>

Records RECORDS;

static const struct {
    int record;
    const char *name;
} SLOTS[RECORD_SLOTS] = {
    {SPAN_RECORD, "start"},        {SPAN_RECORD, "end"},
    {SPAN_RECORD, "label"},        {SPAN_RECORD, "text"},
    {SPAN_RECORD, "confidence"},   {NAME_RECORD, "family"},
    {NAME_RECORD, "given"},        {NAME_RECORD, "particle"},
    {NAME_RECORD, "suffix"},       {NAME_RECORD, "literal"},
    {DATE_RECORD, "year"},         {DATE_RECORD, "month"},
    {DATE_RECORD, "day"},          {DATE_RECORD, "season"},
    {DATE_RECORD, "end"},          {DATE_RECORD, "literal"},
    {DATE_RECORD, "circa"},        {DATE_RECORD, "suffix"},
    {CITATION_RECORD, "text"},     {CITATION_RECORD, "spans"},
    {CITATION_RECORD, "type"},     {CITATION_RECORD, "authors"},
    {CITATION_RECORD, "editors"},  {CITATION_RECORD, "translators"},
    {CITATION_RECORD, "fields"},   {CITATION_RECORD, "issued"},
    {CITATION_RECORD, "accessed"}, {CITATION_RECORD, "custom"},
    {CITATION_RECORD, "confidence"}, {CITATION_RECORD, "error"},
};

/* The offset of a slot; -1 where the class has none of that name. */
static Py_ssize_t offset_of(PyTypeObject *type, const char *name)
{
    PyObject *descriptor = PyDict_GetItemString(type->tp_dict, name); /* borrowed */
    if (!descriptor || !Py_IS_TYPE(descriptor, &PyMemberDescr_Type))
        return -1;
    const PyMemberDef *member = ((PyMemberDescrObject *)descriptor)->d_member;
    if (member->type != T_OBJECT_EX || member->offset < (Py_ssize_t)sizeof(PyObject) ||
        member->offset + (Py_ssize_t)sizeof(PyObject *) > type->tp_basicsize)
        return -1;
    return member->offset;
}

PyDoc_STRVAR(learn_doc,
             "learn_records(span, name, date, citation, fields, no_fields)\n--\n\nWhether the "
             "classes are laid out so that the core can read them.");

static PyObject *learn_records(PyObject *module, PyObject *args)
{
    (void)module;
    PyObject *type[RECORD_KINDS], *fields, *none;
    if (!PyArg_ParseTuple(args, "O!O!O!O!O!O", &PyType_Type, &type[0], &PyType_Type, &type[1],
                          &PyType_Type, &type[2], &PyType_Type, &type[3], &PyType_Type, &fields,
                          &none))
        return NULL;
    Records found = {0};
    for (int i = 0; i < RECORD_SLOTS; i++)
        if ((found.offset[i] = offset_of((PyTypeObject *)type[SLOTS[i].record],
                                         SLOTS[i].name)) < 0)
            Py_RETURN_FALSE;
    /* Never given back: they are as long-lived as the module. */
    for (int i = 0; i < RECORD_KINDS; i++) {
        Py_INCREF(type[i]);
        found.type[i] = (PyTypeObject *)type[i];
    }
    Py_INCREF(fields);
    Py_INCREF(none);
    found.fields = fields;
    found.no_fields = none;
    found.ready = 1;
    RECORDS = found;
    Py_RETURN_TRUE;
}

static PyMethodDef METHODS[] = {
    {"learn_records", learn_records, METH_VARARGS, learn_doc},
    {NULL, NULL, 0, NULL},
};

int records_open(PyObject *module)
{
    return PyModule_AddFunctions(module, METHODS);
}
