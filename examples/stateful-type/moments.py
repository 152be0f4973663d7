import array
from statistics_core import Moments


class Measured(Moments):
    """A Python subclass: the state stays in Java, the rule is Python's."""

    def __init__(self, unit: str) -> None:
        super().__init__()
        self.unit = unit

    def add(self, value: float) -> None:
        if value != value:
            raise ValueError("nan is no measurement")
        super().add(value)


morning = Measured("°C")
for temperature in 11.5, 12.0, 13.5, 15.0:
    morning.add(temperature)

evening = Moments()
evening.add_all(array.array("d", [14.0, 12.5, 11.0]))

print(len(morning), "values:", morning.mean, morning.unit, "variance", round(morning.variance, 6))
print(morning + evening)
print([base.__name__ for base in Measured.__mro__])
try:
    morning.add(float("nan"))
except ValueError as error:
    print("ValueError:", error)
