"""A view of a part is scaled, and its neighbours are not touched."""

import array

import bridge

values = array.array("d", range(6))
bridge.scale_inplace(memoryview(values)[2:4], 10.0)
print(values.tolist())  # expect: [0.0, 1.0, 20.0, 30.0, 4.0, 5.0]

matrix = memoryview(values).cast("B").cast("d", (2, 3))
bridge.scale_inplace(matrix, -1.0)
print(matrix.tolist())  # expect: [[-0.0, -1.0, -20.0], [-30.0, -4.0, -5.0]]
