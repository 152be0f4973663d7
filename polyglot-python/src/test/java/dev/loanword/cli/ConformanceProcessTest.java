package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.CoreCompiler;
import dev.loanword.CoreCompiler.Processor;
import dev.loanword.cli.LauncherProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code loanword conformance} seen from outside. */
class ConformanceProcessTest {

    private static final Path ROOT = LauncherProcess.LAUNCHER.toAbsolutePath().normalize().getParent().getParent();
    private static final String TIMES = "loanword: took \\d+\\.\\d s(; the slowest: .*)?\n";

    @TempDir
    Path folder;

    @Test
    void the_shipped_suite_holds() throws Exception {
        Result result = LauncherProcess.at(ROOT.resolve("scripts/conformance")).in(ROOT).run();

        assertThat(result.out()).startsWith("ok    conformance/bridge/checksum_bytearray.py\n").doesNotContain("FAIL", "skip");
        assertThat(result.out()).contains("ok    conformance/numpy/arrays_in_place.py\n").doesNotContain("not checked");
        assertThat(result.err()).matches(TIMES);
        assertThat(result.exitStatus()).isZero();
    }

    @Test
    void another_implementation_in_another_python_can_be_held_against_the_shipped_suite() throws Exception {
        Path plain = Path.of(getClass().getResource("/dev/loanword/conformance/plain/bridge.py").toURI());

        Result result = LauncherProcess.of("conformance", "--python", "python3", "conformance/bridge")
                .in(ROOT)
                .with("PYTHONPATH", plain.getParent().toString())
                .run();

        assertThat(result.out())
                .contains("ok    conformance/bridge/table_lists.py\n")
                .contains("skip  conformance/bridge/no_copies.py: needs loanword\n")
                .doesNotContain("FAIL")
                .endsWith(", 1 skipped\nCopied bytes were not checked: this Python does not count them.\n");
        assertThat(result.err()).matches(TIMES);
        assertThat(result.exitStatus()).isZero();
    }

    @Test
    void an_implementation_that_is_wrong_fails() throws Exception {
        write("wrong/bridge.py", "def checksum_bytes(payload): return 7\ndef scale_inplace(x, factor=1.0): pass\n");
        // Ends the process when the report is written already.
        write("crash.py", "import os\nclass Last:\n    def __del__(self, end=os._exit): end(9)\nlast = Last()\n");

        Result result = LauncherProcess.of(
                        "conformance", "--python", "python3", "-k", "checksum_signature", "-k", "inplace_sig", "-k", "crash", "conformance/bridge", folder.resolve("crash.py").toString())
                .in(ROOT)
                .with("PYTHONPATH", folder.resolve("wrong").toString())
                .run();

        assertThat(result.out().replace(folder.toString(), "FOLDER"))
                .isEqualTo(
                        """
                        ok    conformance/bridge/checksum_signature.py
                        FAIL  conformance/bridge/scale_inplace_signature.py
                              conformance/bridge/scale_inplace_signature.py:10: the output differs
                                --- expected
                                +++ found
                                @@ -1,1 +1,1 @@
                                -[2.0]
                                +[1.0]
                              conformance/bridge/scale_inplace_signature.py:11: the signature differs
                                expected bridge.scale_inplace(x, factor)
                                   found bridge.scale_inplace(x, factor=1.0)
                        FAIL  FOLDER/crash.py
                              FOLDER/crash.py: it ended at once, as by os._exit or a crash, with status 9

                        1 passed, 2 failed
                        Copied bytes were not checked: this Python does not count them.
                        """);
        assertThat(result.exitStatus()).isEqualTo(1);
    }

