import array
import bridge
import loanword

samples = array.array("f", [1, 2, 3, 4])
bridge.scale_buffer(samples, 10)  # Java writes, Python sees it
print(samples.tolist())

grid = loanword.zeros((2, 3), "d")  # memory that Java owns
grid[1][:] = array.array("d", [7, 8, 9])  # Python writes into a view of a row
print(grid.tolist(), memoryview(grid).shape)
