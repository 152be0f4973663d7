package dev.loanword.benchmarks;

import java.util.List;

/**
 * One thing that is measured on each side that can do it.
 *
 * @param id its name in the files of the sides
 * @param label for people
 * @param unit what the time is for: a call, a line
 * @param perStep how many units one step of the loop makes
 */
public record Row(String id, Section section, String label, String unit, long perStep) {

    /** The loop without anything in it, whose time is taken off where a row is a plain statement. */
    public static final Row EMPTY = new Row("empty", Section.CALLS, "the loop itself", "step", 1);

    private static final long MILLION = 1_000_000;

    /** All rows, in the order of the table. */
    static List<Row> all(Inputs inputs) {
        return List.of(
                call(Section.CALLS, "nothing", "no-op"),
                call(Section.CALLS, "add", "int add"),
                call(Section.CALLS, "add_inlined", "int add, inlined"),
                call(Section.CALLS, "keyword", "keyword call"),
                call(Section.CALLS, "method", "method of a type"),
                call(Section.CALLS, "property", "property"),
                call(Section.CALLS, "callback", "callback"),
                call(Section.CALLS, "exception", "exception, raised and caught"),
                call(Section.CALLS, "borrow_numpy", "borrow of a NumPy array"),
                call(Section.CALLS, "lend_numpy", "lent memory as a NumPy array"),
                call(Section.CALLS, "checksum_8", "checksum_bytes, 8 bytes"),
                call(Section.ARRAYS, "checksum_4m", "checksum_bytes, 4 MB of bytes"),
                call(Section.ARRAYS, "scale_doubles_array", "scale_inplace, 1 M float64, array('d')"),
                call(Section.ARRAYS, "scale_doubles_numpy", "scale_inplace, 1 M float64, NumPy"),
                call(Section.ARRAYS, "scale_doubles_lent", "scale_inplace, 1 M float64, Java's"),
                call(Section.ARRAYS, "scale_doubles_large", "scale_inplace, 8 M float64, NumPy"),
                call(Section.ARRAYS, "scale_floats_array", "scale_buffer, 1 M float32, array('f')"),
                call(Section.ARRAYS, "scale_floats_numpy", "scale_buffer, 1 M float32, NumPy"),
                call(Section.ARRAYS, "scale_floats_lent", "scale_buffer, 1 M float32, Java's"),
                call(Section.TABLE, "dot_array", "table.dot, array('f') of 768"),
                call(Section.TABLE, "dot_list", "table.dot, list of 768"),
                call(Section.TABLE, "cosine_array", "table.cosine, array('f') of 768"),
                new Row("add_array", Section.TABLE, "table.add, array('f') of 768", "call", 1000),
                new Row("add_list", Section.TABLE, "table.add, list of 768", "call", 1000),
                call(Section.TABLE, "search", "best 10 of 100,000 x 768"),
                call(Section.TABLE, "search_cosine", "the same by cosine"),
                call(Section.TABLE, "search_float16", "the same, rows of float16"),
                call(Section.TABLE, "search_int8", "the same, rows of int8"),
                call(Section.TABLE, "search_all", "the same, 16 queries at once"),
                new Row("lines_small", Section.LINES, "lines of 16 MB", "line", inputs.smallLines()),
                new Row("lines_large", Section.LINES, "lines of 512 MB", "line", inputs.largeLines()),
                new Row("elements_iterate", Section.ELEMENTS, "for number in lent: sum", "element", MILLION),
                new Row("elements_index", Section.ELEMENTS, "lent[i], summed", "element", MILLION),
                new Row("elements_mixed", Section.ELEMENTS, "memory[i], of every kind of memory", "element", MILLION));
    }

    private static Row call(Section section, String id, String label) {
        return new Row(id, section, label, "call", 1);
    }

    /** What is measured, with its unit where that is no call. */
    String title() {
        return label + (unit.equals("call") ? "" : ", a " + unit);
    }

    /** Whether a sample takes so long that the warm-up leaves it out: {@code lines_small} runs the same code. */
    boolean isLong() {
        return id.equals("lines_large");
    }
}
