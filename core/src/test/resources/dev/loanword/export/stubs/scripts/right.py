"""Uses what the stubs offer as it is meant; a strict type checker finds nothing."""

import asyncio
import mmap
from array import array
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import assert_type

import bridge
import kinds
import loanword
import market
import shadows
from market.data import feeds


def embeddings() -> float:
    with bridge.EmbeddingTable(dim=3) as table:
        assert_type(table, bridge.EmbeddingTable)
        table.add([1, 2.5, 3])
        integers = [1, 2, 3]
        table.add(integers)
        table.add(array("f", [1, 2, 3]))
        row = table[-1]
        assert_type(row, loanword.Buffer)
        row[0] = 1.5
        total: float = table.dot(0, row) + table.dot(0, (1, 2, 3)) + table.dot(0, memoryview(row))
        table.close(force=True)
        return total + table.dim + len(table) + table.MAX_DIM + bridge.EmbeddingTable.MAX_DIM


class Named(bridge.EmbeddingTable):
    """Types can be extended."""

    name = "rows"

    def dot(self, idx: int, query: object, /) -> float:
        return 0.0 if query is None else float(idx)


def lines(path: Path) -> int:
    longest = 0
    with bridge.lines(path) as opened:
        for line in opened:
            longest = max(longest, len(line))
    return longest + bridge.checksum_bytes(b"") + bridge.checksum_bytes(bytearray(3))


def scale(x: memoryview, mapped: mmap.mmap) -> None:
    with Named(4) as named:
        print(named.name, named.closed)
    for buffer in (x, mapped, bytearray(8), loanword.zeros((2, 2)), array("d", [1.0])):
        bridge.scale_inplace(buffer, 2)


def every_type(path: Path, now: datetime) -> None:
    assert_type(kinds.boolean(True), bool)
    assert_type(kinds.int32(1), int)
    assert_type(kinds.uint64(1), int)
    assert_type(kinds.float32(1), float)
    assert_type(kinds.character("x"), str)
    assert_type(kinds.bytes(bytearray(1)), bytes)
    assert_type(kinds.path("x"), Path)
    assert_type(kinds.path(path), Path)
    assert_type(kinds.big_decimal(Decimal(1)), Decimal)
    assert_type(kinds.local_date(now), date)
    assert_type(kinds.duration(timedelta(1)), timedelta)
    assert_type(kinds.numbers(range(3)), list[float])
    assert_type(kinds.numbers(array("d")), list[float])
    assert_type(kinds.bytes_as_numbers(b"x"), list[int])
    assert_type(kinds.characters("xy"), list[str])
    assert_type(kinds.nullable(None), int | None)
    assert_type(kinds.nullable_path(None), Path | None)
    assert_type(kinds.optional_object(), str | None)
    assert_type(kinds.list_of_paths(["x", path]), list[Path])
    assert_type(kinds.collection_of_paths({"x"}), list[Path])
    assert_type(kinds.set_of_paths({"x", path}), set[Path])
    assert_type(kinds.dictionary({"x": b"", "y": None}), dict[str, bytes | None])
    for day in kinds.stream_of_dates(day for day in [now.date()]):
        assert_type(day, date)
    assert_type(kinds.exported(market.Side.BUY), market.Side)
    kinds.any({"x": [None, 1]})
    kinds.buffers(memoryview(b"x"), b"", array("d"), none=bytearray(1))
    kinds.buffers(loanword.zeros(3), b"", memoryview(b"12345678").cast("d"))
    kinds.callbacks(lambda of: of.name, lambda side, data: print(side.name, len(data)))
    kinds.callbacks(str, print, supplier=lambda: 1)
    kinds.every_kind(1, "utf-8", "x", "y", needed=True, other=1)
    kinds.keyword_only(limit=1)
    kinds.gathered(1, 2.5)
    kinds.defaults(names=("x",), ids={1}, side=market.Side.SELL)
    assert_type(kinds.overloaded(1), int)
    assert_type(kinds.overloaded("x", times=2), str)
    kinds.overloaded(b"x", 1, strict=True)
    assert_type(kinds.widest_first(True), bool)
    assert_type(kinds.widest_first(1), int | None)
    assert_type(kinds.widest_first(1.5), float)
    assert_type(kinds.widest_first("x"), str)
    assert_type(kinds.widest_first(["x"]), list[str])
    assert_type(kinds.widest_first(iter("x")), Iterator[str])
    assert_type(kinds.widest_first(now), datetime)
    assert_type(kinds.widest_first(now.date()), date)


