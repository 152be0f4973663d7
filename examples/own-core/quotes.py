import array
import inspect
import options

print(inspect.signature(options.quote))
price, delta = options.quote(spot=100.0, strike=95.0, years=0.5)
print(f"a call costs {price:.2f}, delta {delta:.2f}")
print(f"a put costs {options.quote(100, 95, 0.5, right=options.Right.PUT).price:.2f}")

spots = array.array("d", [90.0, 100.0, 110.0])
options.price_in_place(spots, strike=95.0, years=0.5)  # Java writes into Python's array
print([round(price, 2) for price in spots])

try:
    options.quote(100, 95, 0.5, volatility=0)
except ValueError as error:
    print("ValueError:", error)
