package dev.loanword.repl;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Finds the word that completion would replace, and with it what could replace it; Python or JShell know both. */
final class WordParser implements Parser {
    private final Evaluator evaluator;

    WordParser(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context != ParseContext.COMPLETE) {
            return new Word(line, cursor, "", List.of());
        }
        List<String> found = evaluator.complete(line, cursor);
        return found.isEmpty()
                ? new Word(line, cursor, "", List.of())
                : new Word(line, cursor, found.getFirst(), found.subList(1, found.size()));
    }

    /**
     * The word before the cursor.
     *
     * @param choices what may stand in its place
     */
    record Word(String line, int cursor, String word, List<String> choices) implements CompletingParsedLine {
        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public CharSequence escape(CharSequence choice, boolean complete) {
            return choice;
        }

        @Override
        public int rawWordCursor() {
            return word.length();
        }

        @Override
        public int rawWordLength() {
            return word.length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }
    }
}
