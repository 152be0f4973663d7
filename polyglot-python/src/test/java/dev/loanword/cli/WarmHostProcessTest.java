package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.loanword.cache.FileTrees;
import dev.loanword.cli.LauncherProcess.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The warm host: what it does beyond running programs as {@link WarmRunProcessTest} shows. */
@Timeout(300)
@Tag("long")
class WarmHostProcessTest {
    private static final String RAN = "ledger: ran in the warm host";
    private static final Pattern STATE = Pattern.compile("process (\\d+), (\\d+) programs? so far, (.*), \\d+ MB");

    @TempDir
    Path temporary;

    private Path folder;
    private Path hosts;

    @BeforeEach
    void folders() throws IOException {
        folder = temporary.toRealPath();
        // Not in JUnit's folder: the path of a socket has to be short.
        hosts = Files.createTempDirectory("warm").resolve("hosts");
    }

    @AfterEach
    void stop() throws Exception {
        loanword("host", "stop").run();
        FileTrees.delete(hosts.getParent());
    }

    private LauncherProcess loanword(String... arguments) {
        return LauncherProcess.of(arguments)
                .with("LOANWORD_WARM_FOLDER", hosts.toString())
                .with("LOANWORD_WARM_IDLE_MINUTES", "1");
    }

    private LauncherProcess warm(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "run";
        all[1] = "--warm";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return loanword(all);
    }

    private Matcher state() throws Exception {
        String said = loanword("host", "status").run().out();
        Matcher state = STATE.matcher(said.strip());
        assertThat(state.matches()).as(said).isTrue();
        return state;
    }

    private ProcessHandle host() throws Exception {
        return ProcessHandle.of(Long.parseLong(state().group(1))).orElseThrow();
    }

