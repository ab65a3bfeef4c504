r"""Bytes in, decompressed chunks, lines or whole documents out, never more memory than stated.

In: a binary stream (file or standard input), plain or gzip, zstd, bz2, xz - told by its first bytes, not by its name.
Out: chunks; lines with their numbers; or one bounded block.
The one idea: what was decompressed before a break is delivered before the break is reported, so a truncated
download loses one record, not the file. gzip.GzipFile was refused for that reason: it raises and drops its buffer.
UTF-16 and UTF-32 streams with a mark (BOM) are turned into UTF-8 on the way, so that no format has to care.
"""

from __future__ import annotations

import bz2
import codecs
import lzma
import zlib
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, BinaryIO, Protocol

import zstandard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHUNK_BYTES = 1 << 20  # read at once, and the size that decompression aims at
MAX_LINE_BYTES = 64 << 20  # a longer line is skipped, not held
SNIFF_BYTES = 1 << 16

_MAGIC = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"BZh", "bz2"), (b"\xfd7zXZ\x00", "xz"))
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class StreamCutError(Exception):
    """The compressed data ends early or is damaged; raised only after all that was sound has been delivered."""


class TooLongError(Exception):
    """A block is longer than its bound; carries nothing, since nothing was kept."""


class _Inflater(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


def compression_of(head: bytes) -> str:
    """Name of the compression that the first bytes show, or "" for none."""
    return next((name for magic, name in _MAGIC if head.startswith(magic)), "")


def _new_inflater(name: str) -> _Inflater:
    makers: dict[str, Callable[[], _Inflater]] = {
        "gzip": lambda: zlib.decompressobj(wbits=31),
        "zstd": lambda: zstandard.ZstdDecompressor().decompressobj(),
        "bz2": bz2.BZ2Decompressor,
        "xz": lzma.LZMADecompressor,
    }
    return makers[name]()


def _inflate(blocks: Iterator[bytes], name: str, members: list[tuple[int, int]] | None = None) -> Iterator[bytes]:
    """Decompressed pieces of all members or frames, one after another; `members` collects their starts.

    Fed 2 KiB at a time: a bomb then yields at most some 64 MB per step (zstd's worst ratio) instead of all at once.
    """
    inflater = _new_inflater(name)
    fresh = True
    taken = given = 0  # bytes: compressed, decompressed
    for block in blocks:
        at = 0
        while at < len(block):
            if inflater.eof:
                inflater, fresh = _new_inflater(name), True
            if fresh and members is not None:
                members.append((given, taken))
            piece = block[at : at + 2048]
            try:
                out = inflater.decompress(piece)
            except (zlib.error, zstandard.ZstdError, OSError, lzma.LZMAError, EOFError, ValueError) as error:
                if fresh and not piece.strip(b"\0"):  # zero padding after the last member is common on tapes
                    return
                raise StreamCutError(f"{name} data is damaged: {error}") from error
            fresh = False
            used = len(piece) - (len(inflater.unused_data) if inflater.eof else 0)
            at, taken, given = at + used, taken + used, given + len(out)
            if out:
                yield out
    if not inflater.eof:
        raise StreamCutError(f"{name} data ends before its end mark")


def _blocks(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    if first:
        yield first
    while block := stream.read(CHUNK_BYTES):
        yield block


def _regroup(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Join small pieces to about CHUNK_BYTES; on a break, what is held goes out first."""
    held: list[bytes] = []
    size = 0
    try:
        for piece in pieces:
            held.append(piece)
            size += len(piece)
            if size >= CHUNK_BYTES:
                yield b"".join(held)
                held, size = [], 0
    except StreamCutError as error:
        if held:
            yield b"".join(held)
        raise StreamCutError(str(error)) from error
    if held:
        yield b"".join(held)


def _to_utf8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Recode a stream that starts with a UTF-16 or UTF-32 mark; drop a UTF-8 mark; leave all else alone."""
    first = next(chunks, b"")
    if first.startswith(codecs.BOM_UTF8):
        first = first[3:]
    encoding = next((name for mark, name in _MARKS if first.startswith(mark)), "")
    if not encoding:
        yield first
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    yield decoder.decode(first).encode("utf-8", "replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


class ByteSource:
    """One opened input: its head for sniffing, then its content once, as chunks, lines or a block."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._head = stream.read(SNIFF_BYTES)
        self.compression = compression_of(self._head)

    def head(self) -> bytes:
        """First bytes after decompression (at most about 64 KiB of compressed input), for sniffing."""
        if not self.compression:
            return self._head
        out = b""
        try:
            for piece in _inflate(iter((self._head,)), self.compression):
                out += piece
                if len(out) >= SNIFF_BYTES:
                    break
        except StreamCutError:
            pass  # the head is expected to break off; the full read reports real damage
        return out

    def plain_chunks(self, members: list[tuple[int, int]] | None = None) -> Iterator[bytes]:
        """Yield the content decompressed, in its own encoding. Raises StreamCutError at the point of damage.

        `members` collects (offset of a compressed member's content, offset of the member in the file).
        """
        blocks = _blocks(self._head, self._stream)
        return _regroup(_inflate(blocks, self.compression, members)) if self.compression else blocks

    def chunks(self) -> Iterator[bytes]:
        """Yield the content decompressed and, where it has a UTF-16/32 mark, recoded to UTF-8."""
        return _to_utf8(self.plain_chunks())

    def block(self, limit: int, *, recode: bool = False) -> bytes:
        """Return the whole content; TooLongError above `limit` bytes, StreamCutError on damage."""
        parts: list[bytes] = []
        size = 0
        for chunk in self.chunks() if recode else self.plain_chunks():
            parts.append(chunk)
            size += len(chunk)
            if size > limit:
                raise TooLongError
        return b"".join(parts)


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line longer than the bound: its size and digest, nothing of its content."""

    size: int
    digest: str


class _LongLine:
    """Digest and size of a line that is being skipped."""

    def __init__(self, parts: list[bytes]) -> None:
        self._digest = blake2b(b"".join(parts), digest_size=16)
        self._size = sum(map(len, parts))

    def add(self, piece: bytes) -> None:
        self._digest.update(piece)
        self._size += len(piece)

    def end(self) -> SkippedLine:
        return SkippedLine(self._size, self._digest.hexdigest())


def lines_of(chunks: Iterator[bytes], max_bytes: int = MAX_LINE_BYTES) -> Iterator[bytes | SkippedLine]:
    r"""Lines without their \n; a line longer than `max_bytes` is passed over and stands as a SkippedLine.

    A break (StreamCutError) passes through after the last complete line; the piece of line before it is dropped.
    """
    tail: list[bytes] = []
    tail_size = 0
    long: _LongLine | None = None
    for chunk in chunks:
        first, *rest = chunk.split(b"\n")
        if long:
            long.add(first)
        else:
            tail.append(first)
            tail_size += len(first)
            if tail_size > max_bytes:
                tail, long = [], _LongLine(tail)
        if not rest:
            continue
        yield long.end() if long else b"".join(tail)
        for line in rest[:-1]:
            yield line if len(line) <= max_bytes else _LongLine([line]).end()
        tail, tail_size, long = [rest[-1]], len(rest[-1]), None
    if long:
        yield long.end()
    elif tail_size:
        yield b"".join(tail)
