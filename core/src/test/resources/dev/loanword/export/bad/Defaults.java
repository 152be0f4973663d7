package bad;

import dev.loanword.export.Borrow;
import dev.loanword.export.PyClass;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.export.Unsigned;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@PyModule
public final class Defaults {
    @PyClass
    public enum Side { BUY, SELL }

    @PyClass
    public static final class Option {}

    @PyFunction
    public static void malformed(
            @PyParameter(defaultValue = "1,5") double rate,
            @PyParameter(defaultValue = "'x") String text,
            @PyParameter(defaultValue = "nan") double nothing,
            @PyParameter(defaultValue = "012") int octal) {}

    @PyFunction
    public static void tooLarge(
            @PyParameter(defaultValue = "768") byte small,
            @PyParameter(defaultValue = "256") @Unsigned byte unsigned,
            @PyParameter(defaultValue = "-1") @Unsigned int negative,
            @PyParameter(defaultValue = "0x8000_0000") int whole,
            @PyParameter(defaultValue = "1e39") float single,
            @PyParameter(defaultValue = "1e309") double wide) {}

    @PyFunction
    public static void ofAnotherType(
            @PyParameter(defaultValue = "1.0") int whole,
            @PyParameter(defaultValue = "True") long flagged,
            @PyParameter(defaultValue = "1") boolean number,
            @PyParameter(defaultValue = "1") String text,
            @PyParameter(defaultValue = "'ab'") char character,
            @PyParameter(defaultValue = "'x'") byte[] bytes,
            @PyParameter(defaultValue = "b'x'") Path path,
            @PyParameter(defaultValue = "0.5") BigDecimal decimal,
            @PyParameter(defaultValue = "{}") List<String> list,
            @PyParameter(defaultValue = "()") Map<String, String> map,
            @PyParameter(defaultValue = "'a'") Optional<Integer> optional,
            @PyParameter(defaultValue = "'2026-01-01'") LocalDate date,
            @PyParameter(defaultValue = "'a'") Runnable callback,
            @PyParameter(defaultValue = "'a'") BorrowedBuffer buffer,
            @PyParameter(defaultValue = "b''") @Borrow(Access.EXCLUSIVE) BorrowedBuffer exclusive,
            @PyParameter(defaultValue = "Side.BUY") Object any,
            @PyParameter(defaultValue = "1") Option option) {}

    @PyFunction
    public static void members(
            @PyParameter(defaultValue = "Side.HOLD") Side unknown,
            @PyParameter(defaultValue = "Order.BUY") Side other,
            @PyParameter(defaultValue = "'BUY'") Side text) {}

    @PyFunction
    public static void none(
            @PyParameter(defaultValue = "None") int number,
            @PyParameter(defaultValue = "None") boolean flag,
            @PyParameter(defaultValue = "None") char character) {}

    @PyFunction
    public static void ofFurtherArguments(@PyParameter(defaultValue = "()") int... values) {}
}