async def later(book: market.Book) -> int:
    size = len(await kinds.future())
    async for path in kinds.publisher():
        size += len(path.name)
    async for trade in book:
        size += trade.count
    return size


def trades() -> None:
    trade = market.Trade(market.Side.BUY, Decimal(1), 2, date(2026, 1, 1), None)
    side, price, _, _, _ = trade
    assert_type(side, market.Side)
    assert_type(price, Decimal)
    assert_type(trade.date, date)
    assert_type(trade.settled, date | None)
    print(market.Side.BUY.value.lower(), market.Side["SELL"])
    book = market.Book.of(trade, trade)
    book[0] = book[-1]
    del book[0]
    book.file = "x"
    book.file = book.file / "y"
    first, *_ = book
    print(first.price, trade in book, book(market.Side.SELL, depth=2), book == 1, book < book, -(book + book), 1.5 + book)
    print(len(memoryview(book)), market.LOT, market.EPOCH.year, market.Book.EMPTY.trades, market.Book.parse("x").price)
    with book as same:
        assert_type(same, market.Book)
    assert_type(market.total([trade], start=market.Side.BUY), Decimal)
    match book:
        case market.Book(file, trades):
            assert_type(file, Path)
            assert_type(trades, list[market.Trade])
    try:
        for replayed in feeds.replay():
            print(replayed.price)
    except feeds.FeedError as error:
        raise market.ClosedError("closed") from error
    except market.MarketError as error:
        failed: RuntimeError = error
        print(failed)


class Ledger(market.Book):
    pages = 3

    def __init__(self, owner: str, path: str) -> None:
        super().__init__(path)
        self.owner = owner


def derived(log: market.Log) -> None:
    books: list[market.Book] = [log, market.Log("x"), Ledger("me", "x")]
    log.append(log[0])
    log.file = "y"
    log.close()
    print(log.DEPTH + log.size, log + log, Ledger("me", path="x").owner, len(books))


def subclass() -> int:
    return Ledger.of().pages + Ledger("me", "x").pages


def hidden_names() -> None:
    shadow = shadows.Shadow()
    assert_type(shadow.list(), list[str])
    assert_type(shadow.int(1), int)
    assert_type(shadow.date, date)
    assert_type(shadow.Shadow().property, bool)
    assert_type(shadow.market(), market.Side)
    assert_type(shadows.turn(), shadows.Path)
    assert_type(shadows.Sequence([1]), Path)
    assert_type(shadows.str, str)
    shadow.property = True
    shadows.Shadow.staticmethod()
    shadow.overload("x")


def toolkit() -> None:
    with loanword.no_copies():
        numbers = loanword.zeros((2, 3), format="f")
    numbers[0, 1] = 1.5
    numbers[1:] = numbers[:1]
    column = numbers[:, 0]
    print(numbers.shape, numbers.strides, numbers.readonly, numbers[0][1], column, numbers == column)
    assert_type(numbers[1:], loanword.Buffer)
    assert_type(numbers.cast("B", 24).tobytes(), bytes)
    mapped = loanword.map_file(Path("x"), "r+", "d", shape=[2, 2])
    with mapped, memoryview(mapped) as view:
        print(len(view), mapped.tolist(), bytes(mapped), *mapped)
    totals = loanword.ledger()
    assert_type(totals["copied_bytes"], int)
    assert_type(totals["copied_by_reason"], dict[str, int])
    try:
        loanword.copy_of(loanword.copy_of(b"x"))
    except (loanword.BorrowError, loanword.CopyError) as error:
        refused: BufferError = error
        print(refused)


asyncio.run(later(market.Book()))
