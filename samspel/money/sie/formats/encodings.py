"""Which encoding a file is in. The standard has code page 437 only; files in the wild have others and say nothing."""

_LETTERS = "åäöÅÄÖéü"
_CP437, _CP1252 = (tuple(letter.encode(name) for letter in _LETTERS) for name in ("cp437", "cp1252"))
_UTF8 = tuple(letter.encode() for letter in _LETTERS)
_UTF8_ENDS_AS_CP437 = tuple(letter.encode() for letter in _LETTERS if letter.encode()[1:] in _CP437)
_ASCII = bytes(range(128))
_NOT_CP1252 = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")


class EncodingEvidence:
    """What speaks for each encoding, gathered block by block. Few other letters than these are in Swedish books."""

    def __init__(self) -> None:
        self.ascii = True
        self.utf8 = True
        self.broken_cp1252 = False
        self._seen = {"utf-8": 0, "cp437": 0, "cp1252": 0}

    def add(self, block: bytes) -> None:
        """Take account of the next block of whole lines."""
        if block.isascii():
            return
        self.ascii = False
        if self.utf8:
            try:
                block.decode("utf-8")
            except UnicodeDecodeError:
                self.utf8 = False
        high = block.translate(None, _ASCII)
        self.broken_cp1252 |= any(byte in high for byte in _NOT_CP1252)
        count = high.count
        self._seen["utf-8"] += sum(map(count, _UTF8))
        self._seen["cp437"] += sum(map(count, _CP437)) - sum(map(count, _UTF8_ENDS_AS_CP437))
        self._seen["cp1252"] += sum(map(count, _CP1252))

    def verdict(self) -> tuple[str, bool]:
        """The encoding, and whether all of the file can be read in it.

        Nearly no text in code page 437 or 1252 is right UTF-8 by chance. Where nothing decides, the standard does."""
        if self.ascii:
            return "cp437", True
        if self.utf8:
            return "utf-8", True
        best = max(("cp437", "cp1252", "utf-8"), key=self._seen.__getitem__)
        return best, best == "cp437" or (best == "cp1252" and not self.broken_cp1252)
