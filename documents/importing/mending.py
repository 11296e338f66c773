"""Rows typed for TCVN3 (ABC) or VNI fonts, turned into Unicode and flagged."""

from documents.extract import legacy


class Mender:
    """Turns back the rows of one file.

    A row of few words is told by the rows before it, whose font it shares.
    """

    def __init__(self) -> None:
        self._usual = ""

    def mended(self, texts: list[str]) -> tuple[list[str], str]:
        """Return texts in Unicode, and the name of the encoding they had, if any."""
        whole = "\n".join(texts)
        if whole.isascii() or legacy.is_vietnamese(whole, least=1):
            return texts, ""
        name = self._told(whole)
        if not name:
            return texts, ""
        self._usual = name
        way = legacy.WAYS[name]
        return [
            text if legacy.is_vietnamese(text, least=1) else way(text) for text in texts
        ], name

    def _told(self, whole: str) -> str:
        for least in (5, 1):
            fits = [
                name
                for name, way in legacy.WAYS.items()
                if legacy.is_vietnamese(way(whole), least=least)
            ]
            if fits:
                return self._usual if self._usual in fits else fits[0]
        return ""
