"""The references of a document, found, split and parsed."""

import refparse

DOCUMENT = """
5. Conclusion
The long run matters.

References

1. Braudel F. Histoire et sciences sociales: la longue
   durée. Annales. 1958;13(4):725-53.
2. Ginzburg C. The cheese and the worms. Baltimore: Johns
   Hopkins University Press; 1980.

Received 3 May 2001
"""

for found in refparse.find_references(DOCUMENT):
    citation = refparse.parse(found.text)
    print(found.number, citation.authors[0].family, citation.year, citation.title, sep=" | ")
