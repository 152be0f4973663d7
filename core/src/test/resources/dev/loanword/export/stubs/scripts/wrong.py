"""Each line with a comment is wrong; the comment names what each checker must say of it, and of no other line."""

# pyright: standard

from decimal import Decimal

import bridge
import kinds
import loanword
import market
import shadows
from market.data import feeds

table = bridge.EmbeddingTable("3")  # mypy arg-type, pyright reportArgumentType
table.add(1.5)  # mypy call-overload, pyright reportArgumentType reportCallIssue
table.add(["1"])  # mypy list-item, pyright reportArgumentType reportCallIssue
table.dot(0, query=[1.0])  # mypy call-overload, pyright reportCallIssue
table.dim = 4  # mypy misc, pyright reportAttributeAccessIssue
table.MAX_DIM = 5  # mypy misc, pyright reportAttributeAccessIssue
table["row"]  # mypy index, pyright reportArgumentType
table.rows  # mypy attr-defined, pyright reportAttributeAccessIssue
del table[0]  # mypy attr-defined, pyright reportIndexIssue
bridge.Lines()  # mypy call-arg, pyright reportCallIssue
bridge.Lines("x")  # mypy arg-type, pyright reportArgumentType
bridge.checksum_bytes("text")  # mypy arg-type, pyright reportArgumentType
bridge.checksum_bytes(memoryview(b""))  # mypy arg-type, pyright reportArgumentType
bridge.scale_inplace([1.0], 2)  # mypy arg-type, pyright reportArgumentType
bridge.scale_inplace(b"", "2")  # mypy arg-type, pyright reportArgumentType
kinds.int32(1.5)  # mypy arg-type, pyright reportArgumentType
kinds.int32(None)  # mypy arg-type, pyright reportArgumentType
kinds.big_decimal(1.5)  # mypy arg-type, pyright reportArgumentType
kinds.bytes("x")  # mypy arg-type, pyright reportArgumentType
kinds.path(b"x")  # mypy arg-type, pyright reportArgumentType
kinds.exported("BUY")  # mypy arg-type, pyright reportArgumentType
kinds.set_of_paths(["x"])  # mypy arg-type, pyright reportArgumentType
kinds.dictionary({1: b""})  # mypy dict-item, pyright reportArgumentType
kinds.buffers(b"", b"", b"")  # mypy arg-type, pyright reportArgumentType
kinds.callbacks(lambda of: of.size, print)  # mypy attr-defined, pyright reportAttributeAccessIssue
kinds.callbacks(len, print)  # mypy arg-type, pyright reportArgumentType
print(kinds.nullable(1) + 1)  # mypy operator, pyright reportOptionalOperand
kinds.every_kind(first=1, needed=True)  # mypy call-arg, pyright reportCallIssue
kinds.every_kind(1)  # mypy call-arg, pyright reportCallIssue
kinds.keyword_only(1)  # mypy call-arg, pyright reportCallIssue
kinds.overloaded(b"x", 1)  # mypy call-overload, pyright reportArgumentType
market.Side.HOLD  # mypy attr-defined, pyright reportAttributeAccessIssue
market.LOT = 2  # mypy misc
market.Trade(market.Side.BUY, Decimal(1), 2)  # mypy call-arg, pyright reportCallIssue
market.total(market.Side.BUY)  # mypy arg-type, pyright reportArgumentType
print({market.Book(): 1})  # pyright reportUnhashable
print(market.Book() < 1)  # mypy operator, pyright reportOperatorIssue
market.Log(1)  # mypy arg-type, pyright reportArgumentType
market.Book().append(1)  # mypy attr-defined, pyright reportAttributeAccessIssue
market.Book().file = 1  # mypy assignment, pyright reportAttributeAccessIssue
feeds.replay("BUY")  # mypy arg-type, pyright reportArgumentType
shadows.Shadow().int("1")  # mypy arg-type, pyright reportArgumentType
shadows.str = 1  # mypy misc assignment
loanword.Buffer(b"")  # mypy arg-type, pyright reportArgumentType
loanword.map_file("x", "w")  # mypy arg-type, pyright reportArgumentType
loanword.zeros(1.5)  # mypy arg-type, pyright reportArgumentType
loanword.copy_of([1])  # mypy arg-type, pyright reportArgumentType
loanword.ledger()["copies"]  # mypy typeddict-item, pyright reportGeneralTypeIssues
loanword.zeros(3).shape = (3,)  # mypy misc, pyright reportAttributeAccessIssue


def impossible(trade: market.Trade) -> None:
    trade.price = Decimal(1)  # mypy misc, pyright reportAttributeAccessIssue
    for line in table:  # mypy attr-defined
        print(line)


async def later() -> None:
    print(await kinds.publisher())  # mypy misc, pyright reportGeneralTypeIssues
    for trade in market.Book():
        trade.count()  # mypy operator, pyright reportCallIssue
