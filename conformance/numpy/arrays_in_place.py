# /// script
# dependencies = ["numpy"]
# ///
"""NumPy arrays are scaled where they lie, whatever their shape; what does not fit is refused."""

# conformance: timeout 300

import numpy as np

import bridge

matrix = np.arange(6, dtype=np.float64).reshape(2, 3)
address = matrix.ctypes.data
bridge.scale_inplace(matrix, 2.0)
assert matrix.ctypes.data == address
print(matrix.tolist())  # expect: [[0.0, 2.0, 4.0], [6.0, 8.0, 10.0]]

samples = np.ones(4, dtype=np.float32)
bridge.scale_buffer(samples[1:3], 5.0)
print(samples.tolist())  # expect: [1.0, 5.0, 5.0, 1.0]

frozen = np.ones(2)
frozen.flags.writeable = False
for wrong in (matrix[:, ::2], matrix.T, matrix.astype(np.float32), matrix.astype(">f8"), frozen):
    try:
        bridge.scale_inplace(wrong, 2.0)
    except (TypeError, BufferError):
        pass
    else:
        print("took", wrong)

table = bridge.EmbeddingTable(dim=768)
table.add(np.full(768, 0.5, dtype=np.float32))
print(table.dot(0, np.ones(768, dtype=np.float32)))  # expect: 384.0
