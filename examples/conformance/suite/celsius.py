"""Temperatures are converted where they lie: the bound of this script is 0 copied bytes."""

import array

import weather

readings = array.array("d", [32.0, 212.0, -40.0])
weather.to_celsius(readings)
print(readings.tolist())  # expect: [0.0, 100.0, -40.0]
