"""References in spaCy: each Doc a reference, or references found in a text."""

import spacy

one = spacy.blank("xx")
one.add_pipe("refparse")
doc = one("Snyder G.H. The Security Dilemma. World Politics. 1984; 36(4):461–495.")
citation = doc._.citations[0]
print(citation.authors[0].family, citation.year, citation.page)

TEXT = """The long run matters.

References

1. Braudel F. Histoire et sciences sociales: la longue
   durée. Annales. 1958;13(4):725-53.
2. Ginzburg C. The cheese and the worms. Baltimore: Johns
   Hopkins University Press; 1980.
"""
config = {"nlp": {"tokenizer": {"@tokenizers": "refparse.Tokenizer.v1"}}}
many = spacy.blank("en", config=config)
many.add_pipe("refparse", config={"find": True})
for doc in many.pipe([TEXT, "Nothing is cited here."]):
    for reference in doc.spans["references"]:
        print(reference.start_char, reference._.citation.title, sep=" | ")
    print([(span.text, span.label_) for span in doc.spans["reference_fields"]][:2])
