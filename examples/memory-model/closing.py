from bridge import EmbeddingTable

table = EmbeddingTable(dim=2)
table.add([1, 2])
row = table[0]
try:
    table.close()
except BufferError as refused:
    print(refused)

row.release()
table.close()
try:
    table[0]
except ValueError as gone:
    print(gone)
