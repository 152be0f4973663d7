import array
import @module@

values = array.array("d", [1.0, 2.0, 6.0])
print("mean", @module@.mean(values))

@module@.shift(values, by=-3)  # Java writes into Python's array: no byte is copied
print("shifted", values.tolist())
