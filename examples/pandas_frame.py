"""A column of raw references in a pandas data frame: parsed, joined, counted."""

import pandas as pd

import refparse.pandas  # gives every Series of strings ".refparse"

frame = pd.DataFrame(
    {
        "paper": ["A", "A", "B", "B"],
        "raw": [
            "Snyder G.H. The Security Dilemma. World Politics. 1984; 36(4):461–495.",
            "Luhmann, Niklas (1984): Soziale Systeme. Frankfurt a.M.: Suhrkamp.",
            "Braudel F. Histoire et sciences sociales. Annales. 1958;13(4):725-53.",
            None,
        ],
    }
)
parsed = frame.join(frame["raw"].refparse.parse(columns=["type", "author", "year", "error"]))
print(parsed[["paper", "author", "year"]].to_string())
print(parsed.groupby("paper")["year"].max().to_dict())
print(refparse.pandas.parse(frame["raw"], columns=["error"]).dropna().to_dict())
