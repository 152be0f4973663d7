"""Without wind there is no wind chill."""

import weather

weather.wind_chill(3.0, wind=4.5)

# expect-error: ValueError: wind chill is defined from 5 km/h on, got 4.5
