# type: ignore  # wrong calls, on purpose

import array
import datetime
import inspect
import pickle
import rules


def shown(call):
    try:
        print(call())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


shown(lambda: rules.successor(41))
shown(lambda: rules.successor(2**31))
shown(lambda: rules.successor(1.0))
shown(lambda: rules.successor(None))
shown(lambda: rules.color(255, 128, 0))
shown(lambda: rules.color(-1, 0, 0))
shown(lambda: inspect.signature(rules.greeting))
shown(lambda: rules.greeting("Ada", "Countess", greeting="Welcome"))
shown(lambda: rules.greeting(name="Ada"))
shown(lambda: (rules.kind("seven"), rules.kind(7)))
shown(lambda: rules.kind([]))
shown(lambda: rules.by_length(["one", "two", "three"]))
shown(lambda: rules.by_length("one"))
shown(lambda: rules.next_week(datetime.date(2024, 2, 26)))
shown(lambda: rules.sum(array.array("d", [1, 2, 3])))
shown(lambda: rules.sum(array.array("f", [1, 2, 3])))
shown(lambda: rules.sell(3))
shown(lambda: rules.SoldOutError.__mro__[1].__name__)
shown(lambda: pickle.loads(pickle.dumps(rules.successor)) is rules.successor)
