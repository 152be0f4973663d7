import array
import bridge

samples = array.array("f", [0.5, 1.0, 1.5])
bridge.scale_buffer(samples, 2.0)  # Java writes into Python's array: no byte is copied
print(samples.tolist(), "checksum", bridge.checksum_bytes(samples.tobytes()))
