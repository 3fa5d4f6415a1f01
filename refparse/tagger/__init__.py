"""The tagger: labels for tokens, through a verified model folder."""
