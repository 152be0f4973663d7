import itertools
import math
import numerics

print(round(numerics.root(math.cos, 1.0, 2.0), 9))
print(round(numerics.root(lambda x: x**3 - 2, 0.0, 2.0), 9))


def broken(x: float) -> float:
    return math.sqrt(x)  # raises below zero


try:
    numerics.root(broken, -1.0, 1.0)
except ValueError as error:
    print("Python's own error comes back through Java:", error)

points = numerics.halton(2)
print([next(points) for _ in range(4)])

pairs = itertools.islice(zip(numerics.halton(2), numerics.halton(3)), 20_000)
inside = sum(x * x + y * y < 1 for x, y in pairs)
print("pi is about", 4 * inside / 20_000)