    @Test
    void each_way_to_fail_is_told_with_its_place() throws Exception {
        write("suite/copies.py", "import bridge\nbridge.EmbeddingTable(dim=3).add([1, 2, 3])\n");
        write("suite/doctest.py", "def twice(x):\n    '''\n    >>> twice(2)\n    5\n    '''\n    return 2 * x\n\n# expect-doctest: twice\n");
        write("suite/error.py", "# expect-error: ValueError: no\nraise ValueError('yes')\n");
        write("suite/exit.py", "import sys\nsys.stderr.write('why\\n')\nsys.exit(3)\n");
        write("suite/golden.py", "print('one')\nprint('two')\n");
        write("suite/golden.expected", "one\n2\n");
        write("suite/holds.py", "import _shared\nprint(_shared.NAME)  # expect: shared\n");
        write("suite/_shared.py", "NAME = 'shared'\n");
        write("suite/mistake.py", "# expect-eror: no\n");
        write("suite/no_error.py", "# expect-error: ValueError: no\n");
        write("suite/orphan.expected", "old\n");
        write("suite/prints.py", "print('hello')\n");
        write("suite/raises.py", "def f():\n    return {}['k']\n\nf()\n");
        write("suite/twice.py", "print(1)  # expect: 1\n");
        write("suite/twice.expected", "1\n");
        write("suite/vanishes.py", "import os\nos._exit(5)\n");

        Result result = LauncherProcess.of("conformance", "suite", "--junit", "reports/junit.xml").in(folder).run();

        assertThat(result.out().replace(folder.toRealPath().toString(), "FOLDER").replace(folder.toString(), "FOLDER"))
                .isEqualTo(
                        """
                        FAIL  suite/copies.py
                              suite/copies.py: 12 bytes were copied, at most 0 may be
                                12 bytes: list converted to float32
                        FAIL  suite/doctest.py
                              suite/doctest.py:8: examples of twice do not hold
                                **********************************************************************
                                File "FOLDER/suite/doctest.py", line 3, in twice
                                Failed example:
                                    twice(2)
                                Expected:
                                    5
                                Got:
                                    4
                        FAIL  suite/error.py
                              suite/error.py:1: it raised another exception
                                --- expected
                                +++ found
                                @@ -1,1 +1,1 @@
                                -ValueError: no
                                +ValueError: yes
                        FAIL  suite/exit.py
                              suite/exit.py: it exited with status 3, expected 0
                              standard error:
                                why
                        FAIL  suite/golden.py
                              suite/golden.expected:2: the output differs
                                --- expected
                                +++ found
                                @@ -1,2 +1,2 @@
                                 one
                                -2
                                +two
                        ok    suite/holds.py
                        FAIL  suite/mistake.py
                              suite/mistake.py:1: there is no statement 'expect-eror' among expect, expect-error, expect-exit, expect-copies, expect-signature, expect-doctest, conformance
                        FAIL  suite/no_error.py
                              suite/no_error.py:1: it raised no exception
                                -ValueError: no
                        FAIL  suite/prints.py
                              suite/prints.py: it prints what it does not state; --bless writes suite/prints.expected
                                --- expected
                                +++ found
                                @@ -1,0 +1,1 @@
                                +hello
                        FAIL  suite/raises.py
                              suite/raises.py:2: it raised KeyError: 'k'
                                Traceback (most recent call last):
                                  File "FOLDER/suite/raises.py", line 4, in <module>
                                    f()
                                  File "FOLDER/suite/raises.py", line 2, in f
                                    return {}['k']
                                           ~~^^^^^
                                KeyError: 'k'
                        FAIL  suite/twice.py
                              suite/twice.py:1: its output is stated twice, here and in suite/twice.expected; remove one
                        FAIL  suite/vanishes.py
                              suite/vanishes.py: it ended at once, as by os._exit or a crash, with status 5
                        FAIL  suite/orphan.expected
                              suite/orphan.expected: there is no script that this belongs to; remove it, or bring the script back

                        1 passed, 12 failed
                        """);
        assertThat(result.err()).matches(TIMES);
        assertThat(result.exitStatus()).isEqualTo(1);
        Element suite = (Element) xml(folder.resolve("reports/junit.xml")).getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("13");
        assertThat(suite.getAttribute("failures")).isEqualTo("12");
        assertThat(namesOfFailed(suite))
                .containsExactly("copies.py", "doctest.py", "error.py", "exit.py", "golden.py", "mistake.py", "no_error.py",
                        "prints.py", "raises.py", "twice.py", "vanishes.py", "orphan.expected");
    }

    @Test
    void blessing_writes_what_is_seen_and_the_next_run_holds() throws Exception {
        write("suite/a.py", "print('grüße')\nraise ValueError('one\\ntwo')\n");
        write("suite/b.py", "print('new')\n");
        write("suite/b.expected", "old\n");
        write("suite/c.py", "pass\n");
        write("suite/c.expected", "printed before\n");
        write("suite/d.py", "print(1)  # expect: 2\n");

        Result blessed = LauncherProcess.of("conformance", "--bless", "suite", "-k", "/a", "-k", "/b", "-k", "/c").in(folder).run();
        Result again = LauncherProcess.of("conformance", "suite", "--tap", "--github").in(folder).run();

        assertThat(blessed.out())
                .isEqualTo(
                        """
                        ok    suite/a.py
                              wrote suite/a.expected
                              wrote suite/a.expected-error
                        ok    suite/b.py
                              wrote suite/b.expected
                        ok    suite/c.py
                              removed suite/c.expected

                        3 passed
                        """);
        assertThat(blessed.exitStatus()).isZero();
        assertThat(folder.resolve("suite/a.expected")).hasContent("grüße\n");
        assertThat(folder.resolve("suite/a.expected-error")).hasContent("ValueError: one\ntwo\n");
        assertThat(folder.resolve("suite/b.expected")).hasContent("new\n");
        assertThat(folder.resolve("suite/c.expected")).doesNotExist();
        assertThat(again.out())
                .isEqualTo(
                        """
                        TAP version 14
                        1..4
                        ok 1 - suite/a.py
                        ok 2 - suite/b.py
                        ok 3 - suite/c.py
                        not ok 4 - suite/d.py
                          ---
                          message: |
                            suite/d.py:1: the output differs
                              --- expected
                              +++ found
                              @@ -1,1 +1,1 @@
                              -2
                              +1
                          ...
                        ::error file=suite/d.py,line=1,title=conformance::the output differs%0A--- expected%0A+++ found%0A@@ -1,1 +1,1 @@%0A-2%0A+1
                        """);
        assertThat(again.exitStatus()).isEqualTo(1);
    }

