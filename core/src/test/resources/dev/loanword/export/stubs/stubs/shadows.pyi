"""Quotes \""" and a backslash \\ and a tab	, a bell \x07 and a "quote\""""

import builtins as _builtins
import collections.abc as _collections_abc
import datetime as _datetime
import loanword as _loanword
import market as _market
import pathlib as _pathlib
import typing as _typing
from enum import Enum
from typing import Final

str: Final[_builtins.str]

def Sequence(numbers: _collections_abc.Sequence[float]) -> _pathlib.Path: ...

def loanword() -> _loanword.Buffer:
    """Ends with a backslash \\"""

def turn() -> Path:
    """Two lines,

        the last indented.
    """

class Shadow:
    def __init__(self) -> None: ...

    @_builtins.property
    def date(self) -> _datetime.date: ...

    @_builtins.property
    def property(self) -> bool: ...
    @property.setter
    def property(self, value: bool) -> None: ...

    def list(self) -> _builtins.list[_builtins.str]: ...

    def int(self, value: _builtins.int) -> _builtins.int: ...

    @_builtins.staticmethod
    def staticmethod() -> None: ...

    def Shadow(self) -> _Shadow: ...

    @_typing.overload
    def overload(self) -> None: ...
    @_typing.overload
    def overload(self, value: _builtins.str) -> None: ...

    def market(self) -> _market.Side: ...

class Path(Enum):
    UP = "UP"
    DOWN = "DOWN"

_Shadow = Shadow
