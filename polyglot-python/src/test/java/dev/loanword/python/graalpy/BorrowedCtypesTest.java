package dev.loanword.python.graalpy;

import java.util.List;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Borrows ctypes arrays of all dimensions, and single values: memory off the Java heap. */
@ParameterizedClass(name = "{0}")
@CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        textBlock =
                """
                (ctypes.c_byte * 3)(1, 2, 100)                      | '3b', 1, 2, 100             | b  | (3,)   | (1,)   | x[0] = 7
                (ctypes.c_ubyte * 3)(1, 2, 100)                     | '3B', 1, 2, 100             | B  | (3,)   | (1,)   | x[0] = 7
                (ctypes.c_short * 3)(1, 2, 100)                     | '3h', 1, 2, 100             | h  | (3,)   | (2,)   | x[0] = 7
                (ctypes.c_int * 3)(1, 2, 100)                       | '3i', 1, 2, 100             | i  | (3,)   | (4,)   | x[0] = 7
                (ctypes.c_uint * 3)(1, 2, 100)                      | '3I', 1, 2, 100             | I  | (3,)   | (4,)   | x[0] = 7
                (ctypes.c_long * 3)(1, 2, 100)                      | '3l', 1, 2, 100             | q  | (3,)   | (8,)   | x[0] = 7
                (ctypes.c_ulonglong * 3)(1, 2, 100)                 | '3Q', 1, 2, 100             | Q  | (3,)   | (8,)   | x[0] = 7
                (ctypes.c_float * 3)(1, 2, 100)                     | '3f', 1, 2, 100             | f  | (3,)   | (4,)   | x[0] = 7
                (ctypes.c_double * 3)(1, 2, 100)                    | '3d', 1, 2, 100             | d  | (3,)   | (8,)   | x[0] = 7
                (ctypes.c_int.__ctype_be__ * 2)(1, 2)               | '>2i', 1, 2                 | >i | (2,)   | (4,)   | x[0] = 7
                (ctypes.c_bool * 2)(False, True)                    | '2?', 0, 1                  | ?  | (2,)   | (1,)   | x[0] = True
                (ctypes.c_char * 3)(b'a', b'b', b'c')               | '3s', b'abc'                | c  | (3,)   | (1,)   | x[0] = b\"z\"
                (ctypes.c_wchar * 2)('a', 'b')                      | '2I', 97, 98                | w  | (2,)   | (4,)   | x[0] = \"z\"
                (ctypes.c_void_p * 2)(8, 16)                        | '2P', 8, 16                 | P  | (2,)   | (8,)   | x[0] = 7
                (ctypes.c_int * 2 * 3).from_buffer_copy(bytes(range(24))) | '24B', *range(24)      | i  | (3, 2) | (8, 4) | x[0][0] = 7
                (ctypes.c_short * 1 * 2 * 1).from_buffer_copy(b'abcd') | '4s', b'abcd'          | h  | (1, 2, 1) | (4, 2, 2) | x[0][0][0] = 7
                ctypes.c_double(2.5)                                | 'd', 2.5                    | d  | ()     | ()     | x.value = 7
                """)
class BorrowedCtypesTest extends BorrowedMemoryContract {

    @Parameter(0)
    String value;

    @Parameter(1)
    String packed;

    @Parameter(2)
    String format;

    @Parameter(3)
    String shape;

    @Parameter(4)
    String strides;

    @Parameter(5)
    String change;

    @Override
    String exporter() {
        return "import ctypes, struct\nx = " + value;
    }

    @Override
    String content() {
        return "struct.pack(" + packed + ")";
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

    @Override
    String change() {
        return change;
    }

    @Override
    String bytesOfX() {
        return "ctypes.string_at(ctypes.addressof(x), ctypes.sizeof(x))";
    }

    /** ctypes memory keeps its place as long as its object lives. */
    @Override
    List<String> forbidden() {
        return List.of();
    }
}
