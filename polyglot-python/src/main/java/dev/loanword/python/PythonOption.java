package dev.loanword.python;

import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptor;

/** An option of GraalPy that a user may set, as {@link PythonHostBuilder#option} takes it. */
public final class PythonOption {
    /** What stands before the names of such options. */
    public static final String PREFIX = PythonHost.PYTHON + ".";

    private final OptionDescriptor descriptor;

    private PythonOption(OptionDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** Those that this GraalPy has, but for those that are meant for GraalPy itself. */
    public static List<PythonOption> all() {
        return StreamSupport.stream(
                        SharedEngine.get().getLanguages().get(PythonHost.PYTHON).getOptions().spliterator(), false)
                .filter(descriptor -> descriptor.getCategory() != OptionCategory.INTERNAL)
                .map(PythonOption::new)
                .toList();
    }

    /** Its name, without {@link #PREFIX}. */
    public String name() {
        return descriptor.getName().substring(PREFIX.length());
    }

    /** Whether it is true or false. */
    public boolean isFlag() {
        return descriptor.getKey().getDefaultValue() instanceof Boolean;
    }

    /** Why it can't have a value, or empty if it can. */
    public Optional<String> refusal(String value) {
        try {
            descriptor.getKey().getType().convert(value);
            return Optional.empty();
        } catch (IllegalArgumentException refused) {
            return Optional.of(refused.getMessage());
        }
    }
}
