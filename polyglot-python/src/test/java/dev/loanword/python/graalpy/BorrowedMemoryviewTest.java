package dev.loanword.python.graalpy;

import java.util.List;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Borrows memoryviews: whole, sliced, cast, strided, backwards, of several dimensions, read-only, over other exporters. */
@ParameterizedClass(name = "{0}")
@CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        textBlock =
                """
                whole bytearray     | memoryview(b)                              | bytes(range(24))       | B | (24,)      | (1,)
                slice               | memoryview(b)[3:7]                         | b'\\3\\4\\5\\6'        | B | (4,)       | (1,)
                slice of a slice    | memoryview(b)[3:7][1:]                     | b'\\4\\5\\6'           | B | (3,)       | (1,)
                cast                | memoryview(b).cast('i')                    | bytes(range(24))       | i | (6,)       | (4,)
                cast at odd offset  | memoryview(b)[1:9].cast('i')               | bytes(range(1, 9))     | i | (2,)       | (4,)
                slice of a cast     | memoryview(b).cast('h')[2:4]               | bytes(range(4, 8))     | h | (2,)       | (2,)
                strided             | memoryview(b)[1:8:3]                       | b'\\1\\4\\7'           | B | (3,)       | (3,)
                strided items       | memoryview(b).cast('h')[::5]               | b'\\0\\1\\12\\13\\24\\25' | h | (3,)    | (10,)
                backwards           | memoryview(b)[::-1]                        | bytes(range(24))[::-1] | B | (24,)      | (-1,)
                backwards in steps  | memoryview(b)[20:2:-6]                     | b'\\24\\16\\10'        | B | (3,)       | (-6,)
                backwards items     | memoryview(b).cast('i')[2:0:-1]            | b'\\10\\11\\12\\13\\4\\5\\6\\7' | i | (2,) | (-4,)
                2-D                 | memoryview(b).cast('B', [4, 6])            | bytes(range(24))       | B | (4, 6)     | (6, 1)
                2-D items           | memoryview(b).cast('i', [2, 3])            | bytes(range(24))       | i | (2, 3)     | (12, 4)
                2-D rows            | memoryview(b).cast('B', [4, 6])[1:3]       | bytes(range(6, 18))    | B | (2, 6)     | (6, 1)
                2-D every other row | memoryview(b).cast('B', [4, 6])[::2]       | bytes(range(6)) + bytes(range(12, 18)) | B | (2, 6) | (12, 1)
                2-D rows backwards  | memoryview(b).cast('B', [2, 12])[::-1]     | bytes(range(12, 24)) + bytes(range(12)) | B | (2, 12) | (-12, 1)
                3-D                 | memoryview(b).cast('h', [2, 3, 2])         | bytes(range(24))       | h | (2, 3, 2)  | (12, 4, 2)
                chars               | memoryview(b)[:3].cast('c')                | b'\\0\\1\\2'           | c | (3,)       | (1,)
                bools               | memoryview(b)[:2].cast('?')                | b'\\0\\1'              | ? | (2,)       | (1,)
                """)
class BorrowedMemoryviewTest extends BorrowedMemoryContract {

    @Parameter(0)
    String name;

    @Parameter(1)
    String view;

    @Parameter(2)
    String content;

    @Parameter(3)
    String format;

    @Parameter(4)
    String shape;

    @Parameter(5)
    String strides;

    @Override
    String exporter() {
        return "b = bytearray(range(24))\nx = " + view;
    }

    @Override
    String content() {
        return "(" + content + ")";
    }

    @Override
    String format() {
        return format;
    }

    @Override
    String shape() {
        return shape;
    }

    @Override
    String strides() {
        return strides;
    }

    /** GraalPy's own tobytes() is wrong for a slice of several dimensions. */
    @Override
    String bytesOfX() {
        return shape.matches("\\(\\d+, \\d+\\)") && "B".equals(format) ? "bytes(sum(x.tolist(), []))" : super.bytesOfX();
    }

    @Override
    String change() {
        String first = "0, ".repeat(shape.split(",\\s*\\d").length);
        return "x[" + first.substring(0, first.length() - 2) + "] = " + ("c".equals(format) ? "b\"z\"" : "?".equals(format) ? "True" : "7");
    }

    @Override
    List<String> forbidden() {
        return List.of("x.release()", "b.append(1)", "del b[:]");
    }
}
