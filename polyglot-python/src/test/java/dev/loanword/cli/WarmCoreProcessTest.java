package dev.loanword.cli;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of cores, in a warm host, which is replaced after each. */
@ExtendWith(ThroughWarmHost.class)
@Tag("long")
class WarmCoreProcessTest extends CoreProcessTest {}
