"""scale_inplace multiplies float64 in place, in double precision, special values included."""

import array
import math

import bridge

values = array.array("d", [1.5, -0.0, 1e308, 0.1, math.inf, -math.inf])
address = values.buffer_info()
assert bridge.scale_inplace(values, 3.0) is None
assert values.buffer_info() == address
print(values.tolist())  # expect: [4.5, -0.0, inf, 0.30000000000000004, inf, -inf]

values = array.array("d", [math.nan, 2.0])
bridge.scale_inplace(values, 0.0)
assert math.isnan(values[0]) and values[1] == 0.0
