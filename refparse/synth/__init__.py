"""Labelled references for training, made from metadata through citation styles and templates."""

from refparse.synth.generate import synthesise

__all__ = ["synthesise"]