    @Test
    void a_script_that_runs_too_long_is_stopped_in_a_host_and_in_a_process() throws Exception {
        write("suite/catches.py", "import time\ntry:\n    time.sleep(600)\nexcept KeyboardInterrupt:\n    pass\n");
        write("suite/loops.py", "def f():\n    while True: pass\n\nf()\n");
        write("suite/process.py", "# conformance: own process\n# conformance: timeout 2\nwhile True: pass\n");

        Result result = LauncherProcess.of("conformance", "suite", "--timeout", "1.5").in(folder).run();

        assertThat(result.out().replace(folder.toRealPath().toString(), "FOLDER").replace(folder.toString(), "FOLDER"))
                .isEqualTo(
                        """
                        FAIL  suite/catches.py
                              suite/catches.py: it ran longer than 1.5 s; it gets more by # conformance: timeout SECONDS, all get more by --timeout
                        FAIL  suite/loops.py
                              suite/loops.py: it ran longer than 1.5 s; it gets more by # conformance: timeout SECONDS, all get more by --timeout
                                Traceback (most recent call last):
                                  File "FOLDER/suite/loops.py", line 4, in <module>
                                  File "FOLDER/suite/loops.py", line 2, in f
                                KeyboardInterrupt
                        FAIL  suite/process.py
                              suite/process.py: it ran longer than 2 s; it gets more by # conformance: timeout SECONDS, all get more by --timeout

                        0 passed, 3 failed
                        """);
        assertThat(result.exitStatus()).isEqualTo(1);
    }

    @Test
    void each_script_has_a_python_and_a_working_directory_of_its_own_and_the_cores_that_are_named() throws Exception {
        Path core = CoreCompiler.jar(
                folder.resolve("core.jar"),
                Processor.RUNS,
                Map.of(
                        "shop.Shop",
                        """
                        package shop;

                        import dev.loanword.export.*;

                        @PyModule(doc = "Prices.")
                        public final class Shop {
                            @PyFunction(doc = "A price with tax.\\n\\n>>> with_tax(8)\\n10.0")
                            public static double withTax(double net) {
                                return net * 1.25;
                            }
                        }
                        """));
        String script =
                """
                import atexit, os, sys

                import shop

                assert not hasattr(shop, "seen")
                shop.seen = True
                assert os.listdir() == []
                open("mine", "w").close()
                atexit.register(print, "at the end")
                print(shop.with_tax(8), sys.argv == [__file__], __name__, sys.stdin.read() == "", flush=True)
                # expect: 10.0 True __main__ True
                # expect: at the end
                # expect-doctest: shop
                # expect-signature: shop.with_tax(net: float) -> float
                """;
        write("suite/a.py", script);
        write("suite/b.py", script);
        write("suite/process.py", "# conformance: own process\n" + script);

        Result result =
                LauncherProcess.of("conformance", "suite", "-j", "2", "--core", core.toString()).in(folder).run();

        assertThat(result.out()).isEqualTo("ok    suite/a.py\nok    suite/b.py\nok    suite/process.py\n\n3 passed\n");
        assertThat(result.exitStatus()).isZero();
    }

    @Test
    void what_the_caller_must_correct_ends_with_one_line_and_status_2() throws Exception {
        Files.createDirectories(folder.resolve("empty"));

        assertThat(LauncherProcess.of("conformance", "nowhere").in(folder).run())
                .isEqualTo(new Result(2, "", "loanword: nowhere is neither a folder nor a Python file\n"));
        assertThat(LauncherProcess.of("conformance", "empty").in(folder).run())
                .isEqualTo(new Result(2, "", "loanword: there are no scripts in empty\n"));
        assertThat(LauncherProcess.of("conformance", "conformance", "-k", "no such").in(ROOT).run())
                .isEqualTo(new Result(2, "", "loanword: no script in conformance has no such in its path\n"));
        assertThat(LauncherProcess.of("conformance", "empty", "--python", "python3", "--with", "numpy").in(folder).run())
                .isEqualTo(wrongUsage("--core, --export and --with are for Loanword's own Python; what another interpreter can"
                        + " import is its own matter, such as PYTHONPATH"));
        assertThat(LauncherProcess.of("conformance", "conformance/bridge", "--python", "no-python").in(ROOT).run())
                .isEqualTo(wrongUsage("there is no program no-python; --python takes a Python interpreter"));
    }

    private static Result wrongUsage(String message) {
        return new Result(2, "", "loanword conformance: " + message + "\nSee: loanword conformance --help\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Document xml(Path file) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static List<String> namesOfFailed(Element suite) {
        List<String> names = new ArrayList<>();
        NodeList failures = suite.getElementsByTagName("failure");
        for (int i = 0; i < failures.getLength(); i++) {
            names.add(((Element) failures.item(i).getParentNode()).getAttribute("name"));
        }
        return names;
    }
}
