package dev.loanword.examples;

import dev.loanword.python.PythonHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Tries strategies written in Python on prices that Java owns. */
public final class Backtest {

    private Backtest() {}

    /** Runs the strategies of the file that is named. */
    public static void main(String[] arguments) throws IOException {
        double[] prices = randomWalk(2_000);
        Market market = new Market();

        try (PythonHost host = PythonHost.builder().export(market).open()) {
            host.lend("prices", prices); // the script sees Java's array itself
            host.run(Path.of(arguments[0])); // the script registers its strategies
            market.strategies().forEach((name, strategy) ->
                    System.out.printf(Locale.ROOT, "%-10s %+8.2f%n", name, profit(strategy, prices)));
            System.out.println("copied: " + host.ledger().copied() + " bytes");
        }
    }

    /** Calls the Python function once a day. */
    private static double profit(Market.Strategy strategy, double[] prices) {
        double profit = 0;
        for (int day = 0; day < prices.length - 1; day++) {
            profit += strategy.position(day) * (prices[day + 1] - prices[day]);
        }
        return profit;
    }

    /** Made-up prices: some momentum, some noise, the same ones each time. */
    private static double[] randomWalk(int days) {
        Random random = new Random(1);
        double[] prices = new double[days];
        double price = 100;
        double step = 0;
        for (int day = 0; day < days; day++) {
            prices[day] = price;
            step = 0.8 * step + 0.4 * random.nextGaussian();
            price = Math.max(1, price + step);
        }
        return prices;
    }
}
