package dev.loanword.conformance;

/** Text as XML and YAML can hold it. */
final class XmlText {
    private static final char REPLACEMENT = '\uFFFD';

    private XmlText() {}

    /** The same, with a replacement for each character that XML 1.0 does not allow: most control characters and half surrogates. */
    static String printable(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(point -> result.appendCodePoint(isAllowed(point) ? point : REPLACEMENT));
        return result.toString();
    }

    private static boolean isAllowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || point >= 0x20 && point < 0xD800
                || point >= 0xE000 && point < 0xFFFE
                || point >= 0x10000;
    }
}
