package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.loanword.export.PyException;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.python.PythonHostException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Java throws, as Python catches it. */
public class ExceptionsTest {

    /** Functions that throw. */
    @PyModule(classes = {MarketClosedException.class, HaltException.class})
    public static final class Failing {
        private Failing() {}

        @PyFunction
        public static void fail(String how) throws Exception {
            switch (how) {
                case "argument" -> throw new IllegalArgumentException("bad argument");
                case "number" -> Integer.parseInt("x");
                case "state" -> throw new IllegalStateException("already closed");
                case "index" -> List.of().get(3);
                case "missing" -> throw new NoSuchElementException("no such key");
                case "division" -> System.out.println(1 / Integer.parseInt("0"));
                case "overflow" -> Math.addExact(Long.MAX_VALUE, 1);
                case "unsupported" -> throw new UnsupportedOperationException("not here");
                case "cast" -> throw new ClassCastException("no Integer");
                case "memory" -> throw new OutOfMemoryError("too much");
                case "file" -> throw new NoSuchFileException("/no/such");
                case "exists" -> throw new FileAlreadyExistsException("/is/there");
                case "io" -> throw new IOException("disk on fire");
                case "unchecked" -> throw new UncheckedIOException(new NoSuchFileException("/no/such"));
                case "end" -> throw new EOFException("cut off");
                case "timeout" -> throw new TimeoutException("too late");
                case "size" -> throw new NegativeArraySizeException("-1");
                case "coding" -> throw new java.nio.charset.MalformedInputException(2);
                case "interrupted" -> throw new InterruptedException("stopped");
                case "denied" -> throw new java.nio.file.AccessDeniedException("/root/x");
                case "folder" -> throw new java.nio.file.NotDirectoryException("/a/file");
                case "full" -> throw new java.nio.file.DirectoryNotEmptyException("/a/folder");
                case "reason" -> throw new java.nio.file.FileSystemException("/dev/x", null, "No space left on device");
                case "execution" -> throw new java.util.concurrent.ExecutionException(new IOException("line down"));
                case "division of big" -> java.math.BigInteger.ONE.divide(java.math.BigInteger.ZERO);
                case "security" -> throw new SecurityException("not allowed");
                case "other" -> throw new ConcurrentModificationException("changed meanwhile");
                case "silent" -> throw new ConcurrentModificationException();
                case "wrapped" -> throw new CompletionException(new IllegalArgumentException("inside"));
                case "closed" -> throw new MarketClosedException("closed on Sunday");
                case "halt" -> throw new HaltException("halted", new IOException("line down"));
                case "subclass" -> throw new MarketClosedException("nameless") {};
                case "recursion" -> fail("recursion");
                default -> throw new AssertionError(how);
            }
        }

        @PyFunction
        public static void chain() {
            try {
                List.of().get(0);
            } catch (IndexOutOfBoundsException cause) {
                throw new IllegalArgumentException("no first element", cause);
            }
        }

        @PyFunction
        public static void circle() {
            Exception one = new IllegalArgumentException("one");
            Exception two = new IllegalStateException("two", one);
            one.initCause(two);
            throw (IllegalArgumentException) one;
        }

        @PyFunction
        public static void depth(int depth) {
            RuntimeException thrown = new IllegalStateException("0");
            for (int i = 1; i < depth; i++) {
                thrown = new IllegalStateException(Integer.toString(i), thrown);
            }
            throw thrown;
        }
    }

    /** An exception with a derived name. */
    @PyException(doc = "The market is closed.", base = "RuntimeError")
    public static class MarketClosedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public MarketClosedException(String message) {
            super(message);
        }

        MarketClosedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Derives from another one. */
    @PyException(name = "Halted")
    public static final class HaltException extends MarketClosedException {
        private static final long serialVersionUID = 1L;

        public HaltException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    @RegisterExtension
    static final ExportHost PYTHON = new ExportHost(Failing.class);

    @BeforeAll
    static void imports() {
        PYTHON.run(
                """
                import failing, pickle, traceback
                def caught(function, *args):
                    try:
                        function(*args)
                    except BaseException as e:
                        return e
                def numbered(how):
                    e = caught(failing.fail, how)
                    return type(e).__name__, e.errno, e.strerror, e.filename
                def mro(how):
                    e = caught(failing.fail, how)
                    return type(e).__name__, str(e)
                """);
    }

