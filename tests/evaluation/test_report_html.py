from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest

from refparse.evaluation import Report, score_predictions
from refparse.evaluation.evaluate import predict
from refparse.evaluation.html import report_html
from refparse.evaluation.markup import safe
from refparse.evaluation.summary import report_answers, summarise
from refparse.evaluation.wrong import wrong_fields
from tests.evaluation.report_samples import prediction

VOID = {"meta", "input", "br"}
EVIL = '<script>alert("1")</script>&amp;"\'><img src=x onerror=alert(2)>'


class Page(HTMLParser):
    """Checks that tags are balanced; keeps articles, their text and every attribute."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.articles: list[dict[str, str]] = []
        self.text = ""
        self.scripts: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag == "article":
            self.articles.append({**dict(attrs), "text": ""})
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)
        elif "article" in self.open:
            self.articles[-1]["text"] += data
        else:
            self.text += data


def page_of(predictions, **options):
    report = Report("model", {n: score_predictions(found) for n, found in predictions.items()})
    return report_html([report], predictions, **options)


@pytest.fixture(scope="module")
def tiny_answers(gold, tiny_decoder):
    """Gold that the tiny model has mostly not seen, in two corpora."""
    return {"one": predict(tiny_decoder, gold[5:80]), "two": predict(tiny_decoder, gold[900:960])}


@pytest.fixture(scope="module")
def tiny_page(tiny_answers):
    return page_of(tiny_answers)


def test_every_wrong_reference_stands_there_with_its_wrong_fields(tiny_answers, tiny_page):
    page = Page(tiny_page)
    wrong = {
        (n, a.gold.text): wrong_fields(a, a.strings()) for n, f in tiny_answers.items() for a in f
    }
    wrong = {key: fields for key, fields in wrong.items() if fields}
    assert len(wrong) > 10
    assert len(page.articles) == len(wrong)
    for (name, text), fields in wrong.items():
        shown = [
            a for a in page.articles if a["data-corpus"] == name and safe(text) in safe(a["text"])
        ]
        assert any(a["data-fields"].split() == list(fields) for a in shown)
        # Gold and prediction both hold the whole reference.
        assert any(a["text"].count(text) == 2 for a in shown)


def test_wrong_ids_are_the_yardsticks(tiny_answers, tiny_page):
    articles = re.findall(r"<article.*?</article>", tiny_page)
    for name, found in tiny_answers.items():
        ids = {re.search("<b>(.*?)</b>", a)[1] for a in articles if f'data-corpus="{name}"' in a}
        assert ids == {safe(i) for i in score_predictions(found).wrong}


def test_page_needs_nothing_from_outside(tiny_page):
    page = Page(tiny_page)
    assert not {"link", "img", "iframe", "object", "base"} & set(page.tags)
    assert not {name for name, _ in page.attributes} & {"src", "href", "srcset", "onclick"}
    assert "url(" not in tiny_page
    assert "@import" not in tiny_page
    assert "default-src 'none'" in dict(page.attributes)["content"] or any(
        "default-src 'none'" in value for _, value in page.attributes
    )
    assert "prefers-color-scheme:dark" in tiny_page


def test_figures_of_the_tables(tiny_answers, tiny_page):
    page = Page(tiny_page)
    report = Report("m", {n: score_predictions(f) for n, f in tiny_answers.items()})
    known = summarise(report, tiny_answers)
    for value in (
        report.macro_f1,
        report.macro_instance_accuracy,
        known.intervals.macro.f1.low,
        known.macro_trust.confident_half,
        known.trust["two"].reference_ece,
    ):
        assert f"{value:.3f}" in page.text
    assert page.tags.count("svg") == 2


def test_hostile_strings_are_text():
    text = f"{EVIL} Kant \u202e\x07\ud800"
    found = [(0, len(EVIL), "title")]
    predictions = {EVIL: [prediction(text, found, [(0, 4, "author")], name=EVIL)]}
    report = Report(EVIL, {EVIL: score_predictions(predictions[EVIL])})
    other = Report(EVIL, report.scores)
    made = report_html(
        [report, other], predictions, answers={EVIL: {EVIL: {"title": [EVIL], "author": [EVIL]}}},
        summary=summarise(report, predictions, [(EVIL, predictions)]),
    )  # fmt: skip
    page = Page(made)
    assert page.tags.count("script") == 1
    assert "img" not in page.tags
    assert not {name for name, _ in page.attributes} & {"onerror", "src"}
    assert len(page.articles) == 1
    assert EVIL in page.articles[0]["text"]
    assert page.articles[0]["data-corpus"] == EVIL
    assert not re.search("[\x00-\x08\x0e-\x1f\u202e\ud800]", made)
    assert made.encode()


def test_foreign_labels_are_escaped():
    answer = prediction("Kant", [(0, 4, EVIL)], [(0, 4, "title")])
    page = Page(page_of({"c": [answer, prediction("A B", [(0, 1, "title")], [], name="x")]}))
    assert "img" not in page.tags
    assert ("data-label", "title") in page.attributes
    # The first has no scored gold, so it is not among the wrong ones; the matrix shows its label.
    assert EVIL in page.text


def test_most_certain_mistakes_come_first_and_the_rest_is_counted():
    rows = [
        prediction(f"Title {n}", [(0, 7, "title")], [(0, 5, "title")], n / 10, f"id{n}")
        for n in range(10)
    ]
    page = Page(page_of({"c": rows}, most_wrong=3))
    assert [a["text"].split()[0] for a in page.articles] == ["id9", "id8", "id7"]
    assert "10 references are wrong in some scored field, 3 of them are shown" in page.text
    assert Page(page_of({"c": rows}, most_wrong=0)).articles == []


def test_partial_corpora_are_judged_by_their_fields_only():
    row = prediction("Kant 1781", [(0, 4, "author")], [(0, 4, "author"), (5, 9, "date")])
    wrong = Page(page_of({"c": [row]}))
    assert [a["data-fields"] for a in wrong.articles] == ["year"]
    assert Page(page_of({"c": [row]}, partial={"c": ("author",)})).articles == []


def test_other_parsers_stand_beside():
    rows = [
        prediction(
            "Kant Critik", [(0, 4, "author"), (5, 11, "title")], [(0, 11, "title")], name="a"
        )
    ]
    answers = {"rival": {"a": {"author": ["Kant"], "title": ["Critik"]}}}
    report = Report("model", {"c": score_predictions(rows)})
    rival = report_answers(answers["rival"], {"c": rows}, model="rival")
    assert rival.macro_f1 == 1.0
    made = report_html([report, rival], {"c": rows}, answers=answers)
    page = Page(made)
    assert "Right: rival." in page.articles[0]["text"]
    assert "<b>1.000</b>" in made
    assert page.text.count("rival") >= 4


def test_comparison_section(tiny_answers):
    report = Report("model", {n: score_predictions(f) for n, f in tiny_answers.items()})
    known = summarise(report, tiny_answers, [("other", tiny_answers)])
    made = report_html([report], tiny_answers, summary=known)
    assert "Compared with other" in made
    assert "1.000" in made.split("Compared with other")[1]


def test_no_mistakes_and_no_references():
    right = Page(page_of({"c": [prediction("Kant", [(0, 4, "author")])]}))
    assert right.articles == []
    empty = Page(page_of({"c": []}))
    assert "0 references are wrong" in empty.text


FAKE_DOM = """
const articles = DATA.map((one) => ({
  dataset: {corpus: one["data-corpus"], fields: one["data-fields"]},
  textContent: one.text, hidden: false,
}));
const listeners = {};
const form = {
  hidden: true,
  elements: {corpus: {value: ""}, field: {value: ""}, text: {value: ""}, count: {value: ""}},
  addEventListener: (name, run) => { listeners[name] = run; },
};
globalThis.document = {getElementById: () => form, querySelectorAll: () => articles};
globalThis.setTimeout = (run) => run();
globalThis.clearTimeout = () => {};
"""
DRIVE = """
const out = [];
for (const wanted of WANTED) {
  for (const [name, value] of Object.entries(wanted)) form.elements[name].value = value;
  listeners.input();
  const shown = articles.flatMap((one, at) => one.hidden ? [] : [at]);
  out.push([shown, form.elements.count.value, form.hidden]);
}
console.log(JSON.stringify(out));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node to run the page's script")
def test_filter_script(tiny_page):
    page = Page(tiny_page)
    wanted = [
        {"corpus": "", "field": "", "text": ""},
        {"corpus": "two", "field": "", "text": ""},
        {"corpus": "two", "field": "title", "text": ""},
        {"corpus": "", "field": "title", "text": "THE of"},
    ]
    data = f"const DATA = {json.dumps(page.articles)}; const WANTED = {json.dumps(wanted)};"
    script = "\n".join([data, FAKE_DOM, *page.scripts, DRIVE])
    ran = subprocess.run(["node", "-"], input=script, capture_output=True, text=True, check=True)
    results = json.loads(ran.stdout)
    for query, (shown, count, form_hidden) in zip(wanted, results, strict=True):
        expected = [
            at
            for at, one in enumerate(page.articles)
            if query["corpus"] in ("", one["data-corpus"])
            and (not query["field"] or query["field"] in one["data-fields"].split())
            and all(word in one["text"].lower() for word in query["text"].lower().split())
        ]
        assert shown == expected
        assert count == f"{len(expected)} of {len(page.articles)}"
        assert not form_hidden
    assert 0 < len(results[2][0]) < len(results[1][0]) < len(results[0][0])
