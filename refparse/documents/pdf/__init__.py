"""PDF: characters (``glyphs``) to lines and columns (``layout``) to a document (``reader``)."""
