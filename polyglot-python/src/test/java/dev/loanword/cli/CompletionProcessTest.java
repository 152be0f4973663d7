package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.loanword.cli.LauncherProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code loanword completion} writes, read by the shells themselves. */
class CompletionProcessTest {
    /** Ctrl-U. */
    private static final String DROP_LINE = "\u0015";

    @TempDir
    Path folder;

    @Test
    void bash_completes_commands_options_and_values() throws Exception {
        LauncherProcess bash = LauncherProcess.at(Path.of("/bin/bash"), "--norc", "--noprofile", "-i").with("INPUTRC", "/dev/null");
        Path file = Files.writeString(folder.resolve("my_program.py"), "");
        try (TerminalSession session = new TerminalSession(bash)) {
            session.type("PS1='> '; source '" + script("bash") + "'; clear\r").awaitScreen(screen -> screen.equals(">"), "is empty");

            completes(session, "loanword do", "loanword doctor");
            completes(session, "loanword run --led", "loanword run --ledger");
            completes(session, "loanword cache b", "loanword cache build");
            completes(session, "loanword completion f", "loanword completion fish");
            // What is no word of the tool is a file.
            completes(session, "loanword run " + file.resolveSibling("my_pro"), "loanword run " + file);
        }
    }

    private static void completes(TerminalSession session, String typed, String completed) throws InterruptedException {
        session.type(typed + "\t").await("> " + completed);
        session.type(DROP_LINE).await(">");
    }

    @Test
    void zsh_reads_the_script() throws Exception {
        assumeTrue(isInstalled("zsh"), "zsh is not installed");
        assertThat(LauncherProcess.result(new ProcessBuilder("zsh", "-f", "-c", "source " + script("zsh") + "; whence -w _complete_loanword")
                        .start()))
                .isEqualTo(new Result(0, "_complete_loanword: function\n", ""));
    }

    @Test
    void fish_completes_commands_and_options() throws Exception {
        assumeTrue(isInstalled("fish"), "fish is not installed");
        assertThat(inFish(script("fish"), "loanword doc")).containsExactly("doctor");
        assertThat(inFish(script("fish"), "loanword run --led")).containsExactly("--ledger");
        assertThat(inFish(script("fish"), "loanword cache b")).containsExactly("build");
    }

    @Test
    void another_shell_is_refused_with_those_that_can_be_had() throws Exception {
        assertThat(LauncherProcess.of("completion", "tcsh").run())
                .isEqualTo(new Result(
                        2,
                        "",
                        """
                        loanword completion: Invalid value for positional parameter at index 0 (SHELL): expected one of [bash, zsh, fish]\
                         (case-sensitive) but was 'tcsh'
                        See: loanword completion --help
                        """));
    }

    private Path script(String shell) throws Exception {
        Result result = LauncherProcess.of("completion", shell).run();
        assertThat(result.err()).isEmpty();
        assertThat(result.exitStatus()).isZero();
        return Files.writeString(folder.resolve(shell), result.out());
    }

    private static List<String> inFish(Path script, String line) throws Exception {
        Result result = LauncherProcess.result(
                new ProcessBuilder("fish", "-N", "-c", "source " + script + "; complete -C '" + line + "'").start());
        assertThat(result.err()).isEmpty();
        return result.out().lines().map(found -> found.split("\t")[0]).toList();
    }

    private static boolean isInstalled(String shell) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + shell).start().waitFor() == 0;
    }
}
