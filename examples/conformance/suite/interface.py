"""What callers rely on: the signature, and the example in the documentation."""

# expect-signature: weather.wind_chill(celsius: float, wind: float = 20.0) -> float
# expect-doctest: weather
