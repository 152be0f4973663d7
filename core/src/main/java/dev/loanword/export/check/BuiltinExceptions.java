package dev.loanword.export.check;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Python's own exception classes, and which of them stand for Java's. */
final class BuiltinExceptions {
    /** Those of Python 3.12 that a class can derive from with a message alone: UnicodeDecodeError and the like take more. */
    private static final Set<String> NAMES = Set.of("BaseException", "Exception", "ArithmeticError", "AssertionError",
            "AttributeError", "BlockingIOError", "BrokenPipeError", "BufferError", "BytesWarning", "ChildProcessError",
            "ConnectionAbortedError", "ConnectionError", "ConnectionRefusedError", "ConnectionResetError",
            "DeprecationWarning", "EOFError", "EncodingWarning", "EnvironmentError", "FileExistsError", "FileNotFoundError",
            "FloatingPointError", "FutureWarning", "GeneratorExit", "IOError", "ImportError", "ImportWarning",
            "IndentationError", "IndexError", "InterruptedError", "IsADirectoryError", "KeyError", "KeyboardInterrupt",
            "LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "NotADirectoryError", "NotImplementedError",
            "OSError", "OverflowError", "PendingDeprecationWarning", "PermissionError", "ProcessLookupError",
            "RecursionError", "ReferenceError", "ResourceWarning", "RuntimeError", "RuntimeWarning", "StopAsyncIteration",
            "StopIteration", "SyntaxError", "SyntaxWarning", "SystemError", "SystemExit", "TabError", "TimeoutError",
            "TypeError", "UnboundLocalError", "UnicodeError", "UnicodeWarning", "UserWarning", "ValueError", "Warning",
            "ZeroDivisionError");

    private static final Map<String, String> OF_JAVA = Map.ofEntries(
            Map.entry("dev.loanword.memory.ElementTypeException", "TypeError"),
            Map.entry("dev.loanword.memory.BufferRefusedException", "BufferError"),
            Map.entry("java.lang.ArithmeticException", "ArithmeticError"),
            Map.entry("java.lang.IllegalArgumentException", "ValueError"),
            Map.entry("java.lang.IllegalStateException", "ValueError"),
            Map.entry("java.lang.IndexOutOfBoundsException", "IndexError"),
            Map.entry("java.lang.OutOfMemoryError", "MemoryError"),
            Map.entry("java.lang.SecurityException", "PermissionError"),
            Map.entry("java.lang.UnsupportedOperationException", "NotImplementedError"),
            Map.entry("java.io.EOFException", "EOFError"),
            Map.entry("java.io.FileNotFoundException", "FileNotFoundError"),
            Map.entry("java.io.IOException", "OSError"),
            Map.entry("java.io.UncheckedIOException", "OSError"),
            Map.entry("java.net.ConnectException", "ConnectionRefusedError"),
            Map.entry("java.nio.file.AccessDeniedException", "PermissionError"),
            Map.entry("java.nio.file.FileAlreadyExistsException", "FileExistsError"),
            Map.entry("java.nio.file.NoSuchFileException", "FileNotFoundError"),
            Map.entry("java.nio.file.NotDirectoryException", "NotADirectoryError"),
            Map.entry("java.util.NoSuchElementException", "LookupError"),
            Map.entry("java.util.concurrent.TimeoutException", "TimeoutError"),
            Map.entry("java.lang.Error", "RuntimeError"),
            Map.entry("java.lang.RuntimeException", "RuntimeError"),
            Map.entry("java.lang.Throwable", "Exception"));

    private BuiltinExceptions() {}

    static boolean isOne(String name) {
        return NAMES.contains(name);
    }

    /** Returns the Python class that stands for a Java class itself, its superclasses aside. */
    static Optional<String> standingFor(String javaName) {
        return Optional.ofNullable(OF_JAVA.get(javaName));
    }
}
