package bad;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstant;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.memory.BorrowedBuffer;

@PyModule
public final class Values {
    @PyClass(matchArgs = "x")
    public enum Side {
        BUY,
        None,
        _hidden_;

        @PyConstant
        public static final int COUNT = 2;

        @PyFunction
        public int sign() {
            return 1;
        }
    }

    @PyClass
    public record Quote(
            double bid,
            @PyParameter(name = "bid") double ask,
            @PyParameter(defaultValue = "1") int size,
            BorrowedBuffer buffer,
            int _hidden) {
        @PyConstructor
        public Quote(double bid) {
            this(bid, bid, 1, null, 1);
        }
    }
}
