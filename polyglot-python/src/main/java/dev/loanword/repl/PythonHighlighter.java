package dev.loanword.repl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.LineReader;
import org.jline.reader.impl.DefaultHighlighter;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours Python source while it is typed: strings, comments, numbers, keywords, decorators and commands. */
final class PythonHighlighter extends DefaultHighlighter {
    private static final String STRING =
            "(?:[rRbBuUfF]{0,2})(?:\"\"\"(?s:.*?)(?:\"\"\"|\\z)|'''(?s:.*?)(?:'''|\\z)"
                    + "|\"(?:[^\"\\\\\n]|\\\\.)*(?:\"|$)|'(?:[^'\\\\\n]|\\\\.)*(?:'|$))";
    private static final String KEYWORD =
            "\\b(?:and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is"
                    + "|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield|None|True|False)\\b";
    private static final Pattern TOKEN = Pattern.compile(
            "(?<string>" + STRING + ")"
                    + "|(?<comment>#[^\n]*)"
                    + "|(?<number>\\b(?:0[xXoObB][\\da-fA-F_]+|\\d[\\d_]*(?:\\.[\\d_]*)?(?:[eE][+-]?\\d+)?[jJ]?)(?!\\w))"
                    + "|(?<keyword>" + KEYWORD + ")"
                    + "|(?<mark>^\\s*[@%][\\w.]+)"
                    + "|(?<name>[^\\W\\d]\\w*)",
            Pattern.MULTILINE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final AttributedStyle NUMBER = AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle WORD = AttributedStyle.DEFAULT.bold().foreground(AttributedStyle.BLUE);
    private static final AttributedStyle TEXT = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle REMARK = AttributedStyle.DEFAULT.foreground(AttributedStyle.BRIGHT);
    private static final AttributedStyle MARK = AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA);

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        AttributedString plain = super.highlight(reader, buffer);
        if (!plain.toString().equals(buffer)) {
            // It holds control characters, which were made visible.
            return plain;
        }
        AttributedStringBuilder coloured = new AttributedStringBuilder(plain.length());
        Matcher token = TOKEN.matcher(buffer);
        int end = 0;
        while (token.find()) {
            AttributedStyle style = style(token);
            if (style != null) {
                coloured.append(plain.subSequence(end, token.start()));
                coloured.append(token.group(), style);
                end = token.end();
            }
        }
        return coloured.append(plain.subSequence(end, plain.length())).toAttributedString();
    }

    private static AttributedStyle style(Matcher token) {
        if (token.group("string") != null) {
            return TEXT;
        }
        if (token.group("comment") != null) {
            return REMARK;
        }
        if (token.group("number") != null) {
            return NUMBER;
        }
        if (token.group("keyword") != null) {
            return WORD;
        }
        return token.group("mark") != null ? MARK : null;
    }
}
