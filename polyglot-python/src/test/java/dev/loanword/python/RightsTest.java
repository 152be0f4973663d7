package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script may use with each right, and what it may not without it: the same code in both kinds of hosts. */
class RightsTest {

    private static final Map<Right, List<String>> USES = new EnumMap<>(Map.of(
            Right.FILES,
            List.of(
                    "open(file).read()",
                    "open(file, 'w')",
                    "os.listdir(os.path.dirname(file))",
                    "os.remove(file + '.gone') if os.path.exists(file) else open(file)",
                    "list(bridge.lines(file))",
                    "list(bridge.lines(file, views=True))",
                    "bridge.lines(file, follow=True).close()",
                    "list(bridge.grep(file, b'x'))",
                    "bridge.count_lines(file)",
                    "bridge.count_lines(file, b'x')",
                    "loanword.map_file(file)",
                    "__import__('shutil').copy(file, file + '.copy')"),
            Right.NETWORK,
            List.of("socket.create_server(('127.0.0.1', 0)).close()"),
            Right.PROCESSES,
            List.of("subprocess.run(['true'], check=True)", "os.system('true') and 1 / 0"),
            Right.THREADS,
            List.of("threading.Thread(target=int).start()"),
            Right.ENVIRONMENT,
            List.of("os.environ['PATH']"),
            Right.NATIVE_CODE,
            List.of("__import__('ctypes').CDLL(None)")));

    @TempDir
    Path folder;

    @Test
    void with_all_rights_each_use_works() throws Exception {
        try (PythonHost host = open(EnumSet.allOf(Right.class))) {
            for (List<String> uses : USES.values()) {
                for (String use : uses) {
                    assertThat(refusal(host, use)).as(use).isEqualTo(use.startsWith("os.remove") ? "FileNotFoundError" : "");
                }
            }
        }
    }

    @Test
    void without_any_right_each_use_is_refused_and_python_works() throws Exception {
        try (PythonHost host = open(Set.of())) {
            USES.forEach((right, uses) -> {
                for (String use : uses) {
                    assertThat(refusal(host, use)).as(use).isNotEmpty();
                }
            });
            host.run("import json, random, re, datetime, dataclasses, array, bridge\n"
                    + "x = array.array('d', [1.0, 2.0]); bridge.scale_inplace(x, 2.0)");
            assertThat(host.eval("json.dumps(x.tolist())", String.class)).isEqualTo("[2.0, 4.0]");
        }
    }

    @Test
    void each_right_but_native_code_can_be_given_by_itself() throws Exception {
        for (Right given : EnumSet.complementOf(EnumSet.of(Right.NATIVE_CODE))) {
            Set<Right> rights = given == Right.PROCESSES ? EnumSet.of(given, Right.FILES) : EnumSet.of(given);
            try (PythonHost host = open(rights)) {
                USES.forEach((right, uses) -> {
                    for (String use : uses) {
                        if (rights.contains(right)) {
                            assertThat(refusal(host, use)).as(use + " with " + rights)
                                    .isEqualTo(use.startsWith("os.remove") ? "FileNotFoundError" : "");
                        } else {
                            assertThat(refusal(host, use)).as(use + " with " + rights).isNotEmpty();
                        }
                    }
                });
            }
        }
    }

    /** A script could name any address: only one that may run native code, and so could read memory anyway, is believed. */
    @Test
    void addresses_are_neither_taken_from_a_script_that_may_not_run_native_code_nor_given_to_it() throws Exception {
        try (PythonHost host = open(EnumSet.complementOf(EnumSet.of(Right.NATIVE_CODE)))) {
            host.run(
                    """
                    class Address:
                        def __init__(self, data): self.__array_interface__ = dict(version=3, shape=(8,), typestr='|u1', data=data)
                    class Tensor:
                        def __dlpack__(self, **keywords): return 1
                    class Column:
                        def __arrow_c_array__(self): return 1, 2

                    def text(function, *args):
                        try:
                            return str(function(*args))
                        except Exception as e:
                            return type(e).__name__ + ': ' + str(e)
                    """);
            String reason = ": an address can't be checked, and this host may run no native code; pass an object with a buffer, or open"
                    + " the host with the right NATIVE_CODE";
            assertThat(host.eval("text(loanword.copy_of, Address((4096, False)))", String.class))
                    .isEqualTo("BufferError: 'Address' can't be borrowed by its __array_interface__" + reason);
            assertThat(host.eval("text(loanword.copy_of, Tensor())", String.class))
                    .isEqualTo("BufferError: 'Tensor' can't be borrowed by its __dlpack__" + reason);
            assertThat(host.eval("text(loanword.copy_of, Column())", String.class))
                    .isEqualTo("BufferError: 'Column' can't be borrowed by its __arrow_c_array__" + reason);
            assertThat(host.eval("text(lambda: loanword.copy_of(Address(bytearray(b'abcdefgh'))).tobytes())", String.class))
                    .isEqualTo("b'abcdefgh'");
            for (String method : List.of("__dlpack__", "__arrow_c_array__", "__arrow_c_schema__")) {
                assertThat(host.eval("text(loanword.zeros(3)." + method + ")", String.class))
                        .isEqualTo("BufferError: addresses are for native code, which this host may not run; open it with the right"
                                + " NATIVE_CODE, or pass the buffer itself");
            }
            assertThat(host.eval("hasattr(loanword.zeros(3), '__array_interface__')", Boolean.class)).isFalse();
        }
    }

    @Test
    void native_code_without_all_other_rights_is_refused() {
        assertThatThrownBy(() -> PythonHost.builder().rights(EnumSet.of(Right.NATIVE_CODE, Right.FILES)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("native code can do anything, so NATIVE_CODE without [NETWORK, PROCESSES, THREADS, ENVIRONMENT] would keep"
                        + " nothing from a script; leave it out, or give all rights");
    }

    private PythonHost open(Set<Right> rights) throws Exception {
        Path file = folder.resolve("file");
        Files.writeString(file, "content");
        PythonHost host = PythonHost.builder().rights(rights).open();
        host.run("import bridge, loanword, os, socket, subprocess, threading\nfile = '" + file + "'");
        return host;
    }

    /** The type of the Python exception, or "" if there is none. */
    private static String refusal(PythonHost host, String use) {
        try {
            host.run(use);
            return "";
        } catch (PythonHostException refused) {
            return refused.pythonType();
        }
    }
}
