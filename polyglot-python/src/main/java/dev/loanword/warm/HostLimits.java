package dev.loanword.warm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * When a host ends of itself.
 *
 * @param idle after this time without a program
 * @param megabytes when it takes more memory than this between two programs
 */
record HostLimits(Duration idle, long megabytes) {
    private static final String IDLE = "LOANWORD_WARM_IDLE_MINUTES";
    private static final String MEMORY = "LOANWORD_WARM_MEGABYTES";
    private static final String HOSTS = "LOANWORD_WARM_HOSTS";
    private static final int IDLE_MINUTES = 30;
    private static final int MEGABYTES = 1500;

    /** The limits that an environment sets; what is no number counts as not set. */
    static HostLimits of(Map<String, String> environment) {
        return new HostLimits(
                Duration.ofMinutes(number(environment, IDLE, IDLE_MINUTES)), number(environment, MEMORY, MEGABYTES));
    }

    /** How many hosts may run at once. */
    static long hosts(Map<String, String> environment) {
        return number(environment, HOSTS, 1);
    }

    private static long number(Map<String, String> environment, String variable, long usual) {
        try {
            return Long.parseLong(environment.getOrDefault(variable, ""));
        } catch (NumberFormatException none) {
            return usual;
        }
    }

    boolean isExceeded() {
        return residentMegabytes() > megabytes;
    }

    /** The memory of this process that is in use; 0 if the operating system does not tell. */
    static long residentMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException untold) {
            return 0;
        }
    }
}
