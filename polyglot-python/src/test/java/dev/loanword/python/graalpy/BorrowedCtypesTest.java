package dev.loanword.python.graalpy;

import java.util.List;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Borrows ctypes arrays: memory off the Java heap. */
@ParameterizedClass
@CsvSource({"c_byte,b,b,1", "c_ubyte,B,B,1", "c_short,h,h,2", "c_int,i,i,4", "c_uint,I,I,4", "c_long,q,q,8", "c_float,f,f,4", "c_double,d,d,8"})
class BorrowedCtypesTest extends BorrowedMemoryContract {

    @Parameter(0)
    String type;

    @Parameter(1)
    String code;

    @Parameter(2)
    String format;

    @Parameter(3)
    int itemsize;

    @Override
    String exporter() {
        return "import ctypes, struct\nx = (ctypes." + type + " * 3)(1, 2, 100)";
    }

    @Override
    String content() {
        return "struct.pack('3" + code + "', 1, 2, 100)";
    }

    @Override
    String format() {
        return format;
    }

    @Override
    String shape() {
        return "(3,)";
    }

    @Override
    String strides() {
        return "(" + itemsize + ",)";
    }

    @Override
    List<String> forbidden() {
        return List.of();
    }
}
