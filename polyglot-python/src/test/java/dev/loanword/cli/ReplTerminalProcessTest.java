package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code loanword repl} on a terminal: what a person types, and the screen that they see.
 *
 * <p>Long, because it depends on the machine's speed: what is typed in the very moment in which {@code input()} takes the terminal
 * over from the editor can be lost.
 */
@Tag("long")
class ReplTerminalProcessTest {
    private static final String ENTER = "\r";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String UP = "\033OA";
    private static final String PROMPT = "\n>>>";
    private static final Pattern COLOUR = Pattern.compile("\033\\[[\\d;]*[1-9][\\d;]*m");

    @TempDir
    Path folder;

    @BeforeAll
    static void needsLinux() {
        assumeTrue(Files.exists(Path.of("/dev/ptmx")) && Files.exists(Path.of("/usr/bin/setsid")), "there are no pseudo-terminals of Linux");
    }

    private TerminalSession open(String... more) throws IOException {
        return open(LauncherProcess.of("repl"), more);
    }

    private TerminalSession open(LauncherProcess launcher, String... more) throws IOException {
        launcher.in(folder)
                .with("TERM", "xterm-256color")
                .with("XDG_STATE_HOME", folder.resolve("state").toString())
                .without("NO_COLOR");
        for (int i = 0; i < more.length; i += 2) {
            launcher.with(more[i], more[i + 1]);
        }
        return new TerminalSession(launcher);
    }

    /** What is below the greeting. */
    private static String session(String screen) {
        String greeting = "or Ctrl-D to leave.\n";
        return screen.substring(screen.indexOf(greeting) + greeting.length()) + "\n";
    }

    @Test
    void blocks_are_indented_values_and_errors_shown_and_ctrl_d_leaves() throws Exception {
        try (TerminalSession session = open()) {
            session.await(PROMPT);
            session.type("1 + 1" + ENTER).await("2" + PROMPT);
            session.type("def inverse(x):" + ENTER + "return 1 / x" + ENTER + ENTER).await("return 1 / x" + PROMPT);
            session.type("inverse(" + ENTER).await("...");
            String screen = session.type("0)" + ENTER).await("by zero" + PROMPT);
            session.type(CTRL_D);

            assertThat(session(screen))
                    .isEqualTo(
                            """
                            >>> 1 + 1
                            2
                            >>> def inverse(x):
                            ...     return 1 / x
                            >>> inverse(
                            ...     0)
                            Traceback (most recent call last):
                              File "<input 3>", line 1, in <module>
                                inverse(
                              File "<input 2>", line 2, in inverse
                                return 1 / x
                                       ~~^~~
                            ZeroDivisionError: division by zero
                            >>>
                            """);
            assertThat(session.exitStatus()).isZero();
            assertThat(COLOUR.matcher(session.raw()).find()).as("colours").isTrue();
        }
    }

    @Test
    void tab_completes_names_attributes_modules_keywords_and_files_and_a_key_shows_the_signature() throws Exception {
        Files.createDirectory(folder.resolve("a-folder"));
        try (TerminalSession session = open()) {
            session.await(PROMPT);
            session.type("def scaled(x, *, factor=2):" + ENTER + "'Scales.'" + ENTER + "return x * factor" + ENTER + ENTER)
                    .await("factor" + PROMPT);
            session.type("scal\t").await(">>> scaled");
            session.type("(4, fac\t").await(">>> scaled(4, factor=");
            session.type("3)" + ENTER).await("12" + PROMPT);
            session.type("import brid\t").await("import bridge");
            session.type(ENTER).await("import bridge" + PROMPT);
            session.type("bridge.checks\t").await("bridge.checksum_bytes");
            session.type("(b'')" + ENTER).await("14695981039346656037" + PROMPT);
            session.type("open('a-\t").await("open('a-folder/");
            session.type(CTRL_C).await("KeyboardInterrupt" + PROMPT);
            session.type("scaled(\033h");

            assertThat(session.await("    Scales.\n>>> scaled(")).endsWith("scaled(x, *, factor=2)\n    Scales.\n>>> scaled(");
        }
    }

