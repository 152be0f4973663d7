"""The shipped Java core: checksums, scaling in place, an embedding table, lines of files. Nothing is copied."""

import loanword
from collections.abc import Sequence
from os import PathLike
from types import TracebackType
from typing import Final, overload
from typing_extensions import Buffer, Never, Self

def checksum_bytes(payload: bytes | bytearray) -> int:
    """The 64-bit FNV-1a hash of bytes or a bytearray, as an unsigned int."""

def scale_inplace(x: Buffer, factor: float) -> None:
    """Multiplies the float64 elements of a buffer by a factor, in place."""

def lines(path: str | PathLike[str]) -> Lines:
    """The lines of a file, each as bytes without its ending (\\n or \\r\\n)."""

class EmbeddingTable:
    """Rows of float32 numbers, owned by Java and kept off its heap.

    It can be used in a with statement.
    """
    MAX_DIM: Final[int]

    def __init__(self, dim: int = 768) -> None: ...

    @property
    def dim(self) -> int:
        """How many numbers a row has."""

    @property
    def closed(self) -> bool:
        """Whether the rows were freed."""

    @overload
    def add(self, row: Buffer) -> int:
        """Adds a row and returns its index.

        Another length raises ValueError.
        """
    @overload
    def add(self, row: Sequence[float]) -> int: ...

    @overload
    def dot(self, idx: int, query: Buffer, /) -> float:
        """The dot product of row idx and a query."""
    @overload
    def dot(self, idx: int, query: Sequence[float], /) -> float: ...

    def close(self, force: bool = False) -> None:
        """Frees the rows; each later use raises ValueError."""

    def __len__(self) -> int:
        """How many rows there are."""

    def __getitem__(self, idx: int, /) -> loanword.Buffer:
        """Row idx over the table's own memory; negative counts from the end."""

    def __repr__(self) -> str: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None, /) -> None: ...

class Lines:
    """The lines of a file, each as bytes without its ending; made by lines(path)."""

    def __new__(cls, not_constructible: Never, /) -> Self: ...

    def __iter__(self) -> Lines: ...

    def __next__(self) -> bytes: ...

    def close(self) -> None:
        """Closes it; a second time has no effect."""

    def __enter__(self) -> Self: ...

    def __exit__(self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None, /) -> None: ...
