"""Keeps vectors in a table, finds the nearest ones, saves the table and opens it again."""

import array
import os
import tempfile

from bridge import EmbeddingTable

table = EmbeddingTable(dim=3)
for row in ([1, 0, 0], [0, 1, 0], [0.6, 0.8, 0]):
    table.add(array.array("f", row))  # or a list, or a row of a NumPy array

for match in table.search([0, 2, 0], k=2):  # a list of Match(index, score), best first
    print(match.index, match.score)

index, cosine = table.search([0, 2, 0], k=1, metric="cosine")[0]
print("row", index, "points the same way:", cosine)

path = os.path.join(tempfile.mkdtemp(), "vectors.table")
table.save(path)
with EmbeddingTable.open(path) as opened:  # mapped, not read
    print(opened, opened.search([0, 2, 0], k=2) == table.search([0, 2, 0], k=2))
    try:
        opened.add([1, 2, 3])
    except ValueError as refused:
        print(str(refused).replace(path, "PATH"))
os.remove(path)
