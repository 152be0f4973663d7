package bad;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyModule;

@PyModule
@PyClass
public final class DoubleModule {}