    @Test
    void a_program_sees_the_process_that_started_it_and_the_next_one_nothing_of_it() throws Exception {
        String program =
                """
                import os, sys
                print(os.getpid(), os.getppid(), os.getcwd(), sys.argv, os.environ.get("COLOUR"), sys.stdin.read())
                with open("here.txt") as here:
                    print(os.umask(0o77), here.read(), hasattr(sys, "mark"))
                os.environ["COLOUR"] = "green"
                os.system("echo $COLOUR in $PWD")
                os.chdir("/")
                sys.mark = True
                """;
        Files.writeString(folder.resolve("here.txt"), "a file");
        assertThat(loanword("host", "start").run().out()).matches("process \\d+, 0 programs so far, idle, \\d+ MB\n");
        ProcessHandle host = host();

        for (String colour : List.of("red", "blue")) {
            Process process = warm("--ledger", "-c", program, "one", "two words")
                    .in(folder)
                    .with("COLOUR", colour)
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write("input".getBytes());
            }
            Result result = LauncherProcess.result(process);
            assertThat(result.out())
                    .isEqualTo(
                            """
                            %d %d %s ['-c', 'one', 'two words'] %s input
                            18 a file False
                            green in %3$s
                            """
                                    .formatted(process.pid(), ProcessHandle.current().pid(), folder, colour));
            assertThat(result.err().lines()).last().isEqualTo(RAN);
            assertThat(result.exitStatus()).isZero();
        }
        assertThat(host()).isEqualTo(host);
        assertThat(state().group(2)).isEqualTo("2");
    }

    @Test
    void what_a_program_leaves_behind_in_the_process_replaces_the_host() throws Exception {
        for (String program : List.of(
                "import os; os.system('renice -n 1 -p ' + os.readlink('/proc/self') + ' >/dev/null')",
                "import os; os.open('/dev/null', os.O_RDONLY)",
                "import subprocess; subprocess.Popen(['sleep', '60'], stdout=-3, stderr=-3)",
                "import os; os._exit(0)")) {
            loanword("host", "start").run();
            ProcessHandle before = host();
            assertThat(warm("-c", program).run()).as(program).isEqualTo(new Result(0, "", ""));
            before.onExit().get(60, TimeUnit.SECONDS);
            // Whichever host it finds or starts, it is another one.
            assertThat(warm("-c", "print(open('/proc/self/stat').read().rpartition(')')[2].split()[16])").run())
                    .as(program)
                    .isEqualTo(new Result(0, "0\n", ""));
        }
    }

    @Test
    void the_end_of_the_process_is_the_programs_own() throws Exception {
        assertThat(warm("-c", "import os; print('said', flush=True); os._exit(3)").run())
                .isEqualTo(new Result(3, "said\n", ""));
        assertThat(warm("-c", "import os; os.execvp('sh', ['sh', '-c', 'echo $0 $1; exit 5', 'a', 'b'])").run())
                .isEqualTo(new Result(5, "a b\n", ""));
        assertThat(warm("-c", "import atexit, sys; atexit.register(print, 'at exit'); sys.exit(4)").run())
                .isEqualTo(new Result(4, "at exit\n", ""));
        assertThat(warm("-c", "import os; os.abort()").run().exitStatus()).isEqualTo(134);
    }

    @Test
    void bytes_pass_as_they_are_while_both_ends_are_slow_or_gone() throws Exception {
        byte[] input = new byte[8 << 20];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) (i * 31 + (i >> 8));
        }
        Process process = warm("-c", "import shutil, sys; shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)").start();
        CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> {
            try (InputStream out = process.getInputStream()) {
                return out.readAllBytes();
            } catch (IOException broken) {
                return new byte[0];
            }
        });
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        }
        assertThat(output.get()).isEqualTo(input);
        assertThat(process.waitFor()).isZero();

        // It never reads the 8 MB that are there, and writes as many.
        Process deaf = warm("-c", "import sys; sys.stdout.buffer.write(bytes(8 << 20))").start();
        CompletableFuture.runAsync(() -> {
            try (OutputStream in = deaf.getOutputStream()) {
                in.write(input);
            } catch (IOException ended) {
                // As expected.
            }
        });
        assertThat(deaf.getInputStream().readAllBytes()).hasSize(8 << 20);
        assertThat(deaf.waitFor()).isZero();

        Process unheard = warm("-c", "import sys\nwhile True: print('x' * 1000)").start();
        assertThat(unheard.inputReader().readLine()).hasSize(1000);
        unheard.getInputStream().close();
        assertThat(unheard.waitFor()).isEqualTo(1);
        assertThat(new String(unheard.getErrorStream().readAllBytes())).contains("BrokenPipeError");
    }

    @Test
    void signals_reach_the_program_by_the_process_that_waits_for_it() throws Exception {
        assertThat(afterSignal("TERM", "pass")).isEqualTo(new Result(143, "", ""));
        assertThat(afterSignal("TERM", "signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(number))"))
                .isEqualTo(new Result(15, "", ""));
        assertThat(afterSignal("CONT", "signal.signal(signal.SIGCONT, lambda number, frame: sys.exit(number))"))
                .isEqualTo(new Result(18, "", ""));
        assertThat(afterSignal("KILL", "pass").exitStatus()).isEqualTo(137);
        assertThat(warm("-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)").run().exitStatus())
                .isEqualTo(143);
    }

    /** Runs a program, sends its process a signal once it has prepared itself, and gives what comes after. */
    private Result afterSignal(String signal, String preparation) throws Exception {
        Process process = warm(
                        "-c",
                        "import signal, sys, time\n" + preparation + "\nprint('ready', flush=True)\n"
                                + "while True: time.sleep(0.01)")
                .start();
        BufferedReader out = process.inputReader();
        assertThat(out.readLine()).isEqualTo("ready");
        assertThat(new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor()).isZero();
        // Its output ends when the last process that has it is gone.
        return LauncherProcess.result(process);
    }

    @Test
    void a_host_that_is_killed_is_told_of_and_the_next_program_runs() throws Exception {
        Process process = warm("-c", "import time; print('ready', flush=True); time.sleep(1000)").start();
        assertThat(process.inputReader().readLine()).isEqualTo("ready");

        host().destroyForcibly();

        assertThat(LauncherProcess.result(process))
                .isEqualTo(new Result(
                        70,
                        "",
                        "loanword: the warm host ended in the middle of the program, killed or crashed;"
                                + " run it without --warm to see why\n"));
        // Its socket is still there, and nobody listens at it.
        assertThat(warm("-c", "print(1)").run()).isEqualTo(new Result(0, "1\n", ""));
    }

    @Test
    void programs_that_start_at_the_same_time_start_one_host_and_all_run() throws Exception {
        List<Process> processes = Stream.of("1", "2", "3")
                .map(number -> {
                    try {
                        return warm("-c", "print(" + number + ")").start();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .toList();
        for (int i = 0; i < processes.size(); i++) {
            assertThat(LauncherProcess.result(processes.get(i))).isEqualTo(new Result(0, (i + 1) + "\n", ""));
        }
        state();
    }

    @Test
    void a_second_program_at_the_same_time_has_a_process_of_its_own() throws Exception {
        Process first = warm("-c", "import sys; print('ready', flush=True); sys.stdin.read()").start();
        assertThat(first.inputReader().readLine()).isEqualTo("ready");

        Result second = warm("--ledger", "-c", "print('second')").run();

        assertThat(second.out()).isEqualTo("second\n");
        assertThat(second.err().lines())
                .last()
                .isEqualTo("ledger: not run in the warm host: the warm host is busy with process " + first.pid());
        assertThat(loanword("host", "status").run().out()).contains("runs one for process " + first.pid());
        first.getOutputStream().close();
        assertThat(LauncherProcess.result(first)).isEqualTo(new Result(0, "", ""));
    }

    @Test
    void two_programs_run_at_once_where_two_hosts_may() throws Exception {
        Process first = warm("-c", "import sys; print('ready', flush=True); sys.stdin.read()").start();
        assertThat(first.inputReader().readLine()).isEqualTo("ready");

        Result second = warm("--ledger", "-c", "print('second')").with("LOANWORD_WARM_HOSTS", "2").run();

        assertThat(second.out()).isEqualTo("second\n");
        assertThat(second.err().lines()).last().isEqualTo(RAN);
        assertThat(loanword("host", "status").run().out().lines()).hasSize(2);
        first.getOutputStream().close();
        assertThat(LauncherProcess.result(first)).isEqualTo(new Result(0, "", ""));
    }

    @Test
    void where_no_host_can_do_the_program_runs_all_the_same_and_the_ledger_says_why() throws Exception {
        assertThat(reason(warm("--ledger", "-c", "print(1)").with("LOANWORD_JAVA_OPTIONS", "-Xmx1g")))
                .isEqualTo("JVM options are set for this program");
        assertThat(reason(warm("--ledger", "-c", "print(1)").with("LOANWORD_RUNTIME", "interpreter")))
                .isEqualTo("it runs on the runtime interpreter");

        Files.createDirectory(hosts, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        String user = Files.getAttribute(hosts, "unix:uid").toString();
        String notPrivate = hosts + " must be a folder of user " + user
                + " that nobody else can enter (mode 700); remove it, or name another one in LOANWORD_WARM_FOLDER";
        assertThat(reason(warm("--ledger", "-c", "print(1)"))).isEqualTo(notPrivate);

        Path mine = Files.createDirectory(
                folder.resolve("mine"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.delete(hosts);
        Files.createSymbolicLink(hosts, mine);
        assertThat(reason(warm("--ledger", "-c", "print(1)"))).isEqualTo(notPrivate);
        Files.delete(hosts);
    }

    @Test
    void a_time_limit_holds_in_it_and_what_is_set_for_one_program_has_a_process_of_its_own() throws Exception {
        Result stopped = warm("--ledger", "--timeout", "0.5", "-c", "while True: pass").run();
        assertThat(stopped.err().lines())
                .contains("loanword: the program was stopped, because it ran longer than --timeout 0.5")
                .endsWith(RAN);
        assertThat(stopped.exitStatus()).isEqualTo(124);
        Result left = warm("--timeout", "10", "-c", "import threading, time; threading.Thread(target=time.sleep, args=(1000,)).start()")
                .run();
        assertThat(left)
                .isEqualTo(new Result(
                        124,
                        "",
                        "loanword: the program was stopped, because it ran longer than --timeout 10;"
                                + " it did not end within 5 s, so its process was ended\n"));

        assertThat(reason(warm("--ledger", "-B", "-c", "print(1)"))).isEqualTo("options of Python are set for this program");
        assertThat(reason(warm("--ledger", "--memory", "1g", "-c", "print(1)"))).isEqualTo("--memory bounds a JVM of its own");
        assertThat(reason(warm("--flame-graph", folder.resolve("graph.svg").toString(), "--ledger", "-c", "print(1)")))
                .isEqualTo("a profile is that of a JVM of its own");
    }

    private static String reason(LauncherProcess process) throws Exception {
        Result result = process.run();
        assertThat(result.out()).isEqualTo("1\n");
        String last = result.err().lines().reduce((before, line) -> line).orElse("");
        assertThat(last).startsWith("ledger: not run in the warm host: ");
        return last.substring("ledger: not run in the warm host: ".length());
    }

    @Test
    void a_host_ends_when_it_is_idle_or_has_grown_and_when_it_is_told_to() throws Exception {
        for (String limit : List.of("LOANWORD_WARM_IDLE_MINUTES=0", "LOANWORD_WARM_MEGABYTES=1")) {
            String[] parts = limit.split("=");
            String said = loanword("host", "start").with(parts[0], parts[1]).run().out();
            Matcher state = STATE.matcher(said.strip());
            assertThat(state.matches()).as(said).isTrue();
            Optional<ProcessHandle> host = ProcessHandle.of(Long.parseLong(state.group(1)));
            if (host.isPresent()) {
                host.get().onExit().get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(loanword("host", "status").run()).isEqualTo(new Result(1, "none runs\n", ""));
        loanword("host", "start").run();
        ProcessHandle host = host();
        assertThat(loanword("doctor").run().out()).contains("Warm host").contains("process " + host.pid());
        assertThat(loanword("host", "stop").run()).isEqualTo(new Result(0, "stopped\n", ""));
        host.onExit().get(60, TimeUnit.SECONDS);
        assertThat(loanword("host", "stop").run()).isEqualTo(new Result(0, "none runs\n", ""));
        try (Stream<Path> files = Files.list(hosts)) {
            assertThat(files.map(Path::toString)).noneMatch(file -> file.endsWith(".socket"));
        }
    }

    @Test
    void a_host_whose_build_was_replaced_ends() throws Exception {
        Path start = loanword("doctor", "--jvm")
                .run()
                .out()
                .lines()
                .filter(option -> option.startsWith("-XX:AOTCache="))
                .map(option -> Path.of(option.substring("-XX:AOTCache=".length())).getParent())
                .findFirst()
                .orElseThrow();
        Path cache = folder.resolve("cache");
        Path copy = Files.createDirectories(cache.resolve("starts").resolve(start.getFileName()));
        for (String name : List.of("made-for", "image", "classes.aot", "client.aot")) {
            Files.createSymbolicLink(copy.resolve(name), start.resolve(name));
        }
        // NumPy is part of what a start depends on.
        Files.createSymbolicLink(cache.resolve("packages"), start.getParent().resolveSibling("packages"));
        String said = loanword("host", "start").with("LOANWORD_CACHE", cache.toString()).run().out();
        Matcher state = STATE.matcher(said.strip());
        assertThat(state.matches()).as(said).isTrue();
        ProcessHandle host = ProcessHandle.of(Long.parseLong(state.group(1))).orElseThrow();

        FileTrees.delete(copy);

        host.onExit().get(60, TimeUnit.SECONDS);
        assertThat(reason(warm("--ledger", "-c", "print(1)").with("LOANWORD_CACHE", cache.toString())))
                .isEqualTo("programs start on no runtime image yet; see loanword cache show");
    }

    @Test
    void a_terminal_is_a_terminal() throws Exception {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":")).anyMatch(entry -> Files.isExecutable(Path.of(entry, "script"))),
                "the program script makes terminals");
        Path program = Files.writeString(
                folder.resolve("program.py"),
                """
                import os, sys
                print([os.isatty(i) for i in range(3)], os.get_terminal_size())
                """);
        loanword("host", "start").run();
        String command = "stty rows 33 cols 77; " + LauncherProcess.LAUNCHER + " run --warm --ledger " + program;
        ProcessBuilder terminal = new ProcessBuilder("script", "-qec", command, "/dev/null");
        terminal.environment().put("LOANWORD_WARM_FOLDER", hosts.toString());
        terminal.environment().put("LOANWORD_BACKGROUND", "no");
        terminal.environment().put("LOANWORD_DISTRIBUTION", System.getProperty("loanword.distribution"));

        Result result = LauncherProcess.result(terminal.start());

        assertThat(result.out().lines())
                .startsWith("[True, True, True] os.terminal_size(columns=77, lines=33)")
                .endsWith(RAN);
    }

    @Test
    void warm_is_the_first_option_or_an_error() throws Exception {
        Result result = loanword("run", "--ledger", "--warm", "-c", "print(1)").run();

        assertThat(result.err())
                .isEqualTo("loanword run: --warm must be the first option: loanword run --warm ...\nSee: loanword run --help\n");
        assertThat(result.exitStatus()).isEqualTo(2);
        assertThat(loanword("run", "-c", "import sys; print(sys.argv)", "--warm").run())
                .isEqualTo(new Result(0, "['-c', '--warm']\n", ""));
    }
}
