"""Engines of inverted indexes, each a thin adapter over `engines.protocol`."""
