package dev.loanword.cli;

import dev.loanword.python.PythonOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that the {@code python} command has as well, as options of GraalPy. The help names them in one line. */
final class PythonOptions {
    /** What {@code PYTHONWARNINGS} has between filters. */
    private static final String NEXT_FILTER = ",";

    @Option(
            names = "-X",
            paramLabel = "NAME[=VALUE]",
            description = "Set an option of GraalPy, such as IntMaxStrDigits=9999.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "-W", paramLabel = "FILTER", description = "Filter warnings, such as error or ignore::DeprecationWarning.")
    private List<String> warnings = new ArrayList<>();

    @Option(names = "-B", hidden = true)
    private boolean noBytecode;

    @Option(names = "-E", hidden = true)
    private boolean noEnvironment;

    @Option(names = "-I", hidden = true)
    private boolean isolated;

    @Option(names = "-O", hidden = true)
    private boolean optimized;

    @Option(names = "-P", hidden = true)
    private boolean safePath;

    @Option(names = "-q", hidden = true)
    private boolean quiet;

    @Option(names = "-s", hidden = true)
    private boolean noUserSite;

    @Option(names = "-S", hidden = true)
    private boolean noSite;

    @Option(names = "-u", hidden = true)
    private boolean unbuffered;

    @Option(names = "-v", hidden = true)
    private boolean verbose;

    /** The options of GraalPy that are asked for, by their names; empty if none is. */
    Map<String, String> options(CommandSpec spec) {
        Map<String, String> options = new LinkedHashMap<>();
        flag(noBytecode, "DontWriteBytecodeFlag", options);
        flag(isolated, "IsolateFlag", options);
        flag(noEnvironment || isolated, "IgnoreEnvironmentFlag", options);
        flag(safePath || isolated, "SafePathFlag", options);
        flag(noUserSite || isolated, "NoUserSiteFlag", options);
        flag(optimized, "PythonOptimizeFlag", options);
        flag(quiet, "QuietFlag", options);
        flag(noSite, "NoSiteFlag", options);
        flag(unbuffered, "UnbufferedIO", options);
        flag(verbose, "VerboseFlag", options);
        if (!warnings.isEmpty()) {
            options.put(PythonOption.PREFIX + "WarnOptions", String.join(NEXT_FILTER, warnings));
        }
        for (String setting : settings) {
            put(setting, options, spec);
        }
        return options;
    }

    private static void flag(boolean isSet, String name, Map<String, String> options) {
        if (isSet) {
            options.put(PythonOption.PREFIX + name, "true");
        }
    }

    private static void put(String setting, Map<String, String> options, CommandSpec spec) {
        String[] parts = setting.split("=", 2);
        List<PythonOption> known = PythonOption.all();
        PythonOption option = named(parts[0], known)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "GraalPy has no option " + parts[0]
                                + NearMiss.of(parts[0], known.stream().map(PythonOption::name).toList())
                                        .map(near -> "; did you mean -X " + near + "?")
                                        .orElse("")));
        if (parts.length == 1 && !option.isFlag()) {
            throw new ParameterException(spec.commandLine(), "-X " + option.name() + " needs a value: -X " + option.name() + "=VALUE");
        }
        String value = parts.length == 1 ? "true" : parts[1];
        option.refusal(value).ifPresent(reason -> {
            throw new ParameterException(spec.commandLine(), "-X " + option.name() + " can't be '" + value + "': " + reason);
        });
        options.put(PythonOption.PREFIX + option.name(), value);
    }

    /** Python writes int_max_str_digits where GraalPy writes IntMaxStrDigits. */
    private static Optional<PythonOption> named(String typed, List<PythonOption> known) {
        String name = typed.replace("_", "");
        return known.stream().filter(option -> option.name().equalsIgnoreCase(name)).findFirst();
    }
}
