"""Java memory in Python, without a copy: lent buffers, mapped files, and the copy ledger."""

import typing_extensions
from collections.abc import Iterator
from os import PathLike
from types import TracebackType
from typing import Any, ClassVar, Literal, SupportsIndex, TypedDict, overload, type_check_only
from typing_extensions import Never, Self, TypeAlias

_Shape: TypeAlias = SupportsIndex | list[int] | tuple[int, ...]

@type_check_only
class _Totals(TypedDict):
    borrows: int
    borrowed_bytes: int
    lends: int
    lent_bytes: int
    copied_bytes: int
    copied_by_reason: dict[str, int]

def zeros(shape: _Shape, format: str = "d") -> Buffer:
    """New writable memory that Java owns, off its heap, as a Buffer full of zeros.

    shape is a length or a tuple of lengths, format a struct typecode. It is freed when nothing looks at it any more.
    """

def copy_of(obj: typing_extensions.Buffer) -> Buffer:
    """A copy of any buffer in new writable memory that Java owns, off its heap.

    The element type and the shape stay; bytes become format 'B'.
    """

def map_file(
    path: str | bytes | PathLike[str] | PathLike[bytes],
    mode: Literal["r", "r+"] = "r",
    format: str = "B",
    shape: _Shape | None = None,
) -> Buffer:
    """Maps a file into memory, as a Buffer. Nothing is read until it is touched.

    mode 'r' maps it read-only, 'r+' writable: what is written goes to the file. format is a struct typecode; without a
    shape the file is one dimension of as many elements as it holds. The file must not shrink while it is mapped.
    """

def ledger() -> _Totals:
    """What crossed the boundary so far, as a dict.

    borrows and lends count buffers, borrowed_bytes and lent_bytes the bytes in them, none of which was copied;
    copied_bytes counts the copies, copied_by_reason says why.
    """

class no_copies:
    """Forbids copies at the boundary, for this thread, in a with statement.

    Where a function would have to copy, it raises loanword.CopyError before anything is written.
    """

    def __new__(cls) -> Self: ...
    def __enter__(self) -> Self:
        """Forbids copies."""
    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Allows them again."""

class BorrowError(BufferError):
    """A borrow overlaps another that is open, and one of the two writes."""

class CopyError(BufferError):
    """A copy was needed inside of no_copies()."""

class Buffer:
    """Memory that Java owns, lent to Python without a copy.

    Takes part wherever a buffer is accepted: memoryview(b), bytes(b), struct, hashlib, io, NumPy. Indexing gives an
    element, slicing another Buffer over the same memory. Only the Java owner frees the memory; after that each access
    raises ValueError.
    """

    __hash__: ClassVar[None]  # type: ignore[assignment]

    def __new__(cls, not_constructible: Never, /) -> Self: ...
    @property
    def format(self) -> str:
        """The element type as a struct typecode."""
    @property
    def itemsize(self) -> int:
        """Bytes of one element."""
    @property
    def nbytes(self) -> int:
        """Bytes of all elements."""
    @property
    def ndim(self) -> int:
        """How many dimensions there are."""
    @property
    def shape(self) -> tuple[int, ...]:
        """The length of each dimension."""
    @property
    def strides(self) -> tuple[int, ...]:
        """Bytes from one element to the next, in each dimension."""
    @property
    def readonly(self) -> bool:
        """Whether writing is refused."""
    @property
    def c_contiguous(self) -> bool:
        """Whether the elements lie in C order without gaps."""
    def __len__(self) -> int:
        """The length of the first dimension."""
    @overload
    def __getitem__(self, index: slice) -> Buffer:
        """An element, or a Buffer over a part of the same memory."""
    @overload
    def __getitem__(self, index: SupportsIndex | tuple[SupportsIndex | slice, ...]) -> Any: ...
    @overload
    def __setitem__(self, index: slice, value: typing_extensions.Buffer) -> None:
        """Writes an element, or the elements of a slice from a buffer of the same type and shape."""
    @overload
    def __setitem__(self, index: SupportsIndex | tuple[SupportsIndex | slice, ...], value: Any) -> None: ...
    def __iter__(self) -> Iterator[Any]:
        """Iterates over the first dimension."""
    def __eq__(self, other: object) -> bool:
        """Whether another buffer has the same shape and equal elements."""
    def __buffer__(self, flags: int, /) -> memoryview: ...
    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        """A NumPy array over the very memory, which must lie off the Java heap."""
    @property
    def __array_interface__(self) -> dict[str, Any]:
        """How NumPy takes the memory."""
    def __dlpack__(
        self,
        *,
        stream: None = None,
        max_version: tuple[int, int] | None = None,
        dl_device: tuple[int, int] | None = None,
        copy: bool | None = None,
    ) -> Any:
        """A capsule with a DLPack tensor over the very memory."""
    def __dlpack_device__(self) -> tuple[int, int]:
        """The device of the memory: (1, 0), the CPU."""
    def __arrow_c_schema__(self) -> Any:
        """A capsule with the Arrow type of the elements."""
    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]:
        """Capsules with an Arrow schema and an Arrow array over the very memory, of one dimension."""
    def numpy(self) -> Any:
        """A NumPy array over the very memory, which must lie off the Java heap; as np.asarray(buffer)."""
    def __enter__(self) -> Self:
        """Returns the buffer itself."""
    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Releases the buffer."""
    def release(self) -> None:
        """Gives the buffer up; each later use of it raises ValueError. The memory stays with Java."""
    def tolist(self) -> Any:
        """The elements as a list, nested for more than one dimension."""
    def tobytes(self) -> bytes:
        """A copy of the elements' bytes in C order."""
    def cast(self, format: str, shape: _Shape | None = None) -> Buffer:
        """A Buffer over the same bytes as elements of another type, in another shape."""
