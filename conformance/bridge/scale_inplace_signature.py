"""scale_inplace takes a buffer and a factor, by position or by name; a factor may be an int."""

import array

import bridge

values = array.array("d", [1.0])
bridge.scale_inplace(x=values, factor=2)
bridge.scale_inplace(values, factor=True)
print(values.tolist())  # expect: [2.0]
# expect-signature: bridge.scale_inplace(x, factor)
