import array
import loanword
from bridge import EmbeddingTable

table = EmbeddingTable(dim=2)
with loanword.no_copies():
    try:
        table.add([1.0, 2.0])  # a list has no float32 memory
    except loanword.CopyError as refused:
        print(refused)
    table.add(array.array("f", [1.0, 2.0]))  # this has
print(len(table), "row,", loanword.ledger()["copied_bytes"], "bytes copied")
