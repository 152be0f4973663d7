"""Trades, and what became of them."""

import datetime as _datetime
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from enum import Enum
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Final, NamedTuple, overload
from typing_extensions import Self

EPOCH: Final[datetime]
LOT: Final[int]

def total(trades: Iterable[Trade], side: Side | None = None, start: Side = Side.SELL) -> Decimal:
    """The sum of some trades."""

class Side(Enum):
    """Of a trade."""
    BUY = "BUY"
    SELL = "SELL"

class Trade(NamedTuple):
    """What was traded."""
    side: Side
    price: Decimal
    count: int  # type: ignore[assignment]
    date: _datetime.date
    settled: _datetime.date | None

class MarketError(RuntimeError):
    """Something about a market."""

class ClosedError(MarketError):
    ...

class Book:
    EMPTY: Final[Book]
    DEPTH: Final[int]
    __match_args__ = ("file", "trades")
    __hash__: ClassVar[None]  # type: ignore[assignment]

    @overload
    def __init__(self) -> None: ...
    @overload
    def __init__(self, path: str | PathLike[str]) -> None: ...

    @property
    def file(self) -> Path:
        """Where it is kept."""
    @file.setter
    def file(self, value: str | PathLike[str]) -> None: ...

    @property
    def trades(self) -> list[Trade]: ...

    @classmethod
    def of(cls, *trades: Trade) -> Self:
        """A book of some trades."""

    @overload
    @staticmethod
    def parse(text: str) -> Trade:
        """Reads a trade."""
    @overload
    @staticmethod
    def parse(text: bytes | bytearray) -> Trade: ...

    def __getitem__(self, index: int, /) -> Trade: ...

    def __setitem__(self, index: int, trade: Trade, /) -> None: ...

    def __delitem__(self, index: int, /) -> None: ...

    def __contains__(self, trade: Trade, /) -> bool: ...

    def __iter__(self) -> Iterator[Trade]: ...

    def __call__(self, side: Side, depth: int = 1) -> float: ...

    def __eq__(self, other: object, /) -> bool: ...

    def __lt__(self, other: Book, /) -> bool: ...

    def __add__(self, other: Book, /) -> Book: ...

    def __radd__(self, other: float, /) -> Book: ...

    def __neg__(self) -> Book: ...

    def __bool__(self) -> bool: ...

    def __buffer__(self, flags: int, /) -> memoryview: ...

    def __enter__(self) -> Book: ...

    def __exit__(self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None, /) -> bool: ...

    def __aiter__(self) -> AsyncIterator[Trade]: ...

class Log(Book):
    """A book that grows."""

    def __init__(self, path: str | PathLike[str], limit: int = 10) -> None: ...

    @property
    def size(self) -> int:
        """How long it is."""

    def append(self, trade: Trade) -> None:
        """Writes a trade."""

    def close(self) -> None:
        """Closes it; a second time has no effect."""
