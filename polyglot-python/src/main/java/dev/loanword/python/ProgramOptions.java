package dev.loanword.python;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The GraalPy options that make a host behave as the {@code python} command. GraalPy leaves PYTHON* environment
 * variables to whoever starts it, so the ones that still have a meaning are translated here.
 */
final class ProgramOptions {
    private static final String WARN_OPTIONS = "python.WarnOptions";

    private ProgramOptions() {}

    /**
     * Gives the options for one program.
     *
     * @param variables the environment variables of the process
     * @param asked what the user asks for in other ways, which counts more
     */
    static Map<String, String> of(Program program, Map<String, String> variables, Map<String, String> asked) {
        Map<String, String> environment = "true".equals(asked.get("python.IgnoreEnvironmentFlag")) ? Map.of() : variables;
        Map<String, String> options = new LinkedHashMap<>();
        options.put("python.RunViaLauncher", "true");
        options.put("python.InstallSignalHandlers", "true");
        options.put("python.ForceImportSite", Boolean.toString(!"true".equals(asked.get("python.NoSiteFlag"))));
        options.put("python.PosixModuleBackend", "native");
        options.put("python.DontWriteBytecodeFlag", "false");
        options.put("python.WarnExperimentalFeatures", "false");
        if (program instanceof Program.Script script) {
            // Absolute, because __file__ and tracebacks must stay true after os.chdir; sys.argv[0] stays as typed.
            options.put("python.InputFilePath", script.file().toAbsolutePath().toString());
        }
        copy(environment, "PYTHONPATH", options, "python.PythonPath");
        copy(environment, "PYTHONHASHSEED", options, "python.HashSeed");
        copy(environment, "PYTHONIOENCODING", options, "python.StandardStreamEncoding");
        copy(environment, "PYTHONINTMAXSTRDIGITS", options, "python.IntMaxStrDigits");
        copy(environment, "PYTHONPYCACHEPREFIX", options, "python.PyCachePrefix");
        flag(environment, "PYTHONDONTWRITEBYTECODE", options, "python.DontWriteBytecodeFlag");
        flag(environment, "PYTHONNOUSERSITE", options, "python.NoUserSiteFlag");
        flag(environment, "PYTHONSAFEPATH", options, "python.SafePathFlag");
        flag(environment, "PYTHONUNBUFFERED", options, "python.UnbufferedIO");
        flag(environment, "PYTHONVERBOSE", options, "python.VerboseFlag");
        String warnings = environment.getOrDefault("PYTHONWARNINGS", "");
        options.putAll(asked);
        if (!warnings.isEmpty()) {
            // Those that were asked for come last, and the last one that fits counts.
            options.merge(WARN_OPTIONS, warnings, (later, before) -> before + "," + later);
        }
        return options;
    }

    private static void copy(
            Map<String, String> environment, String variable, Map<String, String> options, String option) {
        String value = environment.getOrDefault(variable, "");
        if (!value.isEmpty()) {
            options.put(option, value);
        }
    }

    private static void flag(
            Map<String, String> environment, String variable, Map<String, String> options, String option) {
        if (!environment.getOrDefault(variable, "").isEmpty()) {
            options.put(option, "true");
        }
    }
}
