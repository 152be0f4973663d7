# /// script
# dependencies = ["numpy"]
# ///
"""Memory crosses by DLPack, both ways: what Java owns becomes an array, and Java borrows what an object has inside."""

import bridge
import loanword
import numpy as np

buffer = loanword.zeros((2, 3))  # memory that Java owns
tensor = np.from_dlpack(buffer)
tensor[0] = [1, 2, 3]  # NumPy writes into it
print(buffer.tolist())


class Sensor:
    def __init__(self):
        self.readings = np.arange(4.0)

    def __dlpack__(self, **keywords):
        return self.readings.__dlpack__(**keywords)

    def __dlpack_device__(self):
        return self.readings.__dlpack_device__()


sensor = Sensor()
bridge.scale_inplace(sensor, 10)  # Java writes into the array inside
print(sensor.readings)

sensor.readings.flags.writeable = False
try:
    bridge.scale_inplace(sensor, 10)
except BufferError as refused:
    print(refused)
print(loanword.ledger()["copied_bytes"], "bytes copied")
