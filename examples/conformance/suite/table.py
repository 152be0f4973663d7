"""A table, whose expected output is in table.expected."""

import weather

print("wind" + "".join(f"{celsius:8}" for celsius in (5, 0, -5, -10)))
for wind in (10, 20, 40):
    print(f"{wind:4}" + "".join(f"{weather.wind_chill(celsius, wind):8}" for celsius in (5, 0, -5, -10)))
