package dev.loanword.cli;

import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of programs, in a warm host. The one that asks for another JVM has a process of its own all the same. */
@ExtendWith(ThroughWarmHost.class)
class WarmRunProcessTest extends RunProcessTest {
    @Override
    String lastLinesOfLedger() {
        return "ledger: ran in the warm host\n";
    }
}
