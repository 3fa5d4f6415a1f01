"""References in a scikit-learn pipeline: which of them are from books, told by their fields."""

from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from refparse.sklearn import ReferenceParser

RAW = [
    "Snyder G.H. The Security Dilemma. World Politics. 1984; 36(4):461–495.",
    "Luhmann, Niklas (1984): Soziale Systeme. Frankfurt a.M.: Suhrkamp.",
    "Braudel F. Histoire et sciences sociales. Annales. 1958;13(4):725-53.",
    "Ginzburg C. The cheese and the worms. Baltimore: Johns Hopkins University Press; 1980.",
]
parser = ReferenceParser(columns=["text", "type", "year"])
print(parser.fit_transform(RAW)[["type", "year"]].to_string())

fields = ColumnTransformer(
    [
        ("words", TfidfVectorizer(), "text"),
        ("year", make_pipeline(SimpleImputer(), StandardScaler()), ["year"]),
    ]
)
pipeline = make_pipeline(parser, fields, LogisticRegression(C=100))
pipeline.fit(RAW, ["article", "book", "article", "book"])
print(*pipeline.predict(RAW))
