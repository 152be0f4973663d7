package dev.loanword.repl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An input that begins with {@code %java}.
 *
 * @param target the Python name that the value is for, {@code null} if it is only to be shown
 * @param code what to run, perhaps nothing
 * @param start where the code begins in the input
 */
record JavaInput(String target, String code, int start) {
    private static final Pattern COMMAND =
            Pattern.compile("\\s*(?:(?<target>[\\p{L}_][\\p{L}\\p{N}_]*)\\s*=\\s*)?%java(?:[ \\t\\n]+(?<code>.*))?", Pattern.DOTALL);

    static Optional<JavaInput> of(String text) {
        Matcher command = COMMAND.matcher(text);
        if (!command.matches()) {
            return Optional.empty();
        }
        String code = command.group("code");
        return Optional.of(code == null
                ? new JavaInput(command.group("target"), "", text.length())
                : new JavaInput(command.group("target"), code, command.start("code")));
    }
}
