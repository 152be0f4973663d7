package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The module {@code bridge} looks and behaves like Python's own modules, functions and classes. */
class GenuinePythonTest {

    private static BridgeHost python;

    @BeforeAll
    static void open() {
        python = new BridgeHost("copy", "inspect", "io", "loanword", "pickle", "traceback", "types");
        python.run("from bridge import EmbeddingTable");
    }

    @AfterAll
    static void close() {
        python.close();
    }

    private static void shows(String expression, String expected) {
        assertThat(python.show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void bridge_is_a_module() {
        shows("type(bridge), bridge.__name__, repr(bridge)", "(<class 'module'>, 'bridge', \"<module 'bridge' (java)>\")");
        shows(
                "bridge.__doc__",
                "'The shipped Java core: checksums, kernels over numbers, an embedding table, lines of files. Nothing is"
                        + " copied.'");
        shows("__import__('bridge') is bridge, __import__('sys').modules['bridge'] is bridge", "(True, True)");
        shows(
                "[name for name in dir(bridge) if not name.startswith('_')]",
                "['EmbeddingTable', 'Lines', 'Match', 'Moments', 'TableFileError', 'axpy', 'checksum_bytes', 'clip_inplace', 'cosine',"
                        + " 'count', 'count_lines', 'find', 'grep', 'lines', 'log1p_inplace', 'log_inplace', 'max', 'min',"
                        + " 'multiply_inplace', 'normalise_inplace', 'scale_buffer', 'scale_inplace', 'standardise_inplace', 'sum']");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checksum_bytes", "scale_inplace", "scale_buffer", "lines", "grep", "count_lines"})
    void functions_are_builtins_with_names(String name) {
        String function = "bridge." + name;
        shows(function, "<built-in function " + name + ">");
        shows("type(" + function + ") is type(len), callable(" + function + ")", "(True, True)");
        shows(
                "{0}.__name__, {0}.__qualname__, {0}.__module__, {0}.__self__ is bridge".replace("{0}", function),
                "('" + name + "', '" + name + "', 'bridge', True)");
        shows("isinstance(" + function + ", types.BuiltinFunctionType)", "True");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checksum_bytes", "scale_inplace", "scale_buffer", "lines", "EmbeddingTable", "Lines"})
    void functions_and_types_are_pickled_by_name_and_copied_as_themselves(String name) {
        String object = "bridge." + name;
        for (int protocol = 0; protocol <= 5; protocol++) {
            shows("pickle.loads(pickle.dumps(" + object + ", " + protocol + ")) is " + object, "True");
        }
        shows("copy.copy(" + object + ") is " + object + ", copy.deepcopy(" + object + ") is " + object, "(True, True)");
    }

    @Test
    void methods_are_pickled_by_name_and_tables_are_not_pickled() {
        shows("pickle.loads(pickle.dumps(EmbeddingTable.add)) is EmbeddingTable.add", "True");
        shows("pickle.dumps(EmbeddingTable(3))", "TypeError: cannot pickle 'EmbeddingTable' object: its state is Java's;"
                + " define __reduce__, or export __getnewargs__, or __getstate__ and __setstate__");
        shows("copy.copy(EmbeddingTable(3))", "TypeError: cannot pickle 'EmbeddingTable' object: its state is Java's;"
                + " define __reduce__, or export __getnewargs__, or __getstate__ and __setstate__");
    }

    @Test
    void signatures_tell_types_and_defaults() {
        shows("str(inspect.signature(bridge.checksum_bytes))", "'(payload: bytes | bytearray) -> int'");
        shows("str(inspect.signature(bridge.scale_inplace))", "'(x: collections.abc.Buffer, factor: float) -> None'");
        shows("str(inspect.signature(bridge.sum))", "'(x: collections.abc.Buffer, *, in_order: bool = False) -> Any'");
        shows(
                "str(inspect.signature(bridge.lines))",
                "\"(path: str | os.PathLike[str], *, views: bool = False, batches: int | None = None, frames: str | None = None,"
                        + " compression: str = 'infer', longest: int | None = None, follow: bool = False, progress:"
                        + " collections.abc.Callable[[int, int | None], object] | None = None) -> bridge.Lines\"");
        shows("str(inspect.signature(EmbeddingTable))", "\"(dim: int = 768, *, capacity: int = 0, dtype: str = 'float32')\"");
        shows("str(inspect.signature(EmbeddingTable.close))", "'(self, force: bool = False) -> None'");
        shows("str(inspect.signature(EmbeddingTable(3).close))", "'(force: bool = False) -> None'");
        shows("list(inspect.signature(EmbeddingTable.dot).parameters)", "['self', 'idx', 'query']");
        shows("str(inspect.signature(abs)), str(inspect.signature('x'.upper)), str(inspect.signature(str.upper))", "('(x, /)', '()', '(self, /)')");
    }

    @Test
    void help_shows_signature_and_documentation() {
        python.run(
                """
                import pydoc
                def help_text(thing):
                    out = io.StringIO()
                    pydoc.Helper(io.StringIO(), out).help(thing)
                    return out.getvalue()
                """);
        assertThat(python.text("help_text(bridge.checksum_bytes)"))
                .isEqualTo(
                        """
                        Help on built-in function checksum_bytes in module bridge:

                        checksum_bytes(payload: bytes | bytearray) -> int
                            The 64-bit FNV-1a hash of bytes or a bytearray, as an unsigned int.

                            The payload is borrowed, not copied. Anything else raises TypeError.

                        """);
        assertThat(python.text("help_text(EmbeddingTable)"))
                .startsWith("Help on class EmbeddingTable in module bridge:\n\nclass EmbeddingTable(builtins.object)\n")
                .contains(
                        " |  Rows of numbers of one length, owned by Java and kept off its heap, to be compared with queries.\n",
                        " |  add(self, row: collections.abc.Buffer | collections.abc.Sequence[float]) -> int\n"
                                + " |      Adds a row and returns its index.\n",
                        " |  dim\n |      How many numbers a row has.\n");
        assertThat(python.text("help_text(bridge)"))
                .startsWith("Help on module bridge:\n\nNAME\n    bridge - The shipped Java core:")
                .contains("    scale_buffer(buf: collections.abc.Buffer, factor: float) -> None\n        Multiplies the float32 elements of a buffer by a factor");
    }

    @Test
    void each_public_function_and_method_has_documentation() {
        shows(
                "[f'{where.__name__}.{name}' for where in (bridge, EmbeddingTable, bridge.Lines, loanword.Buffer)"
                        + " for name in dir(where) if not name.startswith('_') and not getattr(where, name).__doc__]",
                "[]");
    }

    @Test
    void embedding_table_is_a_class() {
        shows("EmbeddingTable, type(EmbeddingTable)", "(<class 'bridge.EmbeddingTable'>, <class 'type'>)");
        shows(
                "EmbeddingTable.__module__, EmbeddingTable.__qualname__, EmbeddingTable.__mro__",
                "('bridge', 'EmbeddingTable', (<class 'bridge.EmbeddingTable'>, <class 'object'>))");
        shows("isinstance(EmbeddingTable(3), EmbeddingTable), isinstance(3, EmbeddingTable)", "(True, False)");
        shows("EmbeddingTable.add", "<method 'add' of 'EmbeddingTable' objects>");
        shows("EmbeddingTable.add.__qualname__", "'EmbeddingTable.add'");
        shows("list(map(EmbeddingTable(1).add, [[1], [2]]))", "[0, 1]");
    }

    @Test
    void repr_tells_rows_and_dimension() {
        python.run("t = EmbeddingTable(3)");
        shows("t", "<bridge.EmbeddingTable of 0 rows, dim 3>");
        shows("t.add([1, 2, 3]), repr(t), str(t)", "(0, '<bridge.EmbeddingTable of 1 row, dim 3>', '<bridge.EmbeddingTable of 1 row, dim 3>')");
        shows("t.add([1, 2, 3]), t", "(1, <bridge.EmbeddingTable of 2 rows, dim 3>)");
        shows("t.close(), t", "(None, <bridge.EmbeddingTable, closed>)");
    }

    @Test
    void an_instance_that_its_constructor_has_not_made_says_so() {
        python.run(
                """
                shell = object.__new__(EmbeddingTable)
                class Sub(EmbeddingTable):
                    def __new__(cls):
                        return object.__new__(cls)
                """);
        String empty = "was made by object.__new__() and is empty; make it with %1$s(...), and have a __new__ of your own call"
                + " super().__new__";
        for (String use : new String[] {"len(shell)", "shell.add([1])", "shell[0]", "shell.close()", "shell.dim", "repr(shell)"}) {
            shows(use, "TypeError: this EmbeddingTable " + empty.formatted("EmbeddingTable"));
        }
        shows("Sub().add([1])", "TypeError: this Sub " + empty.formatted("Sub"));
        shows("next(object.__new__(bridge.Lines))", "TypeError: this Lines " + empty.formatted("Lines"));
        shows("EmbeddingTable.add(3, [1])", "TypeError: a 'EmbeddingTable' object is required, not 'int'");
    }

    @Test
    void attributes_are_those_of_a_class_with_slots() {
        python.run("t = EmbeddingTable(3)");
        shows("t.dim, t.closed", "(3, False)");
        shows("setattr(t, 'dim', 4)", "AttributeError: property of 'EmbeddingTable' object has no setter");
        shows("setattr(t, 'colour', 4)", "AttributeError: 'EmbeddingTable' object has no attribute 'colour'");
        shows("t.missing", "AttributeError: 'EmbeddingTable' object has no attribute 'missing'");
        shows("t == t, t == EmbeddingTable(3), len({t, EmbeddingTable(3)})", "(True, False, 2)");
    }

    @Test
    void a_subclass_in_python_adds_and_overrides() {
        python.run(
                """
                class Named(EmbeddingTable):
                    def __new__(cls, dim=2, name='nameless'):
                        return super().__new__(cls, dim)
                    def __init__(self, dim=2, name='nameless'):
                        self.name = name
                    def add(self, row):
                        return super().add([2 * x for x in row])
                    def __repr__(self):
                        return f'<{self.name}: {len(self)}>'
                class Plain(EmbeddingTable): pass
                n = Named(3, name='words')
                n.add([1, 2, 3])
                """);
        shows("n, n[0].tolist(), n.dot(0, [1, 1, 1]), n.dim", "(<words: 1>, [2.0, 4.0, 6.0], 12.0, 3)");
        shows("isinstance(n, EmbeddingTable), issubclass(Named, EmbeddingTable), type(n).__name__", "(True, True, 'Named')");
        shows("Plain().dim, Plain(4).dim, Plain(dim=5), Plain().__dict__", "(768, 4, <bridge.EmbeddingTable of 0 rows, dim 5>, {})");
        python.run("with Plain(2) as p: p.add([1, 2]); v = p[0]");
        shows("p.closed, type(p)", "(True, <class '__main__.Plain'>)");
    }

    @Test
    void a_traceback_shows_the_callers_lines_only() {
        python.run(
                """
                def caller():
                    bridge.checksum_bytes(3)
                try:
                    caller()
                except TypeError as e:
                    lines = traceback.format_exception(e)
                    cause = e.__cause__, e.__context__, e.args
                """);
        assertThat(python.text("''.join(lines)"))
                .matches("(?s)Traceback \\(most recent call last\\):\n"
                        + "  File \"<string>\", line 4, in <module>\n"
                        + "  File \"<string>\", line 2, in caller\n"
                        + "TypeError: expected bytes or bytearray\n");
        shows("cause", "(None, None, ('expected bytes or bytearray',))");
    }

    @Test
    void an_error_while_another_is_handled_has_that_as_context() {
        python.run(
                """
                try:
                    try:
                        1 / 0
                    except ZeroDivisionError:
                        bridge.checksum_bytes(3)
                except TypeError as e:
                    context = repr(e.__context__)
                """);
        shows("context", "\"ZeroDivisionError('division by zero')\"");
    }
}
