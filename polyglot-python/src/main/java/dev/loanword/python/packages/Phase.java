package dev.loanword.python.packages;

/**
 * The phases of an installation, in order.
 *
 * <p>The seconds were measured on two cores; only their proportions matter, for the estimate of the time that is left.
 */
enum Phase {
    SOURCE("get and patch the source", 12),
    TOOLS("get the build tools", 6),
    CONFIGURE("configure", 25),
    COMPILE("compile", 270),
    INSTALL("collect the files", 1),
    CHECK("try it in GraalPy", 15),
    RESOLVE("find, download and install the packages", 3),
    BUILD("build from source in GraalPy", 60);

    private static final int MEASURED_CORES = 2;

    final String title;
    private final double seconds;

    Phase(String title, double seconds) {
        this.title = title;
        this.seconds = seconds;
    }

    /** Expected share of the whole, in seconds of the machine that was measured; only compiling uses all cores. */
    double weight(int cores) {
        return this == COMPILE ? seconds * MEASURED_CORES / cores : seconds;
    }
}
