import market
from collections.abc import Iterator

def replay(side: market.Side = market.Side.BUY) -> Iterator[market.Trade]:
    """Trades as they came."""

class FeedError(market.MarketError):
    ...
