package dev.loanword.python;

import java.nio.file.Files;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/** Python code as a host runs it: statements, expressions, whole programs. Tracebacks show the code's frames, none of ours. */
final class ProgramRunner {

    private final Context context;
    private final boolean madeForProgram;

    /**
     * @param madeForProgram whether the context was made for the very program that is to run in it
     */
    ProgramRunner(Context context, boolean madeForProgram) {
        this.context = context;
        this.madeForProgram = madeForProgram;
    }

    /** Runs a program in {@code __main__}, as the {@code python} command does. */
    void run(Program program) {
        switch (program) {
            case Program.Script(Path file, String typed) -> runScript(file);
            case Program.Module(String name) -> internal("import runpy; runpy._run_module_as_main").executeVoid(name);
            case Program.Code(String text) -> execute(text, "<string>");
            case Program.StandardInput ignored ->
                execute(internal("import sys; sys.argv[0] = '-'; sys.stdin.buffer.read()"), "<stdin>");
            case Program.Interactive ignored -> {}
        }
    }

    private void runScript(Path file) {
        if (madeForProgram && (Files.isRegularFile(file) || Files.isDirectory(file))) {
            internal("__graalpython__.run_path").executeVoid();
            return;
        }
        // A context that was made before the program was known is not told of a file. A pipe or device can be read only once, and run_path would look into it first for a zip file.
        String name = file.toAbsolutePath().toString();
        Value stream = internal("import builtins; builtins").invokeMember("open", name, "rb");
        Value code = stream.invokeMember("read");
        stream.invokeMember("close");
        mainNamespace().putHashEntry("__file__", name);
        execute(code, name);
    }

    /** Runs a file in {@code __main__} of a host that embeds Python. */
    void runFile(Source source, Path folder, String name) {
        Value sys = internal("import sys; sys");
        Value path = sys.getMember("path");
        path.invokeMember("insert", 0, folder.toString());
        sys.getMember("argv").setArrayElement(0, name);
        context.eval(source);
    }

    /** Runs statements as a file of that name. */
    void execute(Object code, String fileName) {
        Value builtins = internal("import builtins; builtins");
        Value compiled = builtins.invokeMember("compile", code, fileName, "exec");
        builtins.invokeMember("exec", compiled, mainNamespace());
    }

    /** The value of an expression. */
    Value evaluate(String expression) {
        Value builtins = internal("import builtins; builtins");
        Value code = builtins.invokeMember("compile", expression, "<string>", "eval");
        return builtins.invokeMember("eval", code, mainNamespace());
    }

    private Value mainNamespace() {
        return internal("import __main__; __main__.__dict__");
    }

    /** Evaluates code of our own, outside {@code __main__}. */
    Value internal(String code) {
        return context.eval(Source.newBuilder("python", code, "<loanword>").internal(true).buildLiteral());
    }
}