    @Test
    void ctrl_c_drops_an_input_and_interrupts_what_runs() throws Exception {
        try (TerminalSession session = open()) {
            session.await(PROMPT);
            session.type("dropped").await("dropped");
            session.type(CTRL_C).await("KeyboardInterrupt" + PROMPT);
            session.type("import time; print('sleeping'); time.sleep(1000)" + ENTER).await("\nsleeping");
            session.type(CTRL_C).await("KeyboardInterrupt" + PROMPT);
            session.type("input('name? ')" + ENTER).await("name?");
            session.type("Ada" + ENTER).await("'Ada'" + PROMPT);
            session.type("import sys; sys.exit(5)" + ENTER);

            assertThat(session.exitStatus()).isEqualTo(5);
        }
    }

    @Test
    void the_next_session_remembers_the_inputs_which_only_their_user_can_read() throws Exception {
        try (TerminalSession session = open()) {
            session.await(PROMPT);
            session.type("for i in range(2):" + ENTER + "print(i)" + ENTER + ENTER).await("1" + PROMPT);
            session.type(CTRL_D).exitStatus();
        }
        Path history = folder.resolve("state/loanword/repl-history");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history.getParent()))).isEqualTo("rwx------");
        try (TerminalSession session = open()) {
            session.await(PROMPT);
            session.type(UP).await(">>> for i in range(2):\n...     print(i)");

            assertThat(session.type(ENTER + ENTER).await("1" + PROMPT)).endsWith("print(i)\n0\n1" + PROMPT);
        }
    }

    @Test
    void no_color_means_none_and_a_dumb_terminal_gets_plain_lines() throws Exception {
        try (TerminalSession session = open("NO_COLOR", "1")) {
            session.await(PROMPT);
            session.type("1/0" + ENTER).await("by zero" + PROMPT);
            session.type(CTRL_D).exitStatus();

            assertThat(COLOUR.matcher(session.raw()).results().map(found -> found.group())).isEmpty();
        }
        try (TerminalSession session = open("TERM", "dumb")) {
            session.await(PROMPT);
            session.type("if True:\n  1/0\n\n").await("by zero" + PROMPT);
            session.type("dropped" + CTRL_C).await("KeyboardInterrupt" + PROMPT);
            session.type(CTRL_D).exitStatus();

            assertThat(session.raw()).doesNotContain("\033");
        }
    }

    @Test
    void java_is_edited_in_lines_completed_and_interrupted() throws Exception {
        try (TerminalSession session = open()) {
            session.await(PROMPT);
            session.type("%java int twice(int x) {" + ENTER).await("\n...");
            session.type("return 2 * x;" + ENTER + "}" + ENTER).await("}" + PROMPT);
            session.type("%java twi\t").await("twice(");
            session.type("21)" + ENTER).await("\n42" + PROMPT);
            session.type("%java System.out.println(\"looping\"); while (true) {}" + ENTER).await("\nlooping");
            session.type(CTRL_C).await("KeyboardInterrupt" + PROMPT);
            session.type("%java python().run(\"print('waiting'); import time; time.sleep(1000)\")" + ENTER).await("\nwaiting");
            session.type(CTRL_C).await("KeyboardInterrupt" + PROMPT);

            session.type("_" + ENTER).await("42" + PROMPT);
        }
    }

    @Test
    void a_file_and_an_editors_text_become_the_next_input() throws Exception {
        Path editor = Files.writeString(folder.resolve("editor.sh"), "sed -i s/1/2/ \"$1\"\n");
        Files.writeString(folder.resolve("program.py"), "for i in range(1):\n    print('loaded')\n");
        try (TerminalSession session = open("EDITOR", "sh " + editor)) {
            session.await(PROMPT);
            session.type("%load program.py" + ENTER).await("...     print('loaded')");
            session.type(ENTER + ENTER).await("loaded" + PROMPT);
            session.type("def f():" + ENTER + "return 1" + ENTER + ENTER).await("return 1" + PROMPT);
            session.type("%edit f" + ENTER).await("...     return 2");
            session.type(ENTER + ENTER).await("return 2" + PROMPT);
            session.type("f()" + ENTER).await("\n2" + PROMPT);
        }
    }

    @Test
    void without_any_argument_it_is_the_repl_and_a_heat_map_is_coloured() throws Exception {
        try (TerminalSession session = open(LauncherProcess.of())) {
            session.await(PROMPT);
            session.type("%show [[0, 1], [2, 3]]" + ENTER).await("shape (2, 2), 0 to 3\n\n" + PROMPT);

            assertThat(session.raw()).contains("\033[48;5;17m  \033[48;5;32m  \033[0m");
        }
    }
}
