"""Rules that bring labelled references to the guideline, one family a module.

A rule takes the text and its spans and gives the spans back, changed where it applies. Spans come
and go sorted and free of overlaps; a rule that would break this leaves the spans as they were.
"""
