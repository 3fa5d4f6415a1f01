"""Hypothesis strategies for the texts that reach a parser: references, noise, hostile strings."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    "Smith, J.",
    "and",
    "et al.",
    "(1999)",
    "37(2):206–225",
    "2021;1",
    "Vol.12",
    "С. 5–15.",
    " // ",
    ". – ",
    "https://doi.org/10.1000/xyz(1)2",
    "doi:10.1234/a.b",
    "arXiv:1501.00001",
    "第12卷第3期",
    "『世界』岩波書店、2007年",
    "제13권",
    "«Война и мир»",
    "“quoted”",
    "inter-\nnational",
    "ﬁlm",
    "e\u0301",
    "\u200b",
    "\u00ad",
    "\u00a0",
    "\ufeff",
    "\x00",
    "\x1b[31m",
    "\ud800",
    "\udcff",
    "…",
    "Ａ１（２）",
    "\U0001f4da",
    "\r\n",
    "\t",
)

any_char = st.characters()
"""Every code point, lone surrogates and control characters included."""

texts = st.one_of(
    st.text(any_char, max_size=60),
    st.text(st.sampled_from("ab1 .,;:-–()[]\"'«»/\n\u0301\u200b中Яﬁ…"), max_size=40),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(any_char, max_size=3)), max_size=12).map(
        "".join
    ),
)
"""Any string, mostly such as break tokenisers."""
