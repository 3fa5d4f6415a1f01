"""Text: normalisation with a way back, and tokens."""

from refparse.text.normalise import NormalisedText, normalise
from refparse.text.tokenise import Token, split_chunk, tokenise

__all__ = ["NormalisedText", "Token", "normalise", "split_chunk", "tokenise"]
