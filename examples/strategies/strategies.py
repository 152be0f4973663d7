import loanword
import market

prices: loanword.Buffer = globals()["prices"]  # lent by Backtest.java

fast = market.moving_average(prices, 5)
slow = market.moving_average(prices, 20)


def hold(day: int) -> float:
    return 1.0


def crossover(day: int) -> float:
    """With the trend: long while the fast average is above the slow one."""
    return 1.0 if fast[day] > slow[day] else -1.0


def breakout(day: int) -> float:
    """Long above all prices of the last ten days, short below them, else nothing."""
    window = prices[max(0, day - 10) : day].tolist() or [prices[day]]
    return float(prices[day] > max(window)) - float(prices[day] < min(window))


for strategy in hold, crossover, breakout:
    market.register(strategy.__name__, strategy)

print(len(prices), "days of prices, lent by Java:", prices)