    private static void shows(String expression, String expected) {
        assertThat(PYTHON.show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void each_java_exception_is_the_python_exception_of_its_meaning() {
        shows("mro('argument')", "('ValueError', 'bad argument')");
        shows("mro('number')", "('ValueError', 'For input string: \"x\"')");
        shows("mro('state')", "('ValueError', 'already closed')");
        shows("mro('index')", "('IndexError', 'Index 3 out of bounds for length 0')");
        shows("mro('missing')", "('KeyError', \"'no such key'\")");
        shows("mro('division')", "('ZeroDivisionError', '/ by zero')");
        shows("mro('overflow')", "('OverflowError', 'long overflow')");
        shows("mro('unsupported')", "('NotImplementedError', 'not here')");
        shows("mro('cast')", "('TypeError', 'no Integer')");
        shows("mro('memory')", "('MemoryError', 'too much')");
        shows("mro('timeout')", "('TimeoutError', 'too late')");
        shows("mro('security')", "('PermissionError', 'not allowed')");
        shows("mro('end')", "('EOFError', 'cut off')");
        shows("mro('other')", "('RuntimeError', 'java.util.ConcurrentModificationException: changed meanwhile')");
        shows("mro('silent')", "('RuntimeError', 'java.util.ConcurrentModificationException')");
        shows("mro('wrapped')", "('ValueError', 'inside')");
        shows("mro('size')", "('ValueError', '-1')");
        shows("mro('coding')", "('ValueError', 'Input length = 2')");
        shows("mro('interrupted')", "('InterruptedError', 'stopped')");
        shows("mro('execution')", "('OSError', '[Errno 5] line down')");
        shows("mro('division of big')", "('ZeroDivisionError', 'BigInteger divide by zero')");
        shows("mro('recursion')[0]", "'RecursionError'");
    }

    @Test
    void files_failures_have_number_and_name() {
        PYTHON.run("e = caught(failing.fail, 'file')");
        shows("type(e).__name__, e.errno, e.strerror, e.filename", "('FileNotFoundError', 2, 'No such file or directory', '/no/such')");
        shows("str(caught(failing.fail, 'unchecked')) == str(e)", "True");
        shows("repr(caught(failing.fail, 'exists'))", "\"FileExistsError(17, 'File exists')\"");
        shows("numbered('denied')", "('PermissionError', 13, 'Permission denied', '/root/x')");
        shows("numbered('folder')", "('NotADirectoryError', 20, 'Not a directory', '/a/file')");
        shows("numbered('full')", "('OSError', 39, 'Directory not empty', '/a/folder')");
        shows("numbered('reason')", "('OSError', 28, 'No space left on device', '/dev/x')");
        shows("mro('io')", "('OSError', '[Errno 5] disk on fire')");
    }

    @Test
    void own_exceptions_have_classes_of_their_own() {
        shows("mro('closed'), mro('halt'), mro('subclass')", "(('MarketClosedError', 'closed on Sunday'), ('Halted', 'halted'), ('MarketClosedError', 'nameless'))");
        shows("failing.Halted.__mro__[1:4]", "(<class 'failing.MarketClosedError'>, <class 'RuntimeError'>, <class 'Exception'>)");
        shows("failing.MarketClosedError.__doc__, failing.MarketClosedError.__module__", "('The market is closed.', 'failing')");
        shows("pickle.loads(pickle.dumps(failing.Halted('x')))", "Halted('x')");
        PYTHON.run("class Later(failing.Halted): pass\ntry:\n  raise Later('mine')\nexcept failing.MarketClosedError as e:\n  mine = e");
        shows("mine", "Later('mine')");
    }

    @Test
    void causes_are_kept() {
        PYTHON.run("e = caught(failing.chain)");
        shows("e, e.__cause__", "(ValueError('no first element'), IndexError('Index 0 out of bounds for length 0'))");
        shows("repr(caught(failing.fail, 'halt').__cause__)", "\"OSError(5, 'line down')\"");
        PYTHON.run("e = caught(failing.circle)");
        shows("e, e.__cause__, e.__cause__.__cause__", "(ValueError('one'), ValueError('two'), None)");
        shows("len(traceback.format_exception(caught(failing.depth, 50))) > 50", "True");
    }

    @Test
    void the_java_side_can_be_looked_at() {
        PYTHON.run("e = caught(failing.fail, 'argument')");
        shows("e.java_exception", "<loanword.JavaThrowable java.lang.IllegalArgumentException: bad argument>");
        shows("e.java_exception.class_name, e.java_exception.message", "('java.lang.IllegalArgumentException', 'bad argument')");
        shows("e.java_exception.stack_trace.splitlines()[1].split('(')[0]", "'\\tat dev.loanword.python.export.ExceptionsTest$Failing.fail'");
        shows("str(e.java_exception) == e.java_exception.stack_trace", "True");
        shows("pickle.loads(pickle.dumps(e)).java_exception.splitlines()[0]", "'java.lang.IllegalArgumentException: bad argument'");
        shows("hasattr(caught(lambda: 1 / 0), 'java_exception')", "False");
    }

    @Test
    void a_traceback_shows_pythons_frames_alone() {
        PYTHON.run(
                """
                import linecache
                source = "import failing\\ndef call():\\n    failing.fail('argument')\\ncall()\\n"
                linecache.cache['script.py'] = (len(source), None, source.splitlines(True), 'script.py')
                e = caught(exec, compile(source, 'script.py', 'exec'), {})
                text = ''.join(traceback.format_exception(e)).split('File "script.py"', 1)[1]
                """);
        shows("text", "', line 4, in <module>\\n    call()\\n  File \"script.py\", line 3, in call\\n    failing.fail(\\'argument\\')\\nValueError: bad argument\\n'");
    }

    @Test
    void uncaught_it_reaches_java_with_traceback_and_cause() {
        PythonHostException thrown = catchThrowableOfType(
                PythonHostException.class, () -> PYTHON.host().run("import failing\nfailing.chain()"));
        assertThat(thrown).hasMessage("ValueError: no first element");
        assertThat(thrown.traceback())
                .contains("IndexError: Index 0 out of bounds for length 0")
                .contains("The above exception was the direct cause of the following exception")
                .endsWith("ValueError: no first element\n");
        assertThat(thrown.javaException()).containsInstanceOf(IllegalArgumentException.class);
        assertThat(thrown.javaException().orElseThrow()).hasCauseInstanceOf(IndexOutOfBoundsException.class);
        PythonHostException ofPython =
                catchThrowableOfType(PythonHostException.class, () -> PYTHON.host().run("1 / 0"));
        assertThat(ofPython.javaException()).isEmpty();
    }
}
