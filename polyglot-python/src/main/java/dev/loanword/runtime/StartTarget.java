package dev.loanword.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a fast start is prepared for, as the launcher describes it.
 *
 * @param madeFor all that it depends on: the JDK, the jars, the JVM options, the processor. The launcher compares it with
 *     {@link StartCache#MADE_FOR} of each start that is there
 * @param jdk the JDK to make the image of
 * @param compiler the folder of the modules that the image has in addition
 * @param classPath the class path of programs, as the launcher gives it
 * @param options the JVM options of programs on the image
 */
public record StartTarget(String madeFor, Path jdk, Path compiler, String classPath, List<String> options) {
    /** The environment variable that has the description. */
    public static final String MADE_FOR_VARIABLE = "LOANWORD_START_MADE_FOR";

    /** The environment variable that has the JVM options, one a line. */
    public static final String OPTIONS_VARIABLE = "LOANWORD_START_OPTIONS";

    /** The environment variable that has the folder of the distribution. */
    public static final String DISTRIBUTION_VARIABLE = "LOANWORD_START_DISTRIBUTION";

    /** How many lines of the description say where; the rest says which version is there. */
    private static final int LINES_OF_PLACE = 3;

    public StartTarget {
        options = List.copyOf(options);
    }

    /** What the launcher told this process; empty if it was started without, or found too little to describe a start. */
    public static Optional<StartTarget> of(Map<String, String> environment) {
        String madeFor = environment.getOrDefault(MADE_FOR_VARIABLE, "");
        if (madeFor.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new StartTarget(
                madeFor,
                Path.of(System.getProperty("java.home")),
                Path.of(environment.get(DISTRIBUTION_VARIABLE)).resolve("compiler"),
                System.getProperty("java.class.path"),
                environment.get(OPTIONS_VARIABLE).lines().toList()));
    }

    /** Whether another description is of the same place in another version, so that its start is of no use any more. */
    boolean replaces(String other) {
        return !madeFor.equals(other) && place(madeFor).equals(place(other));
    }

    private static List<String> place(String madeFor) {
        return madeFor.lines().limit(LINES_OF_PLACE).toList();
    }
}
