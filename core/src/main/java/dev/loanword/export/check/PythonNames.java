package dev.loanword.export.check;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** What may be a name in Python, and how a name is made from a Java one. */
public final class PythonNames {
    /** Those of Python 3.12; {@code match}, {@code case}, {@code type} and {@code _} may be names. */
    private static final Set<String> KEYWORDS = Set.of("False", "None", "True", "and", "as", "assert", "async", "await",
            "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if",
            "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
            "yield", "__debug__");

    private PythonNames() {}

    /** Says whether a text can be a name: an identifier, in the form that Python compares them in, and no keyword. */
    public static boolean isName(String text) {
        return isIdentifier(text) && !KEYWORDS.contains(text);
    }

    /** Says whether a text is made of names with dots between them. */
    public static boolean isDottedName(String text) {
        for (String part : text.split("\\.", -1)) {
            if (!isName(part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIdentifier(String text) {
        if (text.isEmpty() || !isStart(text.codePointAt(0))) {
            return false;
        }
        boolean isMadeOfParts = text.codePoints()
                .allMatch(part -> Character.isUnicodeIdentifierPart(part) && !Character.isIdentifierIgnorable(part));
        // Python normalizes names that it reads: one that is not normal could never be reached.
        return isMadeOfParts && Normalizer.isNormalized(text, Normalizer.Form.NFKC);
    }

    private static boolean isStart(int codePoint) {
        return codePoint == '_' || Character.isUnicodeIdentifierStart(codePoint);
    }

    /** Says whether a name belongs to the language: {@code __len__}. */
    public static boolean isSpecial(String name) {
        return name.length() > 4 && name.startsWith("__") && name.endsWith("__");
    }

    /** Returns a name with an underscore behind it if it is a keyword. */
    static String withoutKeyword(String name) {
        return KEYWORDS.contains(name) ? name + "_" : name;
    }

    /**
     * Turns a Java name into one as Python writes them: {@code callPrice} into {@code call_price}, {@code parseURL} into
     * {@code parse_url}, {@code toURL2} into {@code to_url2}.
     */
    public static String snakeCase(String javaName) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < javaName.length(); i++) {
            if (i > 0 && beginsWord(javaName, i)) {
                snake.append('_');
            }
            snake.append(javaName.charAt(i));
        }
        return snake.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean beginsWord(String name, int at) {
        char before = name.charAt(at - 1);
        if (!Character.isUpperCase(name.charAt(at)) || before == '_') {
            return false;
        }
        // The last capital of several belongs to the word behind it: parseURLFast is parse, URL and Fast.
        boolean isLastOfSeveral = at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1));
        return !Character.isUpperCase(before) || isLastOfSeveral;
    }
}
