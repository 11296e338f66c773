"""Full-text search: we own the language, an engine lends the inverted index."""
