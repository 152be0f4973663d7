package dev.loanword.repl;

import java.io.IOError;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Inputs edited on a terminal: several lines, with history, completion and colours. */
final class TerminalInput implements Input {
    private static final int LINES_OF_HISTORY = 10_000;
    /** How completions are listed without colours. */
    private static final Map<String, String> LIST_STYLES = Map.of(
            LineReader.COMPLETION_STYLE_STARTING, "bold",
            LineReader.COMPLETION_STYLE_SELECTION, "inverse",
            LineReader.COMPLETION_STYLE_BACKGROUND, "",
            LineReader.COMPLETION_STYLE_LIST_STARTING, "bold",
            LineReader.COMPLETION_STYLE_LIST_SELECTION, "inverse",
            LineReader.COMPLETION_STYLE_LIST_BACKGROUND, "");

    /** Kept, because the JDK forgets the settings of loggers that nobody holds. */
    private static final Logger JLINE = Logger.getLogger("org.jline");

    private final Terminal terminal;
    private final LineReader reader;
    private final PythonSide python;
    private final Colours colours;

    private TerminalInput(Terminal terminal, LineReader reader, PythonSide python, Colours colours) {
        this.terminal = terminal;
        this.reader = reader;
        this.python = python;
        this.colours = colours;
    }

    /**
     * Takes the process's terminal.
     *
     * @throws IOException if it can't be used
     */
    static TerminalInput open(Evaluator evaluator, Colours colours) throws IOException {
        // What a library has to say about itself is nothing for a person at the prompt.
        JLINE.setLevel(Level.OFF);
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                // The foreign-function provider: no native library to unpack, no program to start.
                .provider(TerminalBuilder.PROP_PROVIDER_FFM)
                .dumb(false)
                .encoding(encoding())
                // Python has the signals, and gives them away only while a line is read.
                .nativeSignals(false)
                .signalHandler(Terminal.SignalHandler.SIG_IGN)
                .build();
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("loanword")
                .parser(new WordParser(evaluator))
                .completer(new WordCompleter())
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.AUTO_FRESH_LINE, true)
                .option(Option.HISTORY_REDUCE_BLANKS, false)
                .option(Option.HISTORY_IGNORE_SPACE, false)
                .option(Option.COMPLETE_MATCHER_TYPO, false)
                .option(Option.EMPTY_WORD_OPTIONS, false)
                .option(Option.DISABLE_HIGHLIGHTER, !colours.wanted())
                .highlighter(new PythonHighlighter())
                .variable(LineReader.HISTORY_SIZE, LINES_OF_HISTORY)
                .variable(LineReader.HISTORY_FILE_SIZE, LINES_OF_HISTORY)
                .variable(LineReader.LIST_MAX, 200)
                .variable(LineReader.BELL_STYLE, "off");
        if (!colours.wanted()) {
            LIST_STYLES.forEach(builder::variable);
        }
        HistoryFile.of(System.getenv()).prepare().ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        LineReader reader = builder.build();
        new EditingKeys(reader, evaluator).bind();
        return new TerminalInput(terminal, reader, evaluator.python(), colours);
    }

    /** The terminal's own, or UTF-8 where none is set: in such a place Python writes UTF-8 too. */
    private static Charset encoding() {
        Charset own = Charset.forName(System.getProperty("stdout.encoding", "UTF-8"), StandardCharsets.UTF_8);
        return own.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : own;
    }

    @Override
    public String read() {
        String prefilled = python.prefilled();
        String prompt = styled(python.prompt(false));
        reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, styled(python.prompt(true)).replace("%", "%%"));
        while (true) {
            try (HeldSignals _ = HeldSignals.hold()) {
                return reader.readLine(prompt, null, (Character) null, prefilled);
            } catch (UserInterruptException dropped) {
                prefilled = null;
                terminal.writer().println("KeyboardInterrupt");
                terminal.flush();
            } catch (EndOfFileException | IOError end) {
                // The error is how JLine says that the terminal went away.
                return null;
            } finally {
                // How JLine is told of a Ctrl-C; Python would not start with it.
                Thread.interrupted();
            }
        }
    }

    private String styled(String prompt) {
        AttributedString text = AttributedString.fromAnsi(prompt);
        if (!colours.wanted() || !text.toString().equals(prompt)) {
            return prompt;
        }
        AttributedStyle style = AttributedStyle.BOLD.foreground(AttributedStyle.MAGENTA);
        return new AttributedStringBuilder().append(prompt, style).toAnsi(terminal);
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException gone) {
            // The terminal went away before.
        }
    }
}
