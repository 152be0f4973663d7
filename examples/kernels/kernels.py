"""What `bridge` computes over numbers where they lie: in Python's own arrays, and in memory that Java owns."""

import array

import bridge
import loanword

prices = array.array("d", [101.5, 99.0, 103.25, 99.0])
print(bridge.sum(prices), bridge.min(prices), bridge.max(prices))
print(bridge.count(prices, 99), "times 99, first at", bridge.find(prices, 99))

returns = loanword.zeros((4,), "d")  # memory that Java owns
bridge.axpy(0.01, prices, returns)  # returns += 0.01 * prices
bridge.log_inplace(returns)
print([round(x, 4) for x in returns])

print(bridge.standardise_inplace(prices))  # what they had before
bridge.clip_inplace(prices, -1, 1)
print([round(x, 3) for x in prices], round(bridge.cosine(prices, returns), 3))

pixels = bytearray([10, 100, 200])
try:
    bridge.multiply_inplace(pixels, 2)
except OverflowError as refused:
    print(refused)
print(list(pixels), bridge.sum(pixels))

many = array.array("d", [0.1]) * 1000
print(bridge.sum(many), bridge.sum(many, in_order=True))
print(loanword.ledger()["copied_bytes"], "bytes copied")
