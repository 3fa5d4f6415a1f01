"""The Python session of the README: parse one reference, then many."""

import refparse

citation = refparse.parse(
    "Snyder G.H. The Security Dilemma in Alliance Politics. World Politics. 1984; 36(4):461–495."
)
print(citation.title)
print(citation.authors[0].family, citation.year, citation.volume, citation.issue, citation.page)
for span in citation.spans:
    print(f"{span.label:10} {span.confidence:.2f}  {span.text}")

lines = [
    "Luhmann, Niklas (1984): Soziale Systeme. Frankfurt a.M.: Suhrkamp.",
    "Лотман Ю. М. Культура и взрыв. — М. : Гнозис, 1992. — 272 с.",
]
for citation in refparse.parse_many(lines):
    print(citation.type, citation.authors[0].family, citation.year)
