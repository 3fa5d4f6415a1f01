"""Raw references in Polars: an expression that fits into lazy queries."""

import polars as pl

import refparse.polars  # noqa: F401 (gives columns of strings ".refparse")

frame = pl.LazyFrame(
    {
        "raw": [
            "Snyder G.H. The Security Dilemma. World Politics. 1984; 36(4):461–495.",
            "Luhmann, Niklas (1984): Soziale Systeme. Frankfurt a.M.: Suhrkamp.",
            "Braudel F. Histoire et sciences sociales. Annales. 1958;13(4):725-53.",
        ]
    }
)
citation = pl.col("raw").refparse.parse(columns=["type", "author", "year", "page"])
query = frame.select(citation.alias("citation")).unnest("citation").sort("year")
for row in query.collect().iter_rows(named=True):
    print(row["year"], row["author"], row["page"] or "-", sep=" | ")
