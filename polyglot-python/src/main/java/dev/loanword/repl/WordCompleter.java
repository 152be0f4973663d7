package dev.loanword.repl;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers what {@link WordParser} has found. */
final class WordCompleter implements Completer {

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line instanceof WordParser.Word word) {
            // Not "complete": no space is put after it.
            word.choices().forEach(choice -> candidates.add(new Candidate(choice, choice, null, null, null, null, false)));
        }
    }
}
